//! Pictures of reviews: made anew from what was sent as every picture is, and looked at by a person before others see
//! them.

use domain::{
    ids::ContributionId,
    reviews::{Doubt, MOST_PICTURES},
};
use store::{reviews, uploads};

use crate::{
    Shop,
    accounts::Signed,
    now,
    shop::commit,
    uploads::{UploadError, remade_for},
};

impl Shop {
    /// Takes a picture for somebody's own review.
    ///
    /// # Errors
    /// When it is no picture, too large, one too many, there is no room to decode it, or the review is not theirs.
    pub async fn take_review_picture(
        &self,
        signed: &Signed,
        review: &ContributionId,
        file: Vec<u8>,
    ) -> Result<(), UploadError> {
        let Some(own) = reviews::of_author(self.store.reader(), &signed.account, review).await? else {
            return Err(UploadError::NoPicture);
        };
        if own.pictures.len() >= MOST_PICTURES as usize {
            return Err(UploadError::TooMany);
        }
        let upload = remade_for(self, &signed.account, file).await?;
        let id = hex::encode(rand::random::<[u8; 16]>());
        let (account, review, at) = (signed.account.clone(), review.clone(), now());
        let kept = commit!(self.store, |tx| {
            let address = format!("/media/{id}.jpg");
            let Some(place) = reviews::add_picture(tx, &review, &address, MOST_PICTURES).await? else {
                return Ok(false);
            };
            uploads::replace(tx, &account, &format!("review:{review}:{place}"), &id, upload, at).await?;
            reviews::hold(tx, &review, Doubt::Pictured, at).await?;
            Ok(true)
        })?;
        if kept { Ok(()) } else { Err(UploadError::TooMany) }
    }

    /// Takes a picture of somebody's own review away, by its address.
    ///
    /// # Errors
    /// [`UploadError::NoPicture`] when there is none.
    pub async fn remove_review_picture(
        &self,
        signed: &Signed,
        review: &ContributionId,
        address: &str,
    ) -> Result<(), UploadError> {
        if reviews::of_author(self.store.reader(), &signed.account, review).await?.is_none() {
            return Err(UploadError::NoPicture);
        }
        let (account, review, address) = (signed.account.clone(), review.clone(), address.to_owned());
        let gone = commit!(self.store, |tx| {
            let gone = reviews::remove_picture(tx, &review, &address).await?;
            let id = address.trim_start_matches("/media/").trim_end_matches(".jpg").to_owned();
            uploads::remove_by_id(tx, &account, &id).await?;
            Ok(gone)
        })?;
        if gone { Ok(()) } else { Err(UploadError::NoPicture) }
    }
}
