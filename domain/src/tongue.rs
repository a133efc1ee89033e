//! In which language a title is written, as far as its letters and small words tell. Marketplaces title in their own
//! languages, often several at once; a shopper is shown the title that reads best.

use crate::locale::Locale;

/// Words that stand in French titles and hardly in English ones, and the other way round.
const FRENCH: [&str; 31] = [
    "a",
    "au",
    "aux",
    "avec",
    "blanc",
    "bleu",
    "bois",
    "coton",
    "couleurs",
    "cuir",
    "d",
    "de",
    "des",
    "du",
    "en",
    "et",
    "fil",
    "gris",
    "jeu",
    "l",
    "la",
    "le",
    "les",
    "livraison",
    "noir",
    "pour",
    "rapide",
    "rouge",
    "sac",
    "sans",
    "vert",
];
const ENGLISH: [&str; 24] = [
    "and", "black", "blue", "by", "colours", "cotton", "for", "free", "green", "grey", "in", "leather", "new", "of",
    "pack", "red", "set", "shipping", "the", "white", "with", "without", "wood", "wooden",
];

/// How well a title reads to somebody of a language: 2 in it, 1 in another one of the same script, 0 in another script.
/// What tells nothing counts as English.
pub fn reads(title: &str, locale: Locale) -> u8 {
    let letters = title.chars().filter(|letter| letter.is_alphabetic());
    let (arabic, other) = letters.fold((0u32, 0u32), |(arabic, other), letter| match letter {
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => (arabic + 1, other),
        _ => (arabic, other + 1),
    });
    // Makers and models stand in Latin letters in Arabic titles too.
    let is_arabic = arabic * 2 > other;
    match locale {
        Locale::Ar => 2 * u8::from(is_arabic),
        _ if is_arabic => 0,
        Locale::Fr => 1 + u8::from(is_french(title)),
        Locale::En => 2 - u8::from(is_french(title)),
    }
}

fn is_french(title: &str) -> bool {
    let lower = title.to_lowercase();
    let words = || lower.split(|letter: char| !letter.is_alphanumeric());
    let count = |known: &[&str]| words().filter(|word| known.contains(word)).count();
    let accents = lower.chars().filter(|letter| "àâçèéêëîïôùûœ".contains(*letter)).count();
    count(&FRENCH) + accents > count(&ENGLISH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_known_by_its_letters_and_small_words() {
        for (title, english, french, arabic) in [
            ("Murrel portable speaker, wine red, 12 h", 2, 1, 0),
            ("Enceinte sans fil bordeaux | Murrel LIVRAISON RAPIDE", 1, 2, 0),
            ("Bouteille isotherme inox corail, étanche", 1, 2, 0),
            ("حزام جلد طبيعي Pellam Saddle 35", 0, 0, 2),
            ("【2026 MODEL】STAINLESS STEEL WATER BOTTLE Brimzy", 2, 1, 0),
            ("Rêverie candle set of 4 in the colours of spring", 2, 1, 0),
            ("", 2, 1, 0),
        ] {
            let read = Locale::ALL.map(|locale| reads(title, locale));
            assert_eq!(read, [english, french, arabic], "{title}");
        }
    }
}
