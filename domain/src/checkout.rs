//! The details a checkout asks for, and what the shopper decides beforehand.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    cart::CartView,
    coupon::CouponProblem,
    ids::{CouponCode, Digest, MarketplaceId, MethodId, OrderNumber},
    marketplace::Absence,
    money::Money,
    postcode,
    pricing::Quote,
    time::Timestamp,
};

/// What was typed, as it was typed; kept even when it is wrong, so that nothing is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DetailsForm {
    /// Where mails about the order go.
    pub email: String,
    /// Who receives the parcels.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Flat, floor, building; may stay empty.
    pub extra: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// Country as two letters (ISO 3166-1).
    pub country: String,
    /// Telephone for the carrier; may stay empty.
    pub phone: String,
}

/// Details that are complete and plausible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Where mails about the order go.
    pub email: String,
    /// Who receives the parcels.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Flat, floor, building; may be empty.
    pub extra: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// Country as two letters (ISO 3166-1).
    pub country: String,
    /// Telephone for the carrier; may be empty.
    pub phone: String,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// It is empty.
    Missing,
    /// It is longer than anyone's.
    TooLong,
    /// It does not look like one.
    Malformed,
    /// We do not deliver there.
    NotServed,
    /// Somebody else has it.
    Taken,
}

/// A field and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldProblem {
    /// The field's name in the form.
    pub field: String,
    /// What is wrong.
    pub problem: Problem,
}

/// Countries we deliver to, as two letters (ISO 3166-1).
pub const COUNTRIES: &[&str] = &[
    "AE", "AT", "AU", "BE", "BG", "BH", "CA", "CH", "CN", "CY", "CZ", "DE", "DK", "EE", "EG", "ES", "FI", "FR", "GB",
    "GR", "HR", "HU", "IE", "IN", "IT", "JP", "KE", "KR", "KW", "LT", "LU", "LV", "MA", "MT", "NG", "NL", "NO", "PL",
    "PT", "RO", "SA", "SE", "SI", "SK", "TN", "US",
];

impl DetailsForm {
    /// Checks every field and says all that is wrong at once.
    ///
    /// # Errors
    /// With one entry per field that is missing, too long or implausible.
    pub fn check(&self) -> Result<Details, Vec<FieldProblem>> {
        let (details, problems) = self.checked();
        if problems.is_empty() { Ok(details) } else { Err(problems) }
    }

    /// Checks all but the mail address.
    ///
    /// # Errors
    /// As [`DetailsForm::check`].
    pub fn check_address(&self) -> Result<Details, Vec<FieldProblem>> {
        let (details, mut problems) = self.checked();
        problems.retain(|problem| problem.field != "email");
        if problems.is_empty() { Ok(details) } else { Err(problems) }
    }

    fn checked(&self) -> (Details, Vec<FieldProblem>) {
        let mut problems = Vec::new();
        let mut field = |name: &str, value: &str, longest: usize, needed: bool, fits: fn(&str) -> bool| {
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            let problem = if value.is_empty() {
                needed.then_some(Problem::Missing)
            } else if value.chars().count() > longest {
                Some(Problem::TooLong)
            } else if value.chars().any(char::is_control) || !fits(&value) {
                Some(Problem::Malformed)
            } else {
                None
            };
            problems.extend(problem.map(|problem| FieldProblem { field: name.to_owned(), problem }));
            value
        };
        let country = self.country.trim().to_ascii_uppercase();
        let any: fn(&str) -> bool = |_| true;
        let with_letters: fn(&str) -> bool = |value| value.chars().any(char::is_alphabetic);
        let details = Details {
            email: field("email", &self.email, 254, true, looks_like_email),
            name: field("name", &self.name, 100, true, with_letters),
            street: field("street", &self.street, 200, true, with_letters),
            extra: field("extra", &self.extra, 200, false, any),
            postcode: field("postcode", &self.postcode, 12, postcode::needed(&country), looks_like_postcode),
            city: field("city", &self.city, 100, true, with_letters),
            country: field("country", &country, 2, true, any),
            phone: field("phone", &self.phone, 30, false, looks_like_phone),
        };
        if !details.country.is_empty() && !COUNTRIES.contains(&details.country.as_str()) {
            problems.retain(|known| known.field != "country");
            problems.push(FieldProblem { field: "country".to_owned(), problem: Problem::NotServed });
        }
        let known = problems.iter().any(|known| known.field == "postcode");
        if !known && !details.postcode.is_empty() && !postcode::fits(&details.country, &details.postcode) {
            let place = problems.iter().position(|later| matches!(later.field.as_str(), "city" | "country" | "phone"));
            let wrong = FieldProblem { field: "postcode".to_owned(), problem: Problem::Malformed };
            problems.insert(place.unwrap_or(problems.len()), wrong);
        }
        (details, problems)
    }
}

