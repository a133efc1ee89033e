//! A marketplace's strand: its colour on lines and marks, and the shares of a total.

use domain::{marketplace::MarketplaceFace, pricing::Quote};
use leptos::prelude::*;

/// The colour of a strand as an inline custom property, with its value for light and for dark ground.
pub fn strand_colour(face: Option<&MarketplaceFace>) -> String {
    let Some(face) = face else { return "--c:var(--accent)".to_owned() };
    format!("--c:light-dark({},{})", css_colour(&face.colours.0), css_colour(&face.colours.1))
}

/// What cannot be part of a colour is dropped, so that a colour stays one.
fn css_colour(text: &str) -> String {
    text.chars().filter(|letter| letter.is_ascii_alphanumeric() || "#.%() -/".contains(*letter)).take(40).collect()
}

/// The strand of a total: each part's share in its marketplace's colour.
pub fn strand(quote: &Quote, faces: &[MarketplaceFace]) -> impl IntoView + use<> {
    let shares = quote.parts.iter().map(|part| {
        let face = faces.iter().find(|face| face.id == part.marketplace);
        (part.shown.total.minor, strand_colour(face))
    });
    shares_strand(shares.collect())
}

/// A strand of weighted colours.
pub fn shares_strand(shares: Vec<(i64, String)>) -> impl IntoView + use<> {
    let parts: Vec<_> = shares
        .into_iter()
        .map(|(weight, colour)| view! { <i style=format!("--v:{};{colour}", weight.max(1))></i> })
        .collect();
    view! { <div class="strand" aria-hidden="true">{parts}</div> }
}

/// A marketplace's mark: its logo, small, telling nothing that the words beside it do not.
pub fn mark(face: &MarketplaceFace) -> impl IntoView + use<> {
    view! { <img class="mark" src=face.logo.clone() alt="" width="20" height="20" loading="lazy" decoding="async"/> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_cannot_carry_other_style() {
        assert_eq!(css_colour("#1f4e79"), "#1f4e79");
        assert_eq!(css_colour("oklch(.4 .08 163 / .5)"), "oklch(.4 .08 163 / .5)");
        assert_eq!(css_colour("red;background:url(//x)"), "redbackgroundurl(//x)");
    }
}
