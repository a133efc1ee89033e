//! Codes of an app (RFC 6238, six digits every thirty seconds).
//!
//! A code is taken once, and none that is older than the last one taken. Answers are counted before they are looked at, and
//! wrong ones in a row make further ones wait, however many come at once.

use domain::{account::pause_after, ids::AccountId, security_event::SecurityEventKind, time::Timestamp};
use rand::Rng;
use secrecy::ExposeSecret;
use store::{StoreError, accounts, factors::codes as stored};
use totp_rs::{Builder, Secret, Totp};

use super::ceremony::Ticket;
use crate::{
    ServiceError, Shop,
    accounts::{AccountError, Browser, Opened, Recent, Signed},
    now,
    secrets::Place,
    shop::commit,
};

/// How many bytes a secret has: as many as the digest that codes are made with.
const SECRET: usize = 20;

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It was right, and is used up.
    Right,
    /// It was wrong, or was used before.
    Wrong,
    /// It was not looked at, because there were too many wrong ones.
    Wait {
        /// For how many seconds answers are not looked at.
        seconds: u32,
    },
}

/// What somebody needs to set up their app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// The secret in letters, for typing it.
    pub secret: String,
    /// The same as an address that apps understand.
    pub url: String,
}

fn place(account: &AccountId) -> Place<'_> {
    Place { table: "totp", column: "secret", row: account.as_str() }
}

/// The codes of a secret.
fn codes_of(secret: &[u8], name: &str) -> Result<Totp, ServiceError> {
    let built = Builder::new()
        .with_secret(Secret::from(secret.to_vec()))
        .with_account_name(name.replace(':', "."))
        .with_issuer(Some("Onecart".to_owned()))
        .build();
    built.map_err(|error| ServiceError::Unavailable(format!("codes cannot be made: {error}")))
}

/// The step whose code this is, if it is one of this moment or its neighbours, and later than the last one taken.
fn step_of(codes: &Totp, typed: &str, at: Timestamp, last: i64) -> Option<i64> {
    let seconds = u64::try_from(at.0.div_euclid(1000)).ok()?;
    let step = i64::try_from(codes.check(typed, seconds)?).ok()?;
    (step > last).then_some(step)
}

/// What was typed, without what people put in to read it better.
pub(super) fn tidied(typed: &str) -> String {
    let letters = typed.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').take(40);
    letters.map(|letter| digit(letter).unwrap_or(letter).to_ascii_uppercase()).collect()
}

