//! What prices were: told on a product's page, and where they make a real deal.

use std::collections::BTreeMap;

use domain::{
    cart::Cart,
    ids::ProductRef,
    money::Currency,
    price_history::{Advice, Deal, History, PriceStory, Seen, deal},
    pricing::PriceBook,
    search::{self, ProductGroup},
    time::{Date, Timestamp},
    visit::{DealsPage, Visit},
};
use store::{Store, prices, products};

use crate::{ServiceError, Shop, now, shop::commit};

/// For how long a price that fell is worth a look, how many such offers are looked at, and how many deals are shown.
const FELL_WITHIN: i64 = 30 * Timestamp::DAY;
const LOOKED_AT: u32 = 200;
const SHOWN: usize = 48;

/// What is advised about a thing in a cart.
pub struct CartAdvice {
    /// Its title as the cart has it.
    pub title: String,
    /// The offer in the cart.
    pub offer: ProductRef,
    /// What is advised, for the best offer of the same thing.
    pub advice: Advice,
    /// The currency of the advice's amounts.
    pub currency: Currency,
}

impl Shop {
    /// What is told of the prices of a group, seen from one of its offers.
    pub(crate) async fn price_story(
        &self,
        book: &PriceBook,
        group: &ProductGroup,
        offer: &ProductRef,
    ) -> Result<PriceStory, ServiceError> {
        let references: Vec<ProductRef> = group.offers.iter().map(|offer| offer.product.reference.clone()).collect();
        let histories = prices::histories(self.store.reader(), &references).await?;
        Ok(PriceStory::of(book, group, offer, &histories, now()))
    }

    /// Whether now is a good time to buy what stands in a cart: for each thing with enough known of its prices, its title, the
    /// offer in the cart and what is advised, in the order of the cart.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn cart_advice(&self, visit: &Visit, cart: &Cart) -> Result<Vec<CartAdvice>, ServiceError> {
        let known = self.same_things(visit, cart.lines.iter().map(|line| &line.relation)).await?;
        let references: Vec<ProductRef> = known.iter().map(|product| product.reference.clone()).collect();
        let histories = prices::histories(self.store.reader(), &references).await?;
        let book = self.registry().book_for(visit);
        let groups = search::group(known, &book, "");
        let mut found: Vec<CartAdvice> = Vec::new();
        for line in &cart.lines {
            let Some(group) = groups.iter().find(|group| group.relation == line.relation) else { continue };
            let story = PriceStory::of(&book, group, &line.product, &histories, now());
            let is_new = found.iter().all(|known| known.offer != line.product);
            if let Some(advice) = story.advice.filter(|_| is_new) {
                let (title, offer) = (line.title.clone(), line.product.clone());
                found.push(CartAdvice { title, offer, advice, currency: story.currency });
            }
        }
        Ok(found)
    }

    /// The real deals of this moment: well below what they usually cost, and cheapest among all offers of the same thing.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn deals(&self, visit: &Visit) -> Result<DealsPage, ServiceError> {
        let reader = self.store.reader();
        let fallen = prices::fallen(reader, now().plus(-FELL_WITHIN), LOOKED_AT).await?;
        let histories = prices::histories(reader, &fallen).await?;
        let real: BTreeMap<ProductRef, Deal> = histories
            .iter()
            .filter_map(|(reference, history)| Some((reference.clone(), deal(history, now())?)))
            .collect();
        let found: Vec<ProductRef> = real.keys().cloned().collect();
        let mut tokens: Vec<_> =
            products::by_refs(reader, &found).await?.into_iter().map(|product| product.relation).collect();
        tokens.sort();
        tokens.dedup();
        let known = products::by_relations(reader, &tokens).await?;
        let book = self.registry().book_for(visit);
        let groups = search::group(known, &book, "").into_iter().filter(ProductGroup::in_stock);
        let best_is_deal = |group: ProductGroup| {
            let deal = *real.get(&group.best()?.product.reference)?;
            // What is known of the price may be newer than what is known of the offer.
            (group.best()?.product.price == deal.price).then_some((group, deal))
        };
        let mut deals: Vec<(ProductGroup, Deal)> = groups.filter_map(best_is_deal).collect();
        deals.sort_by(|(left, one), (right, other)| {
            other.below.cmp(&one.below).then_with(|| left.relation.cmp(&right.relation))
        });
        deals.truncate(SHOWN);
        Ok(DealsPage { deals })
    }

    /// Forgets the oldest prices of offers that have too many; says how many rows that were.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sweep_prices(&self) -> Result<usize, ServiceError> {
        let forgotten = commit!(self.store, |tx| prices::forget_many(tx).await)?;
        Ok(usize::try_from(forgotten).unwrap_or(usize::MAX))
    }
}

/// Why a file of prices was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum UnreadablePrices {
    /// A line is not as it should be.
    #[error("line {line}: {why}")]
    Line {
        /// Which one, from 1.
        line: u64,
        /// What is wrong with it.
        why: String,
    },
    /// The database failed.
    #[error("the store failed")]
    Store(#[from] store::StoreError),
}

/// A line of such a file.
#[derive(serde::Deserialize)]
struct Recorded {
    marketplace: String,
    external_id: String,
    day: String,
    price: String,
    currency: String,
    #[serde(default)]
    list_price: String,
}

