//! What must hold of every basket, every shipment and every moment.

use proptest::prelude::*;

use super::*;

fn some_pieces() -> impl Strategy<Value = Vec<Piece>> {
    let one = (0_u32..9, 1_u32..6_000, (1_u32..300, 1_u32..300, 1_u32..300));
    let one = one.prop_map(|(line, grams, (a, b, c))| piece(line, grams, [a, b, c]));
    prop::collection::vec(one, 0..40)
}

fn some_offers() -> impl Strategy<Value = Vec<CarrierOffer>> {
    let names = prop::sample::select(vec!["fedex", "dhl", "easypost"]);
    let currency = prop::sample::select(vec![Currency::Eur, Currency::Usd]);
    let one = (names, 0_i64..5_000, currency, prop::option::of(1_u16..9), "[a-f]{2}");
    let one = one.prop_map(|(carrier, minor, currency, days, service)| CarrierOffer {
        service,
        ..offer(carrier, minor, currency, days)
    });
    prop::collection::vec(one, 1..10)
}

proptest! {
    #[test]
    fn packing_loses_nothing_and_keeps_to_every_limit(pieces in some_pieces()) {
        let cartons = cartons();
        let packed = pack(&pieces, &cartons).unwrap();
        let mut packed_lines: Vec<u32> = packed.iter().flat_map(|packed| packed.lines.clone()).collect();
        let mut lines: Vec<u32> = pieces.iter().map(|piece| piece.line).collect();
        packed_lines.sort_unstable();
        lines.sort_unstable();
        prop_assert_eq!(packed_lines, lines);
        let mut grams = 0;
        for one in &packed {
            let carton = cartons.iter().find(|carton| carton.id == one.carton).unwrap();
            let content = one.parcel.grams() - carton.empty_grams;
            prop_assert!(content <= carton.most_grams);
            grams += content;
        }
        prop_assert_eq!(grams, pieces.iter().map(|piece| piece.grams).sum::<u32>());
        prop_assert_eq!(pack(&pieces, &cartons).unwrap(), packed, "the same goods are packed alike");
    }

    #[test]
    fn the_order_of_the_answers_does_not_decide(offers in some_offers(), turn in 0_usize..10) {
        let mut turned = offers.clone();
        turned.rotate_left(turn % offers.len());
        for rule in [Rule::Cheapest, Rule::Fastest, Rule::Preferred(vec!["dhl".parse().unwrap()])] {
            let first = choose(&rule, &Wanted::default(), &offers, &rates()).unwrap();
            let second = choose(&rule, &Wanted::default(), &turned, &rates()).unwrap();
            prop_assert_eq!(first.compared, second.compared);
            let (one, other) = (&offers[first.offer], &turned[second.offer]);
            prop_assert_eq!((&one.carrier, &one.service, one.days), (&other.carrier, &other.service, other.days));
        }
        let cheapest = choose(&Rule::Cheapest, &Wanted::default(), &offers, &rates()).unwrap();
        for one in &offers {
            prop_assert!(cheapest.compared.minor <= rates().convert(one.price, Currency::Eur).unwrap().minor);
        }
    }

    #[test]
    fn a_promise_is_kept_on_days_of_work_and_never_before_its_cut_off(
        minutes in 0_i64..20_000_000, cut_off in 0_u16..1_440, ahead in -720_i16..840, handling in 0_u16..4,
        days in (0_u16..6, 0_u16..9),
    ) {
        let now = Timestamp(SATURDAY.0 + minutes * Timestamp::MINUTE);
        let warehouse = working(Weekdays::SUNDAY_TO_THURSDAY, &[(2026, 12, 25), (2027, 1, 1)]);
        let carrier = working(Weekdays::MONDAY_TO_FRIDAY, &[(2026, 12, 25), (2026, 12, 28)]);
        let dispatch = Dispatch { cut_off, minutes_ahead: ahead, warehouse, handling };
        let promise = dispatch.promise(now, days, &carrier).unwrap();
        let order_by = promise.order_by.unwrap();
        prop_assert!(order_by > now && promise.from <= promise.to);
        prop_assert!(carrier.is_open(promise.from) && carrier.is_open(promise.to));
        let leaves = order_by.plus(i64::from(ahead) * Timestamp::MINUTE).date();
        prop_assert!(promise.from.days() >= leaves.days() + i64::from(handling) + i64::from(days.0));
    }

    #[test]
    fn whoever_buys_more_never_pays_more_for_delivery_that_becomes_free(
        cheap in 0_i64..20_000, more in 0_i64..20_000, threshold in 1_i64..20_000, price in 1_i64..3_000,
    ) {
        let flat = || method("post", vec![tariff(Area::Everywhere, Price::Flat(euros(price)), Some(threshold))]);
        let of = |goods| only(flat(), &basket(goods, None), &lisbon()).unwrap();
        let (less, rich) = (of(cheap), of(cheap + more));
        prop_assert!(rich.price.minor <= less.price.minor);
        prop_assert_eq!(less.price.is_zero(), cheap >= threshold);
    }
}
