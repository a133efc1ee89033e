//! What suggestions promise: they follow what people do, say why, show nobody else, and forget.

use std::collections::HashSet;

use super::*;

const NOW: Timestamp = Timestamp(1_795_248_000_000);

fn relation(number: u32) -> RelationToken {
    format!("only-harbor:{number}").parse().unwrap()
}

fn portrait(number: u32, title: &str, category: Category, price: i64, stars: u16) -> Portrait {
    Portrait {
        relation: relation(number),
        title: title.to_owned(),
        brand: None,
        category: Some(category),
        attributes: vec![],
        rating: Some(Rating { hundredths: stars, count: 10 }),
        price,
    }
}

/// Lamps 0 to 4, chairs 5 to 7, speakers 8 and 9.
fn shelves() -> Vec<Portrait> {
    let lamps = ["Brass desk lamp", "Brass floor lamp", "Paper table lamp", "Oak desk lamp", "Steel clamp lamp"];
    let lamps = (0..).zip(lamps).map(|(number, title)| {
        let dearer = i64::from(number) * 2_000;
        portrait(number, title, Category::LightingFurniture, 4_000 + dearer, 400 + 15 * number as u16)
    });
    let chairs = (5..8).map(|number| {
        portrait(number, &format!("Chair number {number}"), Category::HomeKitchen, 3_000 + i64::from(number), 450)
    });
    let speakers =
        (8..10).map(|number| portrait(number, &format!("Speaker mark {number}"), Category::Audio, 9_000, 300));
    lamps.chain(chairs).chain(speakers).collect()
}

fn moment(who: u32, thing: u32, what: Behaviour) -> Moment {
    Moment { who, thing, what, at: NOW.plus(-Timestamp::DAY + i64::from(thing)) }
}

fn looked(number: u32) -> Did {
    Did::Thing { relation: relation(number), what: Behaviour::View, at: NOW }
}

fn suggested(model: &Model, did: &[Did]) -> Vec<Suggestion> {
    model.suggest(did, &HashSet::new(), NOW, 4)
}

/// So many people looked at the brass desk lamp and then at a speaker.
fn crowd(people: u32) -> Vec<Moment> {
    (0..people).flat_map(|who| [moment(who, 0, Behaviour::View), moment(who, 8, Behaviour::View)]).collect()
}

#[test]
fn what_others_looked_at_beside_it_is_suggested_with_the_reason() {
    let model = Model::of(shelves(), &crowd(6), NOW);
    let first = &suggested(&model, &[looked(0)])[0];
    assert_eq!(first.relation, relation(8));
    assert_eq!(first.why, Why::Thing { relation: relation(0), what: Behaviour::View });
}

#[test]
fn what_fewer_than_three_people_did_shows_to_nobody() {
    for people in 1..LEAST_PEOPLE {
        let model = Model::of(shelves(), &crowd(people), NOW);
        assert_eq!(model.pairs(), 0);
        assert!(model.beside(&relation(0)).iter().all(|row| row.kind != RowKind::AlsoLooked));
    }
    assert!(Model::of(shelves(), &crowd(LEAST_PEOPLE), NOW).pairs() > 0);
}

#[test]
fn one_person_who_comes_a_thousand_times_is_one_person() {
    let log: Vec<Moment> = (0..1_000).flat_map(|_| crowd(1)).collect();
    let model = Model::of(shelves(), &log, NOW);
    assert_eq!(model.pairs(), 0);
    let mut others = log.clone();
    others.extend((1..6).map(|who| moment(who, 9, Behaviour::View)));
    assert_eq!(Model::of(shelves(), &others, NOW).most_wanted().next(), Some(&relation(9)));
}

#[test]
fn without_any_crowd_things_alike_are_suggested() {
    let model = Model::of(shelves(), &[], NOW);
    let found = suggested(&model, &[looked(0)]);
    assert!([relation(1), relation(3)].contains(&found[0].relation), "{found:?}");
    assert!(!found.iter().any(|one| one.relation == relation(0)), "what was seen is not suggested again");
}

