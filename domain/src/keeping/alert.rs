//! Alerts about a product: when it gets cheaper, or can be bought again. What is compared is what the shop charges for one,
//! with the usual delivery and tax, in the shopper's currency; what may be due at a border is no part of it.

use serde::{Deserialize, Serialize};

use crate::{
    catalog::Picture,
    ids::{AlertId, ProductRef},
    money::Money,
    time::Timestamp,
};

/// How long an alert lives, in milliseconds; setting it again renews it.
pub const LIVES: i64 = 90 * Timestamp::DAY;

/// How many alerts one visitor has.
pub const MOST_ALERTS: u32 = 100;

/// The least that counts as cheaper where no target is named, in hundredths of a percent: rates move every day, and a
/// mail over cents helps nobody.
const NOTICEABLE: i64 = 100;

/// What somebody wants to hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// It costs less.
    Price,
    /// It can be bought again.
    Stock,
}

impl AlertKind {
    /// Both, as the form shows them.
    pub const ALL: [Self; 2] = [Self::Price, Self::Stock];

    /// Its word in forms and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Stock => "stock",
        }
    }

    /// The kind of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// An alert with what was last told by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductAlert {
    /// Its id.
    pub id: AlertId,
    /// About which product.
    pub product: ProductRef,
    /// Of what.
    pub kind: AlertKind,
    /// At which total it is worth a mail; `None` where anything noticeably cheaper is.
    pub target: Option<Money>,
    /// The total that the next one is compared with: of the moment it was set, then of the last mail.
    pub reference: Money,
    /// Whether it could be bought when we last looked.
    pub available: bool,
    /// How many mails went out.
    pub told: u32,
    /// Until when it lives.
    pub expires_at: Timestamp,
}

/// A product as it is seen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The total, in the alert's currency; `None` where it cannot be worked out.
    pub total: Option<Money>,
    /// Whether it can be bought.
    pub available: bool,
}

/// What follows from a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing changed.
    Same,
    /// Something changed that the next look must know of, and nobody is told.
    Noted {
        /// What the next total is compared with.
        reference: Money,
        /// Whether it can be bought.
        available: bool,
    },
    /// Its owner is told.
    Tell {
        /// What it comes to now; it is what the next total is compared with.
        total: Money,
    },
    /// It has come to its end.
    Over,
}

/// Looks at a product for an alert. One change gives one [`Verdict::Tell`]: afterwards the new state is the known one.
pub fn judge(alert: &ProductAlert, seen: Seen, now: Timestamp) -> Verdict {
    if alert.expires_at <= now {
        return Verdict::Over;
    }
    let Some(total) = seen.total.filter(|total| total.currency == alert.reference.currency) else {
        return Verdict::Same;
    };
    let tells = match alert.kind {
        AlertKind::Stock => seen.available && !alert.available,
        AlertKind::Price => seen.available && is_cheaper(alert, total),
    };
    if tells {
        return Verdict::Tell { total };
    }
    let reference = match (alert.kind, alert.target) {
        // Above the target again: the next time it falls to it is another change.
        (AlertKind::Price, Some(target)) if total.minor > target.minor => total,
        _ => alert.reference,
    };
    note(alert, reference, seen.available)
}

fn note(alert: &ProductAlert, reference: Money, available: bool) -> Verdict {
    if reference == alert.reference && available == alert.available {
        Verdict::Same
    } else {
        Verdict::Noted { reference, available }
    }
}

/// Whether a total is worth a mail: at or under the target and under what was told before, or noticeably under what it
/// is compared with.
fn is_cheaper(alert: &ProductAlert, total: Money) -> bool {
    match alert.target {
        Some(target) => {
            let is_told = alert.told > 0 && alert.reference.minor <= target.minor;
            total.minor <= target.minor && (!is_told || noticeably_less(alert.reference, total))
        }
        None => noticeably_less(alert.reference, total),
    }
}

