//! The filters of the search page: a form beside the results, and chips that take each filter away again.

use domain::{
    catalog::Category,
    money::Money,
    search::{RATING_STEPS, SearchPage, SearchQuery},
};
use leptos::prelude::*;

use crate::{
    components::marketplace::{marketplace, marketplace_of},
    icons::{CROSS, FILTER, icon},
    islands::live_filters::LiveFilters,
    look::Look,
};

/// One choice of a filter.
struct Choice {
    name: &'static str,
    kind: &'static str,
    value: String,
    label: AnyView,
    chosen: bool,
    count: Option<u32>,
}

/// The form. It works by itself; once awake every change is answered at once.
pub fn filters(look: &Look, page: &SearchPage) -> AnyView {
    let query = &page.query;
    let clear = SearchQuery { text: query.text.clone(), category: query.category, ..SearchQuery::default() };
    view! {
        <form class="side-filters" id="filters" action="/search" method="get" aria-label=look.t("filters")>
            <input type="hidden" name="q" value=query.text.clone()/>
            <details class="filter-sheet">
                <summary class="button">
                    {icon(FILTER)}{look.t("filters-open")}" "
                    <span data-live="filter-count">{narrowed_count(query)}</span>
                </summary>
                <div class="facets">
                    {group(look.t("filter-marketplace").into_owned(), marketplaces(look, page))}
                    {amounts(look, page)}
                    {group(look.t("filter-rated").into_owned(), ratings(look, page))}
                    {group(look.t("filter-in_stock").into_owned(), in_stock(look, page))}
                    {group(look.t("filter-category").into_owned(), categories(look, page))}
                    <p class="row ways">
                        <LiveFilters text=look.t("filters-show").into_owned()/>
                        <a class="link" href=clear.address(page.currency)>{look.t("filters-clear")}</a>
                    </p>
                </div>
            </details>
        </form>
    }
    .into_any()
}

fn narrowed_count(query: &SearchQuery) -> AnyView {
    let each = [query.from.is_some(), query.to.is_some(), query.rated.is_some(), query.in_stock];
    let count = each.into_iter().filter(|narrows| *narrows).count() + query.marketplaces.len();
    (count > 0).then(|| view! { <span class="badge good">{count.to_string()}</span> }).into_any()
}

fn group(legend: String, choices: Vec<Choice>) -> AnyView {
    let rows: Vec<AnyView> = choices.into_iter().map(choice).collect();
    view! { <fieldset><legend>{legend}</legend>{rows}</fieldset> }.into_any()
}

fn choice(choice: Choice) -> AnyView {
    let live = format!("count-{}-{}", choice.name, choice.value);
    view! {
        <label class="check">
            <input type=choice.kind name=choice.name value=choice.value checked=choice.chosen/>
            <span>{choice.label}</span>
            <span class="count num" data-live=live>{choice.count.map(|count| count.to_string())}</span>
        </label>
    }
    .into_any()
}

fn marketplaces(look: &Look, page: &SearchPage) -> Vec<Choice> {
    look.faces()
        .iter()
        .map(|face| Choice {
            name: "marketplace",
            kind: "checkbox",
            value: face.id.to_string(),
            label: marketplace(face),
            chosen: page.query.marketplaces.contains(&face.id),
            count: Some(page.facets.marketplaces.get(&face.id).copied().unwrap_or(0)),
        })
        .collect()
}

fn amounts(look: &Look, page: &SearchPage) -> AnyView {
    let decimal =
        |minor: Option<i64>| minor.map(|minor| Money::new(minor, page.currency).decimal()).unwrap_or_default();
    let field = |name: &'static str, label: &str, value: String| {
        let symbol = page.currency.symbol();
        view! {
            <label class="field">
                <span class="hidden">{look.t(label)}</span>
                <input class="input" name=name inputmode="decimal" maxlength="16" value=value
                    placeholder=format!("{} {symbol}", look.t(label))/>
            </label>
        }
    };
    view! {
        <fieldset>
            <legend>{look.t("filter-total")}</legend>
            <div class="join">
                {field("from", "filter-from", decimal(page.query.from))}
                {field("to", "filter-to", decimal(page.query.to))}
            </div>
        </fieldset>
    }
    .into_any()
}

