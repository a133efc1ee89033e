//! One offer in the comparison, with every cost in its own column.

use domain::{search::Offer, visit::ProductPage};
use leptos::prelude::*;

use crate::{
    components::{
        cost_parts::{border_note, cost_parts},
        rating::stars,
    },
    icons::{CHECK, icon},
    look::Look,
    strand::mark,
};

/// An offer with its place by total, arrival, returns and rating.
pub struct Placed<'a> {
    /// The offer.
    pub offer: &'a Offer,
    /// Its place in each order, from 0.
    pub places: [usize; 4],
}

/// The row. `why` marks the best total and says why it is.
pub fn offer_row(look: &Look, page: &ProductPage, row: &Placed<'_>, why: Option<&str>) -> AnyView {
    let offer = row.offer;
    let id = &offer.product.reference.marketplace;
    let face = page.marketplaces.iter().find(|face| face.id == *id);
    let name = look.name_of(id);
    let in_stock = offer.product.availability.is_in_stock();
    let class = match (why.is_some(), in_stock) {
        (true, _) => "offer-row best",
        (_, true) => "offer-row",
        (_, false) => "offer-row out",
    };
    let total = if in_stock { look.money(offer.landed.total) } else { look.t("sold-out").into_any() };
    let note = border_note(look, &offer.landed).filter(|_| in_stock);
    view! {
        <li class=class data-total=row.places[0] data-arrival=row.places[1]
            data-returns=row.places[2] data-rating=row.places[3]>
            {why.map(|why| view! {
                <p class="why"><span class="badge solid">{icon(CHECK)}{look.t("offers-best")}</span>" "<span>{why.to_owned()}</span></p>
            })}
            <div class="seller">
                {face.map(mark)}
                <b><bdi>{name.clone()}</bdi></b>
                <small>{face.and_then(|face| face.rating).map(|rating| stars(look, rating))}</small>
            </div>
            <p class="total"><span class="hidden">{look.t("offer-total")}" "</span>{total}</p>
            {costs(look, offer, in_stock)}
            {in_stock.then(|| view! {
                <div class="made-of">
                    {note.map(|note| view! { <p class="note">{note}</p> })}
                    {cost_parts(look, &offer.landed, &name)}
                </div>
            })}
            <div class="act">{act(look, page, offer, why.is_some(), name, in_stock, face.is_none_or(|face| face.takes_orders))}</div>
        </li>
    }
    .into_any()
}

fn costs(look: &Look, offer: &Offer, in_stock: bool) -> AnyView {
    let terms = look.terms(&offer.product.reference.marketplace);
    let delivery =
        if offer.shown.delivery.is_zero() { look.t("free").into_any() } else { look.money(offer.shown.delivery) };
    let tax = if offer.shown.tax_added.is_zero() {
        view! { <span class="soft">{look.t("offer-tax-in-price")}</span> }.into_any()
    } else {
        view! { "+"{look.money(offer.shown.tax_added)} }.into_any()
    };
    let arrives =
        terms.and_then(|terms| terms.options.first()).filter(|_| in_stock).map(|option| look.in_days(option.days_to));
    let returns = terms.map(|terms| look.count("return-days", terms.return_days.into()));
    view! {
        <dl>
            <div class="money"><dt>{look.t("offer-price")}</dt><dd class="num amount">{look.money(offer.shown.goods)}</dd></div>
            <div class="money"><dt>{look.t("offer-delivery")}</dt><dd class="num amount">{delivery}</dd></div>
            <div class="money"><dt>{look.t("offer-tax")}</dt><dd class="num amount">{tax}</dd></div>
            <div class="money"><dt>{look.t("offer-arrives")}</dt><dd class="delivery">{arrives}</dd></div>
            <div class="money wider"><dt>{look.t("offer-returns")}</dt><dd class="returns">{returns}</dd></div>
        </dl>
    }
    .into_any()
}

/// What can be done with an offer: put it in the cart, look at it, or go where it is sold.
fn act(
    look: &Look,
    page: &ProductPage,
    offer: &Offer,
    best: bool,
    name: String,
    in_stock: bool,
    takes_orders: bool,
) -> AnyView {
    let product = &offer.product;
    let from = look.with("offer-from", &[("marketplace", name.into())]);
    let address = ProductPage::address(&product.reference);
    if product.variants.len() > 1 || !in_stock || !takes_orders {
        let here = product.reference == page.offer.product.reference;
        let text = if in_stock && !takes_orders { "offer-continue" } else { "offer-look" };
        return (!here)
            .then(|| view! { <a class="button wide" href=address>{look.t(text)}<span class="hidden">" "{from}</span></a> })
            .into_any();
    }
    let class = if best { "button primary wide" } else { "button wide" };
    view! {
        <form action="/api/cart/add" method="post">
            <input type="hidden" name="product" value=product.reference.to_string()/>
            <button class=class>{look.t("add-to-cart")}<span class="hidden">" "{from}</span></button>
            <p class="problem" role="alert"></p>
        </form>
    }
    .into_any()
}
