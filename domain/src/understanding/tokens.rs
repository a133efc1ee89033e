//! What somebody typed, cut into words, numbers and signs.

use super::{
    Amount,
    folding::{fold, forms, is_arabic, plain_digit},
};

/// How many letters of a text are read.
pub const LONGEST: usize = 400;

/// What a token is, beside its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A word, or a number that is part of one: `usb-c`, `500ml`.
    Word,
    /// A number on its own.
    Number(Amount),
    /// From one number to another, written together: `20-50`.
    Range(Amount, Amount),
    /// So many out of five: `4/5`.
    OutOfFive(Amount),
    /// A sign that may mean something: `$`, `<`, `+`.
    Sign,
    /// What ends a part of the sentence: a comma, a bracket.
    Stop,
}

/// A piece of what somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// As typed, in lower case.
    pub text: String,
    /// Folded, and in Arabic also without article and small words written together with it.
    pub keys: Vec<String>,
    /// What it is.
    pub kind: Kind,
    /// Whether it was typed in capitals.
    pub capital: bool,
}

impl Token {
    fn new(text: &str, kind: Kind) -> Self {
        let lower = text.to_lowercase();
        let capital = text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
        let keys = forms(fold(&lower));
        Self { text: lower, keys, kind, capital }
    }

    /// Its folded text.
    pub fn key(&self) -> &str {
        self.keys.first().map_or("", String::as_str)
    }

    /// Whether any of its forms is this word.
    pub fn is(&self, key: &str) -> bool {
        self.keys.iter().any(|form| form == key)
    }

    /// Whether it can stand among words.
    pub fn is_word(&self) -> bool {
        !matches!(self.kind, Kind::Sign | Kind::Stop)
    }
}

/// Small words that French writes together with the next one.
const ELIDED: [&str; 13] = ["l", "d", "j", "qu", "n", "s", "c", "m", "t", "jusqu", "lorsqu", "puisqu", "presqu"];

/// Words that may be written right behind a number without being part of the thing: currencies and stars.
const BEHIND: [&str; 49] = [
    "eur",
    "euro",
    "euros",
    "usd",
    "dollar",
    "dollars",
    "bucks",
    "gbp",
    "pound",
    "pounds",
    "quid",
    "jpy",
    "yen",
    "tnd",
    "dt",
    "dinar",
    "dinars",
    "kes",
    "ksh",
    "shilling",
    "shillings",
    "inr",
    "rs",
    "rupees",
    "aed",
    "dirham",
    "dirhams",
    "mad",
    "sar",
    "riyal",
    "riyals",
    "ngn",
    "naira",
    "egp",
    "chf",
    "kwd",
    "bhd",
    "pln",
    "zl",
    "krw",
    "sek",
    "cad",
    "aud",
    "star",
    "stars",
    "etoile",
    "etoiles",
    "cny",
    "kr",
];

/// Currency words that may be written right before a number.
const BEFORE: [&str; 22] = [
    "eur", "usd", "gbp", "jpy", "tnd", "kes", "ksh", "kshs", "inr", "rs", "aed", "mad", "sar", "ngn", "egp", "chf",
    "kwd", "bhd", "pln", "krw", "sek", "cny",
];

