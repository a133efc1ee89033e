use super::*;

const DAY: i64 = Timestamp::DAY;
/// The day of the last price of every history here.
const TODAY: i64 = 20_600;

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

fn now() -> Timestamp {
    Timestamp(TODAY * DAY + DAY / 2)
}

/// Prices that each held for so many days, the last one until today; the old price that was named beside it, or 0.
fn history(held: &[(i64, i64, i64)]) -> History {
    let mut day = TODAY - held.iter().map(|(days, ..)| days).sum::<i64>();
    let seen = held.iter().map(|(days, price, list)| {
        let from = Timestamp(day * DAY);
        day += days;
        let until = Timestamp(day * DAY - 1).min(now());
        let list_price = (*list > 0).then(|| euros(*list));
        Seen { from, until, price: euros(*price), list_price }
    });
    History::new(seen.collect())
}

fn doubt(held: &[(i64, i64, i64)]) -> Option<Doubt> {
    match claim(&history(held), now()) {
        Claim::Doubtful { doubt } => Some(doubt),
        _ => None,
    }
}

#[test]
fn the_lowest_price_is_that_of_the_thirty_days_before_the_reduction() {
    let lowest = |held: &[(i64, i64, i64)]| reduction(&history(held)).and_then(|found| found.lowest_before);
    assert_eq!(lowest(&[(60, 1_000, 0), (10, 800, 0)]), Some(euros(1_000)));
    assert_eq!(lowest(&[(60, 1_000, 0), (10, 900, 0), (10, 1_000, 0), (5, 800, 0)]), Some(euros(900)));
    assert_eq!(lowest(&[(60, 700, 0), (30, 1_000, 0), (5, 800, 0)]), Some(euros(1_000)), "700 is too long ago");
    assert_eq!(lowest(&[(10, 1_000, 0), (5, 800, 0)]), None, "ten days are too few");
    assert_eq!(lowest(&[(60, 1_000, 0), (5, 1_100, 0)]), None, "it rose");
}

#[test]
fn a_reduction_that_is_one_holds() {
    assert_eq!(claim(&history(&[(90, 1_000, 0), (10, 800, 1_000)]), now()), Claim::Holds);
    assert_eq!(claim(&history(&[(90, 1_000, 0), (10, 800, 0)]), now()), Claim::None);
    assert_eq!(claim(&history(&[(9, 1_000, 0), (10, 800, 1_000)]), now()), Claim::Unknown);
}

#[test]
fn a_reduction_that_is_none_is_told_with_its_reason() {
    assert_eq!(doubt(&[(90, 800, 0), (10, 800, 1_200)]), Some(Doubt::NotLower));
    assert_eq!(doubt(&[(90, 800, 0), (10, 1_200, 0), (5, 800, 1_200)]), Some(Doubt::NotLower));
    assert_eq!(doubt(&[(90, 850, 0), (10, 800, 1_200)]), Some(Doubt::Overstated));
    assert_eq!(doubt(&[(130, 800, 0), (40, 1_200, 0), (5, 800, 1_200)]), Some(Doubt::RaisedBefore));
    assert_eq!(doubt(&[(80, 800, 1_200)]), Some(Doubt::Standing));
    assert_eq!(doubt(&[(90, 1_000, 0), (100, 800, 1_000)]), Some(Doubt::Standing));
}

#[test]
fn what_was_not_seen_is_not_known() {
    let mut gap = history(&[(60, 1_000, 0), (10, 800, 0)]);
    gap.seen[0].until = gap.seen[0].from.plus(5 * DAY);
    assert_eq!(reduction(&gap).and_then(|found| found.lowest_before), None);
    assert_eq!(gap.points(Timestamp(0), now()).len(), 8 + 10);
}

#[test]
fn a_day_has_its_lowest_price_and_other_currencies_are_left_out() {
    let at = |hour: i64| Timestamp(TODAY * DAY + hour * DAY / 24);
    let seen = |hour, price| Seen { from: at(hour), until: at(hour), price, list_price: None };
    let history = History::new(vec![seen(9, euros(7)), seen(3, euros(5)), seen(1, Money::new(1, Currency::Usd))]);
    assert_eq!(history.points(at(0), at(24)), [Point { day: TODAY, lowest: 5 }]);
}

#[test]
fn nothing_is_advised_on_too_little() {
    let points = |days: i64| history(&[(days, 1_000, 0)]).points(Timestamp(0), now());
    // Today's price still stands.
    assert!(advise(&points(58), TODAY, 1_000).is_none());
    let advice = advise(&points(59), TODAY, 1_000).expect("sixty days are enough");
    assert_eq!((advice.verdict, advice.points, advice.chance), (Verdict::Usual, 60, None));
}

#[test]
fn low_and_high_are_told_with_what_they_rest_on() {
    let advice = |held: &[(i64, i64, i64)], price| {
        advise(&history(held).points(Timestamp(0), now()), TODAY, price).expect("enough days")
    };
    let low = advice(&[(100, 1_000, 0), (5, 900, 0)], 900);
    assert_eq!((low.verdict, low.cheaper, low.usual, low.lowest), (Verdict::Low, 0, 1_000, 900));
    let waves =
        [(20, 1_000, 0), (20, 800, 0), (20, 1_000, 0), (20, 800, 0), (20, 1_000, 0), (60, 800, 0), (5, 1_000, 0)];
    let high = advice(&waves, 1_000);
    assert_eq!((high.verdict, high.chance), (Verdict::High, Some(Chance { fell: 3, of: 3 })));
}

#[test]
fn a_deal_is_well_below_the_usual_price_and_claims_nothing_untrue() {
    assert!(deal(&history(&[(90, 1_000, 0), (5, 850, 0)]), now()).is_some_and(|deal| deal.below == 1_500));
    assert!(deal(&history(&[(90, 1_000, 0), (5, 950, 0)]), now()).is_none());
    assert!(deal(&history(&[(40, 1_000, 0), (5, 850, 0)]), now()).is_none(), "too little is known");
    assert!(deal(&history(&[(90, 1_000, 0), (5, 850, 1_900)]), now()).is_none(), "the claim is not so");
}
