//! The way through many pages of results.

use domain::search::{SearchPage, SearchQuery};
use leptos::prelude::*;

use crate::{
    icons::{FORWARD, turning_icon},
    look::Look,
};

/// Previous, the pages around this one, next; unseen where there is but one page. Links that the browser may need when
/// it takes filters away are there, unseen.
pub fn pager(look: &Look, page: &SearchPage) -> AnyView {
    let last = page.page_count();
    let at_hand =
        if page.is_whole() { page.query.page_count(page.facts.len().try_into().unwrap_or(u32::MAX)) } else { 1 };
    if last.max(at_hand) < 2 {
        return ().into_any();
    }
    let current = page.query.page.clamp(1, last);
    let address = |number: u32| SearchQuery { page: number, ..page.query.clone() }.address(page.currency);
    let near = |number: u32| number <= last && number.abs_diff(current) <= 2 || number == 1 || number == last;
    let links: Vec<AnyView> = (1..=last.max(at_hand))
        .filter(|number| near(*number) || *number <= at_hand)
        .map(|number| {
            let label = look.with("page-number", &[("page", number.into())]);
            let text = look.locale().number(number.into());
            view! {
                <li hidden=!near(number)>
                    <a class="chip num" href=address(number) data-page=number aria-label=label
                        aria-current=(number == current).then_some("page")>
                        {text}
                    </a>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <nav class="pager row" aria-label=look.t("pages") hidden={last < 2}>
            <a class="button small" rel="prev" href=address(current.max(2) - 1) hidden={current < 2}>{look.t("page-previous")}</a>
            <ol class="chips wrap">{links}</ol>
            <a class="button small" rel="next" href=address(current + 1) hidden={current >= last}>
                {look.t("page-next")}{turning_icon(FORWARD)}
            </a>
        </nav>
    }
    .into_any()
}
