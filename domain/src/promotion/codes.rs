//! Codes made in bulk, with a letter that tells a slip of the finger from a code that was never given out.
//!
//! The alphabet has 29 letters and digits without those that are taken for one another (0 O, 1 I L, 5 S, 8 B). The last letter makes the
//! sum of all, each times its place, divide evenly by 29. As 29 is prime and no code has that many letters, every single wrong letter
//! and every two exchanged ones are noticed (the principle of the ISBN of ten digits, there with 11).

use std::collections::BTreeSet;

use crate::ids::CouponCode;

/// What codes are written with.
pub const ALPHABET: &[u8; 29] = b"23456789ACDEFGHJKMNPQRTUVWXYZ";

/// How codes of one batch look: an optional beginning, then random letters in groups of four, the last of them the check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeForm {
    /// Capitals and digits before the first hyphen; none where it is empty.
    prefix: String,
    /// How many letters follow, the check counted.
    letters: usize,
}

/// Why codes cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodesRefused {
    /// The beginning is not of capitals and digits, or too long.
    #[error("the beginning must be at most 10 capital letters and digits")]
    Prefix,
    /// Too few or too many letters.
    #[error("a code must have between 8 and 16 letters after its beginning")]
    Letters,
    /// The random bytes did not do.
    #[error("the random bytes do for {0} codes only")]
    TooFewBytes(usize),
}

/// What a typed text is to a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A code that may have been given out, as it is written.
    Code(CouponCode),
    /// It looks like a code of the form, but a letter is wrong or two are exchanged.
    Slip,
    /// It is none of this form.
    Other,
}

impl CodeForm {
    /// A form. With 8 letters there are 29⁷, about 17 thousand million, codes; somebody who tries a thousand against ten thousand given out
    /// hits one of them in less than one of a thousand attempts of that size.
    ///
    /// # Errors
    /// When the beginning is longer than 10 or holds anything but capitals and digits, or there are not 8 to 16 letters.
    pub fn new(prefix: &str, letters: usize) -> Result<Self, CodesRefused> {
        let fits = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        if prefix.len() > 10 || !prefix.bytes().all(fits) {
            return Err(CodesRefused::Prefix);
        }
        if !(8..=16).contains(&letters) {
            return Err(CodesRefused::Letters);
        }
        Ok(Self { prefix: prefix.to_owned(), letters })
    }

    /// So many different codes from random bytes. A byte gives at most one letter: those from 232 on are left out, so
    /// that every letter is as likely as any other.
    ///
    /// # Errors
    /// When the bytes do not do; about 1.1 bytes are needed for each letter.
    pub fn generate(&self, count: usize, random: &[u8]) -> Result<Vec<CouponCode>, CodesRefused> {
        let mut letters = random
            .iter()
            .filter(|byte| usize::from(**byte) < ALPHABET.len() * 8)
            .map(|byte| usize::from(*byte) % ALPHABET.len());
        let mut made = Vec::with_capacity(count);
        let mut seen = BTreeSet::new();
        while made.len() < count {
            let body: Vec<usize> = letters.by_ref().take(self.letters - 1).collect();
            if body.len() < self.letters - 1 {
                return Err(CodesRefused::TooFewBytes(made.len()));
            }
            let code = self.write(&body);
            if seen.insert(code.clone()) {
                made.push(code);
            }
        }
        Ok(made)
    }

    /// What a typed text is: small letters, blanks and hyphens make no difference, nor S for 5 and B for 8.
    pub fn read(&self, typed: &str) -> Reading {
        let tidy: String = typed
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != '-')
            .map(|letter| letter.to_ascii_uppercase())
            .take(64)
            .collect();
        let Some(letters) = tidy.strip_prefix(&self.prefix) else { return Reading::Other };
        if letters.chars().count() != self.letters || !letters.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Reading::Other;
        }
        let meant = letters.bytes().map(|byte| match byte {
            b'S' => b'5',
            b'B' => b'8',
            byte => byte,
        });
        let values: Option<Vec<usize>> = meant.map(|byte| ALPHABET.iter().position(|letter| *letter == byte)).collect();
        match values {
            Some(values) if weighted(&values).is_multiple_of(ALPHABET.len()) => {
                Reading::Code(self.write(&values[..self.letters - 1]))
            }
            _ => Reading::Slip,
        }
    }

    fn write(&self, body: &[usize]) -> CouponCode {
        let check = (0..ALPHABET.len())
            .find(|check| (weighted(body) + check * self.letters).is_multiple_of(ALPHABET.len()))
            .expect("a prime and a smaller number have a multiple of every remainder");
        let letters: Vec<char> = body.iter().chain([&check]).map(|value| char::from(ALPHABET[*value])).collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        let groups = groups.join("-");
        let text = if self.prefix.is_empty() { groups } else { format!("{}-{groups}", self.prefix) };
        text.parse().expect("at most 30 capitals, digits and hyphens are a code")
    }
}

/// The sum of all, each times its place from 1.
fn weighted(values: &[usize]) -> usize {
    (1..).zip(values).map(|(place, value): (usize, &usize)| place * value).sum()
}
