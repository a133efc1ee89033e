//! The books: that they balance, every account, and the entries of each.

use domain::ledger::{Account, Posting};
use leptos::prelude::*;
use services::ServiceError;

use super::{Clerk, Content, Shop, headed, nothing, table, words};
use crate::{
    icons::{CHECK, FORWARD, WARNING, icon, turning_icon},
    look::Look,
    pages::head::title,
    ssr::parameter,
};

/// The trial balance and the accounts.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let books = shop.books(&clerk.must()?).await?;
    let verdict = if books.balance() {
        view! { <p class="absence-note good">{icon(CHECK)}{look.t("operator-balances-why")}</p> }.into_any()
    } else {
        let ids: Vec<_> =
            books.unbalanced.iter().map(|id| view! { <li><code dir="ltr">{id.clone()}</code></li> }).collect();
        view! {
            <div class="absence-note trouble" role="alert">
                {icon(WARNING)}<div class="stack"><p><b>{look.t("operator-balances-not")}</b></p><ul>{ids}</ul></div>
            </div>
        }
        .into_any()
    };
    let trial: Vec<AnyView> = books
        .trial
        .iter()
        .map(|of| {
            view! {
                <tr>
                    <th scope="row">{of.currency.code()}</th>
                    <td>{look.money(of.debit)}</td>
                    <td>{look.money(of.credit)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let accounts: Vec<AnyView> = books
        .accounts
        .iter()
        .map(|(account, balance)| {
            let address = format!("/operator/ledger/{account}");
            view! {
                <tr>
                    <th scope="row"><a class="link" href=address>{words::account(&look, account)}</a></th>
                    <td>{look.money(*balance)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let heads = ["operator-currency", "operator-debit", "operator-credit"].map(|key| look.t(key).into_owned());
    let columns = ["operator-account", "operator-balance"].map(|key| look.t(key).into_owned());
    let empty = accounts.is_empty().then(|| nothing(look.t("operator-ledger-none").into_owned()));
    Ok(view! {
        {headed(&look, "operator-ledger")}
        {verdict}
        {empty}
        {table(look.t("operator-trial").into_owned(), heads.into(), trial)}
        <h2>{look.t("operator-accounts")}</h2>
        {table(look.t("operator-accounts").into_owned(), columns.into(), accounts)}
    }
    .into_any())
}

/// The entries of one account, the newest first.
pub(super) async fn account_page(shop: Shop, look: Look, clerk: Clerk, account: String) -> Content {
    let account: Account = account.parse().map_err(|_| ServiceError::NotFound)?;
    let page: u32 = parameter("page").parse().unwrap_or(0);
    let (postings, more) = shop.postings(&clerk.must()?, &account, page).await?;
    let name = words::account(&look, &account);
    let rows: Vec<AnyView> = postings.iter().map(|posting| entry(&look, posting)).collect();
    let heads =
        ["operator-when", "operator-why", "operator-order", "operator-amount"].map(|key| look.t(key).into_owned());
    let address = |page: u32| format!("/operator/ledger/{account}?page={page}");
    let newer = page.checked_sub(1).map(|page| {
        view! { <a class="button small" rel="prev" href=address(page)>{look.t("page-previous")}</a> }
    });
    let older = more.then(|| {
        view! {
            <a class="button small" rel="next" href=address(page.saturating_add(1))>
                {look.t("page-next")}{turning_icon(FORWARD)}
            </a>
        }
    });
    let list = if rows.is_empty() {
        nothing(look.t("operator-ledger-none").into_owned())
    } else {
        table(name.clone(), heads.into(), rows)
    };
    Ok(view! {
        {title(name.clone())}
        <h1>{name}</h1>
        <p><a class="link" href="/operator/ledger">{look.t("operator-accounts")}</a></p>
        {list}
        <nav class="pager row" aria-label=look.t("pages")>{newer}{older}</nav>
    }
    .into_any())
}

fn entry(look: &Look, posting: &Posting) -> AnyView {
    let order = posting.order.as_ref().map(|order| {
        view! { <a class="link" href=format!("/order/{order}") dir="ltr">{order.to_string()}</a> }
    });
    view! {
        <tr>
            <td>{look.moment(posting.at)}</td>
            <td>{words::reason(look, &posting.reason)}</td>
            <td>{order}</td>
            <td>{look.money(posting.amount)}</td>
        </tr>
    }
    .into_any()
}
