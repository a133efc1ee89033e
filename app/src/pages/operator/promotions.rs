//! What the shop takes off carts by itself: what there is, ending it, and beginning something new.

use domain::{
    ids::GroupId,
    marketplace::Protocol,
    promotion::{Condition, Effect, Reduction, Seller, Terms},
    time::Timestamp,
};
use leptos::prelude::*;
use services::{
    groups::GroupView,
    promotions::{KeptPromotion, PromotionForm},
};

use super::{Clerk, Content, Shop, headed, nothing};
use crate::{look::Look, ssr::parameter};

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let kept = shop.promotions(&clerk.must()?).await?;
    let groups = shop.groups(&clerk.must()?).await?;
    let (ended, open): (Vec<_>, Vec<_>) = kept.iter().partition(|one| is_over(&look, one));
    let list = |all: &[&KeptPromotion], none: &str| {
        if all.is_empty() {
            return nothing(look.t(none).into_owned());
        }
        let rows: Vec<AnyView> = all.iter().map(|one| row(&look, &groups, one)).collect();
        view! { <ul class="entries">{rows}</ul> }.into_any()
    };
    Ok(view! {
        {headed(&look, "promotions-title")}
        <p class="soft">{look.t("promotions-text")}</p>
        {list(&open, "promotions-none")}
        <section class="stack" aria-labelledby="new-promotion">
            <h2 id="new-promotion">{look.t("promotions-new")}</h2>
            {form(&look, &shop, &groups)}
        </section>
        {(!ended.is_empty()).then(|| view! {
            <section class="stack" aria-labelledby="ended-promotions">
                <h2 id="ended-promotions">{look.t("promotions-ended")}</h2>
                {list(&ended, "promotions-none")}
            </section>
        })}
    }
    .into_any())
}

fn is_over(look: &Look, one: &KeptPromotion) -> bool {
    let until = one.promotion.terms().valid_until;
    one.ended_at.is_some() || until.is_some_and(|until| until.date().days() <= look.today())
}

fn row(look: &Look, groups: &[GroupView], one: &KeptPromotion) -> AnyView {
    let terms = one.promotion.terms();
    let end = (!is_over(look, one)).then(|| {
        view! {
            <form method="post" action="/api/operator/end-promotion">
                <input type="hidden" name="promotion" value=terms.id.to_string()/>
                <button class="button small quiet">{look.t("promotions-end")}</button>
            </form>
        }
    });
    view! {
        <li>
            <div class="stack gap-1">
                <p dir="auto"><b>{terms.name.clone()}</b></p>
                <p class="soft fine">{said(look, groups, terms)}</p>
                <p class="soft fine">{when(look, terms, one.ended_at)}</p>
            </div>
            {end}
        </li>
    }
    .into_any()
}

/// What a promotion does, on whose goods, for whom, and from which cart on.
fn said(look: &Look, groups: &[GroupView], terms: &Terms) -> String {
    let does = match &terms.effect {
        Effect::Off { reduction: Reduction::Percent { points, .. } } => {
            look.with("promotions-percent-off", &[("percent", (points / 100).into())])
        }
        Effect::Off { reduction: Reduction::Amount { amount } } => {
            look.with("promotions-amount-off", &[("amount", look.amount(*amount).into())])
        }
        Effect::Delivery { .. } => look.t("promotions-kind-delivery").into_owned(),
        _ => terms.effect.kind().word().to_owned(),
    };
    let whose = match &terms.scope.seller {
        Seller::Anyone => look.t("promotions-anyone").into_owned(),
        Seller::House => look.t("promotions-house").into_owned(),
        Seller::Marketplace { id } => look.named(&look.name_of(id)),
    };
    let mut said = vec![does, whose];
    said.extend(match &terms.condition {
        Condition::All { of } => of.iter().filter_map(|one| condition(look, groups, one)).collect(),
        one => Vec::from_iter(condition(look, groups, one)),
    });
    said.join(" · ")
}

/// What a promotion asks for; `None` where it asks for nothing.
fn condition(look: &Look, groups: &[GroupView], one: &Condition) -> Option<String> {
    match one {
        Condition::Group { one_of } => {
            let names: Vec<String> = one_of.iter().map(|group| group_name(look, groups, group)).collect();
            Some(look.with("promotions-for-group", &[("group", names.join(", ").into())]))
        }
        Condition::Subtotal { at_least, .. } => {
            Some(look.with("promotions-from-amount", &[("amount", look.amount(*at_least).into())]))
        }
        _ => None,
    }
}

fn group_name(look: &Look, groups: &[GroupView], id: &GroupId) -> String {
    match groups.iter().find(|one| one.group.id == *id) {
        Some(one) => look.named(&one.group.name),
        None => look.t("promotions-group-gone").into_owned(),
    }
}

