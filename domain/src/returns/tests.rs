use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::{
    calendar::Daylight,
    ids::{ReturnId, WalletId},
    ledger::Account,
    money::{Currency, Money},
    pricing::Amounts,
    time::Date,
};

/// 2026-11-02, 08:00 in UTC: a Monday.
const ORDERED: Timestamp = Timestamp(1_793_606_400_000);

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

fn day(year: i32, month: u8, day: u8) -> Date {
    Date { year, month, day }
}

fn later(days: i64) -> Timestamp {
    ORDERED.plus(days * Timestamp::DAY)
}

fn line(number: u32, pieces: u32, arrived: Option<i64>) -> LineFacts {
    LineFacts {
        line: number,
        part: 0,
        contract: 0,
        pieces,
        goods: Goods::Ordinary,
        stage: if arrived.is_some() { Stage::Delivered } else { Stage::Processing },
        lost: false,
        arrivals: arrived.map(|days| (pieces, later(days))).into_iter().collect(),
        taken: 0,
    }
}

fn facts(country: &str, lines: Vec<LineFacts>) -> OrderFacts {
    OrderFacts {
        ordered: ORDERED,
        country: country.to_owned(),
        consumer: true,
        informed: Informed::InTime,
        told_of_return_cost: true,
        zone: Zone { minutes: 60, daylight: Daylight::European },
        calendar: Calendar::with([day(2026, 12, 25)]),
        lines,
    }
}

fn policy() -> Policy {
    Policy {
        window_days: 10,
        reasons: BTreeSet::from([Reason::DoesNotFit, Reason::Damaged]),
        label: Payer::Shopper,
        ways: vec![Way::Label],
        restocking_points: 1_000,
        condition: Condition::Unused,
        excluded: BTreeSet::from([Goods::SealedHygiene]),
        delivery_back: false,
        exchange_days: 10,
        claim_days: 30,
        cancel_before: Some(Stage::Shipped),
    }
}

fn choice(facts: &OrderFacts, policy: &Policy, now: Timestamp, deed: Deed) -> Result<Choice, WhyNot> {
    allowed(facts, &facts.lines[0], policy, now).choice(deed).cloned()
}

#[test]
fn the_law_gives_fourteen_days_after_the_last_part_and_a_weekend_makes_it_the_monday() {
    // Both lines are of one contract; the second arrives on Saturday the 7th, and 14 days later it is a Saturday again.
    let facts = facts("FR", vec![line(1, 1, Some(1)), line(2, 1, Some(5))]);
    let found = choice(&facts, &policy(), later(6), Deed::Return).unwrap();
    assert_eq!((found.basis, found.last_day), (Basis::Withdrawal, Some(day(2026, 11, 23))));
    assert_eq!(found.until.unwrap().rfc3339(), "2026-11-23T23:00:00Z");
    let last = Timestamp(found.until.unwrap().0 - 1);
    assert!(choice(&facts, &policy(), last, Deed::Return).is_ok());
    let late = choice(&facts, &policy(), found.until.unwrap(), Deed::Return);
    assert_eq!(late, Err(WhyNot::TooLate(day(2026, 11, 23))));
}

#[test]
fn before_everything_has_arrived_no_period_runs() {
    let facts = facts("FR", vec![line(1, 1, Some(1)), line(2, 1, None)]);
    let found = choice(&facts, &policy(), later(300), Deed::Return).unwrap();
    assert_eq!((found.basis, found.last_day, found.until), (Basis::Withdrawal, None, None));
}

#[test]
fn who_was_not_informed_has_twelve_months_more() {
    let mut facts = facts("FR", vec![line(1, 1, Some(1))]);
    facts.informed = Informed::Never;
    let found = choice(&facts, &policy(), later(100), Deed::Return).unwrap();
    assert_eq!(found.last_day, Some(day(2027, 11, 17)));
    facts.informed = Informed::Later(later(50));
    let found = choice(&facts, &policy(), later(60), Deed::Return).unwrap();
    assert_eq!(found.last_day, Some(day(2027, 1, 5)));
}

#[test]
fn exceptions_of_the_law_leave_the_marketplace_its_own_terms() {
    let mut facts = facts("FR", vec![line(1, 1, Some(1))]);
    facts.lines[0].goods = Goods::Personalised;
    let found = choice(&facts, &policy(), later(2), Deed::Return).unwrap();
    assert_eq!((found.basis, found.restocking_points), (Basis::Offer, 1_000));
    facts.lines[0].goods = Goods::SealedHygiene;
    let found = choice(&facts, &policy(), later(2), Deed::Return).unwrap();
    assert_eq!((found.basis, found.condition), (Basis::Withdrawal, Condition::Sealed));
    facts.lines[0].goods = Goods::DigitalBegun;
    let none = choice(&facts, &policy(), later(2), Deed::Return);
    assert_eq!(none, Err(WhyNot::Excluded(Goods::DigitalBegun)));
}

