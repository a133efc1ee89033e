//! What taxes promise, whatever is in a cart.

use proptest::prelude::*;
use serde_json::json;

use super::{
    assess,
    assessment::{Assessment, LineTax, Outcome, Party, Reason, Scheme},
    measure::Per,
    question::{Prices, Question},
    refund::{Portion, refund},
    report::{Length, Report},
    rules::TaxRules,
    verify::RulesProblem,
};
use crate::{
    marketplace::SettlementMode,
    money::{Currency, Money},
};

/// A union of two countries, a country with states, and one with a tax upon a tax.
fn rules() -> TaxRules {
    let taxed = |rate: &str| json!({ "taxed": { "rate": rate } });
    let rule = |id: &str, tax: &str, country: &str, rest: serde_json::Value| {
        let mut rule = json!({ "id": id, "jurisdiction": country, "tax": tax, "country": country, "valid": "2000-01-01", "source": "a law" });
        rule.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        rule
    };
    let conduct = |country: &str, delivery: &str| {
        json!({ "country": country, "valid": "2000-01-01", "rounding": { "per": "order", "mode": "half_up" }, "delivery": delivery,
            "facilitator": "from_abroad", "import_up_to": { "minor": 15000, "currency": "EUR" }, "source": "a law" })
    };
    serde_json::from_value(json!({
        "unions": [{ "id": "EU", "members": ["DE", "FR"], "outside": [], "source": "a law" }],
        "regions": [{ "country": "US", "region": "NY", "postcodes": ["100-149"] }],
        "conducts": [conduct("DE", "proportional"), conduct("FR", "proportional"), conduct("US", "own_class"), conduct("CA", "main")],
        "rules": [
            rule("de", "VAT", "DE", json!({ "treatment": taxed("19") })),
            rule("de-food", "VAT", "DE", json!({ "treatment": taxed("7"), "classes": ["food"] })),
            rule("fr", "VAT", "FR", json!({ "treatment": taxed("20") })),
            rule("ny", "state", "US", json!({ "treatment": taxed("4"), "region": "NY", "registration": "US-NY", "jurisdiction": "US-NY" })),
            rule("ny-city", "city", "US", json!({ "treatment": taxed("4.875"), "postcodes": ["100-104"], "registration": "US-NY", "jurisdiction": "US-NY" })),
            rule("ca-gst", "GST", "CA", json!({ "treatment": taxed("5") })),
            rule("ca-qst", "QST", "CA", json!({ "treatment": taxed("9.5"), "priority": 1, "compound": true })),
            rule("ca-levy", "levy", "CA", json!({ "treatment": taxed("1"), "priority": 2, "compound": true })),
        ],
    }))
    .unwrap()
}

fn question(to: &str, prices: Prices, per: Per, lines: &[(&str, u32, i64)], delivery: i64) -> Question {
    let eur = |minor: i64| json!({ "minor": minor, "currency": "EUR" });
    let lines: Vec<_> = lines
        .iter()
        .map(|(class, quantity, minor)| json!({ "class": class, "quantity": quantity, "amount": eur(*minor) }))
        .collect();
    let seller = json!({ "established": { "country": "DE" }, "registered": ["US-NY"] });
    let from = if to == "US" {
        "US"
    } else if to == "CA" {
        "CA"
    } else {
        "DE"
    };
    serde_json::from_value(json!({
        "day": { "year": 2026, "month": 11, "day": 20 }, "currency": "EUR", "to": { "country": to, "postcode": "10115" },
        "buyer": { "number": null, "exemptions": [] }, "shop": seller, "rates": null,
        "parts": [{ "marketplace": "house", "mode": "reseller", "seller": seller, "from": { "country": from, "postcode": "10115" },
            "prices": prices, "per": per, "lines": lines, "delivery": eur(delivery) }],
    }))
    .unwrap()
}

fn all_lines(assessment: &Assessment) -> Vec<&LineTax> {
    assessment.parts.iter().flat_map(|part| part.all_lines()).collect()
}

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

#[test]
fn a_line_tells_how_its_tax_came_about() {
    let assessed =
        assess(&rules(), &question("FR", Prices::Exclusive, Per::Line, &[("standard", 1, 8333)], 0)).unwrap();
    let told = serde_json::to_value(&assessed.parts[0].lines[0].taxes[0].steps).unwrap();
    let eur = |minor: i64| json!({ "minor": minor, "currency": "EUR" });
    let expected = json!([
        { "rule": { "id": "fr", "source": "a law" } }, { "base": eur(8333) }, { "rate": "20" },
        { "rounded": { "per": "line", "mode": "half_up" } }, { "result": eur(1667) },
    ]);
    assert_eq!(told, expected);
    let back: Assessment = serde_json::from_value(serde_json::to_value(&assessed).unwrap()).unwrap();
    assert_eq!(back, assessed);
}

