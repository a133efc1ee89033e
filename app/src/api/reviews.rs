//! Doors of reviews, questions and answers, and of the staff that looks at them. What was typed into a form whose fields are
//! wrong waits on the server until its page shows it again.

use domain::{
    checkout::FieldProblem,
    ids::{ContributionId, ProductRef},
    reviews::{ContributionKind, LONGEST_TEXT, Refusal, ReviewForm, Vote},
};
use leptos::prelude::*;
use services::{profile::ProfileError, reviews::Decision};

use super::{answered, operator::allowed};
use crate::{
    pages::reviews::{ANSWER_FORM, QUESTION_FORM, REVIEW_FORM, Typed, answer_address, ask_address, write_address},
    problem::{ApiError, ProblemKind},
    ssr::{ensure_visitor, local_path, must_be_signed, see_other, set_status, shop, visit},
};

/// The most letters of a field that are looked at; the rules are stricter.
const LONGEST_FIELD: usize = 2 * LONGEST_TEXT;

fn short(text: &str) -> String {
    text.chars().take(LONGEST_FIELD).collect()
}

fn known(id: &str) -> Result<ContributionId, ApiError> {
    id.parse().map_err(|_| ApiError::of(ProblemKind::NotFound, None))
}

fn listing(product: &str) -> Result<ProductRef, ApiError> {
    product.parse().map_err(|_| ApiError::of(ProblemKind::NotFound, None))
}

/// The page of a form about a product; that of somebody's own contributions where the product is none.
fn page_of(product: &str, page: fn(&ProductRef) -> String) -> String {
    product.parse().map_or_else(|_| "/account/reviews".to_owned(), |product| page(&product))
}

fn told(error: ProfileError) -> ApiError {
    match error {
        ProfileError::Service(error) => error.into(),
        ProfileError::Full => ApiError::of(ProblemKind::TooMany, None),
        ProfileError::Fields(problems) => {
            ApiError::invalid(problems.first().map_or("text", |problem| problem.field.as_str()))
        }
    }
}

/// Sends a form whose fields are wrong back to its page, which tells what is wrong beside them.
fn wrong_fields(problems: &[FieldProblem], page: &str) -> ApiError {
    let wrong = ApiError::invalid(problems.first().map_or("text", |problem| problem.field.as_str()));
    set_status(wrong.kind.status());
    see_other(page);
    wrong
}

/// Keeps somebody's review of a product.
#[server(prefix = "/api", endpoint = "reviews/save")]
pub async fn save_review(
    #[server(default)] product: String,
    #[server(default)] stars: String,
    #[server(default)] title: String,
    #[server(default)] text: String,
) -> Result<(), ApiError> {
    let signed = must_be_signed()?;
    let page = page_of(&product, write_address);
    let form = ReviewForm { stars: short(&stars), title: short(&title), text: short(&text) };
    let outcome = match listing(&product) {
        Ok(product) => shop().save_review(&signed, &product, &form, visit().locale).await,
        Err(problem) => return answered(Err(problem), &page, &page),
    };
    match outcome {
        Err(ProfileError::Fields(problems)) => {
            let wrong = wrong_fields(&problems, &page);
            shop().keep_typed(&signed, REVIEW_FORM, &Typed { form, problems });
            Err(wrong)
        }
        outcome => answered(outcome.map(drop).map_err(told), &format!("{page}?done=1"), &page),
    }
}

/// Takes something back that somebody contributed.
#[server(prefix = "/api", endpoint = "reviews/withdraw")]
pub async fn withdraw_contribution(
    #[server(default)] kind: String,
    #[server(default)] id: String,
) -> Result<(), ApiError> {
    let outcome = async {
        let signed = must_be_signed()?;
        let kind = ContributionKind::from_word(&kind).ok_or_else(|| ApiError::invalid("kind"))?;
        Ok(shop().withdraw_contribution(&signed, kind, &known(&id)?).await?)
    };
    answered(outcome.await, "/account/reviews?done=1", "/account/reviews")
}

