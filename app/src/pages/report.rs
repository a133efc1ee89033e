//! Reporting goods that are not what they are sold as: a form for everybody.

use domain::{
    checkout::{FieldProblem, Problem},
    counterfeit::{LONGEST_WORDS, Reason},
    ids::MarketplaceId,
    proof_of_work::Form,
    search::percent_encoded,
    visit::ProductPage,
};
use leptos::prelude::*;
use services::{
    ServiceError,
    counterfeits::{Goods, reference},
};

use crate::{
    components::{
        absence_note::{good_note, problem_note, trouble_note},
        field::problem_text,
        frame::{At, answer, framed},
        proof_of_work::proof_field,
    },
    icons::{WARNING, icon},
    look::Look,
    pages::head::title,
    ssr::{Refused, Why, keep_secret, parameter, shop},
};

/// The goods that a form or an address names: a marketplace, and one of its products where one is named.
pub fn goods_of(marketplace: &str, product: &str) -> Option<Goods> {
    let marketplace: MarketplaceId = marketplace.parse().ok()?;
    let product = if product.is_empty() { None } else { Some(product.parse().ok()?) };
    Some(Goods { marketplace, product })
}

/// The address of the form about goods.
pub fn address_of(goods: &Goods) -> String {
    let product = goods.product.as_ref().map_or(String::new(), |product| percent_encoded(product.as_str()));
    format!("/report?marketplace={}&product={product}", goods.marketplace)
}

/// The word of what is wrong with a field.
pub fn word_of(problem: Problem) -> &'static str {
    match problem {
        Problem::TooLong => "too-long",
        Problem::Malformed => "malformed",
        _ => "missing",
    }
}

fn problem_of(word: &str) -> Problem {
    match word {
        "too-long" => Problem::TooLong,
        "malformed" => Problem::Malformed,
        _ => Problem::Missing,
    }
}

/// The page.
#[component]
pub fn Report() -> impl IntoView {
    let look = Look::here();
    keep_secret();
    let (shop, mine) = (shop(), look.clone());
    let main = answer(&look, async move {
        let goods = goods_of(&parameter("marketplace"), &parameter("product")).ok_or(ServiceError::NotFound)?;
        let name = shop.reportable(&goods).await?;
        Ok(content(&mine, &goods, name))
    });
    framed(&look, At::Elsewhere, "", main)
}

fn content(look: &Look, goods: &Goods, name: String) -> AnyView {
    let back = match reference(goods) {
        Some(product) => ProductPage::address(&product),
        None => format!("/stores/{}", goods.marketplace),
    };
    let heading = if goods.product.is_some() { "report-title" } else { "report-title-store" };
    let sent = !parameter("sent").is_empty();
    let below = if sent {
        view! { {good_note(look.t("report-sent"))}<p><a class="link" href=back>{look.t("report-back")}</a></p> }
            .into_any()
    } else {
        form(look, goods)
    };
    view! {
        {title(look.t(heading))}
        <div class="page narrow stack gap-6 report">
            <div class="stack gap-2">
                <h1>{look.t(heading)}</h1>
                <p class="soft" dir="auto"><bdi>{name}</bdi>" · "<bdi>{look.name_of(&goods.marketplace)}</bdi></p>
            </div>
            {below}
        </div>
    }
    .into_any()
}

fn form(look: &Look, goods: &Goods) -> AnyView {
    let refused = Refused::take(Form::Report.word());
    let typed = |name: &str| refused.as_ref().map(|refused| refused.typed(name).to_owned()).unwrap_or_default();
    let wrong: Vec<FieldProblem> = refused
        .iter()
        .flat_map(|refused| refused.all("wrong"))
        .filter_map(|wrong| wrong.split_once(':'))
        .map(|(field, problem)| FieldProblem { field: field.to_owned(), problem: problem_of(problem) })
        .collect();
    let (reason, words) = (typed("reason"), typed("words"));
    let told = |field: &str| {
        let found = wrong.iter().find(|problem| problem.field == field)?;
        let id = format!("{field}-problem");
        let text = problem_text(look, &format!("report-{field}"), found.problem);
        Some(view! { <p class="error" id=id>{icon(WARNING)}{text}</p> }.into_any())
    };
    let described = |field: &str| wrong.iter().any(|one| one.field == field).then(|| format!("{field}-problem"));
    let reasons: Vec<AnyView> = Reason::ALL
        .into_iter()
        .map(|one| {
            let chosen = one.word() == reason;
            view! {
                <label class="check">
                    <input type="radio" name="reason" value=one.word() checked=chosen/>
                    <span>{look.t(&format!("report-reason-{}", one.word()))}</span>
                </label>
            }
            .into_any()
        })
        .collect();
    let wait = match refused.as_ref().map(|refused| &refused.why) {
        Some(Why::Proof(seconds)) => Some(trouble_note(look.count("proof-wait", *seconds))),
        _ => None,
    };
    view! {
        {problem_note()}
        {wait}
        <p class="soft">{look.t("report-lead")}</p>
        <form class="stack" method="post" action="/api/report" novalidate>
            {proof_field(Form::Report)}
            <input type="hidden" name="marketplace" value=goods.marketplace.to_string()/>
            <input type="hidden" name="product" value=goods.product.as_ref().map(ToString::to_string)/>
            <fieldset class="field" aria-describedby=described("reason")>
                <legend>{look.t("report-reason")}</legend>
                <div class="boxes">{reasons}</div>
                {told("reason")}
            </fieldset>
            <div class="field">
                <label for="words">{look.t("report-words")}</label>
                <textarea class="input" id="words" name="words" rows="5" maxlength=LONGEST_WORDS dir="auto"
                    aria-invalid=described("words").is_some().then_some("true") aria-describedby=described("words")
                    inner_html=as_text(&words)></textarea>
                {told("words")}
            </div>
            <p class="soft fine">{look.t("report-kept")}</p>
            <div><button class="button primary">{look.t("report-send")}</button></div>
        </form>
    }
    .into_any()
}

/// What was typed, as text of a document: an empty text must stay empty.
fn as_text(typed: &str) -> String {
    typed.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_goods_and_nothing_else() {
        let goods = goods_of("harbor", "a:b&c").unwrap();
        assert_eq!(address_of(&goods), "/report?marketplace=harbor&product=a%3Ab%26c");
        assert_eq!(goods_of("harbor", "").unwrap().product, None);
        for (marketplace, product) in [("", "1"), ("Har bor", "1"), ("harbor", "a b")] {
            assert!(goods_of(marketplace, product).is_none());
        }
    }

    #[test]
    fn what_was_typed_cannot_end_its_field() {
        assert_eq!(as_text("</textarea><script>"), "&lt;/textarea&gt;&lt;script&gt;");
    }

    #[test]
    fn a_problem_keeps_its_word() {
        for problem in [Problem::Missing, Problem::TooLong, Problem::Malformed] {
            assert_eq!(problem_of(word_of(problem)), problem);
        }
    }
}
