//! What somebody typed, made into what can be shown: plain text within its limits.

use super::Stars;
use crate::{
    catalog::plain_text,
    checkout::{FieldProblem, Problem},
};

/// The most letters of a review's title, of its text, and of a question or an answer.
pub const LONGEST_TITLE: usize = 100;
/// See [`LONGEST_TITLE`].
pub const LONGEST_TEXT: usize = 4000;
/// See [`LONGEST_TITLE`].
pub const LONGEST_ANSWER: usize = 1000;

/// The fewest letters that say something.
const SHORTEST_TEXT: usize = 10;

/// What was typed into the form of a review, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ReviewForm {
    /// How many stars.
    pub stars: String,
    /// In a few words; may stay empty.
    pub title: String,
    /// In more words.
    pub text: String,
}

/// A review that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewText {
    /// The stars.
    pub stars: Stars,
    /// In a few words; may be empty.
    pub title: String,
    /// In more words.
    pub text: String,
}

impl ReviewForm {
    /// Checks every field and says all that is wrong at once.
    ///
    /// # Errors
    /// With one entry per field that is missing, too short or too long.
    pub fn check(&self) -> Result<ReviewText, Vec<FieldProblem>> {
        let wrong = |field: &str, problem| FieldProblem { field: field.to_owned(), problem };
        let stars = self.stars.trim().parse::<u8>().ok().and_then(|count| Stars::try_from(count).ok());
        let stars = stars.ok_or_else(|| wrong("stars", Problem::Missing));
        let title = plain_text(&self.title, LONGEST_TITLE + 1);
        let title =
            if title.chars().count() > LONGEST_TITLE { Err(wrong("title", Problem::TooLong)) } else { Ok(title) };
        let text = checked("text", &self.text, LONGEST_TEXT);
        match (stars, title, text) {
            (Ok(stars), Ok(title), Ok(text)) => Ok(ReviewText { stars, title, text }),
            (stars, title, text) => Err([stars.err(), title.err(), text.err()].into_iter().flatten().collect()),
        }
    }
}

/// A question, an answer or a reply that can be kept.
///
/// # Errors
/// When it is empty, too short to say something, or too long.
pub fn checked_answer(typed: &str) -> Result<String, Vec<FieldProblem>> {
    checked("text", typed, LONGEST_ANSWER).map_err(|problem| vec![problem])
}

fn checked(field: &str, typed: &str, longest: usize) -> Result<String, FieldProblem> {
    let text = cleaned(typed, longest + 1);
    let problem = match text.chars().count() {
        0 => Problem::Missing,
        count if count < SHORTEST_TEXT => Problem::Malformed,
        count if count > longest => Problem::TooLong,
        _ => return Ok(text),
    };
    Err(FieldProblem { field: field.to_owned(), problem })
}

/// Plain text that keeps its lines; no more than one of them is empty in a row.
fn cleaned(typed: &str, longest: usize) -> String {
    let mut text = String::new();
    let mut empty = 0;
    for line in typed.lines().map(|line| plain_text(line, longest)).take(500) {
        if line.is_empty() {
            empty += 1;
            continue;
        }
        if !text.is_empty() {
            text.push_str(if empty > 0 { "\n\n" } else { "\n" });
        }
        text.push_str(&line);
        empty = 0;
    }
    text.chars().take(longest).collect()
}

/// What somebody is called in public: their first name and the first letter of the last; empty where they gave none.
pub fn shown_name(first: &str, last: &str) -> String {
    let first = plain_text(first, 40);
    let initial = plain_text(last, 40).chars().next();
    match initial {
        Some(initial) if !first.is_empty() => format!("{first} {}.", initial.to_uppercase()),
        _ => first,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(stars: &str, title: &str, text: &str) -> ReviewForm {
        ReviewForm { stars: stars.to_owned(), title: title.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_review_is_kept_as_plain_text_with_its_lines() {
        let kept =
            form("4", " <b>Good</b> ", "Warm light.\r\n\r\n\r\nHeavy <i>base</i>.\n\u{202e}Short cable.\n").check();
        let kept = kept.unwrap();
        assert_eq!((kept.stars.count(), kept.title.as_str()), (4, "Good"));
        assert_eq!(kept.text, "Warm light.\n\nHeavy base .\nShort cable.");
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let problems = form("6", &"x".repeat(101), "").check().unwrap_err();
        let told: Vec<_> = problems.iter().map(|one| (one.field.as_str(), one.problem)).collect();
        assert_eq!(told, [("stars", Problem::Missing), ("title", Problem::TooLong), ("text", Problem::Missing)]);
        assert_eq!(checked_answer("Yes").unwrap_err()[0].problem, Problem::Malformed);
        assert_eq!(checked_answer(&"no ".repeat(400)).unwrap_err()[0].problem, Problem::TooLong);
    }

    #[test]
    fn nobody_is_named_in_full() {
        assert_eq!(shown_name("Amira", "ben Salah"), "Amira B.");
        assert_eq!(shown_name("Amira", ""), "Amira");
        assert_eq!(shown_name("", "Salah"), "");
    }
}
