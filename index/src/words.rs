//! Words as the index compares them: small letters without accents, in Latin and in Arabic script.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// At most so many words of a question are looked at.
pub const MOST_WORDS: usize = 12;

/// Words longer than this are cut; nothing that people look for is longer.
const LONGEST_WORD: usize = 40;

/// Small words that say nothing of a thing. They count only where nothing else was typed.
const SMALL: &[&str] = &[
    // English
    "a", "an", "and", "any", "at", "by", "for", "from", "i", "in", "is", "it", "me", "my", "of", "on", "or", "some",
    "that", "the", "to", "with", "are", "s", // French
    "au", "aux", "avec", "d", "dans", "de", "des", "du", "en", "est", "et", "l", "la", "le", "les", "ma", "mes", "mon",
    "ou", "par", "pour", "qui", "sur", "un", "une", // Arabic, folded
    "في", "من", "علي", "مع", "الي", "او", "و", "عن",
];

/// The words of a text in their order, folded.
///
/// A number keeps its decimals (`1.5`), and `1,5` is `1.5`. What stands between letters and digits otherwise separates.
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let letters: Vec<char> = folded.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (place, letter) in letters.iter().copied().enumerate() {
        let digit = |at: Option<&char>| at.is_some_and(char::is_ascii_digit);
        let decimal = matches!(letter, '.' | ',')
            && digit(place.checked_sub(1).and_then(|before| letters.get(before)))
            && digit(letters.get(place + 1))
            // `1,000` is a thousand, not one
            && !(letter == ',' && letters[place + 1..].iter().take_while(|one| one.is_ascii_digit()).count() == 3);
        if letter.is_alphanumeric() {
            word.push(letter);
        } else if decimal {
            word.push('.');
        } else if !word.is_empty() {
            words.push(cut(std::mem::take(&mut word)));
        }
    }
    if !word.is_empty() {
        words.push(cut(word));
    }
    words
}

fn cut(word: String) -> String {
    if word.chars().count() > LONGEST_WORD { word.chars().take(LONGEST_WORD).collect() } else { word }
}

/// The words of a question that say something; all of them where none does. Each once.
pub fn telling(text: &str) -> Vec<String> {
    let all = words(text);
    // a letter alone says little, and a word that is only begun even less
    let says = |word: &&String| !SMALL.contains(&word.as_str()) && !is_letter(word);
    let telling: Vec<&String> = all.iter().filter(says).collect();
    let kept: Vec<String> = if telling.is_empty() { all.clone() } else { telling.into_iter().cloned().collect() };
    let mut once: Vec<String> = Vec::new();
    for word in kept {
        if !once.contains(&word) && once.len() < MOST_WORDS {
            once.push(word);
        }
    }
    once
}

fn is_letter(word: &str) -> bool {
    word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// Whether a word says nothing of a thing.
pub fn is_small(word: &str) -> bool {
    SMALL.contains(&word)
}

/// Small letters without accents; Arabic without vowel marks, with one form for the letters that are often mixed up.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // compatibility forms become plain ones, and marks stand behind their letters
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'ß' => out.push_str("ss"),
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            'đ' | 'Đ' => out.push('d'),
            'ى' | 'ی' => out.push('ي'),
            'ة' => out.push('ه'),
            'ک' => out.push('ك'),
            // the stroke that lengthens words, and marks of direction
            'ـ' | '\u{200c}'..='\u{200f}' => {}
            '٠'..='٩' => out.push(western(letter, '٠')),
            '۰'..='۹' => out.push(western(letter, '۰')),
            '٫' => out.push('.'),
            _ => out.extend(letter.to_lowercase()),
        }
    }
    out
}

fn western(digit: char, zero: char) -> char {
    char::from_digit(u32::from(digit) - u32::from(zero), 10).unwrap_or(digit)
}

/// A code without what people write between its parts: `VT-H7 matbla` and `vth7-matbla` are one.
pub fn code(text: &str) -> String {
    text.chars().filter(|letter| letter.is_ascii_alphanumeric()).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Whether something typed may be a code: long enough, with a digit, and of Latin letters and digits in few parts.
pub fn may_be_code(text: &str) -> bool {
    let plain = code(text);
    plain.len() >= 4
        && plain.len() <= 40
        && plain.bytes().any(|byte| byte.is_ascii_digit())
        && text.split_whitespace().count() <= 3
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, ' ' | '-' | '_' | '/' | '.'))
}

/// Whether a word is written in Arabic script.
pub fn is_arabic(word: &str) -> bool {
    word.chars().any(|letter| ('\u{600}'..='\u{6ff}').contains(&letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_case_accents_and_marks() {
        assert_eq!(words("Crème BRÛLÉE, Œuf & Straße"), ["creme", "brulee", "oeuf", "strasse"]);
        assert_eq!(words("سمّاعات لاسلكيّة أزرق"), ["سماعات", "لاسلكيه", "ازرق"]);
        assert_eq!(words("سماعة"), words("سماعه"));
        assert_eq!(words("٥٠ مل"), ["50", "مل"]);
    }

    #[test]
    fn decimals_stay_whole_and_thousands_are_not_taken_for_them() {
        assert_eq!(words("1,5 l 3.5mm 1,000 v2."), ["1.5", "l", "3.5mm", "1", "000", "v2"]);
    }

    #[test]
    fn small_words_count_only_where_there_is_nothing_else() {
        assert_eq!(telling("a lamp for the desk, a lamp"), ["lamp", "desk"]);
        assert_eq!(telling("the"), ["the"]);
        assert_eq!(telling("d'eau"), ["eau"]);
        assert!(telling("!!! ---").is_empty());
        assert_eq!(telling(&"word ".repeat(10_000)), ["word"]);
    }

    #[test]
    fn codes_are_one_however_they_are_written() {
        assert_eq!(code("VTH7-MATBLA"), code("vth7 matbla"));
        assert!(may_be_code("VTH7-MATBLA") && may_be_code("5701234000495"));
        assert!(!may_be_code("lamp") && !may_be_code("a1") && !may_be_code("red shoes size 42 for men"));
    }
}
