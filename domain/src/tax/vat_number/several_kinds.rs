//! Countries with several kinds of numbers: companies and people, old and new. Each answers whether the check digits
//! hold, and nothing where the form is wrong.

use super::{
    checks::{digits, iso_97_10, luhn, number, weighted},
    national::exactly,
};

pub(super) fn bulgaria(own: &str) -> Option<bool> {
    let found = digits(own)?;
    match found.len() {
        9 => {
            let first = weighted(&found[..8], &[1, 2, 3, 4, 5, 6, 7, 8]) % 11;
            let second = weighted(&found[..8], &[3, 4, 5, 6, 7, 8, 9, 10]) % 11;
            Some((if first == 10 { second } else { first }) % 10 == found[8])
        }
        10 => {
            let person = weighted(&found[..9], &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10;
            let foreigner = weighted(&found[..9], &[21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10;
            let other = (11 - weighted(&found[..9], &[4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11;
            // A person's number begins with their birthday: 20 months later before 1900, 40 later from 2000 on.
            let born = (1..=12).contains(&((found[2] * 10 + found[3]) % 20)) && (found[2] * 10 + found[3]) < 53;
            Some(person == found[9] && born || [foreigner, other].contains(&found[9]))
        }
        _ => None,
    }
}

pub(super) fn czechia(own: &str) -> Option<bool> {
    let found = digits(own)?;
    match found.len() {
        8 if found[0] != 9 => {
            let check = (11 - weighted(&found[..7], &[8, 7, 6, 5, 4, 3, 2]) % 11) % 11;
            Some((if check == 0 { 1 } else { check }) % 10 == found[7])
        }
        9 if found[0] == 6 => {
            let sum = weighted(&found[1..8], &[8, 7, 6, 5, 4, 3, 2]) % 11;
            Some((8 + sum) % 10 == found[8])
        }
        // Numbers of people born before 1954 have no check digit; their days do.
        9 => czech_birthday(&found).then_some(true),
        10 => czech_birthday(&found).then(|| {
            let rest = number(&found[..9]) % 11 % 10;
            rest == u64::from(found[9])
        }),
        _ => None,
    }
}

/// Months of women are 50 later; 20 more where the numbers of a day were used up.
fn czech_birthday(found: &[u32]) -> bool {
    let month = (found[2] * 10 + found[3]) % 50 % 20;
    let day = found[4] * 10 + found[5];
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

pub(super) fn spain(own: &str) -> Option<bool> {
    let (first, last) = (own.chars().next()?, own.chars().nth(8)?);
    if own.len() != 9 {
        return None;
    }
    if first.is_ascii_digit() || "KLMXYZ".contains(first) {
        let leading = match first {
            'X' | 'K' | 'L' | 'M' => "0",
            'Y' => "1",
            'Z' => "2",
            _ => own.get(..1)?,
        };
        let whole = number(&exactly(&format!("{leading}{}", own.get(1..8)?), 8)?);
        return Some("TRWAGMYFPDXBNJZSQVHLCKE".chars().nth((whole % 23) as usize) == Some(last));
    }
    if !"ABCDEFGHJNPQRSUVW".contains(first) {
        return None;
    }
    let found = exactly(own.get(1..8)?, 7)?;
    let sum: u32 = found
        .iter()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { digit * 2 / 10 + digit * 2 % 10 } else { *digit })
        .sum();
    let check = (10 - sum % 10) % 10;
    let letter = "JABCDEFGHI".chars().nth(check as usize);
    Some(
        (last.to_digit(10) == Some(check) && !"PQRSNW".contains(first))
            || (letter == Some(last) && !"ABEH".contains(first)),
    )
}

pub(super) fn france(own: &str) -> Option<bool> {
    const LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let (key, company) = (own.get(..2)?, exactly(own.get(2..)?, 9)?);
    let siren = number(&company);
    // Monaco's numbers have three noughts in place of the register's.
    if !luhn(&company) && !own.get(2..)?.starts_with("000") {
        return Some(false);
    }
    if let Some(found) = digits(key) {
        return Some(number(&found) == (12 + 3 * (siren % 97)) % 97);
    }
    let place = |letter: char| LETTERS.find(letter).map(|place| place as u64);
    let (first, second) = (key.chars().next()?, key.chars().nth(1)?);
    let value = match first.is_ascii_digit() {
        true => place(first)? * 24 + place(second)? - 10,
        false => place(first)? * 34 + place(second)? - 100,
    };
    Some((siren + 1 + value / 11) % 11 == value % 11)
}

pub(super) fn britain(own: &str) -> Option<bool> {
    for (kind, from, to) in [("GD", 0, 499), ("HA", 500, 999)] {
        let Some(body) = own.strip_prefix(kind) else { continue };
        if let Some(short) = exactly(body, 3) {
            return (from..=to).contains(&number(&short)).then_some(true);
        }
        let long = exactly(body.strip_prefix("8888")?, 5)?;
        let body = number(&long[..3]);
        return (from..=to).contains(&body).then(|| body % 97 == number(&long[3..]));
    }
    let found = digits(own).filter(|found| [9, 12].contains(&found.len()))?;
    let sum = u64::from(weighted(&found[..7], &[8, 7, 6, 5, 4, 3, 2])) + number(&found[7..9]);
    // Numbers given out since 2010 have a sum that is 42 apart.
    Some(sum.is_multiple_of(97) || (sum + 55).is_multiple_of(97))
}

pub(super) fn ireland(own: &str) -> Option<bool> {
    const LETTERS: &str = "WABCDEFGHIJKLMNOPQRSTUV";
    let body = own.get(..7).filter(|_| [8, 9].contains(&own.len()))?;
    let check = own.chars().nth(7)?;
    // Numbers of the old kind have a letter in second place; their first digit belongs at the end.
    let (body, second) = match digits(body) {
        Some(found) => (found, own.chars().nth(8)),
        None if own.len() == 8 => {
            let second = own.chars().nth(1).filter(|letter| letter.is_ascii_uppercase() || "+*".contains(*letter))?;
            (digits(&format!("0{}{}", body.get(2..)?, body.replace(second, "").get(..1)?))?, None)
        }
        None => return None,
    };
    let more = match second {
        Some(letter) => 9 * LETTERS.find(letter)? as u32,
        None => 0,
    };
    let sum = weighted(&body, &[8, 7, 6, 5, 4, 3, 2]) + more;
    LETTERS.contains(check).then(|| LETTERS.chars().nth((sum % 23) as usize) == Some(check))
}

pub(super) fn lithuania(own: &str) -> Option<bool> {
    let found = digits(own).filter(|found| [9, 12].contains(&found.len()))?;
    let (last, others) = found.split_last()?;
    if others.last() != Some(&1) {
        return None;
    }
    let sum = |shift: u32| -> u32 { others.iter().zip(shift..).map(|(digit, place)| digit * (1 + place % 9)).sum() };
    let check = if sum(0) % 11 == 10 { sum(2) } else { sum(0) };
    Some(check % 11 % 10 == *last)
}

pub(super) fn latvia(own: &str) -> Option<bool> {
    let found = exactly(own, 11)?;
    if found[0] > 3 {
        return Some(weighted(&found, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3);
    }
    let sum = 1 + weighted(&found[..10], &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9]);
    Some(sum % 11 % 10 == found[10])
}

pub(super) fn netherlands(own: &str) -> Option<bool> {
    let (body, count) = own.split_once('B')?;
    let (found, count) = (digits(body)?, exactly(count, 2)?);
    if found.len() > 9 || number(&found) == 0 || number(&count) == 0 {
        return None;
    }
    let body = format!("{body:0>9}");
    let found = digits(&body)?;
    let of_company = i64::from(weighted(&found[..8], &[9, 8, 7, 6, 5, 4, 3, 2])) - i64::from(found[8]);
    // Since 2020 people who trade have numbers that are checked with their letters.
    Some(of_company % 11 == 0 || iso_97_10(&format!("NL{body}B{}{}", count[0], count[1])))
}

pub(super) fn romania(own: &str) -> Option<bool> {
    let found = digits(own)?;
    match found.len() {
        2..=10 if found[0] > 0 => {
            let body = digits(&format!("{own:0>10}"))?;
            Some(weighted(&body[..9], &[7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10 % 11 % 10 == body[9])
        }
        // People trade under the number of their birth.
        13 => Some(weighted(&found[..12], &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11 % 10 == found[12]),
        _ => None,
    }
}