impl From<Details> for DetailsForm {
    fn from(details: Details) -> Self {
        let Details { email, name, street, extra, postcode, city, country, phone } = details;
        Self { email, name, street, extra, postcode, city, country, phone }
    }
}

/// One `@`, something before it, a dotted name behind it. Only a mail that arrives proves more.
pub(crate) fn looks_like_email(value: &str) -> bool {
    let Some((user, host)) = value.rsplit_once('@') else { return false };
    let host_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-');
    !user.is_empty()
        && user.len() <= 64
        && !user.contains(['@', ' ', ',', ';', '<', '>', '"', '\\'])
        && host.split('.').count() >= 2
        && host.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'))
        && host.chars().all(host_letter)
}

fn looks_like_postcode(value: &str) -> bool {
    value.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-'))
}

fn looks_like_phone(value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    (6..=15).contains(&digits) && value.chars().all(|letter| letter.is_ascii_digit() || " +-()./".contains(letter))
}

/// What happens when a marketplace refuses its part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// Cancel everything and release the money.
    AllOrNothing,
    /// Keep what was confirmed and release the rest.
    #[default]
    KeepRest,
    /// Take the next best offer of another marketplace as long as the whole stays under the cap.
    NextBest,
}

impl Policy {
    /// All policies, as the form shows them.
    pub const ALL: [Self; 3] = [Self::KeepRest, Self::NextBest, Self::AllOrNothing];

    /// Its word in forms and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::AllOrNothing => "all_or_nothing",
            Self::KeepRest => "keep_rest",
            Self::NextBest => "next_best",
        }
    }

    /// The policy of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.word() == word)
    }
}

/// How much dearer the whole may become than what was agreed to, in basis points, before the shopper is asked again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Tolerance(u32);

impl Tolerance {
    /// The tolerances the form offers: none, 2 %, 5 %.
    pub const CHOICES: [u32; 3] = [0, 200, 500];

    /// The most the shopper pays for an agreed amount.
    pub fn ceiling(self, agreed: Money) -> Money {
        let extra = agreed.basis_points(self.0).unwrap_or(Money::zero(agreed.currency));
        agreed.plus(extra).unwrap_or(agreed)
    }
}

impl TryFrom<u32> for Tolerance {
    type Error = &'static str;

    fn try_from(points: u32) -> Result<Self, Self::Error> {
        if Self::CHOICES.contains(&points) { Ok(Self(points)) } else { Err("not a tolerance we offer") }
    }
}

impl From<Tolerance> for u32 {
    fn from(tolerance: Tolerance) -> u32 {
        tolerance.0
    }
}

/// How an order is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PayMethod {
    /// With a card, on the gateway's page.
    #[default]
    Card,
    /// With PayPal, on its page.
    #[serde(rename = "paypal")]
    PayPal,
    /// With Alipay, on its page.
    Alipay,
    /// From the shopper's wallet, at once.
    Wallet,
}

impl PayMethod {
    /// All ways, as the form shows them.
    pub const ALL: [Self; 4] = [Self::Card, Self::PayPal, Self::Alipay, Self::Wallet];

    /// Its word in forms and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::PayPal => "paypal",
            Self::Alipay => "alipay",
            Self::Wallet => "wallet",
        }
    }

    /// The way of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.word() == word)
    }
}

/// A way to pay on somebody's page that suits a cart by its currency, amount and country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayOffer {
    /// The way.
    pub method: PayMethod,
    /// Whether it can be had now; otherwise whoever takes it does not answer.
    pub is_up: bool,
}

/// A way to pay that a gateway keeps for the shopper, and that suits a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedMethod {
    /// Its id.
    pub id: MethodId,
    /// The way.
    pub method: PayMethod,
    /// What its owner knows it by.
    pub label: String,
}

/// What a shopper agrees to with the button that pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The digest of the live quote that was shown.
    pub validation: Digest,
    /// What happens when a part is refused.
    pub policy: Policy,
    /// How much dearer the whole may become without asking again.
    pub tolerance: Tolerance,
    /// How it is paid.
    pub method: PayMethod,
    /// The saved method that pays it, where the shopper chose one.
    #[serde(default)]
    pub saved: Option<MethodId>,
}

/// The steps of a checkout, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckoutStep {
    /// Who receives the goods and where.
    #[default]
    Details,
    /// How each marketplace delivers.
    Delivery,
    /// The live quotes, the policy, and the button that leads to the payment.
    Review,
}

