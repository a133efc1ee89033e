//! The form of a review: stars, a title, a text; and its pictures once it is kept.

use domain::{
    ids::ProductRef,
    reviews::{LONGEST_TEXT, LONGEST_TITLE, MOST_PICTURES, Review, ReviewForm, Stars},
    visit::ProductPage,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::{ServiceError, reviews::ReviewDesk};

use super::{REVIEW_FORM, Typed, standing_note, text_area};
use crate::{
    components::{
        field::{problem_summary, problem_text},
        rating::star,
    },
    icons::{BIN, CHECK, WARNING, icon},
    look::Look,
    pages::{
        account::frame::{Place, account_page},
        head::title,
    },
    picture::{Frame, square},
    ssr::{here, parameter, set_status, shop},
};

/// The page where somebody writes a review, or changes the one they wrote.
#[component]
pub fn WriteReview() -> impl IntoView {
    let params = use_params_map().get_untracked();
    let reference =
        format!("{}:{}", params.get("marketplace").unwrap_or_default(), params.get("external_id").unwrap_or_default());
    let shop = shop();
    account_page(Place::Reviews, move |look, signed| async move {
        let product: ProductRef = reference.parse().map_err(|_| ServiceError::NotFound)?;
        let desk = shop.review_desk(&signed, &product).await?;
        let typed = shop.typed::<Typed>(&signed, REVIEW_FORM);
        if typed.is_some() {
            set_status(http::StatusCode::UNPROCESSABLE_ENTITY);
        }
        Ok(page(&look, &product, &desk, typed))
    })
}

fn page(look: &Look, product: &ProductRef, desk: &ReviewDesk, typed: Option<Typed>) -> AnyView {
    let known = desk.own.as_ref().map(|own| ReviewForm {
        stars: own.stars.count().to_string(),
        title: own.title.clone(),
        text: own.text.clone(),
    });
    let typed = typed.unwrap_or_else(|| Typed { form: known.unwrap_or_default(), problems: Vec::new() });
    let bought = if desk.bought {
        view! { <p class="badge good">{icon(CHECK)}{look.t("review-you-bought")}</p> }.into_any()
    } else {
        view! { <p class="absence-note">{look.t("review-you-did-not-buy")}</p> }.into_any()
    };
    let head = if desk.own.is_some() { "review-change" } else { "review-write" };
    view! {
        {title(look.t(head))}
        <div class="stack gap-3">
            <h1>{look.t(head)}</h1>
            <p class="row">
                <span class="picture-of">{square(desk.product.pictures.first(), "", Frame::SMALL)}</span>
                <a class="link" href=ProductPage::address(product) dir="auto">{desk.product.title.clone()}</a>
            </p>
            {bought}
            {desk.own.as_ref().map(|own| standing_note(look, own.standing, &own.looked))}
        </div>
        {form(look, product, &typed)}
        {desk.own.as_ref().map(|own| pictures(look, own))}
        {desk.own.as_ref().map(|own| withdraw(look, own))}
    }
    .into_any()
}

fn form(look: &Look, product: &ProductRef, typed: &Typed) -> AnyView {
    let wrong = |name: &str| typed.problems.iter().find(|problem| problem.field == name).map(|problem| problem.problem);
    let stars: Vec<AnyView> = Stars::ALL
        .iter()
        .map(|stars| {
            let count = stars.count();
            let drawn: Vec<_> = (0..count).map(|_| star()).collect();
            view! {
                <label>
                    <input type="radio" name="stars" value=count required checked={typed.form.stars == count.to_string()}/>
                    <span class="rating">{drawn}</span>
                    <span>{look.count("review-stars", count.into())}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    let stars_problem = wrong("stars").map(|problem| {
        view! { <p class="error" id="stars-problem">{icon(WARNING)}{problem_text(look, "stars", problem)}</p> }
    });
    let title_problem = wrong("title").map(|problem| {
        view! { <p class="error" id="title-problem">{icon(WARNING)}{problem_text(look, "title", problem)}</p> }
    });
    let (stars_are_wrong, title_is_wrong) = (stars_problem.is_some(), title_problem.is_some());
    view! {
        <form class="stack form review-form" action="/api/reviews/save" method="post" novalidate>
            <input type="hidden" name="product" value=product.to_string()/>
            {problem_summary(look, &typed.problems)}
            <fieldset class="field star-choice" id="stars" aria-describedby=stars_are_wrong.then_some("stars-problem")>
                <legend>{look.t("field-stars")}</legend>
                {stars}
                {stars_problem}
            </fieldset>
            <div class="field">
                <label for="title">{look.t("field-title")}</label>
                <input class="input" id="title" name="title" value=typed.form.title.clone() maxlength=LONGEST_TITLE dir="auto"
                    aria-invalid=title_is_wrong.then_some("true")
                    aria-describedby={if title_is_wrong { "title-problem" } else { "title-hint" }}/>
                <p class="hint" id="title-hint">{look.t("field-optional")}</p>
                {title_problem}
            </div>
            {text_area(
                look,
                "text",
                look.t("review-text").into_owned(),
                look.t("review-text-hint").into_owned(),
                (&typed.form.text, LONGEST_TEXT),
                &typed.problems,
            )}
            <p><button class="button primary">{look.t("review-send")}</button></p>
            <p class="soft fine">{look.t("review-rules")}</p>
        </form>
    }
    .into_any()
}

/// The pictures of a review that is kept, and the form for another.
fn pictures(look: &Look, own: &Review) -> AnyView {
    let here = here();
    let page = here.split('?').next().unwrap_or_default().to_owned();
    let shown: Vec<AnyView> = own
        .pictures
        .iter()
        .enumerate()
        .map(|(place, address)| {
            let number = [("number", (place + 1).to_string().into())];
            view! {
                <li>
                    <img src=address.clone() alt=look.with("picture-number", &number) width="96" height="96" loading="lazy"/>
                    <form action="/api/reviews/picture" method="post" enctype="multipart/form-data">
                        <input type="hidden" name="page" value=page.clone()/>
                        <input type="hidden" name="review" value=own.id.to_string()/>
                        <button class="button small quiet" name="remove" value=address.clone()
                            aria-label=look.with("review-picture-remove", &number)>{icon(BIN)}</button>
                    </form>
                </li>
            }
            .into_any()
        })
        .collect();
    let trouble = match parameter("picture").as_str() {
        "too-large" => Some("picture-too-large"),
        "no-picture" => Some("picture-no-picture"),
        "too-many" => Some("review-picture-too-many"),
        "busy" => Some("picture-busy"),
        _ => None,
    };
    let told = trouble.map(|key| view! { <p class="problem" id="picture-problem" role="alert">{look.t(key)}</p> });
    let described = if trouble.is_some() { "picture-rules picture-problem" } else { "picture-rules" };
    let room = own.pictures.len() < MOST_PICTURES as usize;
    let rules = look.count("review-picture-rules", MOST_PICTURES);
    view! {
        <section class="stack gap-3" id="picture" aria-labelledby="pictures-title">
            <h2 id="pictures-title">{look.t("review-pictures")}</h2>
            {(!shown.is_empty()).then(|| view! { <ul class="review-pictures">{shown}</ul> })}
            {room.then(|| view! {
                <form class="stack gap-2" action="/api/reviews/picture" method="post" enctype="multipart/form-data">
                    <input type="hidden" name="page" value=page.clone()/>
                    <input type="hidden" name="review" value=own.id.to_string()/>
                    <label class="strong" for="picture-file">{look.t("review-picture-label")}</label>
                    <input id="picture-file" class="input" type="file" name="picture" required
                        accept="image/jpeg,image/png,image/webp" aria-describedby=described aria-invalid=trouble.map(|_| "true")/>
                    <p class="soft fine" id="picture-rules">{rules}</p>
                    {told}
                    <p><button class="button">{look.t("picture-send")}</button></p>
                </form>
            })}
        </section>
    }
    .into_any()
}

fn withdraw(look: &Look, own: &Review) -> AnyView {
    view! {
        <form method="post" action="/api/reviews/withdraw">
            <input type="hidden" name="kind" value="review"/>
            <input type="hidden" name="id" value=own.id.to_string()/>
            <button class="button small trouble">{look.t("review-withdraw")}</button>
        </form>
    }
    .into_any()
}
