//! The product page, the home page and the stores page.

use std::{collections::BTreeMap, time::Duration};

use domain::{
    catalog::{Availability, Category, Picture, Product},
    ids::{ExternalId, MarketplaceId, ProductRef},
    marketplace::{Absence, DeliveryOption},
    matching::{Apart, part},
    money::Money,
    pricing::PriceBook,
    profile::Preferences,
    search::{self, Offer, ProductGroup},
    visit::{HomePage, ProductPage, StoresPage, Visit},
};
use futures::future::join_all;
use store::products;

use crate::{ServiceError, Shop, now};

/// How long a marketplace may take to tell its price and stock of this moment.
const LOOK_UP: Duration = Duration::from_millis(700);

/// How many products the home page and the row of similar ones show.
const FEATURED: usize = 20;
const SIMILAR: usize = 10;

/// How many products the two are chosen from.
const FEATURED_POOL: u32 = 6;
const SIMILAR_POOL: u64 = 120;

impl Shop {
    /// One listing with every offer of the same thing, price and stock of this moment where they can be had.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when neither the marketplace nor our memory knows the product.
    pub async fn product(&self, visit: &Visit, product: &ProductRef) -> Result<ProductPage, ServiceError> {
        self.product_as(visit, product, &Preferences::default()).await
    }

    /// The same for somebody with preferences: what they hide is left out, but for the listing they asked for.
    ///
    /// # Errors
    /// As [`Shop::product`].
    pub async fn product_as(
        &self,
        visit: &Visit,
        product: &ProductRef,
        preferences: &Preferences,
    ) -> Result<ProductPage, ServiceError> {
        let mut page = self.whole_product(visit, product, &preferences.apart).await?;
        let shown = |offer: &Offer| {
            offer.product.reference == *product || !preferences.hides(&offer.product.reference.marketplace)
        };
        page.group.offers.retain(shown);
        page.similar.iter_mut().for_each(|group| group.offers.retain(shown));
        page.similar.retain(|group| !group.offers.is_empty());
        Ok(page)
    }

    async fn whole_product(
        &self,
        visit: &Visit,
        product: &ProductRef,
        apart: &[Apart],
    ) -> Result<ProductPage, ServiceError> {
        let remembered = products::by_refs(self.store.reader(), std::slice::from_ref(product)).await?;
        let mut known: Vec<Product> = match remembered.first() {
            Some(one) => products::by_relations(self.store.reader(), std::slice::from_ref(&one.relation)).await?,
            None => Vec::new(),
        };
        if known.is_empty() && remembered.is_empty() {
            let (found, _) = self.look_up(std::slice::from_ref(product)).await;
            let one = found.into_iter().next().ok_or(ServiceError::NotFound)?;
            known = products::by_relations(self.store.reader(), std::slice::from_ref(&one.relation)).await?;
            known.push(one);
        }
        let refs: Vec<ProductRef> = known.iter().map(|one| one.reference.clone()).collect();
        let (fresh, absences) = self.look_up(&refs).await;
        let mut heard = fresh.clone();
        for one in &mut known {
            match fresh.iter().find(|now| now.reference == one.reference) {
                Some(now) => *one = now.clone(),
                // It answered, and this is no longer there; lists and carts shall know.
                None if !absences.iter().any(|absence| absence.marketplace == one.reference.marketplace) => {
                    one.availability = Availability::OutOfStock;
                    one.variants.iter_mut().for_each(|variant| variant.availability = Availability::OutOfStock);
                    one.observed_at = now();
                    heard.push(one.clone());
                }
                None => {}
            }
        }
        self.remember_later(heard);
        // Its marketplace is switched off: whoever comes by its address sees that it cannot be bought.
        if let Some(mut off) = remembered.into_iter().find(|off| known.iter().all(|one| one.reference != off.reference))
        {
            off.availability = Availability::OutOfStock;
            off.variants.iter_mut().for_each(|variant| variant.availability = Availability::OutOfStock);
            known.push(off);
        }
        part(&mut known, apart);
        self.product_page(visit, product, known, absences).await
    }

