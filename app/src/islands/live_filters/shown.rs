//! What of the answer is shown: the cards, how many there would be under each choice, and what names the filters in force.

use domain::{
    money::Money,
    search::{Facts, SearchQuery, choose, count},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{DocumentFragment, Element, HtmlTemplateElement};

use super::form::Form;
use crate::{
    islands::browser::all,
    texts::{Plural, amount_text},
};

/// Whether the page could answer by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All of the answer is shown as it should be.
    Complete,
    /// Something of it is not here: groups, their other offers, or what a category would bring from the marketplaces.
    Incomplete,
}

/// The cards of the page, and those it brought along unseen.
struct Cards {
    grid: Element,
    others: DocumentFragment,
    whole: bool,
    all: Vec<(Facts, Element)>,
}

impl Cards {
    fn find() -> Option<Self> {
        let grid = one("[data-live=results] .product-grid")?;
        let others = one("[data-live=results] template")?.dyn_into::<HtmlTemplateElement>().ok()?.content();
        let unseen = others.children();
        let unseen = (0..unseen.length()).filter_map(|place| unseen.item(place));
        let facts = |card: Element| Some((Facts::read(&card.get_attribute("data-facts")?)?, card));
        let all = all("[data-live=results] .product-grid > *").into_iter().chain(unseen).filter_map(facts).collect();
        Some(Self { whole: grid.has_attribute("data-whole"), grid, others, all })
    }
}

/// Shows the answer to `query`, as far as the page has it. The cards were drawn for the question `drawn`.
pub fn show(form: &Form, query: &SearchQuery, drawn: &SearchQuery) -> Outcome {
    show_chips(form, query);
    let Some(cards) = Cards::find() else { return Outcome::Incomplete };
    let facts: Vec<Facts> = cards.all.iter().map(|(facts, _)| facts.clone()).collect();
    let (passing, failing) = choose(query, cards.all);
    let groups = u32::try_from(passing.len()).unwrap_or(u32::MAX);
    if cards.whole {
        show_counts(query, &facts);
        show_numbers(form, groups, passing.iter().map(|(facts, _)| facts.offers).sum());
        show_pages(form, query, query.page_count(groups));
    }
    let mut others_face = false;
    for (place, (facts, card)) in passing.into_iter().chain(failing).enumerate() {
        if place < SearchQuery::PAGE_SIZE && (place as u32) < groups {
            // The card shows the offer of a marketplace that is no longer the one asked for.
            let face = |query| facts.shown(query).map(|seller| &seller.marketplace);
            let other_face = face(query) != face(drawn);
            others_face |= other_face;
            card.toggle_attribute_with_force("data-stale", other_face).ok();
            cards.grid.append_child(&card).ok();
        } else {
            cards.others.append_child(&card).ok();
        }
    }
    if let Some(empty) = one("[data-live=results] .empty-state") {
        empty.toggle_attribute_with_force("hidden", groups > 0).ok();
    }
    let complete = cards.whole && !others_face && query.category == drawn.category;
    if complete { Outcome::Complete } else { Outcome::Incomplete }
}

/// How many groups each choice would leave.
fn show_counts(query: &SearchQuery, facts: &[Facts]) {
    for place in all("#filters [data-live^=count-]") {
        let live = place.get_attribute("data-live").unwrap_or_default();
        if let Some((name, value)) = live.trim_start_matches("count-").split_once('-').filter(|pair| !pair.1.is_empty())
        {
            place.set_text_content(Some(&count(query, facts, name, value).to_string()));
        }
    }
}

/// How many products there are in how many groups.
fn show_numbers(form: &Form, groups: u32, products: u32) {
    for (selector, number) in [("[data-live=count] b", products), ("[data-live=count] .soft", groups)] {
        let Some(place) = one(selector) else { continue };
        let forms = place.get_attribute("data-forms").unwrap_or_default();
        let forms = Plural(forms.split('|').map(str::to_owned).collect());
        place.set_text_content(Some(&forms.text(form.locale, number)));
        place.toggle_attribute_with_force("hidden", number == 0 && selector.ends_with("soft")).ok();
    }
}

/// The way through the pages, from the first on.
fn show_pages(form: &Form, query: &SearchQuery, last: u32) {
    let address = |page| SearchQuery { page, ..query.clone() }.address(form.currency);
    for pager in all(".pager") {
        pager.toggle_attribute_with_force("hidden", last < 2).ok();
    }
    for link in all(".pager [data-page]") {
        let Some(page) = link.get_attribute("data-page").and_then(|page| page.parse().ok()) else { continue };
        link.set_attribute("href", &address(page)).ok();
        if page == 1 {
            link.set_attribute("aria-current", "page").ok();
        } else {
            link.remove_attribute("aria-current").ok();
        }
        if let Some(row) = link.parent_element() {
            row.toggle_attribute_with_force("hidden", page > last).ok();
        }
    }
    for (selector, hidden) in [(".pager > [rel=prev]", true), (".pager > [rel=next]", last < 2)] {
        if let Some(link) = one(selector) {
            link.toggle_attribute_with_force("hidden", hidden).ok();
            link.set_attribute("href", &address(2)).ok();
        }
    }
}

/// The filters in force as chips, each with the address that takes it away.
fn show_chips(form: &Form, query: &SearchQuery) {
    let draft = one("#filters template").and_then(|draft| draft.dyn_into::<HtmlTemplateElement>().ok());
    let (Some(list), Some(draft)) = (one("[data-live=chips] ul"), draft) else { return };
    list.set_inner_html("");
    let filters = query.filters(form.currency);
    for (name, value, wider) in &filters {
        let quoted = value.replace('\'', "\\'");
        let Some(field) = one(&format!("#filters input[name={name}]:is([value='{quoted}'], .input)")) else { continue };
        let (html, text) = label(form, query, name, &field);
        let Ok(chip) = draft.content().clone_node_with_deep(true) else { continue };
        list.append_child(&chip).ok();
        let Some(chip) = list.last_element_child() else { continue };
        if let (Ok(Some(place)), Ok(Some(link))) = (chip.query_selector("span"), chip.query_selector("a")) {
            place.set_inner_html(&html);
            let says = link.get_attribute("aria-label").unwrap_or_default().replace("{filter}", &text);
            link.set_attribute("aria-label", &says).ok();
            link.set_attribute("href", &wider.address(form.currency)).ok();
        }
    }
    list.toggle_attribute_with_force("hidden", filters.is_empty()).ok();
    if let Some(badge) = one("[data-live=filter-count] .badge") {
        badge.set_text_content(Some(&filters.len().to_string()));
        badge.toggle_attribute_with_force("hidden", filters.is_empty()).ok();
    }
}

/// What a filter is called, as HTML and as text: as its choice in the form, or as the amount in its sentence.
fn label(form: &Form, query: &SearchQuery, name: &str, field: &Element) -> (String, String) {
    if let Some(sentence) = field.get_attribute("data-text") {
        let minor = if name == "from" { query.from } else { query.to };
        let amount = amount_text(form.locale, Money::new(minor.unwrap_or(0), form.currency));
        let text = sentence.replace("{amount}", &amount);
        return (text.clone(), text);
    }
    let label = field.next_element_sibling();
    let html = label.as_ref().map(Element::inner_html).unwrap_or_default();
    (html, label.and_then(|label| label.text_content()).unwrap_or_default())
}

fn one(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok()?
}
