//! What shoppers say of a product: the average with its histogram, filters, the reviews; and beside them, kept apart, what
//! marketplaces' own shoppers gave.

use domain::{
    reviews::{Order, Review, ReviewsQuery, Stars, Vote},
    visit::ProductPage,
};
use leptos::prelude::*;

use crate::{
    components::{
        absence_note::good_note,
        marketplace::marketplace_of,
        rating::{rating, stars_of},
    },
    icons::{CHECK, FORWARD, PEN, icon, turning_icon},
    pages::{product::Seen, reviews::write_address},
    ssr::parameter,
};

impl Seen<'_> {
    /// The section of reviews.
    pub(super) fn reviews(&self) -> AnyView {
        let look = self.look;
        let page = &self.told.reviews;
        let count = page.histogram.count();
        let told = match parameter("told").as_str() {
            "helped" => Some("review-vote-counted"),
            "reported" => Some("review-vote-reported"),
            "known" => Some("review-vote-known"),
            _ => None,
        };
        let write = write_address(&self.product.reference);
        let list = if page.reviews.is_empty() {
            let text = if count == 0 { "reviews-none" } else { "reviews-none-so" };
            view! { <p class="soft">{look.t(text)}</p> }.into_any()
        } else {
            let rows: Vec<AnyView> = page.reviews.iter().map(|one| self.review(one)).collect();
            view! { <ul>{rows}</ul> }.into_any()
        };
        view! {
            <section id="reviews" aria-labelledby="reviews-title">
                <div class="section-head">
                    <h2 id="reviews-title">{look.count("reviews-title", count)}</h2>
                    <p>{look.t("reviews-of")}</p>
                </div>
                <div class="reviews">
                    <div class="stack gap-4">
                        {self.average()}
                        <p><a class="button" href=write>{icon(PEN)}{look.t("review-write")}</a></p>
                        {self.elsewhere()}
                    </div>
                    <div class="stack gap-4">
                        {told.map(|key| good_note(look.t(key)))}
                        {(count > 0).then(|| self.filters())}
                        {list}
                        {self.review_pages()}
                    </div>
                </div>
            </section>
        }
        .into_any()
    }

    /// The address of this page with other reviews.
    fn with_reviews(&self, asked: &ReviewsQuery) -> String {
        let variant = parameter("variant");
        let variant = (!variant.is_empty()).then(|| format!("variant={}", domain::search::percent_encoded(&variant)));
        let said: Vec<String> = variant.into_iter().chain([asked.parameters()]).filter(|one| !one.is_empty()).collect();
        let question = if said.is_empty() { String::new() } else { format!("?{}", said.join("&")) };
        format!("{}{question}#reviews", ProductPage::address(&self.product.reference))
    }

    /// The average in large figures, and how many gave how many stars; each row leads to those reviews.
    fn average(&self) -> AnyView {
        let look = self.look;
        let histogram = &self.told.reviews.histogram;
        let Some(average) = histogram.rating() else {
            return view! { <p class="soft">{look.t("reviews-first")}</p> }.into_any();
        };
        let rows: Vec<AnyView> = Stars::ALL
            .iter()
            .map(|stars| {
                let share = histogram.percent(*stars);
                let asked = ReviewsQuery { stars: Some(*stars), page: 1, ..self.asked };
                let here = (self.asked.stars == Some(*stars)).then_some("true");
                let bar = if share == 0 { "w-0".to_owned() } else { format!("w-{share}") };
                view! {
                    <a href=self.with_reviews(&asked) aria-current=here>
                        <span>{look.count("review-stars", stars.count().into())}</span>
                        <span class="meter stars-meter" aria-hidden="true"><i class=bar></i></span>
                        <span class="num">{look.with("percent", &[("percent", share.into())])}</span>
                    </a>
                }
                .into_any()
            })
            .collect();
        view! {
            <p class="row tight average">
                <b class="num">{look.locale().rating(average.hundredths)}</b>
                <span class="stack gap-1">
                    {stars_of(look, u8::try_from((average.hundredths + 50) / 100).unwrap_or(5))}
                    <span class="soft fine">{look.count("reviews-bought", self.told.reviews.bought)}</span>
                </span>
            </p>
            <div class="histogram">{rows}</div>
        }
        .into_any()
    }

    /// What each marketplace's own shoppers gave its listing, never mixed with our reviews.
    fn elsewhere(&self) -> Option<AnyView> {
        let look = self.look;
        let rows: Vec<AnyView> = self
            .page
            .group
            .offers
            .iter()
            .filter_map(|offer| Some((offer, offer.product.rating.filter(|rating| rating.count > 0)?)))
            .map(|(offer, stars)| {
                view! {
                    <li class="row between">
                        {marketplace_of(look, &offer.product.reference.marketplace)}{rating(look, Some(stars))}
                    </li>
                }
                .into_any()
            })
            .collect();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="panel stack gap-2 elsewhere" aria-labelledby="elsewhere">
                    <h3 id="elsewhere">{look.t("ratings-elsewhere")}</h3>
                    <ul class="stack gap-1">{rows}</ul>
                    <p class="soft fine">{look.t("ratings-elsewhere-why")}</p>
                </section>
            }
            .into_any()
        })
    }

    /// Filters and order as links, so that choosing one needs no script.
    fn filters(&self) -> AnyView {
        let look = self.look;
        let asked = ReviewsQuery { page: 1, ..self.asked };
        let page = &self.told.reviews;
        let chip = |text: String, to: ReviewsQuery, is_on: bool| {
            view! {
                <li><a class="chip" href=self.with_reviews(&to) aria-current=is_on.then_some("true")>{text}</a></li>
            }
            .into_any()
        };
        let filters = [
            asked.is_filtered().then(|| {
                let all = ReviewsQuery { order: asked.order, ..ReviewsQuery::default() };
                chip(look.t("reviews-all").into_owned(), all, false)
            }),
            asked.stars.map(|stars| {
                let text = look.count("review-stars", stars.count().into());
                chip(text, ReviewsQuery { stars: None, ..asked }, true)
            }),
            (page.bought > 0).then(|| {
                let to = ReviewsQuery { bought: !asked.bought, ..asked };
                chip(look.count("reviews-only-bought", page.bought), to, asked.bought)
            }),
            (page.pictured > 0).then(|| {
                let to = ReviewsQuery { pictured: !asked.pictured, ..asked };
                chip(look.count("reviews-only-pictured", page.pictured), to, asked.pictured)
            }),
        ];
        let filters: Vec<AnyView> = filters.into_iter().flatten().collect();
        let orders: Vec<AnyView> = Order::ALL
            .iter()
            .map(|order| {
                let text = look.t(&format!("reviews-by-{}", order.word())).into_owned();
                chip(text, ReviewsQuery { order: *order, ..asked }, asked.order == *order)
            })
            .collect();
        view! {
            <div class="stack gap-2">
                {(!filters.is_empty()).then(|| view! {
                    <nav aria-label=look.t("reviews-filter")><ul class="chips wrap">{filters}</ul></nav>
                })}
                <nav aria-label=look.t("reviews-order")><ul class="chips wrap">{orders}</ul></nav>
            </div>
        }
        .into_any()
    }

    fn review(&self, one: &Review) -> AnyView {
        let look = self.look;
        let author = if one.author.is_empty() { look.t("review-somebody").into_owned() } else { one.author.clone() };
        let pictures: Vec<AnyView> = one
            .pictures
            .iter()
            .map(|address| {
                let alt = look.with("review-picture-of", &[("name", look.named(&author).into())]);
                view! {
                    <li><a href=address.clone()><img src=address.clone() alt=alt width="96" height="96" loading="lazy" decoding="async"/></a></li>
                }
                .into_any()
            })
            .collect();
        let reply = one.reply.as_ref().map(|(text, at)| {
            view! {
                <div class="panel reply stack gap-1">
                    <p class="row tight"><b>{look.t("review-reply")}</b><span class="soft fine">{look.day(at.date())}</span></p>
                    <p class="said" dir="auto">{text.clone()}</p>
                </div>
            }
        });
        let elsewhere = (one.product != self.product.reference).then(|| {
            view! { <span class="soft fine">{look.t("review-bought-at")}" "{marketplace_of(look, &one.product.marketplace)}</span> }
        });
        view! {
            <li class="review" id=format!("review-{}", one.id)>
                <p class="row tight">
                    <b dir="auto">{author}</b>
                    {one.bought.then(|| view! { <span class="badge good">{icon(CHECK)}{look.t("review-verified")}</span> })}
                    <time class="soft fine push" datetime=one.at.date().to_string()>{look.day(one.at.date())}</time>
                </p>
                <p class="row tight">{stars_of(look, one.stars.count())}<b dir="auto">{one.title.clone()}</b></p>
                <p class="said" dir="auto">{one.text.clone()}</p>
                {(!pictures.is_empty()).then(|| view! { <ul class="review-pictures">{pictures}</ul> })}
                {reply}
                <div class="row tight">{elsewhere}{self.votes(one)}</div>
            </li>
        }
        .into_any()
    }

    /// The two things to say of a review: that it helped, and that somebody should look at it.
    fn votes(&self, one: &Review) -> AnyView {
        let look = self.look;
        let back = self.with_reviews(&self.asked).trim_end_matches("#reviews").to_owned();
        let helpful = (one.helpful > 0)
            .then(|| view! { <span class="soft fine">{look.count("review-helped", one.helpful)}</span> });
        view! {
            {helpful}
            <form class="row tight push" method="post" action="/api/reviews/vote">
                <input type="hidden" name="review" value=one.id.to_string()/>
                <input type="hidden" name="back" value=back/>
                <button class="button small" name="vote" value=Vote::Helpful.word()>{look.t("review-vote-helpful")}</button>
                <button class="button small quiet" name="vote" value=Vote::Report.word()>{look.t("review-vote-report")}</button>
            </form>
        }
        .into_any()
    }

    fn review_pages(&self) -> Option<AnyView> {
        let look = self.look;
        let page = self.asked.page;
        let newer = (page > 1).then(|| {
            let address = self.with_reviews(&ReviewsQuery { page: page - 1, ..self.asked });
            view! { <a class="button small" rel="prev" href=address>{look.t("page-previous")}</a> }
        });
        let older = (self.told.reviews.more && page < ReviewsQuery::LAST_PAGE).then(|| {
            let address = self.with_reviews(&ReviewsQuery { page: page + 1, ..self.asked });
            view! { <a class="button small" rel="next" href=address>{look.t("page-next")}{turning_icon(FORWARD)}</a> }
        });
        (newer.is_some() || older.is_some()).then(|| {
            view! { <nav class="pager row" aria-label=look.t("reviews-pages")>{newer}{older}</nav> }.into_any()
        })
    }
}
