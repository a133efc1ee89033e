//! Words in one form, however they were typed: without accents, in lower case, and in Arabic without what is joined to them.

/// Lower case without accents; Arabic letters in one form, digits in one script.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
            'ç' | 'ć' | 'č' => folded.push('c'),
            'ď' | 'đ' => folded.push('d'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => folded.push('i'),
            'ł' => folded.push('l'),
            'ñ' | 'ń' | 'ň' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ő' => folded.push('o'),
            'ř' => folded.push('r'),
            'ś' | 'š' | 'ş' => folded.push('s'),
            'ť' => folded.push('t'),
            'ù' | 'ú' | 'û' | 'ü' | 'ů' | 'ű' => folded.push('u'),
            'ý' | 'ÿ' => folded.push('y'),
            'ź' | 'ż' | 'ž' => folded.push('z'),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
            'ى' | 'ئ' => folded.push('ي'),
            'ؤ' => folded.push('و'),
            'ة' => folded.push('ه'),
            '\u{300}'..='\u{36f}' | 'ـ' | '\u{64b}'..='\u{652}' | '\u{670}' => {}
            _ => folded.push(plain_digit(letter)),
        }
    }
    folded
}

/// Arabic and Persian digits as those of the rest of the world.
pub fn plain_digit(letter: char) -> char {
    let digit = match letter {
        '٠'..='٩' => u32::from(letter) - u32::from('٠'),
        '۰'..='۹' => u32::from(letter) - u32::from('۰'),
        _ => return letter,
    };
    char::from_digit(digit, 10).unwrap_or(letter)
}

/// Whether a letter is written in Arabic script.
pub fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}')
}

/// An Arabic word also without what is written together with it: `و`, `ب`, `ل`, `ف`, the article.
pub fn forms(key: String) -> Vec<String> {
    if !key.starts_with(is_arabic) {
        return vec![key];
    }
    let mut forms = vec![key];
    let add = |from: &str, prefix: &str, instead: &str| {
        let rest = from.strip_prefix(prefix).filter(|rest| rest.chars().count() > 1)?;
        Some(format!("{instead}{rest}"))
    };
    let mut known: Vec<String> = forms.clone();
    known.extend(add(&forms[0], "و", ""));
    for form in known.clone() {
        known.extend(add(&form, "لل", "ال"));
        for prefix in ["ب", "ل", "ف"] {
            known.extend(add(&form, prefix, ""));
        }
    }
    for form in known.clone() {
        known.extend(add(&form, "ال", ""));
    }
    for form in known {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}
