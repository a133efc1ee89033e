//! Carts and checkouts in progress.

use super::table;

table!(cart "cart" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub visitor: String,
    pub user_id: Option<String>,
    pub version: i64,
    pub currency: Option<String>,
    pub removed: Option<String>,
    pub updated_at: i64,
});

table!(cart_item "cart_item" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub visitor: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    pub marketplace: String,
    pub product: String,
    pub variant: String,
    pub relation_token: String,
    pub quantity: i64,
    pub added_at: i64,
    pub document: String,
});

table!(checkout "checkout" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub visitor: String,
    pub draft: String,
    pub updated_at: i64,
});
