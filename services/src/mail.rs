//! Mails to shoppers: what they say, and how the job of each sends it.

use connectors::{marketplaces::OrderSnapshot, messages::mail::Mail};
use domain::{
    checkout::PayMethod,
    ids::{OrderNumber, RefundId},
    locale::Locale,
    money::Money,
    order::{OrderStatus, OrderView, Progress},
};
use secrecy::ExposeSecret;
use store::{
    messages::{self, NewMessage},
    orders::{self, OrderHead},
    parts, payments, refunds,
    tracking::Due,
};

use crate::{
    ServiceError, Shop,
    jobs::Problem,
    now,
    placing::is_placed,
    secrets::{Place, is_sealed},
    shop::commit,
};

impl Shop {
    /// Writes the mail that tells how an order came out; once per order.
    pub(crate) async fn confirm(&self, order: &OrderNumber) -> Result<(), ServiceError> {
        let Some(view) = orders::view(self.store.reader(), order).await? else { return Ok(()) };
        let Some(reach) = orders::head(self.store.reader(), order).await? else { return Ok(()) };
        let locale = reach.locale;
        let say = |key: &str| self.texts.get(locale, key);
        let (subject, opening) = if view.status == OrderStatus::Cancelled {
            ("mail-cancelled-subject", "mail-cancelled-text")
        } else {
            ("mail-confirmed-subject", "mail-confirmed-text")
        };
        let number = [("number", order.to_string())];
        let mut lines = vec![self.texts.with(locale, opening, &number), String::new()];
        lines.extend(self.lines_of(&view, locale));
        if view.taken_off() > 0 {
            let off = locale.money(Money::new(-view.taken_off(), view.total.currency));
            lines.push(match &view.coupon {
                Some(code) => format!("{} {code}: {off}", say("mail-coupon")),
                None => format!("{}: {off}", say("mail-taken-off")),
            });
        }
        lines.push(format!("{}: {}", say("mail-charged"), locale.money(view.captured)));
        if !view.released.is_zero() {
            lines.push(format!("{}: {}", say("mail-released"), locale.money(view.released)));
        }
        for paper in self.issue_papers(order).await? {
            let word = paper.content.kind.word().replace('_', "-");
            lines.push(format!("{} {}", say(&format!("mail-paper-{word}")), paper.number));
        }
        let message = self.message(&reach, self.texts.with(locale, subject, &number), &lines, "confirm");
        commit!(self.store, |tx| messages::enqueue(tx, &message, now()).await)?;
        store::fault_point!("confirmation_written");
        Ok(())
    }

    fn lines_of(&self, view: &OrderView, locale: Locale) -> Vec<String> {
        let registry = self.registry();
        let mut lines = Vec::new();
        for part in &view.parts {
            let name = registry.get(&part.marketplace).map_or("", |one| one.marketplace.name.as_str());
            let outcome = if is_placed(&part.state) { "mail-part-placed" } else { "mail-part-refused" };
            let ids = part.marketplace_order_ids.join(", ");
            let facts = [("marketplace", name.to_owned()), ("id", ids)];
            lines.push(self.texts.with(locale, outcome, &facts));
            for item in &part.items {
                let quantity = u32::from(item.quantity);
                lines.push(format!("  {quantity} × {} · {}", item.title, locale.money(item.shown)));
            }
            lines.push(String::new());
        }
        lines
    }

    /// Writes the mail that tells that a second payment was given back; once per payment.
    pub(crate) async fn tell_returned(
        &self,
        order: &OrderNumber,
        reference: &str,
        amount: Money,
    ) -> Result<(), ServiceError> {
        let Some(reach) = orders::head(self.store.reader(), order).await? else { return Ok(()) };
        let facts = [("number", order.to_string()), ("amount", reach.locale.money(amount))];
        let say = |key: &str| self.texts.with(reach.locale, key, &facts);
        let lines = [say("mail-twice-text")];
        let message = self.message(&reach, say("mail-twice-subject"), &lines, &format!("returned:{reference}"));
        commit!(self.store, |tx| messages::enqueue(tx, &message, now()).await)?;
        Ok(())
    }

