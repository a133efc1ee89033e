//! What every carrier's adapter checks of what it is told, and what becomes of answers that are none.

use domain::{
    catalog::plain_text,
    money::{Currency, Money},
    time::{Date, Timestamp},
};
use reqwest::StatusCode;

use super::{AddressField, AddressProblem, CarrierError, EventTime, Side};
use crate::{http, marketplaces::MarketplaceError, marketplaces::reading::moment};

/// The most services, parcels or events that are read from one answer.
pub const MOST: usize = 500;

const LONGEST_TEXT: usize = 300;

/// Whether a call only asks, or changes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It can be made as often as one likes.
    Asks,
    /// Whether it was done matters.
    Changes,
}

/// Sends a request. What comes back is an answer of the carrier's own, good or bad.
///
/// # Errors
/// [`CarrierError::Unknown`] where something was to be changed and no certain answer came; otherwise why there is no answer.
pub async fn send(request: http::Request, deed: Deed) -> Result<http::Answer, CarrierError> {
    let answer = request.send().await.map_err(|error| failure(error, deed))?;
    match answer.status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(CarrierError::Unauthorised),
        StatusCode::TOO_MANY_REQUESTS => {
            let seconds = answer.headers.get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
            Err(CarrierError::Busy { retry_after: seconds })
        }
        StatusCode::REQUEST_TIMEOUT | StatusCode::CONFLICT => Err(uncertain(answer.status.to_string(), deed)),
        status if status.is_server_error() => Err(uncertain(status.to_string(), deed)),
        _ => Ok(answer),
    }
}

/// Reads a good answer.
///
/// # Errors
/// When it is not what is expected.
pub fn read<T: serde::de::DeserializeOwned>(answer: &http::Answer, deed: Deed) -> Result<T, CarrierError> {
    answer.json().map_err(|error| failure(error, deed))
}

fn failure(error: MarketplaceError, deed: Deed) -> CarrierError {
    match (deed, error) {
        (Deed::Changes, error) => CarrierError::Unknown(error.to_string()),
        (Deed::Asks, MarketplaceError::TooSlow) => CarrierError::TooSlow,
        (Deed::Asks, MarketplaceError::Unintelligible(why)) => CarrierError::Unintelligible(why),
        (Deed::Asks, error) => CarrierError::Unavailable(error.to_string()),
    }
}

fn uncertain(why: String, deed: Deed) -> CarrierError {
    match deed {
        Deed::Asks => CarrierError::Unavailable(why),
        Deed::Changes => CarrierError::Unknown(why),
    }
}

/// The carrier's words as plain text of bounded length.
pub fn words(text: &str) -> String {
    plain_text(text, LONGEST_TEXT)
}

/// Words put together, without those that are empty.
pub fn joined<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> String {
    let parts: Vec<&str> = parts.into_iter().flatten().map(str::trim).filter(|part| !part.is_empty()).collect();
    words(&parts.join(", "))
}

/// A price as carriers write it, rounded up to the minor unit: what a carrier bills to a tenth of a cent never costs less
/// than was said. `None` for what is no price of a shipment.
pub fn price(decimal: &str, currency: &str) -> Option<Money> {
    let currency: Currency = currency.parse().ok()?;
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    let (kept, dropped) = fraction.split_at_checked(fraction.len().min(currency.exponent() as usize))?;
    let exact = Money::from_decimal(&format!("{whole}.{kept}"), currency).ok()?;
    let digits = dropped.bytes().all(|digit| digit.is_ascii_digit());
    let more = i64::from(dropped.bytes().any(|digit| digit != b'0'));
    let price = exact.plus(Money::new(more, currency)).ok()?;
    (digits && price.minor > 0).then_some(price)
}

/// A moment, or the time that the clocks of a place showed where no offset is told.
pub fn event_time(text: &str) -> Option<EventTime> {
    let at = moment(text)?;
    let rest = text.get(19..)?;
    let has_offset = rest.ends_with(['Z', 'z']) || rest.contains(['+', '-']);
    Some(if has_offset { EventTime::At(at) } else { EventTime::Local(at) })
}

/// The calendar day in a date or a moment, as it is written there.
pub fn day(text: &str) -> Option<Date> {
    let day = text.get(0..10)?;
    moment(&format!("{day}T00:00:00Z")).map(Timestamp::date).filter(|date| date.to_string() == day)
}

/// Calendar days from one day to another; `None` where the other is earlier.
pub fn days_between(from: Date, to: Date) -> Option<u16> {
    u16::try_from(to.days() - from.days()).ok()
}

