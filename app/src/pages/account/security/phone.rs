//! The telephone number: typed, proved by a code, removed.

use leptos::prelude::*;

use super::{Factors, problem};
use crate::{look::Look, ssr::parameter};

/// The section; nothing where this shop sends no text messages.
pub(super) fn phone(look: &Look, factors: &Factors, can_text: bool) -> AnyView {
    if !can_text {
        return ().into_any();
    }
    let proven = factors.phone.as_ref().map(|number| {
        view! {
            <div class="row between">
                <b class="num" data-phone=""><bdi dir="ltr">{number.clone()}</bdi></b>
                <form method="post" action="/api/security/phone/remove">
                    <button class="button small trouble">{look.t("security-phone-remove")}</button>
                </form>
            </div>
        }
    });
    let content = match &factors.proving {
        Some(number) => view! {
            {prove(look, number)}
            <details class="stack gap-3"><summary>{look.t("security-phone-again")}</summary>{send(look)}</details>
        }
        .into_any(),
        None => view! { {proven}{send(look)} }.into_any(),
    };
    view! {
        <section class="stack gap-3" id="phone" aria-labelledby="phone-title">
            <h2 id="phone-title">{look.t("security-phone")}</h2>
            <p class="soft">{look.t("security-phone-lead")}</p>
            {content}
        </section>
    }
    .into_any()
}

fn send(look: &Look) -> AnyView {
    let typed: String = parameter("number").chars().take(40).collect();
    let wrong = problem(look, "number-problem", &["phone-malformed", "phone-too-many"]);
    let described = if wrong.is_some() { "number-problem" } else { "number-hint" };
    view! {
        <form class="stack gap-2" method="post" action="/api/security/phone/send">
            <div class="field">
                <label for="number">{look.t("security-phone-number")}</label>
                <input class="input" id="number" name="number" type="tel" autocomplete="tel" maxlength="40" required dir="ltr"
                    value=typed aria-invalid=wrong.is_some().then_some("true") aria-describedby=described/>
                <p class="hint" id="number-hint">{look.t("security-phone-hint")}</p>
                {wrong}
            </div>
            <div class="row"><button class="button small">{look.t("security-phone-send")}</button></div>
        </form>
    }
    .into_any()
}

fn prove(look: &Look, number: &str) -> AnyView {
    let wrong = problem(look, "phone-code-problem", &["code-wrong", "phone-over"]);
    let told = look.with("security-phone-sent", &[("number", format!("\u{2066}{number}\u{2069}").into())]);
    view! {
        <form class="stack gap-2" method="post" action="/api/security/phone/prove">
            <p role="status">{told}</p>
            <div class="field">
                <label for="phone-code">{look.t("security-phone-code")}</label>
                <input class="input code" id="phone-code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="20"
                    required dir="ltr" aria-invalid=wrong.is_some().then_some("true")
                    aria-describedby=wrong.is_some().then_some("phone-code-problem")/>
                {wrong}
            </div>
            <div class="row"><button class="button small primary">{look.t("security-phone-confirm")}</button></div>
        </form>
    }
    .into_any()
}
