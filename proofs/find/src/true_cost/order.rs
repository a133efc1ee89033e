//! The order of offers against a reckoning of its own: exact fractions, and the rules of the method page written down anew.

use domain::{
    catalog::Product,
    marketplace::DeliveryTerms,
    money::{Currency, RateTable},
    pricing::PriceBook,
    search,
};

/// What the proof itself makes of an offer: whether it can be bought, whether a part is missing, and the known total.
type Reckoned = (bool, bool, i128);

/// Says what is wrong with the order of these offers or with one of their totals.
pub fn check(book: &PriceBook, products: Vec<Product>) -> Result<(), String> {
    let mut wanted: Vec<Reckoned> = products.iter().map(|product| reckon(book, product)).collect();
    // The plainest sort there is.
    for place in 0..wanted.len() {
        for other in place + 1..wanted.len() {
            if wanted[other] < wanted[place] {
                wanted.swap(place, other);
            }
        }
    }
    let groups = search::group(products, book, "");
    let offers = groups.first().map(|group| group.offers.as_slice()).unwrap_or_default();
    let found: Vec<Reckoned> = offers
        .iter()
        .map(|offer| {
            let missing = !offer.landed.missing.is_empty();
            (!offer.product.availability.is_in_stock(), missing, i128::from(offer.landed.total.minor))
        })
        .collect();
    for offer in offers {
        let mine = reckon(book, &offer.product);
        if mine.2 != i128::from(offer.landed.total.minor) || mine.1 == offer.landed.missing.is_empty() {
            return Err(format!("{}: {mine:?} reckoned, {:?}", offer.product.reference, offer.landed));
        }
    }
    if groups.len() != 1 || found != wanted { Err(format!("{wanted:?} wanted, {found:?} found")) } else { Ok(()) }
}

fn reckon(book: &PriceBook, product: &Product) -> Reckoned {
    let out = !product.availability.is_in_stock();
    let price = i128::from(product.price.minor);
    let rate = (product.price.currency, book.currency);
    let Some(terms) = book.terms.get(&product.reference.marketplace) else {
        return (out, true, convert(&book.rates, price, rate));
    };
    let free = terms.free_from.is_some_and(|from| price >= i128::from(from.minor));
    let delivery = match terms.options.first() {
        Some(_) if free => 0,
        Some(option) => i128::from(option.price.minor),
        None => 0,
    };
    let tax = if terms.tax_included { 0 } else { round((price + delivery) * i128::from(terms.tax_points), 10_000) };
    let charged = convert(&book.rates, price + delivery + tax, rate);
    let shares = split(charged, &[price, delivery, tax]);
    let (border, missing) = border(book, terms, shares[0], shares[1]);
    (out, missing || terms.options.is_empty(), charged + border)
}

/// What is due at the border, and whether a part of it is not known.
fn border(book: &PriceBook, terms: &DeliveryTerms, goods: i128, delivery: i128) -> (i128, bool) {
    let Some(to) = book.country.as_deref() else { return (0, false) };
    let Some(sends) = &terms.sends else { return (0, true) };
    let union = |country: &str| matches!(country, "PT" | "DE");
    if sends.from == to || union(&sends.from) && union(to) {
        return (0, false);
    }
    if sends.duties_paid_to.iter().any(|paid| paid == to || paid == "EU" && union(to)) {
        return (0, false);
    }
    let value = goods + delivery;
    let in_book = |minor: i128, currency: Currency| convert(&book.rates, minor, (currency, book.currency));
    let share = |amount: i128, points: i128| round(amount * points, 10_000);
    match to {
        "PT" | "DE" => {
            let duty =
                if goods <= in_book(15_000, Currency::Eur) { in_book(300, Currency::Eur) } else { share(value, 410) };
            (duty + share(value + duty, if to == "PT" { 2_300 } else { 1_900 }), false)
        }
        "GB" => {
            let duty = if goods <= in_book(13_500, Currency::Gbp) { 0 } else { share(value, 290) };
            (duty + share(value + duty, 2_000), false)
        }
        "CH" => (share(value, 810), false),
        "KE" => (share(value, 1_600), true),
        "JP" if goods <= in_book(10_000, Currency::Jpy) => (0, false),
        "JP" => (share(value, 1_000), true),
        _ => (0, true),
    }
}

/// Half to even.
fn round(numerator: i128, denominator: i128) -> i128 {
    let (whole, rest) = (numerator.div_euclid(denominator), numerator.rem_euclid(denominator));
    let up = match (2 * rest).cmp(&denominator) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal => whole % 2 != 0,
    };
    whole + i128::from(up)
}

/// Over the base at the rates of the table, which are rounded to billionths first.
fn convert(rates: &RateTable, minor: i128, (from, to): (Currency, Currency)) -> i128 {
    let per_base = |currency: Currency| {
        let known = rates.per_base.iter().find(|(known, _)| *known == currency).map(|(_, rate)| i128::from(*rate));
        known.unwrap_or(1_000_000_000)
    };
    let crossed = if from == to { 1_000_000_000 } else { round(per_base(to) * 1_000_000_000, per_base(from)) };
    let scale = |currency: Currency| 10_i128.pow(currency.exponent());
    round(minor * crossed * scale(to), 1_000_000_000 * scale(from))
}

/// Largest remainders, ties to the earlier.
fn split(whole: i128, weights: &[i128; 3]) -> [i128; 3] {
    let sum: i128 = weights.iter().sum();
    if sum == 0 {
        return [whole, 0, 0];
    }
    let mut parts = weights.map(|weight| whole * weight / sum);
    let mut rests: Vec<(i128, usize)> =
        weights.iter().enumerate().map(|(place, weight)| (whole * weight % sum, place)).collect();
    rests.sort_by_key(|(rest, place)| (-rest, *place));
    let mut left = whole - parts.iter().sum::<i128>();
    for (_, place) in rests {
        if left > 0 {
            parts[place] += 1;
            left -= 1;
        }
    }
    parts
}