/// What a shopper has said in a checkout so far; kept on the server, so that nothing is lost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutDraft {
    /// The step that is open.
    pub step: CheckoutStep,
    /// The details as they were typed.
    pub form: DetailsForm,
    /// Whether the details were sent at least once; only then problems are shown.
    pub form_sent: bool,
    /// The chosen way of delivery of each marketplace.
    pub delivery: BTreeMap<MarketplaceId, String>,
    /// What happens when a part is refused.
    pub policy: Policy,
    /// How much dearer the whole may become without asking again.
    pub tolerance: Tolerance,
    /// The live quote that the shopper is looking at.
    pub live: Option<LiveQuote>,
    /// The shopper has been sent to pay for this order.
    pub paying: Option<OrderNumber>,
    /// A payment that did not come about.
    pub payment_failed: bool,
    /// The coupon code as it was typed.
    #[serde(default)]
    pub coupon: Option<String>,
}

/// Something that is no longer as the shopper last saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// One of a line costs another amount now.
    Price {
        /// The marketplace.
        marketplace: MarketplaceId,
        /// The line's title.
        title: String,
        /// What one cost, in the marketplace's currency.
        before: Money,
        /// What one costs.
        now: Money,
    },
    /// Less is left than wanted.
    Stock {
        /// The marketplace.
        marketplace: MarketplaceId,
        /// The line's title.
        title: String,
        /// How many are left, where that is known.
        left: Option<u32>,
    },
    /// Delivery or tax cost something else than estimated.
    Total {
        /// The marketplace.
        marketplace: MarketplaceId,
        /// The part's total before, in the shopper's currency.
        before: Money,
        /// The part's total now.
        now: Money,
    },
    /// The marketplace cannot take its part now.
    Absent {
        /// Which one, and why.
        absence: Absence,
    },
    /// The marketplace does not deliver to the address.
    Undeliverable {
        /// The marketplace.
        marketplace: MarketplaceId,
    },
    /// The coupon takes nothing off any more.
    Coupon {
        /// The code.
        code: CouponCode,
        /// Why.
        problem: CouponProblem,
    },
    /// A promotion takes off less than it did, or nothing any more.
    Promotion {
        /// What shoppers read.
        name: String,
        /// How much it took off.
        before: Money,
        /// How much it takes off now.
        now: Money,
    },
}

impl Change {
    /// Whether the part cannot be ordered as it stands.
    pub fn is_blocking(&self) -> bool {
        matches!(self, Self::Stock { .. } | Self::Absent { .. } | Self::Undeliverable { .. })
    }
}

/// What the marketplaces themselves said a cart costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LiveQuote {
    /// The quote of all parts that can be ordered.
    pub quote: Quote,
    /// What differs from what the shopper saw before.
    pub changes: Vec<Change>,
    /// A digest of lines, totals, address and choices: what the shopper agrees to.
    pub validation: Digest,
    /// The cart's version it was made for.
    pub cart_version: i64,
    /// Until when it can be agreed to.
    pub expires_at: Timestamp,
}

/// All that the checkout page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutView {
    /// What the shopper has said so far.
    pub draft: CheckoutDraft,
    /// What is wrong with the details, once they were sent.
    pub problems: Vec<FieldProblem>,
    /// The cart with the estimated quote.
    pub cart: CartView,
    /// The ways to pay beside the wallet, once the review says what is to be paid.
    pub offers: Vec<PayOffer>,
    /// Those of them that are kept for the shopper and can be had now.
    pub saved: Vec<SavedMethod>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> DetailsForm {
        DetailsForm {
            email: "amira@example.org".into(),
            name: " Amira  Ben Salah ".into(),
            street: "Rua da Prata 12".into(),
            postcode: "1100-419".into(),
            city: "Lisboa".into(),
            country: "pt".into(),
            ..DetailsForm::default()
        }
    }

    #[test]
    fn good_details_are_tidied_and_taken() {
        let details = form().check().unwrap();
        assert_eq!((details.name.as_str(), details.country.as_str()), ("Amira Ben Salah", "PT"));
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let wrong = DetailsForm {
            email: "a@b".into(),
            city: String::new(),
            country: "XX".into(),
            phone: "call me".into(),
            ..form()
        };
        let problems = wrong.check().unwrap_err();
        let fields: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["email", "city", "phone", "country"]);
    }

    #[test]
    fn mail_addresses_that_smuggle_headers_are_refused() {
        for wrong in ["a@b.c\r\nBcc: x@y.z", "a b@c.de", "@c.de", "a@@c.de", "a@c..de", "a@-c.de"] {
            assert!(DetailsForm { email: wrong.into(), ..form() }.check().is_err(), "{wrong:?}");
        }
    }
}
