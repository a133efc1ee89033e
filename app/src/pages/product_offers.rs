//! The comparison: every offer of the same thing with every cost, the best total marked, and why it is the best.

use domain::{profile::DeliveryPriority, search::Offer, visit::ProductPage};
use leptos::prelude::*;

use crate::{
    components::offer_row::{Placed, offer_row},
    islands::offer_order::OfferOrder,
    look::Look,
    ssr::parameter,
};

/// The orders offers can be put in, by their word in the address.
const ORDERS: [&str; 4] = ["total", "arrival", "returns", "rating"];

/// The comparison; nothing where only one marketplace sells it.
pub fn offers(look: &Look, page: &ProductPage, priority: DeliveryPriority) -> AnyView {
    let offers = &page.group.offers;
    if offers.len() < 2 {
        return ().into_any();
    }
    let wanted = parameter("by");
    let usual = match priority {
        DeliveryPriority::Cheapest => 0,
        DeliveryPriority::Fastest => 1,
    };
    let by = ORDERS.iter().position(|word| *word == wanted).unwrap_or(usual);
    let mut placed: Vec<Placed<'_>> = offers.iter().map(|offer| Placed { offer, places: [0; 4] }).collect();
    for order in 0..ORDERS.len() {
        let mut ranks: Vec<usize> = (0..placed.len()).collect();
        ranks.sort_by_key(|place| key(look, order, placed[*place].offer));
        for (rank, place) in ranks.into_iter().enumerate() {
            placed[place].places[order] = rank;
        }
    }
    let best = placed.iter().position(|row| row.places[0] == 0 && row.offer.product.availability.is_in_stock());
    let best = best.map(|place| offers[place].product.reference.clone());
    placed.sort_by_key(|row| row.places[by]);
    let why = why_best(look, offers);
    let rows: Vec<AnyView> = placed
        .iter()
        .map(|row| {
            let is_best = best.as_ref() == Some(&row.offer.product.reference);
            offer_row(look, page, row, is_best.then_some(why.as_str()))
        })
        .collect();
    let choices: Vec<_> = ORDERS
        .iter()
        .enumerate()
        .map(|(place, word)| {
            let text = look.t(&format!("offers-by-{word}"));
            view! { <label><input type="radio" name="by" value=*word checked=place == by/>{text}</label> }
        })
        .collect();
    let count = u32::try_from(offers.len()).unwrap_or(0);
    let variant = parameter("variant");
    let country = look.country(&look.visit().country).into_owned();
    view! {
        <section id="offers" aria-labelledby="offers-title">
            <div class="section-head">
                <h2 id="offers-title">{look.count("offers-title", count)}</h2>
                <p>{look.with("offers-to", &[("country", country.into())])}</p>
            </div>
            <form class="row orders" action="#offers" method="get">
                {(!variant.is_empty()).then(|| view! { <input type="hidden" name="variant" value=variant/> })}
                <fieldset class="segmented small">
                    <legend class="hidden">{look.t("offers-by")}</legend>
                    {choices}
                </fieldset>
                <OfferOrder/>
                <noscript><button class="button small">{look.t("sort-do")}</button></noscript>
            </form>
            <div class="offers">
                <div class="offer-head" aria-hidden="true">
                    <span>{look.t("offer-seller")}</span>
                    <span class="amount">{look.t("offer-price")}</span>
                    <span class="amount">{look.t("offer-delivery")}</span>
                    <span class="amount">{look.t("offer-tax")}</span>
                    <span class="amount">{look.t("offer-total")}</span>
                    <span>{look.t("offer-arrives")}</span>
                    <span>{look.t("offer-returns")}</span>
                    <span></span>
                </div>
                <ol>{rows}</ol>
            </div>
        </section>
    }
    .into_any()
}

/// What an order sorts by, then the true cost; what is sold out comes last in every one.
fn key(look: &Look, order: usize, offer: &Offer) -> (bool, i64, (bool, i64)) {
    let terms = look.terms(&offer.product.reference.marketplace);
    let cost = offer.landed.place();
    let first = match ORDERS[order] {
        "arrival" => terms.and_then(|terms| terms.options.first()).map_or(i64::MAX, |option| option.days_to.into()),
        "returns" => terms.map_or(0, |terms| -i64::from(terms.return_days)),
        "rating" => {
            let face = look.face(&offer.product.reference.marketplace);
            -i64::from(face.and_then(|face| face.rating).unwrap_or(0))
        }
        _ => 0,
    };
    (!offer.product.availability.is_in_stock(), first, cost)
}

/// Why the best total is the best: what the next one costs more, which lower tag comes out higher, or that of the next one
/// not all is known.
fn why_best(look: &Look, offers: &[Offer]) -> String {
    let mut buyable: Vec<&Offer> = offers.iter().filter(|offer| offer.product.availability.is_in_stock()).collect();
    buyable.sort_by_key(|offer| offer.landed.place());
    let (Some(best), Some(next)) = (buyable.first(), buyable.get(1)) else {
        return look.t("offers-why-only").into_owned();
    };
    let told = |offer: &Offer| offer.landed.missing.is_empty();
    if !told(best) || !told(next) {
        return look.t(if told(best) { "offers-why-known" } else { "offers-why-none-known" }).into_owned();
    }
    let low_tag = buyable.iter().skip(1).filter(|offer| told(offer)).min_by_key(|offer| offer.shown.goods.minor);
    if let Some(low) = low_tag
        && let (Ok(less), Ok(added)) =
            (best.shown.goods.minus(low.shown.goods), low.landed.total.minus(low.shown.goods))
        && less.minor > 0
    {
        return look.with(
            "offers-why-tag",
            &[
                ("marketplace", look.name_of(&low.product.reference.marketplace).into()),
                ("less", look.amount(less).into()),
                ("added", look.amount(added).into()),
            ],
        );
    }
    match next.landed.total.minus(best.landed.total) {
        Ok(more) if more.minor > 0 => look.with(
            "offers-why-next",
            &[
                ("marketplace", look.name_of(&next.product.reference.marketplace).into()),
                ("more", look.amount(more).into()),
            ],
        ),
        _ => look.t("offers-why-equal").into_owned(),
    }
}
