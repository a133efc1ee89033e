//! Methods, prohibitions, dates, packing and the choice of a carrier, by example.

mod properties;

use super::*;
use crate::{
    catalog::Category,
    ids::{CarrierId, ExternalId},
    money::{Currency, Money, RateTable},
    time::{Date, Timestamp},
};

/// 2026-11-21, a Saturday, 08:00 in UTC.
const SATURDAY: Timestamp = Timestamp(1_795_248_000_000);

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

fn kind(product: &str, marks: &[&str]) -> Kind {
    let product: ExternalId = product.parse().unwrap();
    Kind { product, category: Category::ALL[0], marks: marks.iter().map(|mark| (*mark).to_owned()).collect() }
}

fn basket(goods: i64, grams: Option<u64>) -> Basket {
    Basket { goods: euros(goods), grams, lines: vec![kind("lamp", &[]), kind("battery", &["lithium"])] }
}

fn tariff(zone: Area, price: Price, free_from: Option<i64>) -> Tariff {
    Tariff { zone, price, free_from: free_from.map(euros), days: (1, 3) }
}

fn method(id: &str, tariffs: Vec<Tariff>) -> Method {
    Method { id: id.to_owned(), title: id.to_owned(), is_pick_up: id == "pick-up", tariffs }
}

fn only(method: Method, basket: &Basket, place: &Place) -> Result<MethodOffer, NotOffered> {
    let (offered, mut others) = offers(&[method], &[], basket, place);
    offered.into_iter().next().ok_or_else(|| others.remove(0).1)
}

fn lisbon() -> Place {
    Place::new("PT", "1100-419")
}

#[test]
fn a_zone_is_the_first_that_holds_the_place() {
    let islands = Area::In(vec![Region::part("PT", &["9"])]);
    let zones = || {
        vec![
            tariff(islands.clone(), Price::Flat(euros(990)), None),
            tariff(Area::In(vec![Region::country("PT")]), Price::Flat(euros(390)), None),
        ]
    };
    let price = |place: &Place| only(method("post", zones()), &basket(1_000, None), place).map(|offer| offer.price);
    assert_eq!(price(&lisbon()), Ok(euros(390)));
    assert_eq!(price(&Place::new("PT", "9000-018")), Ok(euros(990)));
    assert_eq!(price(&Place::new("DE", "10115")), Err(NotOffered::Place));
}

#[test]
fn a_step_by_weight_holds_up_to_and_with_its_grams_and_nothing_heavier_is_taken() {
    let steps = vec![(5_000, euros(890)), (1_000, euros(390)), (20_000, euros(1_900))];
    let by_weight = || method("parcel", vec![tariff(Area::Everywhere, Price::ByWeight(steps.clone()), None)]);
    let price = |grams| only(by_weight(), &basket(1_000, grams), &lisbon()).map(|offer| offer.price);
    assert_eq!(price(Some(1_000)), Ok(euros(390)));
    assert_eq!(price(Some(1_001)), Ok(euros(890)));
    assert_eq!(price(Some(20_001)), Err(NotOffered::TooHeavy { most: 20_000 }));
    assert_eq!(price(None), Err(NotOffered::WeightUnknown));
}

#[test]
fn a_step_by_price_holds_from_its_amount_on() {
    let steps = vec![(euros(2_000), euros(490)), (euros(10_000), euros(190))];
    let by_price = || method("parcel", vec![tariff(Area::Everywhere, Price::ByPrice(steps.clone()), None)]);
    let price = |goods| only(by_price(), &basket(goods, None), &lisbon()).map(|offer| offer.price);
    assert_eq!(price(2_000), Ok(euros(490)));
    assert_eq!(price(9_999), Ok(euros(490)));
    assert_eq!(price(10_000), Ok(euros(190)));
    assert_eq!(price(1_999), Err(NotOffered::TooCheap { least: euros(2_000) }));
}

#[test]
fn delivery_is_free_from_the_threshold_on_and_says_what_is_missing_before_it() {
    let flat = || method("post", vec![tariff(Area::Everywhere, Price::Flat(euros(490)), Some(5_000))]);
    let free = only(flat(), &basket(5_000, None), &lisbon()).unwrap();
    assert_eq!((free.price, free.instead_of, free.missing_to_free), (euros(0), Some(euros(490)), None));
    let nearly = only(flat(), &basket(4_999, None), &lisbon()).unwrap();
    assert_eq!((nearly.price, nearly.instead_of, nearly.missing_to_free), (euros(490), None, Some(euros(1))));
}

