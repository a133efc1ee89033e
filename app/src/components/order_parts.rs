//! An order's parts: how each stands, what is in it, how it travels, what was refused and why.

use domain::{
    checkout::PayMethod,
    money::Money,
    order::{MarketplaceOrder, OrderItem, OrderStatus, OrderView, Progress},
    saga::{PartState, Phase, Refusal},
    visit::ProductPage,
};
use leptos::prelude::*;

use crate::{
    components::refunds::refunds,
    icons::{DOWN, icon},
    look::Look,
    pages::checkout_review::foreign,
    picture::{Frame, square},
    strand::{mark, strand_class},
};

/// An order's status in a badge.
pub fn status_badge(look: &Look, status: OrderStatus) -> AnyView {
    let class = match status {
        OrderStatus::Delivered => "badge good",
        OrderStatus::Cancelled => "badge trouble",
        OrderStatus::Pending | OrderStatus::Processing | OrderStatus::Shipped => "badge",
    };
    view! { <span class=class>{look.t(&format!("status-{}", status.word()))}</span> }.into_any()
}

/// Whether the order is still being placed, so that its page should look again by itself.
pub fn is_pending(order: &OrderView) -> bool {
    matches!(order.phase, Phase::AwaitingPayment | Phase::Placing | Phase::Undoing | Phase::Settling)
}

/// Whether the marketplace has the part.
pub fn is_placed(part: &MarketplaceOrder) -> bool {
    matches!(part.state, PartState::Placed | PartState::Cancelling)
}

/// How a part stands, in a few words.
pub fn part_status(look: &Look, part: &MarketplaceOrder) -> String {
    let key = match &part.state {
        PartState::Placed => {
            let progress = part.progress.unwrap_or(Progress::Placed);
            return look.t(&format!("progress-{}", progress.word())).into_owned();
        }
        PartState::Waiting => "part-waiting",
        PartState::Placing => "part-placing",
        PartState::InDoubt => "part-in-doubt",
        PartState::Refused { .. } => "part-refused",
        PartState::Replacing { .. } => "part-replacing",
        PartState::Cancelling => "part-cancelling",
        PartState::Cancelled | PartState::Stranded | PartState::Withdrawn => "part-cancelled",
    };
    look.t(key).into_owned()
}

/// Why a part was refused, in a sentence.
pub fn refusal(look: &Look, part: &MarketplaceOrder) -> Option<String> {
    let (PartState::Refused { reason } | PartState::Replacing { reason }) = &part.state else { return None };
    let key = match reason {
        Refusal::OutOfStock => "refusal-out-of-stock",
        Refusal::PriceChanged => "refusal-price-changed",
        Refusal::Undeliverable => "refusal-undeliverable",
        Refusal::PaymentDeclined => "refusal-payment-declined",
        Refusal::SwitchedOff => "refusal-switched-off",
        Refusal::Other => "refusal-other",
    };
    Some(look.with(key, &[("marketplace", look.name_of(&part.marketplace).into())]))
}

/// A part as a small card: how it stands, when it arrives, how far it has come.
pub fn parcel_card(look: &Look, part: &MarketplaceOrder) -> AnyView {
    let face = look.face(&part.marketplace);
    let steps = match (is_placed(part), part.progress.unwrap_or(Progress::Placed)) {
        (false, _) | (true, Progress::Cancelled) => 0_usize,
        (true, Progress::Placed | Progress::Processing) => 1,
        (true, Progress::Shipped | Progress::InTransit) => 2,
        (true, Progress::OutForDelivery) => 3,
        (true, Progress::Delivered) => 4,
    };
    let bars: Vec<_> = (1..=4).map(|step| view! { <i class:on=(step <= steps)></i> }).collect();
    let count = part.items.iter().map(|item| u32::from(item.quantity)).sum();
    let told = look.with("order-step", &[("step", steps.into()), ("of", 4.into())]);
    view! {
        <li class=strand_class(face)>
            <p class="row between fine">
                <span class="marketplace">{face.map(mark)}<bdi>{look.name_of(&part.marketplace)}</bdi></span>
                <span class="soft">{look.count("cart-count", count)}</span>
            </p>
            <div><h2>{part_status(look, part)}</h2><p class="soft fine">{when(look, part)}</p></div>
            <span class="track" role="img" aria-label=told>{bars}</span>
        </li>
    }
    .into_any()
}

