//! Search: asks the index and all marketplaces, and keeps whoever answers in time.
//!
//! The index says what the words may mean and what else is like them; marketplaces that answer are the truth for price and
//! stock. Either can be missing.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use ::index::{Asked, Found, Hit, facet_of_category, verbatim};
use connectors::marketplaces::SearchRequest;
use domain::{
    catalog::{Category, Product},
    ids::{MarketplaceId, ProductRef, RelationToken},
    locale::Locale,
    marketplace::{Absence, AbsenceReason},
    matching::part,
    profile::Preferences,
    search::{Help, Input, SearchPage, SearchQuery, group, raise},
    time::Timestamp,
    visit::Visit,
};
use futures::{
    StreamExt,
    future::{join, join_all},
    stream::FuturesUnordered,
};
use store::products;
use tokio::time::{Instant, timeout_at};

use crate::{Shop, marketplaces::Connected, now, understanding::first_seen};

/// How long one marketplace may take.
const EACH: Duration = Duration::from_millis(700);

/// When the answer leaves, whoever is still missing.
const OVERALL: Duration = Duration::from_millis(800);

/// At most so many products are asked of each marketplace.
const LIMIT: usize = 100;

/// At most so many listings are asked of the index.
const INDEXED: usize = 200;

/// What matches less than this share of the best match is left out.
const LEAST_SHARE: f32 = 0.3;

/// What was heard longer ago than this, in milliseconds, is asked about again before it is shown; so many of each
/// marketplace at once.
const FRESH: i64 = 30 * 60 * 1000;
const ASKED_AGAIN: usize = 24;

/// How many other searches are offered where nothing was found.
const INSTEAD: usize = 3;

/// What all marketplaces answered to one question, for a short while the same for everybody.
#[derive(Clone, Default)]
pub(crate) struct Answers {
    products: Vec<Product>,
    answered: Vec<MarketplaceId>,
    absences: Vec<Absence>,
    /// How well the index found product groups to match, the best as 1.
    matches: BTreeMap<RelationToken, f32>,
    /// When each group was first heard of.
    first_seen: BTreeMap<RelationToken, Timestamp>,
    help: Help,
}

impl Shop {
    /// Asks all marketplaces at once and keeps whoever answers in time.
    ///
    /// A slow or failing marketplace becomes an absence on the page, so a search as a whole cannot fail. Filters,
    /// order and page work on the same answers and ask nobody again while they are fresh.
    pub async fn search(&self, visit: &Visit, query: SearchQuery) -> SearchPage {
        self.search_as(visit, query, &Preferences::default()).await
    }

    /// Searches for somebody with preferences: what they hide is left out, and what they prefer comes first among the
    /// best matches.
    pub async fn search_as(&self, visit: &Visit, query: SearchQuery, preferences: &Preferences) -> SearchPage {
        let key = (query.text.to_lowercase(), query.category);
        let answers = match self.answers.get(&key) {
            Some(answers) => answers,
            None => {
                let answers = Arc::new(self.answers_to(&query.text, query.category, visit.locale).await);
                if answers.absences.is_empty() {
                    self.answers.insert(key, answers.clone());
                }
                self.remember_later(answers.products.clone());
                answers
            }
        };
        let registry = self.registry();
        let country = query.ships.clone().unwrap_or_else(|| visit.country.clone());
        let book = &registry.book(visit.currency).to(&country);
        let shown = |product: &&Product| !preferences.hides(&product.reference.marketplace);
        let words = answers.help.read_as.as_deref().or(verbatim(&query.text)).unwrap_or(&query.text).to_owned();
        let mut groups = {
            let mut products: Vec<Product> = answers.products.iter().filter(shown).cloned().collect();
            part(&mut products, &preferences.apart);
            group(products, book, &words)
        };
        for group in &mut groups {
            group.first_seen = answers.first_seen.get(&group.relation).copied();
        }
        raise(&mut groups, Input::Words, |group| answers.matches.get(&group.relation).map(|share| thousandths(*share)));
        self.sharpen(&mut groups, &words);
        if query.page <= 1 && !query.text.is_empty() && !query.is_narrowed() {
            self.tally.count(&query.text, groups.len());
        }
        preferences.put_first(&mut groups);
        let hidden = |id: &&MarketplaceId| !preferences.hides(id);
        let answered = answers.answered.iter().filter(hidden).cloned().collect();
        let page = SearchPage::of(query, book.currency, groups, answered, answers.absences.clone());
        SearchPage { help: answers.help.clone(), ..page }
    }

