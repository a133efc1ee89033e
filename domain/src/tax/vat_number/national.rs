//! Whose numbers a prefix begins, and how they are checked: as each tax office publishes it.

use super::{
    VatNumberProblem,
    checks::digits,
    one_kind::{
        austria, belgium, croatia, cyprus, denmark, estonia, finland, germany, greece, hungary, italy, luxembourg,
        malta, norway, poland, portugal, slovakia, slovenia, sweden, switzerland,
    },
    several_kinds::{britain, bulgaria, czechia, france, ireland, latvia, lithuania, netherlands, romania, spain},
};

/// The number without its prefix as it is kept, after form and check digits were seen to hold.
pub(super) fn checked(prefix: &str, own: &str) -> Result<String, VatNumberProblem> {
    let own = padded(prefix, own);
    let check = match prefix {
        "AT" => austria,
        "BE" => belgium,
        "BG" => bulgaria,
        "CHE" => switzerland,
        "CY" => cyprus,
        "CZ" => czechia,
        "DE" => germany,
        "DK" => denmark,
        "EE" => estonia,
        "EL" => greece,
        "ES" => spain,
        "FI" => finland,
        "FR" => france,
        "GB" | "XI" => britain,
        "HR" => croatia,
        "HU" => hungary,
        "IE" => ireland,
        "IT" => italy,
        "LT" => lithuania,
        "LU" => luxembourg,
        "LV" => latvia,
        "MT" => malta,
        "NL" => netherlands,
        "NO" => norway,
        "PL" => poland,
        "PT" => portugal,
        "RO" => romania,
        "SE" => sweden,
        "SI" => slovenia,
        "SK" => slovakia,
        _ => return Err(VatNumberProblem::UnknownCountry),
    };
    match check(&own) {
        Some(true) => Ok(own),
        Some(false) => Err(VatNumberProblem::WrongCheckDigits),
        None => Err(VatNumberProblem::Malformed),
    }
}

/// Leading noughts that people leave out.
fn padded(prefix: &str, own: &str) -> String {
    match (prefix, own.len()) {
        ("BE", 9) | ("EL", 8) => format!("0{own}"),
        _ => own.to_owned(),
    }
}

/// So many digits; nothing where there are more or fewer, or something else.
pub(super) fn exactly(own: &str, length: usize) -> Option<Vec<u32>> {
    digits(own).filter(|found| found.len() == length)
}