/// Counts a visitor's vote on a review.
#[server(prefix = "/api", endpoint = "reviews/vote")]
pub async fn vote_on_review(
    #[server(default)] review: String,
    #[server(default)] vote: String,
    #[server(default)] back: String,
) -> Result<(), ApiError> {
    let page = local_path(&back, "/");
    let outcome = async {
        let vote = Vote::from_word(&vote).ok_or_else(|| ApiError::invalid("vote"))?;
        let review = known(&review)?;
        let visitor = ensure_visitor().visitor.ok_or_else(|| ApiError::of(ProblemKind::Internal, None))?;
        Ok((shop().vote_on_review(&visitor, &review, vote).await?, vote))
    };
    let outcome: Result<(bool, Vote), ApiError> = outcome.await;
    let told = match &outcome {
        Ok((true, Vote::Helpful)) => "helped",
        Ok((true, Vote::Report)) => "reported",
        _ => "known",
    };
    let joint = if page.contains('?') { '&' } else { '?' };
    answered(outcome.map(drop), &format!("{page}{joint}told={told}#reviews"), &format!("{page}#reviews"))
}

/// Keeps somebody's question about a product.
#[server(prefix = "/api", endpoint = "questions/ask")]
pub async fn ask_question(#[server(default)] product: String, #[server(default)] text: String) -> Result<(), ApiError> {
    let signed = must_be_signed()?;
    let page = page_of(&product, ask_address);
    let text = short(&text);
    let outcome = match listing(&product) {
        Ok(product) => shop().ask_of_product(&signed, &product, &text, visit().locale).await,
        Err(problem) => return answered(Err(problem), &page, &page),
    };
    match outcome {
        Err(ProfileError::Fields(problems)) => {
            let wrong = wrong_fields(&problems, &page);
            let form = ReviewForm { text, ..ReviewForm::default() };
            shop().keep_typed(&signed, QUESTION_FORM, &Typed { form, problems });
            Err(wrong)
        }
        outcome => answered(outcome.map(drop).map_err(told), "/account/reviews?done=1", &page),
    }
}

/// Keeps the answer of somebody who bought the thing.
#[server(prefix = "/api", endpoint = "questions/answer")]
pub async fn answer_question(
    #[server(default)] question: String,
    #[server(default)] text: String,
) -> Result<(), ApiError> {
    let signed = must_be_signed()?;
    let text = short(&text);
    let question = match known(&question) {
        Ok(question) => question,
        Err(problem) => return answered(Err(problem), "/account/reviews", "/account/reviews"),
    };
    let page = answer_address(&question);
    match shop().answer_question(&signed, &question, &text, visit().locale).await {
        Err(ProfileError::Fields(problems)) => {
            let wrong = wrong_fields(&problems, &page);
            let form = ReviewForm { text, ..ReviewForm::default() };
            shop().keep_typed(&signed, ANSWER_FORM, &Typed { form, problems });
            Err(wrong)
        }
        outcome => answered(outcome.map(drop).map_err(told), "/account/reviews?done=1", &page),
    }
}

/// Publishes or refuses something: `verdict` is `publish`, or why it is refused.
#[server(prefix = "/api", endpoint = "moderation/decide")]
pub async fn decide_contribution(
    #[server(default)] kind: String,
    #[server(default)] id: String,
    #[server(default)] verdict: String,
    #[server(default)] note: String,
) -> Result<(), ApiError> {
    let outcome = async {
        let clerk = allowed()?;
        let kind = ContributionKind::from_word(&kind).ok_or_else(|| ApiError::invalid("kind"))?;
        let decision = match verdict.as_str() {
            "publish" => Decision::Publish,
            word => {
                let why = Refusal::from_word(word).ok_or_else(|| ApiError::invalid("verdict"))?;
                Decision::Refuse(why, short(&note))
            }
        };
        Ok(shop().decide_contribution(&clerk, kind, &known(&id)?, decision).await?)
    };
    answered(outcome.await, "/operator/reviews?done=1", "/operator/reviews")
}

/// Puts the shop's reply under a review; an empty one takes it away.
#[server(prefix = "/api", endpoint = "moderation/reply")]
pub async fn reply_to_review(
    #[server(default)] review: String,
    #[server(default)] text: String,
    #[server(default)] back: String,
) -> Result<(), ApiError> {
    let page = local_path(&back, "/operator/ratings");
    let outcome = async {
        let clerk = allowed()?;
        shop().reply_to_review(&clerk, &known(&review)?, &short(&text)).await.map_err(told)
    };
    answered(outcome.await, &format!("{page}?done=1"), &page)
}

/// Answers a question as the shop.
#[server(prefix = "/api", endpoint = "moderation/answer")]
pub async fn answer_as_shop(
    #[server(default)] question: String,
    #[server(default)] text: String,
) -> Result<(), ApiError> {
    let outcome = async {
        let clerk = allowed()?;
        shop().answer_as_shop(&clerk, &known(&question)?, &short(&text), visit().locale).await.map_err(told)
    };
    answered(outcome.await, "/operator/questions?done=1", "/operator/questions")
}
