//! The ways in beside the password, as configured: providers that people can sign in with, and text messages.

use std::{fs, path::Path};

use connectors::{
    http::Reach,
    identity::{Provider, ProviderConfig},
    messages::sms::{SmsConfig, Texter},
};
use services::{factors::Ways, practice::World};

use crate::{configuration::Configuration, start::StartError};

/// The ways of a shop with this configuration.
///
/// # Errors
/// When the file of providers cannot be read, or an address in it makes no sense.
pub(crate) fn of(configuration: &Configuration, world: &World, reach: Reach) -> Result<Ways, StartError> {
    let public_url = configuration.public_url.trim_end_matches('/');
    let configs = match &configuration.identity_providers {
        Some(path) => read(path)?,
        None => Vec::new(),
    };
    let provider = |config: ProviderConfig| {
        let back = format!("{public_url}/sign-in/with/{}/back", config.slug);
        Provider::new(config, &back, reach)
    };
    let providers = configs.into_iter().map(provider).collect::<Result<Vec<_>, _>>()?;
    let base_url = configuration.sms_url.clone().unwrap_or_else(|| world.url("mail").to_owned());
    let texter = if base_url.is_empty() {
        None
    } else {
        Some(Texter::new(&SmsConfig {
            base_url,
            account: configuration.sms_account.clone(),
            token: configuration.sms_token.clone(),
            from: configuration.sms_from.clone(),
            reach,
        })?)
    };
    Ok(Ways::new(public_url, providers, texter))
}

fn read(path: &Path) -> Result<Vec<ProviderConfig>, StartError> {
    let text = fs::read_to_string(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    let configs: Vec<ProviderConfig> =
        serde_json::from_str(&text).map_err(|error| format!("{} names no providers: {error}", path.display()))?;
    let twice = configs.iter().enumerate().any(|(at, one)| configs[..at].iter().any(|other| other.slug == one.slug));
    if twice { Err(format!("{} names a provider twice", path.display()).into()) } else { Ok(configs) }
}
