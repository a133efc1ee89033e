//! What the money path promises, told case by case and then by many random schedules.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use proptest::prelude::*;

use super::*;
use crate::{ids::RefundId, ledger::Account, money::Currency};

const CENTS: [i64; 3] = [1000, 2500, 700];

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

fn part(number: usize, repeatable: Repeatable) -> Part {
    Part {
        marketplace: ["harbor", "kitemart", "nomad"][number].parse().unwrap(),
        own: Money::new(CENTS[number] * 2, [Currency::Eur, Currency::Jpy, Currency::Usd][number]),
        shown: eur(CENTS[number]),
        discount: None,
        repeatable,
        state: PartState::Waiting,
        attempts: 0,
        replaced_by: None,
    }
}

fn opened(policy: Policy) -> Saga {
    let parts = (0..3).map(|number| part(number, Repeatable::QueryableByReference)).collect();
    begin("OC-7K3M-9Q2D".parse().unwrap(), policy, eur(4200), parts)
}

fn paid(amount: i64) -> Event {
    Event::PaymentAuthorised { reference: "pi_1".into(), amount: eur(amount) }
}

/// Takes the events one after another; every one must be accepted.
fn after(policy: Policy, events: &[Event]) -> (Saga, Vec<Effect>, Vec<crate::ledger::Transaction>) {
    let (mut saga, mut effects, mut transactions) = (opened(policy), Vec::new(), Vec::new());
    for event in events {
        let next = step(&saga, event).unwrap();
        saga = next.saga;
        effects = next.effects;
        transactions.extend(next.transactions);
    }
    (saga, effects, transactions)
}

fn placed(part: u32) -> Event {
    Event::PartPlaced { part }
}

fn refused(part: u32) -> Event {
    Event::PartRefused { part, reason: Refusal::OutOfStock }
}

#[test]
fn exactly_what_was_confirmed_is_captured_and_the_books_balance() {
    let events = [paid(4200), placed(0), refused(1), placed(2)];
    let (saga, effects, _) = after(Policy::KeepRest, &events);
    assert_eq!(effects, [Effect::Capture { reference: "pi_1".into(), amount: eur(1700) }]);
    let (saga, effects, transactions) = {
        let captured = step(&saga, &Event::Captured { amount: eur(1700) }).unwrap();
        (captured.saga, captured.effects, captured.transactions)
    };
    assert_eq!((saga.phase, effects), (Phase::Done, vec![Effect::Confirm]));
    assert!(transactions.iter().all(crate::ledger::Transaction::balances));
}

#[test]
fn nothing_confirmed_means_everything_is_released() {
    let (saga, effects, _) = after(Policy::KeepRest, &[paid(4200), refused(0), refused(1), refused(2)]);
    assert_eq!(effects, [Effect::Release { reference: "pi_1".into() }]);
    assert_eq!(step(&saga, &Event::Released).unwrap().saga.phase, Phase::Done);
}

#[test]
fn all_or_nothing_cancels_what_was_placed_and_releases_the_money() {
    let (_, effects, _) = after(Policy::AllOrNothing, &[paid(4200)]);
    assert_eq!(effects, [Effect::Place { part: 0, attempt: 1 }], "one after another");
    let (saga, effects, _) = after(Policy::AllOrNothing, &[paid(4200), placed(0), placed(1), refused(2)]);
    assert_eq!(effects, [Effect::Cancel { part: 0 }, Effect::Cancel { part: 1 }]);
    let saga = step(&saga, &Event::PartCancelled { part: 0 }).unwrap().saga;
    let last = step(&saga, &Event::PartCancelled { part: 1 }).unwrap();
    assert_eq!(last.effects, [Effect::Release { reference: "pi_1".into() }]);
    let (saga, effects, _) = after(Policy::AllOrNothing, &[paid(4200), refused(0)]);
    assert_eq!(effects, [Effect::Release { reference: "pi_1".into() }]);
    assert_eq!(saga.parts[2].state, PartState::Cancelled, "never asked for");
}

