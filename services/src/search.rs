//! Search: asks all marketplaces at once and keeps whoever answers in time.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use connectors::marketplaces::SearchRequest;
use domain::{
    catalog::Product,
    ids::MarketplaceId,
    marketplace::Absence,
    profile::Preferences,
    search::{SearchPage, SearchQuery, group},
    visit::Visit,
};
use futures::{StreamExt, stream::FuturesUnordered};
use store::products;

use crate::{Shop, marketplaces::Connected};

/// How long one marketplace may take.
const EACH: Duration = Duration::from_millis(700);

/// When the answer leaves, whoever is still missing.
const OVERALL: Duration = Duration::from_millis(800);

/// At most so many products are asked of each marketplace.
const LIMIT: usize = 100;

/// What all marketplaces answered to one question, for a short while the same for everybody.
#[derive(Clone, Default)]
pub(crate) struct Answers {
    products: Vec<Product>,
    answered: Vec<MarketplaceId>,
    absences: Vec<Absence>,
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
                let request = SearchRequest { text: query.text.clone(), category: query.category, limit: LIMIT };
                let answers = Arc::new(self.ask_all(&request).await);
                if answers.absences.is_empty() {
                    self.answers.insert(key, answers.clone());
                }
                self.remember_later(answers.products.clone());
                answers
            }
        };
        let registry = self.registry();
        let book = registry.book(visit.currency);
        let shown = |product: &&Product| !preferences.hides(&product.reference.marketplace);
        let mut groups = group(answers.products.iter().filter(shown).cloned().collect(), book, &query.text);
        preferences.put_first(&mut groups);
        let hidden = |id: &&MarketplaceId| !preferences.hides(id);
        let answered = answers.answered.iter().filter(hidden).cloned().collect();
        SearchPage::of(query, book.currency, groups, answered, answers.absences.clone())
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

    async fn ask_all(&self, request: &SearchRequest) -> Answers {
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
        let deadline = tokio::time::Instant::now() + OVERALL;
        while let Ok(Some((marketplace, answer))) = tokio::time::timeout_at(deadline, waiting.next()).await {
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
                let reason = domain::marketplace::AbsenceReason::TooSlow;
                answers.absences.push(Absence { marketplace: one.id().clone(), reason });
            }
        }
        self.add_siblings(request, &mut answers).await;
        answers.answered.sort();
        answers.absences.sort_by(|left, right| left.marketplace.cmp(&right.marketplace));
        answers.products.sort_by(|left, right| left.reference.cmp(&right.reference));
        answers
    }
}
