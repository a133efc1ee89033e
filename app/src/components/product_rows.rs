//! Rows of other things beside a thing or a cart: what goes with it, a step up, what is like it, what others looked at. One
//! component for all of them; whoever shows it says beside what.

use domain::{cart::Cart, catalog::Product, recommending::RowKind, search::ProductGroup};
use leptos::prelude::*;
use services::counterfeits::Goods;

use crate::{
    components::product_card::product_rail,
    look::Look,
    pages::report,
    ssr::{preferences, shop},
};

/// The rows beside a product, and the way to report it. `alike` stands in for what is like it where it is too new for the
/// model.
pub fn rows_beside(look: &Look, product: &Product, alike: Vec<ProductGroup>) -> AnyView {
    let (shop, look, relation) = (shop(), look.clone(), product.relation.clone());
    let reference = product.reference.clone();
    let goods = Goods { marketplace: reference.marketplace, product: Some(reference.external_id) };
    Suspend::new(async move {
        // A page is whole without them.
        let rows = shop.rows_beside(look.visit(), &relation, &preferences().await).await;
        let mut rows = rows.unwrap_or_default();
        if !alike.is_empty() && !rows.iter().any(|(kind, _)| *kind == RowKind::Similar) {
            rows.push((RowKind::Similar, alike));
        }
        let rows: Vec<AnyView> = rows.iter().map(|(kind, things)| row(&look, *kind, things)).collect();
        view! {
            {rows}
            <p class="fine"><a class="link" href=report::address_of(&goods)>{look.t("report-this")}</a></p>
        }
        .into_any()
    })
    .into_any()
}

/// The row beside a cart; nothing beside an empty one.
pub fn row_beside_cart(look: &Look, cart: &Cart) -> AnyView {
    if cart.lines.is_empty() {
        return ().into_any();
    }
    let (shop, look, cart) = (shop(), look.clone(), cart.clone());
    Suspend::new(async move {
        let found = shop.row_beside_cart(look.visit(), &cart, &preferences().await).await;
        let found = found.unwrap_or_default();
        found.map(|(kind, things)| view! { <div class="page later">{row(&look, kind, &things)}</div> }).into_any()
    })
    .into_any()
}

fn row(look: &Look, kind: RowKind, things: &[ProductGroup]) -> AnyView {
    let id = format!("row-{}", kind.word());
    let named = id.clone();
    view! {
        <section class="product-row" aria-labelledby=named>
            <div class="section-head">
                <h2 id=id>{look.t(&format!("rows-{}", kind.word()))}</h2>
                <p>{look.t(&format!("rows-{}-why", kind.word()))}</p>
            </div>
            {product_rail(look, things)}
        </section>
    }
    .into_any()
}
