//! How this visitor sees the shop: language, currency, day, marketplaces; and the words and amounts in their hand.

use std::{borrow::Cow, sync::Arc};

use domain::{
    catalog::Category,
    ids::MarketplaceId,
    locale::Locale,
    marketplace::{DeliveryTerms, MarketplaceFace},
    money::{Currency, Money},
    pricing::{Amounts, PriceBook},
    time::{Date, Timestamp},
    visit::Visit,
};
use fluent_bundle::FluentValue;
use leptos::prelude::*;
use services::{Shop, marketplaces::Registry};

use crate::{
    i18n,
    ssr::{self, Theme},
    texts::{amount_text, name_text},
};

/// The view of one visitor, cheap to clone.
#[derive(Clone)]
pub struct Look(Arc<Seen>);

struct Seen {
    visit: Visit,
    theme: Theme,
    now: Timestamp,
    faces: Vec<MarketplaceFace>,
    currencies: Vec<Currency>,
    registry: Option<Arc<Registry>>,
}

impl Look {
    /// The view of the visitor whose request is being answered.
    pub fn here() -> Self {
        if let Some(known) = use_context::<Self>() {
            return known;
        }
        let shop = use_context::<Shop>();
        let look = Self(Arc::new(Seen {
            visit: ssr::visit(),
            theme: ssr::theme(),
            now: ssr::now(),
            faces: shop.as_ref().map(Shop::faces).unwrap_or_default(),
            currencies: shop.as_ref().map(Shop::currencies).unwrap_or_default(),
            registry: shop.as_ref().map(Shop::registry),
        }));
        provide_context(look.clone());
        look
    }

    /// The visit.
    pub fn visit(&self) -> &Visit {
        &self.0.visit
    }

    /// The language.
    pub fn locale(&self) -> Locale {
        self.0.visit.locale
    }

    /// Light or dark.
    pub fn theme(&self) -> Theme {
        self.0.theme
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.0.now
    }

    /// Today, as days since 1970-01-01.
    pub fn today(&self) -> i64 {
        self.0.now.date().days()
    }

    /// The active marketplaces.
    pub fn faces(&self) -> &[MarketplaceFace] {
        &self.0.faces
    }

    /// The face of an active marketplace.
    pub fn face(&self, id: &MarketplaceId) -> Option<&MarketplaceFace> {
        self.0.faces.iter().find(|face| face.id == *id)
    }

    /// The name of a marketplace; its short name where it is no longer active.
    pub fn name_of(&self, id: &MarketplaceId) -> String {
        self.face(id).map_or_else(|| id.to_string(), |face| face.name.clone())
    }

    /// What a shopper may choose to pay in.
    pub fn currencies(&self) -> &[Currency] {
        &self.0.currencies
    }

    /// What one of a product costs at the visitor's door.
    pub fn at_the_door(&self, marketplace: &MarketplaceId, price: Money) -> Option<Amounts> {
        self.book()?.at_the_door(marketplace, price).ok()
    }

    /// An amount in the visitor's currency.
    pub fn converted(&self, money: Money) -> Option<Money> {
        self.book()?.rates.convert(money, self.0.visit.currency).ok()
    }

    /// The published terms of a marketplace.
    pub fn terms(&self, marketplace: &MarketplaceId) -> Option<&DeliveryTerms> {
        self.book()?.terms.get(marketplace)
    }

    fn book(&self) -> Option<&PriceBook> {
        self.0.registry.as_ref().map(|registry| registry.book(self.0.visit.currency))
    }

    /// The text of a key.
    pub fn t(&self, key: &str) -> Cow<'static, str> {
        i18n::t(self.locale(), key)
    }

    /// The text of a key with values put in.
    pub fn with(&self, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
        i18n::t_with(self.locale(), key, values)
    }

    /// The text of a key that counts.
    pub fn count(&self, key: &str, count: u32) -> String {
        self.with(key, &[("count", count.into())])
    }

    /// An amount on its own.
    pub fn money(&self, money: Money) -> AnyView {
        view! { <bdi class="num">{self.locale().money(money)}</bdi> }.into_any()
    }

    /// An amount inside a sentence.
    pub fn amount(&self, money: Money) -> String {
        amount_text(self.locale(), money)
    }

    /// A name inside a sentence.
    pub fn named(&self, name: &str) -> String {
        name_text(self.locale(), name)
    }

    /// A day.
    pub fn day(&self, date: Date) -> String {
        self.locale().day(date)
    }

    /// The day so many days after today.
    pub fn in_days(&self, days: u16) -> String {
        self.day(Date::from_days(self.today() + i64::from(days)))
    }

    /// A number of days, or from so many to so many.
    pub fn days(&self, from: u16, to: u16) -> String {
        if from == to {
            return self.count("days", to.into());
        }
        self.with("days-range", &[("from", from.into()), ("to", to.into())])
    }

    /// A moment as a page shows it: day and time, in UTC as the server knows no other.
    pub fn moment(&self, at: Timestamp) -> AnyView {
        view! { <time datetime=at.rfc3339()>{self.moment_text(at)}</time> }.into_any()
    }

    /// A moment inside a sentence.
    pub fn moment_text(&self, at: Timestamp) -> String {
        let (hours, minutes) = at.clock();
        let time = self.named(&format!("{hours}:{minutes:02}\u{a0}UTC"));
        self.with("moment", &[("day", self.day(at.date()).into()), ("time", time.into())])
    }

    /// What a category is called.
    pub fn category(&self, category: Category) -> Cow<'static, str> {
        self.t(&format!("category-{}", category.slug()))
    }

    /// What a country is called.
    pub fn country(&self, code: &str) -> Cow<'static, str> {
        self.t(&format!("country-{code}"))
    }

    /// Names joined as the language lists them: `A, B and C`.
    pub fn list(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [only] => only.clone(),
            [before @ .., last] => {
                let before = before.join(&self.t("list-comma"));
                self.with("list-and", &[("before", before.into()), ("last", last.as_str().into())])
            }
        }
    }
}
