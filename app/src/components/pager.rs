//! The way through many pages of results.

use domain::search::{SearchPage, SearchQuery};
use leptos::prelude::*;

use crate::{
    icons::{FORWARD, turning_icon},
    look::Look,
};

/// Previous, the pages around this one, next; nothing where there is but one page.
pub fn pager(look: &Look, page: &SearchPage) -> AnyView {
    let last = page.page_count();
    if last < 2 {
        return ().into_any();
    }
    let current = page.query.page.clamp(1, last);
    let address = |number: u32| SearchQuery { page: number, ..page.query.clone() }.address(page.currency);
    let near = (1..=last).filter(|number| number.abs_diff(current) <= 2 || *number == 1 || *number == last);
    let links: Vec<AnyView> = near
        .map(|number| {
            let label = look.with("page-number", &[("page", number.into())]);
            let text = look.locale().number(number.into());
            view! {
                <li>
                    <a class="chip num" href=address(number) aria-label=label aria-current=(number == current).then_some("page")>
                        {text}
                    </a>
                </li>
            }
            .into_any()
        })
        .collect();
    let previous = (current > 1).then(|| {
        view! { <a class="button small" rel="prev" href=address(current - 1)>{look.t("page-previous")}</a> }
    });
    let next = (current < last).then(|| {
        view! { <a class="button small" rel="next" href=address(current + 1)>{look.t("page-next")}{turning_icon(FORWARD)}</a> }
    });
    view! {
        <nav class="pager row" aria-label=look.t("pages")>
            {previous}<ol class="chips wrap">{links}</ol>{next}
        </nav>
    }
    .into_any()
}