/// An Arabic-Indic digit as the codes write it.
fn digit(letter: char) -> Option<char> {
    let value = match letter {
        '\u{660}'..='\u{669}' => letter as u32 - 0x660,
        '\u{6f0}'..='\u{6f9}' => letter as u32 - 0x6f0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

impl Shop {
    /// Begins to set up an app: makes a secret that is asked for nowhere until its first code was typed.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] when an app is set up already.
    pub async fn begin_totp(&self, who: &Recent) -> Result<(), ServiceError> {
        let account = who.signed().account.clone();
        let secret: [u8; SECRET] = rand::rng().random();
        let sealed = self.secrets.seal(place(&account), &secret);
        let begun = commit!(self.store, |tx| stored::begin_totp(tx, &account, &sealed, now()).await)?;
        if begun { Ok(()) } else { Err(ServiceError::Conflict) }
    }

    /// What an app that is being set up needs; `None` where none is.
    ///
    /// # Errors
    /// When the store fails, or the secret does not open.
    pub async fn enrolment(&self, who: &Signed) -> Result<Option<Enrolment>, ServiceError> {
        let Some(totp) = stored::totp(self.store.reader(), &who.account).await? else { return Ok(None) };
        if totp.confirmed_at.is_some() {
            return Ok(None);
        }
        let codes = codes_of(self.open_secret(&who.account, &totp.secret)?.expose_secret(), &who.email)?;
        let url = codes.to_url().map_err(|error| ServiceError::Unavailable(error.to_string()))?;
        Ok(Some(Enrolment { secret: codes.secret().to_base32(), url }))
    }

    /// Takes the first code of an app. From then on its codes are asked for; the ticket shows the backup codes once, and
    /// the session goes on as one in which both factors were shown. `None` where the code is not right.
    ///
    /// # Errors
    /// When the store fails, or the secret does not open.
    pub async fn confirm_totp(
        &self,
        who: &Signed,
        typed: &str,
        browser: &Browser,
    ) -> Result<Option<(Ticket, Opened)>, AccountError> {
        let account = who.account.clone();
        if self.count_answer(&account).await?.is_some() {
            return Ok(None);
        }
        let totp = stored::totp(self.store.reader(), &account).await?;
        let Some(totp) = totp.filter(|totp| totp.confirmed_at.is_none()) else { return Ok(None) };
        let codes = codes_of(self.open_secret(&account, &totp.secret)?.expose_secret(), &who.email)?;
        let Some(step) = step_of(&codes, &tidied(typed), now(), 0) else { return Ok(None) };
        let prepared = self.prepare_backup_codes(&account);
        let ticket = prepared.ticket.clone();
        let change = self.change_of(&account, SecurityEventKind::FactorAdded, self.agent_of(who).await?).await?;
        commit!(self.store, |tx| {
            if !stored::confirm_totp(tx, &account, &totp.secret, step, now()).await? {
                return Err(StoreError::Conflict);
            }
            prepared.keep(tx, &account).await?;
            stored::forget_misses(tx, &account).await?;
            change.note(tx).await
        })?;
        Ok(Some((ticket, self.renew_session(who, true, browser).await?)))
    }

    /// Asks for codes of an app no longer, and forgets the backup codes; `false` where the password is too short to stand
    /// alone, so that it has to be changed first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remove_totp(&self, who: &Recent) -> Result<bool, ServiceError> {
        let account = who.signed().account.clone();
        let known = accounts::by_id(self.store.reader(), &account).await?.ok_or(ServiceError::NotFound)?;
        if known.password_hash.is_some() && known.password_short {
            return Ok(false);
        }
        let agent = self.agent_of(who.signed()).await?;
        let change = self.change_of(&account, SecurityEventKind::FactorRemoved, agent).await?;
        commit!(self.store, |tx| {
            if stored::remove_totp(tx, &account).await? {
                change.note(tx).await?;
            }
            Ok(())
        })?;
        Ok(true)
    }

    /// Looks at the code of an app or a backup code, and uses it up where it is right.
    ///
    /// # Errors
    /// When the store fails, or the secret does not open.
    pub async fn check_factor(&self, account: &AccountId, typed: &str) -> Result<Answered, ServiceError> {
        if let Some(seconds) = self.count_answer(account).await? {
            return Ok(Answered::Wait { seconds });
        }
        let totp = stored::totp(self.store.reader(), account).await?;
        let Some(totp) = totp.filter(|totp| totp.confirmed_at.is_some()) else { return Ok(Answered::Wrong) };
        let typed = tidied(typed);
        let right = if typed.len() == 6 {
            let codes = codes_of(self.open_secret(account, &totp.secret)?.expose_secret(), "somebody")?;
            match step_of(&codes, &typed, now(), totp.last_step) {
                Some(step) => self.take_step(account, step).await?,
                None => false,
            }
        } else {
            self.take_backup_code(account, &typed).await?
        };
        Ok(if right { Answered::Right } else { Answered::Wrong })
    }

    async fn take_step(&self, account: &AccountId, step: i64) -> Result<bool, ServiceError> {
        let account = account.clone();
        Ok(commit!(self.store, |tx| {
            let taken = stored::take_step(tx, &account, step).await?;
            if taken {
                stored::forget_misses(tx, &account).await?;
            }
            Ok(taken)
        })?)
    }

    /// Counts an answer before it is looked at; for how many seconds none is looked at, where there were too many.
    async fn count_answer(&self, account: &AccountId) -> Result<Option<u32>, ServiceError> {
        let account = account.clone();
        Ok(commit!(self.store, |tx| {
            let at = now();
            let left = stored::waits_until(tx, &account).await?.0 - at.0;
            if left > 0 {
                return Ok(Some(u32::try_from(left / 1000 + 1).unwrap_or(u32::MAX)));
            }
            let pause = pause_after(stored::count_miss(tx, &account).await?);
            stored::wait(tx, &account, at.plus(pause)).await?;
            Ok(None)
        })?)
    }

    fn open_secret(&self, account: &AccountId, sealed: &str) -> Result<secrecy::SecretSlice<u8>, ServiceError> {
        let opened = self.secrets.open(place(account), sealed);
        opened.map_err(|error| ServiceError::Unavailable(format!("a secret does not open: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Half past one in the afternoon of a day in 2026.
    const AT: Timestamp = Timestamp(1_795_267_800_000);

    fn codes() -> Totp {
        codes_of(b"12345678901234567890", "ann@example.org").unwrap()
    }

    fn code(step: i64) -> String {
        codes().generate(u64::try_from(step * 30).unwrap()).to_string()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, the last six digits
        for (seconds, expected) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(codes().generate(seconds).to_string(), expected);
        }
    }

    #[test]
    fn a_code_is_good_for_its_step_and_the_neighbours_and_only_after_the_last_one_taken() {
        let now = AT.0 / 30_000;
        for (step, fits) in [(now - 2, false), (now - 1, true), (now, true), (now + 1, true), (now + 2, false)] {
            assert_eq!(step_of(&codes(), &code(step), AT, 0), fits.then_some(step), "{}", step - now);
        }
        assert_eq!(step_of(&codes(), &code(now), AT, now), None);
        assert_eq!(step_of(&codes(), &code(now), AT, now - 1), Some(now));
        assert_eq!(step_of(&codes(), &code(now - 1), AT, now), None);
        assert_eq!(step_of(&codes(), "", AT, 0), None);
    }

    #[test]
    fn what_people_type_to_read_it_better_does_not_matter() {
        assert_eq!(tidied(" 123 456 "), "123456");
        assert_eq!(tidied("١٢٣٤٥٦"), "123456");
        assert_eq!(tidied("abcde-fghjk"), "ABCDEFGHJK");
        assert_eq!(tidied(&"x".repeat(5000)).len(), 40);
    }
}
