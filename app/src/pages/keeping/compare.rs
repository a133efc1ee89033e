//! Products side by side: every attribute in one row, and marked where it tells them apart.

use domain::{
    catalog::Product,
    ids::ProductRef,
    keeping::{Comparison, MOST_COMPARED, Row, rows},
    money::Money,
    visit::ProductPage,
};
use leptos::prelude::*;

use super::{keeping_page, nothing};
use crate::{
    components::{absence_note::trouble_note, product_card::stock},
    look::Look,
    picture::{Frame, square},
    ssr::{comparison, parameter, parameters, shop},
};

/// The page; its address names the products. Without any it shows those that the browser keeps.
#[component]
pub fn Compare() -> impl IntoView {
    keeping_page("keeping-compare", |look| async move {
        let named = parameters().into_iter().filter(|(name, _)| name == "p");
        let named = Comparison::of(named.filter_map(|(_, value)| value.parse::<ProductRef>().ok()));
        let chosen = if named.products().is_empty() { comparison() } else { named };
        let compared = shop().compared(&chosen).await?;
        let only = parameter("only") == "differences";
        let full = (parameter("full") == "1").then(|| trouble_note(look.t("keeping-compare-full").into_owned()));
        let gone = (!compared.unknown.is_empty()).then(|| trouble_note(look.t("keeping-compare-gone").into_owned()));
        let table = match compared.products.as_slice() {
            [] => nothing(&look, "keeping-compare-none"),
            products => table(&look, &chosen, products, only),
        };
        Ok(view! {
            <p class="soft">{look.with("keeping-compare-lead", &[("most", MOST_COMPARED.into())])}</p>
            {full}{gone}{table}
        }
        .into_any())
    })
}

fn table(look: &Look, chosen: &Comparison, products: &[Product], only: bool) -> AnyView {
    let heads: Vec<AnyView> = products.iter().map(|product| head(look, chosen, product)).collect();
    let told: Vec<&[(String, String)]> = products.iter().map(|product| product.attributes.as_slice()).collect();
    let all: Vec<Row> = own_rows(look, products).into_iter().chain(rows(&told)).collect();
    let differing = all.iter().filter(|row| row.differs).count();
    let shown: Vec<AnyView> = all.iter().filter(|row| !only || row.differs).map(|row| line(look, row)).collect();
    let count = u32::try_from(differing).unwrap_or(u32::MAX);
    let (other, key) = if only {
        (chosen.address(), "keeping-compare-all")
    } else {
        (format!("{}&only=differences", chosen.address()), "keeping-compare-only")
    };
    let switch = (products.len() > 1).then(|| {
        view! {
            <p class="row"><span>{look.count("keeping-compare-differences", count)}</span><a class="link" href=other>{look.t(key)}</a></p>
        }
    });
    view! {
        {switch}
        <div class="compare" role="region" tabindex="0" aria-label=look.t("keeping-compare-table")>
            <table>
                <thead><tr><td></td>{heads}</tr></thead>
                <tbody>{shown}</tbody>
            </table>
        </div>
        <form class="row" method="post" action="/api/compare/remove">
            <button class="button small quiet">{look.t("keeping-compare-clear")}</button>
        </form>
    }
    .into_any()
}

fn head(look: &Look, chosen: &Comparison, product: &Product) -> AnyView {
    let reference = &product.reference;
    let remove = look.with("keeping-compare-remove", &[("title", look.named(&product.title).into())]);
    let sells = look.face(&reference.marketplace).is_some_and(|face| face.takes_orders);
    let add = (sells && product.availability.is_in_stock()).then(|| {
        view! {
            <form class="add-to-cart" method="post" action="/api/cart/add">
                <input type="hidden" name="product" value=reference.to_string()/>
                <button class="button primary small">{look.t("add-to-cart")}</button>
                <p class="problem" role="alert"></p>
            </form>
        }
    });
    view! {
        <th scope="col">
            <span class="picture">{square(product.pictures.first(), "", Frame::CARD)}</span>
            <a class="link" dir="auto" href=ProductPage::address(reference)>{product.title.clone()}</a>
            {add}
            <form method="post" action="/api/compare/remove">
                <input type="hidden" name="product" value=reference.to_string()/>
                <input type="hidden" name="back" value=chosen.without(reference).address()/>
                <button class="button small quiet" aria-label=remove>{look.t("profile-forget")}</button>
            </form>
        </th>
    }
    .into_any()
}

/// The rows that every product has, whatever its marketplace tells of it.
fn own_rows(look: &Look, products: &[Product]) -> Vec<Row> {
    let row = |key: &str, value: &dyn Fn(&Product) -> String| {
        Row::of(look.t(key).into_owned(), products.iter().map(value).collect())
    };
    let unknown = || "–".to_owned();
    let money = |money: Option<Money>| money.map_or_else(unknown, |money| look.amount(money));
    let terms = |product: &Product| look.terms(&product.reference.marketplace).cloned();
    vec![
        row("keeping-row-total", &|product| {
            let amounts = look.at_the_door(&product.reference.marketplace, product.price);
            money(amounts.map(|amounts| amounts.total))
        }),
        row("keeping-row-price", &|product| money(look.converted(product.price))),
        row("keeping-row-marketplace", &|product| look.name_of(&product.reference.marketplace)),
        row("keeping-row-stock", &|product| stock(look, product.availability)),
        row("keeping-row-delivery", &|product| {
            let option = terms(product).and_then(|terms| terms.options.first().cloned());
            option.map_or_else(unknown, |option| look.days(option.days_from, option.days_to))
        }),
        row("keeping-row-returns", &|product| {
            terms(product).map_or_else(unknown, |terms| look.count("days", u32::from(terms.return_days)))
        }),
        row("keeping-row-rating", &|product| match product.rating {
            Some(rating) => {
                let count = look.locale().number(u64::from(rating.count));
                format!("{} ({count})", look.locale().rating(rating.hundredths))
            }
            None => unknown(),
        }),
        row("keeping-row-brand", &|product| product.brand.clone().unwrap_or_else(unknown)),
        row("keeping-row-category", &|product| {
            product.category.map_or_else(unknown, |category| look.category(category).into_owned())
        }),
    ]
}

fn line(look: &Look, row: &Row) -> AnyView {
    let cells: Vec<AnyView> = row
        .values
        .iter()
        .map(|value| match value {
            Some(value) => view! { <td dir="auto">{value.clone()}</td> }.into_any(),
            None => view! { <td class="soft"><span aria-hidden="true">"–"</span><span class="hidden">{look.t("keeping-not-told")}</span></td> }.into_any(),
        })
        .collect();
    let mark = row.differs.then(|| view! { <span class="badge">{look.t("keeping-differs")}</span> });
    view! { <tr class:differs=row.differs><th scope="row"><span dir="auto">{row.name.clone()}</span>{mark}</th>{cells}</tr> }
        .into_any()
}
