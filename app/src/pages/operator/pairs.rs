//! Pairs of listings that the matcher or shoppers doubt: both side by side, why, and a person's decision.

use domain::{catalog::Product, matching::Signal, visit::ProductPage};
use leptos::prelude::*;
use services::matching::PairView;

use super::{Clerk, Content, Shop, headed, nothing};
use crate::{
    look::Look,
    picture::{Frame, square},
};

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let desk = shop.match_desk(&clerk.must()?).await?;
    let sections = [
        ("pairs-split", "pairs-split-text", &desk.split),
        ("pairs-contested", "pairs-contested-text", &desk.contested),
        ("pairs-doubtful", "pairs-doubtful-text", &desk.doubtful),
    ];
    let none = sections.iter().all(|(.., pairs)| pairs.is_empty());
    let shown: Vec<AnyView> = sections
        .into_iter()
        .filter(|(.., pairs)| !pairs.is_empty())
        .map(|(name, text, pairs)| {
            let rows: Vec<AnyView> = pairs.iter().map(|pair| row(&look, pair)).collect();
            view! {
                <section class="stack gap-2" aria-labelledby=name>
                    <h2 id=name>{look.t(name)}</h2>
                    <p class="soft">{look.t(text)}</p>
                    <ul class="entries pairs">{rows}</ul>
                </section>
            }
            .into_any()
        })
        .collect();
    let list = if none { nothing(look.t("pairs-none").into_owned()) } else { shown.into_any() };
    Ok(view! { {headed(&look, "pairs-page")}<p class="soft">{look.t("pairs-text")}</p>{list} }.into_any())
}

fn row(look: &Look, pair: &PairView) -> AnyView {
    let known = &pair.known;
    let reasons = |speaks: fn(i32) -> bool| {
        let texts: Vec<String> = known
            .reasons
            .iter()
            .filter(|signal| speaks(signal.weight()))
            .map(|signal: &Signal| look.t(&format!("match-{}", signal.word())).into_owned())
            .collect();
        look.list(&texts)
    };
    let (for_it, against) = (reasons(|weight| weight > 0), reasons(|weight| weight < 0));
    let sure = look.with("same-thing-sure", &[("percent", (known.confidence / 10).into())]);
    let votes =
        (known.votes > 0).then(|| view! { <span class="badge">{look.count("pairs-votes", known.votes)}</span> });
    let [one, other] = &pair.listings;
    view! {
        <li>
            <div class="stack gap-2">
                <p class="row tight"><span class="badge">{sure}</span>{votes}</p>
                <div class="halves">{listing(look, one)}{listing(look, other)}</div>
                {(!for_it.is_empty()).then(|| view! { <p class="fine"><span class="soft">{look.t("same-thing-for")}" "</span>{for_it}</p> })}
                {(!against.is_empty()).then(|| view! { <p class="fine"><span class="soft">{look.t("same-thing-against")}" "</span>{against}</p> })}
            </div>
            <form class="row tight" method="post" action="/api/staff/pair">
                <input type="hidden" name="one" value=known.pair.one().to_string()/>
                <input type="hidden" name="other" value=known.pair.other().to_string()/>
                <button class="button small" name="same" value="1">{look.t("pairs-merge")}</button>
                <button class="button small" name="same" value="0">{look.t("pairs-keep-apart")}</button>
            </form>
        </li>
    }
    .into_any()
}

fn listing(look: &Look, product: &Product) -> AnyView {
    let gtin = product.gtin.as_ref().map(|gtin| view! { " · "<code dir="ltr">{gtin.as_str().to_owned()}</code> });
    view! {
        <div class="row tight">
            {square(product.pictures.first(), "", Frame::ROW)}
            <p>
                <a class="link" dir="auto" href=ProductPage::address(&product.reference)>{product.title.clone()}</a>
                <br/>
                <span class="soft fine">
                    <bdi>{look.name_of(&product.reference.marketplace)}</bdi>" · "{look.money(product.price)}{gtin}
                </span>
            </p>
        </div>
    }
    .into_any()
}
