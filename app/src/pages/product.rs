//! A product's page: pictures, variants, what it costs and why, who else sells it, what is like it.

use domain::{
    catalog::{Availability, Product as Listing, Variant},
    ids::ProductRef,
    marketplace::MarketplaceFace,
    pricing::Amounts,
    profile::{DeliveryPriority, Preferences},
    reviews::ReviewsQuery,
    visit::ProductPage,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::{ServiceError, reviews::Told};

use crate::{
    components::{
        absence_note::absence_note,
        frame::{At, answer, framed},
        gallery::gallery,
        price_history::price_history,
        product_rows::rows_beside,
        same_thing::same_thing,
    },
    look::Look,
    pages::{head::structured, product_offers::offers},
    ssr::{here, know_saved, moved, parameter, parameters, preferences, shop},
};

/// The page of one listing.
#[component]
pub fn Product() -> impl IntoView {
    let look = Look::here();
    let params = use_params_map().get_untracked();
    let reference =
        format!("{}:{}", params.get("marketplace").unwrap_or_default(), params.get("external_id").unwrap_or_default());
    let slug = params.get("slug");
    let (shop, mine) = (shop(), look.clone());
    let main = answer(&look, async move {
        let reference: ProductRef = reference.parse().map_err(|_| ServiceError::NotFound)?;
        let preferences = preferences().await;
        know_saved().await;
        let page = shop.product_as(mine.visit(), &reference, &preferences).await?;
        // The words behind the number follow the title; whoever comes by former ones is led to those of today.
        let title = &page.offer.product.title;
        if slug.is_some_and(|slug| slug != ProductPage::slug(title)) {
            let question = here().split_once('?').map(|(_, question)| format!("?{question}")).unwrap_or_default();
            moved(&format!("{}{question}", ProductPage::lasting_address(&reference, title)));
            return Ok(().into_any());
        }
        let asked = ReviewsQuery::from_pairs(&parameters());
        let told = shop.told_of(&reference, &asked).await?;
        Ok(Seen::of(&mine, &page, &preferences, &told, asked).view())
    });
    framed(&look, At::Elsewhere, "", main)
}

/// The page as one visitor looks at it: with the variant they chose.
pub(super) struct Seen<'a> {
    pub(super) look: &'a Look,
    pub(super) page: &'a ProductPage,
    pub(super) product: &'a Listing,
    pub(super) variant: Option<&'a Variant>,
    /// What the chosen variant costs at the door.
    pub(super) shown: Amounts,
    pub(super) face: Option<&'a MarketplaceFace>,
    /// What counts more for whoever looks.
    pub(super) priority: DeliveryPriority,
    /// What shoppers say of it, and what the shop adds.
    pub(super) told: &'a Told,
    /// Which reviews were asked for.
    pub(super) asked: ReviewsQuery,
}

impl<'a> Seen<'a> {
    fn of(
        look: &'a Look,
        page: &'a ProductPage,
        preferences: &Preferences,
        told: &'a Told,
        asked: ReviewsQuery,
    ) -> Self {
        let product = &page.offer.product;
        let wanted = parameter("variant");
        let wished = wanted.parse().ok().and_then(|id| product.variant(&id));
        let fits = || preferences.variant_that_fits(&product.variants);
        let variant = wished.or_else(fits).or(product.first_choice());
        let price = variant.map_or(product.price, |variant| variant.price);
        let shown = look.at_the_door(&product.reference.marketplace, price).unwrap_or(page.offer.shown);
        let face = page.marketplaces.iter().find(|face| face.id == product.reference.marketplace);
        Self { look, page, product, variant, shown, face, priority: preferences.delivery, told, asked }
    }

    pub(super) fn availability(&self) -> Availability {
        self.variant.map_or(self.product.availability, |variant| variant.availability)
    }

    pub(super) fn takes_orders(&self) -> bool {
        self.face.is_none_or(|face| face.takes_orders)
    }

    fn view(&self) -> AnyView {
        let look = self.look;
        view! {
            {self.head()}
            {structured(&self.structured())}
            {structured(&self.trail())}
            <div class="page sections">
                <div class="stack gap-4">
                    {self.crumbs()}
                    <div class="product-top">
                        {gallery(look, &self.pictures(), &self.told.films)}
                        {self.buy_box()}
                    </div>
                </div>
                {absence_note(look, &self.page.absences, here())}
                {offers(look, self.page, self.priority)}
                {same_thing(look, self.page)}
                {price_history(look, self.page)}
                <div class="halves">{self.details()}{self.delivery()}</div>
                {self.reviews()}
                {self.questions()}
                {rows_beside(look, self.product, self.page.similar.clone())}
            </div>
            {self.buy_bar()}
        }
        .into_any()
    }

    /// All pictures, the chosen variant's own one first.
    pub(super) fn pictures(&self) -> Vec<domain::catalog::Picture> {
        let own = self.variant.and_then(|variant| variant.picture.clone());
        let rest = self.product.pictures.iter().filter(|picture| Some(*picture) != own.as_ref()).cloned();
        own.clone().into_iter().chain(rest).take(8).collect()
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
}
