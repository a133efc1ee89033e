//! What is suggested to one person: cards that say why, each with a form that has the cause forgotten.

use domain::{consent::Behaviour, visit::ProductPage};
use leptos::prelude::*;
use services::recommending::{Because, Suggested};

use crate::{
    components::product_card::{Level, product_card},
    look::Look,
    picture::Frame,
};

/// The cards, with why and a way to have it forgotten.
pub fn suggestions(look: &Look, suggested: &[Suggested]) -> AnyView {
    let cards: Vec<AnyView> = suggested.iter().enumerate().map(|(place, one)| suggestion(look, place, one)).collect();
    view! { <div class="product-grid">{cards}</div> }.into_any()
}

fn suggestion(look: &Look, place: usize, one: &Suggested) -> AnyView {
    let Some(best) = one.group.best() else { return ().into_any() };
    let frame = match place {
        0 => Frame::CARD.first(),
        1..5 => Frame::CARD.at_once(),
        _ => Frame::CARD,
    };
    let product = best.product.reference.to_string();
    let title = look.named(one.group.title(look.locale()));
    let forget = look.with("foryou-forget-one", &[("title", title.clone().into())]);
    let why = look.with("foryou-why-one", &[("title", title.into())]);
    let hidden = |name: &'static str, value: String| view! { <input type="hidden" name=name value=value/> };
    let cause = match &one.because {
        Because::Thing { product, .. } => Some(hidden("because", product.to_string())),
        Because::Searched(words) => Some(hidden("words", words.clone())),
        Because::Wanted => None,
    };
    view! {
        <div class="suggestion">
            {product_card(look, &one.group, Level::Third, frame)}
            <details class="why">
                <summary aria-label=why>{look.t("foryou-why")}</summary>
                <p dir="auto">{because(look, &one.because)}</p>
                <form method="post" action="/api/recommendations/forget">
                    {hidden("product", product)}
                    {cause}
                    <button class="button small quiet" aria-label=forget>{look.t("foryou-forget")}</button>
                </form>
            </details>
        </div>
    }
    .into_any()
}

/// The reason in words, with the way to what it is about.
fn because(look: &Look, because: &Because) -> AnyView {
    let (key, address, name) = match because {
        Because::Wanted => return look.t("foryou-because-wanted").into_owned().into_any(),
        Because::Searched(words) => {
            let address = format!("/search?q={}", domain::search::percent_encoded(words));
            ("foryou-because-search", address, words.clone())
        }
        Because::Thing { product, title, what } => (because_key(*what), ProductPage::address(product), title.clone()),
    };
    view! { {look.t(key)}" "<a class="link" href=address>{name}</a> }.into_any()
}

/// The text key of how somebody turned to a thing.
pub fn because_key(what: Behaviour) -> &'static str {
    match what {
        Behaviour::View | Behaviour::Search => "foryou-because-view",
        Behaviour::Add => "foryou-because-add",
        Behaviour::Buy => "foryou-because-buy",
    }
}
