//! What a product's page tells: to search engines, and to people about the thing itself and its delivery.

use domain::visit::ProductPage;
use leptos::prelude::*;

use crate::{
    icons::{DOWN, icon},
    pages::{
        head::{About, about},
        product::Seen,
    },
    ssr::PublicUrl,
};

impl Seen<'_> {
    pub(super) fn head(&self) -> AnyView {
        let total = self.look.amount(self.shown.total);
        let name = self.look.name_of(&self.product.reference.marketplace);
        let facts = self.look.with("product-description", &[("total", total.into()), ("marketplace", name.into())]);
        about(About {
            title: self.product.title.clone(),
            description: format!("{facts} {}", self.product.description),
            path: ProductPage::address(&self.product.reference),
            picture: self.pictures().first().map(|picture| picture.largest().to_owned()),
            kind: "product",
        })
    }

    /// Schema.org's words for the offers, so that search engines show the total at the door.
    pub(super) fn structured(&self) -> serde_json::Value {
        let offers: Vec<serde_json::Value> = self
            .page
            .group
            .offers
            .iter()
            .map(|offer| {
                let stock = if offer.product.availability.is_in_stock() { "InStock" } else { "OutOfStock" };
                serde_json::json!({
                    "@type": "Offer",
                    "price": offer.shown.total.decimal(),
                    "priceCurrency": offer.shown.total.currency.code(),
                    "availability": format!("https://schema.org/{stock}"),
                    "url": PublicUrl::of(&ProductPage::address(&offer.product.reference)),
                    "seller": { "@type": "Organization", "name": self.look.name_of(&offer.product.reference.marketplace) },
                })
            })
            .collect();
        let pictures: Vec<String> = self
            .pictures()
            .iter()
            .map(|picture| {
                if picture.largest().starts_with('/') {
                    PublicUrl::of(picture.largest())
                } else {
                    picture.largest().to_owned()
                }
            })
            .collect();
        let mut data = serde_json::json!({
            "@context": "https://schema.org",
            "@type": "Product",
            "name": self.product.title,
            "description": self.product.description,
            "image": pictures,
            "offers": offers,
        });
        if let Some(gtin) = &self.product.gtin {
            data["gtin14"] = gtin.as_str().into();
        }
        if let Some(brand) = &self.product.brand {
            data["brand"] = serde_json::json!({ "@type": "Brand", "name": brand });
        }
        if let Some(rating) = self.page.group.rating.filter(|rating| rating.count > 0) {
            let value = f64::from(rating.hundredths) / 100.0;
            data["aggregateRating"] =
                serde_json::json!({ "@type": "AggregateRating", "ratingValue": value, "reviewCount": rating.count });
        }
        data
    }

    pub(super) fn details(&self) -> AnyView {
        let look = self.look;
        let gtin = self
            .product
            .gtin
            .as_ref()
            .map(|gtin| ("GTIN".to_owned(), gtin.as_str().trim_start_matches('0').to_owned()));
        let rows: Vec<AnyView> = self
            .product
            .attributes
            .iter()
            .cloned()
            .chain(gtin)
            .map(|(name, value)| view! { <dt dir="auto">{name}</dt><dd dir="auto">{value}</dd> }.into_any())
            .collect();
        let has_rows = !rows.is_empty();
        view! {
            <section aria-labelledby="details">
                <div class="section-head"><h2 id="details">{look.t("product-details")}</h2></div>
                {(!self.product.description.is_empty()).then(|| view! {
                    <details class="fold" open>
                        <summary>{look.t("product-what")}{icon(DOWN)}</summary>
                        <p dir="auto">{self.product.description.clone()}</p>
                    </details>
                })}
                {has_rows.then(|| view! {
                    <details class="fold" open>
                        <summary>{look.t("product-measures")}{icon(DOWN)}</summary>
                        <dl class="specs">{rows}</dl>
                    </details>
                })}
            </section>
        }
        .into_any()
    }

    pub(super) fn delivery(&self) -> AnyView {
        let look = self.look;
        let rows: Vec<AnyView> = self
            .page
            .delivery
            .iter()
            .map(|(option, cost)| {
                let days = look.days(option.days_from, option.days_to);
                let cost = if cost.is_zero() { look.t("free").into_any() } else { look.money(*cost) };
                view! { <dt dir="auto">{option.title.clone()}</dt><dd>{cost}<span class="soft">" · "{days}</span></dd> }
                    .into_any()
            })
            .collect();
        let returns = self.face.map(|face| look.count("product-returns", face.return_days.into()));
        view! {
            <section aria-labelledby="delivery">
                <div class="section-head">
                    <h2 id="delivery">{look.t("product-delivery")}</h2>
                    <p>{look.with("product-delivery-to", &[("country", look.country(&look.visit().country).into_owned().into())])}</p>
                </div>
                <dl class="specs">{rows}</dl>
                <p class="soft fine later">{returns}" "{look.t("product-delivery-how")}</p>
            </section>
        }
        .into_any()
    }
}
