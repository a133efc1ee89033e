//! How many, on a product's page: a plain number field that gains buttons where scripts run.

use domain::cart::Quantity;
use leptos::prelude::*;

use crate::{
    icons::{LESS, MORE, icon},
    islands::quantity_field::QuantityField,
    look::Look,
};

/// The field for at most `most`, with one less and one more.
pub fn quantity_field(look: &Look, most: u32) -> AnyView {
    let most = most.clamp(1, Quantity::MAX);
    view! {
        <span class="quantity" role="group" aria-label=look.t("quantity")>
            <button type="button" class="needs-scripts" data-step="-1" aria-label=look.t("quantity-less") disabled>{icon(LESS)}</button>
            <input name="quantity" type="number" min="1" max=most value="1" inputmode="numeric" autocomplete="off"
                aria-label=look.t("quantity")/>
            <button type="button" class="needs-scripts" data-step="1" aria-label=look.t("quantity-more") disabled=most == 1>
                {icon(MORE)}
            </button>
            <QuantityField/>
        </span>
    }
    .into_any()
}