#[test]
fn words_of_a_search_lead_to_what_they_speak_of() {
    let model = Model::of(shelves(), &[], NOW);
    let found = suggested(&model, &[Did::Searched { text: "speakers".into(), at: NOW }]);
    assert_eq!(found[0].why, Why::Searched("speakers".into()));
    assert!([relation(8), relation(9)].contains(&found[0].relation));
}

#[test]
fn somebody_new_sees_what_many_want() {
    let log: Vec<Moment> = (0..5).map(|who| moment(who, 6, Behaviour::Buy)).collect();
    let model = Model::of(shelves(), &log, NOW);
    let found = suggested(&model, &[]);
    assert_eq!((found.len(), &found[0].relation, &found[0].why), (4, &relation(6), &Why::Wanted));
}

#[test]
fn what_is_forgotten_or_unwanted_is_not_suggested() {
    let model = Model::of(shelves(), &crowd(6), NOW);
    let unwanted = HashSet::from([relation(8)]);
    let found = model.suggest(&[looked(0)], &unwanted, NOW, 9);
    assert!(found.iter().all(|one| one.relation != relation(8)));
    let with = suggested(&model, &[looked(5), looked(0)]);
    let without = suggested(&model, &[looked(5)]);
    assert!(with.iter().any(|one| one.relation == relation(8)) && with != without);
    let because = Why::Thing { relation: relation(0), what: Behaviour::View };
    assert!(without.iter().all(|one| one.why != because), "{without:?}");
}

#[test]
fn a_step_up_is_dearer_and_better_rated_and_no_thing_stands_twice() {
    let model = Model::of(shelves(), &crowd(6), NOW);
    let rows = model.beside(&relation(0));
    let step_up = rows.iter().find(|row| row.kind == RowKind::StepUp).unwrap();
    assert!(step_up.things.iter().all(|thing| (1..=4).any(|lamp| relation(lamp) == *thing)), "{step_up:?}");
    assert!(!step_up.things.contains(&relation(0)));
    let all: Vec<&RelationToken> = rows.iter().flat_map(|row| &row.things).collect();
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
    assert!(model.beside(&relation(4)).iter().all(|row| row.kind != RowKind::StepUp), "nothing is above the last");
}

#[test]
fn a_cart_is_shown_what_was_bought_with_its_things_else_what_goes_with_them() {
    let things = [relation(0)];
    let none = Model::of(shelves(), &[], NOW).beside_all(&things).unwrap();
    assert_eq!(none.kind, RowKind::GoesWith);
    let bought: Vec<Moment> =
        (0..4).flat_map(|who| [0, 5, 6].map(|thing| moment(who, thing, Behaviour::Buy))).collect();
    let some = Model::of(shelves(), &bought, NOW).beside_all(&things).unwrap();
    assert_eq!(some.kind, RowKind::Together);
    assert_eq!(some.things.iter().collect::<HashSet<_>>(), HashSet::from([&relation(5), &relation(6)]));
}

#[test]
fn the_same_log_makes_the_same_suggestions() {
    let mut log = crowd(9);
    log.extend((0..9).map(|who| moment(who, who, Behaviour::Add)));
    let once = Model::of(shelves(), &log, NOW);
    let again = Model::of(shelves(), &log, NOW);
    for number in 0..10 {
        assert_eq!(suggested(&once, &[looked(number)]), suggested(&again, &[looked(number)]));
        assert_eq!(once.beside(&relation(number)), again.beside(&relation(number)));
    }
}

#[test]
fn a_log_about_things_that_are_gone_does_no_harm() {
    let model = Model::of(shelves(), &[moment(1, 77, Behaviour::View)], NOW);
    assert_eq!(model.count(), 10);
    assert!(model.beside(&relation(77)).is_empty());
    assert_eq!(Model::of(vec![], &crowd(5), NOW).suggest(&[looked(0)], &HashSet::new(), NOW, 5), []);
}
