//! A proof of work: something a browser reckons out before it sends a form by which strangers reach us. It takes a person's
//! device a moment that nobody notices, and a program that sends such forms by the thousand a thousand moments.
//!
//! The server makes a [`Challenge`] and seals it; the browser's [`Solver`] looks for a number whose digest with it begins
//! with enough zero bits; the server [`check`]s the answer, and [`Used`] that it is not shown twice. Nothing is asked of
//! anybody else, and nothing is learned of the person.

mod sha256;
mod used;

pub use self::{sha256::sha256, used::Used};
use crate::time::Timestamp;

/// How many zero bits a digest has to begin with: about 65,000 tries, a quarter of a second on a telephone.
pub const BITS: u32 = 16;

/// The most zero bits that a browser looks for.
pub const MOST_BITS: u32 = 24;

/// For how long a challenge can be answered, in milliseconds.
pub const LIVES: i64 = 20 * Timestamp::MINUTE;

/// The most bytes of an answer that are read.
pub const LONGEST: usize = 200;

/// A form by which strangers reach us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For a new account.
    SignUp,
    /// To sign in.
    SignIn,
    /// For a link that signs in.
    MagicLink,
    /// For a link that sets another password.
    Reset,
    /// For the link of a guest's order.
    FindOrder,
    /// To report goods.
    Report,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::SignUp, Self::SignIn, Self::MagicLink, Self::Reset, Self::FindOrder, Self::Report];

    /// Its word in addresses and challenges.
    pub fn word(self) -> &'static str {
        match self {
            Self::SignUp => "sign-up",
            Self::SignIn => "sign-in",
            Self::MagicLink => "magic-ask",
            Self::Reset => "reset-ask",
            Self::FindOrder => "find-order",
            Self::Report => "report",
        }
    }

    /// The form of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }
}

/// What is to be worked on: for one form, for a while, good for one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// The form it is for.
    pub form: Form,
    /// How many zero bits are asked for.
    pub bits: u32,
    /// When it is over.
    pub until: Timestamp,
    /// A random number, by which no two are alike.
    pub salt: u128,
}

/// Why an answer does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is none, as from browsers that run no scripts.
    Missing,
    /// It is not an answer.
    Malformed,
    /// It is for another form.
    OtherForm,
    /// Its challenge is over.
    TooLate,
    /// Its number does not solve the challenge.
    Unsolved,
    /// Its challenge is not one of ours.
    Foreign,
    /// It was shown before.
    Used,
    /// More answers are remembered than there is room for.
    Full,
}

impl Challenge {
    /// The challenge as text, which the seal is made over.
    pub fn text(&self) -> String {
        format!("{}.{}.{}.{:032x}", self.form.word(), self.bits, self.until.0, self.salt)
    }

    /// The challenge as it goes to the browser.
    pub fn sealed(&self, seal: &str) -> String {
        format!("{}.{seal}", self.text())
    }

    fn read(text: &str) -> Option<Self> {
        let mut pieces = text.split('.');
        let form = Form::from_word(pieces.next()?)?;
        let bits = pieces.next()?.parse().ok()?;
        let until = Timestamp(pieces.next()?.parse().ok()?);
        let salt = u128::from_str_radix(pieces.next()?, 16).ok()?;
        let challenge = Self { form, bits, until, salt };
        // One challenge is written in one way only.
        (challenge.text() == text).then_some(challenge)
    }
}

/// Looks for the number that solves a sealed challenge, some tries at a time.
#[derive(Clone, Debug)]
pub struct Solver {
    tries: Tries,
    bits: u32,
    next: u64,
}

impl Solver {
    /// For a sealed challenge; `None` where it is none, or asks for more than a browser should do.
    pub fn of(sealed: &str) -> Option<Self> {
        let bits = sealed.split('.').nth(1)?.parse().ok()?;
        (bits <= MOST_BITS).then(|| Self { tries: Tries::of(sealed), bits, next: 0 })
    }

    /// Makes so many tries more; gives the number once it is found.
    pub fn go_on(&mut self, tries: u32) -> Option<u64> {
        for _ in 0..tries {
            let number = self.next;
            self.next += 1;
            if self.tries.zero_bits(number) >= self.bits {
                return Some(number);
            }
        }
        None
    }
}

/// The answer to a sealed challenge, as it is sent with the form.
pub fn answer(sealed: &str, number: u64) -> String {
    format!("{sealed}:{number}")
}

/// Reads an answer; `genuine` says whether a seal is ours for a text.
///
/// # Errors
/// Why it does not count.
pub fn check(
    answer: &str,
    form: Form,
    now: Timestamp,
    genuine: impl FnOnce(&str, &str) -> bool,
) -> Result<Challenge, Refusal> {
    if answer.is_empty() {
        return Err(Refusal::Missing);
    }
    let (challenge, text, seal, number) = parts(answer).ok_or(Refusal::Malformed)?;
    if challenge.form != form {
        return Err(Refusal::OtherForm);
    }
    if challenge.until <= now {
        return Err(Refusal::TooLate);
    }
    if !genuine(text, seal) {
        return Err(Refusal::Foreign);
    }
    let sealed = answer.rsplit_once(':').map_or("", |(sealed, _)| sealed);
    let solved = Tries::of(sealed).zero_bits(number) >= challenge.bits;
    if solved { Ok(challenge) } else { Err(Refusal::Unsolved) }
}

/// The challenge of an answer, its text, its seal and the number.
fn parts(answer: &str) -> Option<(Challenge, &str, &str, u64)> {
    if answer.len() > LONGEST {
        return None;
    }
    let (sealed, number) = answer.rsplit_once(':')?;
    let (text, seal) = sealed.rsplit_once('.')?;
    Some((Challenge::read(text)?, text, seal, number.parse().ok()?))
}

/// Digests of one sealed challenge with any number: what is the same for all numbers is reckoned once.
#[derive(Clone, Debug)]
struct Tries([u8; 40]);

impl Tries {
    fn of(sealed: &str) -> Self {
        let mut bytes = [0; 40];
        bytes[..32].copy_from_slice(&sha256(sealed.as_bytes()));
        Self(bytes)
    }

    /// How many zero bits the digest with a number begins with; no more than 32 are counted.
    fn zero_bits(&self, number: u64) -> u32 {
        let mut bytes = self.0;
        bytes[32..].copy_from_slice(&number.to_be_bytes());
        sha256::first_word_of_short(&bytes).leading_zeros()
    }
}

#[cfg(test)]
mod tests;
