//! From what services say to what a person reads, with the status of the answer.

use http::{HeaderValue, StatusCode, header};
use leptos::{
    prelude::use_context,
    server_fn::{
        codec::JsonEncoding,
        error::{FromServerFnError, ServerFnErrorErr},
    },
};
use leptos_axum::ResponseOptions;
use services::{ServiceError, accounts::AccountError};

use super::{parameter, see_other, set_status, visit};
use crate::{
    i18n,
    problem::{ApiError, ProblemKind},
};

impl ProblemKind {
    /// The status an answer has with it.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Invalid | Self::NotOffered => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::OutOfStock
            | Self::HandOffOnly
            | Self::CartFull
            | Self::CartEmpty
            | Self::Conflict
            | Self::WalletShort => StatusCode::CONFLICT,
            Self::SignInRequired => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Gone => StatusCode::GONE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl ApiError {
    /// Trouble of a kind, in the visitor's language.
    pub fn of(kind: ProblemKind, left: Option<u32>) -> Self {
        let locale = visit().locale;
        let message = match left.filter(|_| kind == ProblemKind::OutOfStock) {
            Some(left) if left > 0 => i18n::t_with(locale, "problem-only-left", &[("count", left.into())]),
            _ => i18n::t(locale, &format!("problem-{}", kind.word())).into_owned(),
        };
        Self { kind, field: None, left, message }
    }

    /// A field that makes no sense.
    pub fn invalid(field: &str) -> Self {
        let mut problem = Self::of(ProblemKind::Invalid, None);
        if field == "quantity" {
            problem.message = i18n::t(visit().locale, "problem-quantity").into_owned();
        }
        Self { field: Some(field.to_owned()), ..problem }
    }

    /// The trouble as parameters of an address, for the page that tells it where scripts do not run.
    pub fn parameters(&self) -> String {
        let left = self.left.map(|left| format!("&left={left}")).unwrap_or_default();
        let of_a_form = |field: &str| field.starts_with("promotion-") || field.starts_with("group-");
        let field = self.field.as_deref().filter(|field| matches!(*field, "quantity" | "amount") || of_a_form(field));
        let field = field.map(|field| format!("&field={field}")).unwrap_or_default();
        format!("problem={}{left}{field}", self.kind.word())
    }

    /// The trouble an address tells of.
    pub fn of_address() -> Option<Self> {
        let kind = ProblemKind::from_word(&parameter("problem"))?;
        if kind == ProblemKind::Invalid {
            return Some(Self::invalid(&parameter("field")));
        }
        Some(Self::of(kind, parameter("left").parse().ok()))
    }
}

impl From<AccountError> for ApiError {
    /// The same for what is said about accounts: the first wrong field, how long to wait.
    fn from(error: AccountError) -> Self {
        let problem = match error {
            AccountError::Fields(fields) => match fields.first() {
                Some(first) => Self::invalid(first.field.word()),
                None => Self::of(ProblemKind::Invalid, None),
            },
            AccountError::Link => Self::of(ProblemKind::Gone, None),
            AccountError::Suspended => Self::of(ProblemKind::Forbidden, None),
            AccountError::Busy => Self::of(ProblemKind::Unavailable, None),
            AccountError::Wait { seconds } => {
                if let Some(response) = use_context::<ResponseOptions>() {
                    response.insert_header(header::RETRY_AFTER, HeaderValue::from(seconds));
                }
                Self::of(ProblemKind::TooMany, None)
            }
            AccountError::Service(error) => return error.into(),
        };
        set_status(problem.kind.status());
        problem
    }
}

impl From<ServiceError> for ApiError {
    /// Puts what a service says into a person's words, sets the status of the answer, and logs what is ours to mend.
    fn from(error: ServiceError) -> Self {
        let (kind, left) = match &error {
            ServiceError::NotFound => (ProblemKind::NotFound, None),
            ServiceError::OutOfStock { left } => (ProblemKind::OutOfStock, *left),
            ServiceError::HandOffOnly => (ProblemKind::HandOffOnly, None),
            ServiceError::CartFull(_) => (ProblemKind::CartFull, None),
            ServiceError::CartEmpty => (ProblemKind::CartEmpty, None),
            ServiceError::Conflict => (ProblemKind::Conflict, None),
            ServiceError::KeyReused => (ProblemKind::Conflict, None),
            ServiceError::WalletShort { .. } => (ProblemKind::WalletShort, None),
            ServiceError::NotOffered => (ProblemKind::NotOffered, None),
            ServiceError::AmountOutOfRange { .. } | ServiceError::RefundTooLarge { .. } => (ProblemKind::Invalid, None),
            ServiceError::Unavailable(reason) => {
                tracing::warn!(%reason, "somebody else does not answer");
                (ProblemKind::Unavailable, None)
            }
            ServiceError::BadMessage | ServiceError::InvalidId(_) => (ProblemKind::Invalid, None),
            ServiceError::Store(error) if error.is_outage() => {
                tracing::error!(%error, "the database is not available");
                (ProblemKind::Unavailable, None)
            }
            ServiceError::Money(_) | ServiceError::Promotions(_) | ServiceError::Store(_) => {
                tracing::error!(?error, "a request failed");
                (ProblemKind::Internal, None)
            }
        };
        Self::of(kind, left)
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    /// A form that cannot be read at all is the sender's trouble, anything else is ours. Either is told on the home page
    /// where scripts do not run: nobody knows which page the form came from.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let kind = match error {
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::Deserialization(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => ProblemKind::Invalid,
            _ => ProblemKind::Internal,
        };
        set_status(kind.status());
        let problem = Self::of(kind, None);
        see_other(&format!("/?{}", problem.parameters()));
        problem
    }
}
