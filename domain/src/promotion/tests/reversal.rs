use super::*;

fn keep(applied: &Applied, before: &Returns, now: &[u32]) -> Reversal {
    super::super::reversal(applied, before, now, WhenShort::Keep).unwrap()
}

#[test]
fn a_piece_gives_back_what_was_paid_for_it_and_the_bearer_has_the_rest() {
    let off = applied(&usual(), [terms("ten", percent(1_000))]);
    let back = keep(&off, &Returns::none(&off), &[0, 1]);
    assert_eq!((back.refund, back.steps[0].lines[0].amount), (eur(1_800), eur(200)));
    assert_eq!(back.deliveries, []);
}

#[test]
fn all_pieces_in_any_order_give_back_all_that_was_paid_and_all_that_was_taken_off() {
    let facts = cart(vec![
        line("house:a", Category::Audio, 3, 1_000),
        line("house:b", Category::Audio, 7, 999),
        line("harbor:c", Category::Audio, 2, 1),
    ]);
    let off = applied(&facts, [terms("third", percent(3_333)), terms("free", free_delivery())]);
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
        let (mut returns, mut refund, mut reversed) = (Returns::none(&off), 0, 0);
        for place in order {
            for _ in 0..u32::from(off.lines[place].quantity) {
                let mut now = [0; 3];
                now[place] = 1;
                let back = keep(&off, &returns, &now);
                assert!(back.refund.minor >= 0);
                refund += back.refund.minor;
                let shares = back.steps.iter().flat_map(|step| step.lines.iter().chain(&step.deliveries));
                reversed += shares.map(|share| share.amount.minor).sum::<i64>();
                returns = back.after;
            }
        }
        assert_eq!(refund, off.paid().unwrap().minor);
        assert_eq!(reversed, off.goods_off.minor + off.delivery_off.minor);
    }
}

#[test]
fn the_delivery_of_a_part_goes_back_with_its_last_piece() {
    let off = applied(&usual(), [terms("ten", percent(1_000))]);
    let first = keep(&off, &Returns::none(&off), &[0, 1]);
    let second = keep(&off, &first.after, &[0, 1]);
    assert_eq!((first.refund, second.refund), (eur(1_800), eur(1_800 + 500)));
}

/// 60.00 and 40.00 with 20.00 off from 100.00 on.
fn twenty() -> Terms {
    let condition = Condition::Subtotal { of: Scope::default(), at_least: eur(10_000) };
    Terms { condition, ..terms("twenty", fixed(2_000)) }
}

#[test]
fn what_is_kept_costs_what_it_would_have_cost_alone_where_the_shop_takes_back() {
    let facts = usual();
    let off = applied(&facts, [twenty()]);
    let promotions = [promotion(twenty())];
    let policy = WhenShort::TakeBack { promotions: &promotions, facts: &facts };
    let first = super::super::reversal(&off, &Returns::none(&off), &[1, 0], policy).unwrap();
    // 48.00 was paid for the lamp and 5.00 for bringing it; 8.00 of the reduction fell on the books that are kept
    assert_eq!((first.refund, first.withheld), (eur(4_800 + 500 - 800), eur(800)));
    let missing = vec![Missing::Subtotal { of: Scope::default(), more: eur(6_000) }];
    assert_eq!(first.steps[0].short, Some(Why::Short { missing }));
    let second = super::super::reversal(&off, &first.after, &[0, 2], policy).unwrap();
    assert_eq!((second.refund, second.withheld), (eur(3_200 + 500 + 800), eur(-800)));
    let kept = keep(&off, &Returns::none(&off), &[1, 0]);
    assert_eq!((kept.refund, kept.withheld), (eur(4_800 + 500), eur(0)));
    assert_eq!(kept.steps[0].short, None);
}

#[test]
fn nothing_is_held_back_beyond_what_the_returned_pieces_cost() {
    let facts = usual();
    let condition = Condition::Quantity { of: books(), at_least: 2 };
    let offer = Terms { condition, ..terms("big", fixed(9_000)) };
    let off = applied(&facts, [offer.clone()]);
    let promotions = [promotion(offer)];
    let policy = WhenShort::TakeBack { promotions: &promotions, facts: &facts };
    let back = super::super::reversal(&off, &Returns::none(&off), &[0, 1], policy).unwrap();
    assert_eq!((back.refund, back.withheld), (eur(0), eur(200)));
}

#[test]
fn a_gift_is_asked_for_once_when_what_it_was_for_is_gone() {
    let facts = usual();
    let mug = Terms { condition: Condition::Quantity { of: books(), at_least: 2 }, ..terms("mug", gift(500)) };
    let off = applied(&facts, [mug.clone()]);
    let promotions = [promotion(mug)];
    // the last one was given away: that is no reason to ask for it
    let mut gone = facts.clone();
    gone.gifts_gone.insert(("house:mug".parse().unwrap(), "v".parse().unwrap()));
    let policy = WhenShort::TakeBack { promotions: &promotions, facts: &gone };
    let lamp = super::super::reversal(&off, &Returns::none(&off), &[1, 0], policy).unwrap();
    assert_eq!(lamp.gifts.len(), 0);
    let book = super::super::reversal(&off, &lamp.after, &[0, 1], policy).unwrap();
    assert_eq!((book.gifts.len(), book.refund), (1, eur(2_000)));
    let last = super::super::reversal(&off, &book.after, &[0, 1], policy).unwrap();
    assert_eq!(last.gifts.len(), 0);
}

#[test]
fn more_than_there_is_and_another_order_are_refused() {
    let facts = usual();
    let off = applied(&facts, [twenty()]);
    let none = Returns::none(&off);
    let back = |now: &[u32], policy| super::super::reversal(&off, &none, now, policy);
    assert_eq!(back(&[0, 3], WhenShort::Keep), Err(ReversalError::NotSoMany(1)));
    assert_eq!(back(&[0], WhenShort::Keep), Err(ReversalError::AnotherOrder));
    let policy = WhenShort::TakeBack { promotions: &[], facts: &facts };
    assert_eq!(back(&[1, 0], policy), Err(ReversalError::NoPromotion("twenty".parse().unwrap())));
    let mut other = usual();
    other.lines[0].amount = eur(1);
    let policy = WhenShort::TakeBack { promotions: &[promotion(twenty())], facts: &other };
    assert_eq!(back(&[1, 0], policy), Err(ReversalError::AnotherOrder));
}
