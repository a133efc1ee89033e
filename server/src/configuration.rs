//! What the operator says at the start: flags, or the environment variables of the same meaning.

use std::path::PathBuf;

use clap::Parser;
use domain::account::{Composed, PasswordRules};
use domain::papers::Issuer;
use services::accounts::{AccountSettings, HashCost};
use services::index::IndexPlace;
use services::practice;
use services::secrets::{MasterKeys, MasterKeysError};

use crate::asking::{NoNetwork, Proxies};

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

    /// PayPal's API.
    #[arg(long, env = "ONECART_PAYPAL_URL", default_value = "https://api-m.paypal.com")]
    pub paypal_url: String,

    /// The client id of the shop's PayPal app; PayPal is offered where one is named, and in a practice world.
    #[arg(long, env = "ONECART_PAYPAL_CLIENT_ID", requires_all = ["paypal_client_secret", "paypal_webhook_id"])]
    pub paypal_client_id: Option<String>,

    /// The secret of that app.
    #[arg(long, env = "ONECART_PAYPAL_CLIENT_SECRET", hide_env_values = true)]
    pub paypal_client_secret: Option<String>,

    /// What PayPal calls the webhook that posts to `PUBLIC_URL/webhooks/paypal`.
    #[arg(long, env = "ONECART_PAYPAL_WEBHOOK_ID")]
    pub paypal_webhook_id: Option<String>,

    /// Alipay's gateway.
    #[arg(long, env = "ONECART_ALIPAY_URL", default_value = "https://openapi.alipay.com/gateway.do")]
    pub alipay_url: String,

    /// The shop's app at Alipay; Alipay is offered where one is named, and in a practice world.
    #[arg(
        long,
        env = "ONECART_ALIPAY_APP_ID",
        requires_all = ["alipay_seller_id", "alipay_private_key", "alipay_public_key"]
    )]
    pub alipay_app_id: Option<String>,

    /// The account that Alipay pays.
    #[arg(long, env = "ONECART_ALIPAY_SELLER_ID")]
    pub alipay_seller_id: Option<String>,

    /// A file with the app's private key, PKCS #8 in PEM.
    #[arg(long, env = "ONECART_ALIPAY_PRIVATE_KEY")]
    pub alipay_private_key: Option<PathBuf>,

    /// A file with Alipay's public key in PEM.
    #[arg(long, env = "ONECART_ALIPAY_PUBLIC_KEY")]
    pub alipay_public_key: Option<PathBuf>,

    /// The mail server: `smtp://host:port`; the practice world's where none is named.
    #[arg(long, env = "ONECART_SMTP_URL")]
    pub smtp_url: Option<String>,

    /// Whom mails are from.
    #[arg(long, env = "ONECART_MAIL_FROM", default_value = "Onecart <orders@onecart.example>")]
    pub mail_from: String,

    /// A JSON file with the providers that people can sign in with: a list of `{"slug", "name", "issuer", "client_id",
    /// "client_secret"}`. Each sends people back to `PUBLIC_URL/sign-in/with/SLUG/back`.
    #[arg(long, env = "ONECART_IDENTITY_PROVIDERS")]
    pub identity_providers: Option<PathBuf>,

    /// The API that text messages are handed to, such as `https://api.twilio.com`; the practice world's where none is named,
    /// and no text messages at all where there is neither.
    #[arg(long, env = "ONECART_SMS_URL")]
    pub sms_url: Option<String>,

    /// The account at the provider of text messages.
    #[arg(long, env = "ONECART_SMS_ACCOUNT", default_value = "AConecart")]
    pub sms_account: String,

    /// Its secret.
    #[arg(long, env = "ONECART_SMS_TOKEN", default_value = "practice", hide_env_values = true)]
    pub sms_token: String,

    /// Whom text messages are from: a number as `+` and digits, or a messaging service.
    #[arg(long, env = "ONECART_SMS_FROM", default_value = "+15005550006")]
    pub sms_from: String,

    /// Where the shop's secret is kept; where no file is named, beside the database, or in `data` where that is no file.
    ///
    /// All processes over one database need the same.
    #[arg(long, env = "ONECART_SECRET_FILE")]
    pub secret_file: Option<PathBuf>,

    /// The master keys that secrets in the database are sealed with, as `ID:HEX` with commas between, the one that seals
    /// first; made at the first start and kept beside the secret where none is named.
    #[arg(long, env = "ONECART_MASTER_KEYS", hide_env_values = true)]
    pub master_keys: Option<String>,

    /// Where the signed heads of the audit log are written to; beside the secret where no file is named. Copies of it
    /// elsewhere show that the log is whole.
    #[arg(long, env = "ONECART_AUDIT_HEADS")]
    pub audit_heads: Option<PathBuf>,

    /// The key that opens the operator's pages; made at the first start and kept beside the secret where none is named.
    #[arg(long, env = "ONECART_OPERATOR_KEY", hide_env_values = true)]
    pub operator_key: Option<String>,

    /// Kinds of characters that every password must have, with commas between: `upper`, `lower`, `digit`, `symbol`. None by
    /// itself: length does more.
    #[arg(long, env = "ONECART_PASSWORD_KINDS", default_value = "")]
    pub password_kinds: String,

    /// How much memory one password's hash takes, in KiB. Less than 19456 is only taken with a practice world.
    #[arg(long, env = "ONECART_HASH_MEMORY", default_value_t = HashCost::default().memory)]
    pub hash_memory: u32,

    /// How long to wait before a marketplace is asked about an order again, in seconds.
    #[arg(long, env = "ONECART_POLL_SECONDS")]
    pub poll_seconds: Option<u32>,

    /// How long an order of the house rests in a stage before it moves on by itself, in seconds.
    #[arg(long, env = "ONECART_HOUSE_STAGE_SECONDS")]
    pub house_stage_seconds: Option<u32>,

    /// Networks of proxies whose `X-Forwarded-For` is believed, with commas between, such as `127.0.0.1, 10.0.0.0/8`.
    #[arg(long, env = "ONECART_TRUSTED_PROXIES", default_value = "127.0.0.0/8, ::1")]
    pub trusted_proxies: String,

    /// Whether one household or session may ask for only so much. By itself it is so for everybody but, in practice, this
    /// machine.
    #[arg(long, env = "ONECART_RATE_LIMITS", value_enum, default_value_t = RateLimits::Auto)]
    pub rate_limits: RateLimits,

    /// Where weaknesses are reported to: an address of mail or of a page.
    #[arg(long, env = "ONECART_SECURITY_CONTACT")]
    pub security_contact: Option<String>,

    /// The company that sells: its name and its address, with semicolons between, such as `Lamps Ltd; High Street 1; London;
    /// United Kingdom`. Invoices and receipts are issued from when it is named; a practice world has one of its own.
    #[arg(long, env = "ONECART_COMPANY")]
    pub company: Option<String>,

    /// The company's number for taxes, as it stands on invoices.
    #[arg(long, env = "ONECART_COMPANY_TAX_NUMBER", requires = "company")]
    pub company_tax_number: Option<String>,

    /// Other sites' addresses that our forms may lead on to, with commas between, beside the gateway's.
    #[arg(long, env = "ONECART_FORM_TARGETS", default_value = "")]
    pub form_targets: String,

    /// What finds goods by their words beside what marketplaces answer: the shop's own index, PostgreSQL's full text, or
    /// nothing.
    #[arg(long, env = "ONECART_INDEX", value_enum, default_value_t = IndexKind::Own)]
    pub index: IndexKind,

    /// The folder of the shop's own index; beside the database where none is named, and in memory where that is no file.
    /// Only one shop can use it. It can be deleted: it is made anew from the database.
    #[arg(long, env = "ONECART_INDEX_FOLDER")]
    pub index_folder: Option<PathBuf>,

    /// A folder of trained vectors (model2vec: `tokenizer.json` and `model.safetensors`) that say how close goods are to what
    /// is searched for; letters alone say it where none is named.
    #[arg(long, env = "ONECART_VECTORS")]
    pub vectors: Option<PathBuf>,

    /// Whether the routes that benchmarks need are open.
    #[arg(long, env = "ONECART_BENCH", default_value_t = 0)]
    pub bench: u8,
}

