//! Orders, their parts, items and tracking events.

use super::table;

table!(promotion_use "promotion_use" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_number: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub promotion: String,
    pub amount: i64,
    pub currency: String,
});

table!(order "order" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: String,
    pub visitor: String,
    pub user_id: Option<String>,
    pub authentication_token: String,
    pub validation_token: String,
    pub relation_token: String,
    pub email: String,
    pub details: String,
    pub locale: String,
    pub total_amount: i64,
    pub currency: String,
    pub status: String,
    pub policy: String,
    pub phase: String,
    pub created_at: i64,
    pub updated_at: i64,
});

table!(marketplace_order "marketplace_order" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_number: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub part: i64,
    pub marketplace: String,
    pub state: String,
    pub refusal: Option<String>,
    pub marketplace_order_ids: String,
    pub handle: Option<String>,
    pub session: String,
    pub request: String,
    pub own: String,
    pub own_total: i64,
    pub own_currency: String,
    pub shown: String,
    pub shown_total: i64,
    pub shown_currency: String,
    pub discount: i64,
    pub rate: String,
    pub progress: Option<String>,
    pub delivery_title: String,
    pub arrives_by: Option<i64>,
    pub shipments: String,
    pub next_poll_at: Option<i64>,
});

table!(order_item "order_item" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_number: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub part: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub marketplace: String,
    pub product: String,
    pub variant: String,
    pub quantity: i64,
    pub price: i64,
    pub currency: String,
    pub document: String,
});

table!(tracking_event "tracking_event" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_number: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub part: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub external_id: String,
    pub progress: String,
    pub at: i64,
    pub note: String,
});