#[test]
fn elsewhere_the_marketplace_decides() {
    let facts = facts("US", vec![line(1, 1, Some(1))]);
    let found = choice(&facts, &policy(), later(2), Deed::Return).unwrap();
    assert_eq!((found.basis, found.last_day), (Basis::Offer, Some(day(2026, 11, 13))));
    let silent = Policy { window_days: 0, ..policy() };
    assert_eq!(choice(&facts, &silent, later(2), Deed::Return), Err(WhyNot::NotOffered));
    let trade = OrderFacts { consumer: false, ..super::tests::facts("FR", vec![line(1, 1, Some(1))]) };
    assert_eq!(choice(&trade, &silent, later(2), Deed::Return), Err(WhyNot::NotOffered));
}

#[test]
fn the_better_for_the_shopper_holds() {
    let long = Policy { window_days: 60, label: Payer::Seller, condition: Condition::Any, ..policy() };
    let facts = facts("FR", vec![line(1, 1, Some(1))]);
    let early = choice(&facts, &long, later(2), Deed::Return).unwrap();
    assert_eq!((early.restocking_points, early.label, early.condition), (0, Payer::Seller, Condition::Any));
    assert_eq!((early.last_day, early.by_law), (Some(day(2027, 1, 2)), Some(day(2026, 11, 17))));
    let late = choice(&facts, &long, later(40), Deed::Return).unwrap();
    assert_eq!((late.basis, late.restocking_points), (Basis::Offer, 1_000));
    let untold = OrderFacts { told_of_return_cost: false, ..facts };
    assert_eq!(choice(&untold, &policy(), later(2), Deed::Return).unwrap().label, Payer::Seller);
}

#[test]
fn what_is_wrong_can_be_claimed_for_two_years() {
    let mut facts = facts("DE", vec![line(1, 1, Some(1))]);
    facts.lines[0].goods = Goods::Personalised;
    let found = choice(&facts, &policy(), later(700), Deed::Claim).unwrap();
    assert_eq!((found.basis, found.last_day), (Basis::Conformity, Some(day(2028, 11, 3))));
    assert!(choice(&facts, &policy(), later(740), Deed::Claim).is_err());
}

#[test]
fn what_is_not_sent_yet_can_be_cancelled() {
    let mut facts = facts("FR", vec![line(1, 1, None)]);
    assert!(choice(&facts, &policy(), later(1), Deed::Cancel).is_ok());
    facts.lines[0].stage = Stage::Shipped;
    assert_eq!(choice(&facts, &policy(), later(1), Deed::Cancel), Err(WhyNot::TooFar));
}

#[test]
fn all_pieces_together_give_back_what_was_paid() {
    let amounts = Amounts::of(eur(1_000), eur(499), eur(0)).unwrap().less(eur(101)).unwrap();
    let paid = |amount, pieces| LinePaid { amount: eur(amount), discount: eur(0), tax_points: 1_900, pieces };
    let lines = bought(&amounts, eur(399), true, &[paid(700, 3), paid(300, 1)]).unwrap();
    let all = Off { delivery: true, dearer: true, ..Off::default() };
    let pieces = lines.iter().flat_map(|line| (0..line.pieces).map(move |piece| given(line, piece, 1, &all).unwrap()));
    let (total, delivery) =
        pieces.fold((0, 0), |(total, delivery), one| (total + one.total.minor, delivery + one.delivery.minor));
    assert_eq!((total, delivery), (amounts.total.minor, 499));
    let standard = Off { delivery: true, ..Off::default() };
    let back: i64 = lines.iter().map(|line| given(line, 0, line.pieces, &standard).unwrap().delivery.minor).sum();
    assert_eq!(back, 399);
}

#[test]
fn what_is_kept_is_told_and_never_more_than_there_is() {
    let line =
        Bought { pieces: 2, paid: eur(1_000), tax: eur(160), discount: eur(0), delivery: eur(400), dearer: eur(0) };
    let off = Off { restocking_points: 1_000, wear_points: 5_000, delivery: true, dearer: false, label: Some(eur(90)) };
    let one = given(&line, 0, 1, &off).unwrap();
    let kept = (one.goods.minor, one.restocking.minor, one.wear.minor, one.delivery.minor, one.label.minor);
    assert_eq!((kept, one.total), ((500, 50, 225, 200, 90), eur(335)));
    let dear = Off { label: Some(eur(9_000)), ..off };
    assert_eq!(given(&line, 0, 1, &dear).unwrap().total, eur(0));
}

fn book() -> Book {
    let bought =
        Bought { pieces: 3, paid: eur(900), tax: eur(0), discount: eur(0), delivery: eur(300), dearer: eur(60) };
    Book {
        lines: vec![BookLine { line: 1, part: 0, bought }],
        captured: BTreeMap::from([(0, eur(1_260))]),
        otherwise: BTreeMap::new(),
        returns: Vec::new(),
    }
}

fn id(number: u8) -> ReturnId {
    format!("{number:032x}").parse().unwrap()
}

