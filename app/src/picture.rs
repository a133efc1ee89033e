//! Product pictures: always square, always with their size, in the smallest file that will do.

use domain::catalog::Picture;
use leptos::{either::Either, prelude::*};

/// How a picture is shown.
#[derive(Clone, Copy)]
pub struct Frame {
    /// Its width and height in CSS pixels at the largest.
    pub size: u32,
    /// The value of `sizes`: how wide it is shown on which screen.
    pub sizes: &'static str,
    /// When it is asked for.
    pub turn: Turn,
}

/// When a picture is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Before all others: the one that the page is about.
    First,
    /// With the page: it is seen at once.
    AtOnce,
    /// When it comes near.
    Later,
}

impl Frame {
    /// On a product card.
    pub const CARD: Self =
        Self { size: 320, sizes: "(width < 40rem) 46vw, (width < 60rem) 30vw, 15rem", turn: Turn::Later };
    /// On a product page.
    pub const PAGE: Self = Self { size: 640, sizes: "(width < 60rem) 100vw, 40rem", turn: Turn::First };
    /// As large, further down the page.
    pub const PAGE_LAZY: Self = Self { turn: Turn::Later, ..Self::PAGE };
    /// In a row of a list.
    pub const ROW: Self = Self { size: 88, sizes: "88px", turn: Turn::Later };
    /// In a narrow row of a list.
    pub const SMALL: Self = Self { size: 64, sizes: "64px", turn: Turn::Later };
    /// Under a large picture.
    pub const THUMB: Self = Self { size: 80, sizes: "80px", turn: Turn::Later };

    /// The same, seen at once.
    pub const fn at_once(self) -> Self {
        Self { turn: Turn::AtOnce, ..self }
    }

    /// The same, before all others.
    pub const fn first(self) -> Self {
        Self { turn: Turn::First, ..self }
    }
}

/// The picture, or an empty ground of its size. `alt` is empty where the words beside it say the same.
pub fn square(picture: Option<&Picture>, alt: &str, frame: Frame) -> impl IntoView + use<> {
    let Some(picture) = picture else {
        return Either::Left(
            view! { <svg viewBox="0 0 1 1" width=frame.size height=frame.size aria-hidden="true"></svg> },
        );
    };
    let srcset = picture.srcset();
    Either::Right(view! {
        <img
            src=picture.at_least(frame.size).to_owned()
            srcset=(!srcset.is_empty()).then_some(srcset)
            sizes=(picture.sources.len() > 1).then_some(frame.sizes)
            alt=alt.to_owned()
            width=frame.size
            height=frame.size
            loading=(frame.turn == Turn::Later).then_some("lazy")
            fetchpriority=(frame.turn == Turn::First).then_some("high")
            decoding="async"
        />
    })
}
