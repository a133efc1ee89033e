//! Doors for whoever keeps groups of customers.

use domain::ids::GroupId;
use leptos::prelude::*;
use services::groups::{LONGEST_NAME, Refusal};

use super::{answered, operator::allowed};
use crate::{problem::ApiError, ssr::shop};

const PAGE: &str = "/operator/groups";
const DONE: &str = "/operator/groups?done=1";

/// The longest address or name of somebody that is shown again.
const LONGEST_WHO: usize = 254;

/// Makes a group.
#[server(prefix = "/api", endpoint = "operator/make-group")]
pub async fn make_group(#[server(default)] name: String) -> Result<(), ApiError> {
    let outcome = async { decided(shop().make_group(&allowed()?, &name).await?) };
    answered(outcome.await, DONE, &format!("{PAGE}?name={}", shown(&name, LONGEST_NAME)))
}

/// Gives a group another name.
#[server(prefix = "/api", endpoint = "operator/rename-group")]
pub async fn rename_group(#[server(default)] group: String, #[server(default)] name: String) -> Result<(), ApiError> {
    let outcome = async { decided(shop().rename_group(&allowed()?, &read(&group)?, &name).await?) };
    let bad = format!("{}&name={}", page_with(&group), shown(&name, LONGEST_NAME));
    answered(outcome.await, DONE, &bad)
}

/// Removes a group.
#[server(prefix = "/api", endpoint = "operator/remove-group")]
pub async fn remove_group(#[server(default)] group: String) -> Result<(), ApiError> {
    let outcome = async { decided(shop().remove_group(&allowed()?, &read(&group)?).await?) };
    answered(outcome.await, DONE, &page_with(&group))
}

/// Adds somebody to a group.
#[server(prefix = "/api", endpoint = "operator/add-to-group")]
pub async fn add_to_group(#[server(default)] group: String, #[server(default)] who: String) -> Result<(), ApiError> {
    let outcome = async { decided(shop().add_to_group(&allowed()?, &allowed()?, &read(&group)?, &who).await?) };
    let (page, who) = (members_of(&group), shown(&who, LONGEST_WHO));
    answered(outcome.await, &format!("{page}?done=1"), &format!("{page}?who={who}"))
}

/// Takes somebody out of a group.
#[server(prefix = "/api", endpoint = "operator/take-out-of-group")]
pub async fn take_out_of_group(
    #[server(default)] group: String,
    #[server(default)] account: String,
) -> Result<(), ApiError> {
    let outcome = async {
        let (clerk, sees) = (allowed()?, allowed()?);
        let account = account.parse().map_err(|_| ApiError::invalid("account"))?;
        decided(shop().take_out_of_group(&clerk, &sees, &read(&group)?, &account).await?)
    };
    let page = members_of(&group);
    answered(outcome.await, &format!("{page}?done=1"), &page)
}

fn decided(outcome: Result<(), Refusal>) -> Result<(), ApiError> {
    outcome.map_err(|refusal| ApiError::invalid(&format!("group-{}", refusal.word())))
}

fn read(group: &str) -> Result<GroupId, ApiError> {
    group.parse().map_err(|_| ApiError::invalid("group-gone"))
}

/// The page of all groups, told which one it is about.
fn page_with(group: &str) -> String {
    let group = group.parse::<GroupId>().map(|group| group.to_string()).unwrap_or_default();
    format!("{PAGE}?group={group}")
}

/// The page of those in a group; that of all groups where it is none.
fn members_of(group: &str) -> String {
    group.parse::<GroupId>().map_or_else(|_| PAGE.to_owned(), |group| format!("{PAGE}/{group}"))
}

/// What was typed, for the form to show again.
fn shown(typed: &str, longest: usize) -> String {
    domain::search::percent_encoded(&typed.chars().take(longest).collect::<String>())
}
