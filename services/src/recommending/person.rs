//! What is suggested to one person who agreed, and why.

use std::collections::{BTreeMap, HashSet};

use domain::{
    consent::{Behaviour, Purpose},
    ids::{ProductRef, RelationToken, VisitorId},
    profile::Preferences,
    recommending::{Did, Why},
    search::ProductGroup,
    visit::Visit,
};
use store::{
    behaviour::{self, Moment},
    products, recommendations,
};

use crate::{ServiceError, Shop, now};

/// How many of somebody's moments count, the newest.
const MOMENTS: u32 = 200;

/// How many things are suggested, and how many are thought of, as some may be sold out by now.
const SHOWN: usize = 10;
const THOUGHT_OF: usize = 24;

/// A thing that is suggested.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggested {
    /// The thing.
    pub group: ProductGroup,
    /// Why.
    pub because: Because,
}

/// Why something is suggested, as its reader knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// Of something that they turned to.
    Thing {
        /// Which.
        product: ProductRef,
        /// What it is called.
        title: String,
        /// How they turned to it.
        what: Behaviour,
    },
    /// Of words that they searched for.
    Searched(String),
    /// Many want it.
    Wanted,
}

/// What is remembered of somebody, in terms of the model.
struct Past {
    did: Vec<Did>,
    unwanted: HashSet<RelationToken>,
    /// A product of each thing that they turned to, with its title.
    titles: BTreeMap<RelationToken, (ProductRef, String)>,
}

impl Shop {
    /// What somebody may like, the best first; `None` where they did not agree that what they do is remembered.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn suggestions_for(
        &self,
        visit: &Visit,
        preferences: &Preferences,
    ) -> Result<Option<Vec<Suggested>>, ServiceError> {
        let Some(visitor) = &visit.visitor else { return Ok(None) };
        if !self.agreed(visit, Purpose::Behaviour).await? {
            return Ok(None);
        }
        let past = self.past(visitor).await?;
        let suggestions = self.recommending.model().suggest(&past.did, &past.unwanted, now(), THOUGHT_OF);
        let relations: Vec<RelationToken> = suggestions.iter().map(|one| one.relation.clone()).collect();
        let mut groups = self.groups_of(visit, &relations, preferences).await?;
        let shown = suggestions.into_iter().filter_map(|one| {
            let group = groups.remove(&one.relation)?;
            Some(Suggested { group, because: past.because(one.why) })
        });
        Ok(Some(shown.take(SHOWN).collect()))
    }

    async fn past(&self, visitor: &VisitorId) -> Result<Past, ServiceError> {
        let reader = self.store.reader();
        let moments = behaviour::of(reader, visitor, MOMENTS).await?;
        let unwanted = recommendations::unwanted(reader, visitor).await?;
        let of_product = |moment: &Moment| (moment.what != Behaviour::Search).then(|| moment.about.parse().ok());
        let mut refs: Vec<ProductRef> = moments.iter().filter_map(of_product).flatten().collect();
        refs.extend(unwanted.iter().cloned());
        refs.sort_unstable();
        refs.dedup();
        let known = products::by_refs(reader, &refs).await?;
        let relation_of: BTreeMap<String, &RelationToken> =
            known.iter().map(|product| (product.reference.to_string(), &product.relation)).collect();
        let did = moments.into_iter().filter_map(|moment| match moment.what {
            Behaviour::Search => Some(Did::Searched { text: moment.about, at: moment.at }),
            what => {
                let relation = (*relation_of.get(&moment.about)?).clone();
                Some(Did::Thing { relation, what, at: moment.at })
            }
        });
        Ok(Past {
            did: did.collect(),
            unwanted: unwanted
                .iter()
                .filter_map(|product| relation_of.get(&product.to_string()).map(|relation| (*relation).clone()))
                .collect(),
            titles: known
                .iter()
                .map(|product| (product.relation.clone(), (product.reference.clone(), product.title.clone())))
                .collect(),
        })
    }
}

impl Past {
    fn because(&self, why: Why) -> Because {
        match why {
            Why::Thing { relation, what } => match self.titles.get(&relation) {
                Some((product, title)) => Because::Thing { product: product.clone(), title: title.clone(), what },
                None => Because::Wanted,
            },
            Why::Searched(text) => Because::Searched(text),
            Why::Wanted => Because::Wanted,
        }
    }
}
