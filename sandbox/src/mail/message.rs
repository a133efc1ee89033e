//! One caught message, and how it is read out of what came over the wire.

use mail_parser::{Address, MessageParser, MimeHeaders, PartType};
use serde::Serialize;

use crate::orders::now_ms;

/// How a message was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// By mail.
    Mail,
    /// As a text message.
    Sms,
}

/// One caught message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Our own id.
    pub id: String,
    /// How it was sent.
    pub kind: Kind,
    /// When it arrived, in milliseconds since 1970.
    pub at_ms: i64,
    /// The sender as the message names it, else as the envelope does.
    pub from: String,
    /// Everybody the envelope names.
    pub to: Vec<String>,
    /// The subject, empty for text messages.
    pub subject: String,
    /// The plain part, if there is one.
    pub text: Option<String>,
    /// The HTML part, if there is one.
    pub html: Option<String>,
    /// The names of what is attached.
    pub attachments: Vec<String>,
    /// The message as it came.
    #[serde(skip)]
    pub raw: Vec<u8>,
}

/// Something attached to a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub name: String,
    pub kind: String,
    pub bytes: Vec<u8>,
}

fn new_id() -> String {
    uuid::Uuid::now_v7().simple().to_string()
}

impl Message {
    /// A mail out of its envelope and content. What is no mail at all is shown as plain text.
    #[must_use]
    pub fn mail(from: &str, to: Vec<String>, raw: Vec<u8>) -> Self {
        let mut message = Self {
            id: new_id(),
            kind: Kind::Mail,
            at_ms: now_ms(),
            from: from.to_owned(),
            to,
            subject: String::new(),
            text: None,
            html: None,
            attachments: Vec::new(),
            raw: Vec::new(),
        };
        match MessageParser::default().parse(&raw) {
            Some(mail) => {
                message.from = mail.from().and_then(sender).unwrap_or(message.from);
                message.subject = mail.subject().unwrap_or_default().to_owned();
                message.text = mail.text_bodies().find_map(|part| text(&part.body));
                message.html = mail.html_bodies().find_map(|part| html(&part.body));
                let name = |part: &mail_parser::MessagePart| part.attachment_name().unwrap_or("unnamed").to_owned();
                message.attachments = mail.attachments().map(name).collect();
            }
            None => message.text = Some(String::from_utf8_lossy(&raw).into_owned()),
        }
        message.raw = raw;
        message
    }

    /// A text message.
    #[must_use]
    pub fn sms(from: &str, to: &str, text: &str) -> Self {
        Self {
            id: new_id(),
            kind: Kind::Sms,
            at_ms: now_ms(),
            from: from.to_owned(),
            to: vec![to.to_owned()],
            subject: String::new(),
            text: Some(text.to_owned()),
            html: None,
            attachments: Vec::new(),
            raw: text.as_bytes().to_vec(),
        }
    }

    /// The attachment at this place.
    #[must_use]
    pub fn attachment(&self, place: usize) -> Option<Attachment> {
        let mail = MessageParser::default().parse(&self.raw)?;
        let part = mail.attachments().nth(place)?;
        let kind = part.content_type().map(|kind| match kind.subtype() {
            Some(subtype) => format!("{}/{subtype}", kind.ctype()),
            None => kind.ctype().to_owned(),
        });
        Some(Attachment {
            name: part.attachment_name().unwrap_or("unnamed").to_owned(),
            kind: kind.unwrap_or_else(|| "application/octet-stream".to_owned()),
            bytes: part.contents().to_vec(),
        })
    }
}

fn text(body: &PartType<'_>) -> Option<String> {
    match body {
        PartType::Text(text) => Some(text.clone().into_owned()),
        _ => None,
    }
}

fn html(body: &PartType<'_>) -> Option<String> {
    match body {
        PartType::Html(html) => Some(html.clone().into_owned()),
        _ => None,
    }
}

fn sender(from: &Address<'_>) -> Option<String> {
    let first = from.first()?;
    let address = first.address.as_deref()?;
    Some(match first.name.as_deref() {
        Some(name) => format!("{name} <{address}>"),
        None => address.to_owned(),
    })
}
