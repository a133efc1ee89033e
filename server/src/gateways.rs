//! The payment gateways as configured: cards always, PayPal and Alipay where they are named or a practice world has them.

use std::{fs, path::Path, sync::Arc};

use connectors::{
    http::Reach,
    payments::{
        alipay::{AlipayConfig, AlipayGateway},
        paypal::{PayPalConfig, PayPalGateway},
        stripe::{StripeConfig, StripeGateway},
    },
};
use services::{Gateways, practice::World};

use crate::{configuration::Configuration, start::StartError};

/// The gateways of a shop with this configuration.
///
/// # Errors
/// When a key cannot be read, or an address makes no sense.
pub(crate) fn of(configuration: &Configuration, world: &World, reach: Reach) -> Result<Gateways, StartError> {
    let cards = StripeGateway::new(StripeConfig {
        base_url: configuration.stripe_url.clone().unwrap_or_else(|| world.url("gateway").to_owned()),
        secret_key: configuration.stripe_key.clone(),
        webhook_secret: configuration.stripe_webhook_secret.clone(),
        reach,
    })?;
    let mut all = Gateways::new(Arc::new(cards));
    if let Some(config) = paypal(configuration, world, reach) {
        all = all.with(Gateways::PAYPAL, Arc::new(PayPalGateway::new(config)?));
    }
    if let Some(config) = alipay(configuration, world, reach)? {
        all = all.with(Gateways::ALIPAY, Arc::new(AlipayGateway::new(config)?));
    }
    Ok(all)
}

fn paypal(configuration: &Configuration, world: &World, reach: Reach) -> Option<PayPalConfig> {
    let practised = |name| world.credential(Gateways::PAYPAL, name).map(str::to_owned);
    let Some(client_id) = configuration.paypal_client_id.clone() else {
        return Some(PayPalConfig {
            base_url: world.url(Gateways::PAYPAL).to_owned(),
            client_id: practised("client_id")?,
            client_secret: practised("client_secret")?,
            webhook_id: practised("webhook_id")?,
            reach,
        });
    };
    Some(PayPalConfig {
        base_url: configuration.paypal_url.clone(),
        client_id,
        client_secret: configuration.paypal_client_secret.clone()?,
        webhook_id: configuration.paypal_webhook_id.clone()?,
        reach,
    })
}

fn alipay(configuration: &Configuration, world: &World, reach: Reach) -> Result<Option<AlipayConfig>, StartError> {
    let public_url = configuration.public_url.trim_end_matches('/');
    let notify_url = format!("{public_url}/webhooks/{}", Gateways::ALIPAY);
    let practised = |name| world.credential(Gateways::ALIPAY, name).map(str::to_owned);
    let named = (&configuration.alipay_app_id, &configuration.alipay_seller_id);
    let keys = (&configuration.alipay_private_key, &configuration.alipay_public_key);
    if let ((Some(app_id), Some(seller_id)), (Some(private), Some(public))) = (named, keys) {
        return Ok(Some(AlipayConfig {
            gateway_url: configuration.alipay_url.clone(),
            app_id: app_id.clone(),
            seller_id: seller_id.clone(),
            app_private_key: read(private)?,
            alipay_public_key: read(public)?,
            notify_url,
            reach,
        }));
    }
    let practice = || {
        Some(AlipayConfig {
            gateway_url: format!("{}/gateway.do", world.url(Gateways::ALIPAY)),
            app_id: practised("app_id")?,
            seller_id: practised("seller_id")?,
            app_private_key: practised("app_private_key")?,
            alipay_public_key: practised("public_key")?,
            notify_url,
            reach,
        })
    };
    Ok(practice())
}

fn read(path: &Path) -> Result<String, StartError> {
    fs::read_to_string(path).map_err(|error| format!("{} cannot be read: {error}", path.display()).into())
}
