//! One number for many: what the browser's results are compared with the server's by.

use domain::money::Money;

/// FNV-1a.
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    /// The digest of nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds bytes.
    pub fn add_bytes(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// Adds a number.
    pub fn add(&mut self, number: i64) {
        self.add_bytes(&number.to_le_bytes());
    }

    /// Adds amounts.
    pub fn add_all(&mut self, amounts: &[Money]) {
        amounts.iter().for_each(|amount| self.add(amount.minor));
    }

    /// The number.
    pub fn number(&self) -> u64 {
        self.0
    }
}