/// When a part arrives or arrived, or why it does not.
fn when(look: &Look, part: &MarketplaceOrder) -> AnyView {
    if let Some(why) = refusal(look, part) {
        return why.into_any();
    }
    let delivered = part.events.iter().find(|event| event.progress == Progress::Delivered);
    match (delivered, part.arrives_by) {
        (Some(event), _) => look.moment(event.at),
        (None, Some(by)) if is_placed(part) => {
            look.with("arrives-by", &[("day", look.day(by.date()).into())]).into_any()
        }
        _ => "\u{a0}".into_any(),
    }
}

/// A part with everything in it, folded up.
pub fn part_details(look: &Look, order: &OrderView, part: &MarketplaceOrder, open: bool) -> AnyView {
    let face = look.face(&part.marketplace);
    let items: Vec<AnyView> = part.items.iter().map(|item| item_row(look, item)).collect();
    let lost = matches!(part.state, PartState::Refused { .. } | PartState::Cancelled | PartState::Withdrawn);
    let amount =
        if lost { view! { <s>{look.money(part.shown.total)}</s> }.into_any() } else { look.money(part.shown.total) };
    view! {
        <details class="fold" open=open>
            <summary>
                {face.map(mark)}
                <span><bdi>{look.name_of(&part.marketplace)}</bdi>" "<span class="soft thin">{part_status(look, part)}</span></span>
                <span class="num push">{amount}</span>
                {icon(DOWN)}
            </summary>
            <div>
                {refusal(look, part).map(|why| view! {
                    <p class="absence-note change">{why}" "{(order.phase == Phase::Done).then(|| look.t("part-not-charged"))}</p>
                })}
                <ul>{items}</ul>
                <dl class="specs fine">
                    {numbers(look, part)}
                    <dt>{look.t("review-delivery")}</dt>
                    <dd><span dir="auto">{part.delivery_title.clone()}</span>" · "{if part.shown.delivery.is_zero() { look.t("free").into_any() } else { look.money(part.shown.delivery) }}</dd>
                    {(!part.shown.tax_added.is_zero()).then(|| view! { <dt>{look.t("offer-tax")}</dt><dd>{look.money(part.shown.tax_added)}</dd> })}
                    {part.shown.discount.map(|off| view! { <dt>{look.t(if order.coupon.is_some() { "order-coupon-part" } else { "order-taken-off" })}</dt><dd>{look.money(off.negated())}</dd> })}
                    {foreign(look, part.own.total, part.rate)}
                    {parcels(look, part)}
                </dl>
            </div>
        </details>
    }
    .into_any()
}

fn item_row(look: &Look, item: &OrderItem) -> AnyView {
    let variant =
        (!item.variant_title.is_empty()).then(|| view! { <span dir="auto">{item.variant_title.clone()}</span> });
    view! {
        <li class="cart-line small">
            <div class="picture">{square(item.picture.as_ref(), "", Frame::SMALL)}</div>
            <p class="title" dir="auto"><a href=ProductPage::address(&item.product)>{item.title.clone()}</a></p>
            <p class="amount">{look.money(item.shown)}</p>
            <p class="about">{variant}<span>{look.count("pieces", item.quantity.into())}</span></p>
        </li>
    }
    .into_any()
}

/// What the marketplace itself calls the order.
fn numbers(look: &Look, part: &MarketplaceOrder) -> AnyView {
    if part.marketplace_order_ids.is_empty() {
        return ().into_any();
    }
    let numbers = part.marketplace_order_ids.join(", ");
    view! { <dt>{look.t("order-their-number")}</dt><dd class="num" dir="ltr" data-marketplace-order=part.marketplace.to_string()>{numbers}</dd> }
        .into_any()
}

