//! Pictures in several sizes.

use domain::catalog::{Picture, plain_text};

use super::{LONGEST_TITLE, MOST_PICTURES, web_address};

/// Widths of pictures of which nothing is said.
const USUAL_WIDTH: u32 = 640;

/// One size of one picture.
#[derive(Debug)]
pub struct Sized {
    pub url: String,
    pub width: Option<u32>,
    pub alt: String,
}

/// Puts the sizes of the same picture together: addresses that differ in nothing but `-WIDTH` before their ending.
pub fn pictures(sizes: impl IntoIterator<Item = Sized>) -> Vec<Picture> {
    let mut stems: Vec<String> = Vec::new();
    let mut pictures: Vec<Picture> = Vec::new();
    for size in sizes.into_iter().take(10 * MOST_PICTURES) {
        let Some(url) = web_address(&size.url) else { continue };
        let (stem, written) = stem_and_width(&url);
        let width = size.width.or(written).filter(|width| (1..=20_000).contains(width)).unwrap_or(USUAL_WIDTH);
        if let Some(at) = stems.iter().position(|known| *known == stem) {
            pictures[at].sources.push((url, width));
        } else {
            stems.push(stem);
            pictures.push(Picture::single(url, width, plain_text(&size.alt, LONGEST_TITLE)));
        }
    }
    for picture in &mut pictures {
        picture.sources.sort_by_key(|(_, width)| *width);
        picture.sources.dedup_by_key(|(_, width)| *width);
    }
    pictures
}

/// The sizes of one picture that is known to be one.
pub fn picture(alt: &str, sizes: impl IntoIterator<Item = (String, Option<u32>)>) -> Option<Picture> {
    let mut sources: Vec<(String, u32)> = Vec::new();
    for (url, width) in sizes.into_iter().take(20) {
        let Some(url) = web_address(&url) else { continue };
        let width =
            width.or(stem_and_width(&url).1).filter(|width| (1..=20_000).contains(width)).unwrap_or(USUAL_WIDTH);
        if sources.iter().all(|known| known.0 != url && known.1 != width) {
            sources.push((url, width));
        }
    }
    sources.sort_by_key(|(_, width)| *width);
    (!sources.is_empty()).then(|| Picture { sources, alt: plain_text(alt, LONGEST_TITLE) })
}

/// `…/mug-640.webp` is the picture `…/mug.webp`, 640 wide.
fn stem_and_width(url: &str) -> (String, Option<u32>) {
    let whole = || (url.to_owned(), None);
    let Some((front, ending)) = url.rsplit_once('.') else { return whole() };
    let Some((stem, width)) = front.rsplit_once('-') else { return whole() };
    // some write `-640x480`
    match width.split('x').next().unwrap_or_default().parse() {
        Ok(width) if ending.len() <= 5 => (format!("{stem}.{ending}"), Some(width)),
        _ => whole(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_of_one_picture_come_together_smallest_first() {
        let size = |url: &str, width| Sized { url: url.to_owned(), width, alt: "A <b>mug</b>".to_owned() };
        let found = pictures([
            size("http://a.example/mug-640.webp", Some(640)),
            size("http://a.example/mug-320.webp", None),
            size("javascript:alert(1)", None),
            size("https://a.example/plain.png", None),
        ]);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].sources.iter().map(|(_, width)| *width).collect::<Vec<_>>(), [320, 640]);
        assert_eq!((found[0].alt.as_str(), found[1].sources[0].1), ("A mug", 640));
    }
}