#[test]
fn what_a_marketplace_does_not_cancel_is_our_loss_and_not_the_shoppers() {
    let events = [paid(4200), placed(0), refused(1), Event::CancelRefused { part: 0 }];
    let (saga, effects, transactions) = after(Policy::AllOrNothing, &events);
    let release = Effect::Release { reference: "pi_1".into() };
    assert_eq!(effects, [Effect::Alert { about: Stuck::CancelRefused }, release]);
    assert_eq!(saga.parts[0].state, PartState::Stranded);
    let owed = |transaction: &crate::ledger::Transaction| -> i64 {
        let of_shoppers = transaction.entries.iter().filter(|entry| entry.account == Account::Shoppers);
        of_shoppers.map(|entry| entry.amount.minor).sum()
    };
    assert_eq!(transactions.iter().map(owed).sum::<i64>(), 0);
}

#[test]
fn the_next_best_offer_is_taken_only_under_the_cap() {
    let (saga, effects, _) = after(Policy::NextBest, &[paid(4200), placed(0), refused(1)]);
    assert_eq!(effects, [Effect::Replace { part: 1, cap: eur(2500) }]);
    let offer = |minor| Event::ReplacementFound {
        part: 1,
        marketplace: "baobab".parse().unwrap(),
        own: eur(minor),
        shown: eur(minor),
        discount: None,
        repeatable: Repeatable::Idempotent,
    };
    let taken = step(&saga, &offer(2500)).unwrap();
    assert_eq!((taken.saga.parts[1].replaced_by, taken.saga.parts.len()), (Some(3), 4));
    assert_eq!(taken.effects, [Effect::Place { part: 3, attempt: 1 }]);
    let too_dear = step(&saga, &offer(2501)).unwrap();
    assert_eq!((too_dear.saga.parts.len(), too_dear.effects.len()), (3, 0));
}

#[test]
fn a_lost_answer_is_asked_about_before_anything_is_repeated() {
    let (saga, effects, _) = after(Policy::KeepRest, &[paid(4200), Event::PartInDoubt { part: 1 }]);
    assert_eq!(effects, [Effect::Find { part: 1, attempt: 2 }]);
    let missing = step(&saga, &Event::PartNotFound { part: 1 }).unwrap();
    assert_eq!(missing.effects, [Effect::Place { part: 1, attempt: 3 }]);
    let mut stubborn = saga;
    stubborn.parts[1].repeatable = Repeatable::Neither;
    let doubtful = step(&stubborn, &Event::PartInDoubt { part: 1 }).unwrap();
    assert_eq!(doubtful.effects, [Effect::Alert { about: Stuck::PartInDoubt }]);
}

#[test]
fn what_is_under_way_when_a_person_is_called_is_written_down_and_nothing_new_is_begun() {
    let mut stubborn = after(Policy::NextBest, &[paid(4200)]).0;
    stubborn.parts[1].repeatable = Repeatable::Neither;
    let called = step(&stubborn, &Event::PartInDoubt { part: 1 }).unwrap();
    assert_eq!(called.saga.phase, Phase::NeedsHuman);
    let came = step(&called.saga, &placed(0)).unwrap();
    assert_eq!((&came.saga.parts[0].state, came.effects.len()), (&PartState::Placed, 0));
    assert_eq!(came.transactions, step(&stubborn, &placed(0)).unwrap().transactions, "the marketplace is owed it");
    let came = step(&came.saga, &refused(2)).unwrap();
    assert_eq!((came.saga.phase, came.effects.len()), (Phase::NeedsHuman, 0), "no other offer is looked for");
    let doubtful = step(&called.saga, &Event::PartInDoubt { part: 2 }).unwrap();
    assert_eq!(doubtful.effects, [Effect::Find { part: 2, attempt: 2 }], "asking is harmless");
    assert!(step(&doubtful.saga, &Event::PartNotFound { part: 2 }).is_err(), "nothing is placed again");
    let withdrawn = step(&came.saga, &Event::PartWithdrawn { part: 0 }).unwrap();
    assert!(matches!(withdrawn.saga.parts[0].state, PartState::Refused { .. }));
}

#[test]
fn a_coupon_is_borne_by_us_and_a_marketplace_is_owed_the_whole() {
    let mut saga = opened(Policy::KeepRest);
    saga.parts[0].discount = Some(eur(300));
    let saga = step(&saga, &paid(4200)).unwrap().saga;
    let next = step(&saga, &placed(0)).unwrap();
    let of = |account: Account| -> i64 {
        let entries = next.transactions.iter().flat_map(|transaction| &transaction.entries);
        entries.filter(|entry| entry.account == account).map(|entry| entry.amount.minor).sum()
    };
    let payable = Account::Payable("harbor".parse().unwrap());
    assert_eq!([of(Account::Shoppers), of(Account::Promotions), of(payable)], [1000, 300, -2000]);
    let back = step(&next.saga, &Event::PartWithdrawn { part: 0 }).unwrap();
    let reversed: Vec<_> = next.transactions.iter().map(|owed| owed.reversed("part withdrawn")).collect();
    assert_eq!(back.transactions, reversed);
}

