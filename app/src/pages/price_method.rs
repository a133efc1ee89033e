//! How true costs are worked out and prices are judged: every rule with its numbers, as the shop applies them.

use domain::{
    landed_cost::customs::{BORDERS, Border, GONE_THROUGH},
    price_history::{BEFORE_DAYS, LEAST_BEFORE, LEAST_POINTS, LONGEST_CLAIM, LOOKS_BACK},
};
use fluent_bundle::FluentValue;
use leptos::prelude::*;

use crate::{
    components::frame::{At, framed},
    look::Look,
    pages::head::{About, about},
};

/// The sections with their points.
const SECTIONS: [(&str, &str, &[&str]); 6] = [
    ("history", "method-history", &["seen", "change", "kept", "total"]),
    ("before", "method-before", &["reading", "known"]),
    ("claims", "method-claims", &["claim", "not-lower", "overstated", "raised-before", "standing", "unknown"]),
    ("advice", "method-advice", &["least", "low", "high", "chance", "never"]),
    ("deals", "method-deals", &["below", "best", "honest"]),
    ("cost", "method-cost", &["parts", "border", "missing", "stale", "order"]),
];

/// Every key that is put together here.
#[cfg(test)]
pub fn keys() -> Vec<String> {
    let points = SECTIONS.into_iter().flat_map(|(_, key, names)| names.iter().map(move |name| format!("{key}-{name}")));
    points.chain(SECTIONS.into_iter().map(|(_, key, _)| key.to_owned())).collect()
}

/// The method.
#[component]
pub fn PriceMethod() -> impl IntoView {
    let look = Look::here();
    let sections: Vec<AnyView> = SECTIONS.iter().map(|(id, key, names)| section(&look, id, key, names)).collect();
    let main = view! {
        {about(About {
            title: look.t("method-title").into_owned(),
            description: look.t("method-lead").into_owned(),
            path: "/method/prices".to_owned(),
            picture: None,
            kind: "article",
        })}
        <article class="page narrow policy">
            <header><h1>{look.t("method-title")}</h1><p class="lead">{look.t("method-lead")}</p></header>
            {sections}
            {borders(&look)}
        </article>
    };
    framed(&look, At::Elsewhere, "", main.into_any())
}

fn section(look: &Look, id: &'static str, key: &str, names: &[&str]) -> AnyView {
    let number = |number: i64| FluentValue::from(number);
    let count = |number: usize| FluentValue::from(u32::try_from(number).unwrap_or(u32::MAX));
    let points: Vec<AnyView> = names
        .iter()
        .map(|name| {
            let values = [
                ("before", number(BEFORE_DAYS)),
                ("back", number(LOOKS_BACK)),
                ("longest", number(LONGEST_CLAIM)),
                ("known", count(LEAST_BEFORE)),
                ("points", count(LEAST_POINTS)),
            ];
            view! { <li>{look.with(&format!("{key}-{name}"), &values)}</li> }.into_any()
        })
        .collect();
    view! { <section id=id><h2>{look.t(key)}</h2><ul>{points}</ul></section> }.into_any()
}

/// What is known of every border.
fn borders(look: &Look) -> AnyView {
    let rows: Vec<AnyView> = BORDERS.iter().map(|border| row(look, border)).collect();
    view! {
        <section id="borders">
            <h2>{look.t("method-borders")}</h2>
            <p>{look.with("method-borders-lead", &[("day", GONE_THROUGH.to_string().into())])}</p>
            <div class="scrolls" tabindex="0" role="region" aria-label=look.t("method-borders")>
                <table>
                    <thead><tr>
                        <th scope="col">{look.t("method-country")}</th>
                        <th scope="col">{look.t("method-tax")}</th>
                        <th scope="col">{look.t("method-duty")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(look: &Look, border: &Border) -> AnyView {
    let percent = |points: u32| format!("{}.{:02} %", points / 100, points % 100);
    let unknown = || look.t("cost-not-known").into_owned();
    let limit = |(minor, currency)| look.amount(domain::money::Money::new(minor, currency));
    let tax = border.tax.map_or_else(unknown, percent);
    let tax = match border.tax_free {
        Some(free) => look.with("method-free-up-to", &[("tax", tax.into()), ("limit", limit(free).into())]),
        None => tax,
    };
    let above = border.duty.above.map_or_else(unknown, percent);
    let duty = match border.duty.up_to {
        Some(up_to) => {
            let each = limit((border.duty.each, up_to.1));
            let values = [("limit", limit(up_to).into()), ("each", each.into()), ("above", above.into())];
            look.with("method-up-to", &values)
        }
        None => above,
    };
    view! { <tr><th scope="row">{look.country(border.country)}</th><td>{tax}</td><td>{duty}</td></tr> }.into_any()
}
