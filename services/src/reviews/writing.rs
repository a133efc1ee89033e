//! Writing, changing and taking back.

use domain::{
    catalog::Product,
    ids::{ContributionId, ProductRef, VisitorId},
    locale::Locale,
    reviews::{Answer, ContributionKind, Question, Review, ReviewForm, Standing, Vote},
};
use store::reviews::{self, NewReview};

use super::{first_look, new_id};
use crate::{ServiceError, Shop, accounts::Signed, now, profile::ProfileError, shop::commit};

/// What somebody needs who is about to write about a product.
#[derive(Clone, Debug)]
pub struct ReviewDesk {
    /// The listing.
    pub product: Product,
    /// What they wrote about it before.
    pub own: Option<Review>,
    /// Whether they bought it.
    pub bought: bool,
}

/// All that somebody contributed, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Contributed {
    /// Their reviews.
    pub reviews: Vec<Review>,
    /// Their questions.
    pub questions: Vec<Question>,
    /// Their answers.
    pub answers: Vec<Answer>,
}

impl Shop {
    /// What somebody needs who is about to write about a product.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when nobody has ever heard of it.
    pub async fn review_desk(&self, signed: &Signed, product: &ProductRef) -> Result<ReviewDesk, ServiceError> {
        Ok(ReviewDesk {
            product: self.listing(product).await?,
            own: reviews::own(self.store.reader(), &signed.account, product).await?,
            bought: self.has_bought(signed, product).await?,
        })
    }

    /// Keeps somebody's review of a product: a new one, or in the place of the one they wrote about it or the same thing
    /// elsewhere. Gives its id and whether others read it.
    ///
    /// # Errors
    /// With the fields that are wrong, or when they contributed too much today.
    pub async fn save_review(
        &self,
        signed: &Signed,
        product: &ProductRef,
        form: &ReviewForm,
        locale: Locale,
    ) -> Result<(ContributionId, Standing), ProfileError> {
        let said = form.check().map_err(ProfileError::Fields)?;
        self.listing(product).await?;
        self.within_the_day(signed).await?;
        let bought = self.has_bought(signed, product).await?;
        let (author, id) = (self.public_name(signed).await?, new_id()?);
        let (account, about) = (signed.account.clone(), product.clone());
        Ok(commit!(self.store, |tx| {
            // Looked up where it is written, so that two forms sent at once become one review.
            let own = reviews::own(tx, &account, &about).await?;
            let pictured = own.as_ref().is_some_and(|own| !own.pictures.is_empty());
            let (standing, doubts) = first_look(&format!("{}\n{}", said.title, said.text), bought, pictured);
            let (id, product) = own.map_or((id, about), |own| (own.id, own.product));
            let new = NewReview {
                id: id.clone(),
                account: Some(account),
                product,
                author,
                said,
                locale,
                bought,
                standing,
                doubts,
                at: now(),
            };
            reviews::put(tx, &new).await?;
            Ok((id, standing))
        })?)
    }

    /// Takes something back that somebody contributed.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs.
    pub async fn withdraw_contribution(
        &self,
        signed: &Signed,
        kind: ContributionKind,
        id: &ContributionId,
    ) -> Result<(), ServiceError> {
        let (account, id) = (signed.account.clone(), id.clone());
        let gone = commit!(self.store, |tx| reviews::withdraw(tx, kind, &account, &id).await)?;
        if gone { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// All that somebody contributed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn contributed(&self, signed: &Signed) -> Result<Contributed, ServiceError> {
        let reader = self.store.reader();
        Ok(Contributed {
            reviews: reviews::of_account(reader, &signed.account).await?,
            questions: reviews::questions_of_account(reader, &signed.account).await?,
            answers: reviews::answers_of_account(reader, &signed.account).await?,
        })
    }

    /// Counts a visitor's vote on a review; the second one changes nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn vote_on_review(
        &self,
        visitor: &VisitorId,
        review: &ContributionId,
        vote: Vote,
    ) -> Result<bool, ServiceError> {
        let (visitor, review) = (visitor.clone(), review.clone());
        Ok(commit!(self.store, |tx| reviews::vote(tx, &review, &visitor, vote, now()).await)?)
    }
}
