//! The form of the filters: what it asks for, and how it takes over the filters of an address.

use domain::{
    locale::Locale,
    money::Currency,
    search::{SearchQuery, Sort},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement, HtmlInputElement, HtmlSelectElement, UrlSearchParams};

use crate::islands::browser::all;

/// The form beside the results.
#[derive(Clone)]
pub struct Form {
    element: HtmlFormElement,
    /// The currency of its amounts.
    pub currency: Currency,
    /// The language of its page.
    pub locale: Locale,
}

/// A question, and whether all of it made sense.
pub struct Asked {
    /// The question.
    pub query: SearchQuery,
    /// Whether nothing had to be left out.
    pub understood: bool,
}

impl Form {
    /// The form of this page.
    pub fn find() -> Option<Self> {
        let element: HtmlFormElement = document().get_element_by_id("filters")?.dyn_into().ok()?;
        let currency = element.get_attribute("data-currency")?.parse().ok()?;
        let locale = Locale::from_tag(&document().document_element()?.get_attribute("lang")?)?;
        Some(Self { element, currency, locale })
    }

    /// Its fields as they would be sent.
    pub fn parameters(&self) -> UrlSearchParams {
        let fields = FormData::new_with_form(&self.element);
        fields
            .and_then(|fields| UrlSearchParams::new_with_str_sequence_sequence(fields.as_ref()))
            .expect("a form without files can be an address")
    }

    /// What it asks for.
    pub fn asked(&self) -> Asked {
        asked(&self.parameters(), self.currency)
    }

    /// Fills in the filters of a question.
    pub fn take(&self, query: &SearchQuery) {
        let pairs = query.pairs(self.currency);
        let value_of = |name: &str| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str());
        for element in all("#filters input, #sort") {
            if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
                select.set_value(value_of("sort").unwrap_or(Sort::default().word()));
            } else if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
                let (name, value) = (input.name(), input.value());
                match input.type_().as_str() {
                    // what was taken away is not sent any more
                    "hidden" if matches!(name.as_str(), "not" | "ships" | "said") => {
                        input.set_disabled(!pairs.iter().any(|(known, held)| *known == name && *held == value));
                    }
                    "hidden" => {}
                    "checkbox" | "radio" => {
                        let chosen = pairs.iter().any(|(known, chosen)| *known == name && *chosen == value);
                        input.set_checked(chosen || value.is_empty() && value_of(&name).is_none());
                    }
                    _ => input.set_value(value_of(&name).unwrap_or_default()),
                }
            }
        }
    }
}

/// The question of these parameters.
pub fn asked(parameters: &UrlSearchParams, currency: Currency) -> Asked {
    let values = |name: &'static str| {
        let values = parameters.get_all(name).into_iter().filter_map(|value| value.as_string());
        values.map(move |value| (name, value)).collect::<Vec<_>>()
    };
    let pairs: Vec<(&str, String)> = SearchQuery::NAMES.into_iter().flat_map(values).collect();
    let (query, ignored) = SearchQuery::from_pairs(pairs.iter().map(|(name, value)| (*name, value.as_str())), currency);
    Asked { query, understood: ignored.is_empty() }
}
