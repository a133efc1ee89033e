//! What is left of a word when number, gender and case are taken off, so that `lamps`, `lampes` and `lamp` meet.

use rust_stemmers::{Algorithm, Stemmer};

use crate::words::is_arabic;

/// Takes endings off in English, French and Arabic.
pub struct Stems {
    english: Stemmer,
    french: Stemmer,
}

impl Default for Stems {
    fn default() -> Self {
        Self { english: Stemmer::create(Algorithm::English), french: Stemmer::create(Algorithm::French) }
    }
}

impl Stems {
    /// The stems of a folded word. What language it is nobody knows, so Latin words have one of each; a word with a digit
    /// has none.
    pub fn of(&self, word: &str) -> Vec<String> {
        if word.chars().any(|letter| letter.is_ascii_digit()) {
            return Vec::new();
        }
        if is_arabic(word) {
            return vec![arabic(word)];
        }
        let mut stems = vec![self.english.stem(word).into_owned()];
        let french = french_number(self.french.stem(word).into_owned());
        if !stems.contains(&french) {
            stems.push(french);
        }
        stems
    }
}

/// The French rules leave some plurals apart that differ in an `e` alone once accents are gone.
fn french_number(stem: String) -> String {
    match stem.strip_suffix('e') {
        Some(shorter) if shorter.chars().count() >= 3 => shorter.to_owned(),
        _ => stem,
    }
}

/// Articles and small words written together with the next, and the commonest endings, taken off as long as three
/// letters are left.
fn arabic(word: &str) -> String {
    const FRONT: [&str; 7] = ["وال", "بال", "كال", "فال", "لل", "ال", "و"];
    const BACK: [&str; 10] = ["ها", "ان", "ات", "ون", "ين", "يه", "يا", "ه", "ي", "ا"];
    let length = |text: &str| text.chars().count();
    let mut rest = word;
    for front in FRONT {
        // one letter is an article only where a whole word is left
        let least = if front == "و" { 4 } else { 2 };
        if let Some(shorter) = rest.strip_prefix(front)
            && length(shorter) >= least
        {
            rest = shorter;
            break;
        }
    }
    for back in BACK {
        if let Some(shorter) = rest.strip_suffix(back)
            && length(shorter) >= 3
        {
            rest = shorter;
        }
    }
    rest.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    fn meet(one: &str, other: &str) -> bool {
        let stems = Stems::default();
        let of = |word: &str| stems.of(&words(word)[0]);
        of(one).iter().any(|stem| of(other).contains(stem))
    }

    #[test]
    fn plurals_meet_their_singulars_in_three_languages() {
        for (one, other) in [
            ("lamps", "lamp"),
            ("batteries", "battery"),
            ("glasses", "glass"),
            ("lampes", "lampe"),
            ("tasses", "tasse"),
            ("écouteurs", "écouteur"),
            ("chaussures", "chaussure"),
            ("noire", "noir"),
            ("سماعات", "سماعة"),
            ("الحقيبة", "حقيبة"),
            ("والساعات", "ساعة"),
        ] {
            assert!(meet(one, other), "{one} {other}");
        }
        for (one, other) in [("lamp", "lemon"), ("mug", "jug"), ("حقيبة", "ساعة")] {
            assert!(!meet(one, other), "{one} {other}");
        }
    }

    #[test]
    fn numbers_have_no_stem() {
        assert!(Stems::default().of("h7s").is_empty());
    }
}
