//! The practice cards: the number decides how the payment ends, as at the real service.

use serde::{Deserialize, Serialize};

/// How a payment with a card goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The bank says yes.
    Approved,
    /// The bank says no.
    Declined(Decline),
    /// The bank wants to ask the buyer first.
    Challenged,
    /// The bank says yes, but takes its time.
    Slow,
}

/// Why a bank said no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decline {
    /// No reason given.
    Generic,
    /// Not enough money.
    InsufficientFunds,
    /// The buyer did not confirm, or said no, when the bank asked.
    AuthenticationFailed,
}

impl Decline {
    /// The error code of the API.
    pub fn code(self) -> &'static str {
        match self {
            Self::Generic | Self::InsufficientFunds => "card_declined",
            Self::AuthenticationFailed => "payment_intent_authentication_failure",
        }
    }

    /// The bank's own code, where it gave one.
    pub fn decline_code(self) -> Option<&'static str> {
        match self {
            Self::Generic => Some("generic_decline"),
            Self::InsufficientFunds => Some("insufficient_funds"),
            Self::AuthenticationFailed => None,
        }
    }

    /// What the buyer reads.
    pub fn message(self) -> &'static str {
        match self {
            Self::Generic => "Your card was declined. Nothing was charged. Try another card.",
            Self::InsufficientFunds => "Your card has insufficient funds. Nothing was charged. Try another card.",
            Self::AuthenticationFailed => {
                "Your bank could not confirm that it is you. Nothing was charged. Try again or use another card."
            }
        }
    }
}

/// The practice cards with what they do, for the hints on the payment page.
pub const CARDS: [(&str, &str); 5] = [
    ("4242 4242 4242 4242", "is approved"),
    ("4000 0025 0000 3155", "asks you to confirm"),
    ("4000 0000 0000 0002", "is declined"),
    ("4000 0000 0000 9995", "has too little money"),
    ("4000 0000 0000 0077", "is approved slowly"),
];

/// The digits of a card number as typed, where it is one: 13 to 19 digits with a right check digit.
pub fn digits(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(|letter| !matches!(letter, ' ' | '-')).collect();
    let plain = (13..=19).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    (plain && luhn(&digits)).then_some(digits)
}

/// Whether the check digit is right (ISO/IEC 7812-1, annex B).
fn luhn(digits: &str) -> bool {
    let value = |(place, digit): (usize, u8)| match (place % 2, u32::from(digit - b'0')) {
        (0, digit) => digit,
        (_, digit) => digit * 2 / 10 + digit * 2 % 10,
    };
    digits.bytes().rev().enumerate().map(value).sum::<u32>().is_multiple_of(10)
}

/// What happens with this card; cards we do not list are approved.
pub fn outcome(digits: &str) -> Outcome {
    match digits {
        "4000000000000002" => Outcome::Declined(Decline::Generic),
        "4000000000009995" => Outcome::Declined(Decline::InsufficientFunds),
        "4000002500003155" => Outcome::Challenged,
        "4000000000000077" => Outcome::Slow,
        _ => Outcome::Approved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_practice_card_is_a_valid_number() {
        assert!(CARDS.iter().all(|(number, _)| digits(number).is_some()));
    }

    #[test]
    fn what_is_not_a_card_number_is_refused() {
        for wrong in ["", "4242", "4242 4242 4242 4241", "42424242424242424242424242", "४२४२४२४२४२४२४२४२"]
        {
            assert_eq!(digits(wrong), None, "{wrong}");
        }
    }
}
