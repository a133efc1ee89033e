//! The forms of a question and of an answer.

use domain::{
    ids::{ContributionId, ProductRef},
    reviews::LONGEST_ANSWER,
    visit::ProductPage,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::ServiceError;

use super::{ANSWER_FORM, QUESTION_FORM, Typed, text_area};
use crate::{
    components::field::problem_summary,
    look::Look,
    pages::{
        account::frame::{Place, account_page},
        head::title,
    },
    ssr::{set_status, shop},
};

/// The page where somebody asks about a product.
#[component]
pub fn AskQuestion() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let reference =
        format!("{}:{}", params.get("marketplace").unwrap_or_default(), params.get("external_id").unwrap_or_default());
    let shop = shop();
    account_page(Place::Reviews, move |look, signed| async move {
        let product: ProductRef = reference.parse().map_err(|_| ServiceError::NotFound)?;
        let desk = shop.review_desk(&signed, &product).await?;
        let typed = shop.typed::<Typed>(&signed, QUESTION_FORM);
        let about = view! {
            <a class="link" href=ProductPage::address(&product) dir="auto">{desk.product.title.clone()}</a>
        };
        let hidden = ("product", product.to_string());
        let texts =
            Texts { head: "question-ask", label: "question-text", hint: "question-hint", send: "question-send" };
        Ok(form(&look, texts, "/api/questions/ask", hidden, about.into_any(), typed))
    })
}

/// The page where somebody who bought the thing answers.
#[component]
pub fn AnswerQuestion() -> impl IntoView {
    let id = use_params_map().get_untracked().get("question").unwrap_or_default();
    let shop = shop();
    account_page(Place::Reviews, move |look, signed| async move {
        let id: ContributionId = id.parse().map_err(|_| ServiceError::NotFound)?;
        let question = shop.asked_question(&id).await?;
        let about = view! { <blockquote dir="auto">{question.text.clone()}</blockquote> }.into_any();
        if !shop.may_answer(&signed, &question.product).await? {
            let back = format!("{}#questions", ProductPage::address(&question.product));
            return Ok(view! {
                {title(look.t("answer-give"))}
                <h1>{look.t("answer-give")}</h1>
                {about}
                <p class="absence-note">{look.t("answer-only-buyers")}" "<a href=back>{look.t("question-back")}</a></p>
            }
            .into_any());
        }
        let typed = shop.typed::<Typed>(&signed, ANSWER_FORM);
        let texts = Texts { head: "answer-give", label: "answer-text", hint: "answer-hint", send: "answer-send" };
        Ok(form(&look, texts, "/api/questions/answer", ("question", id.to_string()), about, typed))
    })
}

/// The keys of what a form says.
struct Texts {
    head: &'static str,
    label: &'static str,
    hint: &'static str,
    send: &'static str,
}

fn form(
    look: &Look,
    texts: Texts,
    door: &'static str,
    (name, value): (&'static str, String),
    about: AnyView,
    typed: Option<Typed>,
) -> AnyView {
    if typed.is_some() {
        set_status(http::StatusCode::UNPROCESSABLE_ENTITY);
    }
    let typed = typed.unwrap_or_default();
    view! {
        {title(look.t(texts.head))}
        <div class="stack gap-3"><h1>{look.t(texts.head)}</h1>{about}</div>
        <form class="stack form" action=door method="post" novalidate>
            <input type="hidden" name=name value=value/>
            {problem_summary(look, &typed.problems)}
            {text_area(
                look,
                "text",
                look.t(texts.label).into_owned(),
                look.t(texts.hint).into_owned(),
                (&typed.form.text, LONGEST_ANSWER),
                &typed.problems,
            )}
            <p><button class="button primary">{look.t(texts.send)}</button></p>
        </form>
    }
    .into_any()
}
