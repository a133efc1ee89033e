//! Backup codes, shown this once.

use leptos::prelude::*;

use crate::{
    components::absence_note::change_note,
    pages::{
        account::frame::{Place, account_page},
        head::title,
    },
    ssr::{Way, drop_ticket, shop, ticket},
};

/// The page.
#[component]
pub fn BackupCodes() -> impl IntoView {
    account_page(Place::Security, |look, signed| async move {
        let held = ticket(Way::BackupCodes);
        drop_ticket(Way::BackupCodes);
        let codes = match held {
            Some(held) => shop().reveal_backup_codes(&signed, &held).await?,
            None => None,
        };
        let content = match codes {
            Some(codes) => {
                let rows: Vec<AnyView> =
                    codes.into_iter().map(|code| view! { <li><code dir="ltr">{code}</code></li> }.into_any()).collect();
                view! {
                    <p>{look.t("security-codes-lead")}</p>
                    <ol class="backup-codes">{rows}</ol>
                    <p><a class="button primary" href="/account/security">{look.t("security-codes-kept")}</a></p>
                }
                .into_any()
            }
            None => view! {
                {change_note(look.t("security-codes-gone").into_owned(), String::new())}
                <p><a class="link" href="/account/security">{look.t("security-app-back")}</a></p>
            }
            .into_any(),
        };
        Ok(view! {
            {title(look.t("security-codes-title"))}
            <div class="stack gap-6 security"><h1>{look.t("security-codes-title")}</h1>{content}</div>
        }
        .into_any())
    })
}