    /// Writes the mail that tells of a refund; once per refund.
    pub(crate) async fn tell_refunded(&self, order: &OrderNumber, id: &RefundId) -> Result<(), ServiceError> {
        let Some(reach) = orders::head(self.store.reader(), order).await? else { return Ok(()) };
        let refunds = refunds::of(self.store.reader(), order).await?;
        let Some(refund) = refunds.into_iter().find(|refund| refund.id == *id) else { return Ok(()) };
        let payment = payments::of(self.store.reader(), order).await?;
        let to_wallet = payment.is_some_and(|payment| payment.method == PayMethod::Wallet.word());
        let marketplace = parts::one(self.store.reader(), order, refund.part).await?.map(|part| part.order.marketplace);
        let registry = self.registry();
        let name = marketplace.and_then(|id| registry.get(&id).map(|one| one.marketplace.name.clone()));
        let facts = [
            ("number", order.to_string()),
            ("amount", reach.locale.money(refund.amount)),
            ("marketplace", name.unwrap_or_default()),
        ];
        let say = |key: &str| self.texts.with(reach.locale, key, &facts);
        let reason = say(&format!("mail-refund-{}", refund.reason.word()));
        let mut lines = vec![reason, say(if to_wallet { "mail-refund-to-wallet" } else { "mail-refund-to-card" })];
        let papers = self.issue_papers(order).await?;
        if let Some(paper) = papers.into_iter().find(|paper| paper.content.refund.as_ref() == Some(id)) {
            let word = paper.content.kind.word().replace('_', "-");
            lines.push(format!("{} {}", say(&format!("mail-paper-{word}")), paper.number));
        }
        let message = self.message(&reach, say("mail-refund-subject"), &lines, &format!("refunded:{id}"));
        commit!(self.store, |tx| messages::enqueue(tx, &message, now()).await)?;
        Ok(())
    }

    /// The mail that tells of a change on the way; `None` where there is nobody to tell.
    pub(crate) async fn progress_mail(
        &self,
        part: &Due,
        progress: Progress,
        snapshot: &OrderSnapshot,
    ) -> Result<Option<NewMessage>, ServiceError> {
        let Some(reach) = orders::head(self.store.reader(), &part.order).await? else { return Ok(None) };
        let registry = self.registry();
        let name = registry.get(&part.marketplace).map_or_else(String::new, |one| one.marketplace.name.clone());
        let facts = [("number", part.order.to_string()), ("marketplace", name)];
        let word = match progress {
            Progress::Delivered => "delivered",
            Progress::Cancelled => "part-cancelled",
            _ => "shipped",
        };
        let subject = self.texts.with(reach.locale, &format!("mail-{word}-subject"), &facts);
        let mut lines = vec![self.texts.with(reach.locale, &format!("mail-{word}-text"), &facts)];
        for shipment in &snapshot.shipments {
            lines.push(format!("{} {}", shipment.carrier, shipment.tracking_number));
            lines.extend(shipment.tracking_url.clone());
        }
        let key = format!("{}:{word}", part.part);
        Ok(Some(self.message(&reach, subject, &lines, &key)))
    }

    fn message(&self, reach: &OrderHead, subject: String, lines: &[String], key: &str) -> NewMessage {
        let order = &reach.number;
        let link = format!("{}/order/{order}?token={}", self.settings.public_url, self.order_token(order));
        let see = self.texts.get(reach.locale, "mail-see-order");
        let (text, html) = letter(reach.locale, &subject, lines, (&see, &link));
        NewMessage {
            key: format!("{order}:{key}"),
            to: reach.details.email.clone(),
            language: reach.locale.tag().to_owned(),
            subject,
            text,
            html,
        }
    }

