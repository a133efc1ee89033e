//! Makes the model: bounded in what it reads and in how often it is made, and never while somebody waits.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, PoisonError},
    time::Duration,
};

use domain::{
    catalog::{Product, Rating},
    ids::{ProductRef, RelationToken},
    money::{Currency, RateTable},
    recommending::{Model, Moment, Portrait},
};
use store::{
    products,
    recommendations::{self, Stamp},
};
use tokio::time::Instant;

use crate::{ServiceError, Shop, now};

/// How many listings and how many moments go into a model: the best known, and the newest.
const MOST_LISTINGS: u32 = 20_000;
const MOST_MOMENTS: u32 = 200_000;

/// How often it is made anew although nobody did anything: the goods change.
const AT_LEAST: Duration = Duration::from_secs(10 * 60);

/// Which share of the time may go into making it.
const SHARE: u32 = 10;

/// What a model was made from, and what it took.
#[derive(Clone, Copy, Debug)]
pub(super) struct Made {
    stamp: Stamp,
    at: Instant,
    took: Duration,
}

impl Shop {
    /// Makes the model anew where people did something since, or it is old; says how many things it knows if it did.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sweep_recommendations(&self) -> Result<usize, ServiceError> {
        let made = *self.recommending.made.read().unwrap_or_else(PoisonError::into_inner);
        let stamp = recommendations::stamp(self.store.reader()).await?;
        if let Some(made) = made {
            let since = made.at.elapsed();
            if since < made.took * SHARE || made.stamp == stamp && since < AT_LEAST {
                return Ok(0);
            }
        }
        self.learn().await
    }

    /// Makes the model anew, now; says how many things it knows.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn learn(&self) -> Result<usize, ServiceError> {
        let began = Instant::now();
        let reader = self.store.reader();
        let stamp = recommendations::stamp(reader).await?;
        let listings = products::best_known(reader, MOST_LISTINGS).await?;
        let log = recommendations::log(reader, MOST_MOMENTS).await?;
        let registry = self.registry();
        let rates = registry.rates().clone();
        // Counting takes a while; requests have the other threads.
        let model = tokio::task::spawn_blocking(move || model_of(&listings, log, &rates)).await;
        let Ok(model) = model else {
            tracing::error!("the model of suggestions could not be made");
            return Ok(0);
        };
        let (count, pairs) = (model.count(), model.pairs());
        let made = Made { stamp, at: Instant::now(), took: began.elapsed() };
        *self.recommending.model.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(model);
        *self.recommending.made.write().unwrap_or_else(PoisonError::into_inner) = Some(made);
        tracing::debug!(count, pairs, milliseconds = made.took.as_millis(), "the model of suggestions was made");
        Ok(count)
    }
}

fn model_of(listings: &[Product], log: Vec<recommendations::Logged>, rates: &RateTable) -> Model {
    let mut groups: BTreeMap<&RelationToken, Vec<&Product>> = BTreeMap::new();
    for listing in listings {
        groups.entry(&listing.relation).or_default().push(listing);
    }
    let mut places: HashMap<&ProductRef, u32> = HashMap::new();
    let mut portraits = Vec::with_capacity(groups.len());
    for (place, (relation, of_group)) in (0..).zip(groups) {
        places.extend(of_group.iter().map(|listing| (&listing.reference, place)));
        portraits.push(portrait(relation, &of_group, rates));
    }
    let mut people: HashMap<String, u32> = HashMap::new();
    let mut moments = Vec::with_capacity(log.len());
    for logged in log {
        let next = u32::try_from(people.len()).unwrap_or(u32::MAX);
        let who = *people.entry(logged.who).or_insert(next);
        if let Some(thing) = places.get(&logged.product) {
            moments.push(Moment { who, thing: *thing, what: logged.what, at: logged.at });
        }
    }
    Model::of(portraits, &moments, now())
}

/// One thing by all its listings: the words of the best known, the lowest price, all stars together.
fn portrait(relation: &RelationToken, listings: &[&Product], rates: &RateTable) -> Portrait {
    let best = listings.iter().max_by_key(|listing| listing.rating.map_or(0, |rating| rating.count));
    let price = |listing: &&Product| rates.convert(listing.price, Currency::Eur).ok().map(|price| price.minor);
    Portrait {
        relation: relation.clone(),
        title: best.map(|listing| listing.title.clone()).unwrap_or_default(),
        brand: listings.iter().find_map(|listing| listing.brand.clone()),
        category: listings.iter().find_map(|listing| listing.category),
        attributes: best.map(|listing| listing.attributes.clone()).unwrap_or_default(),
        rating: Rating::together(listings.iter().filter_map(|listing| listing.rating)),
        price: listings.iter().filter_map(price).min().unwrap_or(0),
    }
}
