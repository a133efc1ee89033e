//! More of the catalogue for benchmarks: made-up makers and models on written copy, always the same.
//!
//! The world has an endless row of further things. Each comes from a written thing and keeps its number, maker and
//! model at every marketplace that takes it, so grown catalogues overlap like the written ones.

use super::written::{self, THINGS, Thing, Written};
use super::{Listing, MARKETPLACES, Variant};

/// First and last parts of makers nobody has heard of.
const FIRST: [&str; 24] = [
    "Aldra", "Bren", "Cavo", "Dorl", "Elma", "Fenn", "Garu", "Hild", "Ivo", "Jarl", "Kesto", "Lumo", "Marn", "Nori",
    "Ombra", "Pell", "Quen", "Rask", "Solv", "Tarn", "Umbe", "Vint", "Wend", "Zaro",
];
const LAST: [&str; 16] = [
    "vik", "dane", "mora", "stad", "ley", "kin", "worth", "berg", "tano", "lund", "field", "rix", "nova", "gard",
    "wick", "holt",
];
const MODELS: [&str; 20] = [
    "Arc", "Birch", "Cove", "Dune", "Echo", "Fjord", "Grove", "Heath", "Isle", "Juno", "Knoll", "Ledge", "Mica",
    "North", "Opal", "Pine", "Quill", "Reef", "Slate", "Tern",
];
/// Company prefixes of grown things; none begins a written one.
const PREFIXES: [&str; 6] = ["590417", "380021", "859302", "761288", "694099", "461055"];

/// Adds listings until the marketplace has its share of `total` products.
pub(super) fn grow(marketplace: &str, shelf: &'static [Written], total: usize, all: &mut Vec<Listing>) {
    let wanted = share(marketplace, shelf.len(), total);
    let mut by_thing: Vec<Option<&'static Written>> = vec![None; THINGS.len()];
    for written in shelf {
        by_thing[written.place()] = Some(written);
    }
    let seed = text_seed(marketplace);
    let mut number = 0;
    while all.len() < wanted {
        let grown = Grown::nth(number);
        let taken = mix(seed ^ mix(number)) % 100 < 85;
        if let Some(written) = by_thing[grown.place].filter(|_| taken) {
            all.push(grown.listing(marketplace, written, mix(seed.wrapping_add(number))));
        }
        number += 1;
    }
}

/// How many of `total` products this marketplace has: as its written shelf is to all; the largest gets the rest.
fn share(marketplace: &str, written: usize, total: usize) -> usize {
    let part = |written: usize| total * written / written::count();
    if marketplace != "kitemart" {
        return part(written);
    }
    let others = MARKETPLACES.iter().filter(|(name, _)| *name != "kitemart");
    total - others.filter_map(|(name, _)| written::shelf(name)).map(|shelf| part(shelf.len())).sum::<usize>()
}

/// One further thing of the world.
struct Grown {
    number: u64,
    place: usize,
    gtin: String,
    brand: String,
    model: String,
    code: String,
    /// Its price in thousandths of the written one.
    dearer: i64,
}

impl Grown {
    fn nth(number: u64) -> Self {
        let luck = mix(number.wrapping_mul(2).wrapping_add(1));
        let place = pick(luck, THINGS.len());
        let maker = mix(place as u64 / 3 * 64 + mix(luck) % 64);
        let first = FIRST[pick(maker, FIRST.len())];
        let brand = format!("{first}{}", LAST[pick(mix(maker), LAST.len())]);
        let model = format!("{} {}", MODELS[pick(mix(luck ^ 7), MODELS.len())], 2 + number % 97);
        let code = format!("{}{}", first[..2].to_uppercase(), 1000 + number);
        let gtin = gtin(&THINGS[place], number);
        let dearer = 600 + i64::try_from(mix(luck ^ 11) % 1200).unwrap_or(0);
        Self { number, place, gtin, brand, model, code, dearer }
    }

