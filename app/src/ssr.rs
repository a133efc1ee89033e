//! What only the server has: the request's cookies, the shop, cookies and redirects of the answer.

use domain::{checkout::COUNTRIES, ids::VisitorId, locale::Locale, money::Currency, time::Timestamp, visit::Visit};
use http::{HeaderName, HeaderValue, StatusCode, header, request::Parts};
use leptos::{
    prelude::{expect_context, use_context},
    server_fn::{
        codec::JsonEncoding,
        error::{FromServerFnError, ServerFnErrorErr},
    },
};
use leptos_axum::ResponseOptions;
use services::{ServiceError, Shop};

use crate::{
    i18n,
    problem::{ApiError, ProblemKind},
    texts::Plural,
};

/// Where the shop is reached from outside, such as `https://shop.example`; without a slash at its end.
#[derive(Clone, Debug)]
pub struct PublicUrl(pub String);

impl PublicUrl {
    /// The full address of a path of ours.
    pub fn of(path: &str) -> String {
        let base = use_context::<Self>().map(|url| url.0).unwrap_or_default();
        format!("{}{path}", base.trim_end_matches('/'))
    }

    fn is_secure() -> bool {
        use_context::<Self>().is_some_and(|url| url.0.starts_with("https://"))
    }
}

/// Light, dark, or as the visitor's system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All themes, as the menu shows them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its word in the cookie and on the page.
    pub fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.word() == word)
    }
}

const ONE_YEAR: u32 = 31_536_000;

/// The shop.
pub fn shop() -> Shop {
    expect_context::<Shop>()
}

/// Now, by the server's clock.
pub fn now() -> Timestamp {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// How the visitor wants to see the shop, read from the cookies of the request.
pub fn visit() -> Visit {
    if let Some(known) = use_context::<Visit>() {
        return known;
    }
    let parts = use_context::<Parts>();
    let cookie = |name: &str| parts.as_ref().and_then(|parts| cookie(parts, name));
    let accepted = parts.as_ref().and_then(|parts| parts.headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok());
    Visit {
        visitor: cookie("visitor").and_then(|value| value.parse().ok()),
        locale: cookie("lang")
            .and_then(|tag| Locale::from_tag(&tag))
            .unwrap_or_else(|| Locale::from_accept_language(accepted.unwrap_or_default())),
        currency: cookie("currency").and_then(|code| offered(&code)).unwrap_or(Currency::Eur),
        country: cookie("country").filter(|code| COUNTRIES.contains(&code.as_str())).unwrap_or_else(|| "PT".to_owned()),
    }
}

/// A currency that a shopper may choose.
pub fn offered(code: &str) -> Option<Currency> {
    let currency: Currency = code.parse().ok()?;
    let currencies = use_context::<Shop>().map(|shop| shop.currencies()).unwrap_or_default();
    currencies.contains(&currency).then_some(currency)
}

/// The visitor's choice between light and dark.
pub fn theme() -> Theme {
    let chosen = use_context::<Parts>().and_then(|parts| cookie(&parts, "theme"));
    chosen.and_then(|word| Theme::from_word(&word)).unwrap_or_default()
}

/// The visit with a visitor: the known one, or a new one that the answer's cookie makes known.
pub fn ensure_visitor() -> Visit {
    let mut visit = visit();
    if visit.visitor.is_none() {
        let id = format!("{:032x}", rand::random::<u128>());
        set_cookie("visitor", &id, true);
        visit.visitor = VisitorId::try_from(id).ok();
    }
    visit
}

fn cookie(parts: &Parts, name: &str) -> Option<String> {
    let lines = parts.headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
}

/// Sets a cookie for a year. `hidden` ones cannot be read by scripts.
pub fn set_cookie(name: &str, value: &str, hidden: bool) {
    let hidden = if hidden { "; HttpOnly" } else { "" };
    let secure = if PublicUrl::is_secure() { "; Secure" } else { "" };
    let cookie = format!("{name}={value}; Path=/; Max-Age={ONE_YEAR}; SameSite=Lax{hidden}{secure}");
    if let (Some(response), Ok(cookie)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(&cookie)) {
        response.append_header(header::SET_COOKIE, cookie);
    }
}

/// Tells the browser how many things the cart holds, so that pages need not.
pub fn tell_count(count: u32) {
    set_cookie("cart_count", &count.to_string(), false);
}

/// The path and question of the page that is being shown.
pub fn here() -> String {
    use_context::<Parts>()
        .and_then(|parts| parts.uri.path_and_query().map(ToString::to_string))
        .unwrap_or_else(|| "/".to_owned())
}

/// The parameters of the address, in their order; what repeats is kept.
pub fn parameters() -> Vec<(String, String)> {
    let question = use_context::<Parts>().and_then(|parts| parts.uri.query().map(str::to_owned)).unwrap_or_default();
    let pairs = question.split('&').filter(|pair| !pair.is_empty()).take(100);
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
        .collect()
}

/// The value of a parameter of the address; empty where there is none.
pub fn parameter(name: &str) -> String {
    parameters().into_iter().find(|(known, _)| known == name).map(|(_, value)| value).unwrap_or_default()
}

/// Reads `application/x-www-form-urlencoded`; what is not UTF-8 becomes a replacement character.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |byte: u8| char::from(byte).to_digit(16);
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) if hex(*high).is_some() && hex(*low).is_some() => {
                let value = hex(*high).zip(hex(*low)).map_or(0, |(high, low)| high * 16 + low);
                bytes.push(u8::try_from(value).unwrap_or(b'?'));
                rest = tail;
            }
            (b'+', _) => {
                bytes.push(b' ');
                rest = tail;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A path of our own to go back to; anything else becomes the fallback.
pub fn local_path(wanted: &str, fallback: &str) -> String {
    let letters = wanted.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'"' | b'<' | b'>'));
    let local = wanted.starts_with('/') && !wanted.starts_with("//") && letters && wanted.len() <= 2000;
    if local && !wanted.starts_with("/api/") { wanted.to_owned() } else { fallback.to_owned() }
}

