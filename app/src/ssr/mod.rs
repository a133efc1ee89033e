//! What only the server has: the shop, the request with its cookies, the answer with its status.

mod address;
mod answer;
mod choices;
mod compared;
mod form;
mod operator;
mod problems;
mod proof_of_work;
mod signed;
mod tickets;
mod told;

use domain::{checkout::COUNTRIES, ids::VisitorId, locale::Locale, money::Currency, time::Timestamp, visit::Visit};
use http::{HeaderValue, header, request::Parts};
use leptos::prelude::{expect_context, use_context};
use leptos_axum::ResponseOptions;
use services::Shop;

pub use address::{here, pairs_of, parameter, parameters};
pub use answer::{keep_private, keep_secret, leads_on, local_path, moved, page_redirect, see_other, set_status};
pub use choices::{
    Household, OWN_PAGES, TOLD_APART, answer_of_browser, choice_cookies, household, is_saved, keep_answer, keep_apart,
    keep_choices, know_saved, preferences, told_apart,
};
pub use compared::{comparison, keep_comparison};
pub use form::{Refused, Why};
pub use operator::{
    behind_the_counter, clerk, close_operator_session, open_operator_session, operator, recent_for, show_new_key,
    take_new_key,
};
pub use proof_of_work::{WithoutProof, must_have_proof};
pub use tickets::{Way, drop_ticket, keep_ticket, ticket};
pub use told::{SecurityContact, Told};

pub use signed::{
    ACTING, PLAIN_SESSION, SECURE_SESSION, browser, close_session, keep_device, keep_pending, must_be_recent,
    must_be_signed, open_acting, open_session, pending, signed, with_next,
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

    /// Whether that is an address of https.
    pub fn is_secure() -> bool {
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

/// How the visitor wants to see the shop, read from the cookies of the request. Whoever is signed in is the visitor of
/// their account.
pub fn visit() -> Visit {
    if let Some(known) = use_context::<Visit>() {
        return known;
    }
    let parts = use_context::<Parts>();
    let cookie = |name: &str| parts.as_ref().and_then(|parts| cookie(parts, name));
    let accepted = parts.as_ref().and_then(|parts| parts.headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok());
    Visit {
        visitor: match signed() {
            Some(signed) => Some(signed.visitor),
            None => cookie("visitor").and_then(|value| value.parse().ok()),
        },
        // A page may be asked for in a language by its address, as search engines do.
        locale: Locale::from_tag(&parameter("lang"))
            .or_else(|| cookie("lang").and_then(|tag| Locale::from_tag(&tag)))
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
