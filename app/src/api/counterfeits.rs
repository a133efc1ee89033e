//! Doors of reports: one for everybody who reports goods, and those of staff.

use domain::{counterfeit::LONGEST_WORDS, proof_of_work::Form};
use leptos::prelude::*;
use services::counterfeits::{Goods, ReportError};

use super::{answered, operator::allowed};
use crate::{
    pages::report::{self, address_of, goods_of},
    problem::{ApiError, ProblemKind},
    ssr::{Refused, Why, ensure_visitor, must_have_proof, see_other, set_status, shop},
};

/// Takes a report about a product, or about a marketplace where no product is named. Guests may report.
#[server(prefix = "/api", endpoint = "report")]
pub async fn report_goods(
    #[server(default)] marketplace: String,
    #[server(default)] product: String,
    #[server(default)] reason: String,
    #[server(default)] words: String,
    #[server(default)] proof: String,
) -> Result<(), ApiError> {
    let page = goods_of(&marketplace, &product).map_or_else(|| "/stores".to_owned(), |goods| address_of(&goods));
    let sent = format!("{page}&sent=1");
    let words: String = words.chars().take(4 * LONGEST_WORDS).collect();
    must_have_proof(Form::Report, &proof, &page, &[("reason", reason.as_str()), ("words", words.as_str())])?;
    match take(&marketplace, &product, &reason, &words).await {
        Err(ReportError::Fields(problems)) => {
            let mut typed = vec![("reason", reason.as_str()), ("words", words.as_str())];
            let wrong: Vec<String> =
                problems.iter().map(|one| format!("{}:{}", one.field, report::word_of(one.problem))).collect();
            typed.extend(wrong.iter().map(|wrong| ("wrong", wrong.as_str())));
            Refused::keep(Form::Report.word(), &typed, Why::Fields(Vec::new()));
            let wrong = ApiError::invalid(problems.first().map_or("", |problem| problem.field.as_str()));
            set_status(wrong.kind.status());
            see_other(&page);
            Err(wrong)
        }
        Err(ReportError::TooMany) => answered(Err(ApiError::of(ProblemKind::TooMany, None)), &sent, &page),
        Err(ReportError::Service(error)) => answered(Err(error.into()), &sent, &page),
        Ok(()) => answered(Ok(()), &sent, &page),
    }
}

async fn take(marketplace: &str, product: &str, reason: &str, words: &str) -> Result<(), ReportError> {
    let goods = goods_of(marketplace, product).ok_or(services::ServiceError::NotFound)?;
    let shop = shop();
    // Whoever reports what is not there is not made known for it.
    shop.reportable(&goods).await?;
    let visit = ensure_visitor();
    let visitor = visit.visitor.as_ref().ok_or(services::ServiceError::NotFound)?;
    shop.report_goods(visitor, &goods, reason, words).await
}

/// Notes that a person saw to a report.
#[server(prefix = "/api", endpoint = "operator/settle-report")]
pub async fn settle_report(#[server(default)] report: String) -> Result<(), ApiError> {
    let outcome = async {
        let found = shop().settle_report(&allowed()?, &report).await?;
        if found { Ok(()) } else { Err(ApiError::of(ProblemKind::Conflict, None)) }
    };
    answered(outcome.await, "/operator/reports?done=1", "/operator/reports")
}

/// Blocks a product, or everything of a marketplace where no product is named.
#[server(prefix = "/api", endpoint = "operator/block")]
pub async fn block_goods(
    #[server(default)] marketplace: String,
    #[server(default)] product: String,
) -> Result<(), ApiError> {
    set_blocked(&marketplace, &product, true).await
}

/// Lets goods be sold again.
#[server(prefix = "/api", endpoint = "operator/unblock")]
pub async fn unblock_goods(
    #[server(default)] marketplace: String,
    #[server(default)] product: String,
) -> Result<(), ApiError> {
    set_blocked(&marketplace, &product, false).await
}

async fn set_blocked(marketplace: &str, product: &str, blocked: bool) -> Result<(), ApiError> {
    let outcome = async {
        let clerk = allowed()?;
        let goods: Goods = goods_of(marketplace, product).ok_or_else(|| ApiError::invalid("marketplace"))?;
        let changed = shop().set_blocked(&clerk, &goods, blocked).await?;
        if changed { Ok(()) } else { Err(ApiError::of(ProblemKind::Conflict, None)) }
    };
    answered(outcome.await, "/operator/reports?done=1", "/operator/reports")
}
