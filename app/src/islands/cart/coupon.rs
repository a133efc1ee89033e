//! The coupon of a cart: where its code is typed, what is wrong with it, and what it takes off.

use domain::{cart::CartView, coupon::CouponProblem, money::Money, pricing::Quote};
use leptos::{either::Either, prelude::*};

use crate::{
    icons::{CHECK, WARNING, icon},
    texts::{CartTexts, fill},
};

/// The field for a code, or what the code takes off with the way to take it back. `action` is the door it goes to.
pub fn coupon_field(
    texts: &CartTexts,
    view: &CartView,
    quote: Option<&Quote>,
    action: &'static str,
) -> impl IntoView + use<> {
    let taken = quote.and_then(|quote| quote.coupon.as_ref()).filter(|coupon| !coupon.off.is_zero());
    let content = match taken {
        Some(coupon) => {
            let counts = fill(&texts.coupon_counts, "amount", &texts.amount(coupon.off));
            let counts = fill(&counts, "code", coupon.code.as_str());
            Either::Left(view! {
                <input type="hidden" name="code" value=""/>
                <p class="row tight fine" role="status">{icon(CHECK)}<span>{counts}</span></p>
                <button class="link fine">{texts.coupon_remove.clone()}</button>
            })
        }
        None => {
            let typed = view.coupon.as_ref().map(|coupon| coupon.typed.clone());
            let problem = view.coupon_problem().map(|problem| problem_text(texts, problem));
            let wrong = problem.is_some();
            Either::Right(view! {
                <div class="field">
                    <label for="coupon">{texts.coupon.clone()}</label>
                    <div class="join">
                        <input class="input" id="coupon" name="code" value=typed maxlength="40" autocomplete="off"
                            autocapitalize="characters" spellcheck="false" dir="ltr" aria-invalid=wrong.then_some("true")
                            aria-describedby=wrong.then_some("coupon-problem")/>
                        <button class="button">{texts.coupon_apply.clone()}</button>
                    </div>
                    {problem.map(|text| view! { <p class="error" id="coupon-problem" role="alert">{icon(WARNING)}{text}</p> })}
                </div>
            })
        }
    };
    view! { <form class="coupon" action=action method="post">{content}</form> }
}

/// The rows of a total that tell what a coupon and promotions take off; none where nothing is taken off.
pub fn reduction_rows(texts: &CartTexts, quote: &Quote) -> Vec<impl IntoView + use<>> {
    let coupon = quote.coupon.as_ref().filter(|coupon| !coupon.off.is_zero());
    let coupon = coupon.map(|coupon| (fill(&texts.coupon_row, "code", coupon.code.as_str()), coupon.off));
    let promotions = quote.promotions.iter().map(|promotion| (promotion.name.clone(), promotion.off));
    let row = |(name, off): (String, Money)| {
        let off = texts.locale.money(Money::new(-off.minor, off.currency));
        view! { <div class="saving" data-reduction=""><dt dir="auto">{name}</dt><dd><bdi>{off}</bdi></dd></div> }
    };
    promotions.chain(coupon).map(row).collect()
}

/// Why a code takes nothing off, in words.
pub fn problem_text(texts: &CartTexts, problem: CouponProblem) -> String {
    match problem {
        CouponProblem::Unknown => texts.coupon_unknown.clone(),
        CouponProblem::NotYet => texts.coupon_not_yet.clone(),
        CouponProblem::Expired => texts.coupon_expired.clone(),
        CouponProblem::UsedUp => texts.coupon_used_up.clone(),
        CouponProblem::UsedByYou => texts.coupon_used_by_you.clone(),
        CouponProblem::TooSmall { least } => fill(&texts.coupon_too_small, "amount", &texts.amount(least)),
    }
}
