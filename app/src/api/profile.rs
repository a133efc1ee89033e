//! Doors of a profile. What was typed into a form whose fields are wrong is kept on the server until its page shows it
//! again; it never stands in an address.

use std::collections::BTreeMap;

use domain::{
    checkout::{DetailsForm, FieldProblem, PayMethod},
    ids::{AddressId, MethodId, SearchId},
    profile::{self, Channel, DeliveryPriority, Names, Notifications, Stance, Topic},
};
use leptos::prelude::*;
use services::profile::ProfileError;

use super::answered;
use crate::{
    pages::account::{
        addresses::{self, TypedAddress},
        personal::{self, TypedNames},
    },
    problem::{ApiError, ProblemKind},
    ssr::{ensure_visitor, keep_choices, must_be_signed, see_other, set_status, shop, visit},
};

/// The most letters we take in one field before we look at it; the rules for each field are stricter.
const LONGEST_FIELD: usize = 400;

fn short(text: &str) -> String {
    text.chars().take(LONGEST_FIELD).collect()
}

/// Saves names and the name to sign in with.
#[server(prefix = "/api", endpoint = "profile/names")]
pub async fn save_names(
    #[server(default)] first_name: String,
    #[server(default)] last_name: String,
    #[server(default)] username: String,
) -> Result<(), ApiError> {
    let signed = must_be_signed()?;
    let names = Names { first: short(&first_name), last: short(&last_name) };
    let username = short(&username);
    match shop().save_names(&signed, &names, &username).await {
        Err(ProfileError::Fields(problems)) => {
            let wrong = wrong_fields(&problems, "/account/personal");
            shop().keep_typed(&signed, personal::FORM, &TypedNames { names, username, problems });
            Err(wrong)
        }
        outcome => answered(outcome.map_err(told), "/account/personal?done=1", "/account/personal"),
    }
}

/// Sends a form whose fields are wrong back to its page, which tells what is wrong beside them.
fn wrong_fields(problems: &[FieldProblem], page: &str) -> ApiError {
    let wrong = ApiError::invalid(problems.first().map_or("", |problem| problem.field.as_str()));
    set_status(wrong.kind.status());
    see_other(page);
    wrong
}

fn told(error: ProfileError) -> ApiError {
    match error {
        ProfileError::Service(error) => error.into(),
        ProfileError::Fields(_) | ProfileError::Full => ApiError::of(ProblemKind::Conflict, None),
    }
}

/// Saves an address: a new one, or one of the list.
#[server(prefix = "/api", endpoint = "profile/address/save")]
pub async fn save_address(
    #[server(default)] id: String,
    #[server(default)] name: String,
    #[server(default)] street: String,
    #[server(default)] extra: String,
    #[server(default)] postcode: String,
    #[server(default)] city: String,
    #[server(default)] country: String,
    #[server(default)] phone: String,
) -> Result<(), ApiError> {
    let signed = must_be_signed()?;
    let id: Option<AddressId> =
        if id.is_empty() { None } else { Some(id.parse().map_err(|_| ApiError::invalid("id"))?) };
    let form = DetailsForm {
        email: String::new(),
        name: short(&name),
        street: short(&street),
        extra: short(&extra),
        postcode: short(&postcode),
        city: short(&city),
        country: short(&country),
        phone: short(&phone),
    };
    match shop().save_address(&signed, id.as_ref(), &form).await {
        Err(ProfileError::Fields(problems)) => {
            let wrong = wrong_fields(&problems, "/account/addresses");
            shop().keep_typed(&signed, addresses::FORM, &TypedAddress { id, form, problems });
            Err(wrong)
        }
        Err(ProfileError::Full) => answered(Err(told(ProfileError::Full)), "", "/account/addresses?full=1"),
        outcome => answered(outcome.map_err(told), "/account/addresses?done=1", "/account/addresses"),
    }
}

fn address(id: &str) -> Result<AddressId, ApiError> {
    id.parse().map_err(|_| ApiError::invalid("id"))
}

/// Makes an address the one that is offered first.
#[server(prefix = "/api", endpoint = "profile/address/choose")]
pub async fn choose_address(#[server(default)] id: String) -> Result<(), ApiError> {
    answered(choose(&id).await, "/account/addresses?done=1", "/account/addresses")
}

async fn choose(id: &str) -> Result<(), ApiError> {
    let signed = must_be_signed()?;
    Ok(shop().choose_address(&signed, &address(id)?).await?)
}

/// Forgets an address.
#[server(prefix = "/api", endpoint = "profile/address/forget")]
pub async fn forget_address(#[server(default)] id: String) -> Result<(), ApiError> {
    answered(forget(&id).await, "/account/addresses?done=1", "/account/addresses")
}

async fn forget(id: &str) -> Result<(), ApiError> {
    let signed = must_be_signed()?;
    Ok(shop().forget_address(&signed, &address(id)?).await?)
}

/// Takes a kept address into the checkout.
#[server(prefix = "/api", endpoint = "checkout/address")]
pub async fn deliver_to(#[server(default)] id: String) -> Result<(), ApiError> {
    answered(deliver(&id).await, "/checkout#step", "/checkout")
}

async fn deliver(id: &str) -> Result<(), ApiError> {
    let signed = must_be_signed()?;
    Ok(shop().deliver_to(&ensure_visitor(), &signed, &address(id)?).await?)
}

