//! What each gateway can do, as data: what is offered to a shopper follows from it.

use domain::money::{Currency, Money};

/// How a shopper pays there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// On a page of the gateway, which leads back.
    Redirect,
    /// In the gateway's fields on a page of ours, which make a token for [`pay_with`](super::PaymentGateway::pay_with).
    Token,
}

/// How much of its books a gateway shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Books {
    /// A list of all payments and what was given back.
    Whole,
    /// One payment at a time, by its name, without what was given back of it later.
    OneByOne,
}

/// The countries whose shoppers can pay there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Countries {
    /// All of them.
    All,
    /// These (ISO 3166-1, two letters).
    Only(&'static [&'static str]),
    /// All but these.
    AllBut(&'static [&'static str]),
}

impl Countries {
    /// Whether a country is among them.
    pub fn contain(self, country: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(these) => these.contains(&country),
            Self::AllBut(these) => !these.contains(&country),
        }
    }
}

/// What a gateway can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Its name as shoppers know it.
    pub name: &'static str,
    /// How a shopper pays there.
    pub way: Way,
    /// For how many days an amount is held until it is taken; nothing where all of it is taken when the shopper pays.
    pub holds_for_days: Option<u32>,
    /// Whether less than the held amount can be taken.
    pub partial_capture: bool,
    /// Whether one hold can be taken in several parts.
    pub several_captures: bool,
    /// Whether methods can be saved with it, as far as our adapter goes.
    pub saved_methods: bool,
    /// The currencies that can be paid in.
    pub currencies: Vec<Currency>,
    /// The countries whose shoppers can pay.
    pub countries: Countries,
    /// The least that can be paid, in minor units of any of the currencies.
    pub least: i64,
    /// The most that can be paid, in units of the currency before its decimals.
    pub most_units: i64,
    /// How much of its books it shows.
    pub books: Books,
    /// The header with the signature of its messages; empty where it is in the body or in several headers.
    pub signature_header: &'static str,
}

/// What a shopper wants to pay.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The country of the shopper (ISO 3166-1, two letters).
    pub country: &'a str,
    /// The amount.
    pub amount: Money,
    /// Whether less may come to be taken than is paid now, because a part may not be confirmed.
    pub may_shrink: bool,
}

/// Why a gateway is not offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOffered {
    /// Not in this currency.
    Currency,
    /// Not in this country.
    Country,
    /// The amount is below its least.
    TooLittle,
    /// The amount is above its most.
    TooMuch,
    /// It takes all or nothing, and perhaps not all will be confirmed.
    AllOrNothing,
}

impl Capabilities {
    /// Whether it can be offered for this; whether it is up just now is another question.
    ///
    /// # Errors
    /// Why not.
    pub fn suits(&self, wish: &Wish<'_>) -> Result<(), NotOffered> {
        let unit = 10_i64.saturating_pow(wish.amount.currency.exponent());
        if !self.currencies.contains(&wish.amount.currency) {
            return Err(NotOffered::Currency);
        }
        if !self.countries.contain(wish.country) {
            return Err(NotOffered::Country);
        }
        if wish.amount.minor < self.least {
            return Err(NotOffered::TooLittle);
        }
        if wish.amount.minor > self.most_units.saturating_mul(unit) {
            return Err(NotOffered::TooMuch);
        }
        if wish.may_shrink && !self.partial_capture && self.holds_for_days.is_some() {
            return Err(NotOffered::AllOrNothing);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_follows_from_currency_country_and_amount() {
        let can = Capabilities {
            name: "Example",
            way: Way::Redirect,
            holds_for_days: Some(7),
            partial_capture: false,
            several_captures: false,
            saved_methods: false,
            currencies: vec![Currency::Eur, Currency::Jpy],
            countries: Countries::AllBut(&["KP"]),
            least: 50,
            most_units: 1_000,
            books: Books::Whole,
            signature_header: "",
        };
        let suits = |minor, currency, country, may_shrink| {
            can.suits(&Wish { country, amount: Money::new(minor, currency), may_shrink })
        };
        assert_eq!(suits(100_000, Currency::Eur, "PT", false), Ok(()));
        assert_eq!(suits(100_001, Currency::Eur, "PT", false), Err(NotOffered::TooMuch));
        assert_eq!(suits(1_001, Currency::Jpy, "PT", false), Err(NotOffered::TooMuch), "yen have no cents");
        assert_eq!(suits(49, Currency::Eur, "PT", false), Err(NotOffered::TooLittle));
        assert_eq!(suits(100, Currency::Eur, "KP", false), Err(NotOffered::Country));
        assert_eq!(suits(100, Currency::Usd, "PT", false), Err(NotOffered::Currency));
        assert_eq!(suits(100, Currency::Eur, "PT", true), Err(NotOffered::AllOrNothing));
        assert!(Countries::Only(&["CN"]).contain("CN") && !Countries::Only(&["CN"]).contain("PT"));
    }
}
