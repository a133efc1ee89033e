//! What the operator decides at the start of the process.

/// The settings of the shop.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The shop's own address, without a slash at the end.
    pub public_url: String,
    /// 256 random bits that order tokens are made with; the same at every start.
    pub secret: [u8; 32],
    /// How long to wait before a marketplace is asked about an order again, in milliseconds.
    pub poll_milliseconds: i64,
    /// How long an order of the house rests in a stage before it moves on by itself, in milliseconds; `None` where
    /// people move it.
    pub house_stage_milliseconds: Option<i64>,
    /// The key that opens the operator's pages; too short a one opens nothing.
    pub operator_key: String,
}