/// Cuts a text into tokens. Never fails, and reads at most [`LONGEST`] letters.
pub fn tokens(text: &str) -> Vec<Token> {
    let letters: Vec<char> = text
        .chars()
        .take(LONGEST)
        .map(|letter| match letter {
            '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
            '–' | '—' | '−' | '‐' | '‑' => '-',
            '٫' => '.',
            '٬' | '،' => ',',
            '؛' => ';',
            '؟' => '?',
            letter => plain_digit(letter),
        })
        .filter(|letter| !matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .collect();
    let mut reader = Reader { letters, at: 0, tokens: Vec::new() };
    while reader.at < reader.letters.len() {
        reader.step();
    }
    reader.tokens
}

struct Reader {
    letters: Vec<char>,
    at: usize,
    tokens: Vec<Token>,
}

impl Reader {
    fn peek(&self, ahead: usize) -> char {
        self.letters.get(self.at + ahead).copied().unwrap_or(' ')
    }

    fn push(&mut self, text: &str, kind: Kind) {
        self.tokens.push(Token::new(text, kind));
    }

    fn step(&mut self) {
        let letter = self.peek(0);
        if letter.is_ascii_digit() {
            self.number();
        } else if letter.is_alphanumeric() {
            self.word();
        } else {
            self.at += 1;
            self.sign(letter);
        }
    }

    fn sign(&mut self, letter: char) {
        match letter {
            '$' | '€' | '£' | '¥' | '₹' | '₦' | '₩' | '~' | '≈' | '≤' | '≥' | '=' | '+' | '★' | '⭐' | '&' =>
            {
                self.push(&letter.to_string(), Kind::Sign);
            }
            '<' | '>' => {
                let or_equal = self.peek(0) == '=';
                self.at += usize::from(or_equal);
                let sign = if letter == '<' { "≤" } else { "≥" };
                self.push(sign, Kind::Sign);
            }
            '-' => self.push("-", if self.peek(0).is_alphabetic() { Kind::Sign } else { Kind::Stop }),
            letter if letter.is_whitespace() || letter.is_control() => {}
            letter => self.push(&letter.to_string(), Kind::Stop),
        }
    }

    /// A number with its decimals and its groups of thousands.
    fn digits(&mut self) -> (String, Amount) {
        let begin = self.at;
        let mut plain = String::new();
        let mut decimals = None;
        loop {
            let letter = self.peek(0);
            let run = (1..).take_while(|ahead| self.peek(*ahead).is_ascii_digit()).count();
            if letter.is_ascii_digit() {
                plain.push(letter);
                decimals = decimals.map(|places: usize| places + 1);
                self.at += 1;
            } else if decimals.is_none() && run > 0 && matches!(letter, '.' | ',') {
                let grouped = plain.len() <= 3 || self.letters[begin..self.at].contains(&',');
                if !(letter == ',' && run == 3 && grouped) {
                    decimals = Some(0);
                    plain.push('.');
                }
                self.at += 1;
            } else if decimals.is_none()
                && matches!(letter, ' ' | '\u{a0}' | '\u{202f}')
                && run == 3
                && plain.len() <= 3
                && !self.peek(4).is_alphanumeric()
            {
                self.at += 1;
            } else {
                break;
            }
        }
        (self.letters[begin..self.at].iter().collect(), Amount::read(&plain).unwrap_or_default())
    }

    /// Letters, digits and what joins them, from here on.
    fn run(&self) -> String {
        let mut text = String::new();
        for ahead in 0.. {
            let letter = self.peek(ahead);
            let inside = matches!(letter, '-' | '.' | '\'' | '&') && self.peek(ahead + 1).is_alphanumeric();
            if !letter.is_alphanumeric() && !inside {
                break;
            }
            text.push(letter);
        }
        text
    }

    fn number(&mut self) {
        let begin = self.at;
        let (text, amount) = self.digits();
        let word_of = |run: &str| fold(run.trim_start_matches('-'));
        if self.peek(0) == '-' && self.peek(1).is_ascii_digit() {
            let back = self.at;
            self.at += 1;
            let (_, end) = self.digits();
            let run = self.run();
            if run.is_empty() || BEHIND.contains(&word_of(&run).as_str()) {
                let text: String = self.letters[begin..self.at].iter().collect();
                return self.push(&text, Kind::Range(amount, end));
            }
            self.at = back;
        }
        if self.peek(0) == '/' && self.peek(1) == '5' && !self.peek(2).is_alphanumeric() && amount <= Amount::whole(5) {
            self.at += 2;
            return self.push(&format!("{text}/5"), Kind::OutOfFive(amount));
        }
        let run = self.run();
        let behind = word_of(&run);
        if run.is_empty() {
            return match self.peek(0) {
                '%' | '"' => self.push(&text, Kind::Word),
                _ => self.push(&text, Kind::Number(amount)),
            };
        }
        if behind == "k" {
            self.at += run.chars().count();
            return self.push(&format!("{text}{run}"), Kind::Number(amount.times(1000)));
        }
        if BEHIND.contains(&behind.as_str()) || run.starts_with(is_arabic) {
            return self.push(&text, Kind::Number(amount));
        }
        self.at += run.chars().count();
        self.push(&format!("{text}{run}"), Kind::Word);
    }

    fn word(&mut self) {
        let run = self.run();
        // a number of another script behind Arabic letters is a number of its own
        if run.starts_with(is_arabic)
            && let Some(place) = run.find(|letter: char| letter.is_ascii_digit())
        {
            let word = run[..place].trim_end_matches('-');
            self.at += run[..place].chars().count();
            return self.push(word, Kind::Word);
        }
        if let Some((before, _)) = run.split_once('\'')
            && ELIDED.contains(&fold(before).as_str())
        {
            self.at += before.chars().count() + 1;
            return self.push(before, Kind::Word);
        }
        let letters: String = run.chars().take_while(|letter| letter.is_alphabetic()).collect();
        let rest = run[letters.len()..].trim_start_matches('.');
        if BEFORE.contains(&fold(&letters).as_str()) && rest.starts_with(|letter: char| letter.is_ascii_digit()) {
            self.at += run.chars().count() - rest.chars().count();
            return self.push(&letters, Kind::Word);
        }
        self.at += run.chars().count();
        if self.peek(0) == '$' && run.chars().count() <= 2 {
            self.at += 1;
            return self.push(&format!("{run}$"), Kind::Word);
        }
        self.push(&run, Kind::Word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn words_keep_what_joins_them() {
        assert_eq!(texts("7-piece USB-C t-shirt, h&m 3.5mm"), ["7-piece", "usb-c", "t-shirt", ",", "h&m", "3.5mm"]);
        assert_eq!(texts("planche à découper d'été"), ["planche", "à", "découper", "d", "été"]);
        assert_eq!(texts("children's book. Now"), ["children's", "book", ".", "now"]);
    }

    #[test]
    fn numbers_are_read_however_they_are_written() {
        let numbers = |text: &str| -> Vec<String> {
            tokens(text)
                .into_iter()
                .filter_map(|token| match token.kind {
                    Kind::Number(amount) | Kind::OutOfFive(amount) => Some(amount.to_string()),
                    Kind::Range(from, to) => Some(format!("{from} to {to}")),
                    _ => None,
                })
                .collect()
        };
        assert_eq!(numbers("1,000 1\u{202f}000 and 49,90 or 49.90 1.5k"), ["1000", "1000", "49.9", "49.9", "1500"]);
        assert_eq!(
            numbers("٥٠ $20-30 50€ 4/5 50usd ksh5000 1,250,000"),
            ["50", "20 to 30", "50", "4", "50", "5000", "1250000"]
        );
        assert_eq!(numbers("500ml 27-inch ps5 24mp 50%"), Vec::<String>::new());
        assert_eq!(numbers("بـ50 دولار و60"), ["50", "60"]);
    }

    #[test]
    fn arabic_words_are_known_without_what_is_joined_to_them() {
        let token = Token::new("وللكويت", Kind::Word);
        assert!(token.is("الكويت") && token.is("كويت"), "{:?}", token.keys);
        assert!(Token::new("الأحمر", Kind::Word).is("احمر"));
    }
}
