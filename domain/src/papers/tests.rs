//! Papers add up whatever was rounded, and giving everything back takes exactly what was charged.

use proptest::prelude::*;

use super::*;
use crate::{
    money::Currency,
    order::{MarketplaceOrder, OrderItem, OrderStatus, OrderView},
    pricing::Amounts,
    saga::{PartState, Phase, Refund, RefundState},
};

const NOW: Timestamp = Timestamp(1_795_248_000_000);

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::Eur)
}

/// A line of goods: what it cost, what a coupon took off, its rate.
type Goods = (i64, i64, Option<u32>);

fn item(number: usize, (shown, off, tax_points): Goods) -> OrderItem {
    OrderItem {
        product: format!("shelf:thing-{number}").parse().unwrap(),
        variant: "one".parse().unwrap(),
        title: format!("Thing {number}"),
        variant_title: String::new(),
        picture: None,
        quantity: Quantity::ONE,
        unit: eur(shown),
        shown: eur(shown),
        discount: (off > 0).then_some(eur(off)),
        tax_points,
    }
}

fn part(goods: &[Goods], delivery: i64, tax_added: i64) -> MarketplaceOrder {
    let sum: i64 = goods.iter().map(|(shown, ..)| shown).sum();
    let off: i64 = goods.iter().map(|(_, off, _)| off).sum();
    let own = Amounts::of(eur(sum), eur(delivery), eur(tax_added)).unwrap();
    MarketplaceOrder {
        part: 0,
        marketplace: "shelf".parse().unwrap(),
        state: PartState::Placed,
        marketplace_order_ids: vec![],
        progress: None,
        delivery_title: "Standard".into(),
        arrives_by: None,
        own,
        shown: own.less(eur(off)).unwrap(),
        rate: Rate { from: Currency::Eur, to: Currency::Eur, billionths: Rate::ONE, dated: NOW.date() },
        items: goods.iter().enumerate().map(|(number, goods)| item(number, *goods)).collect(),
        shipments: vec![],
        events: vec![],
    }
}

fn order(parts: Vec<MarketplaceOrder>) -> OrderView {
    let paid = eur(parts.iter().map(|part| part.shown.total.minor).sum());
    OrderView {
        number: OrderNumber::from_bits(7),
        status: OrderStatus::Processing,
        phase: Phase::Done,
        created_at: NOW,
        details: Details {
            email: "amira@example.org".into(),
            name: "Amira".into(),
            street: "Rua da Prata 12".into(),
            extra: String::new(),
            postcode: "1100-419".into(),
            city: "Lisboa".into(),
            country: "PT".into(),
            phone: String::new(),
        },
        total: paid,
        captured: paid,
        released: eur(0),
        refunded: eur(0),
        refunds: vec![],
        given_back: vec![],
        payment_method: "card".into(),
        coupon: None,
        parts,
    }
}

fn issuer() -> Issuer {
    Issuer { name: "Shop".into(), address: vec!["Street 1".into()], tax_number: "PT 1".into() }
}

fn us(_: &MarketplaceId) -> Seller {
    Seller { name: "Shelf".into(), is_us: true }
}

fn other(_: &MarketplaceId) -> Seller {
    Seller { name: "Harbor".into(), is_us: false }
}

/// Everything that an order calls for, each under the next number.
fn all(order: &OrderView, seller: fn(&MarketplaceId) -> Seller) -> Vec<Paper> {
    let mut issued: Vec<Paper> = Vec::new();
    while let Some(content) = next(order, &issuer(), seller, &issued).unwrap() {
        let serial = u32::try_from(issued.len()).unwrap() + 1;
        issued.push(Paper { number: PaperNumber { kind: content.kind, year: 2026, serial }, issued_at: NOW, content });
    }
    issued
}

fn refunds(amounts: &[i64]) -> Vec<Refund> {
    let refund = |(number, minor): (usize, &i64)| Refund {
        id: RefundId::of_key(&format!("key-{number}")).unwrap(),
        part: 0,
        amount: eur(*minor),
        reason: RefundReason::Returned,
        state: RefundState::Refunded,
    };
    amounts.iter().enumerate().map(refund).collect()
}

#[test]
fn our_goods_have_an_invoice_and_those_of_others_a_receipt_without_taxes_and_without_a_name() {
    let one = order(vec![part(&[(12_300, 0, Some(2300))], 0, 0)]);
    let [invoice] = &all(&one, us)[..] else { panic!("one paper") };
    assert_eq!(invoice.number.to_string(), "INV-2026-000001");
    let content = &invoice.content;
    assert_eq!((content.net, content.tax, content.total), (eur(10_000), eur(2300), eur(12_300)));
    assert_eq!(content.taxes, [TaxSum { points: 2300, net: eur(10_000), tax: eur(2300), gross: eur(12_300) }]);
    assert_eq!(content.buyer.as_ref().map(|buyer| buyer.address.len()), Some(2));
    let [receipt] = &all(&one, other)[..] else { panic!("one paper") };
    assert_eq!((receipt.content.kind, receipt.content.total), (PaperKind::Receipt, eur(12_300)));
    assert!(receipt.content.taxes.is_empty() && receipt.content.buyer.is_none());
    assert!(receipt.content.lines.iter().all(|line| line.tax_points.is_none() && line.tax.is_zero()));
}

#[test]
fn without_a_known_rate_nothing_is_called_an_invoice() {
    let unknown = order(vec![part(&[(500, 0, Some(2300)), (500, 0, None)], 0, 0)]);
    assert_eq!(all(&unknown, us)[0].content.kind, PaperKind::Receipt);
}

