//! Behind the counter: what waits, what is decided, what the shop says, and what reviews say of the goods.

use std::collections::BTreeMap;

use domain::{
    ids::{ContributionId, ProductRef},
    locale::Locale,
    reviews::{ContributionKind, Question, RatedGroup, RatedListing, Review, ReviewsQuery, Standing, checked_answer},
};
use store::{
    audit_log::{self, Noted},
    products,
    reviews::{self, Decision, NewAnswer, Queue, subject_of},
};

use super::new_id;
use crate::{
    ServiceError, Shop, now,
    profile::ProfileError,
    shop::commit,
    staff::{Allowed, may},
};

/// How many of each kind a page shows.
const LISTED: u32 = 30;

/// The longest note to an author.
const LONGEST_NOTE: usize = 500;

/// Something for staff with the titles of the products it is about.
#[derive(Clone, Debug)]
pub struct ForStaff<T> {
    /// The thing.
    pub of: T,
    /// Titles by product; what is no longer known has none.
    pub titles: BTreeMap<ProductRef, String>,
}

/// What reviews say of the goods.
#[derive(Clone, Debug, Default)]
pub struct Ratings {
    /// What is liked, the most reviewed first.
    pub popular: Vec<RatedGroup>,
    /// What disappoints, the worst first.
    pub weak: Vec<RatedGroup>,
    /// What marketplaces' own shoppers rate badly.
    pub elsewhere: Vec<RatedListing>,
}

impl Shop {
    /// What waits for a person.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn moderation_queue(&self, _: &Allowed<may::ModerateReviews>) -> Result<ForStaff<Queue>, ServiceError> {
        let queue = reviews::queue(self.store.reader(), LISTED).await?;
        let products = queue.reviews.iter().map(|review| &review.product);
        let products = products.chain(queue.questions.iter().map(|question| &question.product));
        let products: Vec<ProductRef> =
            products.chain(queue.answers.iter().map(|(.., product)| product)).cloned().collect();
        Ok(ForStaff { titles: self.titles(&products).await?, of: queue })
    }

    /// Publishes or refuses something; the decision is noted in the audit log, not what was written.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such thing.
    pub async fn decide_contribution(
        &self,
        clerk: &Allowed<may::ModerateReviews>,
        kind: ContributionKind,
        id: &ContributionId,
        decision: Decision,
    ) -> Result<(), ServiceError> {
        let decision = match decision {
            Decision::Refuse(why, note) => Decision::Refuse(why, domain::catalog::plain_text(&note, LONGEST_NOTE)),
            publish => publish,
        };
        let (by, id) = (clerk.by().clone(), id.clone());
        commit!(self.store, |tx| {
            let Some(before) = reviews::decide(tx, kind, &id, &decision).await? else {
                return Ok(Err(ServiceError::NotFound));
            };
            let (action, became) = match &decision {
                Decision::Publish => ("contribution.published", Standing::Published.word()),
                Decision::Refuse(why, _) => ("contribution.refused", why.word()),
            };
            let subject = subject_of(kind, &id);
            let (was, became) = (Some(before.word().to_owned()), Some(became.to_owned()));
            audit_log::note(tx, &Noted { actor: &by, action, subject: &subject, was, became }, now()).await?;
            Ok(Ok(()))
        })?
    }

    /// Puts the shop's reply under a review; an empty one takes it away.
    ///
    /// # Errors
    /// With the field that is wrong, and [`ServiceError::NotFound`] when there is no such published review.
    pub async fn reply_to_review(
        &self,
        clerk: &Allowed<may::AnswerShoppers>,
        review: &ContributionId,
        typed: &str,
    ) -> Result<(), ProfileError> {
        let text = match typed.trim() {
            "" => None,
            typed => Some(checked_answer(typed).map_err(ProfileError::Fields)?),
        };
        let (by, id) = (clerk.by().clone(), review.clone());
        let there = commit!(self.store, |tx| {
            let there = reviews::reply(tx, &id, text.as_deref(), now()).await?;
            if there {
                let action = if text.is_some() { "review.replied" } else { "review.reply_removed" };
                let subject = subject_of(ContributionKind::Review, &id);
                let noted = Noted { actor: &by, action, subject: &subject, was: None, became: None };
                audit_log::note(tx, &noted, now()).await?;
            }
            Ok(there)
        })?;
        if there { Ok(()) } else { Err(ServiceError::NotFound.into()) }
    }

    /// Answers a question as the shop; others read it at once.
    ///
    /// # Errors
    /// With the field that is wrong, and [`ServiceError::NotFound`] when there is no such published question.
    pub async fn answer_as_shop(
        &self,
        clerk: &Allowed<may::AnswerShoppers>,
        question: &ContributionId,
        typed: &str,
        locale: Locale,
    ) -> Result<(), ProfileError> {
        let new = NewAnswer {
            id: new_id()?,
            question: question.clone(),
            account: None,
            by_shop: true,
            author: String::new(),
            text: checked_answer(typed).map_err(ProfileError::Fields)?,
            locale,
            standing: Standing::Published,
            doubts: Vec::new(),
            at: now(),
        };
        let by = clerk.by().clone();
        let there = commit!(self.store, |tx| {
            let there = reviews::put_answer(tx, &new).await?;
            if there {
                let subject = subject_of(ContributionKind::Question, &new.question);
                let noted =
                    Noted { actor: &by, action: "question.answered", subject: &subject, was: None, became: None };
                audit_log::note(tx, &noted, now()).await?;
            }
            Ok(there)
        })?;
        if there { Ok(()) } else { Err(ServiceError::NotFound.into()) }
    }

    /// The questions that the shop has not answered, the oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn unanswered_questions(
        &self,
        _: &Allowed<may::AnswerShoppers>,
    ) -> Result<ForStaff<Vec<Question>>, ServiceError> {
        let questions = reviews::unanswered(self.store.reader(), LISTED).await?;
        let products: Vec<ProductRef> = questions.iter().map(|question| question.product.clone()).collect();
        Ok(ForStaff { titles: self.titles(&products).await?, of: questions })
    }

    /// The published reviews of a product, for whoever replies to them.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn reviews_to_reply(
        &self,
        _: &Allowed<may::AnswerShoppers>,
        product: &ProductRef,
    ) -> Result<(String, Vec<Review>), ServiceError> {
        let title = self.listing(product).await?.title;
        let asked = ReviewsQuery { order: domain::reviews::Order::Newest, ..ReviewsQuery::default() };
        Ok((title, reviews::page(self.store.reader(), product, &asked, 0, LISTED).await?))
    }

    /// What reviews say of the goods.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ratings(&self, _: &Allowed<may::AnswerShoppers>) -> Result<Ratings, ServiceError> {
        let reader = self.store.reader();
        Ok(Ratings {
            popular: reviews::rated(reader, false, LISTED).await?,
            weak: reviews::rated(reader, true, LISTED).await?,
            elsewhere: reviews::badly_rated_elsewhere(reader, LISTED).await?,
        })
    }

    async fn titles(&self, products: &[ProductRef]) -> Result<BTreeMap<ProductRef, String>, ServiceError> {
        let known = products::by_refs(self.store.reader(), products).await?;
        Ok(known.into_iter().map(|product| (product.reference, product.title)).collect())
    }
}