/// Reads out of the words of a refusal whose address it is about, and which part of it; `None` where it is about none.
///
/// Carriers have hundreds of codes; what is alike in them is that they name the side and the part.
pub fn address_problem(named: &str, why: &str) -> Option<AddressProblem> {
    // the part of DHL's documents in which an address stands is no postcode
    let named = named.to_ascii_lowercase().replace("postaladdress", "address");
    let has = |words: &[&str]| words.iter().any(|word| named.contains(word));
    let is_sender = has(&["shipper", "origin", "sender", "from_address"]);
    let is_recipient = has(&["recipient", "receiver", "destination", "to_address", "consignee"]);
    let parts = [
        (AddressField::Postcode, &["postal", "postcode", "zip"][..]),
        (AddressField::Region, &["state", "province"]),
        (AddressField::Country, &["country"]),
        (AddressField::City, &["city"]),
        (AddressField::Street, &["street", "addressline"]),
        (AddressField::Phone, &["phone"]),
        (AddressField::Name, &["personname", "fullname"]),
        (AddressField::Whole, &["address", "location", "noservice"]),
    ];
    let field = parts.iter().find(|(_, words)| has(words)).map(|(field, _)| *field)?;
    let about_addresses = is_sender || is_recipient || has(&["address", "postal", "noservice"]);
    // where no side is named it is the recipient's, the only one that shoppers type
    let side = if is_sender && !is_recipient { Side::Sender } else { Side::Recipient };
    about_addresses.then(|| AddressProblem { side, field, why: words(why) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_to_the_minor_unit_and_never_rounded_down() {
        let euros = |minor| Some(Money::new(minor, Currency::Eur));
        assert_eq!(price("89.25", "EUR"), euros(8_925));
        assert_eq!(price("89", "EUR"), euros(8_900));
        assert_eq!(price("89.251", "eur"), euros(8_926));
        assert_eq!(price("89.2500", "EUR"), euros(8_925));
        assert_eq!(price("120.1", "JPY"), Some(Money::new(121, Currency::Jpy)));
        for wrong in ["0", "0.00", "-1", "1e9", "1.2.3", "abc", "", "1.00x", "1,5"] {
            assert_eq!(price(wrong, "EUR"), None, "{wrong}");
        }
        assert_eq!(price("1", "XXX"), None);
    }

    #[test]
    fn a_time_without_an_offset_stays_the_places_own() {
        assert_eq!(event_time("1970-01-01T00:01:00+00:00"), Some(EventTime::At(Timestamp(60_000))));
        assert_eq!(event_time("1970-01-01T01:01:00.000+01:00"), Some(EventTime::At(Timestamp(60_000))));
        assert_eq!(event_time("1970-01-01T00:01:00Z"), Some(EventTime::At(Timestamp(60_000))));
        assert_eq!(event_time("1970-01-01T00:01:00"), Some(EventTime::Local(Timestamp(60_000))));
        assert_eq!(event_time("yesterday"), None);
        assert_eq!(day("2026-11-24T18:00:00").map(|day| day.to_string()).as_deref(), Some("2026-11-24"));
        assert_eq!(day("2026-02-31"), None);
    }

    #[test]
    fn a_refusal_names_whose_address_and_which_part() {
        let told = |named: &str| address_problem(named, "no").map(|problem| (problem.side, problem.field));
        let of = |side, field| Some((side, field));
        assert_eq!(told("RECIPIENT.POSTALCODE.INVALID"), of(Side::Recipient, AddressField::Postcode));
        assert_eq!(told("ORIGIN.POSTALCODE.MISSING.ORINVALID"), of(Side::Sender, AddressField::Postcode));
        assert_eq!(told("SHIPPER.STATEORPROVINCECODE.INVALID"), of(Side::Sender, AddressField::Region));
        let pointer = |part: &str| format!("#/customerDetails/receiverDetails/postalAddress/{part}");
        assert_eq!(told(&pointer("cityName")), of(Side::Recipient, AddressField::City));
        assert_eq!(told(&pointer("postalCode")), of(Side::Recipient, AddressField::Postcode));
        assert_eq!(told("RATE.LOCATION.NOSERVICE"), of(Side::Recipient, AddressField::Whole));
        assert_eq!(told("ACCOUNT.NUMBER.MISMATCH"), None);
        assert_eq!(told("SERVICETYPE.NOT.ALLOWED"), None);
    }
}
