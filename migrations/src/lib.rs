//! The tables, step by step. Each step is a script that both databases read; what differs stands in a script of its own.
//!
//! A step that has left the house is never changed: what comes later is another step that yesterday's code can live with.

use sea_orm_migration::{
    async_trait::async_trait,
    prelude::*,
    sea_orm::{ConnectionTrait, DbBackend},
};

pub use sea_orm_migration::MigratorTrait;

/// Brings a database to the newest step.
#[derive(Clone, Copy, Debug)]
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        STEPS.iter().map(|step| Box::new(*step) as Box<dyn MigrationTrait>).collect()
    }
}

/// One step: a script for both databases, and one for each where they differ.
#[derive(Clone, Copy, Debug)]
struct Step {
    name: &'static str,
    script: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
    /// The tables it makes, in the order in which they can be dropped.
    tables: &'static [&'static str],
}

impl Step {
    const fn new(name: &'static str, script: &'static str, tables: &'static [&'static str]) -> Self {
        Self { name, script, sqlite: "", postgres: "", tables }
    }
}

const STEPS: &[Step] = &[
    Step::new(
        "m0001_catalogue",
        include_str!("sql/m0001_catalogue.sql"),
        &["ai_prompt", "rate_table", "reservation", "house_stock", "house_product", "product", "marketplace", "user"],
    ),
    Step::new("m0002_shopping", include_str!("sql/m0002_shopping.sql"), &["checkout", "cart_item", "cart"]),
    Step::new(
        "m0003_orders",
        include_str!("sql/m0003_orders.sql"),
        &["tracking_event", "order_item", "marketplace_order", "order"],
    ),
    Step {
        sqlite: include_str!("sql/m0004_money_sqlite.sql"),
        postgres: include_str!("sql/m0004_money_postgres.sql"),
        ..Step::new(
            "m0004_money",
            include_str!("sql/m0004_money.sql"),
            &["ledger_entry", "ledger_transaction", "inbox", "effect", "saga", "payment"],
        )
    },
    Step::new("m0005_messages", include_str!("sql/m0005_messages.sql"), &["alert", "message"]),
    Step {
        sqlite: include_str!("sql/m0006_wallets_sqlite.sql"),
        postgres: include_str!("sql/m0006_wallets_postgres.sql"),
        ..Step::new(
            "m0006_wallets",
            include_str!("sql/m0006_wallets.sql"),
            &["consent", "surplus_payment", "refund", "top_up", "wallet_hold", "wallet_balance", "wallet"],
        )
    },
    Step::new("m0007_operator", include_str!("sql/m0007_operator.sql"), &["finding", "reconciliation", "job"]),
    Step::new("m0008_set_aside", include_str!("sql/m0008_set_aside.sql"), &[]),
    Step::new(
        "m0009_accounts",
        include_str!("sql/m0009_accounts.sql"),
        &["security_event", "throttle", "known_device", "account_token", "session"],
    ),
    Step::new(
        "m0010_factors",
        include_str!("sql/m0010_factors.sql"),
        &["phone_code", "ceremony", "external_identity", "passkey", "factor_miss", "backup_code", "totp"],
    ),
    Step::new(
        "m0011_profile",
        include_str!("sql/m0011_profile.sql"),
        &[
            "erasure",
            "saved_payment_method",
            "behaviour_event",
            "consent_given",
            "notification_preference",
            "saved_product",
            "past_search",
            "marketplace_preference",
            "preference",
            "address",
        ],
    ),
    Step {
        sqlite: include_str!("sql/m0012_staff_sqlite.sql"),
        postgres: include_str!("sql/m0012_staff_postgres.sql"),
        ..Step::new(
            "m0012_staff",
            include_str!("sql/m0012_staff.sql"),
            &["audit_head", "audit_entry", "api_key", "invitation", "role_permission", "role"],
        )
    },
    Step {
        sqlite: include_str!("sql/m0013_uploads_sqlite.sql"),
        postgres: include_str!("sql/m0013_uploads_postgres.sql"),
        ..Step::new("m0013_uploads", include_str!("sql/m0013_uploads.sql"), &["upload", "upload_count", "notice"])
    },
    Step::new("m0014_coupons", include_str!("sql/m0014_coupons.sql"), &[]),
    Step {
        postgres: include_str!("sql/m0015_index_postgres.sql"),
        ..Step::new("m0015_index", include_str!("sql/m0015_index.sql"), &["search_term", "synonym"])
    },
    Step::new(
        "m0017_matching",
        include_str!("sql/m0017_matching.sql"),
        &["match_vote", "match_pair", "relation_forward", "match_key"],
    ),
    Step::new("m0018_prices", include_str!("sql/m0018_prices.sql"), &["cart_before", "price_seen"]),
    Step::new(
        "m0019_reviews",
        include_str!("sql/m0019_reviews.sql"),
        &["cut_off", "product_film", "answer", "question", "review_vote", "review_picture", "review"],
    ),
    Step {
        sqlite: include_str!("sql/m0020_keeping_sqlite.sql"),
        postgres: include_str!("sql/m0020_keeping_postgres.sql"),
        ..Step::new(
            "m0020_keeping",
            include_str!("sql/m0020_keeping.sql"),
            &["product_alert", "saved_search", "later_line", "wishlist_item", "wishlist"],
        )
    },
    Step::new(
        "m0021_recommendations",
        include_str!("sql/m0021_recommendations.sql"),
        &["blocked_goods", "counterfeit_report", "unwanted_suggestion"],
    ),
    Step::new("m0022_acting", include_str!("sql/m0022_acting.sql"), &[]),
    Step::new("m0023_promotions", include_str!("sql/m0023_promotions.sql"), &["promotion_use", "promotion"]),
    Step::new("m0024_groups", include_str!("sql/m0024_groups.sql"), &["customer_group_member", "customer_group"]),
    Step {
        sqlite: include_str!("sql/m0025_papers_sqlite.sql"),
        postgres: include_str!("sql/m0025_papers_postgres.sql"),
        ..Step::new("m0025_papers", include_str!("sql/m0025_papers.sql"), &["paper", "paper_series"])
    },
    Step::new("m0027_saved_methods", include_str!("sql/m0027_saved_methods.sql"), &[]),
];

impl MigrationName for Step {
    fn name(&self) -> &str {
        self.name
    }
}

#[async_trait]
impl MigrationTrait for Step {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        let differs = match manager.get_database_backend() {
            DbBackend::Postgres => self.postgres,
            _ => self.sqlite,
        };
        for script in [self.script, differs] {
            if !script.is_empty() {
                connection.execute_unprepared(script).await?;
            }
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in self.tables {
            manager.drop_table(Table::drop().table(Alias::new(*table)).to_owned()).await?;
        }
        Ok(())
    }
}
