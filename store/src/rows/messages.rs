//! Mails on their way out, and alerts.

use super::table;

table!(message "message" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub key: String,
    pub recipient: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub language: String,
    pub attempts: i64,
    pub next_at: Option<i64>,
    pub lease_until: i64,
    pub created_at: i64,
    pub sent_at: Option<i64>,
});

table!(alert "alert" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub order_number: Option<String>,
    pub about: String,
    pub created_at: i64,
    pub resolved_at: Option<i64>,
});
