//! What the operator says at the start: flags, or the environment variables of the same meaning.

use std::path::PathBuf;

use clap::Parser;

/// The shop as one process: pages, doors, workers and database.
#[derive(Clone, Debug, Parser)]
#[command(version, about)]
pub struct Configuration {
    /// The database: `sqlite://path?mode=rwc`, or `postgres://user:password@host/database`.
    #[arg(long, env = "DATABASE_URL", default_value = "sqlite://data/onecart.db?mode=rwc")]
    pub database_url: String,

    /// The shop's own address as shoppers reach it.
    #[arg(long, env = "ONECART_PUBLIC_URL", default_value = "http://127.0.0.1:3000")]
    pub public_url: String,

    /// The desk of a practice world to connect to, such as `http://127.0.0.1:4100`.
    #[arg(long, env = "ONECART_SANDBOX")]
    pub sandbox: Option<String>,

    /// Marketplaces and gateways may be at addresses that are not public, such as this machine's; a practice world
    /// implies it.
    #[arg(long, env = "ONECART_ALLOW_PRIVATE_ADDRESSES")]
    pub allow_private_addresses: bool,

    /// The payment gateway's API; the practice world's where none is named.
    #[arg(long, env = "ONECART_STRIPE_URL")]
    pub stripe_url: Option<String>,

    /// The payment gateway's secret key.
    #[arg(long, env = "ONECART_STRIPE_KEY", default_value = "sk_test_onecart", hide_env_values = true)]
    pub stripe_key: String,

    /// The secret that the gateway's messages are signed with.
    #[arg(long, env = "ONECART_STRIPE_WEBHOOK_SECRET", default_value = "whsec_onecart", hide_env_values = true)]
    pub stripe_webhook_secret: String,

    /// The mail server: `smtp://host:port`; the practice world's where none is named.
    #[arg(long, env = "ONECART_SMTP_URL")]
    pub smtp_url: Option<String>,

    /// Whom mails are from.
    #[arg(long, env = "ONECART_MAIL_FROM", default_value = "Onecart <orders@onecart.example>")]
    pub mail_from: String,

    /// Where the shop's secret is kept; where no file is named, beside the database, or in `data` where that is no file.
    ///
    /// All processes over one database need the same.
    #[arg(long, env = "ONECART_SECRET_FILE")]
    pub secret_file: Option<PathBuf>,

    /// The key that opens the operator's pages; made at the first start and kept beside the secret where none is named.
    #[arg(long, env = "ONECART_OPERATOR_KEY", hide_env_values = true)]
    pub operator_key: Option<String>,

    /// How long to wait before a marketplace is asked about an order again, in seconds.
    #[arg(long, env = "ONECART_POLL_SECONDS")]
    pub poll_seconds: Option<u32>,

    /// How long an order of the house rests in a stage before it moves on by itself, in seconds.
    #[arg(long, env = "ONECART_HOUSE_STAGE_SECONDS")]
    pub house_stage_seconds: Option<u32>,

    /// Whether the routes that benchmarks need are open.
    #[arg(long, env = "ONECART_BENCH", default_value_t = 0)]
    pub bench: u8,
}

impl Configuration {
    /// The file with the operator's key, where none is named.
    pub fn operator_key_file(&self) -> PathBuf {
        self.secret_file().with_extension("operator")
    }

    /// The file with the shop's secret.
    pub fn secret_file(&self) -> PathBuf {
        let beside = || match self.database_url.strip_prefix("sqlite:") {
            Some(file) => {
                let file = file.trim_start_matches("//").split('?').next().unwrap_or_default();
                PathBuf::from(format!("{file}.secret"))
            }
            None => PathBuf::from("data/onecart.secret"),
        };
        self.secret_file.clone().unwrap_or_else(beside)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_lies_beside_a_database_that_is_a_file() {
        for (url, file) in [
            ("sqlite://data/onecart.db?mode=rwc", "data/onecart.db.secret"),
            ("sqlite:shop.db", "shop.db.secret"),
            ("postgres://shop:secret@127.0.0.1/onecart", "data/onecart.secret"),
        ] {
            let configuration = Configuration::parse_from(["server", "--database-url", url]);
            assert_eq!(configuration.secret_file(), PathBuf::from(file));
        }
    }
}
