//! Doors of accounts: coming to be, coming in, going out, and what opens an account changing.

use domain::{
    account::{self, Field, FieldError, SignUpForm, Wrong},
    ids::{OrderNumber, SecretToken},
    proof_of_work::Form,
};
use leptos::prelude::*;
use services::accounts::{AccountError, Attempt, Changed, SignInOutcome};

use crate::{
    problem::ApiError,
    ssr::{
        Refused, Why, browser, close_session, keep_device, keep_pending, keep_private, local_path, must_be_recent,
        must_be_signed, must_have_proof, open_session, see_other, shop, signed, visit, with_next,
    },
};

/// Where somebody comes to who wanted nothing in particular.
const HOME: &str = "/account";

/// Answers a form: with the page that an outcome leads to, or with the form's own page and what was typed into it.
fn answer(
    form: &str,
    page: &str,
    typed: &[(&str, &str)],
    outcome: Result<String, AccountError>,
) -> Result<(), ApiError> {
    keep_private();
    match outcome {
        Ok(good) => {
            see_other(&good);
            Ok(())
        }
        Err(error) => {
            Refused::keep(form, typed, Why::of(&error));
            let problem = ApiError::from(error);
            see_other(page);
            Err(problem)
        }
    }
}

/// Where a sign-in leads: on, or to the second factor first.
fn led(outcome: SignInOutcome, next: &str) -> String {
    match outcome {
        SignInOutcome::Signed(opened) => {
            open_session(&opened);
            next.to_owned()
        }
        SignInOutcome::Factor(pending) => {
            keep_pending(&pending);
            with_next("/sign-in/factor", next)
        }
    }
}

fn sent(what: &str) -> String {
    format!("/sent?for={what}")
}

/// Takes a form for a new account; the account opens with the link that is sent.
#[server(prefix = "/api", endpoint = "account/sign-up")]
pub async fn sign_up(
    #[server(default)] email: String,
    #[server(default)] username: String,
    #[server(default)] password: String,
    #[server(default)] proof: String,
) -> Result<(), ApiError> {
    let typed = [("email", email.as_str()), ("username", username.as_str())];
    must_have_proof(Form::SignUp, &proof, "/sign-up", &typed)?;
    let form = SignUpForm { email: email.clone(), username: username.clone() };
    let outcome = shop().sign_up(&form, &password, visit().locale, &browser()).await.map(|device| {
        keep_device(&device);
        sent("sign-up")
    });
    answer(Form::SignUp.word(), "/sign-up", &typed, outcome)
}

