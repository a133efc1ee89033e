//! Letters and words as they are compared: case, accents, Arabic spellings and plurals do not count.

/// A text in small letters without accents, with digits as `0` to `9`; marks of trade and vowel signs are left out.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' => out.push('a'),
            'ç' | 'ć' | 'č' => out.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ė' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' => out.push('i'),
            'ñ' | 'ń' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => out.push('o'),
            'ù' | 'ú' | 'û' | 'ü' | 'ū' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'š' | 'ś' => out.push('s'),
            'ž' | 'ź' | 'ż' => out.push('z'),
            'ß' => out.push_str("ss"),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            'أ' | 'إ' | 'آ' | 'ٱ' => out.push('ا'),
            'ى' | 'ئ' => out.push('ي'),
            'ؤ' => out.push('و'),
            'ة' => out.push('ه'),
            '٪' => out.push('%'),
            '٠'..='٩' => out.push(digit(letter, '٠')),
            '۰'..='۹' => out.push(digit(letter, '۰')),
            '٫' => out.push('.'),
            '’' | '‘' | '`' | '´' => out.push('\''),
            '″' | '”' | '“' => out.push('"'),
            '–' | '—' | '‑' | '−' => out.push('-'),
            '×' => out.push('x'),
            '²' => out.push('2'),
            '½' => out.push_str(".5"),
            // Vowel signs, the stroke that stretches Arabic words, marks of trade, what cannot be seen.
            '\u{64b}'..='\u{652}'
            | '\u{670}'
            | 'ـ'
            | '®'
            | '™'
            | '©'
            | '\u{200b}'..='\u{200f}'
            | '\u{300}'..='\u{36f}' => {}
            other => out.push(other),
        }
    }
    out
}

fn digit(letter: char, zero: char) -> char {
    u8::try_from(u32::from(letter) - u32::from(zero)).map_or(letter, |digit| char::from(b'0' + digit))
}

/// Whether a letter is an Arabic one.
pub(super) fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}')
}

/// A folded word without plural and article, so that `lampes` is `lampe` and `الأسود` is `اسود`.
pub(super) fn stem(word: &str) -> String {
    if word.chars().next().is_some_and(is_arabic) {
        let long_enough = |rest: &&str| rest.chars().count() >= 3;
        let prefixes = ["وال", "بال", "لل", "ال"];
        let bare = prefixes.iter().find_map(|prefix| word.strip_prefix(prefix).filter(long_enough)).unwrap_or(word);
        return bare.to_owned();
    }
    // French `couteaux`.
    if let Some(one) = word.strip_suffix('x').filter(|one| one.len() > 4 && one.ends_with("eau")) {
        return one.to_owned();
    }
    let plural = word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
        && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !plural {
        return word.to_owned();
    }
    match word.strip_suffix("ies") {
        Some(short) if short.len() > 2 => format!("{short}y"),
        _ => word[..word.len() - 1].to_owned(),
    }
}