#[test]
fn late_and_repeated_events_are_refused_by_name() {
    let (saga, _, _) = after(Policy::KeepRest, &[paid(4200), placed(0)]);
    for event in [paid(4200), placed(0), placed(9), refused(0), Event::Released, Event::PaymentAbandoned] {
        assert!(matches!(step(&saga, &event), Err(StepError::Refused { .. })), "{event:?}");
    }
}

#[test]
fn a_payment_after_the_shopper_gave_up_or_of_another_amount_is_released() {
    let (saga, effects, _) = after(Policy::KeepRest, &[Event::PaymentAbandoned, paid(4200)]);
    assert_eq!((saga.phase, effects), (Phase::Settling, vec![Effect::Release { reference: "pi_1".into() }]));
    let (_, effects, _) = after(Policy::KeepRest, &[paid(4199)]);
    assert!(effects.contains(&Effect::Alert { about: Stuck::WrongAmount }));
    assert!(effects.contains(&Effect::Release { reference: "pi_1".into() }));
}

fn second(reference: &str) -> Event {
    Event::PaymentAuthorised { reference: reference.into(), amount: eur(4200) }
}

#[test]
fn a_second_payment_is_given_back_in_every_phase_and_the_first_goes_on() {
    let all_placed = [paid(4200), placed(0), placed(1), placed(2)];
    let captured = [&all_placed[..], &[Event::Captured { amount: eur(4200) }]].concat();
    for events in [&all_placed[..1], &all_placed[..2], &all_placed[..], &captured[..]] {
        let (before, ..) = after(Policy::KeepRest, events);
        let next = step(&before, &second("pi_2")).unwrap();
        let back = Effect::ReturnSurplus { reference: "pi_2".into(), amount: eur(4200) };
        assert_eq!(next.effects, [back]);
        assert_eq!((&next.saga.phase, &next.saga.payment), (&before.phase, &before.payment));
        assert!(step(&next.saga, &second("pi_2")).is_err(), "told once");
        let returned = Event::SurplusReturned { reference: "pi_2".into(), taken: true };
        let told = step(&next.saga, &returned).unwrap();
        assert_eq!(told.effects, [Effect::TellReturned { reference: "pi_2".into(), amount: eur(4200) }]);
        assert_eq!(told.transactions.len(), 2);
        assert!(step(&told.saga, &returned).is_err(), "given back once");
        assert!(step(&told.saga, &second("pi_2")).is_err());
        assert_eq!(step(&told.saga, &second("pi_3")).unwrap().effects.len(), 1);
    }
}

#[test]
fn a_second_payment_that_stays_calls_a_person() {
    let (saga, ..) = after(Policy::KeepRest, &[paid(4200), second("pi_2")]);
    let stuck = step(&saga, &Event::SurplusStuck { reference: "pi_2".into() }).unwrap();
    assert_eq!(stuck.effects, [Effect::Alert { about: Stuck::Surplus("pi_2".into()) }]);
    assert_eq!(stuck.saga.phase, Phase::Placing);
}

fn refund(key: &str, part: u32, minor: i64) -> Event {
    let id = RefundId::of_key(key).unwrap();
    Event::RefundAsked { id, part, amount: eur(minor), reason: RefundReason::Goodwill }
}

fn bought() -> Saga {
    let events = [paid(4200), placed(0), placed(1), refused(2), Event::Captured { amount: eur(3500) }];
    after(Policy::KeepRest, &events).0
}