#[test]
fn the_mode_of_a_marketplace_says_who_owes_and_who_invoices() {
    let mut question = question("FR", Prices::Inclusive, Per::Order, &[("standard", 1, 12000)], 0);
    for (mode, party, binding) in [
        (SettlementMode::Reseller, Party::Shop, true),
        (SettlementMode::Agent, Party::Marketplace, true),
        (SettlementMode::HandOff, Party::Marketplace, false),
    ] {
        question.parts[0].mode = mode;
        let assessed = assess(&rules(), &question).unwrap();
        let part = &assessed.parts[0];
        assert_eq!((part.invoices, part.lines[0].taxes[0].owes, part.binding), (party, party, binding));
        assert_eq!((part.scheme, part.totals.tax), (Scheme::OneStop, eur(2000)));
    }
}

#[test]
fn what_no_rule_knows_is_not_taken_for_nothing() {
    let mut asked = question("US", Prices::Exclusive, Per::Order, &[("standard", 1, 12000)], 0);
    asked.to.postcode = "99950".into();
    let assessed = assess(&rules(), &asked).unwrap();
    assert!(!assessed.is_known());
    asked.to.postcode = "10001".into();
    assert!(assess(&rules(), &asked).unwrap().is_known());
    let mut of_another_town = rules();
    of_another_town.conducts[2].complete_for = vec!["104".to_owned().try_into().unwrap()];
    assert!(!assess(&of_another_town, &asked).unwrap().is_known());
    asked.shop.registered.clear();
    let taxes = assess(&rules(), &asked).unwrap().parts[0].lines[0].taxes.clone();
    assert!(taxes.iter().all(|tax| (tax.outcome, tax.reason) == (Outcome::OutOfScope, Some(Reason::NotRegistered))));
}

#[test]
fn negative_prices_and_other_currencies_are_refused() {
    assert!(assess(&rules(), &question("DE", Prices::Exclusive, Per::Line, &[("standard", 1, -1)], 0)).is_err());
    assert!(assess(&rules(), &question("DE", Prices::Exclusive, Per::Line, &[], -1)).is_err());
    let mut mixed = question("DE", Prices::Exclusive, Per::Line, &[("standard", 1, 1)], 0);
    mixed.parts[0].lines[0].amount = Money::new(1, Currency::Usd);
    assert!(assess(&rules(), &mixed).is_err());
}

#[test]
fn rules_that_contradict_each_other_are_named() {
    assert_eq!(rules().problems(), []);
    let mut wrong = rules();
    wrong.rules.push(wrong.rules[0].clone());
    wrong.rules[1].country = "XX".into();
    wrong.rules[3].compound = true;
    let problems = wrong.problems();
    assert!(problems.contains(&RulesProblem::TwiceNamed("de".into())));
    assert!(problems.contains(&RulesProblem::Ambiguous("de".into(), "de".into())));
    assert!(problems.contains(&RulesProblem::NoConduct("XX".into())));
    assert!(problems.contains(&RulesProblem::CompoundComesFirst("ny".into())));
}

#[test]
fn a_report_sums_up_what_was_sold_and_takes_off_what_went_back() {
    let asked = question("DE", Prices::Inclusive, Per::Order, &[("standard", 2, 11900), ("food", 1, 1070)], 500);
    let sale = assess(&rules(), &asked).unwrap();
    let mut report = Report::new(Length::Quarter);
    report.sold(&sale).unwrap();
    let rows = report.clone().rows();
    assert_eq!(rows.iter().map(|row| row.tax.minor).sum::<i64>(), sale.totals.tax.minor);
    assert_eq!(rows.iter().map(|row| row.base.minor).sum::<i64>(), sale.totals.net.minor);
    assert_eq!(
        (rows[0].heading.period.year, rows[0].heading.period.month, rows[0].heading.period.months),
        (2026, 10, 3)
    );
    for line in all_lines(&sale) {
        let whole = refund(line, Portion::Pieces { from: 0, to: line.quantity.into() }).unwrap();
        report.given_back(sale.day, Scheme::Local, line, &whole).unwrap();
    }
    assert!(report.rows().iter().all(|row| row.base.is_zero() && row.tax.is_zero()));
}

