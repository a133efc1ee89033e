//! Every way to fill a cart: each offer of each line, each way of delivery of each marketplace.
//!
//! What a parcel comes to is asked of the shop's own quote, once for each parcel there can be; what all of them come to, and
//! what a coupon takes off, is reckoned here.

use std::collections::{BTreeMap, HashMap};

use domain::{
    cart::Line,
    catalog::Availability,
    coupon::CouponSize,
    ids::{MarketplaceId, RelationToken},
    landed_cost,
    money::Money,
    pricing::{self, PriceBook},
    promotion::ApplyError,
    time::Timestamp,
};

use super::draw::Drawn;

/// What the best ways come to.
pub struct Brute {
    /// The lowest cost.
    pub cheapest: i64,
    /// The fewest parcels with the lowest cost of them.
    pub fewest: (i64, i64),
    /// The fewest days with the lowest cost of them.
    pub soonest: (i64, i64),
    pub ways: u64,
}

/// What a parcel comes to by one way of delivery.
#[derive(Clone, Copy)]
struct Parcel {
    charged: i64,
    goods: i64,
    border: i64,
    days: i64,
    /// Whether the shopper did not choose another way.
    allowed: bool,
}

struct Search<'a> {
    cart: &'a Drawn,
    markets: Vec<&'a MarketplaceId>,
    /// For each line the candidates that count, each with its marketplace.
    counting: Vec<Vec<(usize, usize)>>,
    /// What every parcel comes to: the marketplace, and four bits for each line.
    parcels: HashMap<(usize, u64), Vec<Parcel>>,
    codes: Vec<u64>,
    best: Brute,
    /// The cheapest of all that is left where nothing depends on the sum.
    simple: bool,
}

/// Goes through all of them.
pub fn all(cart: &Drawn) -> Result<Brute, ApplyError> {
    let markets: Vec<&MarketplaceId> = cart.world.markets.iter().map(|(id, _)| id).collect();
    let place_of = |id: &MarketplaceId| markets.iter().position(|known| *known == id).unwrap_or(0);
    let with_market = |(want, places): (&domain::optimiser::Want, Vec<usize>)| {
        let market = |place: &usize| place_of(&want.candidates[*place].product.marketplace);
        places.iter().map(|place| (*place, market(place))).collect()
    };
    let counting = cart.wants.iter().zip(counting(cart)).map(with_market).collect();
    let best = Brute { cheapest: i64::MAX, fewest: (i64::MAX, i64::MAX), soonest: (i64::MAX, i64::MAX), ways: 0 };
    let simple = cart.world.book.coupon.is_none();
    let codes = vec![0; markets.len()];
    let mut search = Search { cart, markets, counting, parcels: HashMap::new(), codes, best, simple };
    search.go(0)?;
    Ok(search.best)
}

/// For each line the candidates that count: the one in the cart, and those of which all is known.
pub fn counting(cart: &Drawn) -> Vec<Vec<usize>> {
    let of = |want: &domain::optimiser::Want| {
        let all = want.candidates.iter().map(|candidate| &candidate.product.marketplace).enumerate();
        let counts = all.filter(|(place, id)| *place == want.now || is_known(&cart.world.book, id));
        counts.map(|(place, _)| place).collect()
    };
    cart.wants.iter().map(of).collect()
}

/// Whether what is due at the border is known of a marketplace whatever the goods come to.
fn is_known(book: &PriceBook, id: &MarketplaceId) -> bool {
    let Some(to) = book.country.as_deref() else { return true };
    let Some(sends) = book.terms.get(id).and_then(|terms| terms.sends.as_ref()) else { return false };
    let union = |country: &str| matches!(country, "PT" | "DE");
    let paid = sends.duties_paid_to.iter().any(|paid| paid == to || paid == "EU" && union(to));
    paid || sends.from == to || union(&sends.from) && union(to) || matches!(to, "PT" | "DE" | "GB" | "CH")
}