#[test]
fn amounts_in_another_currency_are_not_compared() {
    let dollars = Money::new(5_000, Currency::Usd);
    let mut threshold = tariff(Area::Everywhere, Price::Flat(euros(490)), None);
    threshold.free_from = Some(dollars);
    assert_eq!(only(method("a", vec![threshold]), &basket(1, None), &lisbon()), Err(NotOffered::Currency));
    let flat = tariff(Area::Everywhere, Price::Flat(dollars), None);
    assert_eq!(only(method("b", vec![flat]), &basket(1, None), &lisbon()), Err(NotOffered::Currency));
}

#[test]
fn picking_up_costs_nothing_and_is_no_saving() {
    let pick_up = method("pick-up", vec![tariff(Area::Everywhere, Price::Flat(euros(0)), Some(100))]);
    let offer = only(pick_up, &basket(1_000, None), &lisbon()).unwrap();
    assert!(offer.is_pick_up && offer.price.is_zero());
    assert_eq!((offer.instead_of, offer.missing_to_free), (None, None));
}

#[test]
fn what_may_not_go_there_by_that_method_is_named_with_its_line() {
    let flat = || vec![tariff(Area::Everywhere, Price::Flat(euros(490)), None)];
    let methods = [method("air", flat()), method("road", flat())];
    let abroad = Area::Outside(vec![Region::country("PT")]);
    let rules = [
        Restriction {
            id: "lithium-by-air".to_owned(),
            goods: Goods::Marked("lithium".to_owned()),
            area: Area::Everywhere,
            method: Some("air".to_owned()),
        },
        Restriction {
            id: "lamps-stay".to_owned(),
            goods: Goods::Products(vec!["lamp".parse().unwrap()]),
            area: abroad,
            method: None,
        },
    ];
    let (offered, others) = offers(&methods, &rules, &basket(1_000, None), &lisbon());
    assert_eq!(offered.iter().map(|offer| offer.method.as_str()).collect::<Vec<_>>(), ["road"]);
    let stopped = |line, by: &str| Stopped { line, by: by.to_owned() };
    let by_air = NotOffered::Restricted(vec![stopped(1, "lithium-by-air")]);
    assert_eq!(others, [("air".to_owned(), by_air)]);
    let (offered, others) = offers(&methods, &rules, &basket(1_000, None), &Place::new("DE", "10115"));
    assert!(offered.is_empty());
    assert_eq!(others[1].1, NotOffered::Restricted(vec![stopped(0, "lamps-stay")]));
}

fn working(weekdays: Weekdays, holidays: &[(i32, u8, u8)]) -> Calendar {
    let day = |(year, month, day): &(i32, u8, u8)| Date { year: *year, month: *month, day: *day };
    Calendar { weekdays, holidays: holidays.iter().map(day).collect() }
}

fn dispatch(warehouse: Calendar) -> Dispatch {
    Dispatch { cut_off: 14 * 60, minutes_ahead: 60, warehouse, handling: 0 }
}

fn told(dispatch: &Dispatch, now: Timestamp, days: (u16, u16), carrier: &Calendar) -> [String; 3] {
    let promise = dispatch.promise(now, days, carrier).unwrap();
    [promise.from.to_string(), promise.to.to_string(), promise.order_by.unwrap().rfc3339()]
}

#[test]
fn what_is_ordered_on_a_saturday_leaves_on_monday_and_travels_on_days_of_work() {
    let week = working(Weekdays::MONDAY_TO_FRIDAY, &[]);
    let promised = told(&dispatch(week.clone()), SATURDAY, (1, 5), &week);
    assert_eq!(promised, ["2026-11-24", "2026-11-30", "2026-11-23T14:00:00Z"]);
}

#[test]
fn a_holiday_of_the_warehouse_or_of_the_carrier_is_no_day_of_work() {
    let closed = working(Weekdays::MONDAY_TO_FRIDAY, &[(2026, 11, 23)]);
    let carrier = working(Weekdays::MONDAY_TO_FRIDAY, &[(2026, 11, 25)]);
    let promised = told(&dispatch(closed), SATURDAY, (1, 1), &carrier);
    assert_eq!(promised, ["2026-11-26", "2026-11-26", "2026-11-24T14:00:00Z"]);
}

#[test]
fn the_day_is_the_warehouses_own_where_its_clocks_are_far_ahead() {
    let daily = working(Weekdays::EVERY_DAY, &[]);
    let far = Dispatch { cut_off: 23 * 60, minutes_ahead: 540, warehouse: daily.clone(), handling: 0 };
    // 23:00 in UTC is 08:00 of the next day there
    assert_eq!(told(&far, SATURDAY, (1, 1), &daily)[0], "2026-11-23");
    let near = Dispatch { minutes_ahead: 0, ..far };
    assert_eq!(told(&near, SATURDAY, (1, 1), &daily)[0], "2026-11-22");
}

