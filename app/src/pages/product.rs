//! A product's page: pictures, variants, what it costs and why, who else sells it, what is like it.

use domain::{
    catalog::{Availability, Product as Listing, Variant},
    ids::ProductRef,
    marketplace::MarketplaceFace,
    pricing::Amounts,
    visit::ProductPage,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::ServiceError;

use crate::{
    components::{
        absence_note::{absence_note, problem_note},
        frame::{At, answer, framed},
        marketplace::marketplace_of,
        product_card::{product_rail, stock},
        rating::rating,
    },
    icons::{BACK, BOX, DOWN, SHIELD, VAN, icon, turning_icon},
    islands::{gallery::Gallery, quantity_field::QuantityField},
    look::Look,
    pages::{
        head::{About, about, structured},
        product_offers::offers,
    },
    picture::{Frame, square},
    problem::ApiError,
    ssr::{PublicUrl, here, parameter, shop},
};

/// The page of one listing.
#[component]
pub fn Product() -> impl IntoView {
    let look = Look::here();
    let params = use_params_map().get_untracked();
    let reference =
        format!("{}:{}", params.get("marketplace").unwrap_or_default(), params.get("external_id").unwrap_or_default());
    let (shop, mine) = (shop(), look.clone());
    let main = answer(&look, async move {
        let reference: ProductRef = reference.parse().map_err(|_| ServiceError::NotFound)?;
        let page = shop.product(mine.visit(), &reference).await?;
        Ok(Seen::of(&mine, &page).view())
    });
    framed(&look, At::Elsewhere, "", main)
}

/// The page as one visitor looks at it: with the variant they chose.
struct Seen<'a> {
    look: &'a Look,
    page: &'a ProductPage,
    product: &'a Listing,
    variant: Option<&'a Variant>,
    shown: Amounts,
    face: Option<&'a MarketplaceFace>,
}

impl<'a> Seen<'a> {
    fn of(look: &'a Look, page: &'a ProductPage) -> Self {
        let product = &page.offer.product;
        let wanted = parameter("variant");
        let variant = wanted.parse().ok().and_then(|id| product.variant(&id)).or(product.first_choice());
        let price = variant.map_or(product.price, |variant| variant.price);
        let shown = look.at_the_door(&product.reference.marketplace, price).unwrap_or(page.offer.shown);
        let face = page.marketplaces.iter().find(|face| face.id == product.reference.marketplace);
        Self { look, page, product, variant, shown, face }
    }

    fn availability(&self) -> Availability {
        self.variant.map_or(self.product.availability, |variant| variant.availability)
    }

    fn takes_orders(&self) -> bool {
        self.face.is_none_or(|face| face.takes_orders)
    }

    fn view(&self) -> AnyView {
        let look = self.look;
        let pictures = self.pictures();
        view! {
            {self.head()}
            {structured(&self.structured())}
            <div class="page sections">
                <div class="stack" style="--gap:1rem">
                    {self.crumbs()}
                    <div class="product-top">
                        {if pictures.is_empty() {
                            view! { <div class="gallery"><div class="frames"><figure class="picture"></figure></div></div> }.into_any()
                        } else {
                            let number = look.with("picture-number", &[("number", "{number}".into())]);
                            view! {
                                <Gallery pictures label=look.t("pictures").into_owned() picture_label=number/>
                            }.into_any()
                        }}
                        {self.buy_box()}
                    </div>
                </div>
                {absence_note(look, &self.page.absences, here())}
                {offers(look, self.page)}
                <div class="halves">{self.details()}{self.delivery()}</div>
                {(!self.page.similar.is_empty()).then(|| view! {
                    <section aria-labelledby="similar">
                        <div class="section-head"><h2 id="similar">{look.t("product-similar")}</h2></div>
                        {product_rail(look, &self.page.similar)}
                    </section>
                })}
            </div>
            {self.buy_bar()}
        }
        .into_any()
    }

    /// All pictures, the chosen variant's own one first.
    fn pictures(&self) -> Vec<domain::catalog::Picture> {
        let own = self.variant.and_then(|variant| variant.picture.clone());
        let rest = self.product.pictures.iter().filter(|picture| Some(*picture) != own.as_ref()).cloned();
        own.clone().into_iter().chain(rest).take(8).collect()
    }

