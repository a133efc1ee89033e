//! The operator's desk: pairs that the matcher or shoppers doubt, and what a person makes of them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    catalog::Product,
    ids::{ProductRef, RelationToken},
};
use store::{
    StoreError, Transaction,
    matching::{
        self,
        pairs::{self, Known, Pair, State},
        relations::{self, Merge},
    },
    products,
};

use super::voting::separate;
use crate::{
    ServiceError, Shop,
    audit_log::{self, Noted},
    now,
    shop::commit,
    staff::{Allowed, may},
};

/// How many pairs of each kind the page shows.
const LISTED: u32 = 50;

/// A pair as the operator sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct PairView {
    /// What is known of it.
    pub known: Known,
    /// The two listings as we last heard of them.
    pub listings: [Product; 2],
}

/// Everything a person may decide about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Desk {
    /// Pairs that so many objected to that they are two things until somebody decides.
    pub split: Vec<PairView>,
    /// Pairs in one group that somebody objects to.
    pub contested: Vec<PairView>,
    /// Pairs that may be one thing.
    pub doubtful: Vec<PairView>,
}

impl Shop {
    /// The pairs that a person may decide about.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn match_desk(&self, _: &Allowed<may::KeepCatalogue>) -> Result<Desk, ServiceError> {
        let reader = self.store.reader();
        let split = pairs::in_state(reader, State::Split, LISTED).await?;
        let contested = pairs::contested(reader, LISTED).await?;
        let doubtful = pairs::in_state(reader, State::Doubtful, LISTED).await?;
        let all = split.iter().chain(&contested).chain(&doubtful);
        let names: BTreeSet<ProductRef> =
            all.flat_map(|known| [known.pair.one().clone(), known.pair.other().clone()]).collect();
        let names: Vec<ProductRef> = names.into_iter().collect();
        let listings = products::by_refs(reader, &names).await?;
        let of: BTreeMap<&ProductRef, &Product> = listings.iter().map(|one| (&one.reference, one)).collect();
        let view = |known: Known| {
            let listing = |name: &ProductRef| of.get(name).map(|product| (*product).clone());
            Some(PairView { listings: [listing(known.pair.one())?, listing(known.pair.other())?], known })
        };
        Ok(Desk {
            split: split.into_iter().filter_map(view).collect(),
            contested: contested.into_iter().filter_map(view).collect(),
            doubtful: doubtful.into_iter().filter_map(view).collect(),
        })
    }

    /// A person says that a pair is one thing, or that it is two; that stays until somebody says otherwise. Says whether
    /// the pair was one to decide about.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn decide_pair(
        &self,
        clerk: &Allowed<may::KeepCatalogue>,
        one: &ProductRef,
        other: &ProductRef,
        same: bool,
    ) -> Result<bool, ServiceError> {
        let Some(pair) = Pair::of(one, other) else { return Ok(false) };
        let by = clerk.by().clone();
        let changed = commit!(self.store, |tx| {
            let state = if same { State::Same } else { State::Apart };
            let Some(before) = pairs::of(tx, &pair).await? else { return Ok(None) };
            if !pairs::set_state(tx, &pair, state, now()).await? {
                return Ok(None);
            }
            let changed = if same { unite(tx, &pair).await? } else { separate(tx, pair.one(), pair.other()).await? };
            let subject = format!("pair:{}|{}", pair.one(), pair.other());
            let (action, was) =
                (if same { "pair.merged" } else { "pair.kept-apart" }, audit_log::as_json(&before.state));
            let noted =
                Noted { actor: &by, action, subject: &subject, was: was.ok(), became: audit_log::as_json(&state).ok() };
            audit_log::note(tx, &noted, now()).await?;
            Ok(Some(changed))
        })?;
        let Some(changed) = changed else { return Ok(false) };
        self.tell_of_groups(&changed).await?;
        Ok(true)
    }
}

/// Makes one group of two listings' groups; the older token is kept. Says which listings have another token now.
async fn unite(tx: &Transaction, pair: &Pair) -> Result<Vec<ProductRef>, StoreError> {
    let tokens = relations::tokens_of(tx, &BTreeSet::from([pair.one(), pair.other()])).await?;
    let (Some(one), Some(other)) = (tokens.get(pair.one()), tokens.get(pair.other())) else { return Ok(Vec::new()) };
    if one == other {
        return Ok(Vec::new());
    }
    let members = matching::members(tx, &BTreeSet::from([one.clone(), other.clone()])).await?;
    let age = |token: &RelationToken| {
        let since = members.iter().filter(|member| member.product.relation == *token).map(|member| member.since).min();
        (since, token.clone())
    };
    let (kept, gone) = if age(one) <= age(other) { (one, other) } else { (other, one) };
    relations::merge(tx, &[Merge { gone: gone.clone(), kept: kept.clone() }], now()).await?;
    let changed = members.iter().filter(|member| member.product.relation == *gone);
    Ok(changed.map(|member| member.product.reference.clone()).collect())
}
