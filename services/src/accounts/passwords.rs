//! What a new password must be: long enough, on no list of common or stolen ones, not easily guessed.
//!
//! The list is the one that comes with the estimate: thirty thousand passwords from published leaks. Nothing is asked of
//! anybody else.

use domain::{
    account::{Field, FieldError, Wrong, is_short},
    ids::AccountId,
};
use store::accounts;
use zxcvbn::{Score, matching::patterns::MatchPattern};

use super::{AccountError, HashCost, LinkKind};
use crate::{ServiceError, Shop};

/// How much of a password is looked at for its strength; what is longer is strong by then.
const LOOKED_AT: usize = 72;

/// The operator's choices about accounts.
#[derive(Clone, Debug, Default)]
pub struct AccountSettings {
    /// What every password must be.
    pub passwords: domain::account::PasswordRules,
    /// What one hash costs.
    pub cost: HashCost,
}

/// A password that may be used, hashed.
#[derive(Clone, Debug)]
pub(crate) struct Hashed {
    pub(crate) hash: String,
    /// Whether it only does beside a second factor.
    pub(crate) short: bool,
}

/// How strong a password is, for the meter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Strength {
    /// From 0, guessed at once, to 4.
    pub score: u8,
    /// Why it would be refused.
    pub wrong: Option<Wrong>,
}

/// Whose password a new one would be.
#[derive(Clone, Copy, Debug)]
pub enum Owner<'a> {
    /// Somebody without an account yet, with what they typed.
    Newcomer {
        /// Their address.
        email: &'a str,
        /// Their name.
        username: &'a str,
    },
    /// Whoever holds a link that sets another password.
    Link(&'a str),
    /// Whoever is signed in.
    Account(&'a AccountId),
}

impl Shop {
    /// The fewest characters of a password.
    pub fn shortest_password(&self, has_factor: bool) -> u32 {
        let rules = &self.settings.accounts.passwords;
        if has_factor { rules.with_factor } else { rules.alone }
    }

    /// The fewest characters of the password that a link sets.
    ///
    /// # Errors
    /// [`AccountError::Link`] when the link does not work.
    pub async fn shortest_password_of_link(&self, secret: &str) -> Result<u32, AccountError> {
        let (_, token) = self.link(LinkKind::Reset, secret).await?;
        let account = token.account.ok_or(AccountError::Link)?;
        Ok(self.shortest_password(self.factor_needed(&account).await?))
    }

    /// How strong a password is for somebody whose names these are.
    ///
    /// # Errors
    /// [`AccountError::Busy`] when too many ask at once.
    pub async fn strength(&self, password: &str, names: &[&str], has_factor: bool) -> Result<Strength, AccountError> {
        if let Err(wrong) = self.settings.accounts.passwords.check(password, has_factor) {
            return Ok(Strength { score: 0, wrong: Some(wrong) });
        }
        let password = password.to_owned();
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        self.hashing.in_turn(move || strength(&password, &names, has_factor)).await
    }

    /// How strong a password is while it is typed, judged as it will be when the form is sent. It is kept nowhere.
    ///
    /// # Errors
    /// [`AccountError::Link`] when the link does not work, [`AccountError::Busy`] when too many ask at once.
    pub async fn strength_for(&self, owner: Owner<'_>, password: &str) -> Result<Strength, AccountError> {
        let account = match owner {
            Owner::Newcomer { email, username } => {
                return self.strength(password, &[email.trim(), username.trim()], false).await;
            }
            Owner::Link(secret) => self.link(LinkKind::Reset, secret).await?.1.account.ok_or(AccountError::Link)?,
            Owner::Account(account) => account.clone(),
        };
        let known = accounts::by_id(self.store.reader(), &account).await?.ok_or(ServiceError::NotFound)?;
        let names = [known.email.as_str(), known.username.as_str()];
        self.strength(password, &names, self.factor_needed(&account).await?).await
    }

    /// Hashes a password if it may be used.
    ///
    /// # Errors
    /// [`AccountError::Fields`] with what is wrong with it.
    pub(crate) async fn new_password(
        &self,
        password: &str,
        names: &[&str],
        has_factor: bool,
    ) -> Result<Hashed, AccountError> {
        if let Some(wrong) = self.strength(password, names, has_factor).await?.wrong {
            return Err(AccountError::Fields(vec![FieldError::new(Field::Password, wrong)]));
        }
        let hash = self.hashing.hash(password).await?;
        Ok(Hashed { hash, short: is_short(password, &self.settings.accounts.passwords) })
    }
}

fn strength(password: &str, names: &[String], has_factor: bool) -> Strength {
    let looked_at: String = password.chars().take(LOOKED_AT).collect();
    let mut inputs: Vec<&str> = names.iter().flat_map(|name| name.split(['@', '.', '-', '_', ' '])).collect();
    inputs.retain(|part| part.chars().count() > 2);
    inputs.extend(names.iter().map(String::as_str));
    inputs.push("onecart");
    let entropy = zxcvbn::zxcvbn(&looked_at, &inputs);
    let least = if has_factor { Score::Two } else { Score::Three };
    let listed = match entropy.sequence() {
        [only] => matches!(
            &only.pattern,
            MatchPattern::Dictionary(found) if format!("{:?}", found.dictionary_name) == "Passwords"
        ),
        _ => false,
    };
    let wrong = match entropy.score() {
        _ if listed => Some(Wrong::Common),
        score if score < least => Some(Wrong::Weak),
        _ => None,
    };
    Strength { score: u8::from(entropy.score()), wrong }
}

/// Whether a password fits a hash that another shop made.
pub(super) fn fits_foreign(password: &str, kept: &str) -> bool {
    crate::factors::fits_bcrypt(password, kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(password: &str, has_factor: bool) -> Option<Wrong> {
        strength(password, &["ann.lee@example.org".to_owned(), "annlee77".to_owned()], has_factor).wrong
    }

    #[test]
    fn passwords_that_leaked_are_known_without_asking_anybody() {
        for common in ["password", "iloveyou", "qwertyuiop", "1q2w3e4r5t", "P@ssword"] {
            assert_eq!(of(common, true), Some(Wrong::Common), "{common}");
        }
    }

    #[test]
    fn long_is_not_enough_and_names_of_ones_own_count_for_little() {
        for weak in ["aaaaaaaaaaaaaaaaaaaa", "abcdefghijklmnop", "passwordpassword", "annleeannleeannlee"] {
            assert!(of(weak, false).is_some(), "{weak}");
        }
        for strong in ["violet tram under seven lamps", "kGq7-wTz2-vNm4-xRb9", "صندوق أزرق تحت الجسر القديم"]
        {
            assert_eq!(of(strong, false), None, "{strong}");
        }
    }
}
