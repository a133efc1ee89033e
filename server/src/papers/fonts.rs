//! Type for files: the fonts of the pages, taken out of their web form once, and texts set in them glyph by glyph.
//!
//! A text may run both ways and be of letters that one font has and another has not; it is cut into pieces of one direction
//! and one font each.

use std::{collections::BTreeSet, sync::LazyLock};

use krilla::text::{Font, GlyphId, KrillaGlyph, Tag};
use rustybuzz::{Direction, Face, UnicodeBuffer, ttf_parser};
use unicode_bidi::{BidiInfo, Level};

/// How heavy type is, as the fonts count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// As text.
    Regular,
    /// As headings.
    Bold,
}

/// The fonts' files, the first that has a letter shows it.
static FILES: LazyLock<[Vec<u8>; 3]> = LazyLock::new(|| {
    let files: [&[u8]; 3] = [
        include_bytes!("../../../public/fonts/inter-latin.woff2"),
        include_bytes!("../../../public/fonts/inter-latin-ext.woff2"),
        include_bytes!("../../../public/fonts/noto-sans-arabic.woff2"),
    ];
    files.map(|file| wuff::decompress_woff2(file).expect("the fonts of the pages are WOFF2"))
});

static FONTS: LazyLock<[Vec<Typeface>; 2]> =
    LazyLock::new(|| [400.0, 650.0].map(|weight| FILES.iter().map(|file| Typeface::new(file, weight)).collect()));

struct Typeface {
    font: Font,
    face: Face<'static>,
}

impl Typeface {
    fn new(file: &'static [u8], weight: f32) -> Self {
        let mut face = Face::from_slice(file, 0).expect("a font of the pages can be read");
        face.set_variation(ttf_parser::Tag::from_bytes(b"wght"), weight);
        let font = Font::new_variable(file.into(), 0, &[(Tag::new(b"wght"), weight)]);
        Self { font: font.expect("a font of the pages can be read"), face }
    }

    fn has(&self, letter: char) -> bool {
        self.face.glyph_index(letter).is_some()
    }
}

/// A piece of one font and one direction.
#[derive(Clone)]
pub(super) struct Piece {
    pub(super) font: Font,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// How wide it is at size 1.
    pub(super) width: f32,
}

/// A text on one line, from left to right.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) pieces: Vec<Piece>,
    /// How wide it is at size 1.
    pub(super) width: f32,
    /// Whether it has letters that no font has; a question mark stands for each.
    pub(super) lacks: bool,
}

/// Sets a text on one line.
pub(super) fn set(text: &str, weight: Weight) -> Line {
    let faces = &FONTS[usize::from(weight == Weight::Bold)];
    let (text, lacks) = showable(text, faces);
    let info = BidiInfo::new(&text, Some(Level::ltr()));
    let mut pieces = Vec::new();
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let is_rtl = levels.get(run.start).is_some_and(Level::is_rtl);
            let direction = if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight };
            let mut cut = by_face(&text[run], faces);
            if is_rtl {
                cut.reverse();
            }
            pieces.extend(cut.into_iter().map(|(face, text)| shape(&faces[face], text, direction)));
        }
    }
    let width = pieces.iter().map(|piece| piece.width).sum();
    Line { pieces, width, lacks }
}

/// The text with what can be shown of it: marks of direction go, narrow blanks become blanks that do not break.
fn showable(text: &str, faces: &[Typeface]) -> (String, bool) {
    let mut lacks = false;
    let shown = |letter: char| match letter {
        '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}' | '\u{202a}'..='\u{202e}' => None,
        '\u{202f}' => Some('\u{a0}'),
        letter if letter.is_control() => Some(' '),
        letter if faces.iter().any(|face| face.has(letter)) => Some(letter),
        _ => {
            lacks = true;
            Some('?')
        }
    };
    let text = text.chars().filter_map(shown).collect();
    (text, lacks)
}

