//! Reports of goods that are not what they are sold as.

use serde::{Deserialize, Serialize};

use crate::{
    catalog::plain_text,
    checkout::{FieldProblem, Problem},
};

/// The most letters of what somebody writes about it.
pub const LONGEST_WORDS: usize = 500;

/// Why something is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It bears a name that is not its maker's.
    Fake,
    /// It is dangerous.
    Dangerous,
    /// It is not what it is described as.
    Misdescribed,
    /// It may not be sold at all.
    Forbidden,
    /// Something else, which the words tell.
    Other,
}

impl Reason {
    /// All reasons, as the form shows them.
    pub const ALL: [Self; 5] = [Self::Fake, Self::Dangerous, Self::Misdescribed, Self::Forbidden, Self::Other];

    /// Its word in forms, tables and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Fake => "fake",
            Self::Dangerous => "dangerous",
            Self::Misdescribed => "misdescribed",
            Self::Forbidden => "forbidden",
            Self::Other => "other",
        }
    }

    /// The reason of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}

/// What somebody says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Why.
    pub reason: Reason,
    /// In their own words, as plain text; may be empty where the reason says it.
    pub words: String,
}

impl Statement {
    /// Reads what was typed.
    ///
    /// # Errors
    /// With the fields that are wrong: no reason, too many words, or none where only they could tell.
    pub fn of(reason: &str, words: &str) -> Result<Self, Vec<FieldProblem>> {
        let wrong = |field: &str, problem| FieldProblem { field: field.to_owned(), problem };
        let mut problems = Vec::new();
        let known = Reason::from_word(reason);
        if known.is_none() {
            problems.push(wrong("reason", if reason.is_empty() { Problem::Missing } else { Problem::Malformed }));
        }
        let words = plain_text(words, LONGEST_WORDS + 1);
        if words.chars().count() > LONGEST_WORDS {
            problems.push(wrong("words", Problem::TooLong));
        } else if known == Some(Reason::Other) && words.is_empty() {
            problems.push(wrong("words", Problem::Missing));
        }
        match known {
            Some(reason) if problems.is_empty() => Ok(Self { reason, words }),
            _ => Err(problems),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(reason: &str, words: &str) -> Vec<(String, Problem)> {
        let problems = Statement::of(reason, words).unwrap_err();
        problems.into_iter().map(|one| (one.field, one.problem)).collect()
    }

    #[test]
    fn a_reason_must_be_given_and_words_where_only_they_tell() {
        assert_eq!(wrong("", "x"), [("reason".to_owned(), Problem::Missing)]);
        assert_eq!(wrong("ugly", ""), [("reason".to_owned(), Problem::Malformed)]);
        assert_eq!(wrong("other", "  <b></b> "), [("words".to_owned(), Problem::Missing)]);
        assert_eq!(wrong("fake", &"x".repeat(501)), [("words".to_owned(), Problem::TooLong)]);
    }

    #[test]
    fn words_are_kept_as_plain_text() {
        let said = Statement::of("fake", " The <b>logo</b>\nis \u{202e}wrong ").unwrap();
        assert_eq!((said.reason, said.words.as_str()), (Reason::Fake, "The logo is wrong"));
        for reason in Reason::ALL {
            assert_eq!(Statement::of(reason.word(), "so").unwrap().reason, reason);
        }
    }
}