    /// A mail that carries a secret, sealed until it is sent; afterwards its text is gone.
    pub(crate) fn sealed_mail(&self, mail: NewMessage) -> NewMessage {
        let text = self.secrets.seal(place(&mail.key, "text"), mail.text.as_bytes());
        let html = self.secrets.seal(place(&mail.key, "html"), mail.html.as_bytes());
        NewMessage { text, html, ..mail }
    }

    fn opened(&self, key: &str, column: &'static str, text: String) -> Result<String, Problem> {
        if !is_sealed(&text) {
            return Ok(text);
        }
        let opened = self.secrets.open(place(key, column), &text);
        let opened = opened.map_err(|error| Problem::Lasting(error.to_string()))?;
        Ok(String::from_utf8_lossy(opened.expose_secret()).into_owned())
    }

    /// Sends a mail, unless it was sent before. Its id among mails is the same at every try, so that a mail program that
    /// gets it twice after a crash can show it once.
    pub(crate) async fn send_mail(&self, id: &str) -> Result<(), Problem> {
        let unsent = messages::unsent(self.store.reader(), id).await.map_err(ServiceError::from)?;
        let Some(message) = unsent else { return Ok(()) };
        let was_sealed = is_sealed(&message.text);
        let mail = Mail {
            to: message.to,
            subject: message.subject,
            text: self.opened(&message.key, "text", message.text)?,
            html: self.opened(&message.key, "html", message.html)?,
            unsubscribe: self.unsubscribe_address(&message.key),
            message_id: message.key.replace(':', "."),
            language: message.language,
        };
        if let Err(error) = self.mailer.send(&mail).await {
            let why = error.to_string();
            return Err(if error.is_worth_repeating() { Problem::Passing(why) } else { Problem::Lasting(why) });
        }
        store::fault_point!("mail_sent");
        let id = id.to_owned();
        let sent = commit!(self.store, |tx| {
            messages::mark_sent(tx, &id, now()).await?;
            if was_sealed { messages::forget_text(tx, &id).await } else { Ok(()) }
        });
        Ok(sent.map_err(ServiceError::from)?)
    }
}

fn place<'a>(key: &'a str, column: &'static str) -> Place<'a> {
    Place { table: "message", column, row: key }
}

/// A letter as plain text and as HTML: a heading, lines, and one way on by its name and address.
pub(crate) fn letter(locale: Locale, heading: &str, lines: &[String], way_on: (&str, &str)) -> (String, String) {
    letter_with(locale, heading, lines, way_on, None)
}

/// The same with a small link under it by its name and address, such as the way to end such mails.
pub(crate) fn letter_with(
    locale: Locale,
    heading: &str,
    lines: &[String],
    way_on: (&str, &str),
    under: Option<(&str, &str)>,
) -> (String, String) {
    let (name, link) = way_on;
    let below = under.map(|(name, link)| format!("\n{name}\n{link}\n")).unwrap_or_default();
    let text = format!("{}\n\n{name}\n{link}\n{below}", lines.join("\n"));
    let small = under.map(|(name, link)| {
        let (name, link) = (escaped(name), escaped(link));
        format!("<p style=\"font-size:14px\"><a href=\"{link}\" style=\"color:#0f5540\">{name}</a></p>")
    });
    let small = small.unwrap_or_default();
    let paragraphs: String =
        lines.iter().map(|line| format!("<p style=\"margin:0 0 8px\">{}</p>", escaped(line))).collect();
    let html = format!(
        "<!doctype html><html lang=\"{}\" dir=\"{}\"><body style=\"font:16px/1.5 system-ui,sans-serif;max-width:36rem;\
         margin:0 auto;padding:24px;color:#16241e\"><h1 style=\"font-size:22px\">{}</h1>{paragraphs}<p><a href=\"{}\" \
         style=\"display:inline-block;padding:12px 20px;border-radius:12px;background:#0f5540;color:#fff;\
         text-decoration:none\">{}</a></p>{small}<p style=\"color:#55645d\">Onecart</p></body></html>",
        locale.tag(),
        locale.direction(),
        escaped(heading),
        escaped(link),
        escaped(name),
    );
    (text, html)
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
