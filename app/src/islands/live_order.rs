//! An order that is still being placed: asks every two seconds how it stands.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use crate::islands::browser::{page, take_over};

/// Draws nothing. Stands on a page that carries `data-pending` until there is nothing more to wait for.
#[island]
pub fn LiveOrder() -> impl IntoView {
    Effect::new(|_| wait());
}

fn wait() {
    set_timeout(|| spawn_local(look_again()), Duration::from_secs(2));
}

async fn look_again() {
    let Ok(address) = window().location().href() else { return };
    match page(&address).await {
        Some(fresh) => {
            let pending = fresh.query_selector("[data-pending]").is_ok_and(|found| found.is_some());
            if pending {
                take_over(&fresh);
                wait();
            } else {
                window().location().reload().ok();
            }
        }
        None => wait(),
    }
}
