//! The marketplaces as the operator set them up.

use std::collections::BTreeMap;

use domain::{ids::MarketplaceId, marketplace::Marketplace};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, QueryOrder, sea_query::OnConflict};

use crate::{
    StoreError, Transaction, document,
    rows::marketplace::{self, Column, Model},
    sql::{rows, run, values},
};

/// Every marketplace, active or not, by name.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<Marketplace>, StoreError> {
    let found = marketplace::Entity::find().order_by_asc(Column::Name).all(db).await?;
    found.into_iter().map(Marketplace::try_from).collect()
}

/// Adds a marketplace, or brings a known one up to date; what the operator decided (active, key) is left as it is.
pub async fn upsert(tx: &Transaction, marketplace: &Marketplace) -> Result<(), StoreError> {
    let refreshed = [
        Column::Name,
        Column::Description,
        Column::ApiBaseUrl,
        Column::Logo,
        Column::ColourLight,
        Column::ColourDark,
        Column::Rating,
        Column::Mode,
        Column::Protocol,
        Column::Currency,
        Column::Capabilities,
        Column::Terms,
    ];
    let mut row = Model::try_from(marketplace)?.into_active_model();
    row.relation_token = Set(uuid::Uuid::new_v4().simple().to_string());
    let known = OnConflict::column(Column::Id).update_columns(refreshed).to_owned();
    marketplace::Entity::insert(row).on_conflict(known).exec_without_returning(tx).await?;
    Ok(())
}

/// Switches a marketplace on or off; says whether there is one of that name.
pub async fn set_active(tx: &Transaction, id: &MarketplaceId, active: bool) -> Result<bool, StoreError> {
    let changed = run(tx, "UPDATE marketplace SET active = $2 WHERE id = $1", values![id.as_str(), active]).await?;
    Ok(changed == 1)
}

/// Keeps the key for a marketplace's API, sealed by whoever calls; says whether there is one of that name.
pub async fn set_sealed_key(tx: &Transaction, id: &MarketplaceId, sealed: Option<&str>) -> Result<bool, StoreError> {
    let sealed = sealed.map(str::to_owned);
    let changed =
        run(tx, "UPDATE marketplace SET api_key_sealed = $2 WHERE id = $1", values![id.as_str(), sealed]).await?;
    Ok(changed == 1)
}

/// The sealed keys of all marketplaces that have one.
pub async fn sealed_keys(db: &impl ConnectionTrait) -> Result<BTreeMap<MarketplaceId, String>, StoreError> {
    let found = rows(db, "SELECT id, api_key_sealed FROM marketplace WHERE api_key_sealed IS NOT NULL", values![]);
    let read = |row: sea_orm::QueryResult| -> Result<_, StoreError> {
        let id: String = row.try_get_by_index(0)?;
        Ok((document::parse("marketplace", &id)?, row.try_get_by_index(1)?))
    };
    found.await?.into_iter().map(read).collect()
}

impl TryFrom<&Marketplace> for Model {
    type Error = StoreError;

    fn try_from(marketplace: &Marketplace) -> Result<Self, StoreError> {
        Ok(Self {
            id: marketplace.id.to_string(),
            name: marketplace.name.clone(),
            description: marketplace.description.clone(),
            api_base_url: marketplace.api_base_url.clone(),
            api_key_sealed: None,
            active: marketplace.active,
            logo: marketplace.logo.clone(),
            colour_light: marketplace.colours.0.clone(),
            colour_dark: marketplace.colours.1.clone(),
            rating: marketplace.rating.map(i64::from),
            mode: document::word(&marketplace.mode)?,
            protocol: marketplace.protocol.word().to_owned(),
            currency: marketplace.currency.code().to_owned(),
            capabilities: document::text(&marketplace.capabilities)?,
            terms: document::text(&marketplace.terms)?,
            relation_token: String::new(),
        })
    }
}

impl TryFrom<Model> for Marketplace {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: document::parse("marketplace", &row.id)?,
            name: row.name,
            description: row.description,
            logo: row.logo,
            colours: (row.colour_light, row.colour_dark),
            rating: row.rating.and_then(|rating| u16::try_from(rating).ok()),
            active: row.active,
            mode: document::from_word("settlement mode", &row.mode)?,
            currency: document::parse("currency", &row.currency)?,
            protocol: domain::marketplace::Protocol::from_word(&row.protocol)
                .ok_or_else(|| StoreError::corrupt("protocol", &row.protocol))?,
            api_base_url: row.api_base_url,
            capabilities: document::read("capabilities", &row.capabilities)?,
            terms: document::read("terms", &row.terms)?,
        })
    }
}
