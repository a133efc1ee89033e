//! The HTML of the hosted page: the card form, the bank's question, and every way it can have ended.

use std::fmt::Write as _;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::book::{Intent, Session};
use super::cards::{self, CARDS, Decline};
use super::page::{Width, page};
use super::params::Params;
use crate::pages::escape;

const HEADER: &str = "<header><svg viewBox=\"0 0 40 40\" aria-hidden=\"true\"><rect x=\"4\" y=\"9\" width=\"32\" \
    height=\"23\" rx=\"5\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"3\"/><path d=\"M4 17h32\" \
    stroke=\"currentColor\" stroke-width=\"4\"/></svg>Practice payments<span class=\"where\">No money moves</span></header>";

/// What the buyer typed, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardForm {
    number: String,
    expiry: String,
    name: String,
    /// The card number, where it is one.
    pub digits: Option<String>,
    number_problem: Option<&'static str>,
    expiry_problem: Option<&'static str>,
    code_problem: Option<&'static str>,
}

impl Default for CardForm {
    /// The form as it first appears, filled in with the card that is approved.
    fn default() -> Self {
        Self {
            number: CARDS[0].0.to_owned(),
            expiry: "12 / 34".to_owned(),
            name: String::new(),
            digits: None,
            number_problem: None,
            expiry_problem: None,
            code_problem: None,
        }
    }
}

impl CardForm {
    /// Reads what was typed and judges it at this moment.
    pub fn read(params: &Params, now_ms: i64) -> Self {
        let field = |name| params.text(name).unwrap_or_default().trim().chars().take(60).collect::<String>();
        let (number, expiry, code) = (field("card_number"), field("expiry"), field("security_code"));
        let digits = cards::digits(&number);
        let code_good = (3..=4).contains(&code.len()) && code.bytes().all(|digit| digit.is_ascii_digit());
        Self {
            number_problem: digits.is_none().then_some("This is not a card number. Check the digits."),
            expiry_problem: expiry_problem(&expiry, now_ms),
            code_problem: (!code_good).then_some("Three or four digits, from the back of the card."),
            name: field("cardholder"),
            number,
            expiry,
            digits,
        }
    }

    /// The same form after the bank said no.
    pub fn refused(self, why: Decline) -> Self {
        Self { number_problem: Some(why.message()), ..self }
    }

    /// Whether everything can go to the bank.
    pub fn is_good(&self) -> bool {
        self.number_problem.is_none() && self.expiry_problem.is_none() && self.code_problem.is_none()
    }
}

fn expiry_problem(text: &str, now_ms: i64) -> Option<&'static str> {
    let read = || {
        let (month, year) = text.split_once('/')?;
        let (month, year): (i64, i64) = (month.trim().parse().ok()?, year.trim().parse().ok()?);
        let year = if year < 100 { year + 2000 } else { year };
        ((1..=12).contains(&month) && (2000..=2100).contains(&year)).then_some((month, year))
    };
    let Some((month, year)) = read() else {
        return Some("Month and year, such as 12 / 34.");
    };
    // Exact to the day is for banks; the average length of a month will do here.
    let months_now = now_ms / 2_629_746_000 + 1970 * 12;
    (year * 12 + month - 1 < months_now).then_some("This card has expired.")
}