#[test]
fn who_never_works_promises_nothing() {
    let never = working(Weekdays([false; 7]), &[]);
    let week = working(Weekdays::MONDAY_TO_FRIDAY, &[]);
    assert_eq!(dispatch(never.clone()).promise(SATURDAY, (1, 1), &week), None);
    assert_eq!(dispatch(week).promise(SATURDAY, (1, 1), &never), None);
}

fn cartons() -> Vec<Carton> {
    let carton = |id: &str, sides_mm, empty_grams, most_grams| Carton {
        id: id.to_owned(),
        sides_mm,
        empty_grams,
        most_grams,
        fill_percent: 80,
    };
    vec![carton("large", [400, 300, 300], 400, 20_000), carton("small", [200, 150, 100], 100, 5_000)]
}

fn piece(line: u32, grams: u32, sides_mm: [u32; 3]) -> Piece {
    Piece { line, grams, sides_mm }
}

#[test]
fn goods_that_fit_go_into_the_smallest_carton_that_takes_them_all() {
    let packed = pack(&[piece(0, 500, [100, 100, 50]), piece(1, 300, [100, 50, 50])], &cartons()).unwrap();
    assert_eq!(packed.len(), 1);
    assert_eq!(
        (packed[0].carton.as_str(), packed[0].parcel.grams(), &packed[0].lines[..]),
        ("small", 900, &[0, 1][..])
    );
}

#[test]
fn what_is_too_heavy_together_goes_into_two_parcels() {
    let packed = pack(&[piece(0, 12_000, [100; 3]), piece(0, 12_000, [100; 3])], &cartons()).unwrap();
    assert_eq!(packed.iter().map(|packed| packed.parcel.grams()).collect::<Vec<_>>(), [12_400, 12_400]);
}

#[test]
fn a_piece_that_no_carton_takes_is_named() {
    let long = [piece(0, 10, [10; 3]), piece(7, 10, [401, 10, 10])];
    assert_eq!(pack(&long, &cartons()), Err(PackingProblem::FitsNowhere { line: 7 }));
    assert_eq!(pack(&[piece(3, 20_001, [10; 3])], &cartons()), Err(PackingProblem::FitsNowhere { line: 3 }));
    let many = vec![piece(0, 1, [1; 3]); packing::MOST_PIECES + 1];
    assert_eq!(pack(&many, &cartons()), Err(PackingProblem::TooMany));
}

fn rates() -> RateTable {
    let dated = Date { year: 2026, month: 11, day: 20 };
    RateTable { dated, base: Currency::Eur, per_base: vec![(Currency::Usd, 1_100_000_000)] }
}

fn offer(carrier: &str, minor: i64, currency: Currency, days: Option<u16>) -> CarrierOffer {
    let carrier: CarrierId = carrier.parse().unwrap();
    let price = Money::new(minor, currency);
    CarrierOffer { carrier, service: "s".to_owned(), title: "S".to_owned(), price, days, arrives: None }
}

fn three() -> Vec<CarrierOffer> {
    vec![
        offer("fedex", 1_100, Currency::Usd, Some(4)),
        offer("dhl", 1_500, Currency::Eur, Some(1)),
        offer("easypost", 1_050, Currency::Eur, None),
    ]
}

fn chosen(rule: &Rule, wanted: &Wanted) -> Option<(usize, assignment::Why)> {
    choose(rule, wanted, &three(), &rates()).map(|choice| (choice.offer, choice.why))
}

#[test]
fn the_rule_chooses_and_says_why() {
    use assignment::Why;
    let any = Wanted::default();
    assert_eq!(chosen(&Rule::Cheapest, &any), Some((0, Why::Cheapest)), "11 dollars are 10 euros");
    assert_eq!(chosen(&Rule::Fastest, &any), Some((1, Why::Fastest)));
    let prefer = |carrier: &str| Rule::Preferred(vec![carrier.parse().unwrap()]);
    assert_eq!(chosen(&prefer("easypost"), &any), Some((2, Why::Preferred)));
    assert_eq!(chosen(&prefer("pigeon"), &any), Some((0, Why::NoneOfThePreferred)));
    let soon = Wanted { within_days: Some(2), at_most: None };
    assert_eq!(chosen(&Rule::Cheapest, &soon), Some((1, Why::TheOnlyOne)));
    let impossible = Wanted { within_days: Some(2), at_most: Some(euros(1_499)) };
    assert_eq!(chosen(&Rule::Cheapest, &impossible), None);
}

#[test]
fn an_offer_in_a_currency_without_a_rate_is_not_chosen() {
    let offers = [offer("fedex", 1, Currency::Jpy, Some(1)), offer("dhl", 900, Currency::Eur, Some(3))];
    assert_eq!(choose(&Rule::Cheapest, &Wanted::default(), &offers, &rates()).unwrap().offer, 1);
}
