//! What stands around every page of an account: the links between them, and the way out.

use std::future::Future;

use leptos::prelude::*;
use services::{ServiceError, accounts::Signed};

use crate::{
    components::{
        absence_note::good_note,
        frame::{At, answer, framed},
    },
    icons::{BELL, BOX, CARD, CLOCK, FILTER, HEART, LOCK, PERSON, PLACE, SHIELD, TAG, WALLET, icon},
    look::Look,
    pages::head::title,
    problem::ApiError,
    ssr::{keep_secret, must_be_signed, parameter},
};

/// The pages of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// What there is at a glance.
    Overview,
    /// The orders; they have a page of their own.
    Orders,
    /// Names, address for mails, telephone.
    Personal,
    /// Where parcels go.
    Addresses,
    /// Ways to pay.
    Payment,
    /// The wallet; it has a page of its own.
    Wallet,
    /// How the shop looks and what comes first.
    Preferences,
    /// What was searched for.
    Searches,
    /// What was saved.
    Saved,
    /// What is to be told of products; it has a page of its own.
    Alerts,
    /// What was written about goods.
    Reviews,
    /// What is told, and how.
    Notifications,
    /// Ways to sign in, devices, what happened.
    Security,
    /// What is known, agreed to, exported, erased.
    Privacy,
}

impl Place {
    /// All pages, in the order of their links.
    pub const ALL: [Self; 14] = [
        Self::Overview,
        Self::Orders,
        Self::Saved,
        Self::Reviews,
        Self::Alerts,
        Self::Searches,
        Self::Personal,
        Self::Addresses,
        Self::Payment,
        Self::Wallet,
        Self::Preferences,
        Self::Notifications,
        Self::Security,
        Self::Privacy,
    ];

    /// Its address.
    pub fn address(self) -> &'static str {
        match self {
            Self::Overview => "/account",
            Self::Orders => "/orders",
            Self::Personal => "/account/personal",
            Self::Addresses => "/account/addresses",
            Self::Payment => "/account/payment",
            Self::Wallet => "/wallet",
            Self::Preferences => "/account/preferences",
            Self::Searches => "/account/searches",
            Self::Saved => "/account/saved",
            Self::Reviews => "/account/reviews",
            Self::Alerts => "/alerts",
            Self::Notifications => "/account/notifications",
            Self::Security => "/account/security",
            Self::Privacy => "/account/privacy",
        }
    }

    /// The key of its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overview => "profile-overview",
            Self::Orders => "nav-orders",
            Self::Personal => "profile-personal",
            Self::Addresses => "profile-addresses",
            Self::Payment => "profile-payment",
            Self::Wallet => "nav-wallet",
            Self::Preferences => "profile-preferences",
            Self::Searches => "profile-searches",
            Self::Saved => "profile-saved",
            Self::Reviews => "reviews-mine",
            Self::Alerts => "keeping-alerts",
            Self::Notifications => "profile-notifications",
            Self::Security => "profile-security",
            Self::Privacy => "profile-privacy",
        }
    }

    fn drawing(self) -> &'static str {
        match self {
            Self::Overview => PERSON,
            Self::Orders => BOX,
            Self::Personal => crate::icons::PEN,
            Self::Addresses => PLACE,
            Self::Payment => CARD,
            Self::Wallet => WALLET,
            Self::Preferences => FILTER,
            Self::Searches => CLOCK,
            Self::Saved => HEART,
            Self::Reviews => crate::icons::STAR,
            Self::Alerts => TAG,
            Self::Notifications => BELL,
            Self::Security => LOCK,
            Self::Privacy => SHIELD,
        }
    }
}

/// What every page of an account is made from.
pub type Content = Result<AnyView, ServiceError>;

/// A page of an account: for whoever is signed in; everybody else is sent to sign in and comes back here afterwards.
pub fn account_page<F, Fut>(place: Place, content: F) -> AnyView
where
    F: FnOnce(Look, Signed) -> Fut,
    Fut: Future<Output = Content> + Send + 'static,
{
    let look = Look::here();
    keep_secret();
    let Ok(signed) = must_be_signed() else { return framed(&look, At::Account, "", ().into_any()) };
    let (around, page) = (look.clone(), content(look.clone(), signed));
    let main = answer(&look, async move {
        let content = page.await?;
        Ok(around_page(&around, place, content))
    });
    framed(&look, At::Account, "", main)
}

/// The links between the pages, what became of a form, and the page.
fn around_page(look: &Look, place: Place, content: AnyView) -> AnyView {
    let links: Vec<AnyView> = Place::ALL
        .into_iter()
        .map(|one| {
            let here = (one == place).then_some("page");
            view! { <a href=one.address() aria-current=here>{icon(one.drawing())}{look.t(one.name())}</a> }.into_any()
        })
        .collect();
    let saved = (parameter("done") == "1").then(|| good_note(look.t("profile-done").into_owned()));
    let problem = ApiError::of_address().map(|problem| {
        view! { <p class="absence-note trouble" role="alert">{problem.message}</p> }
    });
    view! {
        <div class="page with-nav account">
            <div class="side-column">
                <nav class="side" aria-label=look.t("profile-pages")>{links}</nav>
                <form class="wide-only" method="post" action="/api/account/sign-out">
                    <button class="button small quiet">{look.t("profile-sign-out")}</button>
                </form>
            </div>
            <div class="stack gap-8">{saved}{problem}{content}</div>
        </div>
    }
    .into_any()
}

/// The page's name, in the window and on the page, with a sentence below it.
pub fn headed(look: &Look, place: Place, lead: String) -> AnyView {
    view! {
        {title(look.t(place.name()))}
        <div class="stack gap-2"><h1>{look.t(place.name())}</h1><p class="soft">{lead}</p></div>
    }
    .into_any()
}
