//! Where somebody writes: a review of a product, a question about it, an answer to one; and all that they wrote.

mod ask;
mod mine;
mod write;

use domain::{
    checkout::FieldProblem,
    ids::{ContributionId, ProductRef},
    reviews::{Looked, ReviewForm, Standing},
    search::percent_encoded,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

pub use self::{
    ask::{AnswerQuestion, AskQuestion},
    mine::Mine,
    write::WriteReview,
};
use crate::{
    components::field::problem_text,
    icons::{CHECK, CLOCK, WARNING, icon},
    look::Look,
};

/// The names of the forms, as they were typed when something in them was wrong.
pub const REVIEW_FORM: &str = "review";
/// See [`REVIEW_FORM`].
pub const QUESTION_FORM: &str = "question";
/// See [`REVIEW_FORM`].
pub const ANSWER_FORM: &str = "answer";

/// What was typed, and what is wrong with it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Typed {
    /// The fields.
    pub form: ReviewForm,
    /// What is wrong.
    pub problems: Vec<FieldProblem>,
}

/// Where a review of a product is written.
pub fn write_address(product: &ProductRef) -> String {
    format!("/reviews/write/{}/{}", product.marketplace, percent_encoded(product.external_id.as_str()))
}

/// Where something is asked about a product.
pub fn ask_address(product: &ProductRef) -> String {
    format!("/questions/ask/{}/{}", product.marketplace, percent_encoded(product.external_id.as_str()))
}

/// Where a question is answered.
pub fn answer_address(question: &ContributionId) -> String {
    format!("/questions/answer/{question}")
}

/// A field for several lines with its label, what helps with it, and what is wrong.
fn text_area(
    look: &Look,
    name: &'static str,
    label: String,
    hint: String,
    (value, longest): (&str, usize),
    problems: &[FieldProblem],
) -> AnyView {
    let wrong = problems.iter().find(|problem| problem.field == name).map(|problem| problem.problem);
    let told = wrong.map(|problem| {
        view! { <p class="error" id=format!("{name}-problem")>{icon(WARNING)}{problem_text(look, name, problem)}</p> }
    });
    let described = if wrong.is_some() { format!("{name}-problem {name}-hint") } else { format!("{name}-hint") };
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <textarea class="input" id=name name=name rows="6" maxlength=longest dir="auto" required
                aria-invalid=wrong.is_some().then_some("true") aria-describedby=described>{value.to_owned()}</textarea>
            <p class="hint" id=format!("{name}-hint")>{hint}</p>
            {told}
        </div>
    }
    .into_any()
}

/// Whether others read something, in words for its author.
fn standing_note(look: &Look, standing: Standing, looked: &Looked) -> AnyView {
    match standing {
        Standing::Published => {
            view! { <p class="badge good">{icon(CHECK)}{look.t("review-is-published")}</p> }.into_any()
        }
        Standing::Waiting => view! { <p class="badge">{icon(CLOCK)}{look.t("review-is-waiting")}</p> }.into_any(),
        Standing::Refused => {
            let why = looked.refusal.map(|why| look.t(&format!("review-refused-{}", why.word())).into_owned());
            let note =
                (!looked.note.is_empty()).then(|| view! { <span dir="auto">" “"{looked.note.clone()}"”"</span> });
            view! {
                <p class="absence-note trouble">
                    {icon(WARNING)}<span><b>{look.t("review-is-refused")}</b>" "{why}{note}</span>
                </p>
            }
            .into_any()
        }
    }
}
