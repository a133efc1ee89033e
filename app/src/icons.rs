//! Line icons on a 24 × 24 grid, and two drawings. They decorate; the words beside them say what is meant.

use leptos::prelude::*;

/// The way back.
pub const BACK: &str = r#"<path d="M9 7 4.500 11.500 9 16"/><path d="M5 11.500h9.500a4.500 4.500 0 0 1 0 9H12"/>"#;
/// A bell.
pub const BELL: &str = r#"<path d="M6 16.500V11a6 6 0 0 1 12 0v5.500l1.500 1.500h-15z"/><path d="M10 20.500h4"/>"#;
/// A waste bin.
pub const BIN: &str = r#"<path d="M4.500 7h15M9 7V4.500h6V7M6.500 7l1 13h9l1-13"/>"#;
/// A parcel.
pub const BOX: &str = r#"<path d="M4 8l8-4 8 4v8l-8 4-8-4z"/><path d="M4 8l8 4 8-4M12 12v8"/>"#;
/// A card to pay with.
pub const CARD: &str = r#"<rect x="3.500" y="6" width="17" height="12.500" rx="2"/><path d="M3.500 10.500h17"/>"#;
/// A shopping cart.
pub const CART: &str = r#"<path d="M3 4h2.500l2 11h10.500l2-8H6.500"/><circle cx="9" cy="19.500" r="1.300"/><circle cx="16.500" cy="19.500" r="1.300"/>"#;
/// A check mark.
pub const CHECK: &str = r#"<path d="m5 12.500 4.500 4.500L19 7.500"/>"#;
/// Two things side by side.
pub const COMPARE: &str = r#"<rect x="4" y="5" width="6.500" height="14" rx="1.500"/><rect x="13.500" y="5" width="6.500" height="14" rx="1.500"/>"#;
/// A clock.
pub const CLOCK: &str = r#"<circle cx="12" cy="12" r="8.500"/><path d="M12 7.500V12l3 2"/>"#;
/// A cross that closes or takes away.
pub const CROSS: &str = r#"<path d="M6 6l12 12M18 6 6 18"/>"#;
/// More lies below.
pub const DOWN: &str = r#"<path d="m6 9 6 6 6-6"/>"#;
/// Sliders.
pub const FILTER: &str =
    r#"<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>"#;
/// More lies ahead.
pub const FORWARD: &str = r#"<path d="m9 6 6 6-6 6"/>"#;
/// A heart.
pub const HEART: &str = r#"<path d="M12 19.500C6 15.500 3.800 12.500 3.800 9.300 3.800 6.900 5.600 5 8 5c1.700 0 3.100.9 4 2.400C12.900 5.900 14.300 5 16 5c2.400 0 4.200 1.900 4.200 4.300 0 3.200-2.200 6.200-8.200 10.200z"/>"#;
/// A house.
pub const HOME: &str = r#"<path d="M4 11l8-7 8 7v8a1 1 0 0 1-1 1h-5v-6h-4v6H5a1 1 0 0 1-1-1z"/>"#;
/// One less.
pub const LESS: &str = r#"<path d="M5 12h14"/>"#;
/// A padlock.
pub const LOCK: &str =
    r#"<rect x="5" y="10.500" width="14" height="9.500" rx="2"/><path d="M8 10.500V8a4 4 0 0 1 8 0v2.500"/>"#;
/// One more.
pub const MORE: &str = r#"<path d="M12 5v14M5 12h14"/>"#;
/// A pen.
pub const PEN: &str = r#"<path d="M5 19l1-4L16.500 4.500l3 3L9 18z"/><path d="m14 7 3 3"/>"#;
/// Somebody.
pub const PERSON: &str =
    r#"<circle cx="12" cy="8.500" r="3.500"/><path d="M5 20c.8-3.600 3.500-5.500 7-5.500s6.200 1.900 7 5.500"/>"#;