fn ask(number: u8, pieces: u32, reason: Reason, to: To) -> Event {
    Event { of: id(number), what: What::Asked(Asked { line: 1, pieces, deed: Deed::Return, reason, to }) }
}

/// Lets one return hear what happens; gives the book and the last step.
fn hear(book: &Book, facts: &OrderFacts, number: u8, all: &[What], now: Timestamp) -> Step {
    let policies = BTreeMap::from([(0, policy())]);
    let first = Step { book: book.clone(), effects: Vec::new(), transactions: Vec::new() };
    all.iter().fold(first, |known, what| {
        step(&known.book, facts, &policies, &Event { of: id(number), what: what.clone() }, now).unwrap()
    })
}

#[test]
fn a_withdrawal_needs_nobody_to_agree_and_gives_back_price_and_standard_delivery() {
    let facts = facts("FR", vec![line(1, 3, Some(1))]);
    let policies = BTreeMap::from([(0, policy())]);
    let asked = step(&book(), &facts, &policies, &ask(1, 2, Reason::Unwanted, To::Original), later(3)).unwrap();
    assert_eq!(asked.book.returns[0].state, State::Approved);
    assert_eq!(asked.effects[0], Effect::Receipt { of: id(1) });
    let back = [What::HandedIn, What::Received { pieces: 2 }];
    let received = hear(&asked.book, &facts, 1, &back, later(8));
    let looked = What::Inspected { accepted: 2, wear_points: 0, why: None };
    let refunded = hear(&received.book, &facts, 1, &[looked], later(9));
    assert!(
        refunded.effects.iter().any(|effect| matches!(effect, Effect::Refund { amount, .. } if *amount == eur(800)))
    );
    let three = ask(2, 2, Reason::Unwanted, To::Original);
    let refused = step(&refunded.book, &facts, &policies, &three, later(9));
    assert_eq!(refused, Err(StepError::TooMany { left: 1 }));
}

#[test]
fn money_for_a_wallet_is_in_the_books_at_once() {
    let facts = facts("FR", vec![line(1, 3, Some(1))]);
    let wallet = WalletId::from_bits(5);
    let asked = What::Asked(Asked {
        line: 1,
        pieces: 3,
        deed: Deed::Return,
        reason: Reason::Damaged,
        to: To::Wallet { wallet: wallet.clone() },
    });
    let looked = What::Inspected { accepted: 3, wear_points: 9_000, why: None };
    let all = [asked, What::Received { pieces: 3 }, looked];
    let done = hear(&book(), &facts, 1, &all, later(3));
    assert_eq!(done.book.returns[0].state, State::Refunded);
    // For a fault nothing is kept, and the dearer delivery is given back too.
    assert_eq!(done.transactions[0].entries[1].account, Account::Wallet(wallet));
    assert_eq!(done.transactions[0].entries[0].amount, eur(1_260));
    assert_eq!(done.book.left(0).unwrap(), Some(eur(0)));
}

#[test]
fn what_does_not_fit_is_refused_by_name() {
    let facts = facts("US", vec![line(1, 3, Some(1))]);
    let policies = BTreeMap::from([(0, policy())]);
    let unwanted = step(&book(), &facts, &policies, &ask(1, 1, Reason::Unwanted, To::Original), later(3));
    assert_eq!(unwanted, Err(StepError::NotAllowed(WhyNot::WrongReason)));
    let asked = step(&book(), &facts, &policies, &ask(1, 1, Reason::DoesNotFit, To::Original), later(3)).unwrap();
    let twice = step(&asked.book, &facts, &policies, &ask(1, 1, Reason::DoesNotFit, To::Original), later(3));
    assert_eq!(twice, Err(StepError::Refused { state: State::Requested, event: "Asked".to_owned() }));
    let early = Event { of: id(1), what: What::TimePassed };
    assert_eq!(step(&asked.book, &facts, &policies, &early, later(4)), Err(StepError::NotYet));
    let late = step(&asked.book, &facts, &policies, &early, later(30)).unwrap();
    assert_eq!(late.book.returns[0].state, State::Expired);
    assert_eq!(late.book.taken(1), 0);
    let unknown = Event { of: id(9), what: What::Approved };
    assert_eq!(step(&late.book, &facts, &policies, &unknown, later(4)), Err(StepError::NoSuchReturn));
}

#[test]
fn refunds_stay_within_what_was_captured_less_what_was_given_back_otherwise() {
    let facts = facts("FR", vec![line(1, 3, Some(1))]);
    let book = Book { otherwise: BTreeMap::from([(0, eur(1_000))]), ..book() };
    let asked = What::Asked(Asked { line: 1, pieces: 3, deed: Deed::Claim, reason: Reason::Faulty, to: To::Original });
    let granted = hear(&book, &facts, 1, &[asked, What::Granted { points: 10_000 }], later(3));
    assert_eq!(granted.book.returns[0].refund.as_ref().unwrap().amount, eur(260));
    assert_eq!(granted.book.left(0).unwrap(), Some(eur(0)));
}
