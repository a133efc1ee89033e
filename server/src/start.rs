//! Puts the shop together: database, marketplaces with their adapters, gateway, mail.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::Path,
    sync::Arc,
    time::Duration,
};

use connectors::{
    http::Reach,
    marketplaces::{self, AdapterConfig, MarketplaceAdapter},
    messages::mail::Mailer,
};
use domain::marketplace::{Marketplace, Protocol};
use services::{
    Settings, Shop,
    house::HouseAdapter,
    marketplaces::{Connected, Registry},
    practice::{self, World},
    secrets::Secrets,
    staff,
};
use store::Store;

use crate::{configuration::Configuration, operator};

/// Anything that keeps the process from starting.
pub type StartError = Box<dyn std::error::Error + Send + Sync>;

/// How often the practice world is asked for its servers before the start is given up.
const TRIES: u32 = 60;

/// The shop as configured, with its marketplaces written down and connected.
///
/// # Errors
/// When the database cannot be opened, the practice world does not answer, or an address makes no sense.
pub async fn shop(configuration: &Configuration) -> Result<Shop, StartError> {
    let store = Store::connect(&configuration.database_url).await?;
    let world = match &configuration.sandbox {
        Some(desk) => practice_world(desk).await?,
        None => World::default(),
    };
    let practising = configuration.sandbox.is_some();
    let reach = if practising || configuration.allow_private_addresses { Reach::Anywhere } else { Reach::Public };
    let settings = Settings {
        public_url: configuration.public_url.trim_end_matches('/').to_owned(),
        secret: secret(&configuration.secret_file())?,
        poll_milliseconds: 1000 * i64::from(configuration.poll_seconds.unwrap_or(if practising { 3 } else { 300 })),
        house_stage_milliseconds: configuration
            .house_stage_seconds
            .or(practising.then_some(45))
            .map(|seconds| 1000 * i64::from(seconds)),
        operator_key: operator::key(configuration)?,
        accounts: configuration.accounts()?,
        ways: crate::ways::of(configuration, &world, reach)?,
        secrets: Secrets::new(&configuration.master_keys()?)?,
        audit_heads: configuration.audit_heads_file(),
        index: configuration.index_place(),
        issuer: configuration.issuer()?,
    };
    if practising {
        services::seed_practice(&store, &world).await?;
    }
    let keys = world.marketplaces();
    let mut connected = Vec::new();
    for marketplace in services::known_marketplaces(&store).await? {
        let practised = keys.iter().find(|(known, _)| known.id == marketplace.id).and_then(|(_, key)| key.clone());
        let key = match staff::key_of(&store, &settings.secrets, &marketplace.id).await {
            Ok(kept) => kept.or(practised),
            Err(error) => {
                tracing::error!(%error, marketplace = ?marketplace.id, "the key of a marketplace does not open");
                practised
            }
        };
        let adapter = adapter(&marketplace, key, &store, &settings, reach)?;
        connected.push(Connected::new(marketplace, adapter));
    }
    let gateways = crate::gateways::of(configuration, &world, reach)?;
    let smtp = configuration.smtp_url.clone().unwrap_or_else(|| world.url("smtp").to_owned());
    let mailer = Mailer::new(&smtp, &configuration.mail_from)?;
    let shop = Shop::new(store, Registry::new(connected, practice::rates()), gateways, mailer, settings);
    if let Some(folder) = &configuration.vectors {
        shop.use_vectors(folder)?;
    }
    shop.refresh_blocked().await?;
    Ok(shop)
}

/// The shop's secret, made at the first start and kept in a file that only its owner reads.
pub(crate) fn secret(path: &Path) -> Result<[u8; 32], StartError> {
    if let Ok(bytes) = fs::read(path) {
        return bytes.try_into().map_err(|_| format!("{} does not hold a secret of 32 bytes", path.display()).into());
    }
    let secret = services::new_secret();
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(&secret)?;
    Ok(secret)
}

fn adapter(
    marketplace: &Marketplace,
    api_key: Option<String>,
    store: &Store,
    settings: &Settings,
    reach: Reach,
) -> Result<Arc<dyn MarketplaceAdapter>, StartError> {
    if marketplace.protocol == Protocol::House {
        return Ok(Arc::new(HouseAdapter::new(marketplace.clone(), store.clone(), settings.house_stage_milliseconds)));
    }
    let config = AdapterConfig {
        marketplace: marketplace.id.clone(),
        base_url: marketplace.api_base_url.clone(),
        api_key,
        currency: marketplace.currency,
        profile_url: format!("{}/.well-known/ucp", settings.public_url),
        reach,
    };
    marketplaces::adapter(marketplace.protocol, config)?.ok_or_else(|| "no adapter speaks this protocol".into())
}

/// Asks the desk where its servers are, again and again while it is starting.
async fn practice_world(desk: &str) -> Result<World, StartError> {
    let client = connectors::http::Client::new(Reach::Anywhere)?;
    let url = format!("{}/sandbox/world.json", desk.trim_end_matches('/'));
    for _ in 0..TRIES {
        if let Ok(answer) = client.get(&url).send().await {
            return Ok(World::read(&String::from_utf8_lossy(&answer.body))?);
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    Err(format!("the practice world does not answer at {url}").into())
}
