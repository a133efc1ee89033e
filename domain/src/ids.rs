//! Names of things. Each has one way in, and that way says no; serde goes through the same door.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Why a text cannot be the name of something.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {what}")]
pub struct InvalidId {
    /// What the text was meant to name.
    pub what: &'static str,
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident, $what:literal, $valid:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                let valid: fn(&str) -> bool = $valid;
                if valid(&text) { Ok(Self(text)) } else { Err(InvalidId { what: $what }) }
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::try_from(text.to_owned())
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}

fn is_slug(text: &str) -> bool {
    (1..=32).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

fn is_printable(text: &str, longest: usize) -> bool {
    !text.is_empty()
        && text.len() <= longest
        && !text.chars().any(|letter| letter.is_control() || letter.is_whitespace())
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

text_id!(
    /// Which marketplace: a short word of small letters, digits and hyphens.
    MarketplaceId, "marketplace", is_slug
);
text_id!(
    /// What a marketplace calls one of its products or variants.
    ExternalId, "product id", |text| is_printable(text, 200)
);
text_id!(
    /// The name that all products of one product group share.
    RelationToken, "relation token", |text| is_printable(text, 240)
);
text_id!(
    /// The number a shopper reads out on the telephone, such as `OC-7K3M-9Q2D`.
    OrderNumber, "order number", |text| {
        text.len() == 12 && text.starts_with("OC-") && text.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'-'))
    }
);
text_id!(
    /// Which wallet: 128 random bits as 32 hexadecimal digits.
    WalletId, "wallet", |text| is_hex(text, 32)
);
text_id!(
    /// A top-up of a wallet: `TU-` and 32 hexadecimal digits.
    TopUpId, "top-up", |text| text.strip_prefix("TU-").is_some_and(|rest| is_hex(rest, 32))
);
text_id!(
    /// An address that somebody keeps: 32 hexadecimal digits.
    AddressId, "address", |text| is_hex(text, 32)
);
text_id!(
    /// A review, a question or an answer: 32 hexadecimal digits.
    ContributionId, "contribution", |text| is_hex(text, 32)
);
text_id!(
    /// A search that somebody made: 32 hexadecimal digits.
    SearchId, "search", |text| is_hex(text, 32)
);
text_id!(
    /// A list that somebody keeps: 32 hexadecimal digits.
    ListId, "list", |text| is_hex(text, 32)
);
text_id!(
    /// An alert about a product: 32 hexadecimal digits.
    AlertId, "alert", |text| is_hex(text, 32)
);
text_id!(
    /// A way to pay that a gateway keeps for somebody: 32 hexadecimal digits.
    MethodId, "saved method", |text| is_hex(text, 32)
);
text_id!(
    /// Which carrier: a short word of small letters, digits and hyphens.
    CarrierId, "carrier", is_slug
);
text_id!(
    /// What a shopper types to have something taken off: capitals, digits and hyphens.
    CouponCode, "coupon code", |text| {
        (3..=32).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'-'))
    }
);
text_id!(
    /// Which promotion: a short word of small letters, digits and hyphens.
    PromotionId, "promotion", is_slug
);
text_id!(
    /// Which group of customers: a short word of small letters, digits and hyphens.
    GroupId, "customer group", is_slug
);
text_id!(
    /// What makes a refund of an order this one and no other.
    RefundId, "refund", |text| is_printable(text, 100)
);
text_id!(
    /// A return of some pieces of a line: 32 hexadecimal digits.
    ReturnId, "return", |text| is_hex(text, 32)
);
text_id!(
    /// 128 random bits as 32 hexadecimal digits: opens something for whoever holds it.
    SecretToken, "token", |text| is_hex(text, 32)
);
text_id!(
    /// Which visitor, known by a cookie of 128 random bits.
    VisitorId, "visitor", |text| is_hex(text, 32)
);
text_id!(
    /// Which account: 128 random bits as 32 hexadecimal digits.
    AccountId, "account", |text| is_hex(text, 32)
);
text_id!(
    /// A SHA-256 digest as 64 hexadecimal digits.
    Digest, "digest", |text| is_hex(text, 64)
);

impl RefundId {
    /// The refund of a part that its marketplace cancelled: there is one.
    pub fn of_withdrawn(part: u32) -> Self {
        Self(format!("withdrawn:{part}"))
    }

