//! A guest's cart: what is in it, where it goes, how it ships, and what that costs.

use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::refusal::Refusal;
use crate::market::ShippingOption;
use crate::orders::{Amounts, OrderLine, Recipient};
use crate::vendure::shelf::{Shelf, Taxed, full_title};

/// The most pieces of one thing.
const MOST: u32 = 9_999;

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
    pub key: String,
    pub variant: String,
    pub quantity: u32,
}

/// A guest's cart.
#[derive(Clone, Debug, Default)]
pub struct Cart {
    pub lines: Vec<Line>,
    pub billing: Map<String, Value>,
    pub shipping: Map<String, Value>,
    /// The chosen rate; the first one where none was chosen.
    pub rate: Option<String>,
    pub coupons: Vec<String>,
    /// Number and key of the order this cart is to become.
    pub draft: Option<(u64, String)>,
}

/// What a cart costs.
#[derive(Clone, Debug, Default)]
pub struct Sums {
    /// For each line: in full, and after discounts.
    pub lines: Vec<(Taxed, Taxed)>,
    pub goods: Taxed,
    pub discount: Taxed,
    pub shipping: Taxed,
    pub total: Taxed,
    /// The same by the marketplace's own listing.
    pub amounts: Amounts,
}

/// The key of a line: the same thing always has the same one.
pub fn key_of(variant: &str) -> String {
    hex::encode(&Sha256::digest(variant.as_bytes())[..16])
}

impl Cart {
    /// How many pieces there are.
    pub fn count(&self) -> u32 {
        self.lines.iter().map(|line| line.quantity).sum()
    }

    /// Makes it so many pieces of a variant; none takes it out.
    ///
    /// # Errors
    /// When there are not that many, or the number cannot be.
    pub fn set(&mut self, shelf: &Shelf, variant_id: &str, wanted: i64) -> Result<(), Refusal> {
        let invalid =
            || Refusal::new(400, "woocommerce_rest_cart_invalid_product", "This product cannot be added to the cart.");
        let (listing, variant) = shelf.variant(variant_id).ok_or_else(invalid)?;
        let name = full_title(listing, variant);
        let wanted = u32::try_from(wanted).ok().filter(|wanted| *wanted <= MOST).ok_or_else(|| {
            let message = format!("The quantity of &quot;{name}&quot; must be between 0 and {MOST}");
            Refusal::new(400, "woocommerce_rest_product_invalid_quantity", message)
        })?;
        if wanted > 0 {
            enough(&name, shelf.left(variant), wanted)?;
        }
        let key = key_of(variant_id);
        match self.lines.iter().position(|line| line.key == key) {
            Some(place) if wanted == 0 => drop(self.lines.remove(place)),
            Some(place) => self.lines[place].quantity = wanted,
            None if wanted == 0 => {}
            None => self.lines.push(Line { key, variant: variant_id.to_owned(), quantity: wanted }),
        }
        Ok(())
    }

    /// The first line that there is not enough of.
    pub fn shortage(&self, shelf: &Shelf) -> Option<Refusal> {
        self.lines.iter().find_map(|line| match shelf.variant(&line.variant) {
            Some((listing, variant)) => enough(&full_title(listing, variant), shelf.left(variant), line.quantity).err(),
            None => Some(Refusal::new(400, "woocommerce_rest_cart_invalid_product", "This product is gone.")),
        })
    }

    /// Whether it is known where the goods go, so that rates can be told.
    pub fn has_destination(&self) -> bool {
        self.shipping.get("country").and_then(Value::as_str).is_some_and(|country| !country.is_empty())
    }

    /// The rate the goods ship by.
    pub fn shipping_option<'a>(&self, shelf: &'a Shelf) -> Option<(usize, &'a ShippingOption)> {
        if !self.has_destination() || self.lines.is_empty() {
            return None;
        }
        let mut options = shelf.market.shipping.iter().enumerate();
        let chosen = options.clone().find(|(place, _)| Some(rate_id(*place)) == self.rate);
        chosen.or_else(|| options.next())
    }

    fn percent(&self, shelf: &Shelf) -> i64 {
        let percent = |coupon: &String| {
            let found = shelf.market.codes.iter().find(|(code, _)| code.eq_ignore_ascii_case(coupon));
            found.map(|(_, percent)| i64::from(*percent))
        };
        self.coupons.iter().filter_map(percent).max().unwrap_or(0)
    }

    /// What one piece of a line costs, as listed.
    pub fn unit(&self, shelf: &Shelf, line: &Line) -> i64 {
        shelf.variant(&line.variant).map_or(0, |(_, variant)| shelf.price(variant))
    }

    /// What everything costs.
    pub fn sums(&self, shelf: &Shelf) -> Sums {
        let (tax, percent) = (shelf.market.tax, self.percent(shelf));
        let mut sums = Sums::default();
        for line in &self.lines {
            let listed = self.unit(shelf, line) * i64::from(line.quantity);
            let off = (listed * percent + 50) / 100;
            let (full, paid) = (Taxed::of(tax, listed), Taxed::of(tax, listed - off));
            sums.amounts.items_minor += listed;
            sums.amounts.discount_minor += off;
            sums.goods = sums.goods.plus(full);
            sums.discount = sums.discount.plus(full.minus(paid));
            sums.lines.push((full, paid));
        }
        if let Some((_, option)) = self.shipping_option(shelf) {
            sums.amounts.shipping_minor = shelf.market.shipping_price(option, sums.amounts.items_minor);
            sums.shipping = Taxed::of(tax, sums.amounts.shipping_minor);
        }
        sums.total = sums.goods.minus(sums.discount).plus(sums.shipping);
        sums.amounts.tax_minor = sums.total.gross - sums.total.net;
        sums.amounts.total_minor = sums.total.gross;
        sums
    }

    /// The lines for the marketplace's own book.
    pub fn order_lines(&self, shelf: &Shelf) -> Vec<OrderLine> {
        let line = |line: &Line| OrderLine {
            external_id: line.variant.clone(),
            title: shelf
                .variant(&line.variant)
                .map(|(listing, variant)| full_title(listing, variant))
                .unwrap_or_default(),
            quantity: line.quantity,
            unit_minor: self.unit(shelf, line),
        };
        self.lines.iter().map(line).collect()
    }

    /// Who gets the goods.
    pub fn recipient(&self) -> Recipient {
        let of =
            |map: &Map<String, Value>, name: &str| map.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let shipping = |name| of(&self.shipping, name);
        let phone = shipping("phone");
        Recipient {
            first_name: shipping("first_name"),
            last_name: shipping("last_name"),
            email: of(&self.billing, "email"),
            phone: if phone.is_empty() { of(&self.billing, "phone") } else { phone },
            street: shipping("address_1"),
            extra: shipping("address_2"),
            city: shipping("city"),
            region: shipping("state"),
            postal_code: shipping("postcode"),
            country: shipping("country"),
        }
    }
}

/// The id of the shipping rate at this place.
pub fn rate_id(place: usize) -> String {
    format!("flat_rate:{}", place + 1)
}

fn enough(name: &str, left: u32, wanted: u32) -> Result<(), Refusal> {
    match left {
        0 => Err(Refusal::new(
            400,
            "woocommerce_rest_product_out_of_stock",
            format!("You cannot add &quot;{name}&quot; to the cart because the product is out of stock."),
        )),
        left if left < wanted => Err(Refusal::new(
            400,
            "woocommerce_rest_product_partially_out_of_stock",
            format!(
                "You cannot add that amount of &quot;{name}&quot; to the cart because there is not enough stock ({left} remaining)."
            ),
        )),
        _ => Ok(()),
    }
}