fn ratings(look: &Look, page: &SearchPage) -> Vec<Choice> {
    let any = Choice {
        name: "rated",
        kind: "radio",
        value: String::new(),
        label: look.t("filter-any").into_any(),
        chosen: page.query.rated.is_none(),
        count: None,
    };
    let steps = RATING_STEPS.into_iter().map(|step| Choice {
        name: "rated",
        kind: "radio",
        value: step.to_string(),
        label: rated_text(look, step).into_any(),
        chosen: page.query.rated == Some(step),
        count: Some(page.facets.rated.get(&step).copied().unwrap_or(0)),
    });
    std::iter::once(any).chain(steps).collect()
}

fn rated_text(look: &Look, hundredths: u16) -> String {
    look.with("filter-rated-up", &[("stars", look.locale().rating(hundredths).into())])
}

fn in_stock(look: &Look, page: &SearchPage) -> Vec<Choice> {
    vec![Choice {
        name: "in_stock",
        kind: "checkbox",
        value: "1".to_owned(),
        label: look.t("filter-in-stock-only").into_any(),
        chosen: page.query.in_stock,
        count: Some(page.facets.in_stock),
    }]
}

fn categories(look: &Look, page: &SearchPage) -> Vec<Choice> {
    let any = Choice {
        name: "category",
        kind: "radio",
        value: String::new(),
        label: look.t("filter-any").into_any(),
        chosen: page.query.category.is_none(),
        count: None,
    };
    let known = Category::ALL
        .iter()
        .filter(|category| page.facets.categories.contains_key(category) || page.query.category == Some(**category));
    let each = known.map(|category| Choice {
        name: "category",
        kind: "radio",
        value: category.slug().to_owned(),
        label: look.category(*category).into_any(),
        chosen: page.query.category == Some(*category),
        count: Some(page.facets.categories.get(category).copied().unwrap_or(0)),
    });
    std::iter::once(any).chain(each).collect()
}

/// The filters in force, each with the link that takes it away.
pub fn active_filters(look: &Look, page: &SearchPage) -> AnyView {
    let query = &page.query;
    let money = |minor: i64| look.amount(Money::new(minor, page.currency));
    let mut chips: Vec<AnyView> = Vec::new();
    let mut chip = |label: AnyView, text: String, wider: SearchQuery| {
        let remove = look.with("filter-remove", &[("filter", text.into())]);
        let address = SearchQuery { page: 1, ..wider }.address(page.currency);
        chips.push(
            view! { <li class="chip query">{label}<a class="remove" href=address aria-label=remove>{icon(CROSS)}</a></li> }.into_any(),
        );
    };
    if let Some(category) = query.category.filter(|_| !query.text.is_empty()) {
        let text = look.category(category).into_owned();
        chip(text.clone().into_any(), text, SearchQuery { category: None, ..query.clone() });
    }
    for id in &query.marketplaces {
        let mut wider = query.clone();
        wider.marketplaces.remove(id);
        chip(marketplace_of(look, id), look.name_of(id), wider);
    }
    if let Some(from) = query.from {
        let text = look.with("filter-from-amount", &[("amount", money(from).into())]);
        chip(text.clone().into_any(), text, SearchQuery { from: None, ..query.clone() });
    }
    if let Some(to) = query.to {
        let text = look.with("filter-to-amount", &[("amount", money(to).into())]);
        chip(text.clone().into_any(), text, SearchQuery { to: None, ..query.clone() });
    }
    if let Some(rated) = query.rated {
        let text = rated_text(look, rated);
        chip(text.clone().into_any(), text, SearchQuery { rated: None, ..query.clone() });
    }
    if query.in_stock {
        let text = look.t("filter-in-stock-only").into_owned();
        chip(text.clone().into_any(), text, SearchQuery { in_stock: false, ..query.clone() });
    }
    if chips.is_empty() {
        return ().into_any();
    }
    view! { <ul class="chips wrap" aria-label=look.t("filters-active")>{chips}</ul> }.into_any()
}
