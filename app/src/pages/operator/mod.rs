//! Behind the counter: alerts, books, comparisons, later work, people, roles, keys, the audit log. Everybody sees what their
//! role permits and nothing else. Nothing of it is kept by caches, and for everybody else there is only the way in.

mod alerts;
mod audit;
mod books;
mod groups;
mod invitations;
mod jobs;
mod keys;
mod ledger;
mod marketplaces;
mod overview;
mod pairs;
mod people;
mod person;
mod promotions;
mod questions;
mod ratings;
mod reports;
mod reviews;
mod roles;
mod search_words;
mod sign_in;
pub(crate) mod words;

use std::future::Future;

use domain::permission::{BuiltInRole, Permission, PermissionSet};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::{
    ServiceError, Shop,
    staff::{Clerk, NoClerk, Refusal},
};

use crate::{
    components::frame::{answer, framed_operator},
    icons::{CHECK, WARNING, icon},
    look::Look,
    pages::head::title,
    problem::ApiError,
    ssr::{behind_the_counter, keep_secret, page_redirect, parameter, shop},
};

/// The pages, in the order of their links: the word in the address, the key of the name, and what somebody needs to see it.
const PAGES: [(&str, &str, Permission); 19] = [
    ("", "operator-overview", Permission::SeeOverview),
    ("alerts", "operator-alerts", Permission::SeeAlerts),
    ("books", "operator-books", Permission::SeeBooks),
    ("ledger", "operator-ledger", Permission::SeeBooks),
    ("jobs", "operator-jobs", Permission::SeeJobs),
    ("search", "words-title", Permission::KeepCatalogue),
    ("promotions", "promotions-title", Permission::KeepCoupons),
    ("groups", "groups-title", Permission::KeepCoupons),
    ("reviews", "moderation-title", Permission::ModerateReviews),
    ("questions", "questions-waiting", Permission::AnswerShoppers),
    ("ratings", "ratings-title", Permission::AnswerShoppers),
    ("people", "staff-people", Permission::SeePeople),
    ("invitations", "staff-invitations", Permission::InviteStaff),
    ("roles", "staff-roles", Permission::ShapeRoles),
    ("audit", "staff-audit", Permission::SeeAudit),
    ("keys", "staff-keys", Permission::KeepApiKeys),
    ("marketplaces", "staff-marketplaces", Permission::KeepMarketplaces),
    ("pairs", "pairs-page", Permission::KeepCatalogue),
    ("reports", "reports-page", Permission::BlockGoods),
];

/// Every page behind the counter: `/operator`, `/operator/PAGE`, `/operator/ledger/ACCOUNT`, `/operator/people/ACCOUNT`,
/// `/operator/groups/GROUP`.
#[component]
pub fn Operator() -> impl IntoView {
    let look = Look::here();
    keep_secret();
    let asked = use_params_map().get_untracked();
    let (page, of) = (asked.get("page").unwrap_or_default(), asked.get("of").unwrap_or_default());
    let clerk = match behind_the_counter() {
        Ok(clerk) => clerk,
        Err(NoClerk::NeedsSecondFactor) => return framed_operator(&look, sign_in::factor(&look)),
        Err(NoClerk::NotStaff) if page.is_empty() => return framed_operator(&look, sign_in::page(&look)),
        Err(NoClerk::NotStaff) => {
            page_redirect("/operator");
            return framed_operator(&look, ().into_any());
        }
    };
    // Whoever may not see the overview begins where they may.
    let begins = if may_see(&clerk, "/operator") { None } else { pages_of(&clerk).next() };
    if let Some((first, ..)) = begins.filter(|_| page.is_empty()) {
        page_redirect(&format!("/operator/{first}"));
        return framed_operator(&look, ().into_any());
    }
    let (shop, who) = (shop(), clerk.clone());
    let seen = Around { look: look.clone(), clerk };
    let mine = look.clone();
    let main = match (page.as_str(), of.is_empty()) {
        ("", true) => seen.shown("", overview::page(shop, mine, who)),
        ("alerts", true) => seen.shown("alerts", alerts::page(shop, mine, who)),
        ("books", true) => seen.shown("books", books::page(shop, mine, who)),
        ("jobs", true) => seen.shown("jobs", jobs::page(shop, mine, who)),
        ("ledger", true) => seen.shown("ledger", ledger::page(shop, mine, who)),
        ("ledger", false) => seen.shown("ledger", ledger::account_page(shop, mine, who, of)),
        ("reviews", true) => seen.shown("reviews", reviews::page(shop, mine, who)),
        ("questions", true) => seen.shown("questions", questions::page(shop, mine, who)),
        ("ratings", true) => seen.shown("ratings", ratings::page(shop, mine, who)),
        ("ratings", false) => seen.shown("ratings", ratings::product_page(shop, mine, who, of)),
        ("search", true) => seen.shown("search", search_words::page(shop, mine, who)),
        ("promotions", true) => seen.shown("promotions", promotions::page(shop, mine, who)),
        ("groups", true) => seen.shown("groups", groups::page(shop, mine, who)),
        ("groups", false) => seen.shown("groups", groups::members_page(shop, mine, who, of)),
        ("people", true) => seen.shown("people", people::page(shop, mine, who)),
        ("people", false) => seen.shown("people", person::page(shop, mine, who, of)),
        ("invitations", true) => seen.shown("invitations", invitations::page(shop, mine, who)),
        ("roles", true) => seen.shown("roles", roles::page(shop, mine, who)),
        ("audit", true) => seen.shown("audit", audit::page(shop, mine, who)),
        ("keys", true) => seen.shown("keys", keys::page(shop, mine, who)),
        ("reports", true) => seen.shown("reports", reports::page(shop, mine, who)),
        ("pairs", true) => seen.shown("pairs", pairs::page(shop, mine, who)),
        ("marketplaces", true) => seen.shown("marketplaces", marketplaces::page(shop, mine, who)),
        _ => answer(&look, async { Err(ServiceError::NotFound) }),
    };
    framed_operator(&look, main)
}