impl Search<'_> {
    fn go(&mut self, line: usize) -> Result<(), ApplyError> {
        if line == self.counting.len() {
            return self.leaf();
        }
        for choice in 0..self.counting[line].len() {
            let (place, market) = self.counting[line][choice];
            let bits = (place as u64 + 1) << (4 * line);
            self.codes[market] |= bits;
            self.go(line + 1)?;
            self.codes[market] &= !bits;
        }
        Ok(())
    }

    fn leaf(&mut self) -> Result<(), ApplyError> {
        let used: Vec<usize> = (0..self.codes.len()).filter(|market| self.codes[*market] != 0).collect();
        for market in &used {
            let key = (*market, self.codes[*market]);
            if !self.parcels.contains_key(&key) {
                let parcels = self.ask(*market, key.1)?;
                self.parcels.insert(key, parcels);
            }
        }
        let of_used: Vec<&Vec<Parcel>> =
            used.iter().map(|market| &self.parcels[&(*market, self.codes[*market])]).collect();
        let count = i64::try_from(used.len()).unwrap_or(i64::MAX);
        self.best.ways += 1;
        if self.simple {
            let cost = |parcel: &Parcel| parcel.charged + parcel.border;
            let least =
                |parcels: &Vec<Parcel>| parcels.iter().filter(|parcel| parcel.allowed).map(cost).min().unwrap_or(0);
            let cheapest = of_used.iter().map(|parcels| least(parcels)).sum();
            self.best.cheapest = self.best.cheapest.min(cheapest);
            self.best.fewest = self.best.fewest.min((count, cheapest));
            let days = |parcels: &Vec<Parcel>| parcels.iter().map(|parcel| parcel.days).min().unwrap_or(0);
            let days = of_used.iter().map(|parcels| days(parcels)).max().unwrap_or(0);
            let in_time = |parcels: &Vec<Parcel>| parcels.iter().filter(|parcel| parcel.days <= days).map(cost).min();
            let soonest = of_used.iter().map(|parcels| in_time(parcels).unwrap_or(0)).sum();
            self.best.soonest = self.best.soonest.min((days, soonest));
            return Ok(());
        }
        let mut places = vec![0; used.len()];
        loop {
            let now: Vec<Parcel> = of_used.iter().zip(&places).map(|(parcels, place)| parcels[*place]).collect();
            let cost = self.cost(&now)?;
            let days = now.iter().map(|parcel| parcel.days).max().unwrap_or(0);
            self.best.soonest = self.best.soonest.min((days, cost));
            if now.iter().all(|parcel| parcel.allowed) {
                self.best.cheapest = self.best.cheapest.min(cost);
                self.best.fewest = self.best.fewest.min((count, cost));
            }
            let Some(next) = (0..places.len()).find(|place| places[*place] + 1 < of_used[*place].len()) else { break };
            places[next] += 1;
            places[..next].fill(0);
        }
        Ok(())
    }

    /// What some parcels come to, with what the coupon takes off.
    fn cost(&self, parcels: &[Parcel]) -> Result<i64, ApplyError> {
        let book = &self.cart.world.book;
        let sum = |number: fn(&Parcel) -> i64| parcels.iter().map(number).sum::<i64>();
        let (charged, goods) = (sum(|parcel| parcel.charged), sum(|parcel| parcel.goods));
        let all = charged + sum(|parcel| parcel.border);
        let Some(coupon) = &book.coupon else { return Ok(all) };
        let converted = |money: Money| book.rates.convert(money, book.currency).map(|money| money.minor);
        if coupon.smallest_cart.map(converted).transpose()?.is_some_and(|least| goods < least) {
            return Ok(all);
        }
        let off = match coupon.size {
            CouponSize::Amount { amount } => converted(amount)?,
            CouponSize::Points { points, cap } => {
                let share = Money::new(goods, book.currency).basis_points(points)?.minor;
                cap.map(converted).transpose()?.map_or(share, |cap| share.min(cap))
            }
        };
        let stays = 10_i64.pow(book.currency.exponent().max(2));
        Ok(all - off.min(goods).min(charged - stays).max(0))
    }

    /// Has the shop quote a parcel by every way of delivery.
    fn ask(&self, market: usize, code: u64) -> Result<Vec<Parcel>, ApplyError> {
        let id = self.markets[market];
        let picks = self.cart.wants.iter().enumerate().filter_map(|(line, want)| {
            let place = (code >> (4 * line)) & 15;
            let candidate = want.candidates.get(usize::try_from(place).ok()?.checked_sub(1)?)?;
            Some(line_of(candidate, want.quantity))
        });
        let lines: Vec<Line> = picks.collect();
        let book = PriceBook { coupon: None, ..self.cart.world.book.clone() };
        let options = book.terms.get(id).map(|terms| terms.options.clone()).unwrap_or_default();
        let wanted = self.cart.chosen.get(id).filter(|wanted| options.iter().any(|option| option.id == **wanted));
        let mut parcels = Vec::new();
        for place in 0..options.len().max(1) {
            let option = options.get(place);
            let chosen: BTreeMap<_, _> = option.map(|option| (id.clone(), option.id.clone())).into_iter().collect();
            let quote = pricing::quote(&book, &lines, &chosen)?;
            let landed = landed_cost::of_quote(&book, &quote)?;
            parcels.push(Parcel {
                charged: quote.total.total.minor,
                goods: quote.total.goods.minor,
                border: landed.total.minor - quote.total.total.minor,
                days: option.map_or(i64::from(u16::MAX), |option| option.days_to.into()),
                allowed: wanted.is_none_or(|wanted| option.is_some_and(|option| option.id == *wanted)),
            });
        }
        Ok(parcels)
    }
}

/// What the shop's own quote of the whole cart comes to with these offers, with what is due at the border.
pub fn real(cart: &Drawn, picks: &[usize], options: &BTreeMap<MarketplaceId, String>) -> Result<i64, ApplyError> {
    let lines: Vec<Line> =
        cart.wants.iter().zip(picks).map(|(want, pick)| line_of(&want.candidates[*pick], want.quantity)).collect();
    let quote = pricing::quote(&cart.world.book, &lines, options)?;
    Ok(landed_cost::of_quote(&cart.world.book, &quote)?.total.minor)
}

fn line_of(candidate: &domain::optimiser::Candidate, quantity: domain::cart::Quantity) -> Line {
    Line {
        product: candidate.product.clone(),
        variant: candidate.variant.clone(),
        relation: RelationToken::of(&candidate.product, None),
        quantity,
        added_at: Timestamp(0),
        title: String::new(),
        variant_title: String::new(),
        picture: None,
        unit_price: candidate.unit,
        price_when_added: candidate.unit,
        availability: Availability::InStock(None),
    }
}