fn parcels(look: &Look, part: &MarketplaceOrder) -> Vec<AnyView> {
    part.shipments
        .iter()
        .map(|shipment| {
            let number = format!("{} {}", shipment.carrier, shipment.tracking_number);
            let number = match &shipment.tracking_url {
                Some(url) => {
                    view! { <a href=url.clone() rel="noopener nofollow external"><bdi>{number}</bdi></a> }.into_any()
                }
                None => view! { <bdi>{number}</bdi> }.into_any(),
            };
            view! { <dt>{look.t("order-parcel")}</dt><dd>{number}</dd> }.into_any()
        })
        .collect()
}

/// Who was refused, replaced or released, in plain words; nothing where all went well.
pub fn outcome_notes(look: &Look, order: &OrderView) -> AnyView {
    let refused: Vec<AnyView> = order
        .parts
        .iter()
        .filter_map(|part| refusal(look, part))
        .map(|why| view! { <li>{why}</li> }.into_any())
        .collect();
    let released = (order.phase == Phase::Done && !order.released.is_zero()).then(|| {
        view! { <p>{look.with("order-released", &[("amount", look.amount(order.released).into())])}</p> }
    });
    let human = (order.phase == Phase::NeedsHuman).then(|| view! { <p><b>{look.t("order-needs-human")}</b></p> });
    if refused.is_empty() && released.is_none() && human.is_none() {
        return ().into_any();
    }
    view! {
        <section class="absence-note change roomy" role="status">
            <div class="stack gap-2">{human}<ul class="stack gap-1">{refused}</ul>{released}</div>
        </section>
    }
    .into_any()
}

/// The key of a way to pay, by its word.
pub fn payment_key(method: &str) -> &'static str {
    match PayMethod::from_word(method) {
        Some(PayMethod::Card) => "payment-card",
        Some(PayMethod::PayPal) => "payment-paypal",
        Some(PayMethod::Alipay) => "payment-alipay",
        Some(PayMethod::Wallet) => "payment-wallet",
        None => "payment-other",
    }
}

/// What was agreed to, taken and set free.
pub fn payment_summary(look: &Look, order: &OrderView) -> AnyView {
    let released = (!order.released.is_zero()).then(|| {
        view! { <div><dt>{look.t("order-released-row")}</dt><dd>{look.money(order.released)}</dd></div> }
    });
    let settled = order.phase == Phase::Done || !order.captured.is_zero();
    let grand = if settled {
        view! { <div class="grand"><dt>{look.t("order-paid")}</dt><dd>{look.money(order.captured)}</dd></div> }
    } else {
        view! { <div class="grand"><dt>{look.t("order-held")}</dt><dd>{look.money(order.total)}</dd></div> }
    };
    let method = look.t(payment_key(&order.payment_method));
    let refunded = (!order.refunded.is_zero()).then(|| {
        view! { <div class="saving"><dt>{look.t("order-refunded")}</dt><dd>{look.money(order.refunded)}</dd></div> }
    });
    let reduction = (order.taken_off() != 0 || order.coupon.is_some()).then(|| {
        let off = Money::new(-order.taken_off(), order.total.currency);
        let name = match &order.coupon {
            Some(code) => look.with("order-coupon", &[("code", code.to_string().into())]),
            None => look.t("order-taken-off").into_owned(),
        };
        view! { <div class="saving" data-reduction=""><dt>{name}</dt><dd>{look.money(off)}</dd></div> }
    });
    view! {
        <section class="summary" aria-labelledby="payment">
            <h2 id="payment">{look.t("order-payment")}</h2>
            <dl>
                {reduction}
                <div><dt>{look.t("order-agreed")}</dt><dd>{look.money(order.total)}</dd></div>
                {released}
                <div><dt>{look.t("order-method")}</dt><dd>{method}</dd></div>
                {grand}
                {refunded}
            </dl>
            {refunds(look, order)}
        </section>
    }
    .into_any()
}