/// Cuts a text into pieces of which one font has all letters. Blanks stay with what is before them where its font has them.
fn by_face<'a>(text: &'a str, faces: &[Typeface]) -> Vec<(usize, &'a str)> {
    let mut cut: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in text.char_indices() {
        let goes_on = cut.last().is_some_and(|(face, _)| letter.is_whitespace() && faces[*face].has(letter));
        let face = faces.iter().position(|face| face.has(letter)).unwrap_or(0);
        if !goes_on && cut.last().is_none_or(|(last, _)| *last != face) {
            cut.push((face, at));
        }
    }
    let ends = cut.iter().skip(1).map(|(_, at)| *at).chain([text.len()]);
    cut.iter().zip(ends).map(|((face, at), end)| (*face, &text[*at..end])).collect()
}

fn shape(typeface: &Typeface, text: &str, direction: Direction) -> Piece {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(direction);
    let shaped = rustybuzz::shape(&typeface.face, &[], buffer);
    let em = typeface.font.units_per_em();
    let starts: BTreeSet<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
    let end_of = |start: usize| starts.range(start + 1..).next().copied().unwrap_or(text.len());
    let glyphs: Vec<KrillaGlyph> = shaped
        .glyph_infos()
        .iter()
        .zip(shaped.glyph_positions())
        .map(|(info, place)| {
            let start = info.cluster as usize;
            let [advance, right, up, down] =
                [place.x_advance, place.x_offset, place.y_offset, place.y_advance].map(|units| units as f32 / em);
            KrillaGlyph::new(GlyphId::new(info.glyph_id), advance, right, up, down, start..end_of(start), None)
        })
        .collect();
    let width = glyphs.iter().map(|glyph| glyph.x_advance).sum();
    Piece { font: typeface.font.clone(), text: text.to_owned(), glyphs, width }
}

/// Breaks a text into lines no wider than `room` at a size. A word that is too wide by itself is cut.
pub(super) fn broken(text: &str, weight: Weight, size: f32, room: f32) -> Vec<Line> {
    let fits = |text: &str| set(text, weight).width * size <= room;
    let (mut lines, mut line) = (Vec::new(), String::new());
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if fits(&longer) {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            if !line.is_empty() && !fits(&format!("{line}{letter}")) {
                lines.push(std::mem::take(&mut line));
            }
            line.push(letter);
        }
    }
    lines.push(line);
    lines.iter().map(|line| set(line, weight)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_the_languages_of_files_is_in_a_font() {
        for text in
            ["The quick brown fox: €1,234.50 · “x” – ₦ ₹ ₩ ¥ £", "Où çà ? Été, œuf, 1\u{202f}234,50\u{a0}€ – « avoir »"]
        {
            assert!(!set(text, Weight::Regular).lacks, "{text}");
        }
        assert!(set("日本", Weight::Regular).lacks);
    }

    #[test]
    fn a_name_in_arabic_runs_from_right_to_left_within_a_line_that_runs_from_left_to_right() {
        let line = set("For أميرة بن صالح, Lisboa", Weight::Regular);
        assert!(!line.lacks);
        let (first, rest) = line.pieces.split_first().unwrap();
        let (last, arabic) = rest.split_last().unwrap();
        assert_eq!((first.text.as_str(), last.text.as_str()), ("For ", ", Lisboa"));
        // The last word of the name stands furthest to the left, and so do the last letters of each word.
        let name: String = arabic.iter().rev().map(|piece| piece.text.as_str()).collect();
        assert_eq!(name, "أميرة بن صالح");
        for piece in arabic {
            assert!(piece.glyphs.is_sorted_by(|left, right| left.text_range.start >= right.text_range.start));
        }
        // Joined letters are other glyphs than the same letters alone.
        let alone = set("ص", Weight::Regular).pieces[0].glyphs[0].glyph_id;
        let of_word = arabic.iter().filter(|piece| piece.text.contains('ص')).flat_map(|piece| &piece.glyphs);
        assert!(of_word.clone().count() > 0 && of_word.clone().all(|glyph| glyph.glyph_id != alone));
    }

    #[test]
    fn lines_are_broken_where_they_are_too_wide_and_nothing_is_lost() {
        let text = "A lamp of oak and brass with a very long name Donaudampfschifffahrtsgesellschaftskapitän";
        let lines = broken(text, Weight::Regular, 9.0, 90.0);
        assert!(lines.len() > 4 && lines.iter().all(|line| line.width * 9.0 <= 90.0));
        let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
        let again: String = lines.iter().flat_map(|line| &line.pieces).map(|piece| piece.text.as_str()).collect();
        assert_eq!(letters(&again), letters(text));
    }
}