    async fn product_page(
        &self,
        visit: &Visit,
        product: &ProductRef,
        known: Vec<Product>,
        absences: Vec<Absence>,
    ) -> Result<ProductPage, ServiceError> {
        let registry = self.registry();
        let book = &registry.book_for(visit);
        let relation = known.first().map(|one| one.relation.clone()).ok_or(ServiceError::NotFound)?;
        let mut groups = search::group(known, book, "");
        let place =
            groups.iter().position(|group| group.offers.iter().any(|offer| offer.product.reference == *product));
        let group = groups.swap_remove(place.ok_or(ServiceError::NotFound)?);
        let offer = group.offers.iter().find(|offer| offer.product.reference == *product).cloned();
        let offer = offer.ok_or(ServiceError::NotFound)?;
        let mut similar = match group.category {
            Some(category) => {
                let neighbours = products::by_category(self.store.reader(), category, 0, SIMILAR_POOL).await?;
                search::group(neighbours, book, &offer.product.title)
            }
            None => Vec::new(),
        };
        similar.retain(|other| other.relation != relation && other.in_stock());
        search::best_first(&mut similar);
        similar.truncate(SIMILAR);
        let sellers = group.offers.iter().chain(similar.iter().flat_map(|group| &group.offers));
        let marketplaces = registry.faces_of(sellers.map(|offer| &offer.product.reference.marketplace));
        let delivery = delivery(book, &offer)?;
        let prices = self.price_story(book, &group, product).await?;
        let matched = self.matched(&offer.product, &group).await?;
        Ok(ProductPage { offer, group, matched, delivery, prices, similar, marketplaces, absences })
    }

    /// Asks each marketplace for its products of this moment; who cannot be asked is an absence.
    pub(crate) async fn look_up(&self, products: &[ProductRef]) -> (Vec<Product>, Vec<Absence>) {
        let registry = self.registry();
        let mut by_marketplace: BTreeMap<&MarketplaceId, Vec<ExternalId>> = BTreeMap::new();
        for product in products {
            by_marketplace.entry(&product.marketplace).or_default().push(product.external_id.clone());
        }
        let asked = by_marketplace.into_iter().filter_map(|(id, ids)| Some((registry.get(id)?.clone(), ids)));
        let answers = join_all(asked.map(|(one, ids)| async move { one.look_up(LOOK_UP, &ids).await })).await;
        let (mut found, mut absences) = (Vec::new(), Vec::new());
        for answer in answers {
            match answer {
                Ok(answered) => found.extend(answered),
                Err(absence) => absences.push(absence),
            }
        }
        self.settle_relations(&mut found).await;
        (found, absences)
    }

    /// What is worth a look, from what we remember of all marketplaces.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn home(&self, visit: &Visit) -> Result<HomePage, ServiceError> {
        let registry = self.registry();
        let book = &registry.book_for(visit);
        let mut featured: Vec<ProductGroup> = Vec::new();
        let mut categories: Vec<(Category, Option<Picture>)> = Vec::new();
        let tokens = products::featured(self.store.reader(), FEATURED_POOL).await?;
        let known = products::by_relations(self.store.reader(), &tokens).await?;
        for category in Category::ALL {
            let of_category = known.iter().filter(|product| product.category == Some(*category)).cloned().collect();
            let mut groups = search::group(of_category, book, "");
            groups.retain(ProductGroup::in_stock);
            groups.sort_by_key(|group| std::cmp::Reverse((group.offers.len(), group.relevance)));
            categories.push((*category, groups.first().and_then(ProductGroup::picture).cloned()));
            featured.extend(groups.into_iter().take(2));
        }
        featured.sort_by_key(|group| std::cmp::Reverse((group.offers.len(), group.relevance)));
        featured.truncate(FEATURED);
        Ok(HomePage { featured, categories, marketplaces: registry.faces() })
    }

    /// Every marketplace with how many of its products we know.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn stores(&self) -> Result<StoresPage, ServiceError> {
        let counts = products::count_by_marketplace(self.store.reader()).await?;
        let with_count = |one: &std::sync::Arc<crate::marketplaces::Connected>| {
            let count = counts.get(one.id()).copied().unwrap_or(0);
            (one.marketplace.clone(), count)
        };
        Ok(StoresPage { marketplaces: self.registry().all().iter().map(with_count).collect() })
    }
}

/// The ways of delivery of one of a product, with their cost in the shopper's currency.
fn delivery(book: &PriceBook, offer: &Offer) -> Result<Vec<(DeliveryOption, Money)>, ServiceError> {
    let Some(terms) = book.terms.get(&offer.product.reference.marketplace) else { return Ok(Vec::new()) };
    let options = terms.options_for(offer.product.price)?;
    let shown = |option: DeliveryOption| Ok((option.clone(), book.rates.convert(option.price, book.currency)?));
    options.into_iter().map(shown).collect()
}
