//! Whether a marketplace speaks of the goods it was asked about.

use std::collections::BTreeMap;

use domain::ids::ExternalId;

use crate::marketplaces::{MarketplaceError, QuotedLine, RequestedLine};

/// Accepts lines that are what was asked for: every variant in the wanted number, and nothing else that costs anything.
/// A gift beside it is no other thing.
///
/// # Errors
/// [`MarketplaceError::OutOfStock`] with what is left where there is less of something than wanted, and
/// [`MarketplaceError::Unintelligible`] where something is missing altogether, more than wanted, or not wanted.
pub fn as_asked(asked: &[RequestedLine], told: &[QuotedLine]) -> Result<(), MarketplaceError> {
    let strange = || MarketplaceError::Unintelligible("it speaks of other goods than asked for".to_owned());
    let mut wanted: BTreeMap<&ExternalId, (u32, u32)> = BTreeMap::new();
    for line in asked {
        wanted.entry(&line.variant).or_default().0 += u32::from(line.quantity);
    }
    for line in told {
        match wanted.get_mut(&line.variant) {
            Some((_, there)) => *there = there.saturating_add(u32::from(line.quantity)),
            None if line.amount.is_zero() => {}
            None => return Err(strange()),
        }
    }
    if wanted.values().any(|(wanted, there)| *there == 0 || there > wanted) {
        return Err(strange());
    }
    let short = wanted.into_iter().filter(|(_, (wanted, there))| there < wanted);
    let short: Vec<_> = short.map(|(variant, (_, there))| (variant.clone(), Some(there))).collect();
    if short.is_empty() { Ok(()) } else { Err(MarketplaceError::OutOfStock(short)) }
}

#[cfg(test)]
mod tests {
    use domain::money::{Currency, Money};

    use super::*;

    fn asked(lines: &[(&str, u32)]) -> Vec<RequestedLine> {
        let line = |(variant, quantity): &(&str, u32)| RequestedLine {
            product: "any".parse().unwrap(),
            variant: variant.parse().unwrap(),
            quantity: (*quantity).try_into().unwrap(),
        };
        lines.iter().map(line).collect()
    }

    fn told(lines: &[(&str, u32, i64)]) -> Vec<QuotedLine> {
        let line = |(variant, quantity, minor): &(&str, u32, i64)| QuotedLine {
            variant: variant.parse().unwrap(),
            quantity: (*quantity).try_into().unwrap(),
            unit: Money::new(*minor, Currency::Eur),
            amount: Money::new(*minor, Currency::Eur),
        };
        lines.iter().map(line).collect()
    }

    #[test]
    fn the_same_goods_may_stand_in_any_order_in_several_lines_and_beside_a_gift() {
        let asked = asked(&[("a", 2), ("b", 1), ("a", 1)]);
        assert_eq!(as_asked(&asked, &told(&[("b", 1, 5), ("a", 3, 9), ("gift", 1, 0)])), Ok(()));
        assert_eq!(as_asked(&asked, &told(&[("a", 1, 3), ("b", 1, 5), ("a", 2, 6)])), Ok(()));
    }

    #[test]
    fn other_goods_are_not_understood_and_fewer_are_out_of_stock() {
        let asked = asked(&[("a", 2), ("b", 1)]);
        let wrong: [&[(&str, u32, i64)]; 5] = [
            &[],
            &[("a", 2, 9)],
            &[("a", 2, 9), ("c", 1, 5)],
            &[("a", 2, 9), ("b", 1, 5), ("c", 1, 5)],
            &[("a", 3, 9), ("b", 1, 5)],
        ];
        for lines in wrong {
            assert!(matches!(as_asked(&asked, &told(lines)), Err(MarketplaceError::Unintelligible(_))), "{lines:?}");
        }
        let fewer = as_asked(&asked, &told(&[("a", 1, 9), ("b", 1, 5)]));
        assert_eq!(fewer, Err(MarketplaceError::OutOfStock(vec![("a".parse().unwrap(), Some(1))])));
    }
}