    fn listing(&self, marketplace: &str, written: &'static Written, luck: u64) -> Listing {
        let thing: &'static Thing = &THINGS[self.place];
        let external_id = product_id(marketplace, self.number);
        let level = self.dearer * (960 + i64::try_from(luck % 90).unwrap_or(0)) / 1000;
        let price = |price: i64| rounded(written.currency, price * level / 1000);
        let variants: Vec<Variant> = (0u64..)
            .zip(&written.variants)
            .map(|(at, variant)| Variant {
                id: match written.variants.len() {
                    1 if matches!(marketplace, "baobab" | "lumen") => external_id.clone(),
                    _ => variant_id(marketplace, &external_id, self.number, at),
                },
                sku: variant.sku.replace(&thing.code, &self.code),
                title: &variant.title,
                options: &variant.options,
                price_minor: price(variant.price),
                stock: stock(mix(luck ^ at)),
                picture: variant.picture.as_deref(),
            })
            .collect();
        let worse = u32::try_from(mix(luck ^ 3) % 60).unwrap_or(0);
        Listing {
            gtin: self.gtin.clone(),
            brand: self.brand.clone(),
            title: self.title(&written.title, thing),
            price_minor: variants.iter().map(|variant| variant.price_minor).min().unwrap_or(0),
            list_price_minor: written.list_price.map(price),
            rating: (written.rating + 20).saturating_sub(worse).clamp(310, 490),
            rating_count: 1 + u32::try_from(mix(luck ^ 5) % 900).unwrap_or(0),
            external_id,
            variants,
            ..written.frame(thing)
        }
        .finished(thing)
    }

    /// The written title with maker, model and article number changed; one without a model gets it at the end.
    fn title(&self, written: &str, thing: &Thing) -> String {
        let named = written.contains(&thing.model) || written.contains(&thing.code);
        let title = written.replace(&thing.code, &self.code).replace(&thing.model, &self.model);
        let title = title.replace(&thing.brand, &self.brand);
        if named { title } else { format!("{title} {}", self.model) }
    }
}

/// A number no other thing has: six digits of a company and six of ours, books in the book land.
fn gtin(thing: &Thing, number: u64) -> String {
    let prefix = if thing.gtin.starts_with("978") { "978291" } else { PREFIXES[pick(mix(number), PREFIXES.len())] };
    let body = format!("{prefix}{number:06}");
    let digits = body.bytes().map(|digit| u32::from(digit - b'0'));
    let sum: u32 = digits.enumerate().map(|(at, digit)| if at % 2 == 1 { 3 * digit } else { digit }).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn product_id(marketplace: &str, number: u64) -> String {
    match marketplace {
        "harbor" => format!("hp-{}", 100_000 + number),
        "kitemart" => format!("KM{}", 20_000_000 + number),
        "baobab" => (1_000_000 + number * 16).to_string(),
        "lumen" => format!("L1{number:06}X0"),
        _ => (100_000 + number).to_string(),
    }
}

fn variant_id(marketplace: &str, product: &str, number: u64, at: u64) -> String {
    match marketplace {
        "baobab" => (1_000_000 + number * 16 + at + 1).to_string(),
        "nomad" => ((100_000 + number) * 16 + at).to_string(),
        "lumen" => format!("L1{number:06}Y{}", char::from(b'A' + (at % 26) as u8)),
        _ => format!("{product}-{:02}", at + 1),
    }
}

/// A price as shops of that currency write it.
fn rounded(currency: &str, minor: i64) -> i64 {
    match currency {
        "JPY" => (minor / 100 * 100 + 80).max(280),
        "TND" => (minor / 500 * 500).max(2_500),
        "USD" => (minor / 100 * 100 + 99).max(299),
        _ => (minor / 50 * 50 + 40).max(240),
    }
}

fn stock(luck: u64) -> u32 {
    let some = u32::try_from(luck % 230).unwrap_or(0);
    match mix(luck) % 100 {
        0..4 => 0,
        4..18 => 1 + some % 5,
        _ => 8 + some,
    }
}

fn pick(luck: u64, of: usize) -> usize {
    usize::try_from(luck % of as u64).unwrap_or(0)
}

fn text_seed(text: &str) -> u64 {
    text.bytes().fold(0x0c0f_fee5, |seed, byte| mix(seed ^ u64::from(byte)))
}

/// Scatters a number over all 64 bits, always to the same place.
fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
