//! Questions and answers.

use domain::{
    ids::{ContributionId, ProductRef},
    locale::Locale,
    reviews::{Standing, checked_answer},
};
use store::reviews::{self, NewAnswer, NewQuestion};

use super::{first_look, new_id};
use crate::{ServiceError, Shop, accounts::Signed, now, profile::ProfileError, shop::commit};

impl Shop {
    /// Keeps somebody's question about a product; says whether others read it.
    ///
    /// # Errors
    /// With the field that is wrong, or when they contributed too much today.
    pub async fn ask_of_product(
        &self,
        signed: &Signed,
        product: &ProductRef,
        typed: &str,
        locale: Locale,
    ) -> Result<Standing, ProfileError> {
        let text = checked_answer(typed).map_err(ProfileError::Fields)?;
        self.listing(product).await?;
        self.within_the_day(signed).await?;
        let (standing, doubts) = first_look(&text, self.has_bought(signed, product).await?, false);
        let new = NewQuestion {
            id: new_id()?,
            account: Some(signed.account.clone()),
            product: product.clone(),
            author: self.public_name(signed).await?,
            text,
            locale,
            standing,
            doubts,
            at: now(),
        };
        commit!(self.store, |tx| reviews::put_question(tx, &new).await)?;
        Ok(standing)
    }

    /// Keeps the answer of somebody who bought the thing; says whether others read it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such question or they have not bought the thing, with the field that is
    /// wrong, or when they contributed too much today.
    pub async fn answer_question(
        &self,
        signed: &Signed,
        question: &ContributionId,
        typed: &str,
        locale: Locale,
    ) -> Result<Standing, ProfileError> {
        let asked = self.asked_question(question).await?;
        if !self.has_bought(signed, &asked.product).await? {
            return Err(ServiceError::NotFound.into());
        }
        let text = checked_answer(typed).map_err(ProfileError::Fields)?;
        self.within_the_day(signed).await?;
        let (standing, doubts) = first_look(&text, true, false);
        let new = NewAnswer {
            id: new_id()?,
            question: question.clone(),
            account: Some(signed.account.clone()),
            by_shop: false,
            author: self.public_name(signed).await?,
            text,
            locale,
            standing,
            doubts,
            at: now(),
        };
        commit!(self.store, |tx| reviews::put_answer(tx, &new).await)?;
        Ok(standing)
    }

    /// Whether somebody may answer questions about a product: they bought it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn may_answer(&self, signed: &Signed, product: &ProductRef) -> Result<bool, ServiceError> {
        self.has_bought(signed, product).await
    }
}
