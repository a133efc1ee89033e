//! Mail over SMTP. What goes into a header is checked first, so that nobody smuggles one in.

use std::time::Duration;

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    address::AddressError,
    message::{Mailbox, MultiPart, header},
};
use url::{Host, Url};

/// How long a server may take for one step of the conversation.
const LIMIT: Duration = Duration::from_secs(10);

/// The longest subject.
const LONGEST_SUBJECT: usize = 250;

/// The longest text of a mail, plain or HTML.
const LONGEST_BODY: usize = 512 * 1024;

/// A mail to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// To whom.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// As plain text.
    pub text: String,
    /// As HTML.
    pub html: String,
    /// What makes it this mail and no other, such as `OC-7K3M-9Q2D.confirm`; repeats carry the same.
    pub message_id: String,
    /// The language tag, such as `fr`.
    pub language: String,
    /// Where a mail program ends mails of this kind with one click (RFC 8058); `None` for mails that nobody subscribed to.
    pub unsubscribe: Option<String>,
}

/// Why a mail was not handed over.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// It can never be sent as it is: an address, the subject or the sender is wrong.
    #[error("not a mail that can be sent: {0}")]
    Invalid(String),
    /// The server refuses it for good.
    #[error("the mail server refuses it: {0}")]
    Refused(String),
    /// The server was not reached, broke off, or wants it again later. It may have arrived all the same.
    #[error("the mail server did not take it now: {0}")]
    NotNow(String),
}

impl MailError {
    /// Whether it makes sense to send the same mail again later.
    pub fn is_worth_repeating(&self) -> bool {
        matches!(self, Self::NotNow(_))
    }
}

/// A way to a mail server.
#[derive(Clone, Debug)]
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// A way to the server of this address: `smtps://user:password@host`, `smtp://host?tls=required`, or plain
    /// `smtp://127.0.0.1:1025` for a server on the same machine.
    ///
    /// # Errors
    /// [`MailError::Invalid`] when the address or the sender cannot be read, or when mails would leave the machine in
    /// the clear.
    pub fn new(smtp_url: &str, from: &str) -> Result<Self, MailError> {
        // A second call finds a provider installed already, which is just as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let url =
            Url::parse(smtp_url).map_err(|_| MailError::Invalid("not the address of a mail server".to_owned()))?;
        let wanted = url.query_pairs().find(|(name, _)| name == "tls");
        let is_sealed = url.scheme() == "smtps" || wanted.is_some_and(|(_, how)| how == "required");
        if !is_sealed && !is_loopback(&url) {
            return Err(MailError::Invalid(
                "a mail server elsewhere is reached by smtps:// or ?tls=required".to_owned(),
            ));
        }
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(smtp_url)
            .map_err(|error| MailError::Invalid(error.to_string()))?;
        Ok(Self { transport: transport.timeout(Some(LIMIT)).build(), from: mailbox(from)? })
    }

    /// Hands a mail over to the server.
    ///
    /// # Errors
    /// When the mail is wrong in itself, or the server does not take it; the error says whether a repeat makes sense.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let message = self.message(mail)?;
        match self.transport.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() || error.is_client() => Err(MailError::Refused(error.to_string())),
            Err(error) => Err(MailError::NotNow(error.to_string())),
        }
    }

    /// The mail as it goes over the wire.
    fn message(&self, mail: &Mail) -> Result<Message, MailError> {
        checked("subject", &mail.subject, LONGEST_SUBJECT, |_| true)?;
        checked("language", &mail.language, 35, |letter| letter.is_ascii_alphanumeric() || letter == '-')?;
        checked("message id", &mail.message_id, 200, |letter| {
            letter.is_ascii_alphanumeric() || "-_.".contains(letter)
        })?;
        if mail.text.len() > LONGEST_BODY || mail.html.len() > LONGEST_BODY {
            return Err(MailError::Invalid("the text is too long".to_owned()));
        }
        let mut builder = Message::builder();
        if let Some(address) = &mail.unsubscribe {
            checked("address to unsubscribe", address, 900, |letter| {
                letter.is_ascii_graphic() && !"<>".contains(letter)
            })?;
            builder = builder.header(ListUnsubscribe(format!("<{address}>"))).header(ListUnsubscribePost);
        }
        builder
            .from(self.from.clone())
            .to(mailbox(&mail.to)?)
            .subject(mail.subject.as_str())
            .message_id(Some(format!("<{}@{}>", mail.message_id, self.from.email.domain())))
            .header(ContentLanguage(mail.language.clone()))
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
            .map_err(|error| MailError::Invalid(error.to_string()))
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        // The scheme is none the web knows, so numbers come as names.
        Some(Host::Domain(name)) => {
            name == "localhost" || name.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        }
        None => false,
    }
}

/// Refuses what is empty, too long, or holds a letter that ends a header line or is none of the allowed.
fn checked(what: &str, value: &str, longest: usize, fits: fn(char) -> bool) -> Result<(), MailError> {
    let good = !value.is_empty()
        && value.chars().count() <= longest
        && value.chars().all(|letter| !letter.is_control() && fits(letter));
    if good {
        Ok(())
    } else {
        Err(MailError::Invalid(format!("the {what} is empty, too long or holds a wrong letter")))
    }
}

fn mailbox(address: &str) -> Result<Mailbox, MailError> {
    checked("address", address, 320, |_| true)?;
    address.parse().map_err(|error: AddressError| MailError::Invalid(error.to_string()))
}

/// The language of the text.
#[derive(Clone, Debug)]
struct ContentLanguage(String);

impl header::Header for ContentLanguage {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// Where mails of this kind are ended, in angle brackets.
#[derive(Clone, Debug)]
struct ListUnsubscribe(String);

impl header::Header for ListUnsubscribe {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("List-Unsubscribe")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// Says that posting to that address is enough.
#[derive(Clone, Copy, Debug)]
struct ListUnsubscribePost;

impl header::Header for ListUnsubscribePost {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("List-Unsubscribe-Post")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "List-Unsubscribe=One-Click".to_owned())
    }
}

/// Tells other machines that no person wrote this, so that they send no absence notes back.
#[derive(Clone, Copy, Debug)]
struct AutoSubmitted;

impl header::Header for AutoSubmitted {
    fn name() -> header::HeaderName {
        header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> header::HeaderValue {
        header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests;
