//! Currencies as the gateway knows them: a code and how many decimals people write. Its own list, not the shop's.

use serde::{Deserialize, Serialize};

const NO_DECIMALS: &str = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF";
const THREE_DECIMALS: &str = "BHD JOD KWD OMR TND";
const TWO_DECIMALS: &str = "AED AUD BRL CAD CHF CNY COP CZK DKK DZD EGP ETB EUR GBP GEL GHS HKD HUF IDR ILS INR ISK \
    KES LKR MAD MUR MXN MYR NAD NGN NOK NZD PEN PHP PKR PLN QAR RON RSD SAR SEK SGD THB TRY TWD TZS UAH USD UYU ZAR ZMW";

/// A currency the gateway takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Currency(String);

impl Currency {
    /// The currency of a code in any case, where the gateway takes it.
    pub fn read(code: &str) -> Option<Self> {
        let code = code.to_ascii_uppercase();
        let taken =
            [NO_DECIMALS, THREE_DECIMALS, TWO_DECIMALS].iter().any(|list| list.split(' ').any(|one| one == code));
        taken.then_some(Self(code))
    }

    /// The code in capitals, for people and the journal.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// The code in small letters, as on the wire.
    pub fn wire(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// How many decimals people write.
    pub fn decimals(&self) -> usize {
        let among = |list: &str| list.split(' ').any(|code| code == self.0);
        if among(NO_DECIMALS) {
            0
        } else if among(THREE_DECIMALS) {
            3
        } else {
            2
        }
    }

    /// An amount of minor units as people write it: `€1,234.50`, `TND 12.345`.
    pub fn shown(&self, minor: i64) -> String {
        let decimals = self.decimals();
        let digits = format!("{:0>width$}", minor.unsigned_abs(), width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let mut number = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && (whole.len() - place).is_multiple_of(3) {
                number.push(',');
            }
            number.push(digit);
        }
        if decimals > 0 {
            number = format!("{number}.{fraction}");
        }
        let sign = if minor < 0 { "-" } else { "" };
        match self.code() {
            "EUR" => format!("{sign}€{number}"),
            "USD" => format!("{sign}${number}"),
            "GBP" => format!("{sign}£{number}"),
            code => format!("{sign}{code}\u{a0}{number}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_the_decimals_of_their_currency() {
        let shown = |code, minor| Currency::read(code).unwrap().shown(minor);
        assert_eq!(shown("eur", 123_450), "€1,234.50");
        assert_eq!(shown("jpy", 123_450), "JPY\u{a0}123,450");
        assert_eq!(shown("TND", 12), "TND\u{a0}0.012");
        assert_eq!(Currency::read("xxx"), None);
    }
}
