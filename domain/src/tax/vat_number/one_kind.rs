//! Countries whose numbers are all of one kind. Each answers whether the check digits hold, and nothing where the form
//! is wrong.

use super::{
    checks::{iso_11_10, luhn, number, weighted},
    national::exactly,
};

pub(super) fn austria(own: &str) -> Option<bool> {
    let found = exactly(own.strip_prefix('U')?, 8)?;
    let sum: u32 = found[..7]
        .iter()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 1 { digit * 2 / 10 + digit * 2 % 10 } else { *digit })
        .sum();
    Some((96 - sum) % 10 == found[7])
}

pub(super) fn belgium(own: &str) -> Option<bool> {
    let found = exactly(own, 10).filter(|found| found[0] < 2)?;
    Some(97 - number(&found[..8]) % 97 == number(&found[8..]))
}

pub(super) fn switzerland(own: &str) -> Option<bool> {
    let bare = ["MWST", "TVA", "IVA", "TPV"].iter().find_map(|kind| own.strip_suffix(kind)).unwrap_or(own);
    let found = exactly(bare, 9)?;
    Some((11 - weighted(&found[..8], &[5, 4, 3, 2, 7, 6, 5, 4]) % 11) % 11 == found[8])
}

pub(super) fn cyprus(own: &str) -> Option<bool> {
    const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let found = exactly(own.get(..8)?, 8)?;
    let letter = own.get(8..).filter(|rest| rest.len() == 1)?.chars().next().filter(char::is_ascii_uppercase)?;
    if own.starts_with("12") {
        return None;
    }
    let sum: u32 =
        found.iter().enumerate().map(|(place, digit)| if place % 2 == 0 { ODD[*digit as usize] } else { *digit }).sum();
    Some(u32::from(letter) - u32::from('A') == sum % 26)
}

pub(super) fn germany(own: &str) -> Option<bool> {
    Some(iso_11_10(&exactly(own, 9).filter(|found| found[0] > 0)?))
}

pub(super) fn denmark(own: &str) -> Option<bool> {
    let found = exactly(own, 8).filter(|found| found[0] > 0)?;
    Some(weighted(&found, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11))
}

pub(super) fn estonia(own: &str) -> Option<bool> {
    Some(weighted(&exactly(own, 9)?, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10))
}

pub(super) fn greece(own: &str) -> Option<bool> {
    let found = exactly(own, 9)?;
    Some(weighted(&found[..8], &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == found[8])
}

pub(super) fn finland(own: &str) -> Option<bool> {
    Some(weighted(&exactly(own, 8)?, &[7, 9, 10, 5, 8, 4, 2, 1]).is_multiple_of(11))
}

pub(super) fn croatia(own: &str) -> Option<bool> {
    Some(iso_11_10(&exactly(own, 11)?))
}

pub(super) fn hungary(own: &str) -> Option<bool> {
    Some(weighted(&exactly(own, 8)?, &[9, 7, 3, 1, 9, 7, 3, 1]).is_multiple_of(10))
}

pub(super) fn italy(own: &str) -> Option<bool> {
    let found = exactly(own, 11)?;
    let province = number(&found[7..10]);
    let known = (1..=100).contains(&province) || [120, 121, 888, 999].contains(&province);
    (known && found[..7].iter().any(|digit| *digit > 0)).then(|| luhn(&found))
}

pub(super) fn luxembourg(own: &str) -> Option<bool> {
    let found = exactly(own, 8)?;
    Some(number(&found[..6]) % 89 == number(&found[6..]))
}

pub(super) fn malta(own: &str) -> Option<bool> {
    let found = exactly(own, 8).filter(|found| found[0] > 0)?;
    Some(weighted(&found, &[3, 4, 6, 7, 8, 9, 10, 1]).is_multiple_of(37))
}

pub(super) fn norway(own: &str) -> Option<bool> {
    let found = exactly(own.strip_suffix("MVA").unwrap_or(own), 9)?;
    Some((11 - weighted(&found[..8], &[3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 == found[8])
}

pub(super) fn poland(own: &str) -> Option<bool> {
    let found = exactly(own, 10)?;
    Some(weighted(&found[..9], &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == found[9])
}

pub(super) fn portugal(own: &str) -> Option<bool> {
    let found = exactly(own, 9).filter(|found| found[0] > 0)?;
    Some((11 - weighted(&found[..8], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10 == found[8])
}

pub(super) fn sweden(own: &str) -> Option<bool> {
    let found = exactly(own, 12)?;
    (number(&found[10..]) > 0).then(|| luhn(&found[..10]))
}

pub(super) fn slovenia(own: &str) -> Option<bool> {
    let found = exactly(own, 8).filter(|found| found[0] > 0)?;
    let check = 11 - weighted(&found[..7], &[8, 7, 6, 5, 4, 3, 2]) % 11;
    Some(check < 11 && check % 10 == found[7])
}

pub(super) fn slovakia(own: &str) -> Option<bool> {
    let found = exactly(own, 10).filter(|found| found[0] > 0 && ![0, 1, 5, 6].contains(&found[2]))?;
    Some(number(&found).is_multiple_of(11))
}
