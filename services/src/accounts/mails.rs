//! Mails about accounts.

use domain::{account::Email, locale::Locale, security_event::SecurityEventKind, time::Timestamp};
use rand::Rng;
use store::{accounts::Account, messages::NewMessage, orders::OrderHead};

use super::links::Link;
use crate::{Shop, mail::letter};

/// What a mail says, but for its subject.
struct Said {
    lines: Vec<String>,
    /// What stands on its button, and where that leads.
    button: (String, String),
}

impl Shop {
    /// A mail with a link that does something.
    pub(super) fn link_mail(&self, kind: &str, to: &Email, locale: Locale, page: &str, secret: &str) -> NewMessage {
        let say = |part: &str| self.texts.get(locale, &format!("mail-account-{kind}-{part}"));
        let link = format!("{}{page}?token={secret}", self.settings.public_url);
        let lines = vec![say("text"), say("lives"), self.texts.get(locale, "mail-account-not-you")];
        self.sealed_mail(self.account_mail(to, locale, say("subject"), Said { lines, button: (say("button"), link) }))
    }

    /// The mail to somebody whose address another form was sent with.
    pub(super) fn known_address_mail(&self, to: &Email, locale: Locale) -> NewMessage {
        let say = |part: &str| self.texts.get(locale, &format!("mail-account-known-{part}"));
        let link = format!("{}/sign-in", self.settings.public_url);
        let said = Said { lines: vec![say("text"), say("what")], button: (say("button"), link) };
        self.account_mail(to, locale, say("subject"), said)
    }

    /// The mail that tells an owner what happened to their account.
    pub(crate) fn account_notice(&self, account: &Account, kind: &str) -> NewMessage {
        self.notice_to(account, &account.email, kind, &[])
    }

    /// The mail that tells an owner that what their account is opened with changed.
    pub(crate) fn factor_mail(&self, account: &Account, kind: SecurityEventKind) -> NewMessage {
        let what = self.texts.get(account.locale, &format!("event-{}", kind.word()));
        self.notice_to(account, &account.email, "factor", &[("what", what)])
    }

    pub(super) fn new_device_mail(&self, account: &Account, agent: &str, at: Timestamp) -> NewMessage {
        let unknown = || self.texts.get(account.locale, "mail-account-some-browser");
        let agent = if agent.is_empty() { unknown() } else { agent.to_owned() };
        let when = format!("{} UTC", at.rfc3339().replace('T', " ").trim_end_matches('Z'));
        self.notice_to(account, &account.email, "new-device", &[("agent", agent), ("when", when)])
    }

    /// One of the two mails of a change of address.
    pub(super) fn change_mail(&self, account: &Account, to: &Email, wanted: &Email, link: &Link) -> NewMessage {
        let locale = account.locale;
        let facts = [("email", wanted.to_string())];
        let kind = if to == wanted { "change-new" } else { "change-old" };
        let say = |part: &str| self.texts.with(locale, &format!("mail-account-{kind}-{part}"), &facts);
        let address = format!("{}/verify?change={}", self.settings.public_url, link.secret);
        let lines = vec![say("text"), say("lives"), self.texts.get(locale, "mail-account-not-you")];
        self.sealed_mail(self.account_mail(
            to,
            locale,
            say("subject"),
            Said { lines, button: (say("button"), address) },
        ))
    }

    /// The mail that tells of a change of address that came about.
    pub(super) fn changed_mail(&self, account: &Account, to: &Email, now: &Email) -> NewMessage {
        self.notice_to(account, to, "email-changed", &[("email", now.to_string())])
    }

    /// The mail that leads a guest to their order.
    pub(super) fn order_link_mail(&self, head: &OrderHead) -> NewMessage {
        let (number, locale) = (&head.number, head.locale);
        let facts = [("number", number.to_string())];
        let say = |part: &str| self.texts.with(locale, &format!("mail-account-order-{part}"), &facts);
        let link = format!("{}/order/{number}?token={}", self.settings.public_url, self.order_token(number));
        let said = Said { lines: vec![say("text")], button: (self.texts.get(locale, "mail-see-order"), link) };
        self.sealed_mail(self.mail_to(head.details.email.clone(), locale, say("subject"), said))
    }

    fn notice_to(&self, account: &Account, to: &Email, kind: &str, facts: &[(&'static str, String)]) -> NewMessage {
        let locale = account.locale;
        let say = |part: &str| self.texts.with(locale, &format!("mail-account-{kind}-{part}"), facts);
        let link = format!("{}/account/security", self.settings.public_url);
        let button = self.texts.get(locale, "mail-account-see-security");
        let lines = vec![say("text"), self.texts.get(locale, "mail-account-was-it-you")];
        self.account_mail(to, locale, say("subject"), Said { lines, button: (button, link) })
    }

    fn account_mail(&self, to: &Email, locale: Locale, subject: String, said: Said) -> NewMessage {
        self.mail_to(to.to_string(), locale, subject, said)
    }

    fn mail_to(&self, to: String, locale: Locale, subject: String, said: Said) -> NewMessage {
        let (text, html) = letter(locale, &subject, &said.lines, (&said.button.0, &said.button.1));
        NewMessage {
            key: format!("account:{:032x}", rand::rng().random::<u128>()),
            to,
            subject,
            text,
            html,
            language: locale.tag().to_owned(),
        }
    }
}
