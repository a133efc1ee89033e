//! Stars that shoppers gave.

use domain::catalog::Rating;
use leptos::prelude::*;

use crate::look::Look;

const STAR: &str =
    r#"<path d="m10 1.500 2.600 5.600 6.100.7-4.500 4.200 1.200 6L10 15l-5.400 3 1.200-6L1.300 7.800l6.100-.7z"/>"#;

/// The average with its count.
pub fn rating(look: &Look, rating: Option<Rating>) -> AnyView {
    let Some(rating) = rating else {
        return view! { <span class="rating">{look.t("rating-none")}</span> }.into_any();
    };
    let count = look.locale().number(rating.count.into());
    view! {
        <span class="rating">
            {star()}
            <span class="hidden">{look.t("rating-rated")}" "</span>
            <b>{look.locale().rating(rating.hundredths)}</b>
            <span class="hidden">" "{look.t("rating-of-5")}</span>
            <span class="num">"("{count}")"</span>
        </span>
    }
    .into_any()
}

/// An average without a count, as marketplaces have it.
pub fn stars(look: &Look, hundredths: u16) -> AnyView {
    view! {
        <span class="rating">
            {star()}
            <span class="hidden">{look.t("rating-rated")}" "</span>
            <b>{look.locale().rating(hundredths)}</b>
            <span class="hidden">" "{look.t("rating-of-5")}</span>
        </span>
    }
    .into_any()
}

/// So many stars of one person, in words for whoever cannot see them.
pub fn stars_of(look: &Look, count: u8) -> AnyView {
    let drawn: Vec<_> = (0..count).map(|_| star()).collect();
    view! { <span class="rating" role="img" aria-label=look.count("review-stars", count.into())>{drawn}</span> }
        .into_any()
}

/// One star.
pub fn star() -> impl IntoView + use<> {
    view! { <svg class="star" viewBox="0 0 20 20" aria-hidden="true" inner_html=STAR></svg> }
}