/// A place on a map.
pub const PLACE: &str = r#"<path d="M12 21c-4.500-4.600-6.500-7.800-6.500-11a6.500 6.500 0 0 1 13 0c0 3.200-2 6.400-6.500 11z"/><circle cx="12" cy="10" r="2.300"/>"#;
/// A film that can be started.
pub const PLAY: &str = r#"<circle cx="12" cy="12" r="8.500"/><path d="M10 8.500v7l5.500-3.500z"/>"#;
/// A printer.
pub const PRINT: &str = r#"<path d="M7 9V4h10v5M7 17H4V9h16v8h-3"/><path d="M7 14h10v6H7z"/>"#;
/// A magnifying glass.
pub const SEARCH: &str = r#"<circle cx="11" cy="11" r="7"/><path d="m20 20-4-4"/>"#;
/// Three points that belong together.
pub const SHARE: &str = r#"<circle cx="6" cy="12" r="2.500"/><circle cx="17.500" cy="6" r="2.500"/><circle cx="17.500" cy="18" r="2.500"/><path d="m8.300 10.800 7-3.600M8.300 13.200l7 3.600"/>"#;
/// A shield.
pub const SHIELD: &str = r#"<path d="M12 3.500l7 2.500v5.500c0 4.500-3 7.500-7 9-4-1.500-7-4.500-7-9V6z"/><path d="m9 12 2.200 2.200L15.500 10"/>"#;
/// A price tag.
pub const TAG: &str = r#"<path d="M12.500 4H20v7.500L11.500 20 4 12.500z"/><circle cx="16" cy="8" r="1.200"/>"#;
/// A star.
pub const STAR: &str =
    r#"<path d="m12 4 2.500 5.200 5.700.8-4.100 4 1 5.600-5.100-2.700-5.100 2.700 1-5.600-4.100-4 5.700-.8z"/>"#;
/// A delivery van.
pub const VAN: &str = r#"<path d="M3 6h11v10H3zM14 10h4l3 3v3h-7z"/><circle cx="7.500" cy="17.500" r="1.700"/><circle cx="17" cy="17.500" r="1.700"/>"#;
/// A wallet.
pub const WALLET: &str =
    r#"<path d="M17 8V5H6.500a2 2 0 0 0 0 4H19.500v10.500H6.500a2 2 0 0 1-2-2V7"/><path d="M16 14.300h.01"/>"#;
/// A warning triangle.
pub const WARNING: &str = r#"<path d="M12 4 3 19.500h18z"/><path d="M12 10v4.500M12 17h.01"/>"#;

/// A drawing, 240 × 150: strands that meet in a cart.
pub const MEETING: &str = r#"<path d="M20 8C20 60 112 50 112 88" stroke="var(--harbor)" opacity=".8"/><path d="M70 8C70 60 116 50 116 88" stroke="var(--kitemart)" opacity=".8"/><path d="M120 8C120 60 120 50 120 88" stroke="var(--baobab)" opacity=".8"/><path d="M170 8C170 60 124 50 124 88" stroke="var(--lumen)" opacity=".8"/><path d="M220 8C220 60 128 50 128 88" stroke="var(--nomad)" opacity=".8"/><path d="M82 88h76l-9 42a8 8 0 0 1-8 6H99a8 8 0 0 1-8-6z" fill="var(--accent-soft)" stroke="var(--accent)"/>"#;
/// A drawing, 240 × 150: strands that lead nowhere.
pub const NOWHERE: &str = r#"<path d="M4 45C70 45 70 75 110 75" stroke="var(--harbor)"/><path d="M4 75C70 75 70 75 116 75" stroke="var(--baobab)"/><path d="M4 105C70 105 70 75 122 75" stroke="var(--nomad)"/><path d="M122 75h34" stroke="var(--accent)"/><path d="M172 75h8M196 75h8M220 75h8" stroke="var(--edge)"/>"#;

/// An icon of the given lines.
pub fn icon(lines: &'static str) -> impl IntoView + use<> {
    view! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" inner_html=lines></svg> }
}

/// An icon that means a direction, and so turns where the text runs from right to left.
pub fn turning_icon(lines: &'static str) -> impl IntoView + use<> {
    view! { <svg class="icon turns" viewBox="0 0 24 24" aria-hidden="true" inner_html=lines></svg> }
}

/// A large drawing for a page with nothing on it.
pub fn drawing(lines: &'static str) -> impl IntoView + use<> {
    view! {
        <svg viewBox="0 0 240 150" fill="none" stroke-width="3" stroke-linecap="round" aria-hidden="true" inner_html=lines></svg>
    }
}
