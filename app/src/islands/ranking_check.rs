//! Works out the order of the best matches again from the numbers on the page, and says whether it is the one shown.

use domain::search::{Facts, SearchQuery, choose};
use leptos::prelude::*;

use crate::islands::browser::all;

/// Draws nothing. Stands beside the table that the server drew, and fills in what it found.
#[cfg_attr(feature = "split", island(lazy))]
#[cfg_attr(not(feature = "split"), island)]
pub fn RankingCheck() -> impl IntoView {
    Effect::new(|_| {
        let rows = all(".ranking [data-facts]").into_iter();
        let shown: Vec<Option<Facts>> =
            rows.map(|row| row.get_attribute("data-facts").and_then(|text| Facts::read(&text))).collect();
        let same = is_best_first(&shown);
        for place in all("[data-ranking-check]") {
            let text = place.get_attribute(if same { "data-same" } else { "data-other" }).unwrap_or_default();
            place.set_text_content(Some(&text));
            place.set_attribute("data-ranking-check", if same { "same" } else { "other" }).ok();
        }
    });
}

/// Whether rows lie as their numbers say.
fn is_best_first(shown: &[Option<Facts>]) -> bool {
    let known: Option<Vec<(Facts, usize)>> =
        shown.iter().enumerate().map(|(place, facts)| Some((facts.clone()?, place))).collect();
    let Some(known) = known else { return false };
    let (ordered, _) = choose(&SearchQuery::default(), known);
    ordered.len() == shown.len() && ordered.iter().enumerate().all(|(place, (_, was))| place == *was)
}