    /// Asks the index what the words mean, then all marketplaces for that, and for the words as they are.
    async fn answers_to(&self, text: &str, category: Option<Category>, locale: Locale) -> Answers {
        let mut found = self.ask_index(text, category, locale, INDEXED).await;
        let asking = |words: &str| SearchRequest { text: words.to_owned(), category, limit: LIMIT };
        let mut request = asking(verbatim(text).unwrap_or(text));
        let deadline = Instant::now() + OVERALL;
        let mut answers = match found.read_as.as_deref().map(asking) {
            None => self.ask_all(&request, deadline).await,
            // a word that the index does not know may be a new one that marketplaces do
            Some(meant) => {
                let both = join(self.ask_all(&request, deadline), self.ask_all(&meant, deadline)).await;
                if both.0.products.is_empty() {
                    request = meant;
                    both.1
                } else {
                    found.read_as = None;
                    both.0
                }
            }
        };
        self.add_indexed(&request, &found, &mut answers, deadline).await;
        self.settle_relations(&mut answers.products).await;
        self.add_siblings(&request, &mut answers).await;
        answers.answered.sort();
        answers.absences.sort_by(|left, right| left.marketplace.cmp(&right.marketplace));
        answers.products.sort_by(|left, right| left.reference.cmp(&right.reference));
        let tokens: BTreeSet<_> = answers.products.iter().map(|product| product.relation.clone()).collect();
        answers.first_seen = first_seen(&self.store, &tokens.into_iter().collect::<Vec<_>>()).await;
        if answers.products.is_empty() {
            answers.help.read_as = None;
            answers.help.instead = self.instead(text, category, locale).await;
        }
        answers
    }

