//! Questions of shoppers that the shop has not answered, each with the form for it.

use domain::{
    reviews::{LONGEST_ANSWER, Question},
    visit::ProductPage,
};
use leptos::prelude::*;

use super::{Clerk, Content, Shop, headed, nothing};
use crate::look::Look;

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let waiting = shop.unanswered_questions(&clerk.must()?).await?;
    let row = |one: &Question| {
        let title = waiting.titles.get(&one.product).cloned().unwrap_or_else(|| one.product.to_string());
        let field = format!("text-{}", one.id);
        let others = u32::try_from(one.answers.len()).unwrap_or(0);
        view! {
            <li>
                <div class="stack gap-2">
                    <p class="soft fine">
                        {look.t("moderation-about")}" "<a class="link" href=ProductPage::address(&one.product) dir="auto">{title}</a>
                        " · "{look.moment(one.at)}
                    </p>
                    <p class="said" dir="auto"><b>{one.text.clone()}</b></p>
                    {(others > 0).then(|| view! { <p class="soft fine">{look.count("answers-of-others", others)}</p> })}
                </div>
                <form class="stack gap-2 decide" method="post" action="/api/moderation/answer">
                    <input type="hidden" name="question" value=one.id.to_string()/>
                    <div class="field">
                        <label for=field.clone()>{look.t("answer-as-shop")}</label>
                        <textarea class="input" id=field.clone() name="text" rows="3" maxlength=LONGEST_ANSWER dir="auto" required></textarea>
                    </div>
                    <button class="button small">{look.t("answer-send")}</button>
                </form>
            </li>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = waiting.of.iter().map(row).collect();
    let list = if rows.is_empty() {
        nothing(look.t("questions-all-answered").into_owned())
    } else {
        view! { <ul class="entries">{rows}</ul> }.into_any()
    };
    Ok(view! { {headed(&look, "questions-waiting")}{list} }.into_any())
}
