//! The review: what the marketplaces themselves said, what changed, what happens when one refuses, and the button that
//! says what it will do and how much it costs.

use domain::{
    checkout::{Change, CheckoutView, LiveQuote, PayMethod, PayOffer, Policy, SavedMethod, Tolerance},
    money::{Money, Rate},
    pricing::PartQuote,
    wallet::WalletView,
};
use leptos::prelude::*;

use crate::{
    components::{
        absence_note::reason_key, assurances::assurances, cart_screen::cart_texts, marketplace::marketplace_of,
    },
    icons::{DOWN, WARNING, icon},
    islands::cart::coupon::{coupon_field, problem_text},
    look::Look,
    picture::{Frame, square},
    ssr::parameter,
    strand::mark,
};

/// The open review step.
pub fn review(look: &Look, view: &CheckoutView, wallet: &WalletView) -> AnyView {
    let Some(live) = &view.draft.live else { return ask_again(look) };
    let parts: Vec<AnyView> = live.quote.parts.iter().map(|part| part_review(look, view, part)).collect();
    if parts.is_empty() {
        return view! {
            <div class="stack gap-6">
                {changes(look, &live.changes)}
                <p>{look.t("review-nothing")}</p>
                {ask_again(look)}
            </div>
        }
        .into_any();
    }
    view! {
        <div class="stack gap-6">
            {changes(look, &live.changes)}
            <div>{parts}</div>
            {coupon_field(&cart_texts(look), &view.cart, Some(&live.quote), "/api/checkout/coupon")}
            {consent(look, view, live, wallet)}
        </div>
    }
    .into_any()
}

fn ask_again(look: &Look) -> AnyView {
    view! {
        <form action="/api/checkout/requote" method="post"><button class="button">{look.t("review-ask-again")}</button></form>
    }
    .into_any()
}

/// What is no longer as it was, said before anything is paid.
fn changes(look: &Look, changes: &[Change]) -> AnyView {
    if changes.is_empty() {
        return ().into_any();
    }
    let count = u32::try_from(changes.len()).unwrap_or(0);
    let rows: Vec<AnyView> = changes.iter().map(|change| change_row(look, change)).collect();
    view! {
        <section class="absence-note change roomy" aria-labelledby="changes">
            <div class="stack gap-3">
                <h3 id="changes" class="row tight">{icon(WARNING)}{look.count("review-changes", count)}</h3>
                <ul class="stack gap-2">{rows}</ul>
                {ask_again(look)}
            </div>
        </section>
    }
    .into_any()
}

fn change_row(look: &Look, change: &Change) -> AnyView {
    let quoted = |title: &str| look.named(title);
    let moved = |before: Money, now: Money| view! { <s>{look.money(before)}</s>" "<b>{look.money(now)}</b> }.into_any();
    let (id, text, amounts) = match change {
        Change::Price { marketplace, title, before, now } => {
            let key = if now.minor > before.minor { "review-price-up" } else { "review-price-down" };
            (marketplace, look.with(key, &[("title", quoted(title).into())]), moved(*before, *now))
        }
        Change::Total { marketplace, before, now } => {
            (marketplace, look.t("review-total-changed").into_owned(), moved(*before, *now))
        }
        Change::Stock { marketplace, title, left } => {
            let text = match left {
                Some(left) if *left > 0 => {
                    look.with("review-stock-left", &[("title", quoted(title).into()), ("count", (*left).into())])
                }
                _ => look.with("review-stock-gone", &[("title", quoted(title).into())]),
            };
            (marketplace, text, view! { <a href="/cart">{look.t("checkout-back-to-cart")}</a> }.into_any())
        }
        Change::Absent { absence } => {
            let name = look.name_of(&absence.marketplace);
            let why = look.with(reason_key(absence.reason), &[("marketplace", name.into())]);
            (&absence.marketplace, why, look.t("review-part-missing").into_any())
        }
        Change::Undeliverable { marketplace } => {
            (marketplace, look.t("review-undeliverable").into_owned(), look.t("review-part-missing").into_any())
        }
        Change::Promotion { name, before, now } => {
            let less = look.with("review-promotion-less", &[("name", quoted(name).into())]);
            return view! { <li>{less}" "{moved(*before, *now)}</li> }.into_any();
        }
        Change::Coupon { code, problem } => {
            let gone = look.with("review-coupon-gone", &[("code", code.to_string().into())]);
            return view! { <li>{gone}" "{problem_text(&cart_texts(look), *problem)}</li> }.into_any();
        }
    };
    view! { <li>{marketplace_of(look, id)}": "{text}" "{amounts}</li> }.into_any()
}

