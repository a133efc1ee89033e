//! The filters of the search page: a form beside the results, and chips that take each filter away again.

use domain::{
    catalog::Category,
    money::Money,
    search::{Facet, RATING_STEPS, SearchPage, SearchQuery, values},
    understanding::{Colour, Wish},
};
use leptos::prelude::*;

use crate::{
    components::marketplace::marketplace,
    icons::{CROSS, FILTER, icon},
    islands::live_filters::LiveFilters,
    look::Look,
};

/// How many values of a facet are offered.
const MOST_VALUES: usize = 10;

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
    let facets: Vec<AnyView> = Facet::ALL
        .into_iter()
        .map(|facet| group(facet_legend(look, facet), Some(facet.word()), facet_values(look, page, facet)))
        .collect();
    view! {
        <form class="side-filters" id="filters" action="/search" method="get" aria-label=look.t("filters")
            data-currency=page.currency.code()>
            {unseen(look, query)}
            <details class="filter-sheet">
                <summary class="button">
                    {icon(FILTER)}{look.t("filters-open")}" "
                    <span data-live="filter-count">{filter_count(page)}</span>
                </summary>
                <div class="facets">
                    {group(look.t("filter-marketplace").into_owned(), None, marketplaces(look, page))}
                    {amounts(look, page)}
                    {group(look.t("filter-rated").into_owned(), None, ratings(look, page))}
                    {group(look.t("filter-in_stock").into_owned(), None, in_stock(look, page))}
                    {facets}
                    {group(look.t("filter-category").into_owned(), Some("category"), categories(look, page))}
                    <p class="row ways">
                        <button class="button primary">{look.t("filters-show")}</button>
                        <a class="link" href=query.unfiltered().address(page.currency)>{look.t("filters-clear")}</a>
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

/// Choices under a heading; `name` where their values follow from the answers. Unseen while there are none.
fn group(legend: String, name: Option<&'static str>, choices: Vec<Choice>) -> AnyView {
    let none = choices.is_empty();
    let rows: Vec<AnyView> = choices.into_iter().map(choice).collect();
    view! { <fieldset data-choices=name hidden=none><legend>{legend}</legend>{rows}</fieldset> }.into_any()
}

/// What the question holds that no field of the form shows: a change of a filter leaves it as it is.
fn unseen(look: &Look, query: &SearchQuery) -> AnyView {
    let field = |name: &'static str, value: String, text: Option<String>| {
        view! { <input type="hidden" name=name value=value data-text=text/> }
    };
    let ships = query.ships.iter().map(|code| field("ships", code.clone(), Some(ships_text(look, code))));
    let without = query.without.iter().map(|wish| field("not", wish.text(), Some(refused_text(look, wish))));
    let fields: Vec<_> = ships.chain(without).collect();
    let said = (!query.said.is_empty()).then(|| field("said", query.said.clone(), None));
    view! { {field("q", query.text.clone(), None)}{said}{fields} }.into_any()
}

fn ships_text(look: &Look, code: &str) -> String {
    look.with("filter-ships-to", &[("country", look.country(code).into_owned().into())])
}

/// A value that must not be there, as a filter says it.
fn refused_text(look: &Look, wish: &Wish) -> String {
    let what = match wish {
        Wish::Words(words) => words.clone(),
        Wish::Brand(brand) => brand.clone(),
        Wish::Size(size) => size.to_uppercase(),
        Wish::Category(category) => look.category(*category).into_owned(),
        Wish::Colour(colour) => colour_text(look, colour.slug()),
        Wish::Marketplace(id) => look.name_of(id),
        Wish::ShipsTo(code) => look.country(code).into_owned(),
    };
    look.with("filter-not-this", &[("what", look.named(&what).into())])
}

/// What a colour is called.
fn colour_text(look: &Look, slug: &str) -> String {
    match Colour::from_slug(slug) {
        Some(colour) => look.t(&format!("colour-{}", colour.slug())).into_owned(),
        None => slug.to_owned(),
    }
}

fn facet_legend(look: &Look, facet: Facet) -> String {
    look.t(&format!("filter-{}", facet.word())).into_owned()
}

/// The values of a facet that the most groups have, and every one that is chosen.
fn facet_values(look: &Look, page: &SearchPage, facet: Facet) -> Vec<Choice> {
    let chosen = |value: &str| page.query.attributes.iter().any(|(known, of)| *known == facet && of == value);
    let all = values(&page.query, &page.facts, facet).into_iter().enumerate();
    let shown = all.filter(|(place, (value, _))| *place < MOST_VALUES || chosen(value));
    let choice = |(value, count): (String, u32)| Choice {
        name: facet.word(),
        kind: "checkbox",
        label: value_text(look, page, facet, &value).into_any(),
        chosen: chosen(&value),
        count: Some(count),
        value,
    };
    shown.map(|(_, known)| choice(known)).collect()
}

/// What a value of a facet is called: a maker as its goods spell it.
fn value_text(look: &Look, page: &SearchPage, facet: Facet, value: &str) -> String {
    match facet {
        Facet::Colour => colour_text(look, value),
        Facet::Size => value.to_uppercase(),
        Facet::Brand => {
            let mut groups = page.groups.iter().chain(&page.others).flat_map(|group| &group.offers);
            let spelt =
                groups.find_map(|offer| offer.product.brand.clone().filter(|brand| brand.to_lowercase() == value));
            spelt.unwrap_or_else(|| value.to_owned())
        }
    }
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
    let only = |name: &'static str, label: &str, chosen: bool| Choice {
        name,
        kind: "checkbox",
        value: "1".to_owned(),
        label: look.t(label).into_any(),
        chosen,
        count: Some(page.count(name, "1")),
    };
    vec![
        only("in_stock", "filter-in-stock-only", page.query.in_stock),
        only("free", "filter-free-only", page.query.sent_free),
    ]
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
                "ships" => ships_text(look, &value),
                "not" => Wish::read(&value).map_or(value, |wish| refused_text(look, &wish)),
                "free" => look.t("filter-free-only").into_owned(),
                "in_stock" => look.t("filter-in-stock-only").into_owned(),
                _ => match Facet::from_word(name) {
                    Some(facet) => value_text(look, page, facet, &value),
                    None => value,
                },
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
