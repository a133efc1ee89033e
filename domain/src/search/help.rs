//! What helps somebody whose words found something else than they typed, or nothing.

use serde::{Deserialize, Serialize};

/// Help with a question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Help {
    /// What the words were read as, where they were read as others: nobody sells what was typed.
    pub read_as: Option<String>,
    /// Whether nothing has every word, and what has some of them is shown.
    pub partly: bool,
    /// Other words that find something, where these found nothing.
    pub instead: Vec<String>,
}

impl Help {
    /// The question that has nothing read into it: its words between quotation marks.
    pub fn word_by_word(text: &str) -> String {
        format!("\"{}\"", text.trim().trim_matches('"'))
    }
}
