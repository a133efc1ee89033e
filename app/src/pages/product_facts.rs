//! What a product's page tells of the thing itself and of its delivery.

use leptos::prelude::*;

use crate::{
    icons::{DOWN, icon},
    pages::product::Seen,
};

impl Seen<'_> {
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
            .map(|(name, value)| {
                view! { <tr><th scope="row" dir="auto">{name}</th><td dir="auto">{value}</td></tr> }.into_any()
            })
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
                        <table class="specs"><tbody>{rows}</tbody></table>
                    </details>
                })}
                {self.size_guide()}
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
