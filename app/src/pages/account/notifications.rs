//! What is told, and how.

use domain::profile::{Channel, Notifications as Wanted, Topic};
use leptos::prelude::*;

use crate::{
    look::Look,
    pages::account::frame::{Place, account_page, headed},
    ssr::shop,
};

/// The page of notifications.
#[component]
pub fn Notifications() -> impl IntoView {
    let shop = shop();
    account_page(Place::Notifications, move |look, signed| async move {
        let wanted = shop.notifications(&signed).await?;
        let heads = Channel::ALL
            .map(|channel| view! { <th scope="col">{look.t(&format!("profile-by-{}", channel.word()))}</th> });
        let rows: Vec<AnyView> = Topic::ALL.into_iter().map(|topic| row(&look, &wanted, topic)).collect();
        Ok(view! {
            {headed(&look, Place::Notifications, look.t("profile-notifications-lead").into_owned())}
            <form class="stack" action="/api/profile/notifications" method="post">
                <table class="topics">
                    <thead><tr><th scope="col"><span class="hidden">{look.t("profile-topic")}</span></th>{heads.into_iter().collect::<Vec<_>>()}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
                <p class="soft fine">{look.t("profile-notifications-why")}</p>
                <div class="row"><button class="button primary">{look.t("save")}</button></div>
            </form>
        }
        .into_any())
    })
}

fn row(look: &Look, wanted: &Wanted, topic: Topic) -> AnyView {
    let word = topic.word();
    let name = look.t(&format!("profile-topic-{word}"));
    let cells = Channel::ALL.map(|channel| {
        let label = look.with("profile-topic-by", &[
            ("topic", name.clone().into_owned().into()),
            ("channel", look.t(&format!("profile-by-{}", channel.word())).into_owned().into()),
        ]);
        let fixed = topic.is_fixed(channel);
        let value = format!("{word}:{}", channel.word());
        view! {
            <td><span class="check">
                <input type="checkbox" name="wanted[]" value=value checked=wanted.wants(topic, channel) disabled=fixed aria-label=label/>
            </span></td>
        }
    });
    view! {
        <tr>
            <th scope="row">{name}<small>{look.t(&format!("profile-topic-{word}-what"))}</small></th>
            {cells.into_iter().collect::<Vec<_>>()}
        </tr>
    }
    .into_any()
}