/// Sends a form that was posted without scripts on to a page. Scripts get their answer and stay.
pub fn see_other(path: &str) {
    let (Some(parts), Some(response)) = (use_context::<Parts>(), use_context::<ResponseOptions>()) else { return };
    let accepts = parts.headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accepts.contains("text/html")
        && let Ok(location) = HeaderValue::from_str(path)
    {
        response.insert_header(header::LOCATION, location);
        response.set_status(StatusCode::SEE_OTHER);
    }
}

/// Sends the browser on to another page while a page is being made.
pub fn page_redirect(path: &str) {
    if let (Some(response), Ok(location)) = (use_context::<ResponseOptions>(), HeaderValue::from_str(path)) {
        response.insert_header(header::LOCATION, location);
        response.set_status(StatusCode::SEE_OTHER);
    }
}

/// Sets the status of the answer.
pub fn set_status(status: StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Keeps an answer out of shared and browser caches.
pub fn keep_private() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// Keeps a page out of search engines, and its address out of other sites' logs.
pub fn keep_secret() {
    keep_private();
    if let Some(response) = use_context::<ResponseOptions>() {
        response.insert_header(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
        response.insert_header(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    }
}

impl ProblemKind {
    /// The status an answer has with it.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::OutOfStock | Self::HandOffOnly | Self::CartFull | Self::CartEmpty | Self::Conflict => {
                StatusCode::CONFLICT
            }
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
        let field = self.field.as_deref().filter(|field| *field == "quantity");
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
            ServiceError::Unavailable(reason) => {
                tracing::warn!(%reason, "somebody else does not answer");
                (ProblemKind::Unavailable, None)
            }
            ServiceError::BadMessage | ServiceError::InvalidId(_) => (ProblemKind::Invalid, None),
            ServiceError::Money(_) | ServiceError::Store(_) => {
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

/// A text in all its plural forms, for islands that count.
pub fn plural(locale: Locale, key: &str) -> Plural {
    let form = |sample: u32| {
        let text = i18n::t_with(locale, key, &[("count", sample.into())]);
        text.replacen(&sample.to_string(), "{count}", 1)
    };
    Plural(Plural::SAMPLES.into_iter().map(form).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_our_own_are_gone_back_to() {
        assert_eq!(local_path("/cart?x=1", "/"), "/cart?x=1");
        for foreign in
            ["//evil.example", "https://evil.example", "/\\evil.example", "/api/cart/add", "", "/a b", "/a\r\nb"]
        {
            assert_eq!(local_path(foreign, "/"), "/", "{foreign:?}");
        }
    }

    #[test]
    fn parameters_are_read_as_forms_write_them() {
        assert_eq!(decoded("a+b%20c%26%C3%A9%zz%"), "a b c&é%zz%");
    }
}
