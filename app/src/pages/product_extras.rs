//! What stands around the price: how it compares by weight, when it arrives and until when to order, the way to the reviews,
//! links to tell others, and how sizes are measured.

use domain::{
    promise::{Promise, promise},
    search::percent_encoded,
    size_guide::SizeGuide,
    unit_price::unit_price,
    visit::ProductPage,
};
use leptos::prelude::*;

use crate::{
    icons::{DOWN, SHARE, icon},
    pages::product::Seen,
    ssr::PublicUrl,
};

impl Seen<'_> {
    /// What a kilogram or a litre costs at the door, for goods that are used up.
    pub(super) fn unit_price(&self) -> Option<AnyView> {
        let look = self.look;
        let unit = unit_price(self.product, self.variant, self.shown.goods)?;
        let amount = look.amount(unit.amount);
        let text = look.with(&format!("unit-price-{}", unit.per.word()), &[("amount", amount.into())]);
        Some(view! { <span class="soft fine unit-price">{text}</span> }.into_any())
    }

    /// When it arrives by its first way of delivery, where it can be bought.
    pub(super) fn promised(&self) -> Option<Promise> {
        let (option, _) = self.page.delivery.first().filter(|_| self.availability().is_in_stock())?;
        Some(promise(self.look.now(), option, self.told.cut_off))
    }

    /// The same in a sentence, with until when that holds where the marketplace tells.
    pub(super) fn arrival(&self) -> Option<String> {
        let look = self.look;
        let (option, _) = self.page.delivery.first()?;
        let promise = self.promised()?;
        let arrives = look.with(
            "product-arrives-by",
            &[("day", look.day(promise.to).into()), ("option", option.title.clone().into())],
        );
        let Some((order_by, (hours, minutes))) = promise.order_by.zip(promise.left(look.now())) else {
            return Some(arrives);
        };
        let facts =
            [("hours", hours.into()), ("minutes", minutes.into()), ("moment", look.moment_text(order_by).into())];
        Some(format!("{arrives}. {}", look.with("product-order-within", &facts)))
    }

    /// The way down to the reviews; to writing the first one where there is none.
    pub(super) fn read_reviews(&self) -> AnyView {
        let count = self.told.reviews.histogram.count();
        view! { <a class="link fine" href="#reviews">{self.look.count("product-read-reviews", count)}</a> }.into_any()
    }

    /// Ways to tell others of it, without anybody being told who does.
    pub(super) fn share(&self) -> AnyView {
        let look = self.look;
        let address = PublicUrl::of(&ProductPage::lasting_address(&self.product.reference, &self.product.title));
        let (title, link) = (percent_encoded(&self.product.title), percent_encoded(&address));
        let ways = [
            ("share-mail", format!("mailto:?subject={title}&body={link}")),
            ("share-whatsapp", format!("https://wa.me/?text={title}%20{link}")),
            ("share-telegram", format!("https://t.me/share/url?url={link}&text={title}")),
        ];
        let ways: Vec<AnyView> = ways
            .into_iter()
            .map(|(name, address)| {
                view! { <li><a class="chip" href=address rel="noopener nofollow external">{look.t(name)}</a></li> }
                    .into_any()
            })
            .collect();
        view! {
            <details class="fold share">
                <summary>{icon(SHARE)}{look.t("share")}{icon(DOWN)}</summary>
                <div class="stack gap-2">
                    <ul class="chips wrap">{ways}</ul>
                    <label class="hidden" for="share-address">{look.t("share-address")}</label>
                    <input class="input" id="share-address" readonly value=address dir="ltr"/>
                </div>
            </details>
        }
        .into_any()
    }

    /// How sizes are measured, where the variants are sizes.
    pub(super) fn size_guide(&self) -> Option<AnyView> {
        let look = self.look;
        let guide = SizeGuide::of(self.product)?;
        let heads: Vec<_> = guide.columns().iter().map(|key| view! { <th scope="col">{look.t(key)}</th> }).collect();
        let rows: Vec<AnyView> = guide
            .rows()
            .into_iter()
            .map(|cells| {
                let mut cells = cells.into_iter();
                let size = cells.next();
                let rest: Vec<_> = cells.map(|cell| view! { <td class="num" dir="ltr">{cell}</td> }).collect();
                view! { <tr><th scope="row">{size}</th>{rest}</tr> }.into_any()
            })
            .collect();
        let name = look.t("sizes-title").into_owned();
        let label = name.clone();
        Some(
            view! {
                <details class="fold" id="sizes">
                    <summary>{name}{icon(DOWN)}</summary>
                    <div class="stack gap-2">
                        <p>{look.t("sizes-how")}</p>
                        <div class="table" tabindex="0" role="region" aria-label=label>
                            <table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
                        </div>
                    </div>
                </details>
            }
            .into_any(),
        )
    }
}
