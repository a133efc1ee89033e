//! What was typed into a form that was refused: kept by the browser itself for a minute, until the form's page shows it
//! again beside what is wrong. Secrets are never among it.

use domain::{
    account::{Field, FieldError},
    search::percent_encoded,
};
use http::{HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use serde::{Deserialize, Serialize};
use services::accounts::AccountError;

use super::{address::decoded, cookie, set_status, signed::put};

/// The cookie's name.
const COOKIE: &str = "refused_form";

/// For how many seconds the browser keeps it.
const LIVES: i64 = 60;

/// The most bytes that are kept; a form that is longer comes back empty.
const LARGEST: usize = 3000;

/// Why a form was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Fields are wrong.
    Fields(Vec<FieldError>),
    /// Too many tries; how many seconds to wait.
    Wait(u32),
    /// Too many came without a proof of work; how many seconds to wait.
    Proof(u32),
    /// The link does not work any more.
    Link,
    /// Too many people at once, or something of the shop's fails.
    Later,
    /// The account is suspended.
    Suspended,
    /// It belongs to somebody else by now.
    Taken,
}

/// A form that was refused.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Refused {
    form: String,
    typed: Vec<(String, String)>,
    /// Why.
    pub why: Why,
}

impl Why {
    /// Why an error refuses a form.
    pub fn of(error: &AccountError) -> Self {
        match error {
            AccountError::Fields(fields) => Self::Fields(fields.clone()),
            AccountError::Wait { seconds } => Self::Wait(*seconds),
            AccountError::Link => Self::Link,
            AccountError::Suspended => Self::Suspended,
            AccountError::Busy | AccountError::Service(_) => Self::Later,
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Fields(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Wait(_) | Self::Proof(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Link => StatusCode::GONE,
            Self::Later => StatusCode::SERVICE_UNAVAILABLE,
            Self::Suspended => StatusCode::FORBIDDEN,
            Self::Taken => StatusCode::CONFLICT,
        }
    }
}

impl Refused {
    /// Has the browser keep a form until its page is shown again.
    pub fn keep(form: &str, typed: &[(&str, &str)], why: Why) {
        let short = |text: &str| text.chars().take(300).collect::<String>();
        let typed = typed.iter().map(|(name, value)| ((*name).to_owned(), short(value))).collect();
        let refused = Self { form: form.to_owned(), typed, why };
        let text = serde_json::to_string(&refused).map(|text| percent_encoded(&text)).unwrap_or_default();
        let empty = Self { typed: Vec::new(), ..refused };
        let fits = if text.len() <= LARGEST {
            text
        } else {
            serde_json::to_string(&empty).map(|text| percent_encoded(&text)).unwrap_or_default()
        };
        put(COOKIE, &fits, Some(LIVES));
    }

    /// The form of this name that was refused just now; once. The page then has the status of the refusal.
    pub fn take(form: &str) -> Option<Self> {
        let kept = use_context::<Parts>().and_then(|parts| cookie(&parts, COOKIE))?;
        let refused: Self = serde_json::from_str(&decoded(&kept)).ok().filter(|refused: &Self| refused.form == form)?;
        put(COOKIE, "", Some(0));
        set_status(refused.why.status());
        if let Why::Wait(seconds) | Why::Proof(seconds) = refused.why
            && let Some(response) = use_context::<ResponseOptions>()
        {
            response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        Some(refused)
    }

    /// What was typed into a field.
    pub fn typed(&self, name: &str) -> &str {
        self.typed.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Everything that was kept under a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.typed.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// What is wrong with a field.
    pub fn wrong(&self, field: Field) -> Option<FieldError> {
        match &self.why {
            Why::Fields(fields) => fields.iter().find(|error| error.field == field).copied(),
            _ => None,
        }
    }
}
