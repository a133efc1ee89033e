//! The telephone number of an account, proved by a code in a text message. It is no second factor: numbers are taken over
//! too easily (decision 0020).

use connectors::messages::sms::SmsError;
use domain::{ids::AccountId, locale::Locale, security_event::SecurityEventKind, time::Timestamp};
use rand::Rng;
use secrecy::ExposeSecret;
use store::factors::phones::{self as stored, NewCode};

use crate::{
    ServiceError, Shop,
    accounts::{Recent, Signed},
    jobs::Problem,
    now,
    secrets::Place,
    shop::commit,
};

/// For how long a code is good.
const LIVES: i64 = 10 * Timestamp::MINUTE;

/// How often a code may be tried.
const TRIES: u32 = 5;

/// How many codes an account may ask for in an hour, and how many are sent to one number.
const MOST_OF_ACCOUNT: u32 = 5;
const MOST_TO_NUMBER: u32 = 5;

const HOUR: i64 = 60 * Timestamp::MINUTE;

/// For how long codes that were sent are counted before they are forgotten.
const COUNTED: i64 = Timestamp::DAY;

/// Why no code was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberProblem {
    /// It is no number with its country's prefix.
    Malformed,
    /// Too many codes were sent within an hour.
    TooMany,
}

/// What became of a code that was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneOutcome {
    /// The number is the account's.
    Proved,
    /// The code is not right.
    Wrong,
    /// There is no code that could be typed: it is too old, or had all its tries.
    Over,
}

/// A number as it is kept: `+` and 8 to 15 digits (ITU-T E.164).
fn number(typed: &str) -> Option<String> {
    let plain: String = typed.chars().filter(|letter| !letter.is_whitespace() && !"-.()/".contains(*letter)).collect();
    let plain = plain.strip_prefix("00").map_or_else(|| plain.clone(), |rest| format!("+{rest}"));
    let digits = plain.strip_prefix('+')?;
    let fits = (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    (fits && !digits.starts_with('0')).then_some(plain)
}

fn place(id: &str) -> Place<'_> {
    Place { table: "phone_code", column: "message", row: id }
}

impl Shop {
    /// Has a code sent to a number.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where this shop sends no text messages.
    pub async fn send_phone_code(
        &self,
        who: &Recent,
        typed: &str,
        locale: Locale,
    ) -> Result<Result<(), NumberProblem>, ServiceError> {
        if !self.can_text() {
            return Err(ServiceError::NotFound);
        }
        let Some(number) = number(typed) else { return Ok(Err(NumberProblem::Malformed)) };
        let account = who.signed().account.clone();
        let code = format!("{:06}", rand::rng().random_range(0..1_000_000));
        let id = uuid::Uuid::now_v7().simple().to_string();
        let message = self.texts.with(locale, "sms-code", &[("code", code.clone())]);
        let new = NewCode {
            hash: self.keyed("phone code", &account, &code),
            message: self.secrets.seal(place(&id), message.as_bytes()),
            expires_at: now().plus(LIVES),
            id,
            account,
            number,
        };
        Ok(commit!(self.store, |tx| {
            let sent = stored::sent_since(tx, &new.account, &new.number, now().plus(-HOUR)).await?;
            if sent.0 >= MOST_OF_ACCOUNT || sent.1 >= MOST_TO_NUMBER {
                return Ok(Err(NumberProblem::TooMany));
            }
            stored::forget_codes(tx, now().plus(-COUNTED)).await?;
            stored::begin(tx, &new, now()).await?;
            Ok(Ok(()))
        })?)
    }

    /// Takes the code that was sent; its number is the account's from then on.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn prove_phone(&self, who: &Signed, typed: &str) -> Result<PhoneOutcome, ServiceError> {
        let account = who.account.clone();
        let change = self.change_of(&account, SecurityEventKind::PhoneConfirmed, self.agent_of(who).await?).await?;
        let typed = super::codes::tidied(typed);
        let hash = self.keyed("phone code", &account, &typed);
        Ok(commit!(self.store, |tx| {
            let Some(code) = stored::count_try(tx, &account, TRIES, now()).await? else {
                return Ok(PhoneOutcome::Over);
            };
            if code.hash != hash {
                return Ok(PhoneOutcome::Wrong);
            }
            if !stored::take(tx, &account, &code, now()).await? {
                return Ok(PhoneOutcome::Over);
            }
            change.note(tx).await?;
            Ok(PhoneOutcome::Proved)
        })?)
    }

    /// Forgets the number of an account.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget_phone(&self, who: &Recent) -> Result<(), ServiceError> {
        let account: AccountId = who.signed().account.clone();
        commit!(self.store, |tx| stored::forget(tx, &account).await)?;
        Ok(())
    }

    /// Hands a text message over, unless that was done before or its code is too old.
    pub(crate) async fn send_text(&self, id: &str) -> Result<(), Problem> {
        let unsent = stored::unsent(self.store.reader(), id, now()).await.map_err(ServiceError::from)?;
        let (Some(unsent), Some(texter)) = (unsent, &self.ways.texter) else { return Ok(()) };
        let opened = self.secrets.open(place(id), &unsent.message);
        let text = opened.map_err(|error| Problem::Lasting(error.to_string()))?;
        let text = String::from_utf8_lossy(text.expose_secret()).into_owned();
        texter.send(&unsent.number, &text).await.map_err(|error| match error {
            SmsError::NotNow(why) => Problem::Passing(why),
            SmsError::Refused(why) => Problem::Lasting(why),
        })?;
        let id = id.to_owned();
        Ok(commit!(self.store, |tx| stored::mark_sent(tx, &id).await).map_err(ServiceError::from)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_kept_with_its_countrys_prefix_however_it_is_written() {
        for (typed, kept) in [
            ("+351 910 000 000", Some("+351910000000")),
            ("00351-910-000-000", Some("+351910000000")),
            ("+1 (500) 555.0006", Some("+15005550006")),
            ("910 000 000", None),
            ("+0351910000000", None),
            ("+12", None),
            ("+1234567890123456", None),
            ("+35191000000x", None),
            ("", None),
        ] {
            assert_eq!(number(typed).as_deref(), kept, "{typed}");
        }
    }
}
