//! How many, on a product's page: a plain number field that gains buttons once it is awake.

use domain::cart::Quantity;
use leptos::prelude::*;

use crate::icons::{LESS, MORE, icon};

/// The field, with one less and one more.
#[island]
pub fn QuantityField(
    /// Quantity.
    label: String,
    /// One less.
    less: String,
    /// One more.
    more: String,
    /// The most there is.
    most: u32,
) -> impl IntoView {
    let most = most.clamp(1, Quantity::MAX);
    let count = RwSignal::new(1_u32);
    let by = move |step: i64| {
        count.update(|count| *count = (i64::from(*count) + step).clamp(1, most.into()).try_into().unwrap_or(1));
    };
    let (least, full) = (move || count.get() <= 1, move || count.get() >= most);
    let group_label = label.clone();
    view! {
        <span class="quantity" role="group" aria-label=group_label>
            <button type="button" class="needs-scripts" aria-label=less disabled=least on:click=move |_| by(-1)>
                {icon(LESS)}
            </button>
            <input name="quantity" type="number" min="1" max=most value="1" inputmode="numeric" autocomplete="off" aria-label=label
                prop:value=move || count.get().to_string()
                on:change=move |event| count.set(event_target_value(&event).trim().parse().unwrap_or(1).clamp(1, most))/>
            <button type="button" class="needs-scripts" aria-label=more disabled=full on:click=move |_| by(1)>
                {icon(MORE)}
            </button>
        </span>
    }
}
