//! A product's pictures: a strip that scrolls, and small ones that lead to each.

use domain::catalog::Picture;
use leptos::prelude::*;

use crate::{
    islands::gallery::Gallery,
    look::Look,
    picture::{Frame, square},
};

/// The pictures, the main one first; an empty ground where there are none.
pub fn gallery(look: &Look, pictures: &[Picture]) -> AnyView {
    if pictures.is_empty() {
        return view! { <div class="gallery"><div class="frames"><figure class="picture"></figure></div></div> }
            .into_any();
    }
    let places = || pictures.iter().enumerate();
    let large: Vec<AnyView> = places()
        .map(|(place, picture)| {
            let frame = if place == 0 { Frame::PAGE } else { Frame::PAGE_LAZY };
            view! { <figure class="picture" id=format!("p{place}")>{square(Some(picture), &picture.alt, frame)}</figure> }
                .into_any()
        })
        .collect();
    let small: Vec<AnyView> = places()
        .map(|(place, picture)| {
            let label = look.with("picture-number", &[("number", (place + 1).to_string().into())]);
            view! {
                <a href=format!("#p{place}") aria-label=label aria-current=(place == 0).then_some("true")>
                    {square(Some(picture), "", Frame::THUMB)}
                </a>
            }
            .into_any()
        })
        .collect();
    view! {
        <div class="gallery">
            <div class="frames" tabindex="0" role="group" aria-label=look.t("pictures")>{large}</div>
            {(pictures.len() > 1).then(|| view! { <div class="thumbs">{small}</div> })}
            <Gallery/>
        </div>
    }
    .into_any()
}
