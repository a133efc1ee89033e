//! The prices of a product on its page: chart and table, whether now is a good time, and what a claimed reduction is worth.

use domain::{
    money::{Currency, Money},
    price_history::{Advice, Claim, LEAST_POINTS, Point, PriceStory, Verdict},
    time::Date,
    visit::ProductPage,
};
use leptos::prelude::*;

use crate::{
    components::{cost_parts::border_note, price_chart::price_chart},
    icons::{CHECK, CLOCK, TAG, WARNING, icon},
    look::Look,
};

/// How many changes the table shows, the newest first.
const ROWS: usize = 60;

/// The prices of a product's group.
pub fn price_history(look: &Look, page: &ProductPage) -> AnyView {
    let story = &page.prices;
    let chart = if story.group.len() > 1 {
        view! {
            {price_chart(look, story.currency, &story.group, &story.offer)}
            <p class="soft fine">{look.t("prices-terms")}</p>
            {table(look, story)}
        }
        .into_any()
    } else {
        view! { <p class="absence-note">{look.t("prices-too-new")}</p> }.into_any()
    };
    view! {
        <section class="prices stack gap-4" id="prices" aria-labelledby="prices-title">
            <div class="section-head">
                <h2 id="prices-title">{look.t("prices-title")}</h2>
                <p>{since(look, story)}</p>
                <a class="link" href="/method/prices">{look.t("prices-method-link")}</a>
            </div>
            {chart}
            {reduction(look, page)}
            {advice(look, story)}
        </section>
    }
    .into_any()
}

fn since(look: &Look, story: &PriceStory) -> Option<String> {
    let since = story.since?;
    Some(look.with("prices-since", &[("day", look.day(since.date()).into())]))
}

/// The changes of the best total as a table.
fn table(look: &Look, story: &PriceStory) -> AnyView {
    let mut changes: Vec<Point> = Vec::new();
    for point in &story.group {
        if changes.last().is_none_or(|last| last.lowest != point.lowest) {
            changes.push(*point);
        }
    }
    let rows: Vec<AnyView> = changes
        .iter()
        .rev()
        .take(ROWS)
        .map(|point| {
            let amount = look.money(Money::new(point.lowest, story.currency));
            view! { <tr><th scope="row">{look.day(Date::from_days(point.day))}</th><td class="amount">{amount}</td></tr> }
                .into_any()
        })
        .collect();
    view! {
        <details class="cost-parts">
            <summary>{look.t("prices-as-table")}</summary>
            <table>
                <thead><tr><th scope="col">{look.t("prices-from-day")}</th><th scope="col" class="amount">{look.t("prices-best")}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}

/// The lowest price before the reduction, and what the seller's claim is worth.
fn reduction(look: &Look, page: &ProductPage) -> AnyView {
    let story = &page.prices;
    let seller = look.name_of(&page.offer.product.reference.marketplace);
    let before = lowest_before(look, page).map(|text| view! { <p>{text}</p> });
    let claimed = story.claimed.and_then(|claimed| look.converted(claimed)).map(|claimed| look.amount(claimed));
    let values = [("marketplace", seller.into()), ("amount", claimed.clone().unwrap_or_default().into())];
    match story.claim {
        Claim::Doubtful { doubt } => view! {
            <div class="absence-note trouble" role="note" data-doubt=doubt.word()>
                {icon(WARNING)}
                <div class="stack gap-1">
                    <p><b>{look.t("prices-fake")}</b>" "{look.with(&format!("prices-doubt-{}", doubt.word()), &values)}</p>
                    {before}
                </div>
            </div>
        }
        .into_any(),
        Claim::Holds => view! {
            <div class="absence-note good">{icon(TAG)}<div class="stack gap-1"><p>{look.with("prices-claim-holds", &values)}</p>{before}</div></div>
        }
        .into_any(),
        Claim::Unknown => view! {
            <div class="absence-note">{icon(TAG)}<div class="stack gap-1"><p>{look.with("prices-claim-unknown", &values)}</p>{before}</div></div>
        }
        .into_any(),
        Claim::None => before.map(|before| view! { <div class="absence-note good">{icon(TAG)}{before}</div> }).into_any(),
    }
}

/// The lowest price in the thirty days before the reduction that stands, in a sentence; nothing where there is none or too
/// little is known.
fn lowest_before(look: &Look, page: &ProductPage) -> Option<String> {
    let lowest = page.prices.reduction?.lowest_before?;
    let lowest = look.converted(lowest)?;
    Some(look.with("prices-lowest-before", &[("amount", look.amount(lowest).into())]))
}

/// What belongs beside the price: what is paid on arrival or not known, the lowest price before a reduction, and a doubt.
pub fn beside_price(look: &Look, page: &ProductPage) -> AnyView {
    let doubtful = matches!(page.prices.claim, Claim::Doubtful { .. });
    let cost = &page.offer.landed;
    // What is charged is the price here; what is due at the border comes on top of it.
    let border = match cost.on_arrival().filter(|_| cost.missing.is_empty()) {
        Some(due) => Some(look.with("cost-plus-on-arrival", &[("amount", look.amount(due).into())])),
        None => border_note(look, cost),
    };
    view! {
        {border.map(|note| view! { <span class="contains">{note}</span> })}
        {lowest_before(look, page).map(|text| view! { <span class="contains">{text}</span> })}
        {doubtful.then(|| view! { <a class="badge trouble" href="#prices">{look.t("prices-fake")}</a> })}
    }
    .into_any()
}

/// Whether now is a good time; and why nothing is said where too little is known.
fn advice(look: &Look, story: &PriceStory) -> AnyView {
    let Some(advice) = story.advice else {
        let known = u32::try_from(story.group.len()).unwrap_or(u32::MAX);
        let needed = u32::try_from(LEAST_POINTS).unwrap_or(u32::MAX);
        let text = look.with("prices-no-advice", &[("known", known.into()), ("needed", needed.into())]);
        return view! { <p class="absence-note" data-advice="none">{icon(CLOCK)}{text}</p> }.into_any();
    };
    advice_note(look, &advice, story.currency)
}

/// Whether now is a good time, with what that rests on.
pub fn advice_note(look: &Look, advice: &Advice, currency: Currency) -> AnyView {
    let (class, drawing) = match advice.verdict {
        Verdict::Low => ("absence-note good", CHECK),
        Verdict::Usual => ("absence-note", CLOCK),
        Verdict::High => ("absence-note change", CLOCK),
    };
    let amount = |minor| look.amount(Money::new(minor, currency));
    let rests = look.with(
        "prices-rests-on",
        &[
            ("points", advice.points.into()),
            ("cheaper", advice.cheaper.into()),
            ("usual", amount(advice.usual).into()),
            ("lowest", amount(advice.lowest).into()),
        ],
    );
    let chance = advice.chance.map(|chance| {
        let text = look.with("prices-chance", &[("fell", chance.fell.into()), ("times", chance.of.into())]);
        view! { " "{text} }
    });
    view! {
        <div class=class data-advice=advice.verdict.word()>
            {icon(drawing)}
            <p><b>{look.t(&format!("prices-advice-{}", advice.verdict.word()))}</b>" "{rests}{chance}" "{look.t("prices-uncertain")}</p>
        </div>
    }
    .into_any()
}
