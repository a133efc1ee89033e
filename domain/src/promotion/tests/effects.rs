use super::*;

#[test]
fn a_percentage_falls_on_the_lines_by_what_they_cost() {
    assert_eq!(offs(&applied(&usual(), [terms("ten", percent(1_000))])), [600, 400]);
}

#[test]
fn a_third_off_three_equal_lines_loses_no_cent_and_the_odd_one_falls_on_the_first() {
    let three = (1..=3).map(|number| line(&format!("house:p{number}"), Category::Audio, 1, 3_333)).collect();
    let off = applied(&cart(three), [terms("hundred", fixed(10_000 - 1))]);
    assert_eq!((off.goods_off.minor, off.lines.iter().map(|line| line.paid.minor).sum::<i64>()), (9_999, 0));
    let three = (1..=3).map(|number| line(&format!("house:p{number}"), Category::Audio, 1, 500)).collect();
    assert_eq!(offs(&applied(&cart(three), [terms("one", fixed(100))])), [34, 33, 33]);
}

#[test]
fn what_floats_would_make_28_978999_is_whole_cents() {
    let facts = cart(vec![line("house:a", Category::Audio, 1, 3_220), line("house:b", Category::Audio, 3, 1)]);
    let off = applied(&facts, [terms("ten", percent(1_000))]);
    assert_eq!(offs(&off), [322, 0]);
    assert_eq!(off.paid().unwrap().minor, 3_221 - 322 + 500);
}

#[test]
fn an_amount_larger_than_the_goods_leaves_no_line_below_zero_and_the_delivery_to_be_paid() {
    let off = applied(&usual(), [terms("all", fixed(99_999_999))]);
    assert_eq!(off.lines.iter().map(|line| line.paid.minor).collect::<Vec<_>>(), [0, 0]);
    assert!(off.steps[0].limited);
    assert_eq!(off.paid().unwrap().minor, 1_000);
}

#[test]
fn all_promotions_together_leave_what_a_gateway_takes() {
    let off = applied(&usual(), [terms("all", percent(10_000)), terms("free", free_delivery())]);
    assert_eq!(off.paid().unwrap().minor, 100);
    assert!(off.steps[1].limited);
    let mut cheap = usual();
    cheap.lines.iter_mut().for_each(|line| line.amount = eur(20));
    cheap.deliveries.clear();
    assert_eq!(applied(&cheap, [terms("all", percent(10_000))]).steps, []);
}

#[test]
fn a_cap_in_another_currency_counts_at_the_rate_of_the_quote() {
    let cap = Some(Money::new(1_000, Currency::Usd));
    let off = applied(&usual(), [terms("half", Effect::Off { reduction: Reduction::Percent { points: 5_000, cap } })]);
    assert_eq!(off.goods_off, eur(800));
    let unknown = Reduction::Amount { amount: Money::new(1_000, Currency::Kwd) };
    let refused = apply(&[promotion(terms("kwd", Effect::Off { reduction: unknown }))], &usual());
    assert!(matches!(refused, Err(ApplyError::Money(_))));
}

#[test]
fn the_highest_tier_that_is_reached_counts_and_the_next_is_named() {
    let tier = |from, points| SubtotalTier { from: eur(from), reduction: Reduction::Percent { points, cap: None } };
    let tiers = vec![tier(5_000, 500), tier(10_000, 1_000), tier(11_200, 2_000)];
    let off = applied(&usual(), [terms("tiers", Effect::TieredBySubtotal { tiers })]);
    assert_eq!((off.goods_off, off.steps[0].reach), (eur(1_000), 2));
    assert_eq!(off.steps[0].next, Some(Missing::Subtotal { of: Scope::default(), more: eur(1_200) }));
    let tiers = vec![QuantityTier { from: 4, reduction: Reduction::Amount { amount: eur(700) } }];
    let off = applied(&usual(), [Terms { scope: books(), ..terms("four", Effect::TieredByQuantity { tiers }) }]);
    assert_eq!(why(&off, "four"), &Why::Short { missing: vec![Missing::Quantity { of: books(), more: 2 }] });
}

fn buy_get(buy: u32, of: Scope, get: u32, times: Option<u32>) -> Effect {
    Effect::BuyGet { buy, of, get, points: 10_000, times }
}

