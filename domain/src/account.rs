//! Accounts: the names people sign in with, and what a form about them must hold.
//!
//! How strong a password is, and whether a list of stolen ones has it, is looked up by the server; what is counted here can
//! be counted in the browser too.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{checkout::looks_like_email, ids::InvalidId};

/// An address for mail, in small letters: `Ann@Example.org` and `ann@example.org` are one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// A name to sign in with: 3 to 32 small letters, digits, dots, hyphens and low lines, with a letter or digit at both ends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Username(String);

/// What somebody calls themselves when they sign in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Login {
    /// Their address.
    Email(Email),
    /// Their name.
    Username(Username),
}

macro_rules! name {
    ($name:ident) => {
        impl $name {
            /// As text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> String {
                name.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}
name!(Email);
name!(Username);

impl FromStr for Email {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let text = text.trim().to_lowercase();
        let fits = text.len() <= 254 && !text.chars().any(|letter| letter.is_control() || letter.is_whitespace());
        if fits && looks_like_email(&text) { Ok(Self(text)) } else { Err(InvalidId { what: "e-mail address" }) }
    }
}

impl FromStr for Username {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let text = text.trim().to_ascii_lowercase();
        let end = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
        let letters = text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_'));
        let fits = (3..=32).contains(&text.len()) && letters && end(text.chars().next()) && end(text.chars().last());
        if fits { Ok(Self(text)) } else { Err(InvalidId { what: "username" }) }
    }
}

impl Username {
    /// The name of an account whose owner chose none: `shopper-` and ten hexadecimal digits.
    pub fn from_bits(bits: u64) -> Self {
        Self(format!("shopper-{:010x}", bits & 0xff_ffff_ffff))
    }
}

impl FromStr for Login {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        if text.contains('@') { Ok(Self::Email(text.parse()?)) } else { Ok(Self::Username(text.parse()?)) }
    }
}

impl Login {
    /// As text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(email) => email.as_str(),
            Self::Username(name) => name.as_str(),
        }
    }
}

/// A field of the forms about accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The address.
    Email,
    /// The name to sign in with.
    Username,
    /// Address or name.
    Login,
    /// The password, or the new one.
    Password,
    /// The password as it is.
    CurrentPassword,
    /// The code of a second factor.
    Code,
    /// The number of an order.
    OrderNumber,
}

impl Field {
    /// Its name in the form.
    pub fn word(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Username => "username",
            Self::Login => "login",
            Self::Password => "password",
            Self::CurrentPassword => "current-password",
            Self::Code => "code",
            Self::OrderNumber => "number",
        }
    }
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wrong {
    /// It is empty.
    Missing,
    /// It is longer than anyone's.
    TooLong,
    /// It does not look like one.
    Malformed,
    /// It has fewer characters than this.
    TooShort(u32),
    /// It is on a list of stolen or common passwords.
    Common,
    /// It is easily guessed.
    Weak,
    /// It lacks a kind of character that this shop wants.
    Composition(Composed),
    /// It is not the right one.
    Refused,
    /// It is the one there is already.
    Same,
}

impl Wrong {
    /// Its word in text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::TooLong => "too-long",
            Self::Malformed => "malformed",
            Self::TooShort(_) => "too-short",
            Self::Common => "common",
            Self::Weak => "weak",
            Self::Composition(Composed::Upper) => "needs-upper",
            Self::Composition(Composed::Lower) => "needs-lower",
            Self::Composition(Composed::Digit) => "needs-digit",
            Self::Composition(Composed::Symbol) => "needs-symbol",
            Self::Refused => "refused",
            Self::Same => "same",
        }
    }
}

/// A field and what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Which field.
    pub field: Field,
    /// What is wrong.
    pub wrong: Wrong,
}

impl FieldError {
    /// Something wrong with a field.
    pub fn new(field: Field, wrong: Wrong) -> Self {
        Self { field, wrong }
    }
}

/// A kind of character that a shop may want in every password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Composed {
    /// A capital letter.
    Upper,
    /// A small letter.
    Lower,
    /// A digit.
    Digit,
    /// Anything else.
    Symbol,
}

impl Composed {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Upper, Self::Lower, Self::Digit, Self::Symbol];

    /// Its word in the configuration.
    pub fn word(self) -> &'static str {
        match self {
            Self::Upper => "upper",
            Self::Lower => "lower",
            Self::Digit => "digit",
            Self::Symbol => "symbol",
        }
    }

    fn is_in(self, password: &str) -> bool {
        password.chars().any(|letter| match self {
            Self::Upper => letter.is_uppercase(),
            Self::Lower => letter.is_lowercase(),
            Self::Digit => letter.is_numeric(),
            Self::Symbol => !letter.is_alphanumeric(),
        })
    }
}

/// What every password of this shop must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordRules {
    /// The fewest characters where nothing but the password is asked for.
    pub alone: u32,
    /// The fewest characters where a second factor is asked for too.
    pub with_factor: u32,
    /// Kinds of characters that must be there. Empty unless the operator switches some on: length does more.
    pub composed_of: Vec<Composed>,
}

impl Default for PasswordRules {
    fn default() -> Self {
        Self { alone: 15, with_factor: 8, composed_of: Vec::new() }
    }
}

impl PasswordRules {
    /// The most bytes of a password that are read.
    pub const LONGEST: usize = 1024;

    /// Checks what can be counted.
    ///
    /// # Errors
    /// With what is wrong first.
    pub fn check(&self, password: &str, has_factor: bool) -> Result<(), Wrong> {
        let least = if has_factor { self.with_factor } else { self.alone };
        if password.is_empty() {
            return Err(Wrong::Missing);
        }
        if password.len() > Self::LONGEST {
            return Err(Wrong::TooLong);
        }
        if password.chars().count() < least as usize {
            return Err(Wrong::TooShort(least));
        }
        match self.composed_of.iter().find(|kind| !kind.is_in(password)) {
            Some(missing) => Err(Wrong::Composition(*missing)),
            None => Ok(()),
        }
    }
}

