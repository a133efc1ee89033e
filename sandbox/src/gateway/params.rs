//! Form parameters in the nested spelling of the API: `line_items[0][price_data][currency]=eur`.

use std::collections::BTreeMap;

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, Request};

use super::problem::Problem;

/// The largest body we read.
pub const LARGEST_BODY: usize = 256 * 1024;

/// All parameters of a request by their full name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(BTreeMap<String, String>);

impl Params {
    /// Reads a query string or a form body; of a name that comes twice the last one counts.
    pub fn read(text: &[u8]) -> Self {
        Self(url::form_urlencoded::parse(text).into_owned().collect())
    }

    /// The value of a parameter, unless it is missing or empty.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The value of a parameter that must be there.
    ///
    /// # Errors
    /// When it is missing or empty.
    pub fn required(&self, name: &str) -> Result<&str, Problem> {
        self.text(name).ok_or_else(|| Problem::missing(name))
    }

    /// A whole number, where the parameter is there.
    ///
    /// # Errors
    /// When it is there and not a whole number.
    pub fn integer(&self, name: &str) -> Result<Option<i64>, Problem> {
        let read = |text: &str| text.parse().map_err(|_| Problem::invalid(name, format!("Invalid integer: {text}")));
        self.text(name).map(read).transpose()
    }

    /// How many objects a list may have: 1 to 100, 10 where nothing is said.
    ///
    /// # Errors
    /// When the number lies outside.
    pub fn limit(&self) -> Result<usize, Problem> {
        match self.integer("limit")? {
            None => Ok(10),
            Some(limit @ 1..=100) => Ok(limit as usize),
            Some(_) => Err(Problem::invalid("limit", "This value must be between 1 and 100.")),
        }
    }

    /// The entries of `name[…]`, such as all metadata.
    ///
    /// # Errors
    /// When there are more than 50, or a name or value is too long.
    pub fn entries(&self, name: &str) -> Result<BTreeMap<String, String>, Problem> {
        let inner = |full: &str| Some(full.strip_prefix(name)?.strip_prefix('[')?.strip_suffix(']')?.to_owned());
        let found = self.0.iter().filter_map(|(full, value)| Some((inner(full)?, value.clone())));
        let entries: BTreeMap<_, _> = found.collect();
        let too_long = |(key, value): (&String, &String)| key.len() > 40 || value.len() > 500;
        if entries.len() > 50 || entries.iter().any(too_long) {
            return Err(Problem::invalid(name, "At most 50 entries, names of 40 and values of 500 letters."));
        }
        Ok(entries)
    }

    /// The values of `name[]`, or of `name[0]` and so on.
    pub fn list(&self, name: &str) -> Vec<String> {
        let of_list =
            |full: &str| full.strip_prefix(name).is_some_and(|rest| rest.starts_with('[') && rest.ends_with(']'));
        self.0.iter().filter(|(full, _)| of_list(full)).map(|(_, value)| value.clone()).collect()
    }

    /// Says no to parameters the endpoint does not have, judged by the name before the first bracket.
    ///
    /// # Errors
    /// When there is one.
    pub fn only(&self, known: &[&str]) -> Result<(), Problem> {
        let root = |name: &String| name.split('[').next().unwrap_or_default().to_owned();
        match self.0.keys().find(|name| !known.contains(&root(name).as_str())) {
            Some(unknown) => Err(Problem::unknown_parameter(unknown)),
            None => Ok(()),
        }
    }

    /// The parameters in a fixed order, to tell whether two requests ask for the same.
    pub fn canonical(&self) -> String {
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish()
    }
}

impl<S: Sync> FromRequest<S> for Params {
    type Rejection = Problem;

    /// The query parameters, overlaid with the form in the body.
    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let body: Bytes =
            to_bytes(body, LARGEST_BODY).await.map_err(|_| Problem::invalid("", "The request body is too large."))?;
        let mut params = Self::read(parts.uri.query().unwrap_or_default().as_bytes());
        params.0.extend(Self::read(&body).0);
        Ok(params)
    }
}
