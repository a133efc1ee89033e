//! What tables say in a word, as people say it.

use domain::ledger::Account;
use leptos::prelude::*;
use services::reconcile::{Kind, Side, Sides};

use crate::look::Look;

/// What people are called for by the money path itself.
pub(crate) const STUCK: [&str; 6] = ["PartInDoubt", "CancelRefused", "Payment", "WrongAmount", "Surplus", "Refund"];

/// How a thing can stand on either side of a comparison.
pub(crate) const STANDINGS: [&str; 24] = [
    "unknown",
    "awaited",
    "abandoned",
    "authorised",
    "capturing",
    "captured",
    "releasing",
    "released",
    "returning",
    "returned",
    "refunded",
    "paid-otherwise",
    "open",
    "held",
    "free",
    "missing",
    "placed",
    "refused",
    "cancelled",
    "placing",
    "undoing",
    "settling",
    "no-work",
    "no-alert",
];

/// Why entries are in the ledger.
pub(crate) const REASONS: [&str; 11] = [
    "part-placed",
    "part-cancelled",
    "part-stranded",
    "part-withdrawn",
    "captured",
    "held",
    "released",
    "refunded",
    "second-payment",
    "second-payment-returned",
    "topped-up",
];

/// What an alert is about: a discrepancy between books, or something the money path cannot decide.
pub(super) fn about(look: &Look, about: &str) -> AnyView {
    let (word, rest) = about.split_once([' ', ':']).unwrap_or((about, ""));
    let key = if Kind::ALL.iter().any(|kind| kind.word() == word) {
        format!("operator-kind-{word}")
    } else if STUCK.contains(&word) {
        format!("operator-stuck-{word}")
    } else {
        return view! { <span dir="auto">{about.to_owned()}</span> }.into_any();
    };
    let rest = (!rest.is_empty()).then(|| view! { " "<code dir="ltr">{rest.to_owned()}</code> });
    view! { {look.t(&key)}{rest} }.into_any()
}

/// What kind of discrepancy it is.
pub(super) fn kind(look: &Look, word: &str) -> String {
    look.t(&format!("operator-kind-{word}")).into_owned()
}

/// What both sides say.
pub(super) fn sides(look: &Look, detail: &str) -> AnyView {
    let Ok(sides) = serde_json::from_str::<Sides>(detail) else {
        return view! { <span dir="auto">{detail.to_owned()}</span> }.into_any();
    };
    view! {
        <span class="sides">
            <span><b>{look.t("operator-ours")}</b>" "{side(look, &sides.ours)}</span>
            <span><b>{look.t("operator-theirs")}</b>" "{side(look, &sides.theirs)}</span>
        </span>
    }
    .into_any()
}

fn side(look: &Look, side: &Side) -> AnyView {
    let word = match side.standing.as_str() {
        "needs-human" => look.t("operator-people"),
        known if STANDINGS.contains(&known) => look.t(&format!("operator-standing-{known}")),
        other => other.to_owned().into(),
    };
    let amount = side.amount.map(|amount| view! { " "{look.money(amount)} });
    view! { {word}{amount} }.into_any()
}

/// What an account is called.
pub(super) fn account(look: &Look, account: &Account) -> String {
    let whose = |id: &str| id.chars().take(8).collect::<String>();
    match account {
        Account::Payable(marketplace) => {
            look.with("operator-account-payable", &[("name", look.named(&look.name_of(marketplace)).into())])
        }
        Account::Wallet(wallet) => look.with("operator-account-wallet", &[("id", whose(wallet.as_str()).into())]),
        Account::Held(wallet) => look.with("operator-account-held", &[("id", whose(wallet.as_str()).into())]),
        Account::Gateway => look.t("operator-account-gateway").into_owned(),
        Account::Shoppers => look.t("operator-account-shoppers").into_owned(),
        Account::Exchange => look.t("operator-account-exchange").into_owned(),
        Account::Losses => look.t("operator-account-losses").into_owned(),
        Account::Refunds => look.t("operator-account-refunds").into_owned(),
        Account::Fees => look.t("operator-account-fees").into_owned(),
        Account::Withheld => look.t("operator-account-withheld").into_owned(),
        Account::Promotions => look.t("operator-account-promotions").into_owned(),
    }
}

/// Why an entry is in the ledger.
pub(super) fn reason(look: &Look, reason: &str) -> AnyView {
    let word = reason.replace(' ', "-");
    if REASONS.contains(&word.as_str()) {
        return look.t(&format!("operator-reason-{word}")).into_owned().into_any();
    }
    view! { <span dir="auto" lang="en">{reason.to_owned()}</span> }.into_any()
}
