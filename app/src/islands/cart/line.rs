//! One line of the cart: a form whose buttons say how many there shall be.

use domain::{
    cart::{Line, Quantity},
    catalog::Availability,
    money::Money,
    visit::ProductPage,
};
use leptos::{either::Either, prelude::*};

use crate::{
    icons::{BIN, LESS, MORE, icon},
    picture::{Frame, square},
    texts::{CartScreen, CartTexts, fill},
};

/// Where a line is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// On the cart's page.
    Page,
    /// In the drawer.
    Drawer,
}

/// The line with what it costs, and the trouble there is with it.
pub fn line(
    screen: &CartScreen,
    line: &Line,
    shown: Option<Money>,
    place: Place,
    trouble: Option<String>,
) -> impl IntoView + use<> {
    let texts = &screen.texts;
    let address = ProductPage::address(&line.product);
    let (class, frame) =
        if place == Place::Page { ("cart-line", Frame::ROW) } else { ("cart-line small", Frame::SMALL) };
    let link = view! { <a href=address.clone()>{line.title.clone()}</a> };
    let title = match place {
        Place::Page => Either::Left(view! { <h3 class="title" dir="auto">{link}</h3> }),
        Place::Drawer => Either::Right(view! { <h4 class="title" dir="auto">{link}</h4> }),
    };
    let variant =
        (!line.variant_title.is_empty()).then(|| view! { <span dir="auto">{line.variant_title.clone()}</span> });
    view! {
        <li>
            <form class=class action="/api/cart/change" method="post">
                <input type="hidden" name="product" value=line.product.to_string()/>
                <input type="hidden" name="variant" value=line.variant.to_string()/>
                <button class="hidden" tabindex="-1">{texts.update.clone()}</button>
                <a class="picture" href=address tabindex="-1" aria-hidden="true">
                    {square(line.picture.as_ref(), "", frame)}
                </a>
                {title}
                {amount(screen, line, shown)}
                <p class="about">{variant}<span>{stock(texts, line.availability)}</span></p>
                <div class="acts">
                    {quantity(texts, line)}
                    {(place == Place::Page).then(|| view! {
                        <button class="button quiet small" formaction="/api/later/keep" aria-label=label(&texts.later, line)>
                            {texts.later.clone()}
                        </button>
                        <button class="button quiet small" formaction="/api/cart/remove" aria-label=label(&texts.remove, line)>
                            {texts.remove.clone()}
                        </button>
                    })}
                </div>
                {notes(texts, line)}
                {trouble.map(|text| view! { <p class="about trouble" role="alert">{text}</p> })}
            </form>
        </li>
    }
}

/// What the line costs, and what one of several costs.
fn amount(screen: &CartScreen, line: &Line, shown: Option<Money>) -> impl IntoView + use<> {
    let texts = &screen.texts;
    let Some(shown) = shown else {
        return Either::Left(view! { <p class="amount">{texts.sold_out.clone()}</p> });
    };
    let each = (line.quantity > Quantity::ONE)
        .then(|| screen.view.book.rates.convert(line.unit_price, screen.view.book.currency).ok())
        .flatten()
        .map(|each| view! { <small>{fill(&texts.each, "amount", &texts.amount(each))}</small> });
    Either::Right(view! { <p class="amount"><bdi>{texts.locale.money(shown)}</bdi>{each}</p> })
}

/// One less, so many, one more; the last one less takes the line out.
fn quantity(texts: &CartTexts, line: &Line) -> impl IntoView + use<> {
    let count = u32::from(line.quantity);
    let most = match line.availability {
        Availability::InStock(Some(left)) => left.clamp(1, Quantity::MAX),
        _ => Quantity::MAX,
    };
    let full = count >= most;
    let less = if count > 1 {
        Either::Left(view! {
            <button name="to" value=(count - 1).to_string() aria-label=label(&texts.less, line)>{icon(LESS)}</button>
        })
    } else {
        Either::Right(view! {
            <button formaction="/api/cart/remove" aria-label=label(&texts.remove, line)>{icon(BIN)}</button>
        })
    };
    view! {
        <span class="quantity" role="group" aria-label=label(&texts.quantity, line)>
            {less}
            <input name="quantity" value=count.to_string() prop:value=count.to_string() inputmode="numeric" autocomplete="off"
                aria-label=texts.quantity.clone()/>
            <button name="to" value=(count + 1).to_string() disabled=full aria-label=label(&texts.more, line)>
                {icon(MORE)}
            </button>
        </span>
    }
}

/// What is no longer as it was when the line was put in.
fn notes(texts: &CartTexts, line: &Line) -> impl IntoView + use<> {
    if !line.availability.is_in_stock() {
        return Some(view! { <p class="about trouble">{texts.sold_out_note.clone()}</p> });
    }
    line.price_changed().then(|| {
        let text = fill(&texts.price_changed, "before", &texts.amount(line.price_when_added));
        view! { <p class="about change">{fill(&text, "now", &texts.amount(line.unit_price))}</p> }
    })
}

fn stock(texts: &CartTexts, availability: Availability) -> String {
    match availability {
        Availability::OutOfStock | Availability::InStock(Some(0)) => texts.sold_out.clone(),
        Availability::InStock(Some(left @ 1..=5)) => texts.only_left.text(texts.locale, left),
        Availability::InStock(_) => texts.in_stock.clone(),
    }
}

/// What a button does, and to which line.
fn label(text: &str, line: &Line) -> String {
    format!("{text}: {}", line.title)
}
