//! A labelled field; its problem stands under it and is tied to it.

use domain::checkout::{FieldProblem, Problem};
use leptos::prelude::*;

use crate::{
    icons::{WARNING, icon},
    look::Look,
};

/// What a text field is about.
#[derive(Clone, Copy)]
pub struct TextField<'a> {
    /// Its name in the form; its label's key is `field-<name>`.
    pub name: &'static str,
    /// What was typed before.
    pub value: &'a str,
    /// The `type` of the input.
    pub kind: &'static str,
    /// The `autocomplete` of the input (HTML, section on autofill).
    pub autocomplete: &'static str,
    /// The most letters it takes.
    pub longest: u32,
    /// Whether it may stay empty.
    pub optional: bool,
}

/// The text field.
pub fn text_field(look: &Look, field: TextField<'_>, problems: &[FieldProblem]) -> AnyView {
    let problem = problem_of(field.name, problems);
    let (told, hint) = (format!("{}-problem", field.name), format!("{}-hint", field.name));
    let described = if problem.is_some() { Some(told.clone()) } else { field.optional.then(|| hint.clone()) };
    view! {
        <div class="field">
            <label for=field.name>{look.t(&format!("field-{}", field.name))}</label>
            <input class="input" id=field.name name=field.name type=field.kind value=field.value.to_owned()
                autocomplete=field.autocomplete maxlength=field.longest dir="auto" required=!field.optional
                aria-invalid=problem.is_some().then_some("true") aria-describedby=described/>
            {match problem {
                Some(problem) => error(look, told, field.name, problem),
                None => field.optional.then(|| view! { <p class="hint" id=hint>{look.t("field-optional")}</p> }).into_any(),
            }}
        </div>
    }
    .into_any()
}

/// A field that is chosen from a list of values and their names.
pub fn choice_field(
    look: &Look,
    name: &'static str,
    chosen: &str,
    options: Vec<(String, String)>,
    problems: &[FieldProblem],
) -> AnyView {
    let problem = problem_of(name, problems);
    let told = format!("{name}-problem");
    let options: Vec<_> = options
        .into_iter()
        .map(|(value, text)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect();
    view! {
        <div class="field">
            <label for=name>{look.t(&format!("field-{name}"))}</label>
            <select class="input" id=name name=name autocomplete=name aria-invalid=problem.is_some().then_some("true")
                aria-describedby=problem.is_some().then(|| told.clone())>
                {options}
            </select>
            {problem.map(|problem| error(look, told, name, problem))}
        </div>
    }
    .into_any()
}

/// What is wrong with a field, in words.
pub fn problem_text(look: &Look, name: &str, problem: Problem) -> String {
    let specific = match problem {
        Problem::Missing => "field-missing".to_owned(),
        Problem::TooLong => "field-too-long".to_owned(),
        Problem::NotServed => "field-not-served".to_owned(),
        Problem::Taken => "field-taken".to_owned(),
        Problem::Malformed => format!("field-malformed-{name}"),
    };
    look.t(&specific).into_owned()
}

fn problem_of(name: &str, problems: &[FieldProblem]) -> Option<Problem> {
    problems.iter().find(|problem| problem.field == name).map(|problem| problem.problem)
}

fn error(look: &Look, id: String, name: &str, problem: Problem) -> AnyView {
    view! { <p class="error" id=id>{icon(WARNING)}{problem_text(look, name, problem)}</p> }.into_any()
}

/// All that is wrong, each with the way to its field.
pub fn problem_summary(look: &Look, problems: &[FieldProblem]) -> AnyView {
    if problems.is_empty() {
        return ().into_any();
    }
    let count = u32::try_from(problems.len()).unwrap_or(0);
    let rows: Vec<AnyView> = problems
        .iter()
        .map(|problem| {
            let label = look.t(&format!("field-{}", problem.field));
            let text = problem_text(look, &problem.field, problem.problem);
            view! { <li><a href=format!("#{}", problem.field)>{label}</a>": "{text}</li> }.into_any()
        })
        .collect();
    view! {
        <div class="absence-note trouble" id="problems" role="alert" tabindex="-1">
            {icon(WARNING)}
            <div class="stack gap-1"><p><b>{look.count("checkout-problems", count)}</b></p><ul>{rows}</ul></div>
        </div>
    }
    .into_any()
}
