//! One product of a list: what it is, how it stands, and what can be done with it.

use domain::{
    catalog::Availability,
    keeping::{Note, WishView, Wishlist},
    visit::ProductPage,
};
use leptos::prelude::*;

use super::lists::name_of;
use crate::{
    components::marketplace::marketplace_of,
    look::Look,
    pages::keeping::alerts::form_address,
    picture::{Frame, square},
};

/// The product as the list's owner sees it.
pub fn row(look: &Look, list: &Wishlist, lists: &[Wishlist], view: &WishView) -> AnyView {
    let product = view.wish.product.to_string();
    let named = look.named(&view.title);
    let forget = look.with("profile-saved-forget", &[("title", named.clone().into())]);
    let take = look.with("keeping-to-cart-this", &[("title", named.clone().into())]);
    let hidden = move || {
        view! {
            <input type="hidden" name="list" value=list.id.to_string()/>
            <input type="hidden" name="product" value=view.wish.product.to_string()/>
        }
    };
    let quantity = u32::from(view.wish.quantity);
    let act = if view.availability.is_in_stock() && takes_orders(look, view) {
        view! {
            <form method="post" action="/api/lists/to-cart">
                {hidden()}
                <input type="hidden" name="quantity" value=quantity.to_string()/>
                <button class="button small" aria-label=take>{look.t("keeping-to-cart")}</button>
            </form>
        }
        .into_any()
    } else {
        let kind = if view.availability.is_in_stock() { "price" } else { "stock" };
        let address = form_address(&view.wish.product, Some(kind));
        view! { <a class="button small" href=address>{look.t("keeping-tell-me")}</a> }.into_any()
    };
    view! {
        <li class="wish">
            <span class="picture">{square(view.picture.as_ref(), "", Frame::SMALL)}</span>
            <div class="grow">
                {what(look, view)}
                {change(look, list, lists, view)}
            </div>
            {standing(look, view)}
            <div class="row tight">
                {act}
                <form method="post" action="/api/profile/saved/forget">
                    <input type="hidden" name="product" value=product/>
                    <input type="hidden" name="list" value=list.id.to_string()/>
                    <input type="hidden" name="back" value=super::lists::address(&list.id)/>
                    <button class="button small quiet" aria-label=forget>{look.t("profile-forget")}</button>
                </form>
            </div>
        </li>
    }
    .into_any()
}

/// The product as whoever was shown the list sees it.
pub fn shared_row(look: &Look, view: &WishView) -> AnyView {
    let add = look.with("keeping-add-this", &[("title", look.named(&view.title).into())]);
    let act = (view.availability.is_in_stock() && takes_orders(look, view)).then(|| {
        view! {
            <form class="add-to-cart" method="post" action="/api/cart/add">
                <input type="hidden" name="product" value=view.wish.product.to_string()/>
                <input type="hidden" name="quantity" value=u32::from(view.wish.quantity).to_string()/>
                <button class="button small" aria-label=add>{look.t("add-to-cart")}</button>
                <p class="problem" role="alert"></p>
            </form>
        }
    });
    view! {
        <li class="wish">
            <span class="picture">{square(view.picture.as_ref(), "", Frame::SMALL)}</span>
            <div class="grow">{what(look, view)}</div>
            {standing(look, view)}
            <div class="row tight">{act}</div>
        </li>
    }
    .into_any()
}

fn takes_orders(look: &Look, view: &WishView) -> bool {
    look.face(&view.wish.product.marketplace).is_some_and(|face| face.takes_orders)
}

fn what(look: &Look, view: &WishView) -> AnyView {
    let quantity = u32::from(view.wish.quantity);
    let note = view.wish.note.as_str().to_owned();
    view! {
        <p><a class="link" dir="auto" href=ProductPage::address(&view.wish.product)>{view.title.clone()}</a></p>
        <p class="soft fine">
            {marketplace_of(look, &view.wish.product.marketplace)}
            {(quantity > 1).then(|| view! { " · "{look.count("keeping-wanted", quantity)} })}
        </p>
        {(!note.is_empty()).then(|| view! { <p class="fine note" dir="auto">{note}</p> })}
    }
    .into_any()
}

/// What it comes to at the door, or that it cannot be bought.
fn standing(look: &Look, view: &WishView) -> AnyView {
    match view.availability {
        Availability::OutOfStock | Availability::InStock(Some(0)) => {
            view! { <span class="badge">{look.t("profile-out-of-stock")}</span> }.into_any()
        }
        Availability::InStock(_) => {
            let total = view.price.and_then(|price| look.at_the_door(&view.wish.product.marketplace, price));
            view! { <b>{total.map(|amounts| look.money(amounts.total))}</b> }.into_any()
        }
    }
}

/// How many are wanted, what is noted, and which list it is on.
fn change(look: &Look, list: &Wishlist, lists: &[Wishlist], view: &WishView) -> AnyView {
    let product = view.wish.product.to_string();
    let id = |name: &str| format!("{name}-{product}");
    let others = (lists.len() > 1).then(|| {
        let options: Vec<AnyView> = lists
            .iter()
            .map(|one| {
                let selected = one.id == list.id;
                view! { <option value=one.id.to_string() selected=selected>{name_of(look, one.name.as_ref())}</option> }
                    .into_any()
            })
            .collect();
        view! {
            <div class="field">
                <label for=id("to")>{look.t("keeping-on-list")}</label>
                <select class="input" id=id("to") name="to">{options}</select>
            </div>
        }
    });
    view! {
        <details>
            <summary class="fine" aria-label=look.with("keeping-change-this", &[("title", look.named(&view.title).into())])>
                {look.t("profile-change")}
            </summary>
            <form class="stack form" method="post" action="/api/lists/change">
                <input type="hidden" name="list" value=list.id.to_string()/>
                <input type="hidden" name="product" value=product.clone()/>
                <div class="field">
                    <label for=id("quantity")>{look.t("keeping-how-many")}</label>
                    <input class="input" id=id("quantity") name="quantity" type="number" min="1" max="999"
                        value=u32::from(view.wish.quantity).to_string()/>
                </div>
                <div class="field">
                    <label for=id("note")>{look.t("keeping-note")}</label>
                    <textarea class="input" id=id("note") name="note" rows="2" maxlength=Note::LONGEST dir="auto">
                        {view.wish.note.as_str().to_owned()}
                    </textarea>
                </div>
                {others}
                <div class="row"><button class="button small">{look.t("save")}</button></div>
            </form>
        </details>
    }
    .into_any()
}
