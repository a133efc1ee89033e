//! How the order of the best matches is made: every input with its weight, and for a search the numbers of every group, so
//! that anybody can work out the order again. With scripts the browser does.

use domain::{
    money::Currency,
    search::{Facts, Input, ProductGroup, SearchPage, SearchQuery, Sort},
    visit::ProductPage,
};
use leptos::prelude::*;

use crate::{
    components::{
        frame::{At, answer, framed},
        place::rounded,
    },
    islands::ranking_check::RankingCheck,
    look::Look,
    pages::head::{About, about},
    ssr::{parameters, preferences, shop},
};

/// The points of what is said about the ranking.
const SAID: [&str; 4] = ["nobody-pays", "same-for-all", "words-how", "filters"];

/// Every key that is put together here.
#[cfg(test)]
pub fn keys() -> Vec<String> {
    let inputs = Input::ALL
        .into_iter()
        .flat_map(|input| [format!("ranking-{}", input.word()), format!("ranking-{}-what", input.word())]);
    inputs.chain(SAID.map(|name| format!("ranking-{name}"))).collect()
}

/// The address of the page for a search.
pub fn ranking_address(query: &SearchQuery, currency: Currency) -> String {
    let search = SearchQuery { page: 1, sort: Sort::Best, ..query.clone() }.address(currency);
    search.replacen("/search", "/ranking", 1)
}

/// The page.
#[component]
pub fn Ranking() -> impl IntoView {
    let look = Look::here();
    let pairs = parameters();
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let (query, _) = SearchQuery::from_pairs(pairs, look.visit().currency);
    let query = SearchQuery { page: 1, sort: Sort::Best, ..query };
    let asks = !query.text.is_empty() || query.category.is_some();
    let typed = query.typed().to_owned();
    let of_search = if asks { of_search(&look, query) } else { ().into_any() };
    let said: Vec<AnyView> =
        SAID.iter().map(|name| view! { <li>{look.t(&format!("ranking-{name}"))}</li> }.into_any()).collect();
    let main = view! {
        {about(About {
            title: look.t("ranking-title").into_owned(),
            description: look.t("ranking-lead").into_owned(),
            path: "/ranking".to_owned(),
            picture: None,
            kind: "article",
        })}
        <article class="page narrow policy">
            <header><h1>{look.t("ranking-title")}</h1><p class="lead">{look.t("ranking-lead")}</p></header>
            <ul>{said}</ul>
            {weights(&look)}
        </article>
        {of_search}
    };
    framed(&look, At::Search, &typed, main.into_any())
}

fn weights(look: &Look) -> AnyView {
    let rows: Vec<AnyView> = Input::ALL
        .into_iter()
        .map(|input| {
            let key = format!("ranking-{}", input.word());
            view! {
                <tr>
                    <th scope="row">{look.t(&key)}</th>
                    <td class="num">{input.weight()}</td>
                    <td>{look.t(&format!("{key}-what"))}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    view! {
        <section>
            <h2>{look.t("ranking-weights")}</h2>
            <div class="scrolls" tabindex="0" role="region" aria-label=look.t("ranking-weights")>
                <table>
                    <thead><tr>
                        <th scope="col">{look.t("ranking-input")}</th>
                        <th scope="col" class="num">{look.t("ranking-most")}</th>
                        <th scope="col">{look.t("ranking-input-what")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// The groups of a search in their order, with all their numbers.
fn of_search(look: &Look, query: SearchQuery) -> AnyView {
    let (shop, mine) = (shop(), look.clone());
    answer(look, async move {
        let preferences = preferences().await;
        let page = shop.search_as(mine.visit(), query, &preferences).await;
        Ok(table(&mine, &page))
    })
}

fn table(look: &Look, page: &SearchPage) -> AnyView {
    let heads: Vec<AnyView> = Input::ALL
        .into_iter()
        .map(|input| {
            view! { <th scope="col" class="num">{look.t(&format!("ranking-{}", input.word()))}</th> }.into_any()
        })
        .collect();
    let rows: Vec<AnyView> = (1_u32..).zip(&page.groups).map(|(place, group)| row(look, place, group)).collect();
    let text = look.with("ranking-of", &[("text", look.named(page.query.typed()).into())]);
    let title = if page.query.typed().is_empty() { look.t("ranking-of-shelf").into_owned() } else { text };
    let back = page.query.address(page.currency);
    view! {
        <section class="page ranking" aria-labelledby="of-search">
            <h2 id="of-search" dir="auto">{title}</h2>
            <p class="soft">{look.t("ranking-numbers")}" "<a class="link" href=back>{look.t("ranking-back")}</a></p>
            <p class="check" role="status" data-ranking-check="" data-same=look.t("ranking-same") data-other=look.t("ranking-other")></p>
            <div class="scrolls" tabindex="0" role="region" aria-labelledby="of-search">
                <table>
                    <thead><tr>
                        <th scope="col" class="num">{look.t("ranking-place")}</th>
                        <th scope="col">{look.t("ranking-thing")}</th>
                        {heads}
                        <th scope="col" class="num">{look.t("ranking-all")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <RankingCheck/>
        </section>
    }
    .into_any()
}

/// A group: what each input brought of its points, and below it the input itself in thousandths.
fn row(look: &Look, place: u32, group: &ProductGroup) -> AnyView {
    let Some(best) = group.best() else { return ().into_any() };
    let cells: Vec<AnyView> = Input::ALL
        .into_iter()
        .map(|input| {
            let (points, thousandths) = (rounded(group.inputs.points(input)), group.inputs.get(input));
            view! { <td class="num">{points}<small class="soft">{format!("{thousandths}‰")}</small></td> }.into_any()
        })
        .collect();
    let score = look.locale().number(rounded(group.inputs.score()).into());
    view! {
        <tr data-facts=Facts::of(group).text()>
            <td class="num">{place}</td>
            <th scope="row" dir="auto"><a href=ProductPage::address(&best.product.reference)>{group.title(look.locale()).to_owned()}</a></th>
            {cells}
            <td class="num"><b>{score}</b></td>
        </tr>
    }
    .into_any()
}