#[test]
fn refunds_are_many_and_partial_and_never_more_than_was_paid() {
    let id = |key: &str| RefundId::of_key(key).unwrap();
    let saga = step(&bought(), &refund("a", 0, 600)).unwrap();
    assert_eq!(saga.effects, [Effect::Refund { id: id("a"), reference: "pi_1".into(), amount: eur(600) }]);
    let saga = saga.saga;
    assert_eq!(step(&saga, &refund("b", 0, 401)), Err(StepError::RefundTooLarge { left: eur(400) }));
    for wrong in [refund("a", 0, 1), refund("c", 2, 1), refund("c", 9, 1), refund("c", 0, 0), refund("c", 0, -5)] {
        assert!(matches!(step(&saga, &wrong), Err(StepError::Refused { .. })), "{wrong:?}");
    }
    let saga = step(&saga, &refund("b", 0, 400)).unwrap().saga;
    let refused = step(&saga, &Event::RefundRefused { id: id("b") }).unwrap();
    assert_eq!(refused.effects, [Effect::Alert { about: Stuck::Refund(id("b")) }]);
    let saga = step(&refused.saga, &refund("c", 0, 400)).unwrap().saga;
    let done = step(&saga, &Event::Refunded { id: id("a") }).unwrap();
    assert_eq!(done.effects, [Effect::TellRefunded { id: id("a") }]);
    assert_eq!(
        done.transactions,
        [crate::ledger::Transaction::transfer("refunded", Account::Refunds, Account::Gateway, eur(600))]
    );
    assert!(step(&done.saga, &Event::Refunded { id: id("a") }).is_err());
}

#[test]
fn a_part_that_its_marketplace_cancels_is_refused_before_the_capture_and_refunded_after_it() {
    let (saga, _, before) = after(Policy::KeepRest, &[paid(4200), placed(0), Event::PartWithdrawn { part: 0 }]);
    assert!(matches!(saga.parts[0].state, PartState::Refused { .. }));
    let owed: i64 = before
        .iter()
        .flat_map(|one| &one.entries)
        .filter(|entry| entry.account == Account::Shoppers)
        .map(|entry| entry.amount.minor)
        .sum();
    assert_eq!(owed, 0);
    let part_given = step(&bought(), &refund("a", 1, 500)).unwrap().saga;
    let withdrawn = step(&part_given, &Event::PartWithdrawn { part: 1 }).unwrap();
    let id = RefundId::of_withdrawn(1);
    assert_eq!(withdrawn.effects, [Effect::Refund { id: id.clone(), reference: "pi_1".into(), amount: eur(2000) }]);
    assert_eq!(withdrawn.saga.parts[1].state, PartState::Withdrawn);
    assert!(withdrawn.transactions.iter().all(crate::ledger::Transaction::balances));
    assert!(step(&withdrawn.saga, &Event::PartWithdrawn { part: 1 }).is_err(), "once");
    assert!(step(&withdrawn.saga, &refund("b", 1, 1)).is_err(), "nothing is left of it");
}

#[test]
fn a_wallet_pays_in_the_same_steps_without_asking_anybody() {
    let wallet = crate::ids::WalletId::from_bits(7);
    let saga = opened(Policy::KeepRest).paid_from(wallet.clone());
    let other = step(&saga, &paid(4200)).unwrap();
    assert_eq!(other.effects.len(), 1, "a card's payment was not asked for");
    let hold = Event::PaymentAuthorised { reference: saga.hold_reference(), amount: eur(4200) };
    let (free, held) = (Account::Wallet(wallet.clone()), Account::Held(wallet));
    let begun = step(&saga, &hold).unwrap();
    let transfer = crate::ledger::Transaction::transfer;
    assert_eq!(begun.transactions, [transfer("held", free.clone(), held.clone(), eur(4200))]);
    let mut last = begun;
    for event in [placed(0), refused(1), placed(2)] {
        last = step(&last.saga, &event).unwrap();
    }
    assert_eq!((last.saga.phase, &last.effects[..]), (Phase::Done, &[Effect::Confirm][..]));
    assert!(last.transactions.contains(&transfer("captured", held.clone(), Account::Shoppers, eur(1700))));
    assert!(last.transactions.contains(&transfer("released", held, free.clone(), eur(2500))));
    let back = step(&last.saga, &refund("a", 0, 300)).unwrap();
    assert_eq!(back.transactions, [transfer("refunded", Account::Refunds, free, eur(300))]);
    assert_eq!(back.effects, [Effect::TellRefunded { id: RefundId::of_key("a").unwrap() }]);
}

