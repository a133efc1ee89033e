//! Reviews, questions and answers: written by people with an account, read by everybody, looked at by staff.
//!
//! What somebody wrote who bought the thing here, and about which nothing is doubtful, is published at once; everything
//! else waits for a person. A person of the shop's staff decides; each decision is noted in the audit log.

mod moderation;
mod pictures;
mod practice;
mod questions;
mod writing;

use domain::{
    catalog::Film,
    ids::{ContributionId, ProductRef},
    promise::CutOff,
    reviews::{Question, ReviewsPage, ReviewsQuery, doubts},
    time::Timestamp,
};
use store::{films, products, profile::person, reviews};

pub(crate) use self::practice::seed;
pub use self::{
    moderation::{ForStaff, Ratings},
    writing::{Contributed, ReviewDesk},
};
use crate::{ServiceError, Shop, accounts::Signed, now, profile::ProfileError};
pub use store::reviews::{Decision, Queue};

/// How many reviews a product's page shows at once, and how many questions.
pub const REVIEWS_A_PAGE: u32 = 8;
const QUESTIONS_SHOWN: u32 = 20;

/// How much one account may contribute within a day.
const A_DAY: u32 = 20;

/// What is told on a product's page beside what marketplaces tell.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The reviews that were asked for.
    pub reviews: ReviewsPage,
    /// The questions.
    pub questions: Vec<Question>,
    /// Short films of it.
    pub films: Vec<Film>,
    /// Until when an order leaves on the same day, where the marketplace tells.
    pub cut_off: Option<CutOff>,
}

impl Shop {
    /// What shoppers say of a product, and what the shop itself adds to it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn told_of(&self, product: &ProductRef, asked: &ReviewsQuery) -> Result<Told, ServiceError> {
        let reader = self.store.reader();
        let skip = (asked.page - 1) * REVIEWS_A_PAGE;
        let (histogram, bought, pictured) = reviews::counts(reader, product).await?;
        let mut found = reviews::page(reader, product, asked, skip, REVIEWS_A_PAGE + 1).await?;
        let more = found.len() > REVIEWS_A_PAGE as usize;
        found.truncate(REVIEWS_A_PAGE as usize);
        Ok(Told {
            reviews: ReviewsPage { histogram, bought, pictured, reviews: found, more },
            questions: reviews::questions(reader, product, QUESTIONS_SHOWN).await?,
            films: films::of(reader, product).await?,
            cut_off: films::cut_off(reader, &product.marketplace).await?,
        })
    }

    /// A question that others read, with its answers.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is none.
    pub async fn asked_question(&self, id: &ContributionId) -> Result<Question, ServiceError> {
        reviews::question(self.store.reader(), id).await?.ok_or(ServiceError::NotFound)
    }

    /// The listing that something is written about.
    async fn listing(&self, product: &ProductRef) -> Result<domain::catalog::Product, ServiceError> {
        let known = products::by_refs(self.store.reader(), std::slice::from_ref(product)).await?;
        known.into_iter().next().ok_or(ServiceError::NotFound)
    }

    /// What somebody is called in public.
    async fn public_name(&self, signed: &Signed) -> Result<String, ServiceError> {
        let names = person::of(self.store.reader(), &signed.account).await?.map(|person| person.names);
        Ok(names.map(|names| domain::reviews::shown_name(&names.first, &names.last)).unwrap_or_default())
    }

    /// Whether somebody bought a product or the same thing elsewhere through us.
    async fn has_bought(&self, signed: &Signed, product: &ProductRef) -> Result<bool, ServiceError> {
        Ok(reviews::bought(self.store.reader(), &signed.account, &signed.visitor, product).await?)
    }

    /// Refuses who contributed too much today.
    async fn within_the_day(&self, signed: &Signed) -> Result<(), ProfileError> {
        let since = now().plus(-Timestamp::DAY);
        let many = reviews::contributed_since(self.store.reader(), &signed.account, since).await?;
        if many < A_DAY { Ok(()) } else { Err(ProfileError::Full) }
    }
}

/// Whether something is published at once, and why not.
fn first_look(text: &str, bought: bool, pictured: bool) -> (domain::reviews::Standing, Vec<domain::reviews::Doubt>) {
    use domain::reviews::Standing;

    let doubts = doubts(text, bought, pictured);
    (if doubts.is_empty() { Standing::Published } else { Standing::Waiting }, doubts)
}

/// A new id.
fn new_id() -> Result<ContributionId, ServiceError> {
    Ok(ContributionId::try_from(crate::profile::new_id())?)
}
