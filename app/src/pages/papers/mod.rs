//! A paper of an order: an invoice, a credit note, or a receipt of what was charged for others. Made to be printed.

mod sheet;

use domain::{locale::Locale, order::OrderView, papers::PaperNumber};
use http::request::Parts;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use services::{ServiceError, Shop};

pub use self::sheet::{Sheet, sheet, title_key};
use crate::{
    components::frame::{At, answer, framed},
    look::Look,
    pages::{
        head::title,
        order::{InHand, address, asked_number, print_hint, token_question},
    },
    ssr::{keep_secret, shop},
};

/// The page of a paper.
#[component]
pub fn PaperPage() -> impl IntoView {
    let look = Look::here();
    let (shop, mine, number) = (shop(), look.clone(), asked_number());
    let asked = use_params_map().get_untracked().get("paper").unwrap_or_default();
    let main = answer(&look, async move {
        keep_secret();
        let order = InHand::here().open(&shop, &mine, &number).await?;
        let paper = shop.paper(&order, parsed(&asked)?).await?;
        Ok(content(&mine, &order, paper.number, &sheet(mine.locale(), &paper, &order)))
    });
    framed(&look, At::Orders, "", main)
}

fn parsed(number: &str) -> Result<PaperNumber, ServiceError> {
    number.parse().map_err(|_| ServiceError::NotFound)
}

/// The language of a paper's file: Arabic is not laid out there, so it is in English.
fn of_file(locale: Locale) -> Locale {
    if locale == Locale::Ar { Locale::En } else { locale }
}

/// The paper that a request for its file asks for, in the language of the file.
///
/// # Errors
/// [`ServiceError::NotFound`] when there is none, and just so when it is somebody else's.
pub async fn asked(
    shop: Shop,
    parts: Parts,
    order: &str,
    paper: &str,
) -> Result<(PaperNumber, Locale, Sheet), ServiceError> {
    let owner = Owner::new();
    let (look, in_hand) = owner.with(|| {
        provide_context(shop.clone());
        provide_context(parts);
        (Look::here(), InHand::here())
    });
    let order = in_hand.open(&shop, &look, order).await?;
    let paper = shop.paper(&order, parsed(paper)?).await?;
    let locale = of_file(look.locale());
    Ok((paper.number, locale, sheet(locale, &paper, &order)))
}

/// The address of a paper, with the token where the order was opened with one.
pub fn paper_address(order: &OrderView, number: PaperNumber) -> String {
    format!("/order/{}/papers/{number}{}", order.number, token_question())
}

fn content(look: &Look, order: &OrderView, number: PaperNumber, sheet: &Sheet) -> AnyView {
    let file = format!("/order/{}/papers/{number}/print.pdf{}", order.number, token_question());
    let in_english = (of_file(look.locale()) != look.locale()).then(|| look.t("paper-file-in-english"));
    let facts: Vec<AnyView> = sheet.facts.iter().map(fact).collect();
    let last = sheet.sums.len().saturating_sub(1);
    let sums: Vec<AnyView> = sheet.sums.iter().enumerate().map(|(place, pair)| sum(pair, place == last)).collect();
    let heads: Vec<AnyView> =
        sheet.heads.iter().map(|head| view! { <th scope="col">{head.clone()}</th> }.into_any()).collect();
    let rows: Vec<AnyView> = sheet.rows.iter().map(|cells| row(cells)).collect();
    let remarks: Vec<AnyView> =
        sheet.remarks.iter().map(|remark| view! { <p class="soft fine">{remark.clone()}</p> }.into_any()).collect();
    view! {
        {title(sheet.title.clone())}
        <div class="page narrow stack gap-8" data-paper=number.to_string()>
            <div class="stack gap-1">
                <nav class="no-print" aria-label=look.t("breadcrumb")>
                    <ol class="crumbs">
                        <li><a href=address(order)>{look.with("order-number", &[("number", order.number.to_string().into())])}</a></li>
                        <li aria-current="page" dir="ltr">{number.to_string()}</li>
                    </ol>
                </nav>
                <h1>{sheet.title.clone()}</h1>
                {sheet.note.clone().map(|note| view! { <p><b>{note}</b></p> })}
            </div>
            <div class="row between">{party(&sheet.from)}{party(&sheet.to)}</div>
            <dl class="specs fine">{facts}</dl>
            <div class="table" role="region" tabindex="0" aria-label=sheet.title.clone()>
                <table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
            </div>
            <section class="summary" aria-label=look.t("paper-sums")><dl>{sums}</dl></section>
            {remarks}
            <p class="row no-print">
                <a class="button primary" href=file download="">{look.t("paper-file")}</a>
                <span class="soft fine">{in_english}</span>
            </p>
            {print_hint(look)}
        </div>
    }
    .into_any()
}

fn fact((name, value): &(String, String)) -> AnyView {
    view! { <dt>{name.clone()}</dt><dd><bdi>{value.clone()}</bdi></dd> }.into_any()
}

fn sum((name, value): &(String, String), is_total: bool) -> AnyView {
    let class = if is_total { "grand" } else { "" };
    view! { <div class=class><dt>{name.clone()}</dt><dd><bdi>{value.clone()}</bdi></dd></div> }.into_any()
}

fn party((heading, lines): &(String, Vec<String>)) -> AnyView {
    let lines: Vec<AnyView> =
        lines.iter().map(|line| view! { <span dir="auto">{line.clone()}</span><br/> }.into_any()).collect();
    view! { <div><h2 class="minor">{heading.clone()}</h2><address>{lines}</address></div> }.into_any()
}

fn row(cells: &[String]) -> AnyView {
    let cells: Vec<AnyView> = cells
        .iter()
        .enumerate()
        .map(|(place, cell)| {
            let cell = cell.clone();
            if place == 0 {
                return view! { <th scope="row" dir="auto">{cell}</th> }.into_any();
            }
            view! { <td class="num"><bdi>{cell}</bdi></td> }.into_any()
        })
        .collect();
    view! { <tr>{cells}</tr> }.into_any()
}

/// The papers of an order, each by its name; nothing where there are none.
pub fn paper_links(look: &Look, order: &OrderView, numbers: &[PaperNumber]) -> AnyView {
    if numbers.is_empty() {
        return ().into_any();
    }
    let links: Vec<AnyView> = numbers
        .iter()
        .map(|number| {
            let name = look.with(title_key(number.kind), &[("number", look.named(&number.to_string()).into())]);
            view! { <li><a href=paper_address(order, *number)>{name}</a></li> }.into_any()
        })
        .collect();
    view! {
        <section aria-labelledby="papers" class="fine no-print" data-papers="">
            <h2 id="papers" class="minor">{look.t("papers-title")}</h2>
            <ul class="stack gap-2">{links}</ul>
        </section>
    }
    .into_any()
}
