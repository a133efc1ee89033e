//! Why the offers of a page are taken for the same thing, how sure that is, and a way to say that one is not.

use domain::{
    ids::ProductRef,
    matching::{Apart, Matched, Signal},
    visit::ProductPage,
};
use leptos::prelude::*;

use crate::{
    icons::{DOWN, icon},
    look::Look,
    ssr::told_apart,
};

/// The fold under the comparison, and what the visitor told apart; nothing where there is neither.
pub fn same_thing(look: &Look, page: &ProductPage) -> AnyView {
    let shown = &page.offer.product.reference;
    let apart: Vec<Apart> = told_apart().into_iter().filter(|one| one.shown == *shown || one.other == *shown).collect();
    if page.matched.is_empty() && apart.is_empty() {
        return ().into_any();
    }
    let rows: Vec<AnyView> = page.matched.iter().filter_map(|one| row(look, page, one)).collect();
    let taken: Vec<AnyView> = apart.iter().map(|one| told(look, shown, one)).collect();
    let has_told = !taken.is_empty();
    view! {
        <section id="same-thing" class="same-thing" aria-labelledby="same-thing-title">
            <h2 id="same-thing-title" class="hidden">{look.t("same-thing-title")}</h2>
            {has_told.then(|| view! { <div role="status"><ul class="told">{taken}</ul></div> })}
            {(!rows.is_empty()).then(|| view! {
                <details class="fold" open=has_told>
                    <summary>{look.t("same-thing-why")}{icon(DOWN)}</summary>
                    <div class="stack gap-3">
                        <p class="soft">{look.t("same-thing-text")}</p>
                        <ul class="listings">{rows}</ul>
                    </div>
                </details>
            })}
        </section>
    }
    .into_any()
}

fn row(look: &Look, page: &ProductPage, one: &Matched) -> Option<AnyView> {
    let offer = page.group.offers.iter().find(|offer| offer.product.reference == one.listing)?;
    let seller = look.name_of(&one.listing.marketplace);
    let sure = if one.decided {
        look.t("same-thing-decided").into_owned()
    } else {
        let percent = one.judgement.confidence / 10;
        look.with("same-thing-sure", &[("percent", percent.into())])
    };
    let reasons = |signals: Vec<Signal>| {
        let texts: Vec<String> =
            signals.into_iter().map(|signal| look.t(&format!("match-{}", signal.word())).into_owned()).collect();
        look.list(&texts)
    };
    let (for_it, against) = (reasons(one.judgement.for_it().collect()), reasons(one.judgement.against_it().collect()));
    let what = look.with("same-thing-of", &[("marketplace", look.named(&seller).into())]);
    Some(
        view! {
            <li>
                <div class="stack gap-1">
                    <p><b><bdi>{seller}</bdi></b>" "<span class="badge">{sure}</span></p>
                    <p class="soft" dir="auto">{offer.product.title.clone()}</p>
                    {(!for_it.is_empty()).then(|| view! { <p class="fine"><span class="soft">{look.t("same-thing-for")}" "</span>{for_it}</p> })}
                    {(!against.is_empty()).then(|| view! { <p class="fine"><span class="soft">{look.t("same-thing-against")}" "</span>{against}</p> })}
                </div>
                {form(look, "/api/matching/apart", &page.offer.product.reference, &one.listing, None, "same-thing-not", what)}
            </li>
        }
        .into_any(),
    )
}

/// What the visitor told apart, with a way to take it back.
fn told(look: &Look, here: &ProductRef, apart: &Apart) -> AnyView {
    let other = if apart.shown == *here { &apart.other } else { &apart.shown };
    let name = look.named(&look.name_of(&other.marketplace));
    let text = look.with("same-thing-told", &[("marketplace", name.clone().into())]);
    let what = look.with("same-thing-of", &[("marketplace", name.into())]);
    let back = form(look, "/api/matching/take-back", &apart.shown, &apart.other, Some(here), "same-thing-back", what);
    view! { <li><p>{text}" "<a class="link" href=ProductPage::address(other)>{look.t("same-thing-look")}</a></p>{back}</li> }
        .into_any()
}

fn form(
    look: &Look,
    door: &'static str,
    shown: &ProductRef,
    other: &ProductRef,
    here: Option<&ProductRef>,
    button: &str,
    what: String,
) -> AnyView {
    let here = here.map(|here| view! { <input type="hidden" name="here" value=here.to_string()/> });
    view! {
        <form method="post" action=door>
            <input type="hidden" name="shown" value=shown.to_string()/>
            <input type="hidden" name="other" value=other.to_string()/>
            {here}
            <button class="button small">{look.t(button)}<span class="hidden">" "{what}</span></button>
        </form>
    }
    .into_any()
}