#[test]
fn a_checkout_written_down_before_wallets_and_refunds_reads_as_one_paid_at_the_gateway() {
    let mut old = serde_json::to_value(bought()).unwrap();
    for added in ["source", "surplus", "refunds"] {
        old.as_object_mut().unwrap().remove(added);
    }
    assert_eq!(serde_json::from_value::<Saga>(old).unwrap(), bought());
}

/// How a marketplace and a gateway of the simulation answer, drawn from `dice`.
fn answer(effect: &Effect, dice: u8) -> Option<Event> {
    match effect {
        Effect::Place { part, .. } => Some(match dice % 8 {
            0..=4 => Event::PartPlaced { part: *part },
            5 => refused(*part),
            _ => Event::PartInDoubt { part: *part },
        }),
        Effect::Find { part, .. } => Some(match dice % 4 {
            0 | 1 => Event::PartPlaced { part: *part },
            2 => Event::PartNotFound { part: *part },
            _ => Event::PartInDoubt { part: *part },
        }),
        Effect::Replace { part, cap } => Some(match dice % 3 {
            0 => Event::NoReplacement { part: *part },
            _ => Event::ReplacementFound {
                part: *part,
                marketplace: "baobab".parse().unwrap(),
                own: Money::new(31, Currency::Tnd),
                shown: eur(cap.minor + i64::from(dice % 5) - 2),
                discount: (dice % 4 == 3).then(|| eur(40)),
                repeatable: Repeatable::Idempotent,
            },
        }),
        Effect::Cancel { part } => Some(match dice % 16 {
            0 => Event::CancelRefused { part: *part },
            _ => Event::PartCancelled { part: *part },
        }),
        Effect::Capture { amount, .. } => Some(Event::Captured { amount: *amount }),
        Effect::Release { .. } => Some(Event::Released),
        Effect::ReturnSurplus { reference, .. } => Some(match dice % 4 {
            0 => Event::SurplusStuck { reference: reference.clone() },
            roll => Event::SurplusReturned { reference: reference.clone(), taken: roll == 1 },
        }),
        Effect::Refund { id, .. } => Some(match dice % 4 {
            0 => Event::RefundRefused { id: id.clone() },
            _ => Event::Refunded { id: id.clone() },
        }),
        Effect::Confirm | Effect::TellReturned { .. } | Effect::TellRefunded { .. } | Effect::Alert { .. } => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Effects are answered in any order, repeatedly and late; the money always adds up and the end is always reached.
    #[test]
    fn every_schedule_ends_with_the_books_in_balance(
        policy in prop::sample::select(Policy::ALL.to_vec()),
        kinds in prop::collection::vec(prop::sample::select(vec![
            Repeatable::Idempotent, Repeatable::QueryableByReference, Repeatable::Neither,
        ]), 3),
        from_wallet in any::<bool>(),
        coupon in any::<bool>(),
        dice in prop::collection::vec(any::<u8>(), 400),
    ) {
        let wallet = from_wallet.then(|| crate::ids::WalletId::from_bits(7));
        let mut saga = opened(policy);
        if let Some(wallet) = &wallet {
            saga = saga.paid_from(wallet.clone());
        }
        for (part, kind) in saga.parts.iter_mut().zip(kinds) {
            part.repeatable = kind;
        }
        if coupon {
            for (part, off) in saga.parts.iter_mut().zip([30, 0, 70]) {
                part.discount = Some(eur(off)).filter(|off| !off.is_zero());
            }
        }
        let (mut open, mut books, mut keys) = (Vec::<Effect>::new(), Vec::new(), std::collections::BTreeSet::new());
        let reference = if from_wallet { saga.hold_reference() } else { "pi_1".to_owned() };
        let mut events = vec![Event::PaymentAuthorised { reference, amount: eur(4200) }];
        for (turn, dice) in dice.into_iter().enumerate() {
            let event = match events.pop() {
                Some(event) => event,
                None if open.is_empty() => break,
                None => {
                    let place = usize::from(dice) % open.len();
                    // Now and then an effect is answered twice: a worker died after the call.
                    let effect = if dice % 11 == 0 { open[place].clone() } else { open.swap_remove(place) };
                    match answer(&effect, dice.wrapping_mul(31).wrapping_add(turn as u8)) {
                        Some(event) => event,
                        None => continue,
                    }
                }
            };
            // Now and then somebody pays once more, asks for a refund, or a marketplace changes its mind.
            match dice % 41 {
                7 => events.push(second(&format!("pi_{}", dice % 3))),
                8 => events.push(refund(&format!("{turn}"), u32::from(dice % 3), i64::from(dice) * 9)),
                9 => events.push(Event::PartWithdrawn { part: u32::from(dice % 3) }),
                _ => {}
            }
            let Ok(next) = step(&saga, &event) else { continue };
            for effect in &next.effects {
                // Two marketplaces that do not cancel are one call for a person.
                let again = matches!(effect, Effect::Alert { about: Stuck::CancelRefused });
                prop_assert!(keys.insert(effect.key(&saga.order)) || again, "the key of {effect:?} was used before");
            }
            saga = next.saga;
            open.extend(next.effects);
            books.extend(next.transactions);
            if dice % 7 == 0 {
                events.push(event);
            }
        }
        prop_assert!(matches!(saga.phase, Phase::Done | Phase::NeedsHuman), "stuck: {saga:?}");
        prop_assert!(books.iter().all(crate::ledger::Transaction::balances));
        let confirmed: i64 = saga
            .parts
            .iter()
            .filter(|part| matches!(part.state, PartState::Placed | PartState::Withdrawn))
            .map(|part| part.shown.minor)
            .sum();
        let given_back: i64 = saga
            .refunds
            .iter()
            .filter(|refund| refund.state == RefundState::Refunded)
            .map(|refund| refund.amount.minor)
            .sum();
        let balance = |account: &Account, currency| -> i64 {
            let entries = books.iter().flat_map(|transaction| &transaction.entries);
            entries.filter(|entry| entry.account == *account && entry.amount.currency == currency).map(|entry| entry.amount.minor).sum()
        };
        let money = |currency| match &wallet {
            None => balance(&Account::Gateway, currency),
            Some(wallet) => {
                let free = balance(&Account::Wallet(wallet.clone()), currency);
                free + balance(&Account::Held(wallet.clone()), currency)
            }
        };
        if let (Some(wallet), Phase::Done) = (&wallet, saga.phase) {
            prop_assert_eq!(balance(&Account::Held(wallet.clone()), Currency::Eur), 0);
            prop_assert_eq!(balance(&Account::Gateway, Currency::Eur), 0);
        }
        match &saga.payment {
            Payment::Captured { amount, .. } => {
                prop_assert_eq!(amount.minor, confirmed);
                prop_assert!(amount.minor <= saga.ceiling.minor);
                prop_assert!(given_back <= confirmed);
                prop_assert_eq!(money(Currency::Eur), confirmed - given_back);
                prop_assert_eq!(balance(&Account::Shoppers, Currency::Eur), 0);
            }
            Payment::Released { .. } => {
                prop_assert_eq!(confirmed, 0);
                prop_assert_eq!(money(Currency::Eur), 0);
                prop_assert_eq!(balance(&Account::Shoppers, Currency::Eur), 0);
            }
            _ => prop_assert_eq!(saga.phase, Phase::NeedsHuman),
        }
        let kept = |part: &&Part| matches!(part.state, PartState::Placed | PartState::Cancelling);
        let taken_off: i64 = saga.parts.iter().filter(kept).filter_map(|part| part.discount).map(|off| off.minor).sum();
        prop_assert_eq!(balance(&Account::Promotions, Currency::Eur), taken_off);
        for part in saga.parts.iter().filter(|part| part.state == PartState::Withdrawn) {
            prop_assert_eq!(balance(&Account::Payable(part.marketplace.clone()), part.own.currency), 0);
        }
    }
}

#[test]
fn the_table_of_phases_and_events_in_the_documents_is_true() {
    let part = 0;
    let asked = Refund {
        id: RefundId::of_key("open").unwrap(),
        part,
        amount: eur(100),
        reason: RefundReason::Goodwill,
        state: RefundState::Asked,
    };
    let events = [
        paid(4200),
        Event::PaymentAbandoned,
        Event::PartPlaced { part },
        refused(part),
        Event::PartInDoubt { part },
        Event::PartNotFound { part },
        Event::NoReplacement { part },
        Event::PartCancelled { part },
        Event::CancelRefused { part },
        Event::Captured { amount: eur(4200) },
        Event::Released,
        Event::PaymentStuck,
        second("pi_2"),
        Event::SurplusReturned { reference: "pi_9".into(), taken: false },
        Event::SurplusStuck { reference: "pi_9".into() },
        Event::PartWithdrawn { part },
        refund("new", part, 100),
        Event::Refunded { id: asked.id.clone() },
        Event::RefundRefused { id: asked.id.clone() },
    ];
    let all: [PartState; 3] = std::array::from_fn(|_| PartState::Placing);
    let with = |phase, payment, states: [PartState; 3]| {
        let mut saga = opened(Policy::KeepRest);
        saga.phase = phase;
        saga.payment = payment;
        let state = SurplusState::Returning;
        saga.surplus.push(Surplus { reference: "pi_9".into(), amount: eur(4200), state });
        if phase == Phase::Done {
            saga.refunds.push(asked.clone());
        }
        for (part, state) in saga.parts.iter_mut().zip(states) {
            part.state = state;
        }
        saga
    };
    let authorised = Payment::Authorised { reference: "pi_1".into(), amount: eur(4200) };
    let capturing = Payment::Capturing { reference: "pi_1".into(), held: eur(4200), amount: eur(4200) };
    let releasing = Payment::Releasing { reference: "pi_1".into(), held: eur(4200) };
    let captured = Payment::Captured { reference: "pi_1".into(), held: eur(4200), amount: eur(4200) };
    let in_doubt = [PartState::InDoubt, PartState::Placing, PartState::Placing];
    let part_placed = [PartState::Placed, PartState::Placing, PartState::Placing];
    let replacing = [PartState::Replacing { reason: Refusal::Other }, PartState::Placing, PartState::Placing];
    let cancelling = [PartState::Cancelling, PartState::Cancelling, PartState::Cancelling];
    let rows = [
        ("awaiting payment", opened(Policy::KeepRest)),
        ("placing", with(Phase::Placing, authorised.clone(), all.clone())),
        ("placing, part placed", with(Phase::Placing, authorised.clone(), part_placed.clone())),
        ("placing, part in doubt", with(Phase::Placing, authorised.clone(), in_doubt.clone())),
        ("placing, part replacing", with(Phase::Placing, authorised.clone(), replacing.clone())),
        ("undoing", with(Phase::Undoing, authorised.clone(), cancelling)),
        ("settling, capturing", with(Phase::Settling, capturing.clone(), all.clone())),
        ("settling, releasing", with(Phase::Settling, releasing, all.clone())),
        ("done, captured", with(Phase::Done, captured, part_placed.clone())),
        ("done, abandoned", with(Phase::Done, Payment::Abandoned, all.clone())),
        ("needs human", with(Phase::NeedsHuman, authorised.clone(), all.clone())),
        ("needs human, part placed", with(Phase::NeedsHuman, authorised.clone(), part_placed.clone())),
        ("needs human, part in doubt", with(Phase::NeedsHuman, authorised.clone(), in_doubt.clone())),
        ("needs human, part replacing", with(Phase::NeedsHuman, authorised.clone(), replacing.clone())),
        ("needs human, capturing", with(Phase::NeedsHuman, capturing.clone(), part_placed)),
    ];
    let mut table = String::from(
        "# The checkout's states\n\nWritten by a test from the code: what each event leads to in each state. What is\nnot listed is refused by name and changes nothing. Part 1 is told by its state after the event. In every state but the first\na second payment is being given back, and in those that are done a refund is open.\n\n| state | event | leads to | part 1 | effects |\n|---|---|---|---|---|\n",
    );
    for (name, saga) in &rows {
        for event in &events {
            let event_name = event.name();
            let event_name = if *event == second("pi_2") { format!("{event_name}, another") } else { event_name };
            let line = match step(saga, event) {
                Err(_) => continue,
                Ok(next) => {
                    let effects: Vec<String> = next
                        .effects
                        .iter()
                        .map(|effect| format!("{effect:?}").split([' ', '{']).next().unwrap().to_owned())
                        .collect();
                    let effects = if effects.is_empty() { "–".to_owned() } else { effects.join(", ") };
                    format!(
                        "| {name} | {event_name} | {:?} | {} | {effects} |\n",
                        next.saga.phase,
                        next.saga.parts[0].state.word()
                    )
                }
            };
            table.push_str(&line);
        }
    }
    table.push_str("\nEvery pair that is not listed is refused.\n");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/checkout-states.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(written, table, "run the tests with UPDATE_DOCS=1 to write the table again");
}
