//! Parameters of a request, from the query and from a JSON or form body alike; the body wins.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use serde_json::{Map, Value};

use super::refusal::Refusal;

/// The largest body we read.
const LARGEST_BODY: usize = 256 * 1024;

/// All parameters by name.
#[derive(Clone, Debug, Default)]
pub struct Input(pub Map<String, Value>);

impl Input {
    /// A text; numbers count as text.
    pub fn text(&self, name: &str) -> Option<String> {
        match self.0.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(boolean) => Some(boolean.to_string()),
            _ => None,
        }
    }

    /// A text that must be there.
    ///
    /// # Errors
    /// When it is not, or is something else.
    pub fn required(&self, name: &str) -> Result<String, Refusal> {
        self.text(name).ok_or_else(|| Refusal::missing(name))
    }

    /// A whole number, where it is there.
    ///
    /// # Errors
    /// When it is there and not a whole number.
    pub fn integer(&self, name: &str) -> Result<Option<i64>, Refusal> {
        let wrong = || Refusal::invalid(name, &format!("{name} is not of type integer."));
        let Some(value) = self.0.get(name).filter(|value| !value.is_null()) else {
            return Ok(None);
        };
        let text = self.text(name).filter(|_| !value.is_boolean()).ok_or_else(wrong)?;
        text.trim().parse().map(Some).map_err(|_| wrong())
    }

    /// An object, where it is there.
    ///
    /// # Errors
    /// When it is there and something else.
    pub fn object(&self, name: &str) -> Result<Option<&Map<String, Value>>, Refusal> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Object(object)) => Ok(Some(object)),
            Some(_) => Err(Refusal::invalid(name, &format!("{name} is not of type object."))),
        }
    }
}

impl<S: Sync> FromRequest<S> for Input {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let pairs = |text: &[u8]| -> Vec<(String, Value)> {
            url::form_urlencoded::parse(text)
                .map(|(name, value)| (name.into_owned(), value.into_owned().into()))
                .collect()
        };
        let mut all: Map<String, Value> = pairs(parts.uri.query().unwrap_or_default().as_bytes()).into_iter().collect();
        let body = to_bytes(body, LARGEST_BODY)
            .await
            .map_err(|_| Refusal::new(413, "rest_too_large", "The request is too large."))?;
        let kind = parts.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.starts_with("application/x-www-form-urlencoded") {
            all.extend(pairs(&body));
        } else if !body.iter().all(u8::is_ascii_whitespace) {
            match serde_json::from_slice(&body) {
                Ok(Value::Object(object)) => all.extend(object),
                _ => {
                    return Err(Refusal::new(400, "rest_invalid_json", "Invalid JSON body passed."));
                }
            }
        }
        Ok(Self(all))
    }
}
