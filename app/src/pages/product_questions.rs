//! Questions about a product and their answers.

use domain::reviews::{Answer, Question};
use leptos::prelude::*;

use crate::{
    icons::{MORE, icon},
    pages::{
        product::Seen,
        reviews::{answer_address, ask_address},
    },
};

impl Seen<'_> {
    /// The section of questions.
    pub(super) fn questions(&self) -> AnyView {
        let look = self.look;
        let questions = &self.told.questions;
        let count = u32::try_from(questions.len()).unwrap_or(u32::MAX);
        let rows: Vec<AnyView> = questions.iter().map(|one| self.question(one)).collect();
        let list = if rows.is_empty() {
            view! { <p class="soft">{look.t("questions-none")}</p> }.into_any()
        } else {
            view! { <ul class="questions">{rows}</ul> }.into_any()
        };
        view! {
            <section id="questions" aria-labelledby="questions-title">
                <div class="section-head">
                    <h2 id="questions-title">{look.count("questions-title", count)}</h2>
                    <p>{look.t("questions-lead")}</p>
                    <a class="link row tight" href=ask_address(&self.product.reference)>{icon(MORE)}{look.t("question-ask")}</a>
                </div>
                {list}
            </section>
        }
        .into_any()
    }

    fn question(&self, one: &Question) -> AnyView {
        let look = self.look;
        let answers: Vec<AnyView> = one.answers.iter().map(|answer| self.answer(answer)).collect();
        let none = answers.is_empty().then(|| view! { <p class="soft fine">{look.t("question-unanswered")}</p> });
        view! {
            <li class="stack gap-2" id=format!("question-{}", one.id)>
                <h3 class="said" dir="auto">{one.text.clone()}</h3>
                {answers}
                {none}
                <p class="row tight soft fine">
                    <span>{look.day(one.at.date())}</span>
                    <a class="link" href=answer_address(&one.id)>{look.t("answer-give")}</a>
                </p>
            </li>
        }
        .into_any()
    }

    fn answer(&self, one: &Answer) -> AnyView {
        let look = self.look;
        let who = if one.by_shop {
            view! { <span class="badge solid">{look.t("answer-by-shop")}</span> }.into_any()
        } else {
            let name = if one.author.is_empty() { look.t("review-somebody").into_owned() } else { one.author.clone() };
            view! { <b dir="auto">{name}</b><span class="badge good">{look.t("review-verified")}</span> }.into_any()
        };
        view! {
            <div class="answer stack gap-1">
                <p class="said" dir="auto">{one.text.clone()}</p>
                <p class="row tight fine">{who}<span class="soft">{look.day(one.at.date())}</span></p>
            </div>
        }
        .into_any()
    }
}