    fn head(&self) -> AnyView {
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
    fn structured(&self) -> serde_json::Value {
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

    fn crumbs(&self) -> AnyView {
        let look = self.look;
        let category = self.product.category.map(|category| {
            let address = format!("/search?category={}", category.slug());
            view! { <li><a href=address>{look.category(category)}</a></li> }
        });
        view! {
            <nav aria-label=look.t("breadcrumb")>
                <ol class="crumbs">
                    <li><a href="/">{look.t("nav-home")}</a></li>
                    {category}
                    <li aria-current="page" dir="auto">{self.product.title.clone()}</li>
                </ol>
            </nav>
        }
        .into_any()
    }

    fn buy_box(&self) -> AnyView {
        let look = self.look;
        let list_price = self
            .product
            .list_price
            .filter(|list| list.minor > self.product.price.minor)
            .and_then(|list| look.converted(list));
        view! {
            <div class="buy-box">
                {problem_note_here()}
                <div class="stack" style="--gap:.5rem">
                    {self.product.brand.clone().map(|brand| view! { <p class="soft fine" dir="auto">{brand}</p> })}
                    <h1 dir="auto">{self.product.title.clone()}</h1>
                    <p class="row tight">{rating(look, self.product.rating)}</p>
                </div>
                {self.variants()}
                <div class="price large">
                    <span class="total">{look.money(self.shown.total)}</span>
                    {list_price.map(|list| view! {
                        <span class="soft fine">{look.with("product-list-price", &[("amount", look.amount(list).into())])}</span>
                    })}
                    <span class="contains">{self.contains()}</span>
                </div>
                {self.act()}
                {self.promises()}
            </div>
        }
        .into_any()
    }

    /// What the total is made of, in one sentence.
    fn contains(&self) -> String {
        let look = self.look;
        let goods = look.amount(self.shown.goods);
        let delivery = if self.shown.delivery.is_zero() {
            look.with("product-contains-free", &[("goods", goods.into())])
        } else {
            let delivery = look.amount(self.shown.delivery);
            look.with("product-contains", &[("goods", goods.into()), ("delivery", delivery.into())])
        };
        let tax = if self.shown.tax_added.is_zero() {
            look.t("product-tax-included").into_owned()
        } else {
            look.with("product-tax-added", &[("amount", look.amount(self.shown.tax_added).into())])
        };
        format!("{delivery} {tax}")
    }

    /// Each variant as a link, so that choosing one needs no script.
    fn variants(&self) -> AnyView {
        if self.product.variants.len() < 2 {
            return ().into_any();
        }
        let look = self.look;
        let chosen = self.variant.map(|variant| &variant.external_id);
        let title = self.variant.map(|variant| variant.title.clone()).unwrap_or_default();
        let page = ProductPage::address(&self.product.reference);
        let links: Vec<AnyView> = self
            .product
            .variants
            .iter()
            .map(|variant| {
                let address =
                    format!("{page}?variant={}", domain::search::percent_encoded(variant.external_id.as_str()));
                let out = !variant.availability.is_in_stock();
                let note = if out { format!(", {}", look.t("sold-out")) } else { String::new() };
                let picture = variant.picture.as_ref().map(|picture| square(Some(picture), "", Frame::THUMB));
                let pictured = picture.is_some();
                let current = (chosen == Some(&variant.external_id)).then_some("true");
                view! {
                    <li>
                        <a href=address aria-current=current class:out=out class:pictured=pictured>
                            {picture}<span dir="auto">{variant.title.clone()}</span><span class="hidden">{note}</span>
                        </a>
                    </li>
                }
                .into_any()
            })
            .collect();
        view! {
            <section class="stack" style="--gap:.5rem" aria-labelledby="variants">
                <p id="variants"><b>{look.t("product-variant")}</b>" "<span dir="auto">{title}</span></p>
                <ul class="variants">{links}</ul>
            </section>
        }
        .into_any()
    }

    /// What can be done with it: buy it here, buy it there, or nothing.
    fn act(&self) -> AnyView {
        let look = self.look;
        if !self.takes_orders() {
            return self.hand_off();
        }
        if !self.availability().is_in_stock() {
            let elsewhere = self
                .page
                .group
                .in_stock()
                .then(|| view! { <a class="link" href="#offers">{look.t("product-elsewhere")}</a> });
            return view! { <p class="absence-note"><b>{look.t("sold-out")}.</b>{elsewhere}</p> }.into_any();
        }
        let most = match self.availability() {
            Availability::InStock(Some(left)) => left.min(99),
            _ => 99,
        };
        let variant = self.variant.map(|variant| variant.external_id.to_string()).unwrap_or_default();
        view! {
            <form class="stack add-to-cart" style="--gap:.5rem" id="add" action="/api/cart/add" method="post">
                <input type="hidden" name="product" value=self.product.reference.to_string()/>
                <input type="hidden" name="variant" value=variant/>
                <div class="row ways">
                    <QuantityField label=look.t("quantity").into_owned() less=look.t("quantity-less").into_owned()
                        more=look.t("quantity-more").into_owned() most/>
                    <button class="button primary large">{look.t("add-to-cart")}</button>
                </div>
                <p class="problem" role="alert"></p>
            </form>
        }
        .into_any()
    }

    /// The way to the marketplace's own page, where it takes no orders through us.
    fn hand_off(&self) -> AnyView {
        let name = self.look.name_of(&self.product.reference.marketplace);
        let there = self.look.with("product-continue", &[("marketplace", name.clone().into())]);
        let Some(address) = self.product.product_url.clone().filter(|url| is_web_address(url)) else {
            return view! { <p class="absence-note">{self.look.t("product-no-way")}</p> }.into_any();
        };
        view! {
            <div class="stack" style="--gap:.5rem">
                <a class="button primary large wide" href=address rel="noopener nofollow external">{there}</a>
                <p class="soft fine">{self.look.with("product-continue-why", &[("marketplace", name.into())])}</p>
            </div>
        }
        .into_any()
    }

    fn promises(&self) -> AnyView {
        let look = self.look;
        let name = look.name_of(&self.product.reference.marketplace);
        let others = u32::try_from(self.page.group.offers.len().saturating_sub(1)).unwrap_or(0);
        let arrival = self.page.delivery.first().filter(|_| self.availability().is_in_stock()).map(|(option, _)| {
            let day = look.in_days(option.days_to);
            view! { <li>{icon(VAN)}<span>{look.with("product-arrives-by", &[("day", day.into()), ("option", option.title.clone().into())])}</span></li> }
        });
        let returns = self.face.map(|face| {
            view! { <li>{turning_icon(BACK)}<span>{look.count("product-returns", face.return_days.into())}</span></li> }
        });
        let paid = if self.takes_orders() { "product-you-pay-us" } else { "product-you-pay-them" };
        view! {
            <ul class="promises">
                <li>
                    {icon(BOX)}
                    <span>
                        {look.t("product-sold-by")}" "{marketplace_of(look, &self.product.reference.marketplace)}". "
                        {stock(look, self.availability())}"."
                        {(others > 0).then(|| view! { " "<a class="link" href="#offers">{look.count("product-other-offers", others)}</a> })}
                    </span>
                </li>
                {arrival}
                {returns}
                <li>{icon(SHIELD)}<span>{look.with(paid, &[("marketplace", name.into())])}</span></li>
            </ul>
        }
        .into_any()
    }

    fn details(&self) -> AnyView {
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

    fn delivery(&self) -> AnyView {
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

    /// On a phone the button stays in reach.
    fn buy_bar(&self) -> AnyView {
        let look = self.look;
        if !self.takes_orders() || !self.availability().is_in_stock() {
            return ().into_any();
        }
        let day = self
            .page
            .delivery
            .first()
            .map(|(option, _)| look.with("arrives", &[("day", look.in_days(option.days_to).into())]));
        view! {
            <section class="buy-bar" aria-label=look.t("add-to-cart")>
                <p class="price"><span class="total">{look.money(self.shown.total)}</span><span class="contains">{day}</span></p>
                <button class="button primary large" form="add">{look.t("add-to-cart")}</button>
            </section>
        }
        .into_any()
    }
}

/// Trouble with adding, told where scripts do not run.
fn problem_note_here() -> AnyView {
    if ApiError::of_address().is_some() { problem_note() } else { ().into_any() }
}

/// An address of the web; others are never led to.
fn is_web_address(address: &str) -> bool {
    address.starts_with("https://")
        || address.starts_with("http://127.0.0.1")
        || address.starts_with("http://localhost")
}