    /// The refund that somebody asked for under a key of theirs.
    ///
    /// # Errors
    /// When the key is empty, longer than 64 letters, or holds blanks.
    pub fn of_key(key: &str) -> Result<Self, InvalidId> {
        if is_printable(key, 64) { Ok(Self(format!("asked:{key}"))) } else { Err(InvalidId { what: "key" }) }
    }
}

impl TopUpId {
    /// An id of 128 random bits.
    pub fn from_bits(bits: u128) -> Self {
        Self(format!("TU-{bits:032x}"))
    }
}

impl AccountId {
    /// An id of 128 random bits.
    pub fn from_bits(bits: u128) -> Self {
        Self(format!("{bits:032x}"))
    }
}

impl WalletId {
    /// An id of 128 random bits.
    pub fn from_bits(bits: u128) -> Self {
        Self(format!("{bits:032x}"))
    }
}

impl OrderNumber {
    /// A number made of 40 random bits, without letters that are easily misread.
    pub fn from_bits(bits: u64) -> Self {
        const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let letter = |place: u32| char::from(LETTERS[(bits >> (5 * place) & 31) as usize]);
        let half = |from: u32| (from..from + 4).map(letter).collect::<String>();
        Self(format!("OC-{}-{}", half(0), half(4)))
    }
}

/// One marketplace's listing: which marketplace, and what it calls the product.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProductRef {
    /// Whose listing it is.
    pub marketplace: MarketplaceId,
    /// What they call it.
    pub external_id: ExternalId,
}

impl fmt::Display for ProductRef {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.marketplace, self.external_id)
    }
}

impl FromStr for ProductRef {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let (marketplace, external_id) = text.split_once(':').ok_or(InvalidId { what: "product" })?;
        Ok(Self { marketplace: marketplace.parse()?, external_id: external_id.parse()? })
    }
}

impl TryFrom<String> for ProductRef {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        text.parse()
    }
}

impl From<ProductRef> for String {
    fn from(product: ProductRef) -> String {
        product.to_string()
    }
}

/// A Global Trade Item Number, always written with 14 digits.
///
/// The check digit is the one of the GS1 General Specifications, section 7.9.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Gtin(String);

impl Gtin {
    /// The 14 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Gtin {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        let refused = InvalidId { what: "GTIN" };
        let digits: String = text.chars().filter(|letter| !matches!(letter, ' ' | '-')).collect();
        if !matches!(digits.len(), 8 | 12 | 13 | 14) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(refused);
        }
        let padded = format!("{digits:0>14}");
        let weighted = |(place, byte): (usize, u8)| u32::from(byte - b'0') * if place % 2 == 0 { 3 } else { 1 };
        let sum: u32 = padded.bytes().enumerate().map(weighted).sum();
        if sum.is_multiple_of(10) && padded.bytes().any(|byte| byte != b'0') { Ok(Self(padded)) } else { Err(refused) }
    }
}

impl FromStr for Gtin {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        Self::try_from(text.to_owned())
    }
}

impl From<Gtin> for String {
    fn from(gtin: Gtin) -> String {
        gtin.0
    }
}

impl RelationToken {
    /// The token of a product: its GTIN where it has one, else a token of its own.
    pub fn of(product: &ProductRef, gtin: Option<&Gtin>) -> Self {
        match gtin {
            Some(gtin) => Self(format!("gtin-{}", gtin.as_str())),
            None => Self(format!("only-{}", product).chars().take(240).collect()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gtin_is_known_by_its_check_digit_whatever_its_length() {
        let thirteen: Gtin = "4006381333931".parse().unwrap();
        assert_eq!(thirteen.as_str(), "04006381333931");
        assert_eq!("0400638133393 1".parse::<Gtin>().unwrap(), thirteen);
        for wrong in ["4006381333932", "", "12345", "00000000", "40063813339ab"] {
            assert!(wrong.parse::<Gtin>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn names_with_odd_letters_are_refused() {
        assert!("Harbor".parse::<MarketplaceId>().is_err());
        assert!("a b".parse::<ExternalId>().is_err());
        assert!("harbor".parse::<ProductRef>().is_err());
        assert_eq!("harbor:a:b".parse::<ProductRef>().unwrap().external_id.as_str(), "a:b");
    }

    #[test]
    fn order_numbers_pass_their_own_door() {
        let number = OrderNumber::from_bits(0xff_1234_5678);
        assert_eq!(number.as_str().parse::<OrderNumber>().unwrap(), number);
    }
}
