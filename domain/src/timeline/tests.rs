use proptest::prelude::*;

use super::*;
use crate::{calendar::Daylight, order::Progress, time::Date};

/// 2026-11-02, 08:00 in UTC.
const PLACED: Timestamp = Timestamp(1_793_606_400_000);
const HOUR: i64 = 60 * Timestamp::MINUTE;

fn facts(pieces: u32, parcels: &[(&str, &[(u32, u32)])]) -> Facts {
    let known = |(number, contents): &(&str, &[(u32, u32)])| KnownParcel {
        part: 0,
        carrier: String::new(),
        number: (*number).to_owned(),
        told: None,
        contents: contents.to_vec(),
    };
    Facts {
        placed: PLACED,
        zone: Zone { minutes: 60, daylight: Daylight::European },
        calendar: Calendar::with([]),
        lines: vec![Line { line: 1, part: 0, pieces, expected: Expected::default() }],
        parcels: parcels.iter().map(known).collect(),
    }
}

fn told_by(source: Source, hours: i64, code: &str, number: &str) -> Event {
    let at = PLACED.plus(hours * HOUR);
    Event {
        source,
        part: source.is_marketplace().then_some(0),
        id: String::new(),
        code: code.to_owned(),
        detail: String::new(),
        text: String::new(),
        at: Told::Moment(at),
        heard: at.plus(Timestamp::MINUTE),
        number: number.to_owned(),
        lines: Vec::new(),
        became: Vec::new(),
        estimate: None,
        back: false,
    }
}

#[test]
fn a_code_that_nobody_knows_keeps_its_text_and_says_nothing_of_the_stage() {
    assert_eq!(word(Source::FedEx, "??", ""), Word::Information);
    assert_eq!(word(Source::EasyPost, "in_transit", "never_heard_of"), Word::InTransit);
    let odd = Event { text: "Met a fox".to_owned(), ..told_by(Source::FedEx, 5, "??", "123456789") };
    let timeline = Timeline::of(&facts(1, &[("123456789", &[])]), &[odd]);
    assert_eq!((timeline.entries[0].word, timeline.entries[0].text.as_str()), (Word::Information, "Met a fox"));
    assert_eq!(timeline.stage, Stage::Announced);
}

#[test]
fn no_code_stands_in_a_table_twice() {
    for (source, codes) in KNOWN {
        for (place, (code, _)) in codes.iter().enumerate() {
            let same = codes[..place].iter().find(|(other, _)| other.eq_ignore_ascii_case(code));
            assert_eq!(same, None, "{source:?}");
        }
    }
    assert_eq!(KNOWN.len(), Source::ALL.len());
}

#[test]
fn stages_are_told_in_the_words_of_orders() {
    assert_eq!(Stage::Returned.progress(), Progress::Cancelled);
    assert_eq!(Stage::ReadyForPickup.progress(), Progress::OutForDelivery);
    for pair in Stage::ALL.windows(2) {
        assert!(pair[0] < pair[1]);
    }
    assert_eq!(Stage::from_word("partly_arrived"), Some(Stage::PartlyArrived));
}

#[test]
fn times_are_read_as_sources_write_them() {
    let ten = Timestamp(PLACED.0 + 2 * HOUR);
    for text in ["2026-11-02T10:00:00Z", "2026-11-02T11:00:00+01:00", "2026-11-02 04:00:00.5-0600", "2026-11-02t10:00z"]
    {
        assert_eq!(told(text), Told::Moment(ten), "{text}");
    }
    assert_eq!(told("2026-11-02T10:00:00"), Told::Clock(ten.0));
    assert_eq!(told("2026-02-28"), Told::Day(Date { year: 2026, month: 2, day: 28 }));
    for odd in
        ["", "soon", "2026-02-30", "2026-13-01", "2026-11-02T25:00:00Z", "2026-11-02T10:00:00+99:00", "２０２６-11-02"]
    {
        assert_eq!(told(odd), Told::Nothing, "{odd}");
    }
    let paris = Zone { minutes: 60, daylight: Daylight::European };
    assert_eq!(Told::Clock(ten.0).moment(paris), Some(Timestamp(ten.0 - HOUR)));
    assert_eq!(Told::Moment(Timestamp(0)).moment(paris), None);
}

