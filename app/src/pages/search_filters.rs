//! The filters of the search page: a form beside the results, and chips that take each filter away again.

use domain::{
    catalog::Category,
    money::Money,
    search::{RATING_STEPS, SearchPage, SearchQuery},
};
use leptos::prelude::*;

use crate::{
    components::marketplace::marketplace,
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
        <form class="side-filters" id="filters" action="/search" method="get" aria-label=look.t("filters")
            data-currency=page.currency.code()>
            <input type="hidden" name="q" value=query.text.clone()/>
            <details class="filter-sheet">
                <summary class="button">
                    {icon(FILTER)}{look.t("filters-open")}" "
                    <span data-live="filter-count">{filter_count(page)}</span>
                </summary>
                <div class="facets">
                    {group(look.t("filter-marketplace").into_owned(), marketplaces(look, page))}
                    {amounts(look, page)}
                    {group(look.t("filter-rated").into_owned(), ratings(look, page))}
                    {group(look.t("filter-in_stock").into_owned(), in_stock(look, page))}
                    {group(look.t("filter-category").into_owned(), categories(look, page))}
                    <p class="row ways">
                        <button class="button primary">{look.t("filters-show")}</button>
                        <a class="link" href=clear.address(page.currency)>{look.t("filters-clear")}</a>
                    </p>
                </div>
            </details>
            <template>{chip(look, ().into_any(), "{filter}", "/search".to_owned())}</template>
            <LiveFilters/>
        </form>
    }
    .into_any()
}

fn filter_count(page: &SearchPage) -> AnyView {
    let count = page.query.filters(page.currency).len();
    view! { <span class="badge good" hidden=count == 0>{count.to_string()}</span> }.into_any()
}

fn group(legend: String, choices: Vec<Choice>) -> AnyView {
    let name = choices.first().map(|choice| choice.name);
    let rows: Vec<AnyView> = choices.into_iter().map(choice).collect();
    view! { <fieldset data-choices=name><legend>{legend}</legend>{rows}</fieldset> }.into_any()
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
            count: Some(page.count("marketplace", face.id.as_str())),
        })
        .collect()
}

fn amounts(look: &Look, page: &SearchPage) -> AnyView {
    let decimal =
        |minor: Option<i64>| minor.map(|minor| Money::new(minor, page.currency).decimal()).unwrap_or_default();
    let field = |name: &'static str, label: &str, text: &str, value: String| {
        let symbol = page.currency.symbol();
        let text = look.with(text, &[("amount", "{amount}".into())]);
        view! {
            <label class="field">
                <span class="hidden">{look.t(label)}</span>
                <input class="input" name=name inputmode="decimal" maxlength="16" value=value data-text=text
                    placeholder=format!("{} {symbol}", look.t(label))/>
            </label>
        }
    };
    view! {
        <fieldset>
            <legend>{look.t("filter-total")}</legend>
            <div class="join">
                {field("from", "filter-from", "filter-from-amount", decimal(page.query.from))}
                {field("to", "filter-to", "filter-to-amount", decimal(page.query.to))}
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
        count: Some(page.count("rated", &step.to_string())),
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
        count: Some(page.count("in_stock", "1")),
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
    let there = |category: &&Category| page.facts.iter().any(|facts| facts.category == Some(**category));
    let known = Category::ALL.iter().filter(|category| there(category) || page.query.category == Some(**category));
    let each = known.map(|category| Choice {
        name: "category",
        kind: "radio",
        value: category.slug().to_owned(),
        label: look.category(*category).into_any(),
        chosen: page.query.category == Some(*category),
        count: Some(page.count("category", category.slug())),
    });
    std::iter::once(any).chain(each).collect()
}

/// The filters in force, each with the link that takes it away.
pub fn active_filters(look: &Look, page: &SearchPage) -> AnyView {
    let query = &page.query;
    let money = |minor: Option<i64>| look.amount(Money::new(minor.unwrap_or(0), page.currency));
    let chips: Vec<AnyView> = query
        .filters(page.currency)
        .into_iter()
        .map(|(name, value, wider)| {
            let text = match name {
                "category" => query.category.map_or(value, |category| look.category(category).into_owned()),
                "from" => look.with("filter-from-amount", &[("amount", money(query.from).into())]),
                "to" => look.with("filter-to-amount", &[("amount", money(query.to).into())]),
                "rated" => rated_text(look, query.rated.unwrap_or(0)),
                "marketplace" => value.parse().map_or(value, |id| look.name_of(&id)),
                _ => look.t("filter-in-stock-only").into_owned(),
            };
            let face = look.faces().iter().find(|face| name == "marketplace" && face.name == text);
            let label = face.map_or_else(|| text.clone().into_any(), marketplace);
            chip(look, label, &text, wider.address(page.currency))
        })
        .collect();
    let none = chips.is_empty();
    view! { <ul class="chips wrap" hidden=none aria-label=look.t("filters-active")>{chips}</ul> }.into_any()
}

/// A filter in force.
fn chip(look: &Look, label: AnyView, text: &str, without: String) -> AnyView {
    let remove = look.with("filter-remove", &[("filter", text.into())]);
    view! {
        <li class="chip query">
            <span>{label}</span>
            <a class="remove" href=without aria-label=remove>{icon(CROSS)}</a>
        </li>
    }
    .into_any()
}
