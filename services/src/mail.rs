//! Mails to shoppers: what they say, and the job that sends them.

use connectors::{marketplaces::OrderSnapshot, messages::mail::Mail};
use domain::{
    ids::OrderNumber,
    locale::Locale,
    order::{OrderStatus, OrderView, Progress},
    time::Timestamp,
};
use store::{
    messages::{self, LeasedMessage, NewMessage},
    orders::{self, OrderHead},
    tracking::Due,
};

use crate::{ServiceError, Shop, now, placing::is_placed, shop::commit};

/// For how long a worker may be at a mail before another may take it over.
const LEASE: i64 = 60_000;

/// How many mails one round sends.
const AT_ONCE: u64 = 20;

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
        lines.push(format!("{}: {}", say("mail-charged"), locale.money(view.captured)));
        if !view.released.is_zero() {
            lines.push(format!("{}: {}", say("mail-released"), locale.money(view.released)));
        }
        let message = self.message(&reach, self.texts.with(locale, subject, &number), &lines, "confirm");
        commit!(self.store, |tx| messages::enqueue(tx, &message, now()).await)?;
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
        let text = format!("{}\n\n{see}\n{link}\n", lines.join("\n"));
        let paragraphs: String =
            lines.iter().map(|line| format!("<p style=\"margin:0 0 8px\">{}</p>", escaped(line))).collect();
        let html = format!(
            "<!doctype html><html lang=\"{}\" dir=\"{}\"><body style=\"font:16px/1.5 system-ui,sans-serif;max-width:36rem;\
             margin:0 auto;padding:24px;color:#16241e\"><h1 style=\"font-size:22px\">{}</h1>{paragraphs}<p><a href=\"{}\" \
             style=\"display:inline-block;padding:12px 20px;border-radius:12px;background:#0f5540;color:#fff;\
             text-decoration:none\">{}</a></p><p style=\"color:#55645d\">Onecart</p></body></html>",
            reach.locale.tag(),
            reach.locale.direction(),
            escaped(&subject),
            escaped(&link),
            escaped(&see),
        );
        NewMessage {
            key: format!("{order}:{key}"),
            to: reach.details.email.clone(),
            language: reach.locale.tag().to_owned(),
            subject,
            text,
            html,
        }
    }

    /// Sends the mails that are due; one that fails is tried again with growing delay.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn send_mails(&self) -> Result<usize, ServiceError> {
        let due = commit!(self.store, |tx| messages::lease(tx, now(), LEASE, AT_ONCE).await)?;
        let count = due.len();
        for LeasedMessage { id, attempts, message } in due {
            let mail = Mail {
                to: message.to,
                subject: message.subject,
                text: message.text,
                html: message.html,
                message_id: message.key.replace(':', "."),
                language: message.language,
            };
            match self.mailer.send(&mail).await {
                Ok(()) => commit!(self.store, |tx| messages::mark_sent(tx, &id, now()).await)?,
                Err(error) => {
                    tracing::warn!(key = message.key, %error, "a mail was not sent");
                    let wait = 1000_i64 << attempts.min(12);
                    let again = error.is_worth_repeating().then(|| now().plus(wait.min(60 * Timestamp::MINUTE)));
                    commit!(self.store, |tx| messages::mark_failed(tx, &id, again).await)?;
                }
            }
        }
        Ok(count)
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
