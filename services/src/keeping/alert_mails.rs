//! Mails about alerts: the question to a guest's address, and what is told. Each can be ended with one click, in the mail
//! itself and by the mail program.

use domain::{
    account::Email,
    ids::{AlertId, SecretToken},
    keeping::AlertKind,
    locale::Locale,
    money::Money,
    visit::ProductPage,
};
use store::{keeping::alerts::Reached, messages::NewMessage};

use super::alerts::AlertLink;
use crate::{Shop, mail::letter_with};

/// What the keys of mails about alerts begin with; the alert's id follows.
const KEY: &str = "alert";

impl Shop {
    /// The mail that asks whether a guest's address is theirs and wants the alert.
    pub(super) fn alert_question(&self, id: &AlertId, to: &Email, locale: Locale, title: &str) -> NewMessage {
        let facts = [("title", title.to_owned())];
        let say = |part: &str| self.texts.with(locale, &format!("mail-alert-confirm-{part}"), &facts);
        let link = self.alert_link("/alerts/confirm", id, AlertLink::Confirm);
        let lines = [say("text"), say("lives"), say("not-you")];
        let (text, html) = letter_with(locale, &say("subject"), &lines, (&say("button"), &link), None);
        self.sealed_mail(NewMessage {
            key: format!("ask-alert:{id}:{:016x}", rand::random::<u64>()),
            to: to.to_string(),
            language: locale.tag().to_owned(),
            subject: say("subject"),
            text,
            html,
        })
    }

    /// The mail that tells of a change; its key counts the alert's mails, so that each is written once.
    pub(super) fn alert_mail(&self, one: &Reached, title: &str, total: Money) -> NewMessage {
        let (alert, locale) = (&one.alert, one.language);
        let facts = [
            ("title", title.to_owned()),
            ("amount", locale.money(total)),
            ("before", locale.money(alert.reference)),
            ("target", alert.target.map(|target| locale.money(target)).unwrap_or_default()),
            ("day", locale.day(alert.expires_at.date())),
        ];
        let kind = match (alert.kind, alert.target) {
            (AlertKind::Stock, _) => "stock",
            (AlertKind::Price, Some(_)) => "target",
            (AlertKind::Price, None) => "price",
        };
        let say = |part: &str| self.texts.with(locale, &format!("mail-alert-{part}"), &facts);
        let subject = say(&format!("{kind}-subject"));
        let lines = [say(&format!("{kind}-text")), say("door"), say("until")];
        let page = format!("{}{}", self.settings.public_url, ProductPage::address(&alert.product));
        let stop = self.alert_link("/alerts/stop", &alert.id, AlertLink::Stop);
        let (text, html) = letter_with(locale, &subject, &lines, (&say("button"), &page), Some((&say("stop"), &stop)));
        NewMessage {
            key: format!("{KEY}:{}:{}", alert.id, alert.told + 1),
            to: one.to.clone(),
            language: locale.tag().to_owned(),
            subject,
            text,
            html,
        }
    }

    fn alert_link(&self, page: &str, id: &AlertId, purpose: AlertLink) -> String {
        let token = self.alert_token(id, purpose);
        format!("{}{page}?alert={id}&token={token}", self.settings.public_url)
    }

    /// Where a mail program ends what a mail of this key came from (RFC 8058); nothing for mails that belong to an order
    /// or an account.
    pub(crate) fn unsubscribe_address(&self, key: &str) -> Option<String> {
        let mut parts = key.split(':');
        let id: AlertId = parts.next().filter(|kind| *kind == KEY).and(parts.next())?.parse().ok()?;
        let token: SecretToken = self.alert_token(&id, AlertLink::Stop);
        Some(format!("{}/alerts/one-click/{id}/{token}", self.settings.public_url))
    }
}
