//! The tokens of a title: its pieces, with words that only hyphens join taken apart.

use super::{
    lexicon::known,
    measures::{amount, joined, thousandths},
    text::{pieces, stem},
};

/// The tokens of a folded text: pieces, with words that only hyphens join taken apart.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    for piece in pieces(text) {
        // `SE-TAN` is a code, and no model of a family called SE.
        let short = matches!(piece.split_once('-'), Some(("se" | "fe", _)));
        let code = piece.contains(['-', '_']) && (short || is_code(&piece));
        let range = piece.contains('-') && piece.split('-').all(|part| thousandths(part).is_some());
        match code {
            true => tokens.push(piece.replace(['-', '_'], "")),
            false if range || joined(&piece).is_some() => tokens.push(piece),
            false => tokens.extend(piece.split(['-', '_']).map(str::to_owned)),
        }
    }
    tokens
}

/// Whether hyphens inside a piece belong to the name of a model, as in `wh-1000xm5`: it has letters and digits, and no part
/// of it is a word or an amount.
fn is_code(piece: &str) -> bool {
    let said = |part: &str| joined(part).is_some_and(|(number, unit)| amount(number, &unit).is_some());
    let is_word = |part: &str| {
        part.chars().all(char::is_alphabetic)
            && part.chars().count() > 2
            && known(std::iter::once(stem(part).as_str())).is_some()
    };
    // `F-91W-1` has nothing to do with watts.
    let numbered = |part: &&str| part.bytes().any(|byte| byte.is_ascii_digit());
    let starts = piece.split('-').next().is_some_and(|part| (1..=3).contains(&part.len()) && !numbered(&part));
    if starts && piece.split('-').filter(numbered).count() >= 2 && !piece.contains('.') {
        return true;
    }
    piece.chars().any(|letter| letter.is_ascii_digit())
        && piece.chars().any(char::is_alphabetic)
        && joined(piece).is_none_or(|(number, unit)| amount(number, &unit).is_none())
        && !piece.split(['-', '_']).any(|part| is_word(part) || said(part))
}
