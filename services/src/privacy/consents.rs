//! What people say yes and no to. Without a yes nothing is done; a no takes back what was done.

use domain::{
    consent::{Answer, Behaviour, Purpose, TEXT_VERSION},
    ids::VisitorId,
    locale::Locale,
    visit::Visit,
};
use store::{
    behaviour,
    purposes::{self, Given},
};

use crate::{ServiceError, Shop, accounts::Signed, now, shop::commit};

/// How many moments the privacy page shows.
const SHOWN: u32 = 50;

impl Shop {
    /// Every answer of a visitor, the newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn consents(&self, visit: &Visit) -> Result<Vec<Given>, ServiceError> {
        match &visit.visitor {
            Some(visitor) => Ok(purposes::of(self.store.reader(), visitor).await?),
            None => Ok(Vec::new()),
        }
    }

    /// Whether the newest answer to a purpose is a yes.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn agreed(&self, visit: &Visit, purpose: Purpose) -> Result<bool, ServiceError> {
        let given = self.consents(visit).await?;
        Ok(given.iter().find(|answer| answer.purpose == purpose).is_some_and(|answer| answer.given))
    }

    /// Notes an answer with the text it was given to. A no to remembering behaviour has all of it forgotten, and a no to
    /// marketing switches every news off.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn answer_consent(
        &self,
        visitor: &VisitorId,
        purpose: Purpose,
        given: bool,
        language: Locale,
    ) -> Result<(), ServiceError> {
        let visitor = visitor.clone();
        Ok(commit!(self.store, |tx| {
            let answer = Given { purpose, given, text_version: TEXT_VERSION.to_owned(), at: now() };
            purposes::answer(tx, &visitor, &answer, language).await?;
            if purpose == Purpose::Marketing && !given {
                store::profile::preferences::no_news(tx, &visitor, now()).await?;
            }
            Ok(())
        })?)
    }

    /// Makes what somebody answered and did as a guest that of the account they just signed in to, and says what the
    /// account answers about remembering behaviour. What it answered itself counts first; who never answered brings the
    /// answer of this browser.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn bring_consent(
        &self,
        signed: &Signed,
        guest: Option<VisitorId>,
        browser: Option<Answer>,
        language: Locale,
    ) -> Result<Option<bool>, ServiceError> {
        if let Some(guest) = guest.filter(|guest| *guest != signed.visitor) {
            let account = signed.visitor.clone();
            commit!(self.store, |tx| purposes::bring(tx, &guest, &account).await)?;
        }
        let given = purposes::of(self.store.reader(), &signed.visitor).await?;
        let known = given.iter().find(|answer| answer.purpose == Purpose::Behaviour);
        match (known, browser) {
            (Some(answer), _) if answer.text_version == TEXT_VERSION => Ok(Some(answer.given)),
            (_, None) => Ok(None),
            (_, Some(Answer { behaviour })) => {
                self.answer_consent(&signed.visitor, Purpose::Behaviour, behaviour, language).await?;
                Ok(Some(behaviour))
            }
        }
    }

    /// The newest moments that are remembered of a visitor, and how many there are in all.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remembered_behaviour(
        &self,
        visit: &Visit,
    ) -> Result<(Vec<(Behaviour, String, domain::time::Timestamp)>, u32), ServiceError> {
        let Some(visitor) = &visit.visitor else { return Ok((Vec::new(), 0)) };
        let moments = behaviour::of(self.store.reader(), visitor, SHOWN).await?;
        let count = behaviour::count(self.store.reader(), visitor).await?;
        Ok((moments.into_iter().map(|moment| (moment.what, moment.about, moment.at)).collect(), count))
    }
}
