//! What is asked, made ready to be reckoned with: who sells, which offers count, what a parcel comes to.

use std::collections::BTreeMap;

use super::{Aim, Standing, Want};
use crate::{
    ids::MarketplaceId,
    landed_cost::{self, customs},
    marketplace::DeliveryTerms,
    money::{Currency, Money, MoneyError, Rate},
    pricing::{Amounts, PriceBook, estimate},
};

/// A marketplace that sells something of the cart.
pub(super) struct Market<'a> {
    pub(super) id: &'a MarketplaceId,
    terms: Option<&'a DeliveryTerms>,
    pub(super) currency: Currency,
    rate: Rate,
    /// The ways of delivery that count, as places in its terms; the first where there are no terms.
    pub(super) options: Vec<usize>,
}

/// An offer that counts: whose it is, its place among the line's candidates, and what the line comes to with it.
#[derive(Clone, Copy)]
pub(super) struct Offer {
    pub(super) market: usize,
    pub(super) place: usize,
    pub(super) amount: i64,
}

/// What one parcel comes to, in minor units of the shopper's currency.
#[derive(Clone, Copy)]
pub(super) struct Parcel {
    /// What the shop charges for it.
    pub(super) charged: i64,
    /// The goods among that.
    pub(super) goods: i64,
    /// What is due at the border.
    pub(super) border: i64,
    pub(super) days: u16,
}

/// What is asked.
pub(super) struct Question<'a> {
    pub(super) book: &'a PriceBook,
    pub(super) markets: Vec<Market<'a>>,
    /// The offers that count of each line; the one in the cart is always among them.
    pub(super) offers: Vec<Vec<Offer>>,
    now: Vec<usize>,
    chosen: &'a BTreeMap<MarketplaceId, String>,
}

impl<'a> Question<'a> {
    pub(super) fn new(
        book: &'a PriceBook,
        wants: &'a [Want],
        chosen: &'a BTreeMap<MarketplaceId, String>,
        aim: Aim,
    ) -> Result<Self, MoneyError> {
        let mut markets: Vec<Market<'a>> = Vec::new();
        let mut offers = Vec::with_capacity(wants.len());
        for (line, want) in wants.iter().enumerate() {
            let mut counting = Vec::new();
            for (place, candidate) in want.candidates.iter().enumerate() {
                let id = &candidate.product.marketplace;
                let terms = book.terms.get(id);
                let twice = || {
                    let others = wants.iter().enumerate().filter(|(other, _)| *other != line);
                    others
                        .flat_map(|(_, other)| &other.candidates)
                        .any(|other| (&other.product, &other.variant) == (&candidate.product, &candidate.variant))
                };
                if place != want.now && (!customs::is_known(book, terms) || twice()) {
                    continue;
                }
                let market = match markets.iter().position(|market| market.id == id) {
                    Some(market) => market,
                    None => {
                        markets.push(Market::new(book, id, candidate.unit.currency)?);
                        markets.len() - 1
                    }
                };
                if markets[market].currency == candidate.unit.currency {
                    counting.push(Offer { market, place, amount: candidate.unit.times(want.quantity)?.minor });
                } else if place == want.now {
                    return Err(MoneyError::CurrencyMismatch(markets[market].currency, candidate.unit.currency));
                }
            }
            offers.push(counting);
        }
        let now = wants.iter().map(|want| want.now).collect();
        let mut question = Self { book, markets, offers, now, chosen };
        question.settle_options(aim);
        Ok(question)
    }

    /// Leaves the ways of delivery that count: what was chosen where something was; for early arrival what is early enough.
    fn settle_options(&mut self, aim: Aim) {
        if aim != Aim::Arrival {
            for market in &mut self.markets {
                let chosen = self.chosen.get(market.id).zip(market.terms);
                let chosen = chosen.and_then(|(id, terms)| terms.options.iter().position(|option| option.id == *id));
                if let Some(chosen) = chosen {
                    market.options = vec![chosen];
                }
            }
            return;
        }
        let soonest = |market: &Market<'_>| market.options.iter().map(|option| market.days(*option)).min();
        let of_line =
            |offers: &Vec<Offer>| offers.iter().filter_map(|offer| soonest(&self.markets[offer.market])).min();
        let needed = self.offers.iter().filter_map(of_line).max().unwrap_or(0);
        for market in &mut self.markets {
            let options = std::mem::take(&mut market.options);
            market.options = options.into_iter().filter(|option| market.days(*option) <= needed).collect();
        }
    }

