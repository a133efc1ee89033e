//! The carts of the proofs `carts` and `promotions`, worked out where the browser works: in WebAssembly, without any import.

/// The digest of one cart's numbers, or 0 when something of it does not add up.
#[allow(unsafe_code, reason = "an exported name is the only way in")]
#[unsafe(no_mangle)]
pub extern "C" fn cart(seed: u64, number: u64) -> u64 {
    rule_proofs::carts::digest(seed, number).unwrap_or(0)
}

/// The digest of one cart with promotions and its returns, or 0 when it cannot be worked out.
#[allow(unsafe_code, reason = "an exported name is the only way in")]
#[unsafe(no_mangle)]
pub extern "C" fn promotions(seed: u64, number: u64) -> u64 {
    rule_proofs::promotions::digest(seed, number).unwrap_or(0)
}
