//! What people search for, most and in vain, and the words that mean the same.

use leptos::prelude::*;
use services::index::{LONGEST_SET, SynonymSet, Term};

use super::{Clerk, Content, Shop, headed, nothing};
use crate::{look::Look, ssr::parameter};

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let terms = shop.search_terms(&clerk.must()?).await?;
    let sets = shop.synonyms(&clerk.must()?).await?;
    let listings = shop.index_size().await;
    let days = u32::try_from(terms.days).unwrap_or(0);
    Ok(view! {
        {headed(&look, "words-title")}
        <p class="soft">{look.count("words-days", days)}" "{look.count("words-indexed", listings)}</p>
        <section class="stack" aria-labelledby="in-vain">
            <h2 id="in-vain">{look.t("words-empty")}</h2>
            <p class="soft fine">{look.t("words-empty-text")}</p>
            {list(&look, &terms.empty, true)}
        </section>
        <section class="stack" aria-labelledby="most">
            <h2 id="most">{look.t("words-top")}</h2>
            {list(&look, &terms.top, false)}
        </section>
        <section class="stack" aria-labelledby="same">
            <h2 id="same">{look.t("words-same")}</h2>
            {sets_of(&look, &sets)}
            {form(&look)}
        </section>
    }
    .into_any())
}

fn list(look: &Look, terms: &[Term], in_vain: bool) -> AnyView {
    if terms.is_empty() {
        return nothing(look.t("words-none").into_owned());
    }
    let rows: Vec<AnyView> = terms.iter().map(|term| row(look, term, in_vain)).collect();
    view! { <ul class="entries">{rows}</ul> }.into_any()
}

fn row(look: &Look, term: &Term, in_vain: bool) -> AnyView {
    let encoded = domain::search::percent_encoded(&term.text);
    let teach = in_vain.then(|| {
        let address = format!("/operator/search?words={encoded}#words");
        view! { <a class="button small" href=address>{look.t("words-teach")}</a> }
    });
    let found = if in_vain { look.count("words-in-vain", term.empty) } else { look.count("search-groups", term.found) };
    view! {
        <li>
            <div class="stack gap-1">
                <p><a href=format!("/search?q={encoded}") dir="auto"><b>{term.text.clone()}</b></a></p>
                <p class="soft fine">{look.count("words-asked", term.asked)}" · "{found}</p>
            </div>
            {teach}
        </li>
    }
    .into_any()
}

fn sets_of(look: &Look, sets: &[SynonymSet]) -> AnyView {
    if sets.is_empty() {
        return nothing(look.t("words-no-sets").into_owned());
    }
    let rows: Vec<AnyView> = sets
        .iter()
        .map(|set| {
            view! {
                <li>
                    <p dir="auto">{set.words.join(", ")}</p>
                    <form method="post" action="/api/operator/remove-synonyms">
                        <input type="hidden" name="set" value=set.id.clone()/>
                        <button class="button small quiet">{look.t("words-remove")}</button>
                    </form>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul class="entries">{rows}</ul> }.into_any()
}

fn form(look: &Look) -> AnyView {
    let begun = parameter("words");
    let begun = if begun.is_empty() { begun } else { format!("{begun}, ") };
    let wrong = parameter("problem") == "invalid";
    let problem = wrong.then(|| view! { <p class="error" id="words-error">{look.t("words-wrong")}</p> });
    view! {
        <form class="panel stack" method="post" action="/api/operator/add-synonyms">
            <div class="field">
                <label for="words">{look.t("words-new")}</label>
                <p class="soft fine" id="words-hint">{look.t("words-hint")}</p>
                <input class="input" id="words" name="words" required maxlength=LONGEST_SET dir="auto" value=begun
                    aria-describedby="words-hint words-error" aria-invalid=wrong.then_some("true")/>
                {problem}
            </div>
            <div><button class="button primary">{look.t("words-add")}</button></div>
        </form>
    }
    .into_any()
}
