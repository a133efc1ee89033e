//! What a product's page tells browsers, search engines and other sites: titles, languages, and structured data in the words
//! of schema.org.

use domain::{locale::Locale, visit::ProductPage};
use leptos::prelude::*;
use leptos_meta::{Link, Meta};
use serde_json::{Value, json};

use crate::{
    pages::{
        head::{About, about},
        product::Seen,
    },
    ssr::{PublicUrl, parameter},
};

/// How many reviews the structured data hold.
const REVIEWS: usize = 3;

impl Seen<'_> {
    /// The address that stays, without what does not matter.
    fn lasting_address(&self) -> String {
        ProductPage::lasting_address(&self.product.reference, &self.product.title)
    }

    pub(super) fn head(&self) -> AnyView {
        let total = self.look.amount(self.shown.total);
        let name = self.look.name_of(&self.product.reference.marketplace);
        let facts = self.look.with("product-description", &[("total", total.into()), ("marketplace", name.into())]);
        let lasting = self.lasting_address();
        // A page in a language that its address names is one of its own.
        let path = match Locale::from_tag(&parameter("lang")) {
            Some(locale) => format!("{lasting}?lang={}", locale.tag()),
            None => lasting.clone(),
        };
        let alternates: Vec<_> = Locale::ALL
            .into_iter()
            .map(|locale| (locale.tag(), format!("{lasting}?lang={}", locale.tag())))
            .chain([("x-default", lasting.clone())])
            .map(|(tag, path)| view! { <Link rel="alternate" hreflang=tag href=PublicUrl::of(&path)/> })
            .collect();
        let pictured = self.pictures().into_iter().next().map(|picture| picture.alt);
        let price = self.shown.total;
        let _registered = view! {
            {alternates}
            <Meta property="og:locale" content=self.look.locale().tag()/>
            <Meta property="product:price:amount" content=price.decimal()/>
            <Meta property="product:price:currency" content=price.currency.code()/>
            <Meta name="twitter:card" content="summary_large_image"/>
            {pictured.map(|alt| view! { <Meta property="og:image:alt" content=alt/> })}
        }
        .to_html();
        about(About {
            title: self.product.title.clone(),
            description: format!("{facts} {}", self.product.description),
            path,
            picture: self.pictures().first().map(|picture| picture.largest().to_owned()),
            kind: "product",
        })
    }

    /// The product with its offers and reviews, so that search engines show the total at the door. The stars are those of
    /// our own reviews; what marketplaces' shoppers gave stays theirs.
    pub(super) fn structured(&self) -> Value {
        let offers: Vec<Value> = self.page.group.offers.iter().map(|offer| self.structured_offer(offer)).collect();
        let totals = || self.page.group.offers.iter().map(|offer| offer.shown.total);
        let pictures: Vec<String> = self.pictures().iter().map(|picture| whole_address(picture.largest())).collect();
        let mut data = json!({
            "@context": "https://schema.org",
            "@type": "Product",
            "name": self.product.title,
            "description": self.product.description,
            "url": PublicUrl::of(&self.lasting_address()),
            "sku": self.product.reference.to_string(),
            "image": pictures,
        });
        if let (Some(low), Some(high)) =
            (totals().min_by_key(|total| total.minor), totals().max_by_key(|total| total.minor))
        {
            data["offers"] = json!({
                "@type": "AggregateOffer",
                "lowPrice": low.decimal(),
                "highPrice": high.decimal(),
                "priceCurrency": low.currency.code(),
                "offerCount": offers.len(),
                "offers": offers,
            });
        }
        if let Some(gtin) = &self.product.gtin {
            data["gtin14"] = gtin.as_str().into();
        }
        if let Some(brand) = &self.product.brand {
            data["brand"] = json!({ "@type": "Brand", "name": brand });
        }
        if let Some(rating) = self.told.reviews.histogram.rating() {
            let value = f64::from(rating.hundredths) / 100.0;
            data["aggregateRating"] =
                json!({ "@type": "AggregateRating", "ratingValue": value, "reviewCount": rating.count });
            data["review"] = self.structured_reviews().into();
        }
        data
    }

    fn structured_offer(&self, offer: &domain::search::Offer) -> Value {
        let stock = if offer.product.availability.is_in_stock() { "InStock" } else { "OutOfStock" };
        json!({
            "@type": "Offer",
            "price": offer.shown.total.decimal(),
            "priceCurrency": offer.shown.total.currency.code(),
            "availability": format!("https://schema.org/{stock}"),
            "url": PublicUrl::of(&ProductPage::lasting_address(&offer.product.reference, &offer.product.title)),
            "seller": { "@type": "Organization", "name": self.look.name_of(&offer.product.reference.marketplace) },
        })
    }

    fn structured_reviews(&self) -> Vec<Value> {
        let review = |one: &domain::reviews::Review| {
            let author =
                if one.author.is_empty() { self.look.t("review-somebody").into_owned() } else { one.author.clone() };
            json!({
                "@type": "Review",
                "author": { "@type": "Person", "name": author },
                "datePublished": one.at.date().to_string(),
                "name": one.title,
                "reviewBody": one.text,
                "reviewRating": { "@type": "Rating", "ratingValue": one.stars.count(), "bestRating": 5, "worstRating": 1 },
            })
        };
        self.told.reviews.reviews.iter().take(REVIEWS).map(review).collect()
    }

    /// The way here from the home page.
    pub(super) fn trail(&self) -> Value {
        let category = self.product.category.map(|category| {
            (self.look.category(category).into_owned(), format!("/search?category={}", category.slug()))
        });
        let steps = [(self.look.t("nav-home").into_owned(), "/".to_owned())]
            .into_iter()
            .chain(category)
            .chain([(self.product.title.clone(), self.lasting_address())]);
        let items: Vec<Value> = (1..)
            .zip(steps)
            .map(|(position, (name, path))| {
                json!({ "@type": "ListItem", "position": position, "name": name, "item": PublicUrl::of(&path) })
            })
            .collect();
        json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items })
    }
}

/// The full address of a picture, ours or a marketplace's.
fn whole_address(address: &str) -> String {
    if address.starts_with('/') { PublicUrl::of(address) } else { address.to_owned() }
}
