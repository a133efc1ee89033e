//! The pieces of these forms: a field with what is wrong with it, and why a form as a whole was refused.

use domain::account::{Field, FieldError, Wrong};
use leptos::prelude::*;

use crate::{
    components::{absence_note::trouble_note, password_meter::password_meter},
    icons::{WARNING, icon},
    look::Look,
    ssr::{Refused, Why},
};

/// A field of these forms.
#[derive(Clone, Copy)]
pub(super) struct Input {
    /// Which one.
    pub(super) field: Field,
    /// Its name where the form's door calls it otherwise than the field is called.
    pub(super) name: &'static str,
    /// The key of its label.
    pub(super) label: &'static str,
    /// The `type` of the input.
    pub(super) kind: &'static str,
    /// The `autocomplete` of the input.
    pub(super) autocomplete: &'static str,
    /// Whether it may stay empty.
    pub(super) optional: bool,
}

impl Input {
    /// An address for mail.
    pub(super) const EMAIL: Self = Self {
        field: Field::Email,
        name: "email",
        label: "account-field-email",
        kind: "email",
        autocomplete: "email",
        optional: false,
    };

    /// The password there is.
    pub(super) const PASSWORD: Self = Self {
        field: Field::Password,
        name: "password",
        label: "account-field-password",
        kind: "password",
        autocomplete: "current-password",
        optional: false,
    };

    /// A password there is not yet.
    pub(super) const NEW_PASSWORD: Self =
        Self { label: "account-field-new-password", autocomplete: "new-password", ..Self::PASSWORD };
}

/// The field with its label, what was typed before (never a secret), and what is wrong with it or else a hint.
pub(super) fn field(look: &Look, input: Input, refused: Option<&Refused>, hint: Option<AnyView>) -> AnyView {
    let wrong = refused.and_then(|refused| refused.wrong(input.field));
    let secret = input.kind == "password";
    let value = refused.filter(|_| !secret).map(|refused| refused.typed(input.name).to_owned());
    let (told, hinted) = (format!("{}-problem", input.name), format!("{}-hint", input.name));
    let described = match (&wrong, &hint) {
        (Some(_), _) => Some(told.clone()),
        (None, Some(_)) => Some(hinted.clone()),
        (None, None) => None,
    };
    let longest = if secret { 1024 } else { 254 };
    let direction = if secret || input.kind == "email" { "ltr" } else { "auto" };
    let below = match wrong {
        Some(error) => {
            let text = wrong_text(look, error);
            Some(view! { <p class="error" id=told>{icon(WARNING)}<span>{text}</span></p> }.into_any())
        }
        None => hint.map(|hint| view! { <div class="hint" id=hinted>{hint}</div> }.into_any()),
    };
    let meter = (input.autocomplete == "new-password").then(|| password_meter(look));
    view! {
        <div class="field">
            <label for=input.name>{look.t(input.label)}</label>
            <input class="input" id=input.name name=input.name type=input.kind value=value autocomplete=input.autocomplete
                maxlength=longest dir=direction required=!input.optional autocapitalize="none" spellcheck="false"
                aria-invalid=wrong.is_some().then_some("true") aria-describedby=described/>
            {below}
            {meter}
        </div>
    }
    .into_any()
}

/// What is wrong with a field, in words.
pub(crate) fn wrong_text(look: &Look, error: FieldError) -> String {
    let word = error.wrong.word();
    if let Wrong::TooShort(least) = error.wrong {
        return look.count("account-wrong-too-short", least);
    }
    let key = match (error.wrong, error.field) {
        (Wrong::Malformed, Field::Email | Field::Username | Field::OrderNumber) => {
            format!("account-wrong-malformed-{}", error.field.word())
        }
        _ => format!("account-wrong-{word}"),
    };
    look.t(&key).into_owned()
}

/// Why a form as a whole was refused; nothing where single fields say it.
pub(super) fn refusal(look: &Look, refused: Option<&Refused>) -> Option<AnyView> {
    let text = match &refused?.why {
        Why::Fields(_) => return None,
        Why::Wait(seconds) => look.count("account-why-wait", *seconds),
        Why::Proof(seconds) => look.count("proof-wait", *seconds),
        Why::Link => look.t("account-why-link").into_owned(),
        Why::Later => look.t("account-why-later").into_owned(),
        Why::Suspended => look.t("account-why-suspended").into_owned(),
        Why::Taken => look.t("account-why-taken").into_owned(),
    };
    Some(trouble_note(text))
}

/// What a new password must be.
pub(super) fn password_hint(look: &Look, least: u32) -> AnyView {
    view! { <p>{look.count("account-hint-password", least)}</p> }.into_any()
}

/// A value that goes with the form unseen.
pub(super) fn hidden(name: &'static str, value: String) -> AnyView {
    view! { <input type="hidden" name=name value=value/> }.into_any()
}
