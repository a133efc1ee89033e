//! How the shop looks, what comes first, and what is left out; the same on every device.

use domain::{
    checkout::COUNTRIES,
    locale::Locale,
    profile::{DeliveryPriority, Preferences as Wanted, Stance},
};
use leptos::prelude::*;

use crate::{
    components::marketplace::marketplace,
    look::Look,
    pages::account::frame::{Place, account_page, headed},
    ssr::{Theme, shop},
};

/// The page of preferences.
#[component]
pub fn Preferences() -> impl IntoView {
    let shop = shop();
    account_page(Place::Preferences, move |look, signed| async move {
        let wanted = shop.preferences(&signed).await?;
        Ok(view! {
            {headed(&look, Place::Preferences, look.t("profile-preferences-lead").into_owned())}
            <form class="stack gap-8" action="/api/profile/preferences" method="post">
                {seeing(&look)}
                {buying(&look, &wanted)}
                {marketplaces(&look, &wanted)}
                {remembering(&look, &wanted)}
                <div class="row"><button class="button primary">{look.t("save")}</button></div>
            </form>
        }
        .into_any())
    })
}

fn option(value: &str, text: String, selected: bool) -> AnyView {
    view! { <option value=value.to_owned() selected=selected>{text}</option> }.into_any()
}

fn select(label: String, name: &'static str, options: Vec<AnyView>) -> AnyView {
    let id = format!("wanted-{name}");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select class="input" id=id name=name>{options}</select>
        </div>
    }
    .into_any()
}

/// Language, currency, country, light or dark: as this browser has them now.
fn seeing(look: &Look) -> AnyView {
    let visit = look.visit();
    let languages =
        Locale::ALL.map(|locale| option(locale.tag(), locale.own_name().to_owned(), locale == visit.locale));
    let currencies =
        look.currencies().iter().map(|one| option(one.code(), one.code().to_owned(), *one == visit.currency));
    let mut countries: Vec<(&str, String)> =
        COUNTRIES.iter().map(|code| (*code, look.country(code).into_owned())).collect();
    countries.sort_by(|left, right| left.1.cmp(&right.1));
    let countries = countries.into_iter().map(|(code, name)| option(code, name, visit.country == code)).collect();
    let themes = Theme::ALL.map(|theme| {
        option(theme.word(), look.t(&format!("theme-{}", theme.word())).into_owned(), theme == look.theme())
    });
    view! {
        <fieldset class="stack">
            <legend class="strong">{look.t("profile-seeing")}</legend>
            <div class="pair">
                {select(look.t("preference-language").into_owned(), "lang", languages.into())}
                {select(look.t("preference-currency").into_owned(), "currency", currencies.collect())}
                {select(look.t("preference-country").into_owned(), "country", countries)}
                {select(look.t("preference-theme").into_owned(), "theme", themes.into())}
            </div>
        </fieldset>
    }
    .into_any()
}

fn buying(look: &Look, wanted: &Wanted) -> AnyView {
    let choices = DeliveryPriority::ALL.map(|priority| {
        let word = priority.word();
        view! {
            <label class="choice">
                <input type="radio" name="delivery" value=word checked=priority == wanted.delivery/>
                <span><b>{look.t(&format!("profile-delivery-{word}"))}</b><small>{look.t(&format!("profile-delivery-{word}-why"))}</small></span>
            </label>
        }
    });
    view! {
        <fieldset class="stack">
            <legend class="strong">{look.t("profile-delivery")}</legend>
            <div class="pair">{choices.into_iter().collect::<Vec<_>>()}</div>
            <div class="field">
                <label for="sizes">{look.t("profile-sizes")}</label>
                <input class="input" id="sizes" name="sizes" maxlength="120" autocomplete="off" value=wanted.sizes.join(", ")
                    aria-describedby="sizes-hint"/>
                <p class="hint" id="sizes-hint">{look.t("profile-sizes-hint")}</p>
            </div>
        </fieldset>
    }
    .into_any()
}

fn marketplaces(look: &Look, wanted: &Wanted) -> AnyView {
    let rows: Vec<AnyView> = look
        .faces()
        .iter()
        .map(|face| {
            let stance = wanted.marketplaces.get(&face.id).copied();
            let choices = [None, Some(Stance::Preferred), Some(Stance::Hidden)].map(|one| {
                let word = one.map_or("neutral", Stance::word);
                let text = look.t(&format!("profile-stance-{word}"));
                let name = format!("stance[{}]", face.id);
                view! { <label><input type="radio" name=name value=word checked=one == stance/>{text}</label> }
            });
            let label = look.named(&face.name);
            view! {
                <li>
                    {marketplace(face)}
                    <fieldset class="segmented small"><legend class="hidden">{label}</legend>{choices.into_iter().collect::<Vec<_>>()}</fieldset>
                </li>
            }
            .into_any()
        })
        .collect();
    view! {
        <section class="stack gap-3" aria-labelledby="stances">
            <div class="stack gap-1"><h2 id="stances">{look.t("stores-title")}</h2><p class="soft fine">{look.t("profile-stances-why")}</p></div>
            <ul class="choices">{rows}</ul>
        </section>
    }
    .into_any()
}

fn remembering(look: &Look, wanted: &Wanted) -> AnyView {
    view! {
        <label class="check">
            <input type="checkbox" name="keeps_searches" value="on" checked=wanted.keeps_searches/>
            <span>{look.t("profile-keeps-searches")}</span>
        </label>
    }
    .into_any()
}
