//! Telling people what happened: a notice stands on every page, and everybody with an account can be written to.

use std::collections::BTreeMap;

use domain::locale::Locale;
use store::{
    messages::{self, NewMessage},
    notices,
};

pub use store::notices::Notice;

use crate::{ServiceError, Shop, mail::escaped, now, shop::commit};

/// How many notices a list shows.
const LISTED: u64 = 100;

/// How many mails are written in one transaction.
const MAILS_AT_ONCE: usize = 200;

impl Shop {
    /// The notice that is shown now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn current_notice(&self) -> Result<Option<Notice>, ServiceError> {
        Ok(notices::current(self.store.reader()).await?)
    }

    /// The newest notices, shown or taken back.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notices(&self) -> Result<Vec<Notice>, ServiceError> {
        Ok(notices::list(self.store.reader(), LISTED).await?)
    }

    /// Shows a notice on every page; gives its name. Languages without a text of their own read the English one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn post_notice(&self, texts: BTreeMap<String, String>) -> Result<String, ServiceError> {
        let notice = Notice { id: uuid::Uuid::now_v7().simple().to_string(), texts, created_at: now(), ended_at: None };
        let id = notice.id.clone();
        commit!(self.store, |tx| notices::write(tx, &notice).await)?;
        Ok(id)
    }

    /// Takes a notice back; says whether it was shown.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_notice(&self, id: &str) -> Result<bool, ServiceError> {
        let (id, at) = (id.to_owned(), now());
        Ok(commit!(self.store, |tx| notices::end(tx, &id, at).await)?)
    }

    /// Writes a notice to people, each in their language and once, however often it is asked for: to those who are named,
    /// or to everybody with an account. Gives how many mails are new.
    ///
    /// # Errors
    /// When there is no such notice, or the database fails.
    pub async fn mail_notice(&self, id: &str, to: Option<Vec<String>>) -> Result<u64, ServiceError> {
        let known = notices::list(self.store.reader(), u64::from(u32::MAX)).await?;
        let notice = known.into_iter().find(|notice| notice.id == id).ok_or(ServiceError::NotFound)?;
        let everybody = notices::everybody(self.store.reader()).await?;
        let language_of = |address: &str| {
            everybody
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(address))
                .map(|(_, language)| language.clone())
        };
        let recipients: Vec<(String, String)> = match to {
            Some(named) => {
                let with_language = |address: String| {
                    let language = language_of(&address).unwrap_or_default();
                    (address, language)
                };
                named.into_iter().map(with_language).collect()
            }
            None => everybody.clone(),
        };
        let mut new = 0;
        for some in recipients.chunks(MAILS_AT_ONCE) {
            let mails: Vec<NewMessage> =
                some.iter().map(|(to, language)| self.notice_mail(&notice, to, language)).collect();
            let at = now();
            new += commit!(self.store, |tx| {
                let mut new = 0;
                for mail in &mails {
                    new += u64::from(messages::enqueue(tx, mail, at).await?);
                }
                Ok(new)
            })?;
        }
        Ok(new)
    }

    fn notice_mail(&self, notice: &Notice, to: &str, language: &str) -> NewMessage {
        let locale = Locale::from_tag(language).unwrap_or_default();
        let text = in_language(notice, locale);
        let words = format!("{text}\n\n{}", self.texts.get(locale, "mail-notice-more"));
        let paragraphs: String =
            words.lines().filter(|line| !line.is_empty()).map(|line| format!("<p>{}</p>", escaped(line))).collect();
        NewMessage {
            key: format!("notice:{}:{}", notice.id, to.to_ascii_lowercase()),
            to: to.to_owned(),
            subject: self.texts.get(locale, "mail-notice-subject"),
            html: format!("<div lang=\"{}\" dir=\"{}\">{paragraphs}</div>", locale.tag(), locale.direction()),
            text: words,
            language: locale.tag().to_owned(),
        }
    }
}

/// What a notice says in a language, or else in English, or else in whichever it has.
pub fn in_language(notice: &Notice, locale: Locale) -> &str {
    let texts = &notice.texts;
    let text = texts.get(locale.tag()).or_else(|| texts.get(Locale::En.tag())).or_else(|| texts.values().next());
    text.map(String::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    #[test]
    fn a_notice_is_read_in_ones_own_language_where_it_has_one() {
        let texts = [("en", "Something happened"), ("fr", "Il s’est passé quelque chose")];
        let texts = texts.map(|(tag, text)| (tag.to_owned(), text.to_owned())).into();
        let notice = Notice { id: "1".into(), texts, created_at: Timestamp(0), ended_at: None };
        assert_eq!(in_language(&notice, Locale::Fr), "Il s’est passé quelque chose");
        assert_eq!(in_language(&notice, Locale::Ar), "Something happened");
    }
}
