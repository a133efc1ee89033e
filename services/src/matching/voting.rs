//! Shoppers who say that a listing is not the same thing as the one they look at. It counts for them at once, and for
//! everybody when enough who have nothing to do with each other say it.

use std::collections::BTreeSet;

use domain::{
    catalog::Product,
    ids::{ProductRef, RelationToken, VisitorId},
    matching::{Apart, Listing, alone, judge, part},
    visit::Visit,
};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::{
    StoreError, Transaction,
    matching::{
        pairs::{self, Pair, State},
        relations::{self, Move},
        votes::{self, Vote},
    },
    products,
};

use crate::{ServiceError, Shop, now, shop::commit};

/// How many have to say that a pair is not one thing before it is two for everybody, until a person decides.
pub const ENOUGH: u32 = 5;

impl Shop {
    /// Notes that a visitor says that a listing is something else than the one they look at. `household` is where they
    /// ask from; it is only kept as a digest.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the two are not shown as one thing.
    pub async fn tell_apart(&self, visitor: &VisitorId, apart: &Apart, household: &str) -> Result<(), ServiceError> {
        let pair = Pair::of(&apart.shown, &apart.other).ok_or(ServiceError::NotFound)?;
        let both = [apart.shown.clone(), apart.other.clone()];
        let known = products::by_refs(self.store.reader(), &both).await?;
        let [one, other] = known.as_slice() else { return Err(ServiceError::NotFound) };
        if one.relation != other.relation {
            return Err(ServiceError::NotFound);
        }
        let judgement = judge(&Listing::of(one), &Listing::of(other));
        let vote = Vote { visitor: visitor.clone(), apart: apart.clone(), household: self.household_digest(household) };
        let split = commit!(self.store, |tx| {
            votes::cast(tx, &vote, now()).await?;
            let count = votes::count(tx, &vote.apart).await?;
            pairs::count_votes(tx, &pair, &judgement, count, now()).await?;
            let decided = pairs::of(tx, &pair).await?.is_some_and(|known| known.state.is_decided());
            if count < ENOUGH || decided || !pairs::set_state(tx, &pair, State::Split, now()).await? {
                return Ok(false);
            }
            Ok(!separate(tx, &vote.apart.shown, &vote.apart.other).await?.is_empty())
        })?;
        if split { self.tell_of_groups(&both).await } else { Ok(()) }
    }

    /// Whether two listings are shown as one thing, so that somebody may say that they are not.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when they are not.
    pub async fn can_tell_apart(&self, apart: &Apart) -> Result<(), ServiceError> {
        let both = BTreeSet::from([&apart.shown, &apart.other]);
        let tokens = relations::tokens_of(self.store.reader(), &both).await?;
        let same = tokens.len() == 2 && tokens.get(&apart.shown) == tokens.get(&apart.other);
        if same { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// Takes back what a visitor said of a pair. Where it was split for everybody, a person decides all the same.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn take_apart_back(&self, visitor: &VisitorId, apart: &Apart) -> Result<(), ServiceError> {
        let Some(pair) = Pair::of(&apart.shown, &apart.other) else { return Ok(()) };
        let (visitor, apart) = (visitor.clone(), apart.clone());
        Ok(commit!(self.store, |tx| {
            votes::withdraw(tx, &visitor, &apart).await?;
            let count = votes::count(tx, &apart).await?;
            match pairs::of(tx, &pair).await? {
                Some(known) => {
                    let judgement = domain::matching::Judgement {
                        confidence: known.confidence,
                        reasons: known.reasons,
                        verdict: domain::matching::Verdict::Same,
                    };
                    pairs::count_votes(tx, &pair, &judgement, count, now()).await
                }
                None => Ok(()),
            }
        })?)
    }

    /// What a visitor said is not the same thing; nothing where that cannot be read.
    pub async fn apart_of(&self, visitor: &VisitorId) -> Vec<Apart> {
        votes::of(self.store.reader(), visitor).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "a page goes on without what its visitor told apart");
            Vec::new()
        })
    }

    /// Everything known of the same things as these, but for what this visit's visitor told apart from them.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn same_things<'a>(
        &self,
        visit: &Visit,
        things: impl Iterator<Item = &'a RelationToken>,
    ) -> Result<Vec<Product>, ServiceError> {
        let things: BTreeSet<_> = things.cloned().collect();
        let mut known = products::by_relations(self.store.reader(), &Vec::from_iter(things)).await?;
        if let Some(visitor) = &visit.visitor {
            part(&mut known, &self.apart_of(visitor).await);
        }
        Ok(known)
    }

    fn household_digest(&self, household: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.settings.secret).expect("any length is a key");
        mac.update(b"household of a vote\0");
        mac.update(household.as_bytes());
        hex::encode(&mac.finalize().into_bytes()[..16])
    }
}

/// Takes the second listing out of the first one's group. Where the group is named after the second, it is given another
/// name of its own. Says which listings have another token now.
pub(super) async fn separate(
    tx: &Transaction,
    stays: &ProductRef,
    leaves: &ProductRef,
) -> Result<Vec<ProductRef>, StoreError> {
    let tokens = relations::tokens_of(tx, &BTreeSet::from([stays, leaves])).await?;
    let (Some(group), Some(mine)) = (tokens.get(stays), tokens.get(leaves)) else { return Ok(Vec::new()) };
    if group != mine {
        return Ok(Vec::new());
    }
    let own = RelationToken::of(leaves, None);
    let token = if own == *group { alone(leaves) } else { own };
    relations::shift(tx, &[Move { listing: leaves.clone(), token }]).await?;
    Ok(vec![leaves.clone()])
}
