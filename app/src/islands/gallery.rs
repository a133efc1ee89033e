//! A product's pictures: a strip that scrolls by itself, small ones that jump to each, arrow keys once it is awake.

use domain::catalog::Picture;
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use crate::picture::{Frame, square};

/// The pictures.
#[island]
pub fn Gallery(
    /// The pictures, the main one first.
    pictures: Vec<Picture>,
    /// Pictures.
    label: String,
    /// Picture {number}.
    picture_label: String,
) -> impl IntoView {
    let current = RwSignal::new(0_usize);
    let frames = NodeRef::<html::Div>::new();
    let count = pictures.len();
    let large: Vec<_> = pictures
        .iter()
        .enumerate()
        .map(|(place, picture)| {
            let frame = Frame { eager: place == 0, ..Frame::PAGE };
            view! { <figure class="picture" id=format!("p{place}")>{square(Some(picture), &picture.alt, frame)}</figure> }
        })
        .collect();
    let small: Vec<_> = pictures
        .iter()
        .enumerate()
        .map(|(place, picture)| {
            let number = (place + 1).to_string();
            let open = move |event: ev::MouseEvent| {
                event.prevent_default();
                current.set(place);
                scroll_to(frames, place);
            };
            view! {
                <a href=format!("#p{place}") aria-label=picture_label.replace("{number}", &number)
                    aria-current=move || (current.get() == place).then_some("true") on:click=open>
                    {square(Some(picture), "", Frame::THUMB)}
                </a>
            }
        })
        .collect();
    let step = move |event: ev::KeyboardEvent| {
        let rtl =
            document().document_element().and_then(|root| root.get_attribute("dir")).is_some_and(|dir| dir == "rtl");
        let ahead = if rtl { "ArrowLeft" } else { "ArrowRight" };
        let back = if rtl { "ArrowRight" } else { "ArrowLeft" };
        let wanted = match event.key() {
            key if key == ahead => (current.get_untracked() + 1).min(count.saturating_sub(1)),
            key if key == back => current.get_untracked().saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        current.set(wanted);
        scroll_to(frames, wanted);
    };
    let follow = move |_: ev::Event| {
        if let Some(frames) = frames.get_untracked() {
            let width = f64::from(frames.client_width().max(1));
            let place = (f64::from(frames.scroll_left()).abs() / width).round() as usize;
            current.set(place.min(count.saturating_sub(1)));
        }
    };
    view! {
        <div class="gallery">
            <div class="frames" tabindex="0" role="group" aria-label=label node_ref=frames on:keydown=step on:scroll=follow>{large}</div>
            {(count > 1).then(|| view! { <div class="thumbs">{small}</div> })}
        </div>
    }
}

fn scroll_to(frames: NodeRef<html::Div>, place: usize) {
    let Some(frames) = frames.get_untracked() else { return };
    let frame = u32::try_from(place).ok().and_then(|place| frames.children().item(place));
    if let Some(frame) = frame.and_then(|frame| frame.dyn_into::<web_sys::HtmlElement>().ok()) {
        frames.set_scroll_left(frame.offset_left() - frames.offset_left());
    }
}
