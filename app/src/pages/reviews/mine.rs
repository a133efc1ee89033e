//! All that somebody wrote: whether others read it, and the ways to change it or take it back.

use domain::{
    ids::ContributionId,
    reviews::{Answer, ContributionKind, Question, Review},
    visit::ProductPage,
};
use leptos::prelude::*;

use super::{standing_note, write_address};
use crate::{
    components::rating::stars_of,
    look::Look,
    pages::account::frame::{Place, account_page, headed},
    ssr::shop,
};

/// The page of an account with all that its owner wrote.
#[component]
pub fn Mine() -> impl IntoView {
    let shop = shop();
    account_page(Place::Reviews, move |look, signed| async move {
        let mine = shop.contributed(&signed).await?;
        let reviews: Vec<AnyView> = mine.reviews.iter().map(|one| review(&look, one)).collect();
        let questions: Vec<AnyView> = mine.questions.iter().map(|one| question(&look, one)).collect();
        let answers: Vec<AnyView> = mine.answers.iter().map(|one| answer(&look, one)).collect();
        let nothing = reviews.is_empty() && questions.is_empty() && answers.is_empty();
        Ok(view! {
            {headed(&look, Place::Reviews, look.t("reviews-mine-lead").into_owned())}
            {nothing.then(|| view! { <div class="empty"><p class="soft">{look.t("reviews-mine-none")}</p></div> })}
            {part(look.t("reviews-mine-reviews").into_owned(), reviews)}
            {part(look.t("reviews-mine-questions").into_owned(), questions)}
            {part(look.t("reviews-mine-answers").into_owned(), answers)}
        }
        .into_any())
    })
}

fn part(name: String, rows: Vec<AnyView>) -> Option<AnyView> {
    (!rows.is_empty()).then(|| {
        view! { <section class="stack gap-3"><h2>{name}</h2><ul class="contributions">{rows}</ul></section> }.into_any()
    })
}

fn review(look: &Look, own: &Review) -> AnyView {
    view! {
        <li>
            <p class="row tight">{stars_of(look, own.stars.count())}<b dir="auto">{own.title.clone()}</b></p>
            <p class="said" dir="auto">{own.text.clone()}</p>
            {standing_note(look, own.standing, &own.looked)}
            <div class="row tight">
                <a class="button small" href=write_address(&own.product)>{look.t("review-change")}</a>
                <a class="button small quiet" href=format!("{}#reviews", ProductPage::address(&own.product))>{look.t("review-see")}</a>
                {withdraw(look, ContributionKind::Review, &own.id)}
            </div>
        </li>
    }
    .into_any()
}

fn question(look: &Look, own: &Question) -> AnyView {
    view! {
        <li>
            <p class="said" dir="auto">{own.text.clone()}</p>
            {standing_note(look, own.standing, &own.looked)}
            <div class="row tight">
                <a class="button small quiet" href=format!("{}#questions", ProductPage::address(&own.product))>{look.t("review-see")}</a>
                {withdraw(look, ContributionKind::Question, &own.id)}
            </div>
        </li>
    }
    .into_any()
}

fn answer(look: &Look, own: &Answer) -> AnyView {
    view! {
        <li>
            <p class="said" dir="auto">{own.text.clone()}</p>
            {standing_note(look, own.standing, &own.looked)}
            <div class="row tight">{withdraw(look, ContributionKind::Answer, &own.id)}</div>
        </li>
    }
    .into_any()
}

fn withdraw(look: &Look, kind: ContributionKind, id: &ContributionId) -> AnyView {
    view! {
        <form class="push" method="post" action="/api/reviews/withdraw">
            <input type="hidden" name="kind" value=kind.word()/>
            <input type="hidden" name="id" value=id.to_string()/>
            <button class="button small quiet">{look.t("review-withdraw")}</button>
        </form>
    }
    .into_any()
}
