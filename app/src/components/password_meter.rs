//! The meter under a field for a new password: empty until the browser asks how strong it is.

use leptos::prelude::*;

use crate::{islands::password_meter::PasswordMeter, look::Look};

/// The meter, and the place of its words, which is there from the beginning so that what comes into it is read out.
pub fn password_meter(look: &Look) -> AnyView {
    view! {
        <div class="hint needs-scripts" data-strength="">
            <meter min="0" max="4" low="2" high="3" optimum="4" value="0" aria-label=look.t("account-strength") hidden></meter>
            <p role="status" aria-live="polite"></p>
        </div>
        <PasswordMeter/>
    }
    .into_any()
}