/// Takes in prices that were recorded elsewhere, from CSV with the columns `marketplace`, `external_id`, `day` (2026-11-21),
/// `price`, `currency` and `list_price` (may be empty): one line for each day an offer's price is known, in the order of the
/// days. Says how many changes of prices that makes.
///
/// # Errors
/// When a line cannot be read; nothing is taken in then.
pub async fn import_prices(store: &Store, text: &[u8]) -> Result<usize, UnreadablePrices> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text);
    let mut recorded: BTreeMap<ProductRef, Vec<Seen>> = BTreeMap::new();
    for (line, row) in (2..).zip(reader.deserialize::<Recorded>()) {
        let wrong = |why: String| UnreadablePrices::Line { line, why };
        let (reference, seen) = read(&row.map_err(|error| wrong(error.to_string()))?).map_err(wrong)?;
        recorded.entry(reference).or_default().push(seen);
    }
    let mut changes: Vec<(ProductRef, Seen)> = Vec::new();
    for (reference, seen) in recorded {
        let known = changes.len();
        for one in History::new(seen).seen() {
            match changes[known..].last_mut() {
                Some((_, last)) if (last.price, last.list_price) == (one.price, one.list_price) => {
                    last.until = one.until
                }
                _ => changes.push((reference.clone(), *one)),
            }
        }
    }
    let count = changes.len();
    commit!(store, |tx| prices::take_in(tx, &changes).await)?;
    Ok(count)
}

fn read(row: &Recorded) -> Result<(ProductRef, Seen), String> {
    let reference: ProductRef =
        format!("{}:{}", row.marketplace, row.external_id).parse().map_err(|_| "no such offer can be".to_owned())?;
    let day = day(&row.day).ok_or_else(|| format!("{:?} is no day", row.day))?;
    let currency = row.currency.parse().map_err(|_| format!("{:?} is no currency we know", row.currency))?;
    let money = |text: &str| {
        let money = domain::money::Money::from_decimal(text, currency).ok().filter(|money| money.minor >= 0);
        money.ok_or_else(|| format!("{text:?} is no amount"))
    };
    let list_price = if row.list_price.is_empty() { None } else { Some(money(&row.list_price)?) };
    let from = Timestamp(day.days() * Timestamp::DAY);
    // What is recorded of today was not seen in the future.
    let until = from.plus(Timestamp::DAY - 1).min(now()).max(from);
    Ok((reference, Seen { from, until, price: money(&row.price)?, list_price }))
}

/// A day such as `2026-11-21`.
fn day(text: &str) -> Option<Date> {
    let mut numbers = text.splitn(3, '-');
    let day = Date {
        year: numbers.next()?.parse().ok()?,
        month: numbers.next()?.parse().ok()?,
        day: numbers.next()?.parse().ok()?,
    };
    let sensible = (1970..3000).contains(&day.year) && (1..=12).contains(&day.month) && (1..=31).contains(&day.day);
    (sensible && Date::from_days(day.days()) == day).then_some(day)
}

#[cfg(test)]
mod tests {
    use store::testing::fresh;

    use super::*;

    const HEAD: &str = "marketplace,external_id,day,price,currency,list_price\n";

    async fn import(store: &Store, rows: &str) -> Result<usize, String> {
        import_prices(store, format!("{HEAD}{rows}").as_bytes()).await.map_err(|error| error.to_string())
    }

    #[tokio::test]
    async fn a_record_of_days_becomes_one_row_for_each_change() {
        let store = fresh().await;
        let rows = "harbor,1,2026-11-01,12.00,EUR,\nharbor,1,2026-11-02,12.00,EUR,\nharbor,1,2026-11-03,9.50,EUR,12.00\n\
                    nomad,7,2026-11-01,3,USD,\n";
        assert_eq!(import(&store, rows).await, Ok(3));
        assert_eq!(import(&store, rows).await, Ok(3), "the same record once more changes nothing");
        let offer: ProductRef = "harbor:1".parse().unwrap();
        let histories = prices::histories(store.reader(), std::slice::from_ref(&offer)).await.unwrap();
        let seen: Vec<(String, i64)> = histories[&offer]
            .seen()
            .iter()
            .map(|one| (one.price.to_string(), (one.until.0 - one.from.0) / Timestamp::DAY))
            .collect();
        assert_eq!(seen, [("EUR 12.00".to_owned(), 1), ("EUR 9.50".to_owned(), 0)]);
    }

    #[tokio::test]
    async fn a_line_that_makes_no_sense_is_named_and_nothing_is_taken_in() {
        let store = fresh().await;
        let good = "harbor,1,2026-11-01,12.00,EUR,\n";
        for wrong in [
            "harbor,1,2026-02-30,1,EUR,",
            "harbor,1,yesterday,1,EUR,",
            "harbor,1,2026-11-02,-1,EUR,",
            "harbor,1,2026-11-02,1,XXX,",
            "HARBOR!,1,2026-11-02,1,EUR,",
            "harbor,1,2026-11-02,1,EUR,old",
        ] {
            let problem = import(&store, &format!("{good}{wrong}\n")).await.unwrap_err();
            assert!(problem.starts_with("line 3: "), "{wrong}: {problem}");
        }
        let offer: ProductRef = "harbor:1".parse().unwrap();
        assert!(prices::histories(store.reader(), &[offer]).await.unwrap().is_empty());
    }
}