/// The page with the card form.
pub fn payment(session: &Session, intent: &Intent, form: &CardForm) -> Response {
    let total = escape(&intent.currency.shown(intent.amount));
    let mut items = String::new();
    for item in session.items.iter().take(20) {
        let sum = escape(&intent.currency.shown(item.unit_minor.saturating_mul(item.quantity)));
        let count = if item.quantity > 1 { format!("{} × ", item.quantity) } else { String::new() };
        let _ = write!(items, "<li><span dir=\"auto\">{count}{}</span><b>{sum}</b></li>", escape(&item.name));
    }
    let trouble = if form.number_problem.is_some() || form.expiry_problem.is_some() || form.code_problem.is_some() {
        "<p class=\"trouble\" role=\"alert\">The payment did not go through. See below.</p>"
    } else {
        ""
    };
    let number = input(
        "card_number",
        "Card number",
        &form.number,
        form.number_problem,
        "inputmode=\"numeric\" autocomplete=\"cc-number\"",
    );
    let expiry = input(
        "expiry",
        "Expires",
        &form.expiry,
        form.expiry_problem,
        "inputmode=\"numeric\" autocomplete=\"cc-exp\" placeholder=\"MM / YY\"",
    );
    let code = input(
        "security_code",
        "Security code",
        "123",
        form.code_problem,
        "inputmode=\"numeric\" autocomplete=\"cc-csc\"",
    );
    let name = input("cardholder", "Name on card (optional)", &form.name, None, "autocomplete=\"cc-name\"");
    let mut hints = String::new();
    for (number, what) in CARDS {
        let _ = write!(hints, "<tr><td>{number}</td><td>{what}</td></tr>");
    }
    let hold = if intent.manual {
        "<small>Onecart holds this sum and takes only what the shops confirm. The rest is released.</small>"
    } else {
        ""
    };
    let body = format!(
        "{HEADER}<main><h1>Pay Onecart</h1><p class=\"total\">{total}</p><p>{hold}</p><ul class=\"items\">{items}</ul>{trouble}\
         <form method=\"post\" action=\"/pay/{id}\" novalidate>{number}<div class=\"pair\">{expiry}{code}</div>{name}\
         <button class=\"primary\">Pay {total}</button></form>{back}\
         <details><summary>Cards to practise with</summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" \
         aria-label=\"Cards to practise with\"><table><thead><tr><th scope=\"col\">Number</th><th scope=\"col\">What happens\
         </th></tr></thead><tbody>{hints}</tbody></table></div></details></main>",
        id = escape(&session.id),
        back = back(session),
    );
    page(&format!("Pay {} to Onecart", intent.currency.shown(intent.amount)), &body, Width::Narrow)
}

fn input(name: &str, label: &str, value: &str, problem: Option<&str>, more: &str) -> String {
    let (label, value) = (escape(label), escape(value));
    let (state, told) = match problem {
        Some(problem) => (
            format!(" aria-invalid=\"true\" aria-describedby=\"{name}-problem\""),
            format!("<p class=\"error\" id=\"{name}-problem\">{}</p>", escape(problem)),
        ),
        None => (String::new(), String::new()),
    };
    format!(
        "<div class=\"field\"><label for=\"{name}\">{label}</label>\
         <input id=\"{name}\" name=\"{name}\" value=\"{value}\" {more}{state}>{told}</div>"
    )
}

fn back(session: &Session) -> String {
    let link =
        |url: &String| format!("<p class=\"back\"><a href=\"{}\">Cancel and return to Onecart</a></p>", escape(url));
    session.cancel_url.as_ref().map(link).unwrap_or_default()
}

/// The bank asks whether it is really the buyer.
pub fn challenge(session: &Session, intent: &Intent) -> Response {
    let total = escape(&intent.currency.shown(intent.amount));
    let last_four = escape(intent.last_four.as_deref().unwrap_or("····"));
    let body = format!(
        "<header>Practice Bank<span class=\"where\">No money moves</span></header><main><h1>Is this you?</h1>\
         <p>Onecart asks for <b>{total}</b> from your card ending {last_four}.</p>\
         <form method=\"post\" action=\"/pay/{}/challenge\"><button class=\"primary\" name=\"answer\" value=\"approve\">\
         Yes, approve {total}</button><button name=\"answer\" value=\"reject\">No, reject it</button></form></main>",
        escape(&session.id),
    );
    page("Confirm a payment · Practice Bank", &body, Width::Narrow)
}

/// The bank has not answered yet.
pub fn at_the_bank(session: &Session) -> Response {
    let body = format!(
        "{HEADER}<main><h1>Your bank is still at it</h1><p>The payment is with your bank. You need not pay again.</p>\
         <a class=\"button primary\" href=\"/pay/{}\">Look again</a></main>",
        escape(&session.id),
    );
    page("Waiting for your bank", &body, Width::Narrow)
}

/// The page was closed unpaid.
pub fn expired(session: &Session) -> Response {
    let body = format!(
        "{HEADER}<main><h1>This payment page has expired</h1><p>Nothing was charged.</p>{}</main>",
        back(session)
    );
    (StatusCode::GONE, page("Expired", &body, Width::Narrow)).into_response()
}

/// There is no such page.
pub fn unknown() -> Response {
    let body = format!("{HEADER}<main><h1>No such payment</h1><p>Go back to the shop and try again.</p></main>");
    (StatusCode::NOT_FOUND, page("No such payment", &body, Width::Narrow)).into_response()
}
