//! The wallet: what is in it, a way to pay into it, and what came and went.

use domain::{
    ids::TopUpId,
    money::Money,
    wallet::{Balance, WalletEntry, WalletEntryKind, WalletHistory, WalletView, top_up_bounds},
};
use leptos::prelude::*;
use services::ServiceError;

use crate::{
    components::{
        absence_note::{change_note, good_note, problem_note},
        frame::{At, answer, framed},
    },
    icons::{FORWARD, WARNING, icon, turning_icon},
    look::Look,
    pages::{head::title, order::look_again},
    ssr::{keep_private, parameter, shop},
};

/// The wallet's page.
#[component]
pub fn Wallet() -> impl IntoView {
    let look = Look::here();
    let (shop, mine) = (shop(), look.clone());
    let main = answer(&look, async move {
        keep_private();
        let visit = mine.visit();
        let cancelled: Option<TopUpId> = parameter("cancelled").parse().ok();
        if let Some(cancelled) = &cancelled {
            match shop.top_up_cancelled(visit, cancelled).await {
                Ok(()) | Err(ServiceError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        let page = asked_page();
        let seen = Seen {
            wallet: shop.wallet(visit).await?,
            history: shop.wallet_history(visit, page).await?,
            page,
            topped: parameter("topped").parse::<TopUpId>().is_ok(),
            cancelled: cancelled.is_some(),
        };
        Ok(content(&mine, &seen))
    });
    framed(&look, At::Wallet, "", main)
}

/// What the page shows.
struct Seen {
    wallet: WalletView,
    history: WalletHistory,
    /// Which page of the history, from 0.
    page: u64,
    /// Whether the visitor comes from paying in.
    topped: bool,
    /// Whether the visitor comes from not paying in.
    cancelled: bool,
}

/// Which page of the history the address asks for, from 0; addresses count from 1.
fn asked_page() -> u64 {
    parameter("page").parse::<u32>().map_or(0, |page| u64::from(page.saturating_sub(1)))
}

fn content(look: &Look, seen: &Seen) -> AnyView {
    let pending = seen.topped && seen.wallet.waiting;
    view! {
        {title(look.t("wallet-title"))}
        {pending.then(look_again)}
        <div class="page narrow stack gap-8" data-live="wallet">
            <div class="stack gap-2"><h1>{look.t("wallet-title")}</h1><p class="soft">{look.t("wallet-lead")}</p></div>
            {notes(look, seen)}
            {balance(look, &seen.wallet)}
            {top_up(look)}
            {history(look, seen)}
        </div>
    }
    .into_any()
}

/// What became of a top-up, before anything else.
fn notes(look: &Look, seen: &Seen) -> AnyView {
    let about_amount = is_about_amount();
    let newest = seen.history.entries.first().filter(|entry| entry.kind == WalletEntryKind::TopUp);
    let of_top_up = match (seen.topped, seen.cancelled, seen.wallet.waiting) {
        (true, _, true) => view! {
            <div class="absence-note good" role="status" data-pending="">
                <span class="spinner" aria-hidden="true"></span>
                <p><b>{look.t("wallet-pending")}</b>" "{look.t("order-pending-text")}</p>
            </div>
        }
        .into_any(),
        (true, _, false) => match newest {
            Some(entry) => good_note(look.with("wallet-topped", &[("amount", look.amount(entry.amount).into())])),
            None => change_note(look.t("wallet-not-paid").into_owned(), look.t("wallet-as-it-was").into_owned()),
        },
        (false, true, _) => {
            change_note(look.t("wallet-not-paid").into_owned(), look.t("wallet-as-it-was").into_owned())
        }
        (false, false, true) => view! { <p class="absence-note">{look.t("wallet-waiting")}</p> }.into_any(),
        (false, false, false) => ().into_any(),
    };
    view! { {(!about_amount).then(problem_note)}{of_top_up} }.into_any()
}

fn balance(look: &Look, wallet: &WalletView) -> AnyView {
    let held = |held: Money| {
        (!held.is_zero()).then(|| {
            view! { <p class="soft fine">{look.with("wallet-held", &[("amount", look.amount(held).into())])}</p> }
        })
    };
    let other = |balance: &Balance| {
        view! { <li><b class="num">{look.money(balance.available)}</b>{held(balance.held)}</li> }.into_any()
    };
    let others: Vec<AnyView> = wallet.others.iter().map(other).collect();
    let others = (!others.is_empty()).then(|| {
        view! {
            <div class="stack fine gap-1">
                <h3 class="minor">{look.t("wallet-others")}</h3>
                <ul class="stack gap-1">{others}</ul>
                <p class="soft">{look.t("wallet-others-text")}</p>
            </div>
        }
    });
    view! {
        <section class="panel stack gap-2" aria-labelledby="balance">
            <h2 id="balance" class="minor">{look.t("wallet-available")}</h2>
            <p class="huge num" data-balance="">{look.money(wallet.available)}</p>
            {held(wallet.held)}
            {others}
        </section>
    }
    .into_any()
}

/// Whether the address tells that an amount made no sense.
fn is_about_amount() -> bool {
    parameter("problem") == "invalid" && parameter("field") == "amount"
}

fn top_up(look: &Look) -> AnyView {
    let currency = look.visit().currency;
    let (least, most) = top_up_bounds(currency);
    let bounds = [("least", look.amount(least).into()), ("most", look.amount(most).into())];
    let wrong = is_about_amount();
    let typed: String = parameter("typed").chars().take(20).collect();
    let told = if wrong {
        view! { <p class="error" id="amount-told">{icon(WARNING)}{look.with("wallet-amount-wrong", &bounds)}</p> }
            .into_any()
    } else {
        view! { <p class="hint" id="amount-told">{look.with("wallet-amount-hint", &bounds)}</p> }.into_any()
    };
    view! {
        <section id="top-up" aria-labelledby="top-up-title">
            <form class="stack" action="/api/wallet/top-up" method="post">
                <h2 id="top-up-title">{look.t("wallet-top-up")}</h2>
                <input type="hidden" name="currency" value=currency.code()/>
                <div class="field">
                    <label for="amount">{look.with("wallet-amount", &[("currency", currency.symbol().into())])}</label>
                    <input class="input" id="amount" name="amount" inputmode="decimal" autocomplete="off" maxlength="20" required
                        value=typed aria-invalid=wrong.then_some("true") aria-describedby="amount-told"/>
                    {told}
                </div>
                <div class="row"><button class="button primary large">{look.t("wallet-pay-in")}{turning_icon(FORWARD)}</button></div>
                <p class="soft fine">{look.t("wallet-pay-in-text")}</p>
            </form>
        </section>
    }
    .into_any()
}

fn history(look: &Look, seen: &Seen) -> AnyView {
    let rows: Vec<AnyView> = seen.history.entries.iter().map(|entry| row(look, entry)).collect();
    let list = if rows.is_empty() {
        view! { <p class="soft">{look.t("wallet-history-none")}</p> }.into_any()
    } else {
        view! { <ul class="money-list">{rows}</ul> }.into_any()
    };
    let address = |page: u64| format!("/wallet?page={page}#history");
    let newer = (seen.page > 0).then(|| {
        view! { <a class="button small" rel="prev" href=address(seen.page)>{look.t("wallet-newer")}</a> }
    });
    let older = seen.history.more.then(|| {
        view! { <a class="button small" rel="next" href=address(seen.page + 2)>{look.t("wallet-older")}</a> }
    });
    let ways = (newer.is_some() || older.is_some())
        .then(|| view! { <nav class="row" aria-label=look.t("pages")>{newer}{older}</nav> });
    view! {
        <section id="history" class="stack gap-2" aria-labelledby="history-title">
            <h2 id="history-title">{look.t("wallet-history")}</h2>
            {list}
            {ways}
        </section>
    }
    .into_any()
}

fn row(look: &Look, entry: &WalletEntry) -> AnyView {
    let what = look.t(match entry.kind {
        WalletEntryKind::TopUp => "wallet-entry-top-up",
        WalletEntryKind::Held => "wallet-entry-held",
        WalletEntryKind::Released => "wallet-entry-released",
        WalletEntryKind::Refunded => "wallet-entry-refunded",
    });
    let order = entry.order.as_ref().map(|order| {
        let name = look.with("order-number", &[("number", order.to_string().into())]);
        view! { <a href=format!("/order/{order}")>{name}</a> }
    });
    let came_in = entry.amount.minor > 0;
    let sign = if came_in { "+" } else { "" };
    view! {
        <li>
            <div><p>{what}</p><p class="soft fine row tight">{look.moment(entry.at)}{order}</p></div>
            <b class="amount num" class:saving=came_in><bdi>{sign}{look.locale().money(entry.amount)}</bdi></b>
        </li>
    }
    .into_any()
}