fn cart() -> impl Strategy<Value = (&'static str, Vec<(&'static str, u32, i64)>, i64)> {
    let line = (prop::sample::select(vec!["standard", "food", "clothing"]), 1_u32..9, 0_i64..2_000_000);
    let to = prop::sample::select(vec!["DE", "FR", "US", "CA"]);
    (to, prop::collection::vec(line, 1..12), 0_i64..5_000)
}

proptest! {
    #[test]
    fn lines_add_up_to_totals_and_prices_stay_what_they_were((to, lines, delivery) in cart(), inclusive: bool, per_line: bool) {
        let prices = if inclusive { Prices::Inclusive } else { Prices::Exclusive };
        let per = if per_line { Per::Line } else { Per::Order };
        let assessed = assess(&rules(), &question(to, prices, per, &lines, delivery)).unwrap();
        let all = all_lines(&assessed);
        for line in &all {
            let taxes: i64 = line.taxes.iter().map(|tax| tax.amount.minor).sum();
            prop_assert_eq!(line.net.minor + taxes, line.gross.minor);
            prop_assert!(line.net.minor >= 0 && line.taxes.iter().all(|tax| tax.amount.minor >= 0));
        }
        let asked = lines.iter().map(|(_, _, minor)| minor).sum::<i64>() + delivery;
        prop_assert_eq!(if inclusive { assessed.totals.gross } else { assessed.totals.net }.minor, asked);
        prop_assert_eq!(all.iter().map(|line| line.gross.minor).sum::<i64>(), assessed.totals.gross.minor);
    }

    #[test]
    fn what_a_price_contains_is_what_would_come_on_top_of_its_net(minor in 1_i64..1_000_000_000, to in prop::sample::select(vec!["DE", "FR"])) {
        let one = |prices, minor| assess(&rules(), &question(to, prices, Per::Line, &[("standard", 1, minor)], 0)).unwrap().totals;
        let contained = one(Prices::Inclusive, minor);
        let on_top = one(Prices::Exclusive, contained.net.minor);
        prop_assert!((on_top.gross.minor - minor).abs() <= 1, "off by rounding alone");
        // The other way round nothing at all is lost: the gross of a net contains that net.
        let again = one(Prices::Inclusive, one(Prices::Exclusive, minor).gross.minor);
        prop_assert_eq!(again.net.minor, minor);
    }

    #[test]
    fn rounding_per_line_and_per_order_differ_by_less_than_half_a_unit_for_each_line((to, lines, _) in cart(), inclusive: bool) {
        let prices = if inclusive { Prices::Inclusive } else { Prices::Exclusive };
        let tax = |per| assess(&rules(), &question(to, prices, per, &lines, 0)).unwrap();
        let (by_line, by_order) = (tax(Per::Line), tax(Per::Order));
        // Each tax is rounded once per line or once per order; a compound tax carries on what came before it.
        let taxes: usize = all_lines(&by_line).iter().map(|line| line.taxes.len()).sum();
        let bound = taxes as i64 + 3;
        prop_assert!((by_line.totals.tax.minor - by_order.totals.tax.minor).abs() * 2 <= bound);
    }

    #[test]
    fn refunds_in_any_portions_are_what_was_paid((to, lines, delivery) in cart(), inclusive: bool, first in 0_u32..9, second in 0_u32..9) {
        let prices = if inclusive { Prices::Inclusive } else { Prices::Exclusive };
        let assessed = assess(&rules(), &question(to, prices, Per::Order, &lines, delivery)).unwrap();
        for line in all_lines(&assessed) {
            let of = u32::from(line.quantity);
            let (first, second) = (first.min(second).min(of), first.max(second).min(of));
            let portions = [(0, first), (first, second), (second, of)].map(|(from, to)| Portion::Pieces { from, to });
            let cut = line.gross.minor * i64::from(first) / i64::from(of);
            let amounts = [
                Portion::Amount { before: eur(0), now: eur(cut) },
                Portion::Amount { before: eur(cut), now: eur(line.gross.minor - cut) },
            ];
            for portions in [portions.as_slice(), &amounts] {
                let refunds: Vec<_> = portions.iter().map(|portion| refund(line, *portion).unwrap()).collect();
                prop_assert_eq!(refunds.iter().map(|refund| refund.gross.minor).sum::<i64>(), line.gross.minor);
                prop_assert_eq!(refunds.iter().map(|refund| refund.net.minor).sum::<i64>(), line.net.minor);
                for (place, tax) in line.taxes.iter().enumerate() {
                    prop_assert_eq!(refunds.iter().map(|refund| refund.taxes[place].amount.minor).sum::<i64>(), tax.amount.minor);
                }
            }
        }
    }
}