fn noticeably_less(before: Money, now: Money) -> bool {
    let less = before.minor.saturating_sub(now.minor);
    less > 0 && less.saturating_mul(10_000) >= before.minor.saturating_mul(NOTICEABLE)
}

/// An alert as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlertView {
    /// The alert.
    pub alert: ProductAlert,
    /// Whether mails go out by it: its address is confirmed, and its owner wants them.
    pub mails: bool,
    /// What the product is called.
    pub title: String,
    /// Its picture.
    pub picture: Option<Picture>,
    /// How it is seen now.
    pub seen: Seen,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn euros(minor: i64) -> Money {
        Money::new(minor, Currency::Eur)
    }

    fn alert(kind: AlertKind, target: Option<i64>, reference: i64) -> ProductAlert {
        ProductAlert {
            id: "1".repeat(32).parse().unwrap(),
            product: "harbor:1".parse().unwrap(),
            kind,
            target: target.map(euros),
            reference: euros(reference),
            available: true,
            told: 0,
            expires_at: Timestamp(1_000),
        }
    }

    fn seen(minor: i64, available: bool) -> Seen {
        Seen { total: Some(euros(minor)), available }
    }

    /// Looks again and again, and gives the totals that were told.
    fn told(mut alert: ProductAlert, looks: &[(i64, bool)]) -> Vec<i64> {
        let mut totals = Vec::new();
        for (minor, available) in looks {
            match judge(&alert, seen(*minor, *available), Timestamp(1)) {
                Verdict::Tell { total } => {
                    totals.push(total.minor);
                    (alert.reference, alert.available, alert.told) = (total, *available, alert.told + 1);
                }
                Verdict::Noted { reference, available } => (alert.reference, alert.available) = (reference, available),
                Verdict::Same => {}
                Verdict::Over => panic!("it lives"),
            }
        }
        totals
    }

    #[test]
    fn without_a_target_every_noticeable_fall_below_the_last_told_is_told_once() {
        let looks = [(1000, true), (995, true), (990, true), (990, true), (1200, true), (985, true), (900, true)];
        assert_eq!(told(alert(AlertKind::Price, None, 1000), &looks), [990, 900]);
    }

    #[test]
    fn a_target_is_told_when_it_is_reached_and_again_only_after_it_was_left() {
        let looks = [(900, true), (800, true), (800, true), (796, true), (700, true), (850, true), (800, true)];
        assert_eq!(told(alert(AlertKind::Price, Some(800), 1000), &looks), [800, 700, 800]);
    }

    #[test]
    fn a_target_that_holds_already_is_told_at_the_first_look() {
        assert_eq!(told(alert(AlertKind::Price, Some(800), 700), &[(700, true), (700, true)]), [700]);
    }

    #[test]
    fn a_price_of_what_cannot_be_bought_is_not_told() {
        assert_eq!(told(alert(AlertKind::Price, None, 1000), &[(500, false), (500, true)]), [500]);
    }

    #[test]
    fn stock_is_told_each_time_it_comes_back() {
        let sold_out = ProductAlert { available: false, ..alert(AlertKind::Stock, None, 1000) };
        let looks = [(1000, false), (1000, true), (990, true), (990, false), (1000, true)];
        assert_eq!(told(sold_out, &looks), [1000, 1000]);
        assert_eq!(told(alert(AlertKind::Stock, None, 1000), &[(1000, true)]), Vec::<i64>::new());
    }

    #[test]
    fn a_total_that_cannot_be_worked_out_or_is_in_another_currency_tells_nothing() {
        let known = alert(AlertKind::Price, None, 1000);
        for total in [None, Some(Money::new(1, Currency::Usd))] {
            assert_eq!(judge(&known, Seen { total, available: true }, Timestamp(1)), Verdict::Same);
        }
    }

    #[test]
    fn an_alert_ends_with_its_time() {
        assert_eq!(judge(&alert(AlertKind::Price, None, 1000), seen(1, true), Timestamp(1_000)), Verdict::Over);
    }
}
