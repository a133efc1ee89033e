//! What reviews say of the goods: what is liked, what disappoints, what marketplaces' own shoppers rate badly; and the reviews
//! of one thing with the shop's replies.

use domain::{
    ids::ProductRef,
    reviews::{LONGEST_ANSWER, RatedGroup, RatedListing, Review},
    search::percent_encoded,
    visit::ProductPage,
};
use leptos::prelude::*;
use services::ServiceError;

use super::{Clerk, Content, Shop, headed, nothing, table};
use crate::{
    components::{
        marketplace::marketplace_of,
        rating::{rating, stars_of},
    },
    look::Look,
    pages::head::title,
};

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let found = shop.ratings(&clerk.must()?).await?;
    let groups = |name: &'static str, groups: &[RatedGroup]| {
        let list = if groups.is_empty() {
            nothing(look.t("ratings-none").into_owned())
        } else {
            let rows = groups.iter().map(|one| group(&look, one)).collect();
            table(look.t(name).into_owned(), heads(&look), rows)
        };
        view! { <section class="stack gap-3"><h2>{look.t(name)}</h2>{list}</section> }.into_any()
    };
    let elsewhere = if found.elsewhere.is_empty() {
        nothing(look.t("ratings-none").into_owned())
    } else {
        let heads = ["ratings-product", "ratings-marketplace", "ratings-stars"].map(|key| look.t(key).into_owned());
        let rows = found.elsewhere.iter().map(|one| listing(&look, one)).collect();
        table(look.t("ratings-badly-elsewhere").into_owned(), heads.to_vec(), rows)
    };
    Ok(view! {
        {headed(&look, "ratings-title")}
        <p class="soft">{look.t("ratings-lead")}</p>
        {groups("ratings-weak", &found.weak)}
        {groups("ratings-popular", &found.popular)}
        <section class="stack gap-3"><h2>{look.t("ratings-badly-elsewhere")}</h2>{elsewhere}</section>
    }
    .into_any())
}

fn heads(look: &Look) -> Vec<String> {
    let keys = ["ratings-product", "ratings-stars", "ratings-poor", "ratings-sold"];
    keys.map(|key| look.t(key).into_owned()).to_vec()
}

fn group(look: &Look, one: &RatedGroup) -> AnyView {
    let address = format!("/operator/ratings/{}", percent_encoded(&one.product.to_string()));
    let number = |number: u32| look.locale().number(number.into());
    view! {
        <tr>
            <th scope="row"><a class="link" href=address dir="auto">{one.title.clone()}</a></th>
            <td>{rating(look, Some(one.rating))}</td>
            <td class="num">{number(one.poor)}</td>
            <td class="num">{number(one.sold)}</td>
        </tr>
    }
    .into_any()
}

fn listing(look: &Look, one: &RatedListing) -> AnyView {
    view! {
        <tr>
            <th scope="row"><a class="link" href=ProductPage::address(&one.product) dir="auto">{one.title.clone()}</a></th>
            <td>{marketplace_of(look, one.marketplace())}</td>
            <td>{rating(look, Some(one.rating))}</td>
        </tr>
    }
    .into_any()
}

/// The reviews of one thing, the newest first, each with the form for the shop's reply.
pub(super) async fn product_page(shop: Shop, look: Look, clerk: Clerk, of: String) -> Content {
    let product: ProductRef = of.parse().map_err(|_| ServiceError::NotFound)?;
    let (name, reviews) = shop.reviews_to_reply(&clerk.must()?, &product).await?;
    let back = format!("/operator/ratings/{}", percent_encoded(&of));
    let rows: Vec<AnyView> = reviews.iter().map(|one| review(&look, one, &back)).collect();
    let list = if rows.is_empty() {
        nothing(look.t("reviews-none").into_owned())
    } else {
        view! { <ul class="entries">{rows}</ul> }.into_any()
    };
    Ok(view! {
        {title(name.clone())}
        <h1 dir="auto">{name}</h1>
        <p><a class="link" href=ProductPage::address(&product)>{look.t("review-see")}</a></p>
        {list}
    }
    .into_any())
}

fn review(look: &Look, one: &Review, back: &str) -> AnyView {
    let field = format!("reply-{}", one.id);
    let author = if one.author.is_empty() { look.t("review-somebody").into_owned() } else { one.author.clone() };
    let reply = one.reply.as_ref().map(|(text, _)| text.clone()).unwrap_or_default();
    view! {
        <li>
            <div class="stack gap-2">
                <p class="row tight">{stars_of(look, one.stars.count())}<b dir="auto">{one.title.clone()}</b></p>
                <p class="said" dir="auto">{one.text.clone()}</p>
                <p class="soft fine"><span dir="auto">{author}</span>" · "{look.moment(one.at)}</p>
            </div>
            <form class="stack gap-2 decide" method="post" action="/api/moderation/reply">
                <input type="hidden" name="review" value=one.id.to_string()/>
                <input type="hidden" name="back" value=back.to_owned()/>
                <div class="field">
                    <label for=field.clone()>{look.t("review-reply")}</label>
                    <textarea class="input" id=field.clone() name="text" rows="3" maxlength=LONGEST_ANSWER dir="auto">{reply}</textarea>
                </div>
                <button class="button small">{look.t("review-reply-send")}</button>
            </form>
        </li>
    }
    .into_any()
}