/// Whether somebody may not sign in with a password of this length when the second factor is gone.
pub fn is_short(password: &str, rules: &PasswordRules) -> bool {
    password.chars().count() < rules.alone as usize
}

/// What was typed to sign up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignUpForm {
    /// Where the link goes.
    pub email: String,
    /// The name to sign in with; may stay empty.
    pub username: String,
}

/// Somebody who wants an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignUp {
    /// Where the link goes.
    pub email: Email,
    /// The name they chose.
    pub username: Option<Username>,
}

impl SignUpForm {
    /// Checks what was typed; the password is checked beside it.
    ///
    /// # Errors
    /// With everything that is wrong.
    pub fn check(&self) -> Result<SignUp, Vec<FieldError>> {
        let email = email(Field::Email, &self.email);
        let username = match self.username.trim() {
            "" => Ok(None),
            name if name.len() > 32 => Err(FieldError::new(Field::Username, Wrong::TooLong)),
            name => name.parse().map(Some).map_err(|_| FieldError::new(Field::Username, Wrong::Malformed)),
        };
        match (email, username) {
            (Ok(email), Ok(username)) => Ok(SignUp { email, username }),
            (email, username) => Err(email.err().into_iter().chain(username.err()).collect()),
        }
    }
}

/// An address that was typed.
///
/// # Errors
/// With what is wrong with it.
pub fn email(field: Field, typed: &str) -> Result<Email, FieldError> {
    match typed.trim() {
        "" => Err(FieldError::new(field, Wrong::Missing)),
        long if long.len() > 254 => Err(FieldError::new(field, Wrong::TooLong)),
        text => text.parse().map_err(|_| FieldError::new(field, Wrong::Malformed)),
    }
}

/// How long somebody has to wait after so many failures in a row, in milliseconds: nothing for the first few, then twice as
/// long each time, up to a quarter of an hour.
pub fn pause_after(failures: u32) -> i64 {
    const FREE: u32 = 4;
    const LONGEST: i64 = 15 * 60_000;
    match failures.checked_sub(FREE) {
        None => 0,
        Some(beyond) => (1000_i64 << beyond.min(20)).min(LONGEST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_however_its_letters_are_written() {
        assert_eq!("  Ann@Example.ORG ".parse::<Email>().unwrap().as_str(), "ann@example.org");
        for wrong in ["", "ann", "ann@", "@b.c", "a b@c.d", "a@b", "a\r\nBcc: x@y.z", "a@b.c,d@e.f"] {
            assert!(wrong.parse::<Email>().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_username_cannot_be_taken_for_an_address() {
        assert_eq!("Ann.B-7".parse::<Username>().unwrap().as_str(), "ann.b-7");
        for wrong in ["", "ab", "a@b.c", "-ann", "ann.", "an n", "änn", &"a".repeat(33)] {
            assert!(wrong.parse::<Username>().is_err(), "{wrong:?}");
        }
        assert!(Username::from_bits(u64::MAX).as_str().parse::<Username>().is_ok());
        assert!(matches!("ann@b.de".parse(), Ok(Login::Email(_))));
        assert!(matches!("ann".parse(), Ok(Login::Username(_))));
    }

    #[test]
    fn a_password_alone_is_longer_than_one_beside_a_factor() {
        let rules = PasswordRules::default();
        assert_eq!(rules.check("", false), Err(Wrong::Missing));
        assert_eq!(rules.check("only fourteen!", false), Err(Wrong::TooShort(15)));
        assert_eq!(rules.check("only fourteen!", true), Ok(()));
        assert_eq!(rules.check("seven 7", true), Err(Wrong::TooShort(8)));
        assert_eq!(rules.check("ééééééééééééééé", false), Ok(()));
        assert_eq!(rules.check(&"x".repeat(1025), false), Err(Wrong::TooLong));
        assert!(is_short("only fourteen!", &rules) && !is_short("and now fifteen", &rules));
    }

    #[test]
    fn kinds_of_characters_are_asked_for_only_where_the_operator_says_so() {
        let rules = PasswordRules { composed_of: Composed::ALL.to_vec(), ..PasswordRules::default() };
        let check = |password| rules.check(password, false);
        assert_eq!(check("all small letters"), Err(Wrong::Composition(Composed::Upper)));
        assert_eq!(check("Without Any Digit"), Err(Wrong::Composition(Composed::Digit)));
        assert_eq!(check("Now 1 of everything"), Ok(()));
        assert_eq!(PasswordRules::default().check("all small letters", false), Ok(()));
    }

    #[test]
    fn a_form_says_everything_that_is_wrong_at_once() {
        let form = SignUpForm { email: "nonsense".into(), username: "@".into() };
        let wrong = form.check().unwrap_err();
        assert_eq!(
            wrong,
            [FieldError::new(Field::Email, Wrong::Malformed), FieldError::new(Field::Username, Wrong::Malformed)]
        );
        let form = SignUpForm { email: "Ann@example.org".into(), username: " ".into() };
        assert_eq!(form.check().unwrap().username, None);
    }

    #[test]
    fn pauses_double_and_end_at_a_quarter_of_an_hour() {
        assert_eq!([0, 1, 3].map(pause_after), [0, 0, 0]);
        assert_eq!([4, 5, 6].map(pause_after), [1000, 2000, 4000]);
        assert_eq!([15, 40, u32::MAX].map(pause_after), [900_000; 3]);
    }
}