/// The pieces of a folded text: runs of letters and digits, with what holds a piece together inside (`wh-1000xm5`, `2.5`,
/// `1/2`), and the signs `+`, `&`, `"` and `%` where they stand.
pub(super) fn pieces(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut pieces: Vec<String> = Vec::new();
    let mut piece = String::new();
    for (place, letter) in letters.iter().copied().enumerate() {
        let before = place.checked_sub(1).and_then(|before| letters.get(before)).copied();
        let after = letters.get(place + 1).copied();
        let inside = before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
        let between_digits =
            before.is_some_and(|letter| letter.is_ascii_digit()) && after.is_some_and(|letter| letter.is_ascii_digit());
        let holds = match letter {
            '-' | '_' => inside,
            '.' | ',' | '/' => between_digits,
            letter => letter.is_alphanumeric(),
        };
        if holds {
            piece.push(if letter == ',' { '.' } else { letter });
            continue;
        }
        if !piece.is_empty() {
            pieces.push(std::mem::take(&mut piece));
        }
        match letter {
            // Written to a word it belongs to its name, as in `S24+`.
            '+' if before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric) => {
                // Behind a bare number it is an age.
                let named = pieces.last().is_some_and(|piece| piece.chars().any(char::is_alphabetic));
                pieces.push(if named { "plus" } else { "+" }.to_owned());
            }
            '+' | '&' | '"' | '%' => pieces.push(letter.to_string()),
            _ => {}
        }
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

/// The consonants of a word, alike in Arabic and Latin letters, so that a name is known again where it was written by ear:
/// `سوني` and `sony` are both `sn`.
pub(super) fn sound(word: &str) -> String {
    let mut out = String::new();
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let heard = match letter {
            'p' if letters.peek() == Some(&'h') => 'f',
            'ب' | 'پ' | 'b' | 'p' => 'b',
            'ت' | 'ث' | 'ط' | 't' => 't',
            'ج' | 'غ' | 'گ' | 'g' | 'j' => 'g',
            'د' | 'ذ' | 'ض' | 'd' => 'd',
            'ر' | 'r' => 'r',
            'ز' | 'ظ' | 'z' => 'z',
            'س' | 'ش' | 'ص' | 's' => 's',
            'ف' | 'ڤ' | 'f' | 'v' => 'f',
            'ق' | 'ك' | 'خ' | 'k' | 'c' | 'q' => 'k',
            'ل' | 'l' => 'l',
            'م' | 'm' => 'm',
            'ن' | 'n' => 'n',
            'x' => {
                out.push('k');
                's'
            }
            '0'..='9' => letter,
            _ => continue,
        };
        if !out.ends_with(heard) || heard.is_ascii_digit() {
            out.push(heard);
        }
    }
    out
}

/// Whether two folded words are the same but for one letter too many, too few or another one, where they are long enough
/// for that to be a slip.
pub(super) fn nearly(left: &str, right: &str) -> bool {
    if left == right || left.len().abs_diff(right.len()) > 4 {
        return left == right;
    }
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let (short, long) = if left.len() <= right.len() { (&left, &right) } else { (&right, &left) };
    if short.len() < 5 || long.len() - short.len() > 1 {
        return short == long;
    }
    let same = short.iter().zip(long).take_while(|(one, other)| one == other).count();
    let rest = if short.len() == long.len() { &short[(same + 1).min(short.len())..] } else { &short[same..] };
    rest == &long[(same + 1).min(long.len())..]
}

/// Whether two words of two languages look like one, as `ergonomic` and `ergonomique` do: they begin alike for four letters
/// and three fifths of the longer one.
pub(super) fn is_cognate(left: &str, right: &str) -> bool {
    let same = left.bytes().zip(right.bytes()).take_while(|(one, other)| one == other).count();
    let letters = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphabetic());
    same >= 4 && same * 5 >= left.len().max(right.len()) * 3 && letters(left) && letters(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_word_are_one_word() {
        assert_eq!(folded("ÉCOUTEURS Œuvre ٤٥ أسْوَد"), "ecouteurs oeuvre 45 اسود");
        assert_eq!(
            (stem("lampes").as_str(), stem("batteries").as_str(), stem("glass").as_str()),
            ("lampe", "battery", "glass")
        );
        assert_eq!(stem(&folded("الأسود")), "اسود");
    }

    #[test]
    fn what_belongs_together_stays_together() {
        assert_eq!(
            pieces("wh-1000xm5, 2,5 l (usb-c) a+b s24+ 27\""),
            ["wh-1000xm5", "2.5", "l", "usb-c", "a", "+", "b", "s24", "plus", "27", "\""]
        );
    }

    #[test]
    fn names_sound_alike_in_both_scripts_and_slips_are_forgiven() {
        assert_eq!(sound("سوني"), sound("sony"));
        assert_eq!(sound("فيليبس"), sound("philips"));
        assert!(nearly("tonvik", "tonvick") && !nearly("headphone", "headpohne") && nearly("brick", "bricl"));
        assert!(!nearly("tide", "tile"));
        assert!(is_cognate("ergonomic", "ergonomique") && !is_cognate("tide", "tidal") && !is_cognate("pan", "pane"));
    }
}