/// Opens the account that a link stands for.
#[server(prefix = "/api", endpoint = "account/verify")]
pub async fn verify_address(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<(), ApiError> {
    let outcome = shop().verify_sign_up(&token, &password, &browser()).await;
    answer("verify", &of_token("/verify?token=", &token), &[], outcome.map(|outcome| led(outcome, HOME)))
}

/// Signs in by password.
#[server(prefix = "/api", endpoint = "account/sign-in")]
pub async fn sign_in(
    #[server(default)] login: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
    #[server(default)] proof: String,
) -> Result<(), ApiError> {
    let next = local_path(&next, HOME);
    let (page, typed) = (with_next("/sign-in", &next), [("login", login.as_str())]);
    must_have_proof(Form::SignIn, &proof, &page, &typed)?;
    let attempt = Attempt { login: login.clone(), password };
    let outcome = shop().sign_in(&attempt, &browser()).await;
    answer(Form::SignIn.word(), &page, &typed, outcome.map(|outcome| led(outcome, &next)))
}

/// Ends the session of this browser.
#[server(prefix = "/api", endpoint = "account/sign-out")]
pub async fn sign_out() -> Result<(), ApiError> {
    let signed = signed();
    if let Some(signed) = &signed {
        shop().sign_out(signed).await?;
    }
    close_session();
    let acted_for = signed.filter(|signed| signed.acting.is_some());
    see_other(&acted_for.map_or("/".to_owned(), |customer| format!("/operator/people/{}", customer.account)));
    Ok(())
}

/// Has a link sent that signs in.
#[server(prefix = "/api", endpoint = "account/magic/ask")]
pub async fn ask_for_magic_link(
    #[server(default)] email: String,
    #[server(default)] next: String,
    #[server(default)] proof: String,
) -> Result<(), ApiError> {
    let next = local_path(&next, HOME);
    let (page, typed) = (with_next("/magic", &next), [("email", email.as_str())]);
    must_have_proof(Form::MagicLink, &proof, &page, &typed)?;
    let outcome = match address(&email) {
        Ok(to) => shop().ask_for_magic_link(to, &next, visit().locale).await,
        Err(error) => Err(error),
    };
    answer(Form::MagicLink.word(), &page, &typed, outcome.map(|()| sent("magic")))
}

/// Signs in by a link.
#[server(prefix = "/api", endpoint = "account/magic/use")]
pub async fn use_magic_link(#[server(default)] token: String) -> Result<(), ApiError> {
    let outcome = shop().use_magic_link(&token, &browser()).await;
    let outcome = outcome.map(|(outcome, next)| led(outcome, &local_path(&next, HOME)));
    answer("magic", &of_token("/magic?token=", &token), &[], outcome)
}

/// Has a link sent that sets another password.
#[server(prefix = "/api", endpoint = "account/reset/ask")]
pub async fn ask_for_reset(#[server(default)] email: String, #[server(default)] proof: String) -> Result<(), ApiError> {
    let typed = [("email", email.as_str())];
    must_have_proof(Form::Reset, &proof, "/reset", &typed)?;
    let outcome = match address(&email) {
        Ok(to) => shop().ask_for_reset(to, visit().locale).await,
        Err(error) => Err(error),
    };
    answer(Form::Reset.word(), "/reset", &typed, outcome.map(|()| sent("reset")))
}

/// Sets another password by a link.
#[server(prefix = "/api", endpoint = "account/reset/use")]
pub async fn use_reset_link(
    #[server(default)] token: String,
    #[server(default)] password: String,
) -> Result<(), ApiError> {
    let outcome = shop().use_reset_link(&token, &password, &browser()).await;
    answer("reset", &of_token("/reset?token=", &token), &[], outcome.map(|outcome| led(outcome, HOME)))
}

/// Takes the password of somebody who is signed in, before something important.
#[server(prefix = "/api", endpoint = "account/again")]
pub async fn sign_in_again(
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<(), ApiError> {
    let signed = must_be_signed()?;
    let next = local_path(&next, HOME);
    let outcome = shop().sign_in_again(&signed, &password, &browser()).await.map(|opened| {
        open_session(&opened);
        next.clone()
    });
    answer("again", &with_next("/sign-in/again", &next), &[], outcome)
}

/// Changes the password; every other session ends.
#[server(prefix = "/api", endpoint = "account/password")]
pub async fn change_password(
    #[server(default)] current: String,
    #[server(default)] password: String,
) -> Result<(), ApiError> {
    let recent = must_be_recent()?;
    let outcome = shop().change_password(&recent, &current, &password, &browser()).await.map(|opened| {
        open_session(&opened);
        "/account/password?done=1".to_owned()
    });
    answer("password", "/account/password", &[], outcome)
}

/// Begins a change of address.
#[server(prefix = "/api", endpoint = "account/email")]
pub async fn change_email(#[server(default)] email: String) -> Result<(), ApiError> {
    let recent = must_be_recent()?;
    let outcome = shop().ask_for_email_change(&recent, &email, &browser()).await.map(|()| sent("email"));
    answer("email", "/account/email", &[("email", &email)], outcome)
}

/// Agrees to a change of address by one of its two links.
#[server(prefix = "/api", endpoint = "account/email/use")]
pub async fn use_change_link(#[server(default)] token: String) -> Result<(), ApiError> {
    let outcome = shop().use_change_link(&token, &browser()).await.map(|changed| match changed {
        Changed::Half => "/verify?changed=half".to_owned(),
        Changed::Whole => "/verify?changed=whole".to_owned(),
    });
    answer("change", &of_token("/verify?change=", &token), &[], outcome)
}

/// Puts a guest's order with the account of whoever holds its token.
#[server(prefix = "/api", endpoint = "account/claim")]
pub async fn claim_order(#[server(default)] number: String, #[server(default)] token: String) -> Result<(), ApiError> {
    let signed = must_be_signed()?;
    let (Ok(number), Ok(token)) = (number.parse::<OrderNumber>(), token.parse::<SecretToken>()) else {
        return super::answered(Err(ApiError::invalid("number")), "/orders", "/orders");
    };
    let outcome = shop().claim_order(&signed, &number, &token).await;
    let page = format!("/order/{number}");
    match outcome {
        Ok(()) => see_other(&format!("{page}?claimed=1")),
        Err(error) => {
            let problem = ApiError::from(error);
            see_other(&format!("{page}?token={token}&{}", problem.parameters()));
            return Err(problem);
        }
    }
    Ok(())
}

/// Has the link of a guest's order sent to the address it was made with.
#[server(prefix = "/api", endpoint = "account/find-order")]
pub async fn find_order(
    #[server(default)] number: String,
    #[server(default)] email: String,
    #[server(default)] proof: String,
) -> Result<(), ApiError> {
    let typed = [("number", number.as_str()), ("email", email.as_str())];
    must_have_proof(Form::FindOrder, &proof, "/find-order", &typed)?;
    let outcome = match order_of(&number, &email) {
        Ok((number, to)) => shop().ask_for_order_link(number, to, visit().locale).await,
        Err(error) => Err(error),
    };
    answer(Form::FindOrder.word(), "/find-order", &typed, outcome.map(|()| sent("order")))
}

fn order_of(number: &str, email: &str) -> Result<(OrderNumber, account::Email), AccountError> {
    let number = match number.trim().to_ascii_uppercase() {
        empty if empty.is_empty() => Err(FieldError::new(Field::OrderNumber, Wrong::Missing)),
        text => text.parse().map_err(|_| FieldError::new(Field::OrderNumber, Wrong::Malformed)),
    };
    match (number, account::email(Field::Email, email)) {
        (Ok(number), Ok(email)) => Ok((number, email)),
        (number, email) => Err(AccountError::Fields(number.err().into_iter().chain(email.err()).collect())),
    }
}

fn address(typed: &str) -> Result<account::Email, AccountError> {
    account::email(Field::Email, typed).map_err(|wrong| AccountError::Fields(vec![wrong]))
}

/// The page of a link; what is no token of ours is left out.
fn of_token(page: &str, token: &str) -> String {
    let genuine = token.len() <= 100 && token.bytes().all(|byte| byte.is_ascii_hexdigit());
    format!("{page}{}", if genuine { token } else { "" })
}