/// What finds goods by their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum IndexKind {
    /// An index of the shop's own, in a folder.
    Own,
    /// The database's full text; PostgreSQL alone has one.
    Database,
    /// Marketplaces alone answer.
    Off,
}

/// Whom limits hold for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum RateLimits {
    /// Everybody but, in practice, this machine.
    Auto,
    /// Everybody.
    On,
    /// Nobody.
    Off,
}

impl Configuration {
    /// What passwords must be, and what a hash of one costs.
    ///
    /// # Errors
    /// When a kind of characters is none, or a hash is too cheap.
    pub fn accounts(&self) -> Result<AccountSettings, String> {
        let words = self.password_kinds.split(',').map(str::trim).filter(|word| !word.is_empty());
        let kind = |word: &str| Composed::ALL.into_iter().find(|kind| kind.word() == word);
        let kinds = words.map(|word| kind(word).ok_or_else(|| format!("{word} is no kind of characters")));
        let least = HashCost::default().memory;
        if self.hash_memory < least && self.sandbox.is_none() {
            return Err(format!("a password's hash must take at least {least} KiB"));
        }
        Ok(AccountSettings {
            passwords: PasswordRules { composed_of: kinds.collect::<Result<_, _>>()?, ..PasswordRules::default() },
            cost: HashCost { memory: self.hash_memory, ..HashCost::default() },
        })
    }

    /// The proxies whose word is taken.
    ///
    /// # Errors
    /// When one of those that are named is no network.
    pub fn proxies(&self) -> Result<Proxies, NoNetwork> {
        Proxies::read(&self.trusted_proxies)
    }

    /// Where weaknesses are reported to, as an address that can be followed.
    pub fn security_contact(&self) -> String {
        let host = self.public_url.split("://").nth(1).unwrap_or_default().split(['/', ':']).next().unwrap_or_default();
        let contact = self.security_contact.clone().unwrap_or_else(|| format!("security@{host}"));
        if contact.contains(':') { contact } else { format!("mailto:{contact}") }
    }

