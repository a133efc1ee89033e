//! What waits for a person before others read it: each with why it waits, and the two ways on.

use domain::{
    ids::{ContributionId, ProductRef},
    reviews::{Answer, ContributionKind, Doubt, Looked, Question, Refusal, Review, Standing},
    visit::ProductPage,
};
use leptos::prelude::*;
use services::reviews::{ForStaff, Queue};

use super::{Clerk, Content, Shop, headed, nothing};
use crate::{
    components::rating::stars_of,
    icons::{CHECK, icon},
    look::Look,
};

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let queue = shop.moderation_queue(&clerk.must()?).await?;
    let ForStaff { of: Queue { reviews, questions, answers }, .. } = &queue;
    let rows: Vec<AnyView> = reviews
        .iter()
        .map(|one| review(&look, &queue, one))
        .chain(questions.iter().map(|one| question(&look, &queue, one)))
        .chain(answers.iter().map(|(one, asked, product)| answer(&look, &queue, one, asked, product)))
        .collect();
    let list = if rows.is_empty() {
        nothing(look.t("moderation-none").into_owned())
    } else {
        view! { <ul class="entries moderation">{rows}</ul> }.into_any()
    };
    Ok(view! { {headed(&look, "moderation-title")}<p class="soft">{look.t("moderation-lead")}</p>{list} }.into_any())
}

fn about(look: &Look, queue: &ForStaff<Queue>, product: &ProductRef) -> AnyView {
    let title = queue.titles.get(product).cloned().unwrap_or_else(|| product.to_string());
    view! {
        <p class="soft fine">
            {look.t("moderation-about")}" "<a class="link" href=ProductPage::address(product) dir="auto">{title}</a>
        </p>
    }
    .into_any()
}

/// Who wrote it, when, whether they bought the thing, and why it waits.
fn written(look: &Look, author: &str, looked: &Looked, standing: Standing, at: domain::time::Timestamp) -> AnyView {
    let author = if author.is_empty() { look.t("review-somebody").into_owned() } else { author.to_owned() };
    let bought = !looked.doubts.contains(&Doubt::NotBought);
    let doubts: Vec<AnyView> = looked
        .doubts
        .iter()
        .map(|doubt| view! { <span class="badge">{look.t(&format!("doubt-{}", doubt.word()))}</span> }.into_any())
        .collect();
    let published =
        (standing == Standing::Published).then(|| view! { <span class="badge">{look.t("review-is-published")}</span> });
    view! {
        <p class="row tight">
            <b dir="auto">{author}</b>
            {bought.then(|| view! { <span class="badge good">{icon(CHECK)}{look.t("review-verified")}</span> })}
            {published}{doubts}<span class="soft fine">{look.moment(at)}</span>
        </p>
    }
    .into_any()
}

fn review(look: &Look, queue: &ForStaff<Queue>, one: &Review) -> AnyView {
    let pictures: Vec<AnyView> = one
        .pictures
        .iter()
        .map(|address| {
            let alt = look.t("moderation-picture").into_owned();
            view! { <li><img src=address.clone() alt=alt width="160" height="160" loading="lazy"/></li> }.into_any()
        })
        .collect();
    view! {
        <li>
            <div class="stack gap-2">
                {about(look, queue, &one.product)}
                {written(look, &one.author, &one.looked, one.standing, one.at)}
                <p class="row tight">{stars_of(look, one.stars.count())}<b dir="auto">{one.title.clone()}</b></p>
                <p class="said" dir="auto">{one.text.clone()}</p>
                {(!pictures.is_empty()).then(|| view! { <ul class="review-pictures">{pictures}</ul> })}
            </div>
            {decide(look, ContributionKind::Review, &one.id)}
        </li>
    }
    .into_any()
}

fn question(look: &Look, queue: &ForStaff<Queue>, one: &Question) -> AnyView {
    view! {
        <li>
            <div class="stack gap-2">
                {about(look, queue, &one.product)}
                {written(look, &one.author, &one.looked, one.standing, one.at)}
                <p class="said" dir="auto"><b>{one.text.clone()}</b></p>
            </div>
            {decide(look, ContributionKind::Question, &one.id)}
        </li>
    }
    .into_any()
}

fn answer(look: &Look, queue: &ForStaff<Queue>, one: &Answer, asked: &str, product: &ProductRef) -> AnyView {
    view! {
        <li>
            <div class="stack gap-2">
                {about(look, queue, product)}
                {written(look, &one.author, &one.looked, one.standing, one.at)}
                <p class="said soft" dir="auto">{asked.to_owned()}</p>
                <p class="said" dir="auto">{one.text.clone()}</p>
            </div>
            {decide(look, ContributionKind::Answer, &one.id)}
        </li>
    }
    .into_any()
}

/// Publish, or refuse with why.
fn decide(look: &Look, kind: ContributionKind, id: &ContributionId) -> AnyView {
    let hidden = || {
        view! {
            <input type="hidden" name="kind" value=kind.word()/>
            <input type="hidden" name="id" value=id.to_string()/>
        }
    };
    let reasons: Vec<AnyView> = Refusal::ALL
        .iter()
        .map(|why| {
            view! { <option value=why.word()>{look.t(&format!("review-refused-{}", why.word()))}</option> }.into_any()
        })
        .collect();
    let (why, note) = (format!("why-{id}"), format!("note-{id}"));
    view! {
        <div class="stack gap-2 decide">
            <form method="post" action="/api/moderation/decide">
                {hidden()}
                <button class="button primary small" name="verdict" value="publish">{look.t("moderation-publish")}</button>
            </form>
            <form class="stack gap-2" method="post" action="/api/moderation/decide">
                {hidden()}
                <div class="field">
                    <label for=why.clone()>{look.t("moderation-why")}</label>
                    <select class="input" id=why.clone() name="verdict">{reasons}</select>
                </div>
                <div class="field">
                    <label for=note.clone()>{look.t("moderation-note")}</label>
                    <input class="input" id=note.clone() name="note" maxlength="500" dir="auto"/>
                </div>
                <button class="button small trouble">{look.t("moderation-refuse")}</button>
            </form>
        </div>
    }
    .into_any()
}
