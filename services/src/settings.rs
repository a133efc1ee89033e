//! What the operator decides at the start of the process.

use std::path::PathBuf;

use domain::papers::Issuer;

use crate::{accounts::AccountSettings, factors::Ways, index::IndexPlace, secrets::Secrets};

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
    /// What passwords must be, and what a hash of one costs.
    pub accounts: AccountSettings,
    /// What the ways in beside the password need of the outside.
    pub ways: Ways,
    /// What seals and opens secrets that are kept in the database.
    pub secrets: Secrets,
    /// The file that the signed heads of the audit log are written to.
    pub audit_heads: PathBuf,
    /// Where the index is.
    pub index: IndexPlace,
    /// Whose invoices and receipts the shop issues; none are issued before it is known.
    pub issuer: Option<Issuer>,
}
