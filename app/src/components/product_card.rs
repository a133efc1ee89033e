//! A product group as a card: picture, title, total at the door, who sells it. Every row keeps its height.

use domain::{
    catalog::Availability,
    ids::ProductRef,
    search::{Facts, Offer, ProductGroup},
    visit::ProductPage,
};
use leptos::prelude::*;

use crate::{
    components::{cost_parts::border_note, marketplace::sellers, place::place, rating::rating},
    icons::{COMPARE, HEART, VAN, icon},
    look::Look,
    picture::{Frame, square},
    ssr::is_saved,
};

/// The level of a card's heading: under the page's own heading, or under that of a section.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Right under the page's heading.
    Second,
    /// Under a section's heading.
    Third,
}

/// The card of a group, leading to its best offer.
pub fn product_card(look: &Look, group: &ProductGroup, level: Level, frame: Frame) -> AnyView {
    card(look, group, level, frame, None)
}

/// The card of a group among answers: it carries what filters and order need to know of it.
pub fn answer_card(look: &Look, group: &ProductGroup, frame: Frame) -> AnyView {
    card(look, group, Level::Second, frame, Some(Facts::of(group).text()))
}

fn card(look: &Look, group: &ProductGroup, level: Level, frame: Frame, facts: Option<String>) -> AnyView {
    let Some(best) = group.best() else { return ().into_any() };
    let place = facts.is_some().then(|| place(look, group));
    let address = ProductPage::address(&best.product.reference);
    let name = group.title(look.locale());
    let link = view! { <a href=address>{name.to_owned()}</a> };
    let title = match level {
        Level::Second => view! { <h2 class="title" dir="auto">{link}</h2> }.into_any(),
        Level::Third => view! { <h3 class="title" dir="auto">{link}</h3> }.into_any(),
    };
    view! {
        <article class="product-card" data-facts=facts>
            <div class="picture">{square(group.picture(), "", frame)}</div>
            {save_button(look, &best.product.reference, name)}
            {compare_button(look, &best.product.reference, name)}
            {(!best.product.availability.is_in_stock()).then(|| view! { <span class="flag badge">{look.t("sold-out")}</span> })}
            <div class="body">
                {title}
                <p class="price">
                    <span class="total">{look.money(best.landed.total)}</span>
                    <span class="contains">{contains(look, best)}</span>
                </p>
                <div class="facts">
                    <span>{sellers(look, group)}</span>
                    <span>{rating(look, group.rating)}</span>
                    <span>{icon(VAN)}<span>{arrival(look, best)}</span></span>
                </div>
                {place}
            </div>
        </article>
    }
    .into_any()
}

/// The heart that saves a product, or takes it away again where the page knows that it is saved. It belongs to the form that
/// stands around every page, so that it works without scripts.
pub fn save_button(look: &Look, product: &ProductRef, title: &str) -> AnyView {
    let saved = is_saved(product);
    let key = if saved { "profile-saved-forget" } else { "profile-save-this" };
    let label = look.with(key, &[("title", look.named(title).into())]);
    let other = saved.then_some("/api/profile/saved/forget");
    view! {
        <button class="save" form="save" name="product" value=product.to_string() formaction=other aria-label=label
            aria-pressed=saved.then_some("true")>
            {icon(HEART)}
        </button>
    }
    .into_any()
}

/// Puts a product beside others, by the form that stands around every page.
fn compare_button(look: &Look, product: &ProductRef, title: &str) -> AnyView {
    let label = look.with("keeping-compare-this", &[("title", look.named(title).into())]);
    view! {
        <button class="save second" form="compare" name="product" value=product.to_string() aria-label=label>{icon(COMPARE)}</button>
    }
    .into_any()
}

/// Cards side by side.
pub fn product_grid(look: &Look, groups: &[ProductGroup], columns: u32) -> AnyView {
    grid(look, groups, columns, |_| Frame::CARD)
}

/// Cards side by side at the head of a page, where the first ones are seen at once.
pub fn leading_grid(look: &Look, groups: &[ProductGroup], columns: u32) -> AnyView {
    grid(look, groups, columns, |place| match place {
        0 => Frame::CARD.first(),
        1..5 => Frame::CARD.at_once(),
        _ => Frame::CARD,
    })
}

fn grid(look: &Look, groups: &[ProductGroup], columns: u32, frame: fn(usize) -> Frame) -> AnyView {
    let cards: Vec<AnyView> =
        groups.iter().enumerate().map(|(place, group)| product_card(look, group, Level::Third, frame(place))).collect();
    let class = if columns == 5 { "product-grid five".to_owned() } else { format!("product-grid columns-{columns}") };
    view! { <div class=class>{cards}</div> }.into_any()
}

/// Cards in a row that scrolls.
pub fn product_rail(look: &Look, groups: &[ProductGroup]) -> AnyView {
    let cards: Vec<AnyView> = groups.iter().map(|group| product_card(look, group, Level::Third, Frame::CARD)).collect();
    view! { <div class="rail">{cards}</div> }.into_any()
}

/// What a total contains, in a few words.
pub fn contains(look: &Look, offer: &Offer) -> String {
    if let Some(note) = border_note(look, &offer.landed) {
        return note;
    }
    if offer.shown.delivery.is_zero() {
        look.t("contains-free-delivery").into_owned()
    } else {
        look.with("contains-delivery", &[("amount", look.amount(offer.shown.delivery).into())])
    }
}

/// The day it usually arrives at the latest; where that is unknown or it cannot be bought, how it stands.
fn arrival(look: &Look, offer: &Offer) -> String {
    let option = look.terms(&offer.product.reference.marketplace).and_then(|terms| terms.options.first());
    match option {
        Some(option) if offer.product.availability.is_in_stock() => look.in_days(option.days_to),
        _ => stock(look, offer.product.availability),
    }
}

/// Whether it can be bought, in a few words.
pub fn stock(look: &Look, availability: Availability) -> String {
    match availability {
        Availability::OutOfStock | Availability::InStock(Some(0)) => look.t("sold-out").into_owned(),
        Availability::InStock(Some(left @ 1..=5)) => look.count("only-left", left),
        Availability::InStock(_) => look.t("in-stock").into_owned(),
    }
}
