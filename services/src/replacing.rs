//! The next best offer: when a marketplace refuses its part, the same things from another one, under the cap.

use std::sync::Arc;

use connectors::marketplaces::{QuoteRequest, RequestedLine};
use domain::{
    catalog::Product,
    ids::OrderNumber,
    money::Money,
    order::OrderItem,
    pricing::{self, PartFacts, PartQuote},
    saga::{Event, Part, PartState},
};
use store::{
    parts::{self, NewPart, StoredPart},
    products,
};

use crate::{
    ServiceError, Shop,
    carrying_out::{Came, Learned},
    marketplaces::Connected,
    ordering::new_part,
    placing::{remembered, request_of},
};

/// A part of another marketplace that could take the place of a refused one.
struct Candidate {
    one: Arc<Connected>,
    part: NewPart,
}

impl Shop {
    /// Looks for one marketplace that sells everything of the part for no more than the cap; takes the cheapest.
    pub(crate) async fn replace(&self, order: &OrderNumber, part: u32, cap: Money) -> Result<Came, ServiceError> {
        let none = Came::heard(Event::NoReplacement { part });
        let Some(record) = parts::one(self.store.reader(), order, part).await? else { return Ok(none) };
        let Some(request) = request_of(&record) else { return Ok(none) };
        let mut best: Option<Candidate> = None;
        for (one, products) in self.sellers_of(order, &record).await? {
            let Some(candidate) = self.candidate(order, &record, &request, one, &products, cap).await? else {
                continue;
            };
            let total = candidate.part.order.shown.total.minor;
            if best.as_ref().is_none_or(|known| total < known.part.order.shown.total.minor) {
                best = Some(candidate);
            }
        }
        let Some(Candidate { one, part: new }) = best else { return Ok(none) };
        store::fault_point!("replacement_found");
        let event = Event::ReplacementFound {
            part,
            marketplace: new.order.marketplace.clone(),
            own: new.order.own.total,
            shown: new.order.shown.total,
            discount: new.order.shown.discount,
            repeatable: one.adapter.repeatable(),
        };
        Ok(Came::Heard(event, Box::new(Learned::added(new))))
    }

    /// Other marketplaces that we know to sell every item, each with its products in the order of the items.
    async fn sellers_of(
        &self,
        order: &OrderNumber,
        record: &StoredPart,
    ) -> Result<Vec<(Arc<Connected>, Vec<Product>)>, ServiceError> {
        let refs: Vec<_> = record.order.items.iter().map(|item| item.product.clone()).collect();
        let own = products::by_refs(self.store.reader(), &refs).await?;
        let mut offers: Vec<Vec<Product>> = Vec::new();
        for item in &record.order.items {
            let Some(known) = own.iter().find(|product| product.reference == item.product) else {
                return Ok(Vec::new());
            };
            offers.push(products::by_relations(self.store.reader(), std::slice::from_ref(&known.relation)).await?);
        }
        // Parts already in the order keep their marketplaces: one order per marketplace.
        let all = parts::of(self.store.reader(), order).await?;
        let taken: Vec<_> = all.iter().map(|part| &part.marketplace).collect();
        let registry = self.registry();
        let free = registry.all().iter().filter(|one| one.marketplace.takes_orders() && !taken.contains(&one.id()));
        let with_all = free.filter_map(|one| {
            let of_one = |offers: &Vec<Product>| {
                let sold = offers.iter().filter(|product| product.reference.marketplace == *one.id());
                sold.filter(|product| product.availability.is_in_stock())
                    .min_by_key(|product| product.price.minor)
                    .cloned()
            };
            let products: Option<Vec<Product>> = offers.iter().map(of_one).collect();
            Some((one.clone(), products?))
        });
        Ok(with_all.collect())
    }

    async fn candidate(
        &self,
        order: &OrderNumber,
        record: &StoredPart,
        request: &QuoteRequest,
        one: Arc<Connected>,
        products: &[Product],
        cap: Money,
    ) -> Result<Option<Candidate>, ServiceError> {
        let lines: Option<Vec<RequestedLine>> = products
            .iter()
            .zip(&record.order.items)
            .map(|(product, item)| {
                let variant = product.first_choice()?;
                Some(RequestedLine {
                    product: product.reference.external_id.clone(),
                    variant: variant.external_id.clone(),
                    quantity: item.quantity,
                })
            })
            .collect();
        let Some(lines) = lines else { return Ok(None) };
        let asked = QuoteRequest { lines, option: None, ..request.clone() };
        let Ok(quoted) = self.quote_of(&one, &asked).await else { return Ok(None) };
        let rate = self.registry().rates().rate(quoted.amounts.total.currency, cap.currency)?;
        let priced = products.iter().zip(&asked.lines).map(|(product, line)| {
            let found = quoted.lines.iter().find(|found| found.variant == line.variant)?;
            Some((product.reference.clone(), line.variant.clone(), line.quantity, found.unit, found.amount))
        });
        let Some(priced) = priced.collect::<Option<Vec<_>>>() else { return Ok(None) };
        let quote = pricing::part(PartFacts {
            marketplace: one.id().clone(),
            lines: priced,
            options: quoted.options.clone(),
            chosen: quoted.chosen,
            own: quoted.amounts,
            tax_points: one.marketplace.terms.tax_points,
            tax_included: quoted.tax_included,
            rate,
        })?;
        // What a coupon took off the part is taken off the one in its place, as far as its goods go.
        let off = record.order.shown.taken_off();
        let quote = quote.less(off)?;
        if quote.shown.total.minor > cap.minor {
            return Ok(None);
        }
        let items = items_of(products, &quote);
        let number = u32::try_from(parts::of(self.store.reader(), order).await?.len()).unwrap_or(u32::MAX);
        let part = new_part(number, quote, items, remembered(&asked), quoted.session);
        Ok(Some(Candidate { one, part }))
    }
}

fn items_of(products: &[Product], quote: &PartQuote) -> Vec<OrderItem> {
    let item = |(product, line): (&Product, &pricing::LineQuote)| OrderItem {
        product: line.product.clone(),
        variant: line.variant.clone(),
        title: product.title.clone(),
        variant_title: product.variant(&line.variant).map_or_else(String::new, |variant| variant.title.clone()),
        picture: product.pictures.first().cloned(),
        quantity: line.quantity,
        unit: line.unit,
        shown: line.shown,
        discount: line.discount,
        tax_points: Some(quote.tax_points),
    };
    products.iter().zip(&quote.lines).map(item).collect()
}

/// What the money path keeps of a new part.
pub(crate) fn saga_part(one: &Connected, quote: &PartQuote) -> Part {
    Part {
        marketplace: quote.marketplace.clone(),
        own: quote.own.total,
        shown: quote.shown.total,
        discount: quote.shown.discount,
        repeatable: one.adapter.repeatable(),
        state: PartState::Waiting,
        attempts: 0,
        replaced_by: None,
    }
}
