//! What a true cost is made of: every part with where it is from, how old it is and how sure.

use domain::{
    landed_cost::{Confidence, LandedCost, Part},
    time::Timestamp,
};
use leptos::prelude::*;

use crate::look::Look;

/// The parts of what a marketplace's offer costs, folded away.
pub fn cost_parts(look: &Look, cost: &LandedCost, marketplace: &str) -> AnyView {
    let rows: Vec<AnyView> = cost.parts.iter().map(|part| row(look, part)).collect();
    view! {
        <details class="cost-parts">
            <summary>{look.t("cost-made-of")}</summary>
            <div class="scrolls" tabindex="0" role="region" aria-label=format!("{}: {marketplace}", look.t("cost-made-of"))>
                <table>
                    <thead><tr>
                        <th scope="col">{look.t("cost-part")}</th>
                        <th scope="col" class="amount">{look.t("cost-amount")}</th>
                        <th scope="col">{look.t("cost-source")}</th>
                        <th scope="col">{look.t("cost-age")}</th>
                        <th scope="col">{look.t("cost-sure")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

fn row(look: &Look, part: &Part) -> AnyView {
    let amount = match part.amount {
        Some(amount) => look.money(amount),
        None => view! { <b>{look.t("cost-not-known")}</b> }.into_any(),
    };
    let stale = part.is_stale(look.now());
    let unsure = part.confidence >= Confidence::Estimated;
    let age = part.age(look.now()).map_or_else(|| look.t("cost-age-none").into_owned(), |age| age_text(look, age));
    view! {
        <tr class:unsure=unsure>
            <th scope="row">{look.t(&format!("cost-part-{}", part.kind.word()))}</th>
            <td class="amount">{amount}</td>
            <td>{look.t(&format!("cost-source-{}", part.source.word()))}</td>
            <td>{age}{stale.then(|| view! { " "<b class="trouble">{look.t("cost-stale")}</b> })}</td>
            <td>{look.t(&format!("cost-sure-{}", part.confidence.word()))}</td>
        </tr>
    }
    .into_any()
}

fn age_text(look: &Look, age: i64) -> String {
    let whole = |unit: i64| u32::try_from(age / unit).unwrap_or(u32::MAX);
    let hour = 60 * Timestamp::MINUTE;
    if age < 2 * Timestamp::MINUTE {
        look.t("cost-age-now").into_owned()
    } else if age < 2 * hour {
        look.count("cost-age-minutes", whole(Timestamp::MINUTE))
    } else if age < 2 * Timestamp::DAY {
        look.count("cost-age-hours", whole(hour))
    } else {
        look.count("cost-age-days", whole(Timestamp::DAY))
    }
}

/// What a total holds that is paid on arrival, or that it does not hold because it is not known; nothing where it is what
/// the shop charges.
pub fn border_note(look: &Look, cost: &LandedCost) -> Option<String> {
    if !cost.missing.is_empty() {
        let names: Vec<String> =
            cost.missing.iter().map(|kind| look.t(&format!("cost-part-{}", kind.word())).into_owned()).collect();
        return Some(look.with("cost-without", &[("parts", look.list(&names).into())]));
    }
    let due = cost.on_arrival()?;
    Some(look.with("cost-on-arrival", &[("amount", look.amount(due).into())]))
}
