//! Product pictures: always square, always with their size, in the smallest file that will do.

use domain::catalog::Picture;
use leptos::prelude::*;

/// How a picture is shown.
#[derive(Clone, Copy)]
pub struct Frame {
    /// Its width and height in CSS pixels at the largest.
    pub size: u32,
    /// The value of `sizes`: how wide it is shown on which screen.
    pub sizes: &'static str,
    /// Whether it is seen at once; all others load when they come near.
    pub eager: bool,
}

impl Frame {
    /// On a product card.
    pub const CARD: Self = Self { size: 320, sizes: "(width < 40rem) 46vw, (width < 60rem) 30vw, 15rem", eager: false };
    /// On a product page.
    pub const PAGE: Self = Self { size: 640, sizes: "(width < 60rem) 100vw, 40rem", eager: true };
    /// As large, further down the page.
    pub const PAGE_LAZY: Self = Self { eager: false, ..Self::PAGE };
    /// In a row of a list.
    pub const ROW: Self = Self { size: 88, sizes: "88px", eager: false };
    /// In a narrow row of a list.
    pub const SMALL: Self = Self { size: 64, sizes: "64px", eager: false };
    /// Under a large picture.
    pub const THUMB: Self = Self { size: 80, sizes: "80px", eager: false };

    /// The same, seen at once.
    pub const fn at_once(self) -> Self {
        Self { eager: true, ..self }
    }
}

/// The picture, or an empty ground of its size. `alt` is empty where the words beside it say the same.
pub fn square(picture: Option<&Picture>, alt: &str, frame: Frame) -> AnyView {
    let Some(picture) = picture else {
        return view! { <svg viewBox="0 0 1 1" width=frame.size height=frame.size aria-hidden="true"></svg> }
            .into_any();
    };
    let srcset = picture.srcset();
    view! {
        <img
            src=picture.at_least(frame.size).to_owned()
            srcset=(!srcset.is_empty()).then_some(srcset)
            sizes=(picture.sources.len() > 1).then_some(frame.sizes)
            alt=alt.to_owned()
            width=frame.size
            height=frame.size
            loading=(!frame.eager).then_some("lazy")
            fetchpriority=frame.eager.then_some("high")
            decoding="async"
        />
    }
    .into_any()
}
