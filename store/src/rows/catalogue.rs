//! Marketplaces, the offer cache, the house's shelves, rates.

use super::table;

table!(marketplace "marketplace" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub name: String,
    pub description: String,
    pub api_base_url: String,
    pub api_key_sealed: Option<String>,
    pub active: bool,
    pub logo: String,
    pub colour_light: String,
    pub colour_dark: String,
    pub rating: Option<i64>,
    pub mode: String,
    pub protocol: String,
    pub currency: String,
    pub capabilities: String,
    pub terms: String,
    pub relation_token: String,
});

table!(product "product" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub marketplace: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub external_id: String,
    pub relation_token: String,
    pub title: String,
    pub description: String,
    pub price: i64,
    pub currency: String,
    pub image_url: Option<String>,
    pub product_url: Option<String>,
    pub category: Option<String>,
    pub available: bool,
    pub created_at: i64,
    pub rating: Option<i64>,
    pub rating_count: i64,
    pub gtin: Option<String>,
    pub observed_at: i64,
    pub search_text: String,
    pub document: String,
    pub told: String,
    pub matched: String,
});

table!(house_product "house_product" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub external_id: String,
    pub document: String,
    pub search_text: String,
    pub category: Option<String>,
    pub active: bool,
});

table!(house_stock "house_stock" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub variant: String,
    pub product: String,
    pub on_hand: i64,
    pub reserved: i64,
});

table!(reservation "reservation" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub reference: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub variant: String,
    pub quantity: i64,
    pub state: String,
    pub created_at: i64,
});

table!(rate_table "rate_table" {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dated: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub base: String,
    pub rates: String,
});
