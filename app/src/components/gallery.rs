//! A product's pictures and films: a strip that scrolls, and small ones that lead to each. Every picture is a link to its
//! largest form, which is how it is looked at closely without scripts.

use domain::catalog::{Film, Picture};
use leptos::prelude::*;

use crate::{
    icons::{PLAY, SEARCH, icon},
    islands::gallery::Gallery,
    look::Look,
    picture::{Frame, square},
};

/// The pictures, the main one first, then the films; an empty ground where there are none.
pub fn gallery(look: &Look, pictures: &[Picture], films: &[Film]) -> AnyView {
    if pictures.is_empty() && films.is_empty() {
        return view! { <div class="gallery"><div class="frames"><figure class="picture"></figure></div></div> }
            .into_any();
    }
    let shown = pictures.iter().enumerate().map(|(place, picture)| large(look, place, picture));
    let films_shown = films.iter().enumerate().map(|(place, film)| playing(pictures.len() + place, film));
    let large: Vec<AnyView> = shown.chain(films_shown).collect();
    let small: Vec<AnyView> = pictures
        .iter()
        .enumerate()
        .map(|(place, picture)| {
            let label = look.with("picture-number", &[("number", (place + 1).to_string().into())]);
            let inside = square(Some(picture), "", Frame::THUMB).into_any();
            thumb(place, label, inside)
        })
        .chain(films.iter().enumerate().map(|(place, film)| {
            let label = look.with("film-number", &[("number", (place + 1).to_string().into())]);
            let inside = view! {
                <img src=film.poster.clone() alt="" width="80" height="80" loading="lazy" decoding="async"/>{icon(PLAY)}
            };
            thumb(pictures.len() + place, label, inside.into_any())
        }))
        .collect();
    let several = small.len() > 1;
    view! {
        <div class="gallery">
            <div class="frames" tabindex="0" role="group" aria-label=look.t("pictures")>{large}</div>
            {several.then(|| view! { <div class="thumbs">{small}</div> })}
            <Gallery/>
        </div>
    }
    .into_any()
}

fn large(look: &Look, place: usize, picture: &Picture) -> AnyView {
    let frame = if place == 0 { Frame::PAGE } else { Frame::PAGE_LAZY };
    let number = [("number", (place + 1).to_string().into())];
    view! {
        <figure class="picture" id=format!("p{place}")>
            {square(Some(picture), &picture.alt, frame)}
            <a class="closer" href=picture.largest().to_owned() aria-label=look.with("picture-closer", &number)>{icon(SEARCH)}</a>
        </figure>
    }
    .into_any()
}

/// A film begins when somebody starts it, and nothing of it is fetched before.
fn playing(place: usize, film: &Film) -> AnyView {
    view! {
        <figure class="picture film" id=format!("p{place}")>
            <video controls preload="none" playsinline muted loop width="640" height="640"
                poster=film.poster.clone() src=film.address.clone() aria-label=film.alt.clone()></video>
        </figure>
    }
    .into_any()
}

fn thumb(place: usize, label: String, inside: AnyView) -> AnyView {
    view! {
        <a href=format!("#p{place}") aria-label=label aria-current=(place == 0).then_some("true")>{inside}</a>
    }
    .into_any()
}