#[test]
fn a_line_arrives_with_its_last_piece() {
    let facts = facts(3, &[("AAAAAA1", &[(1, 2)]), ("AAAAAA2", &[(1, 1)])]);
    let mut events = vec![told_by(Source::FedEx, 5, "DL", "AAAAAA1")];
    let partly = Timeline::of(&facts, &events);
    assert_eq!((partly.stage, partly.items[0].arrived), (Stage::PartlyArrived, 2));
    events.push(told_by(Source::FedEx, 9, "DL", "AAAAAA2"));
    let whole = Timeline::of(&facts, &events);
    assert_eq!((whole.stage, whole.items[0].arrived), (Stage::Delivered, 3));
}

#[test]
fn parcels_that_become_one_another_for_ever_come_to_an_end() {
    let mut events: Vec<Event> = Vec::new();
    for one in 0..30 {
        let number = |place: i64| format!("PARCEL{place:03}");
        let became = (0..30).map(number).collect();
        events.push(Event { became, ..told_by(Source::FedEx, one, "IT", &number(one)) });
    }
    assert_eq!(Timeline::of(&facts(1, &[("PARCEL001", &[])]), &events).stage, Stage::InTransit);
}

#[test]
fn late_parcels_make_the_next_ones_be_expected_later() {
    let observed: Vec<i64> = (0..20).map(|number| if number < 18 { -1 } else { 4 }).collect();
    assert_eq!(Lateness::of(&observed), Lateness { count: 20, days: 0 });
    let observed: Vec<i64> = (0..20).map(|number| if number < 17 { 0 } else { 4 }).collect();
    assert_eq!(Lateness::of(&observed), Lateness { count: 20, days: 4 });
    assert_eq!(Lateness::of(&[]), Lateness::default());
}

fn any_event() -> impl Strategy<Value = Event> {
    let codes = prop::sample::select(vec!["OC", "PU", "IT", "OD", "DL", "RS", "DE", "SE", "??"]);
    let words = prop::sample::select(vec![
        "processing",
        "shipped",
        "in_transit",
        "delivered",
        "canceled",
        "returned_to_sender",
    ]);
    let lines = prop::collection::vec((1_u32..3, 1_u32..3), 0..2);
    (any::<bool>(), codes, words, 0_i64..300, 0_i64..20, 0_usize..4, lines, any::<bool>()).prop_map(
        |(market, code, word, hours, late, number, lines, dated)| {
            let number = ["", "AAAAAA1", "AAAAAA2", "BBBBBB3"][number];
            let (source, code) = if market { (Source::Ucp, word) } else { (Source::FedEx, code) };
            let event = told_by(source, hours, code, number);
            let at = if dated { event.at } else { Told::Nothing };
            let lines = if market { lines } else { Vec::new() };
            Event { heard: event.heard.plus(late * HOUR), at, lines, ..event }
        },
    )
}

proptest! {
    #[test]
    fn whatever_is_told_in_whatever_order_comes_to_the_same(
        (events, mixed) in prop::collection::vec(any_event(), 0..8).prop_flat_map(|events| {
            let twice = [events.clone(), events.clone()].concat();
            (Just(events), Just(twice).prop_shuffle())
        }),
    ) {
        let facts = facts(2, &[("AAAAAA1", &[]), ("AAAAAA2", &[(1, 1)])]);
        prop_assert_eq!(Timeline::of(&facts, &events), Timeline::of(&facts, &mixed));
    }

    #[test]
    fn no_parcel_ever_goes_back(events in prop::collection::vec(any_event(), 1..8)) {
        let facts = facts(2, &[("AAAAAA1", &[]), ("AAAAAA2", &[(1, 1)])]);
        let mut before = Timeline::of(&facts, &[]);
        for count in 1..=events.len() {
            let now = Timeline::of(&facts, &events[..count]);
            for parcel in &before.parcels {
                let later = now.parcels.iter().find(|other| other.key == parcel.key).unwrap();
                prop_assert!(later.stage >= parcel.stage);
            }
            before = now;
        }
    }

    #[test]
    fn no_text_is_too_odd_for_a_time(text in ".{0,40}") {
        let _ = told(&text).moment(Zone { minutes: 60, daylight: Daylight::European });
    }
}