fn when(look: &Look, terms: &Terms, ended_at: Option<Timestamp>) -> String {
    if let Some(ended) = ended_at {
        return look.with("promotions-ended-on", &[("day", look.day(ended.date()).into())]);
    }
    let day = |at: Timestamp| look.day(at.date());
    match (terms.valid_from, terms.valid_until.map(|until| until.plus(-1))) {
        (None, None) => look.t("promotions-always").into_owned(),
        (Some(from), None) => look.with("promotions-since", &[("day", day(from).into())]),
        (None, Some(last)) => look.with("promotions-last", &[("day", day(last).into())]),
        (Some(from), Some(last)) => {
            look.with("promotions-between", &[("from", day(from).into()), ("until", day(last).into())])
        }
    }
}

fn form(look: &Look, shop: &Shop, groups: &[GroupView]) -> AnyView {
    let wrong = parameter("field");
    let wrong = wrong.strip_prefix("promotion-").unwrap_or_default().to_owned();
    let full =
        (wrong == "count").then(|| view! { <p class="error" role="alert">{look.t("promotions-wrong-count")}</p> });
    let field = |name: &'static str, kind: &'static str, required: bool| {
        let is_wrong = wrong == name;
        let error = is_wrong.then(|| {
            view! { <p class="error" id=format!("{name}-error")>{look.t(&format!("promotions-wrong-{name}"))}</p> }
        });
        view! {
            <div class="field">
                <label for=name>{look.t(&format!("promotions-{name}"))}</label>
                <input class="input" id=name name=name type=kind required=required maxlength=PromotionForm::LONGEST_NAME
                    dir="auto" value=parameter(name) aria-invalid=is_wrong.then_some("true")
                    aria-describedby=is_wrong.then(|| format!("{name}-error"))/>
                {error}
            </div>
        }
        .into_any()
    };
    let chosen = parameter("kind");
    let kinds: Vec<AnyView> = PromotionForm::KINDS
        .iter()
        .map(|kind| {
            let name = look.t(&format!("promotions-kind-{kind}"));
            view! { <option value=*kind selected=chosen == *kind>{name}</option> }.into_any()
        })
        .collect();
    let whose = parameter("seller");
    let registry = shop.registry();
    let others = registry.all().iter().filter(|one| one.marketplace.protocol != Protocol::House);
    let sellers: Vec<AnyView> = others
        .map(|one| {
            let id = one.id().to_string();
            view! { <option value=id.clone() selected=whose == id dir="auto">{one.marketplace.name.clone()}</option> }
                .into_any()
        })
        .collect();
    view! {
        <form class="panel stack" method="post" action="/api/operator/begin-promotion">
            {full}
            {field("name", "text", true)}
            <div class="field">
                <label for="kind">{look.t("promotions-kind")}</label>
                <select class="input" id="kind" name="kind">{kinds}</select>
            </div>
            {field("size", "text", false)}
            <div class="field">
                <label for="seller">{look.t("promotions-seller")}</label>
                <select class="input" id="seller" name="seller">
                    <option value="">{look.t("promotions-anyone")}</option>
                    <option value="house" selected=whose == "house">{look.t("promotions-house")}</option>
                    {sellers}
                </select>
            </div>
            {for_whom(look, groups, wrong == "group")}
            {field("least", "text", false)}
            {field("from", "date", false)}
            {field("until", "date", false)}
            <div><button class="button primary">{look.t("promotions-begin")}</button></div>
        </form>
    }
    .into_any()
}

/// The choice for whom it is; nothing to choose from where there is no group.
fn for_whom(look: &Look, groups: &[GroupView], is_wrong: bool) -> AnyView {
    if groups.is_empty() && !is_wrong {
        return ().into_any();
    }
    let chosen = parameter("group");
    let options: Vec<AnyView> = groups
        .iter()
        .map(|one| {
            let id = one.group.id.to_string();
            view! { <option value=id.clone() selected=chosen == id dir="auto">{one.group.name.clone()}</option> }
                .into_any()
        })
        .collect();
    let error = is_wrong.then(|| view! { <p class="error" id="group-error">{look.t("promotions-wrong-group")}</p> });
    view! {
        <div class="field">
            <label for="group">{look.t("promotions-group")}</label>
            <select class="input" id="group" name="group" aria-invalid=is_wrong.then_some("true")
                aria-describedby=is_wrong.then_some("group-error")>
                <option value="">{look.t("promotions-everybody")}</option>
                {options}
            </select>
            {error}
        </div>
    }
    .into_any()
}
