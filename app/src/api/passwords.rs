//! The door that judges a new password while it is typed.

use domain::account::{Field, FieldError};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use services::accounts::Owner;

use crate::{
    look::Look,
    pages::entry::wrong_text,
    problem::ApiError,
    ssr::{keep_private, shop, signed},
};

/// The most letters of each field that are read.
const LONGEST: usize = 1024;

/// How strong a password is, for the meter.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Measured {
    /// From 0, which is refused or guessed at once, to 4.
    pub score: u8,
    /// The same in words.
    pub text: String,
}

/// Judges a password as the form will when it is sent; it is neither kept nor logged.
#[server(prefix = "/api", endpoint = "account/strength")]
pub async fn measure_password(
    #[server(default)] password: String,
    #[server(default)] email: String,
    #[server(default)] username: String,
    #[server(default)] token: String,
) -> Result<Measured, ApiError> {
    keep_private();
    let [password, email, username] =
        [password, email, username].map(|text| text.chars().take(LONGEST).collect::<String>());
    let signed = signed();
    let owner = match &signed {
        _ if !token.is_empty() => Owner::Link(&token),
        Some(signed) => Owner::Account(&signed.account),
        None => Owner::Newcomer { email: &email, username: &username },
    };
    let look = Look::here();
    let strength = shop().strength_for(owner, &password).await?;
    // What is refused is never shown as good.
    Ok(match strength.wrong {
        Some(wrong) => {
            Measured { score: strength.score.min(2), text: wrong_text(&look, FieldError::new(Field::Password, wrong)) }
        }
        None => Measured {
            score: strength.score,
            text: look.t(&format!("account-strength-{}", strength.score)).into_owned(),
        },
    })
}