#[test]
fn whoever_buys_two_gets_the_cheapest_free_and_no_piece_is_both() {
    let facts = cart(vec![
        line("house:a", Category::BooksStationery, 2, 2_000),
        line("house:b", Category::BooksStationery, 3, 1_500),
        line("house:c", Category::Audio, 1, 100),
    ]);
    let offer = |times| Terms { scope: books(), ..terms("three-for-two", buy_get(2, books(), 1, times)) };
    assert_eq!(offs(&applied(&facts, [offer(None)])), [0, 500, 0]);
    let more = cart(vec![line("house:a", Category::BooksStationery, 5, 5_000), facts.lines[1].clone()]);
    assert_eq!(offs(&applied(&more, [offer(None)])), [0, 1_000]);
    assert_eq!(offs(&applied(&more, [offer(Some(1))])), [0, 500]);
    assert_eq!(applied(&more, [offer(None)]).steps[0].reach, 2);
}

#[test]
fn what_is_bought_may_be_something_else_than_what_is_got() {
    let lamps = Scope::of_categories([Category::LightingFurniture]);
    let offer = Terms { scope: books(), ..terms("lamp-and-book", buy_get(1, lamps.clone(), 1, None)) };
    assert_eq!(offs(&applied(&usual(), [offer.clone()])), [0, 2_000]);
    let mut without = usual();
    without.lines.remove(0);
    let off = applied(&without, [offer]);
    assert_eq!(why(&off, "lamp-and-book"), &Why::Short { missing: vec![Missing::Quantity { of: lamps, more: 1 }] });
}

#[test]
fn a_piece_that_must_be_bought_is_not_the_one_that_is_got_though_it_is_cheaper() {
    let facts =
        cart(vec![line("house:cheap", Category::BooksStationery, 1, 500), line("house:dear", Category::Audio, 1, 900)]);
    let offer = terms("any", buy_get(1, books(), 1, None));
    assert_eq!(offs(&applied(&facts, [offer])), [0, 900]);
}

#[test]
fn pieces_of_an_uneven_line_are_never_got_for_more_than_they_cost() {
    let facts = cart(vec![line("house:a", Category::BooksStationery, 3, 1_000)]);
    let off = applied(&facts, [terms("three-for-two", buy_get(2, Scope::default(), 1, None))]);
    assert_eq!(offs(&off), [333]);
}

#[test]
fn free_delivery_is_that_of_the_parts_in_scope() {
    let scope = Scope { seller: Seller::House, ..Scope::default() };
    let off = applied(&usual(), [Terms { scope, ..terms("free", free_delivery()) }]);
    assert_eq!(off.deliveries.iter().map(|delivery| delivery.paid.minor).collect::<Vec<_>>(), [500, 0]);
    assert_eq!(off.delivery_off, eur(500));
}

#[test]
fn a_gift_is_put_in_and_takes_nothing_off_and_one_that_is_gone_is_not_promised() {
    let off = applied(&usual(), [terms("mug", gift(900))]);
    assert_eq!((off.gifts().count(), off.goods_off.minor), (1, 0));
    let mut gone = usual();
    gone.gifts_gone.insert(("house:mug".parse().unwrap(), "v".parse().unwrap()));
    assert_eq!(why(&applied(&gone, [terms("mug", gift(900))]), "mug"), &Why::NoGift);
    let mut elsewhere = usual();
    elsewhere.house = Some("harbor".parse().unwrap());
    assert_eq!(why(&applied(&elsewhere, [terms("mug", gift(900))]), "mug"), &Why::NoGift);
}

#[test]
fn each_seller_bears_what_falls_on_its_own_lines() {
    let sellers = Terms { bearer: Bearer::Seller, ..terms("ten", percent(1_000)) };
    let borne = applied(&usual(), [sellers]).borne().unwrap();
    let of = |name: &str| borne[&Payer::Marketplace(name.parse().unwrap())].minor;
    assert_eq!((of("harbor"), of("house"), borne.len()), (600, 400, 2));
}

#[test]
fn carts_with_amounts_below_zero_or_too_large_are_refused() {
    let mut facts = usual();
    facts.lines[0].amount = eur(-1);
    assert_eq!(apply(&[], &facts), Err(ApplyError::BelowZero));
    facts.lines[0].amount = eur(Money::LARGEST);
    assert!(matches!(apply(&[], &facts), Err(ApplyError::Money(_))));
    facts = usual();
    facts.deliveries.push(facts.deliveries[0].clone());
    assert!(matches!(apply(&[], &facts), Err(ApplyError::TwoDeliveries(_))));
}