    /// What the index finds; nothing where there are no words, or it fails.
    async fn ask_index(&self, text: &str, category: Option<Category>, locale: Locale, limit: usize) -> Found {
        if text.trim().is_empty() {
            return Found::default();
        }
        let chosen = category.map(facet_of_category).into_iter().collect();
        let asked = Asked { text: text.to_owned(), locale, chosen, limit, with_facets: false };
        self.indexing.index.search(&asked).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "a search goes on without the index");
            Found::default()
        })
    }

    /// Adds what the index found at marketplaces that answered and that they did not tell themselves.
    async fn add_indexed(&self, request: &SearchRequest, found: &Found, answers: &mut Answers, deadline: Instant) {
        answers.help.read_as = found.read_as.clone();
        // what has only some of the words is better than nothing, but only than nothing
        let partly = found.hits.iter().all(|hit| !hit.whole) && answers.products.is_empty();
        let best = found.hits.first().map_or(1.0, |hit| hit.score);
        let fits = |hit: &&Hit| (hit.whole || partly) && hit.score >= best * LEAST_SHARE;
        let hits: Vec<&Hit> = found.hits.iter().filter(fits).collect();
        let told: BTreeSet<ProductRef> = answers.products.iter().map(|product| product.reference.clone()).collect();
        let missing = hits
            .iter()
            .map(|hit| &hit.reference)
            .filter(|reference| answers.answered.contains(&reference.marketplace) && !told.contains(*reference));
        let missing: Vec<ProductRef> = missing.cloned().collect();
        let known = match products::by_refs(self.store.reader(), &missing).await {
            Ok(known) => known,
            Err(error) => {
                tracing::warn!(%error, "a search goes on without what the index found");
                Vec::new()
            }
        };
        let mut known = self.ask_again(known, deadline).await;
        let registry = self.registry();
        let blocked = |product: &Product| {
            let reference = &product.reference;
            registry.get(&reference.marketplace).is_none_or(|one| one.blocks(&reference.external_id))
        };
        known.retain(|product| {
            request.category.is_none_or(|category| product.category == Some(category)) && !blocked(product)
        });
        answers.help.partly = partly && !known.is_empty();
        answers.products.extend(known);
        for hit in hits {
            let share = answers.matches.entry(hit.relation.clone()).or_insert(0.0);
            *share = share.max(hit.score / best);
        }
    }

    /// The same listings with what their marketplaces say of those we heard of long ago; what one no longer has is left
    /// out, here and in the index. Where it does not say in time, what we knew is shown with its age.
    async fn ask_again(&self, known: Vec<Product>, deadline: Instant) -> Vec<Product> {
        let fresh = now().plus(-FRESH);
        let (old, mut kept): (Vec<_>, Vec<_>) = known.into_iter().partition(|product| product.observed_at < fresh);
        let mut of: BTreeMap<MarketplaceId, Vec<Product>> = BTreeMap::new();
        for product in old {
            of.entry(product.reference.marketplace.clone()).or_default().push(product);
        }
        let registry = self.registry();
        let asked = of.into_iter().map(|(marketplace, mut old)| {
            let one = registry.get(&marketplace).cloned();
            async move {
                let rest = old.split_off(old.len().min(ASKED_AGAIN));
                let ids: Vec<_> = old.iter().map(|product| product.reference.external_id.clone()).collect();
                let answer = match &one {
                    Some(one) => timeout_at(deadline, one.look_up(EACH, &ids)).await.ok().and_then(Result::ok),
                    None => None,
                };
                (old, rest, answer)
            }
        });
        let mut gone = Vec::new();
        for (old, rest, answer) in join_all(asked).await {
            kept.extend(rest);
            match answer {
                Some(told) => {
                    let has = |product: &&Product| told.iter().any(|one| one.reference == product.reference);
                    gone.extend(old.iter().filter(|product| !has(product)).map(|product| product.reference.clone()));
                    kept.extend(told);
                }
                None => kept.extend(old),
            }
        }
        if !gone.is_empty() {
            let indexing = self.indexing.clone();
            tokio::spawn(async move {
                if let Err(error) = indexing.forget(gone).await {
                    tracing::warn!(%error, "what is no longer sold is still in the index");
                }
            });
        }
        kept
    }

    /// Adds what we remember of the same things at marketplaces that answered: their titles may not hold the words.
    async fn add_siblings(&self, request: &SearchRequest, answers: &mut Answers) {
        let tokens: BTreeSet<_> = answers.products.iter().map(|product| product.relation.clone()).collect();
        let tokens: Vec<_> = tokens.into_iter().collect();
        let known = match products::by_relations(self.store.reader(), &tokens).await {
            Ok(known) => known,
            Err(error) => {
                tracing::warn!(%error, "a search goes on without what is remembered");
                return;
            }
        };
        let found: BTreeSet<_> = answers.products.iter().map(|product| product.reference.clone()).collect();
        answers.products.extend(known.into_iter().filter(|product| {
            answers.answered.contains(&product.reference.marketplace)
                && !found.contains(&product.reference)
                && request.category.is_none_or(|category| product.category == Some(category))
        }));
    }

    async fn ask_all(&self, request: &SearchRequest, deadline: Instant) -> Answers {
        let registry = self.registry();
        let asked: Vec<Arc<Connected>> = registry
            .all()
            .iter()
            .filter(|one| one.marketplace.active && one.marketplace.capabilities.search)
            .cloned()
            .collect();
        let mut waiting: FuturesUnordered<_> =
            asked.iter().map(|one| async move { (one.id().clone(), one.search(EACH, request).await) }).collect();
        let mut answers = Answers::default();
        while let Ok(Some((marketplace, answer))) = timeout_at(deadline, waiting.next()).await {
            match answer {
                Ok(products) => {
                    let wanted =
                        |product: &Product| request.category.is_none_or(|category| product.category == Some(category));
                    answers.answered.push(marketplace);
                    answers.products.extend(products.into_iter().filter(wanted));
                }
                Err(absence) => answers.absences.push(absence),
            }
        }
        for one in &asked {
            let known = |absence: &Absence| absence.marketplace == *one.id();
            if !answers.answered.contains(one.id()) && !answers.absences.iter().any(known) {
                answers.absences.push(Absence { marketplace: one.id().clone(), reason: AbsenceReason::TooSlow });
            }
        }
        answers
    }

    /// Searches that find something where this one found nothing: what was probably meant, and the same words but one.
    async fn instead(&self, text: &str, category: Option<Category>, locale: Locale) -> Vec<String> {
        let plain = verbatim(text).unwrap_or(text);
        let mut instead: Vec<String> = Vec::new();
        let closest = self.indexing.index.closest(plain, locale).await.ok().flatten();
        let words: Vec<&str> = plain.split_whitespace().take(8).collect();
        let fewer = (0..words.len()).filter(|_| words.len() > 1).map(|without| {
            let kept = words.iter().enumerate().filter(|(place, _)| *place != without).map(|(_, word)| *word);
            kept.collect::<Vec<_>>().join(" ")
        });
        let whole = (plain != text || category.is_some()).then(|| plain.to_owned());
        for other in closest.into_iter().chain(whole).chain(fewer) {
            if instead.len() == INSTEAD {
                break;
            }
            let finds = self.ask_index(&other, None, locale, 1).await.hits.iter().any(|hit| hit.whole);
            if finds && !instead.contains(&other) {
                instead.push(other);
            }
        }
        instead
    }
}

/// A share of the best match as an input of the ranking.
fn thousandths(share: f32) -> u16 {
    (share.clamp(0.0, 1.0) * 1000.0) as u16
}