/// The pages that somebody may see.
fn pages_of(clerk: &Clerk) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
    let has = clerk.permissions();
    PAGES.into_iter().filter(move |(.., needed)| has.has(*needed)).map(|(page, name, _)| (page, name))
}

/// Whether somebody may see the page of an address.
fn may_see(clerk: &Clerk, address: &str) -> bool {
    let page = address.trim_start_matches("/operator").trim_start_matches('/');
    pages_of(clerk).any(|(known, _)| known == page)
}

/// What every page of the operator is made from.
type Content = Result<AnyView, ServiceError>;

/// What stands around a page.
struct Around {
    look: Look,
    clerk: Clerk,
}

impl Around {
    fn shown(self, current: &'static str, page: impl Future<Output = Content> + Send + 'static) -> AnyView {
        let look = self.look.clone();
        let content = async move {
            let content = page.await?;
            Ok(self.around(current, content))
        };
        answer(&look, content)
    }

    /// The links between the pages, what became of a form, and the way out.
    fn around(&self, current: &'static str, content: AnyView) -> AnyView {
        let look = &self.look;
        let links: Vec<AnyView> = pages_of(&self.clerk)
            .map(|(page, name)| {
                let address = format!("/operator/{page}");
                let address = address.trim_end_matches('/').to_owned();
                let here = (page == current).then_some("page");
                view! { <li><a class="chip" href=address aria-current=here>{look.t(name)}</a></li> }.into_any()
            })
            .collect();
        let (who, way_out) = match &self.clerk {
            Clerk::Operator(_) => (None, "/api/operator/sign-out"),
            Clerk::Staff(signed) => {
                let who = format!("{} · {}", signed.name, role_name(look, &signed.role));
                (Some(view! { <span class="soft fine" dir="auto">{who}</span> }), "/api/account/sign-out")
            }
        };
        view! {
            <div class="page stack operator gap-6">
                <div class="row between">
                    <nav aria-label=look.t("operator-pages")><ul class="chips wrap">{links}</ul></nav>
                    <form class="row tight" method="post" action=way_out>
                        {who}
                        <button class="button small quiet">{look.t("operator-sign-out")}</button>
                    </form>
                </div>
                {told(look)}
                {content}
            </div>
        }
        .into_any()
    }
}

/// What became of a form: refused with why, trouble, or done.
fn told(look: &Look) -> Option<AnyView> {
    let refused = Refusal::ALL.into_iter().find(|refusal| refusal.word() == parameter("refused"));
    let trouble = match refused {
        Some(refusal) => Some(look.t(&format!("staff-refused-{}", refusal.word())).into_owned()),
        None => ApiError::of_address().map(|problem| problem.message),
    };
    if let Some(trouble) = trouble {
        return Some(view! { <p class="absence-note trouble" role="alert">{icon(WARNING)}{trouble}</p> }.into_any());
    }
    (!parameter("done").is_empty()).then(|| {
        view! { <p class="absence-note good" role="status">{icon(CHECK)}{look.t("staff-done")}</p> }.into_any()
    })
}

/// What a role is called: in the page's language where it is built in, as it was named where people made it.
fn role_name(look: &Look, word: &str) -> String {
    match BuiltInRole::from_word(word) {
        Some(role) => look.t(&format!("staff-role-{}", role.word())).into_owned(),
        None => word.to_owned(),
    }
}

/// What a permission is called.
fn permission_name(look: &Look, permission: Permission) -> String {
    look.t(&format!("staff-may-{}", permission.word().replace('.', "-"))).into_owned()
}

/// A box to tick for each permission that somebody may give.
fn permission_boxes(look: &Look, offered: PermissionSet, ticked: PermissionSet) -> AnyView {
    let boxes: Vec<AnyView> = offered
        .iter()
        .map(|one| {
            let name = format!("permissions[{}]", one.word());
            view! {
                <label class="check">
                    <input type="checkbox" name=name value="1" checked=ticked.has(one)/>
                    <span>{permission_name(look, one)}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    view! { <fieldset class="field"><legend>{look.t("staff-permissions")}</legend><div class="boxes">{boxes}</div></fieldset> }
        .into_any()
}

/// The page's name, in the window and on the page.
fn headed(look: &Look, key: &str) -> AnyView {
    view! { {title(look.t(key))}<h1>{look.t(key)}</h1> }.into_any()
}

/// A table that can be wider than a phone without the page being so.
fn table(caption: String, heads: Vec<String>, rows: Vec<AnyView>) -> AnyView {
    let heads: Vec<_> = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }).collect();
    let label = caption.clone();
    view! {
        <div class="table" tabindex="0" role="region" aria-label=label>
            <table>
                <caption class="hidden">{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What is said where there is nothing to show.
fn nothing(text: String) -> AnyView {
    view! { <p class="absence-note good">{text}</p> }.into_any()
}
