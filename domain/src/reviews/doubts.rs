//! The first look at what somebody wrote: what speaks for a person reading it before everybody does.
//!
//! It looks for what can be counted, and judges nobody's words: that is for people.

use super::words;

words! {
    /// Why something waits for a person.
    Doubt {
        /// Its author has not bought the thing here.
        NotBought = "not-bought",
        /// It has pictures, which no program can judge.
        Pictured = "pictured",
        /// It leads elsewhere.
        Link = "link",
        /// It holds an address or a telephone number.
        Contact = "contact",
        /// It is written in capitals.
        Shouting = "shouting",
        /// It repeats a letter or a word on and on.
        Repeating = "repeating",
        /// Somebody who read it says that a person should look.
        Reported = "reported",
    }
}

/// How many letters in capitals are taken for shouting, and out of how many.
const CAPITALS: (usize, usize) = (7, 10);
const FEWEST_LETTERS: usize = 20;

/// How often the same letter, and the same word, may follow itself.
const SAME_LETTERS: usize = 7;
const SAME_WORDS: usize = 4;

/// How many digits make a telephone number.
const TELEPHONE: usize = 9;

/// What speaks for a person reading a text first. `bought` says whether its author bought the thing.
pub fn doubts(text: &str, bought: bool, pictured: bool) -> Vec<Doubt> {
    let found = [
        (!bought, Doubt::NotBought),
        (pictured, Doubt::Pictured),
        (leads_elsewhere(text), Doubt::Link),
        (tells_contact(text), Doubt::Contact),
        (shouts(text), Doubt::Shouting),
        (repeats(text), Doubt::Repeating),
    ];
    found.into_iter().filter(|(is_so, _)| *is_so).map(|(_, doubt)| doubt).collect()
}

fn leads_elsewhere(text: &str) -> bool {
    let text = text.to_lowercase();
    let ending = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let Some((name, end)) = word.rsplit_once('.') else { return false };
        let end = end.split('/').next().unwrap_or_default();
        let plain = !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || "-.".contains(letter));
        plain && matches!(end, "com" | "net" | "org" | "io" | "shop" | "store" | "info" | "biz" | "me" | "app" | "xyz")
    };
    text.contains("://") || text.contains("www.") || text.split_whitespace().any(ending)
}

fn tells_contact(text: &str) -> bool {
    let is_address = |word: &str| {
        word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.trim_end_matches('.').contains('.'))
    };
    // blanks and hyphens stand inside telephone numbers, other letters end them
    let mut digits = 0;
    let mut telephone = false;
    for letter in text.chars() {
        match letter {
            letter if letter.is_numeric() => digits += 1,
            ' ' | '-' | '(' | ')' | '+' | '/' => {}
            _ => digits = 0,
        }
        telephone |= digits >= TELEPHONE;
    }
    telephone || text.split_whitespace().any(is_address)
}

fn shouts(text: &str) -> bool {
    let cased = text.chars().filter(|letter| letter.is_uppercase() || letter.is_lowercase()).count();
    let capitals = text.chars().filter(|letter| letter.is_uppercase()).count();
    cased >= FEWEST_LETTERS && capitals * CAPITALS.1 > cased * CAPITALS.0
}

fn repeats(text: &str) -> bool {
    let letters = longest_run(text.chars().filter(|letter| !letter.is_whitespace()));
    let words = longest_run(text.split_whitespace().map(str::to_lowercase));
    letters > SAME_LETTERS || words > SAME_WORDS
}

/// How often the most repeated one follows itself.
fn longest_run<T: PartialEq>(all: impl Iterator<Item = T>) -> usize {
    let (mut longest, mut run, mut before) = (0, 0, None);
    for one in all {
        run = if before.as_ref() == Some(&one) { run + 1 } else { 1 };
        longest = longest.max(run);
        before = Some(one);
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_who_bought_it_writes_plainly_waits_for_nobody() {
        for text in [
            "Warm light, a heavy base. The cable is 1.5 m, a bit short.",
            "Arrived on 21.11.2026, after 3 days. I paid 64.80 and would again.",
            "GPS works well, USB-C too.",
            "مصباح جميل وضوؤه دافئ",
        ] {
            assert!(doubts(text, true, false).is_empty(), "{text}");
        }
    }

    #[test]
    fn every_doubt_is_named() {
        for (text, doubt) in [
            ("Better at https://elsewhere.example now", Doubt::Link),
            ("see www.elsewhere.example", Doubt::Link),
            ("cheaper at best-lamps.shop!", Doubt::Link),
            ("write to amira@example.org", Doubt::Contact),
            ("call +351 912 345 678 for a better price", Doubt::Contact),
            ("THE WORST LAMP THAT I EVER HAD ON MY DESK", Doubt::Shouting),
            ("sooooooooo good", Doubt::Repeating),
            ("good good good good good", Doubt::Repeating),
        ] {
            assert_eq!(doubts(text, true, false), [doubt], "{text}");
        }
        assert_eq!(doubts("Nice.", false, true), [Doubt::NotBought, Doubt::Pictured]);
    }
}
