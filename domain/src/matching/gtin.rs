//! Which trade item numbers say what a thing is: a right check digit is not enough, for shops print numbers of their own,
//! and sellers without one type what comes to mind.

use crate::ids::Gtin;

/// Numbers that stand for nothing, or for many things, though their check digit is right.
const INVENTED: [&str; 7] = [
    // 1234567890128, 0123456789012, 9876543210982, 1111111111116 and their like
    "01234567890128",
    "00123456789012",
    "00012345678905",
    "12345678901231",
    "09876543210982",
    "00987654321098",
    "05901234123457",
];

/// A number that is one thing's alone: well formed, given by GS1 to a maker, and none that people type to fill a field.
pub(super) fn trusted(text: &str) -> Option<Gtin> {
    let gtin: Gtin = text.trim().parse().ok()?;
    let digits = gtin.as_str();
    let unlike = |rest: &str| rest.bytes().any(|byte| Some(byte) != rest.bytes().next());
    let body = digits.trim_start_matches('0');
    // All but the check digit alike, such as 1111111111116.
    let filled = body.len() < 6 || !unlike(&body[..body.len() - 1]);
    (!INVENTED.contains(&digits) && !filled && !within_a_shop(digits)).then_some(gtin)
}

/// Whether GS1 leaves a prefix to shops, coupons or papers that appear again under one number
/// (GS1 General Specifications, section 1.4.3).
fn within_a_shop(digits: &str) -> bool {
    // GTIN-8 have six leading zeros here, and a prefix of their own.
    if let Some(eight) = digits.strip_prefix("000000") {
        return eight.starts_with('0') || eight.starts_with('2');
    }
    let prefix: u32 = digits[1..4].parse().unwrap_or(0);
    matches!(prefix, 20..=29 | 40..=59 | 200..=299 | 977 | 980..=999)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_anybody_may_print_or_type_say_nothing() {
        for text in ["5701234000495", "978-0-306-40615-7", "4719512002889"] {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            let known = digits.parse::<Gtin>().is_ok();
            assert_eq!(trusted(text).is_some(), known, "{text}");
        }
        for text in ["1111111111116", "0000000000000", "2000000000015", "1234567890128", "5901234123457", "12", ""] {
            assert!(trusted(text).is_none(), "{text}");
        }
    }
}
