//! Ways to pay that a gateway keeps for a shopper. We hold its tokens; card numbers never come to us.

use std::fmt;

/// A gateway's token for a way to pay. Whoever has it and our keys can take money, so nothing prints it.
#[derive(Clone, PartialEq, Eq)]
pub struct MethodToken(String);

impl MethodToken {
    /// The token of this text, where it can be one: 1 to 255 letters, digits, `_`, `-` or `=`.
    pub fn read(text: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'=');
        let fits = (1..=255).contains(&text.len()) && text.bytes().all(plain);
        fits.then(|| Self(text.to_owned()))
    }

    /// The token itself, to be sealed and kept, or sent to the gateway.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for MethodToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("MethodToken(…)")
    }
}

/// A method that a gateway keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedMethod {
    /// What we pay with next time.
    pub token: MethodToken,
    /// What the shopper knows it by, such as `visa •••• 1111`; shortened so that it gives nothing away.
    pub label: String,
}

/// What is needed to save a method.
#[derive(Clone, Debug)]
pub struct SavingRequest {
    /// Where the shopper comes back after agreeing.
    pub success_url: String,
    /// Where the shopper comes back without having agreed.
    pub cancel_url: String,
}

/// A mail address of which only the first letter and the host are shown.
pub(super) fn shortened(email: &str) -> String {
    match email.split_once('@') {
        Some((name, host)) => format!("{}•••@{host}", name.chars().next().unwrap_or('•')),
        None => "•••".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_never_printed_and_never_a_path() {
        let token = MethodToken::read("8kk845-abc_1").unwrap();
        assert_eq!(format!("{token:?}"), "MethodToken(…)");
        for wrong in ["", "../orders", "a b", "é"] {
            assert_eq!(MethodToken::read(wrong), None, "{wrong}");
        }
        assert_eq!(shortened("amira@example.org"), "a•••@example.org");
    }
}