#[test]
fn tax_on_top_is_what_the_order_charged() {
    let one = order(vec![part(&[(999, 0, Some(2000)), (1, 0, Some(2000))], 333, 267)]);
    let invoice = &all(&one, us)[0].content;
    assert_eq!((invoice.tax, invoice.net, invoice.total), (eur(267), eur(1333), eur(1600)));
    let receipt = &all(&one, other)[0].content;
    assert_eq!(receipt.lines.last().map(|line| (&line.about, line.gross)), Some((&About::TaxAdded, eur(267))));
}

#[test]
fn what_was_not_paid_has_no_paper() {
    let placed = part(&[(500, 0, Some(0))], 0, 0);
    let waiting = OrderView { phase: Phase::Settling, ..order(vec![placed.clone()]) };
    assert!(all(&waiting, us).is_empty());
    let refused = MarketplaceOrder { state: PartState::Cancelled, part: 1, ..placed.clone() };
    assert_eq!(all(&order(vec![placed.clone(), refused]), us).len(), 1);
    let mut erased = order(vec![placed]);
    erased.details.name.clear();
    assert!(all(&erased, us).is_empty(), "there is nobody whom it could be for");
}

#[test]
fn a_refund_has_its_paper_once_it_was_carried_out() {
    let mut one = order(vec![part(&[(1000, 0, Some(2300))], 0, 0)]);
    one.refunds = refunds(&[400, 300]);
    one.refunds[1].state = RefundState::Asked;
    let papers = all(&one, us);
    let kinds: Vec<PaperKind> = papers.iter().map(|paper| paper.content.kind).collect();
    assert_eq!(kinds, [PaperKind::Invoice, PaperKind::CreditNote]);
    let note = &papers[1].content;
    assert_eq!((note.corrects, note.total), (Some(papers[0].number), eur(400)));
    assert_eq!(note.buyer, papers[0].content.buyer);
    assert_eq!(all(&one, other)[1].content.kind, PaperKind::RefundReceipt);
}

#[test]
fn numbers_are_read_in_the_one_way_they_are_written() {
    let number: PaperNumber = "CRN-2026-000042".parse().unwrap();
    assert_eq!(
        (number.kind, number.serial, number.to_string().as_str()),
        (PaperKind::CreditNote, 42, "CRN-2026-000042")
    );
    for wrong in ["", "INV", "INV-2026", "INV-2026-42", "XYZ-2026-000042", "inv-2026-000042", "INV-2026--00042"] {
        assert!(wrong.parse::<PaperNumber>().is_err(), "{wrong}");
    }
}

#[test]
fn the_tax_is_also_told_in_the_seller_s_currency_and_given_back_to_the_last_unit() {
    let mut abroad = part(&[(1000, 0, Some(2300))], 0, 0);
    abroad.own =
        Amounts::of(Money::new(150_001, Currency::Jpy), Money::zero(Currency::Jpy), Money::zero(Currency::Jpy))
            .unwrap();
    let mut one = order(vec![abroad]);
    one.refunds = refunds(&[333, 333, 334]);
    let papers = all(&one, us);
    let home = |paper: &Paper| paper.content.at_home.unwrap().tax.minor;
    assert!(home(&papers[0]) > 20_000);
    assert_eq!(papers[1..].iter().map(home).sum::<i64>(), home(&papers[0]));
}

fn goods() -> impl Strategy<Value = Vec<Goods>> {
    let rate = prop::sample::select(vec![0_u32, 210, 550, 700, 1900, 2000, 2300, 2550]);
    let line = (1_i64..500_000, 0_i64..=100, rate)
        .prop_map(|(shown, percent, points)| (shown, shown * percent / 100, Some(points)));
    prop::collection::vec(line, 1..6)
}

proptest! {
    #[test]
    fn papers_add_up_to_what_was_charged(goods in goods(), delivery in 0_i64..5000, on_top in 0_i64..9000) {
        let one = order(vec![part(&goods, delivery, on_top)]);
        for seller in [us as fn(&MarketplaceId) -> Seller, other] {
            for paper in all(&one, seller) {
                prop_assert!(paper.content.adds_up(), "{:?}", paper.content);
                prop_assert_eq!(paper.content.total, one.captured);
                prop_assert!(paper.content.lines.iter().all(|line| line.net.minor >= 0 && line.tax.minor >= 0));
            }
        }
    }

    #[test]
    fn giving_everything_back_in_whatever_portions_takes_every_rate_and_tax_exactly(
        goods in goods(), delivery in 0_i64..5000, cuts in prop::collection::vec(0_u64..1000, 1..6),
    ) {
        let mut one = order(vec![part(&goods, delivery, 0)]);
        prop_assume!(one.captured.minor > 0);
        let portions: Vec<i64> = one.captured.allocate(&cuts).into_iter().map(|part| part.minor).filter(|minor| *minor > 0).collect();
        one.refunds = refunds(&portions);
        let papers = all(&one, us);
        let (invoice, notes) = papers.split_first().unwrap();
        prop_assert_eq!(notes.len(), portions.len());
        for note in notes {
            prop_assert!(note.content.adds_up(), "{:?}", note.content);
            prop_assert!(note.content.lines.iter().all(|line| line.net.minor >= 0 && line.tax.minor >= 0));
        }
        for rate in invoice.content.taxes.iter().filter(|rate| !rate.gross.is_zero()) {
            let of_rate = || notes.iter().flat_map(|note| &note.content.taxes).filter(|sum| sum.points == rate.points);
            prop_assert_eq!(of_rate().map(|sum| sum.tax.minor).sum::<i64>(), rate.tax.minor);
            prop_assert_eq!(of_rate().map(|sum| sum.gross.minor).sum::<i64>(), rate.gross.minor);
        }
    }
}
