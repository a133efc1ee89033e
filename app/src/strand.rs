//! A marketplace's strand: its colour on lines and marks, and the shares of a total.

use domain::{marketplace::MarketplaceFace, pricing::Quote};
use leptos::prelude::*;

/// The class that gives a strand its marketplace's colour; pages carry no style of their own.
pub fn strand_class(face: Option<&MarketplaceFace>) -> String {
    face.map_or_else(|| "of-none".to_owned(), |face| format!("of-{}", face.id))
}

/// The stylesheet that gives every marketplace its colour, on light and on dark ground.
pub fn stylesheet(faces: &[MarketplaceFace]) -> String {
    let rule = |face: &MarketplaceFace| {
        format!(".of-{}{{--c:light-dark({},{})}}", face.id, css_colour(&face.colours.0), css_colour(&face.colours.1))
    };
    faces.iter().map(rule).collect()
}

/// Where that stylesheet is: another colour is another address, so that browsers may keep it for ever.
pub fn stylesheet_address(faces: &[MarketplaceFace]) -> String {
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("/colours/{:016x}.css", stylesheet(faces).bytes().fold(0xcbf2_9ce4_8422_2325, mix))
}

/// How many hundredths of a whole a part is: at least one, so that it is seen.
pub fn percent(part: i64, whole: i64) -> i64 {
    let hundredths = i128::from(part) * 100 / i128::from(whole.max(1));
    i64::try_from(hundredths.clamp(1, 100)).unwrap_or(100)
}

/// What cannot be part of a colour is dropped, so that a colour stays one.
fn css_colour(text: &str) -> String {
    text.chars().filter(|letter| letter.is_ascii_alphanumeric() || "#.%() -/".contains(*letter)).take(40).collect()
}

/// The strand of a total: each part's share in its marketplace's colour.
pub fn strand(quote: &Quote, faces: &[MarketplaceFace]) -> impl IntoView + use<> {
    let shares = quote.parts.iter().map(|part| {
        let face = faces.iter().find(|face| face.id == part.marketplace);
        (part.shown.total.minor, strand_class(face))
    });
    shares_strand(shares.collect())
}

/// A strand of weighted colours.
pub fn shares_strand(shares: Vec<(i64, String)>) -> impl IntoView + use<> {
    let whole = shares.iter().fold(0_i64, |whole, (weight, _)| whole.saturating_add(*weight));
    let parts: Vec<_> = shares
        .into_iter()
        .map(|(weight, colour)| view! { <i class=format!("{colour} w-{}", percent(weight, whole))></i> })
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

    #[test]
    fn every_marketplace_has_a_class_that_its_sheet_colours() {
        let face = MarketplaceFace {
            id: "harbor".parse().expect("a slug"),
            name: "Harbor".to_owned(),
            logo: String::new(),
            colours: ("#123".to_owned(), "#fff}body{x:y".to_owned()),
            rating: None,
            return_days: 30,
            takes_orders: true,
        };
        let faces = [face];
        assert_eq!(stylesheet(&faces), ".of-harbor{--c:light-dark(#123,#fffbodyxy)}");
        assert_eq!(strand_class(faces.first()), "of-harbor");
        assert_ne!(stylesheet_address(&faces), stylesheet_address(&[]));
    }

    #[test]
    fn every_part_is_seen_and_none_is_more_than_the_whole() {
        assert_eq!([percent(0, 500), percent(125, 500), percent(500, 500), percent(7, 0)], [1, 25, 100, 100]);
    }
}
