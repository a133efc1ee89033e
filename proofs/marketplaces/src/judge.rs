//! Whether what an adapter made of an answer may be believed.

use connectors::marketplaces::{MarketplaceError, MarketplaceQuote, OrderSnapshot, PlaceOutcome, PlacedOrder};
use domain::{
    catalog::{Picture, Product},
    money::{Currency, Money},
};

use super::{
    tape::{Outcome, Recorded},
    wire::{Fault, Hope},
};

/// The most products that one answer may give.
const MOST_PRODUCTS: usize = 500;

/// A case as it was carried out.
pub struct Tried<'a> {
    pub recorded: &'a Recorded,
    /// The spoiled answer, and how many answers the operation gets in health.
    pub place: (usize, usize),
    pub fault: &'a Fault,
}

impl Tried<'_> {
    /// What is wrong with the outcome, in words.
    pub fn breach(&self, outcome: &Outcome) -> Option<String> {
        let currency = self.recorded.marketplace.currency;
        let (hope, last) = (self.fault.hope(), self.place.0 + 1 == self.place.1);
        let wrong = match outcome {
            Outcome::Found(Ok(products)) => {
                self.found_of_nothing().or_else(|| wrong_products(products, self.place.1, currency))
            }
            Outcome::Quoted(Ok(quote)) => self.of_nothing().or_else(|| self.wrong_quote(quote)),
            Outcome::Placed(Ok(PlaceOutcome::Placed(placed))) => self.of_nothing().or_else(|| wrong_order(placed)),
            // the order is placed by now, whatever the answer says: only doubt is left
            Outcome::Placed(Ok(PlaceOutcome::InDoubt)) => None,
            Outcome::Placed(Err(error)) if last => (!self.was_kept_out(error)).then(|| format!("not ordered: {error}")),
            Outcome::Placed(Ok(other)) if last => Some(format!("nothing was ordered: {other:?}")),
            Outcome::Traced(Ok(Some(placed))) => self.of_nothing().or_else(|| wrong_order(placed)),
            // it was placed, and nothing that was told denies it
            Outcome::Traced(Ok(None)) => Some("there is no order for certain".to_owned()),
            Outcome::Stands(Ok(snapshot)) => self.of_nothing().or_else(|| wrong_snapshot(snapshot)),
            _ => None,
        };
        wrong.or_else(|| (hope == Hope::Same && !is_good(outcome)).then(|| "a harmless oddity".to_owned()))
    }

    fn of_nothing(&self) -> Option<String> {
        (self.fault.hope() == Hope::Nothing).then(|| "something was made of nothing".to_owned())
    }

    /// Later pages of a catalogue may be missing: those before them are still true.
    fn found_of_nothing(&self) -> Option<String> {
        let later_page = self.recorded.slug == "lumen" && self.place.0 > 1;
        self.of_nothing().filter(|_| !later_page)
    }

    /// Statuses that are given before anything is done.
    fn was_kept_out(&self, error: &MarketplaceError) -> bool {
        matches!(self.fault, Fault::Status(401 | 403 | 429, _))
            && matches!(error, MarketplaceError::Unauthorised | MarketplaceError::RateLimited { .. })
    }

    fn wrong_quote(&self, quote: &MarketplaceQuote) -> Option<String> {
        let amounts = quote.amounts;
        let parts = [amounts.goods, amounts.delivery, amounts.tax_added];
        let currency = self.recorded.marketplace.currency;
        let lines = quote.lines.iter().flat_map(|line| [line.unit, line.amount]);
        let all = parts.into_iter().chain([amounts.total]).chain(lines);
        if let Some(wrong) =
            all.chain(quote.options.iter().map(|option| option.price)).find(|one| !fits(*one, currency))
        {
            return Some(format!("an impossible amount {wrong:?}"));
        }
        if parts.iter().map(|part| i128::from(part.minor)).sum::<i128>() != i128::from(amounts.total.minor) {
            return Some("amounts that do not add up".to_owned());
        }
        if quote.chosen >= quote.options.len() {
            return Some("a way of delivery that is not there".to_owned());
        }
        let wanted = self.recorded.request.iter().flat_map(|request| &request.lines);
        let mut wanted: Vec<_> = wanted.map(|line| (&line.variant, line.quantity)).collect();
        let mut told: Vec<_> = quote.lines.iter().map(|line| (&line.variant, line.quantity)).collect();
        wanted.sort();
        told.sort();
        if wanted != told {
            return Some(format!("other goods than asked for: {told:?}"));
        }
        quote.options.iter().find_map(|option| wrong_text(&option.title))
    }
}