/// One marketplace's part: its things, its delivery, and what it is paid in its own currency.
fn part_review(look: &Look, view: &CheckoutView, part: &PartQuote) -> AnyView {
    let face = look.face(&part.marketplace);
    let rows: Vec<AnyView> = part
        .lines
        .iter()
        .map(|line| {
            let known = view.cart.cart.lines.iter().find(|known| known.is_of(&line.product, &line.variant));
            let title = known.map(|known| known.title.clone()).unwrap_or_default();
            let variant = known.map(|known| known.variant_title.clone()).filter(|title| !title.is_empty());
            let picture = known.and_then(|known| known.picture.as_ref());
            view! {
                <li class="cart-line small">
                    <div class="picture">{square(picture, "", Frame::SMALL)}</div>
                    <p class="title" dir="auto">{title}</p>
                    <p class="amount">{look.money(line.shown)}</p>
                    <p class="about">
                        {variant.map(|variant| view! { <span dir="auto">{variant}</span> })}
                        <span>{look.count("pieces", line.quantity.into())}</span>
                    </p>
                </li>
            }
            .into_any()
        })
        .collect();
    let day = part.delivery().map(|option| look.in_days(option.days_to));
    view! {
        <details class="fold" open>
            <summary>
                {face.map(mark)}
                <span><bdi>{look.name_of(&part.marketplace)}</bdi>" "<span class="soft thin">{day}</span></span>
                <span class="num push">{look.money(part.shown.before_coupon())}</span>
                {icon(DOWN)}
            </summary>
            <ul>{rows}</ul>
            <dl class="specs fine">
                <dt>{look.t("review-delivery")}</dt>
                <dd><span dir="auto">{part.delivery().map(|option| option.title.clone())}</span>" · "{amount_or_free(look, part.shown.delivery)}</dd>
                <dt>{look.t("offer-tax")}</dt><dd>{tax(look, part)}</dd>
                {foreign(look, part.own.total, part.rate)}
                {face.map(|face| view! { <dt>{look.t("offer-returns")}</dt><dd>{look.count("return-days", face.return_days.into())}</dd> })}
            </dl>
        </details>
    }
    .into_any()
}

fn amount_or_free(look: &Look, amount: Money) -> AnyView {
    if amount.is_zero() { look.t("free").into_any() } else { look.money(amount) }
}

fn tax(look: &Look, part: &PartQuote) -> AnyView {
    if part.shown.tax_added.is_zero() {
        look.t("offer-tax-in-price").into_any()
    } else {
        look.money(part.shown.tax_added)
    }
}

/// The amount in the marketplace's own currency with the rate it was converted at; nothing where it is the same.
pub fn foreign(look: &Look, own: Money, rate: Rate) -> AnyView {
    if rate.from == rate.to {
        return ().into_any();
    }
    view! { <dt>{look.t("review-own-amount")}</dt><dd>{look.money(own)}<span class="soft">" · "{rate_text(look, rate)}</span></dd> }
        .into_any()
}

/// The rate with its day: `1 GBP = 1.1734 EUR, 21 Nov`.
fn rate_text(look: &Look, rate: Rate) -> String {
    let (whole, parts) = (rate.billionths / Rate::ONE, rate.billionths % Rate::ONE);
    // Four digits that say something, however small the unit is.
    let number = if rate.billionths < Rate::ONE / 10 {
        format!("{whole}.{:07}", parts / 100)
    } else {
        format!("{whole}.{:04}", parts / 100_000)
    };
    let equation = look.named(&format!("1\u{a0}{} = {number}\u{a0}{}", rate.from.code(), rate.to.code()));
    look.with("review-rate", &[("rate", equation.into()), ("day", look.day(rate.dated).into())])
}