    /// The cart as it is: the offer of each line and the way of delivery of each marketplace.
    pub(super) fn as_it_is(&self) -> (Vec<usize>, Vec<usize>) {
        let option = |market: &Market<'_>| {
            let chosen = self.chosen.get(market.id).zip(market.terms);
            chosen.and_then(|(id, terms)| terms.options.iter().position(|option| option.id == *id)).unwrap_or(0)
        };
        (self.now.clone(), self.markets.iter().map(option).collect())
    }

    /// The ways of delivery by their names.
    pub(super) fn named(&self, options: &[usize]) -> BTreeMap<MarketplaceId, String> {
        let named = self.markets.iter().zip(options).filter_map(|(market, option)| {
            let option = market.terms?.options.get(*option)?;
            Some((market.id.clone(), option.id.clone()))
        });
        named.collect()
    }

    /// What a parcel comes to whose goods cost so much in the marketplace's currency.
    pub(super) fn parcel(&self, market: usize, goods: i64, lines: u32, option: usize) -> Result<Parcel, MoneyError> {
        let market = &self.markets[market];
        let goods = Money::new(goods, market.currency);
        let own = match market.terms {
            Some(terms) => estimate(terms, goods, terms.delivery_of(option, goods)?)?,
            None => Amounts::of(goods, Money::zero(goods.currency), Money::zero(goods.currency))?,
        };
        let shown = own.convert(market.rate)?;
        let due = customs::due(self.book, market.terms, &shown, lines)?;
        Ok(Parcel {
            charged: shown.total.minor,
            goods: shown.goods.minor,
            border: due.known(),
            days: market.days(option),
        })
    }

    /// What all parcels come to once a coupon has taken off its share.
    pub(super) fn cost(&self, charged: i64, goods: i64, border: i64) -> Result<i64, MoneyError> {
        let money = |minor| Money::new(minor, self.book.currency);
        let none = money(0);
        let amounts =
            Amounts { goods: money(goods), delivery: none, tax_added: none, discount: None, total: money(charged) };
        let off = landed_cost::coupon_off(self.book, amounts)?.unwrap_or(none);
        Ok(charged - off.minor + border)
    }

    /// How a cart stands with these offers and ways of delivery.
    pub(super) fn standing(&self, picks: &[usize], options: &[usize]) -> Result<Standing, MoneyError> {
        let mut sums = vec![(0_i64, 0_u32); self.markets.len()];
        for (offers, pick) in self.offers.iter().zip(picks) {
            if let Some(offer) = offers.iter().find(|offer| offer.place == *pick) {
                let (goods, lines) = &mut sums[offer.market];
                *goods = goods.saturating_add(offer.amount);
                *lines += 1;
            }
        }
        let (mut charged, mut goods, mut border, mut days, mut parcels) = (0, 0, 0, 0, 0);
        for (market, (sum, lines)) in sums.into_iter().enumerate().filter(|(_, (_, lines))| *lines > 0) {
            let parcel = self.parcel(market, sum, lines, options[market])?;
            charged += parcel.charged;
            goods += parcel.goods;
            border += parcel.border;
            days = days.max(parcel.days);
            parcels += 1;
        }
        Ok(Standing { cost: Money::new(self.cost(charged, goods, border)?, self.book.currency), parcels, days })
    }

    /// What a line comes to with an offer, in minor units of the shopper's currency.
    pub(super) fn converted(&self, offer: &Offer) -> Result<i64, MoneyError> {
        let market = &self.markets[offer.market];
        Ok(market.rate.convert(Money::new(offer.amount, market.currency))?.minor)
    }

    /// What no way can cost less than: every line at its cheapest with nothing for delivery, and all that a coupon can take
    /// off.
    pub(super) fn least_cost(&self) -> Result<i64, MoneyError> {
        let (mut least, mut goods) = (0_i64, 0_i64);
        for offers in &self.offers {
            let mut cheapest = i64::MAX;
            let mut dearest = 0;
            for offer in offers {
                let converted = self.converted(offer)?;
                cheapest = cheapest.min(converted);
                dearest = dearest.max(converted);
            }
            // Each amount may have been rounded up by less than one.
            least = least.saturating_add(cheapest.saturating_sub(1));
            goods = goods.saturating_add(dearest.saturating_add(1));
        }
        let whole = goods.saturating_mul(4);
        let off = whole.saturating_sub(self.cost(whole, goods, 0)?);
        Ok(least.saturating_sub(off).saturating_sub(i64::try_from(self.markets.len()).unwrap_or(0)).max(0))
    }
}

impl<'a> Market<'a> {
    fn new(book: &'a PriceBook, id: &'a MarketplaceId, currency: Currency) -> Result<Self, MoneyError> {
        let terms = book.terms.get(id);
        let options = (0..terms.map_or(1, |terms| terms.options.len().max(1))).collect();
        Ok(Self { id, terms, currency, rate: book.rates.rate(currency, book.currency)?, options })
    }

    /// Days until a parcel is there by a way of delivery; longer than anything where that is not known.
    fn days(&self, option: usize) -> u16 {
        self.terms.and_then(|terms| terms.options.get(option)).map_or(u16::MAX, |option| option.days_to)
    }
}