fn is_good(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Found(Ok(products)) => !products.is_empty(),
        Outcome::Quoted(quote) => quote.is_ok(),
        Outcome::Placed(placed) => matches!(placed, Ok(PlaceOutcome::Placed(_))),
        Outcome::Traced(placed) => matches!(placed, Ok(Some(_))),
        Outcome::Stands(snapshot) => snapshot.is_ok(),
        Outcome::Found(Err(_)) => false,
    }
}

fn fits(money: Money, currency: Currency) -> bool {
    money.currency == currency && (0..=Money::LARGEST).contains(&money.minor)
}

fn wrong_products(products: &[Product], answers: usize, currency: Currency) -> Option<String> {
    if products.len() > answers * MOST_PRODUCTS {
        return Some(format!("{} products", products.len()));
    }
    products.iter().find_map(|product| wrong_product(product, currency))
}

fn wrong_product(product: &Product, currency: Currency) -> Option<String> {
    let prices = product.variants.iter().map(|variant| variant.price).chain([product.price]).chain(product.list_price);
    if let Some(wrong) = prices.into_iter().find(|price| !fits(*price, currency)) {
        return Some(format!("an impossible price {wrong:?}"));
    }
    if product.title.is_empty() || product.variants.is_empty() {
        return Some("a product without title or variants".to_owned());
    }
    let pictures =
        product.pictures.iter().chain(product.variants.iter().filter_map(|variant| variant.picture.as_ref()));
    let addresses = pictures.flat_map(|picture: &Picture| picture.sources.iter().map(|(address, _)| address));
    if let Some(address) = addresses.chain(&product.product_url).find(|address| !is_web(address)) {
        return Some(format!("an address no page may hold: {address}"));
    }
    let texts = [&product.title, &product.description].into_iter().chain(&product.brand);
    let texts = texts.chain(product.attributes.iter().flat_map(|(name, value)| [name, value]));
    let texts = texts.chain(product.variants.iter().map(|variant| &variant.title));
    texts.into_iter().find_map(|text| wrong_text(text))
}

fn wrong_order(placed: &PlacedOrder) -> Option<String> {
    if placed.ids.is_empty() || placed.ids.iter().any(|id| id.trim().is_empty() || id.chars().count() > 80) {
        return Some(format!("an order that nobody can name: {:?}", placed.ids));
    }
    if !placed.handle.is_object() {
        return Some("an order that nobody can ask about".to_owned());
    }
    placed.ids.iter().find_map(|id| wrong_text(id))
}

fn wrong_snapshot(snapshot: &OrderSnapshot) -> Option<String> {
    let addresses = snapshot.shipments.iter().filter_map(|shipment| shipment.tracking_url.as_ref());
    if let Some(address) = addresses.into_iter().find(|address| !is_web(address)) {
        return Some(format!("an address no page may hold: {address}"));
    }
    let parcels = snapshot.shipments.iter().flat_map(|shipment| [&shipment.carrier, &shipment.tracking_number]);
    parcels.chain(snapshot.events.iter().map(|event| &event.note)).find_map(|text| wrong_text(text))
}

fn is_web(address: &str) -> bool {
    address.starts_with("http://") || address.starts_with("https://")
}

/// Markup, controls, or letters that turn the text around them.
fn wrong_text(text: &str) -> Option<String> {
    let turning = |letter: char| matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown = || text.chars().take(60).collect::<String>();
    let markup = ["<script", "<img", "<svg"].iter().any(|tag| text.contains(tag));
    let odd = text.chars().any(|letter| letter.is_control() || turning(letter));
    (markup || odd || text.chars().count() > 10_000).then(|| format!("a text no page may hold: {:?}", shown()))
}
