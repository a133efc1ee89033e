//! Notes: who is missing and why, what changed, what went wrong, what is done. Each says one thing and one way on.

use domain::marketplace::{Absence, AbsenceReason};
use leptos::prelude::*;

use crate::{
    icons::{CHECK, WARNING, icon},
    look::Look,
    problem::ApiError,
    strand::mark,
};

/// The text key of a reason.
pub fn reason_key(reason: AbsenceReason) -> &'static str {
    match reason {
        AbsenceReason::TooSlow => "absence-too-slow",
        AbsenceReason::Failing => "absence-failing",
        AbsenceReason::Unintelligible => "absence-unintelligible",
        AbsenceReason::Busy => "absence-busy",
        AbsenceReason::SwitchedOff => "absence-switched-off",
        AbsenceReason::NotSupported => "absence-not-supported",
    }
}

/// Who is missing, each with the reason, and the address that asks again.
pub fn absence_note(look: &Look, absences: &[Absence], again: String) -> AnyView {
    let sentence = |absence: &Absence| {
        look.with(reason_key(absence.reason), &[("marketplace", look.name_of(&absence.marketplace).into())])
    };
    let (head, rest) = match absences {
        [] => return ().into_any(),
        [only] => (sentence(only), look.t("absence-offers-missing").into_owned()),
        several => {
            let count = u32::try_from(several.len()).unwrap_or(u32::MAX);
            (look.count("absence-several", count), several.iter().map(sentence).collect::<Vec<_>>().join(" "))
        }
    };
    let marks: Vec<_> = absences.iter().filter_map(|absence| look.face(&absence.marketplace)).map(mark).collect();
    view! {
        <div class="absence-note" role="status">
            {marks}
            <p><b>{head}</b>" "{rest}</p>
            <a class="button small" href=again>{look.t("ask-again")}</a>
        </div>
    }
    .into_any()
}

/// Something that is done.
pub fn good_note(text: impl Into<String>) -> AnyView {
    let text: String = text.into();
    view! { <div class="absence-note good" role="status">{icon(CHECK)}<p>{text}</p></div> }.into_any()
}

/// Something that is no longer as it was.
pub fn change_note(head: String, text: String) -> AnyView {
    view! { <div class="absence-note change" role="status">{icon(WARNING)}<p><b>{head}</b>" "{text}</p></div> }
        .into_any()
}

/// Something that went wrong.
pub fn trouble_note(text: String) -> AnyView {
    view! { <div class="absence-note trouble" role="alert">{icon(WARNING)}<p><b>{text}</b></p></div> }.into_any()
}

/// The trouble that the address tells of, said once at the top of the page.
pub fn problem_note() -> AnyView {
    ApiError::of_address().map(|problem| trouble_note(problem.message)).into_any()
}
