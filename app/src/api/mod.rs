//! Doors: every one is a public address that a plain form posts to, but for a few that are read. Each checks what came in, calls one service, and
//! sends the form's page on to where its sender finds the outcome. Scripts get the same outcome as JSON.

pub mod account;
pub mod cart;
pub mod checkout;
pub mod counterfeits;
pub mod groups;
pub mod keeping;
pub mod matching;
pub mod operator;
pub mod passwords;
pub mod preferences;
pub mod privacy;
pub mod profile;
pub mod promotions;
pub mod proof_of_work;
pub mod recommending;
pub mod reviews;
pub mod search_words;
pub mod security;
pub mod staff;
pub mod suggest;
pub mod wallet;
pub mod ways;

use crate::{
    problem::{ApiError, ProblemKind},
    ssr::{see_other, set_status},
};

/// Answers a form: with the page `good` or, telling the trouble in its address, the page `bad`.
fn answered<T>(outcome: Result<T, ApiError>, good: &str, bad: &str) -> Result<T, ApiError> {
    match &outcome {
        Ok(_) => see_other(good),
        Err(problem) => {
            // Whoever has to sign in first is already on the way there.
            if problem.kind == ProblemKind::SignInRequired {
                return outcome;
            }
            set_status(problem.kind.status());
            let (path, fragment) =
                bad.split_once('#').map_or((bad, String::new()), |(path, rest)| (path, format!("#{rest}")));
            let joint = if path.contains('?') { '&' } else { '?' };
            see_other(&format!("{path}{joint}{}{fragment}", problem.parameters()));
        }
    }
    outcome
}
