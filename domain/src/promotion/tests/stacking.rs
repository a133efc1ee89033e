use super::*;

fn item(id: &str, effect: Effect) -> Terms {
    Terms { lane: Lane::Item, ..terms(id, effect) }
}

#[test]
fn a_lane_that_stacks_takes_all_by_priority_each_from_what_is_left() {
    let ten = Terms { priority: 5, ..item("b-fixed", fixed(1_000)) };
    let half = item("a-half", percent(5_000));
    let off = applied(&usual(), [half.clone(), ten.clone()]);
    assert_eq!(counted(&off), ["b-fixed", "a-half"]);
    assert_eq!(
        off.steps.iter().map(|step| (step.base.minor, step.off.minor)).collect::<Vec<_>>(),
        [(10_000, 1_000), (9_000, 4_500)]
    );
    let other = applied(&usual(), [half, Terms { priority: -5, ..ten }]);
    assert_eq!((counted(&other), other.goods_off), (vec!["a-half", "b-fixed"], eur(6_000)));
}

#[test]
fn a_lane_of_the_best_takes_the_one_that_is_best_with_what_the_other_lanes_do() {
    let off = applied(&usual(), [terms("ten", percent(1_000)), terms("fifteen", fixed(1_500))]);
    assert_eq!(counted(&off), ["fifteen"]);
    assert_eq!(why(&off, "ten"), &Why::Beaten { by: "fifteen".parse().unwrap() });
    // the best alone in the first lane is not the best of the whole
    let alone = |terms: Terms| Terms { beside: Beside::OtherLanes, ..terms };
    let lamps = Scope::of_categories([Category::LightingFurniture]);
    let books_first = alone(Terms { scope: books(), ..item("books", fixed(3_900)) });
    let lamp_first = alone(Terms { scope: lamps, ..item("lamp", fixed(3_800)) });
    let half_off_books = Terms { scope: books(), ..terms("half-books", percent(5_000)) };
    let off = applied(&usual(), [books_first, lamp_first, half_off_books]);
    assert_eq!((counted(&off), off.goods_off), (vec!["lamp", "half-books"], eur(5_800)));
    assert!(off.exact);
}

#[test]
fn one_that_stands_alone_counts_where_it_is_better_than_all_others_together() {
    let alone = |minor| Terms { beside: Beside::Nothing, ..terms("alone", fixed(minor)) };
    let others = || [item("ten", percent(1_000)), terms("free", free_delivery())];
    let off = applied(&usual(), others().into_iter().chain([alone(2_001)]));
    assert_eq!(counted(&off), ["alone"]);
    assert_eq!(why(&off, "free"), &Why::Beaten { by: "alone".parse().unwrap() });
    let off = applied(&usual(), others().into_iter().chain([alone(2_000)]));
    assert_eq!(counted(&off), ["ten", "free"]);
    assert_eq!(why(&off, "alone"), &Why::Beaten { by: "ten".parse().unwrap() });
}

#[test]
fn one_alone_in_its_lane_is_held_against_all_that_stack_there() {
    let alone = |minor| Terms { beside: Beside::OtherLanes, ..item("solo", fixed(minor)) };
    let others = || [item("ten", percent(1_000)), item("five", fixed(500)), terms("free", free_delivery())];
    assert_eq!(counted(&applied(&usual(), others().into_iter().chain([alone(1_451)]))), ["solo", "free"]);
    assert_eq!(counted(&applied(&usual(), others().into_iter().chain([alone(1_450)]))), ["five", "ten", "free"]);
}

#[test]
fn a_gift_counts_by_what_it_is_worth() {
    let alone = Terms { beside: Beside::Nothing, ..terms("mug", gift(901)) };
    let off = applied(&usual(), [alone, terms("nine", fixed(900))]);
    assert_eq!((counted(&off), off.goods_off.minor), (vec!["mug"], 0));
}

#[test]
fn the_order_in_which_promotions_are_given_makes_no_difference_and_none_is_there_twice() {
    let all = [
        item("a", percent(700)),
        Terms { beside: Beside::OtherLanes, ..item("b", fixed(700)) },
        terms("c", fixed(1_000)),
        terms("d", percent(1_000)),
        terms("e", free_delivery()),
    ];
    let one = applied(&usual(), all.clone());
    for turn in 1..all.len() {
        let mut turned = all.clone();
        turned.rotate_left(turn);
        turned[1..].reverse();
        assert_eq!(applied(&usual(), turned), one);
    }
    let twice = [promotion(all[0].clone()), promotion(all[0].clone())];
    assert_eq!(apply(&twice, &usual()), Err(ApplyError::Twice("a".parse().unwrap())));
}

#[test]
fn beyond_the_bound_it_is_said_and_the_outcome_is_no_worse_than_the_first() {
    let alone = |number: i64, lane| Terms {
        beside: Beside::OtherLanes,
        lane,
        priority: -(number as i32),
        ..terms(&format!("{}-{number}", if lane == Lane::Item { "i" } else { "o" }), fixed(100 + number))
    };
    let many: Vec<Terms> = (0..30).flat_map(|number| [alone(number, Lane::Item), alone(number, Lane::Order)]).collect();
    let off = applied(&usual(), many);
    assert!(!off.exact);
    assert_eq!((counted(&off), off.goods_off), (vec!["i-29", "o-29"], eur(258)));
}

#[test]
fn a_line_nobody_means_changes_nothing_of_the_others() {
    let offers = || {
        [Terms { scope: books(), ..item("half", percent(5_000)) }, Terms { scope: books(), ..terms("one", fixed(100)) }]
    };
    let before = applied(&usual(), offers());
    let mut more = usual();
    more.lines.insert(0, line("harbor:radio", Category::Audio, 7, 12_345));
    let after = applied(&more, offers());
    assert_eq!(after.lines[0].off.minor, 0);
    assert_eq!(after.lines[1..], before.lines[..]);
}