    /// Whose papers the shop issues, where it is known.
    ///
    /// # Errors
    /// When the company has no name or no address.
    pub fn issuer(&self) -> Result<Option<Issuer>, String> {
        let Some(company) = &self.company else { return Ok(self.sandbox.as_ref().map(|_| practice::issuer())) };
        let mut lines = company.split(';').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
        let (name, address): (_, Vec<String>) = (lines.next(), lines.collect());
        match name {
            Some(name) if !address.is_empty() => {
                let tax_number = self.company_tax_number.clone().unwrap_or_default().trim().to_owned();
                Ok(Some(Issuer { name, address, tax_number }))
            }
            _ => Err("the company needs a name and an address, with semicolons between".to_owned()),
        }
    }

    /// The file with the operator's key, where none is named.
    pub fn operator_key_file(&self) -> PathBuf {
        self.secret_file().with_extension("operator")
    }

    /// Where the master keys are.
    ///
    /// # Errors
    /// When those that are named are none.
    pub fn master_keys(&self) -> Result<MasterKeys, MasterKeysError> {
        match &self.master_keys {
            Some(named) => MasterKeys::from_text(named),
            None => Ok(MasterKeys::File(self.secret_file().with_extension("keys"))),
        }
    }

    /// The file with the signed heads of the audit log.
    pub fn audit_heads_file(&self) -> PathBuf {
        self.audit_heads.clone().unwrap_or_else(|| self.secret_file().with_extension("audit-heads"))
    }

    /// Where the index is.
    pub fn index_place(&self) -> IndexPlace {
        let beside = || {
            let file = self.database_url.strip_prefix("sqlite:")?.trim_start_matches("//").split('?').next()?;
            // a database in memory has no place beside it
            (!file.is_empty() && !file.contains(":memory:")).then(|| PathBuf::from(format!("{file}.index")))
        };
        match self.index {
            IndexKind::Own => self.index_folder.clone().or_else(beside).map_or(IndexPlace::Memory, IndexPlace::Folder),
            IndexKind::Database => IndexPlace::Database,
            IndexKind::Off => IndexPlace::Nowhere,
        }
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
    fn weaknesses_are_reported_to_whom_the_operator_names_or_to_the_shop_s_own_host() {
        let contact =
            |arguments: &[&str]| Configuration::parse_from(["server"].iter().chain(arguments)).security_contact();
        assert_eq!(contact(&["--public-url", "https://shop.example"]), "mailto:security@shop.example");
        assert_eq!(contact(&["--security-contact", "safe@shop.example"]), "mailto:safe@shop.example");
        assert_eq!(contact(&["--security-contact", "https://shop.example/report"]), "https://shop.example/report");
    }

    #[test]
    fn kinds_of_characters_and_the_cost_of_hashes_are_checked_at_the_start() {
        let of = |also: &[&str]| Configuration::parse_from([&["server"], also].concat()).accounts();
        assert_eq!(of(&["--password-kinds", "upper, digit"]).unwrap().passwords.composed_of.len(), 2);
        assert!(of(&["--password-kinds", "emoji"]).is_err());
        assert!(of(&["--hash-memory", "1024"]).is_err());
        assert!(of(&["--hash-memory", "1024", "--sandbox", "http://127.0.0.1:1"]).is_ok());
    }

    #[test]
    fn the_index_lies_beside_a_database_that_is_a_file_and_in_memory_otherwise() {
        let place = |arguments: &[&str]| Configuration::parse_from([&["server"], arguments].concat()).index_place();
        let folder = |path: &str| IndexPlace::Folder(PathBuf::from(path));
        assert_eq!(place(&["--database-url", "sqlite://data/shop.db?mode=rwc"]), folder("data/shop.db.index"));
        assert_eq!(place(&["--database-url", "sqlite::memory:"]), IndexPlace::Memory);
        let postgres = ["--database-url", "postgres://shop@127.0.0.1/onecart"];
        assert_eq!(place(&postgres), IndexPlace::Memory);
        assert_eq!(place(&[&postgres[..], &["--index-folder", "words"]].concat()), folder("words"));
        assert_eq!(place(&[&postgres[..], &["--index", "database"]].concat()), IndexPlace::Database);
        assert_eq!(place(&["--index", "off"]), IndexPlace::Nowhere);
    }

    #[test]
    fn the_company_has_a_name_and_an_address_and_in_practice_one_of_its_own() {
        let of = |arguments: &[&str]| Configuration::parse_from([&["server"], arguments].concat()).issuer();
        assert_eq!(of(&[]), Ok(None));
        assert!(of(&["--sandbox", "http://127.0.0.1:1"]).unwrap().is_some());
        assert!(of(&["--company", "Lamps Ltd"]).is_err());
        let named = ["--company", "Lamps Ltd; High Street 1; London", "--company-tax-number", "GB 1"];
        let issuer = of(&named).unwrap().unwrap();
        assert_eq!((issuer.name.as_str(), issuer.address.len(), issuer.series()), ("Lamps Ltd", 2, "GB 1"));
    }

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
