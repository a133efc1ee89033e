//! The money path: payments, sagas, their outbox and inbox, the ledger.

use super::table;

table!(payment "payment" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_number: String,
    pub gateway: String,
    pub session: Option<String>,
    pub page_url: Option<String>,
    pub reference: Option<String>,
    pub status: String,
    pub amount: i64,
    pub held: i64,
    pub captured: i64,
    pub released: i64,
    pub refunded: i64,
    pub currency: String,
    pub method: String,
    pub saved_method: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
});

table!(saga "saga" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_number: String,
    pub state: String,
    pub version: i64,
    pub phase: String,
    pub updated_at: i64,
});

table!(effect "effect" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub order_number: String,
    pub key: String,
    pub kind: String,
    pub payload: String,
    pub attempts: i64,
    pub next_at: i64,
    pub lease_owner: Option<String>,
    pub lease_until: i64,
    pub fence: i64,
    pub done_at: Option<i64>,
});

table!(inbox "inbox" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub provider: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub event_id: String,
    pub received_at: i64,
    pub handled_at: Option<i64>,
    pub body: String,
});

table!(ledger_transaction "ledger_transaction" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub order_number: Option<String>,
    pub reason: String,
    pub created_at: i64,
    pub key: Option<String>,
});

table!(ledger_entry "ledger_entry" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub transaction_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub account: String,
    pub amount: i64,
    pub currency: String,
});
