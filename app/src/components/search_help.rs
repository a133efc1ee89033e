//! What helps where the words found something else than was typed, or nothing: what they were read as, the way to have
//! them taken as they are, and other words that find something.

use domain::search::{Help, SearchPage, SearchQuery};
use leptos::prelude::*;

use crate::look::Look;

/// The help above the answers; nothing where none is needed.
pub fn search_help(look: &Look, page: &SearchPage) -> AnyView {
    let Help { read_as, partly, instead } = &page.help;
    let asking = |text: String| SearchQuery { text, page: 1, ..page.query.clone() }.address(page.currency);
    let read = read_as.as_ref().map(|read| {
        let typed = page.query.text.clone();
        let exact = asking(Help::word_by_word(&typed));
        view! {
            <p>{look.t("search-read-as")}" "<b dir="auto">{read.clone()}</b></p>
            <p class="fine">{look.t("search-word-by-word")}" "<a href=exact dir="auto">{typed}</a></p>
        }
    });
    let partly = partly.then(|| view! { <p>{look.t("search-partly")}</p> });
    let others: Vec<AnyView> = instead
        .iter()
        .map(|text| {
            // other words are another question: what narrowed the old one stays behind
            let query = SearchQuery { text: text.clone(), page: 1, ..SearchQuery::default() };
            let address = query.address(page.currency);
            view! { <li><a class="chip" href=address dir="auto">{text.clone()}</a></li> }.into_any()
        })
        .collect();
    let others = (!others.is_empty()).then(|| {
        view! {
            <p id="other-words">{look.t("search-did-you-mean")}</p>
            <ul class="chips wrap" aria-labelledby="other-words">{others}</ul>
        }
    });
    if read.is_none() && partly.is_none() && others.is_none() {
        return ().into_any();
    }
    view! { <div class="search-help stack gap-1" role="status">{read}{partly}{others}</div> }.into_any()
}