/// What the shopper agrees to, and the button.
fn consent(look: &Look, view: &CheckoutView, live: &LiveQuote, wallet: &WalletView) -> AnyView {
    let total = look.amount(live.quote.total.total);
    let sellers: Vec<String> = live.quote.parts.iter().map(|part| look.name_of(&part.marketplace)).collect();
    let policies: Vec<AnyView> = Policy::ALL
        .into_iter()
        .map(|policy| {
            let (name, why) = (format!("policy-{}", policy.word()), format!("policy-{}-why", policy.word()));
            choice("policy", policy.word().to_owned(), policy == view.draft.policy, &look.t(&name), Some(&look.t(&why)))
        })
        .collect();
    let tolerances: Vec<AnyView> = Tolerance::CHOICES
        .into_iter()
        .map(|points| {
            let text = match points {
                0 => look.t("tolerance-none").into_owned(),
                points => {
                    let most = Tolerance::try_from(points)
                        .map_or(live.quote.total.total, |some| some.ceiling(live.quote.total.total));
                    let percent = points / 100;
                    look.with("tolerance-up-to", &[("percent", percent.into()), ("amount", look.amount(most).into())])
                }
            };
            choice("tolerance", points.to_string(), u32::from(view.draft.tolerance) == points, &text, None)
        })
        .collect();
    let pay = look.with("checkout-pay", &[("amount", total.clone().into())]);
    view! {
        <form class="stack gap-6" id="pay" action="/api/checkout/pay" method="post">
            <input type="hidden" name="validation" value=live.validation.to_string()/>
            <fieldset class="stack gap-2"><legend class="strong">{look.t("policy-legend")}</legend>{policies}</fieldset>
            <fieldset class="stack gap-2"><legend class="strong">{look.t("tolerance-legend")}</legend>{tolerances}</fieldset>
            {ways_to_pay(look, view, live.quote.total.total, wallet)}
            <div class="stack gap-3">
                <p class="soft fine">
                    {look.with("review-consent", &[("sellers", look.list(&sellers).into()), ("total", total.into())])}
                </p>
                <button class="button primary large wide wide-only">{pay.clone()}</button>
                {assurances(look)}
            </div>
        </form>
        <section class="buy-bar" aria-label=look.t("to-pay")>
            <button class="button primary large" form="pay">{pay}</button>
        </section>
    }
    .into_any()
}

/// What is kept for the shopper, the ways to pay on somebody's page, and the wallet. Whoever does not answer is named; a
/// wallet that holds too little says how much it lacks, and where to pay in.
fn ways_to_pay(look: &Look, view: &CheckoutView, total: Money, wallet: &WalletView) -> AnyView {
    let offers = &view.offers;
    let available = wallet.available;
    let covers = available.currency == total.currency && available.minor >= total.minor;
    let can_be_had = |method: &PayMethod| {
        (*method == PayMethod::Wallet && covers) || offers.iter().any(|offer| offer.is_up && offer.method == *method)
    };
    let asked = parameter("payment");
    let kept = |saved: &SavedMethod| format!("{}:{}", saved.method.word(), saved.id);
    let kept_chosen = view.saved.iter().map(kept).find(|value| *value == asked || asked.is_empty());
    let mut wanted = PayMethod::from_word(&asked).into_iter().chain(PayMethod::ALL);
    let chosen = wanted.find(can_be_had).filter(|_| kept_chosen.is_none());
    let saved: Vec<AnyView> = view
        .saved
        .iter()
        .map(|saved| {
            let (value, why) = (kept(saved), look.t("method-saved-why"));
            let is_chosen = kept_chosen.as_ref() == Some(&value);
            choice("payment", value, is_chosen, &saved.label, Some(&why))
        })
        .collect();
    let by = |one: PayMethod, why: &str| {
        let text = look.t(&format!("method-{}", one.word()));
        choice("payment", one.word().to_owned(), Some(one) == chosen, &text, Some(why))
    };
    let offer = |offer: &PayOffer| {
        let word = offer.method.word();
        if offer.is_up {
            return by(offer.method, &look.t(&format!("method-{word}-why")));
        }
        let name = look.t(&format!("payment-{word}")).into_owned();
        view! { <p class="soft fine" data-down=word>{look.with("method-down", &[("name", name.into())])}</p> }
            .into_any()
    };
    let offers: Vec<AnyView> = offers.iter().map(offer).collect();
    let wallet = if covers {
        let why = look.with("method-wallet-why", &[("amount", look.amount(available).into())]);
        by(PayMethod::Wallet, &why)
    } else {
        let short = if available.currency == total.currency { total.minus(available).unwrap_or(total) } else { total };
        let amounts = [("amount", look.amount(available).into()), ("short", look.amount(short).into())];
        view! {
            <p class="soft fine">
                {look.with("method-wallet-short", &amounts)}" "<a href="/wallet">{look.t("method-wallet-top-up")}</a>
            </p>
        }
        .into_any()
    };
    view! {
        <fieldset class="stack gap-2"><legend class="strong">{look.t("method-legend")}</legend>{saved}{offers}{wallet}</fieldset>
    }
    .into_any()
}

fn choice(name: &'static str, value: String, chosen: bool, text: &str, why: Option<&str>) -> AnyView {
    let why = why.map(|why| view! { <small>{why.to_owned()}</small> });
    view! {
        <label class="choice">
            <input type="radio" name=name value=value checked=chosen/>
            <span><b>{text.to_owned()}</b>{why}</span>
        </label>
    }
    .into_any()
}