/// Saves how somebody wants to see the shop.
#[server(prefix = "/api", endpoint = "profile/preferences")]
pub async fn save_profile_preferences(
    #[server(default)] lang: String,
    #[server(default)] currency: String,
    #[server(default)] country: String,
    #[server(default)] theme: String,
    #[server(default)] delivery: String,
    #[server(default)] sizes: String,
    #[server(default)] keeps_searches: String,
    #[server(default)] stance: BTreeMap<String, String>,
) -> Result<(), ApiError> {
    let page = "/account/preferences";
    let saved = async {
        let signed = must_be_signed()?;
        super::preferences::save(&lang, &currency, &country, &theme)?;
        let mut wanted = shop().preferences(&signed).await?;
        super::preferences::take(&mut wanted, &lang, &currency, &country, &theme);
        wanted.delivery = DeliveryPriority::from_word(&delivery).ok_or_else(|| ApiError::invalid("delivery"))?;
        wanted.sizes = profile::sizes_of(&short(&sizes));
        wanted.keeps_searches = keeps_searches == "on";
        wanted.marketplaces = stances(stance)?;
        keep_choices(&wanted);
        shop().save_preferences(&signed, wanted).await?;
        Ok(())
    };
    answered(saved.await, &format!("{page}?done=1"), page)
}

fn stances(chosen: BTreeMap<String, String>) -> Result<BTreeMap<domain::ids::MarketplaceId, Stance>, ApiError> {
    let wrong = || ApiError::invalid("stance");
    if chosen.len() > 100 {
        return Err(wrong());
    }
    let stances = chosen.into_iter().filter(|(_, word)| word != "neutral");
    stances
        .map(|(id, word)| Ok((id.parse().map_err(|_| wrong())?, Stance::from_word(&word).ok_or_else(wrong)?)))
        .collect()
}

/// Saves what somebody wants to hear of: values are `TOPIC:CHANNEL`.
#[server(prefix = "/api", endpoint = "profile/notifications")]
pub async fn save_notifications(#[server(default)] wanted: Vec<String>) -> Result<(), ApiError> {
    let page = "/account/notifications";
    let saved = async {
        let signed = must_be_signed()?;
        let read = |text: &String| {
            let (topic, channel) = text.split_once(':')?;
            Some((Topic::from_word(topic)?, Channel::from_word(channel)?))
        };
        let wanted: Option<Vec<_>> = wanted.iter().take(100).map(read).collect();
        let wanted = Notifications { wanted: wanted.ok_or_else(|| ApiError::invalid("wanted"))? };
        Ok(shop().save_notifications(&signed, wanted, visit().locale).await?)
    };
    answered(saved.await, &format!("{page}?done=1"), page)
}

/// Forgets one search.
#[server(prefix = "/api", endpoint = "profile/searches/forget")]
pub async fn forget_search(#[server(default)] id: String) -> Result<(), ApiError> {
    let forgotten = async {
        let signed = must_be_signed()?;
        let id: SearchId = id.parse().map_err(|_| ApiError::invalid("id"))?;
        Ok(shop().forget_search(&signed, &id).await?)
    };
    answered(forgotten.await, "/account/searches", "/account/searches")
}

/// Forgets all searches.
#[server(prefix = "/api", endpoint = "profile/searches/forget-all")]
pub async fn forget_searches() -> Result<(), ApiError> {
    let forgotten = async {
        let signed = must_be_signed()?;
        Ok(shop().forget_searches(&signed).await?)
    };
    answered(forgotten.await, "/account/searches", "/account/searches")
}

/// Switches the remembering of searches on or off; off forgets them.
#[server(prefix = "/api", endpoint = "profile/searches/keep")]
pub async fn keep_searches(#[server(default)] keep: String) -> Result<(), ApiError> {
    let switched = async {
        let signed = must_be_signed()?;
        let keeps_searches = match keep.as_str() {
            "on" => true,
            "off" => false,
            _ => return Err(ApiError::invalid("keep")),
        };
        let wanted = profile::Preferences { keeps_searches, ..shop().preferences(&signed).await? };
        Ok(shop().save_preferences(&signed, wanted).await?)
    };
    answered(switched.await, "/account/searches", "/account/searches")
}

/// Forgets a way to pay.
#[server(prefix = "/api", endpoint = "profile/payment/forget")]
pub async fn forget_payment_method(#[server(default)] id: String) -> Result<(), ApiError> {
    let forgotten = async {
        let signed = must_be_signed()?;
        let id: MethodId = id.parse().map_err(|_| ApiError::of(ProblemKind::NotFound, None))?;
        Ok(shop().forget_payment_method(&signed, &id).await?)
    };
    answered(forgotten.await, "/account/payment?done=1", "/account/payment")
}

/// Begins to keep a way to pay: leads to the page of whoever keeps it.
#[server(prefix = "/api", endpoint = "profile/payment/keep")]
pub async fn keep_payment_method(#[server(default)] method: String) -> Result<Option<String>, ApiError> {
    let begun = async {
        let signed = must_be_signed()?;
        let method = PayMethod::from_word(&method).ok_or_else(|| ApiError::invalid("method"))?;
        match shop().begin_keeping(&signed, method).await {
            Ok(page) => Ok(Some(page)),
            Err(ProfileError::Service(error)) => Err(error.into()),
            Err(_) => Ok(None),
        }
    };
    let begun = begun.await;
    let good = begun.as_ref().ok().and_then(Clone::clone);
    let good = good.unwrap_or_else(|| "/account/payment?full=1".to_owned());
    answered(begun, &good, "/account/payment")
}
