//! A paper as a file of PDF.

use app::pages::papers::Sheet;
use domain::locale::Locale;
use krilla::{
    Document,
    color::rgb,
    error::KrillaError,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    page::PageSettings,
    paint::Fill,
    surface::Surface,
};

use super::layout::{HIGH, Mark, WIDE, laid_out};

/// Writes a paper.
///
/// # Errors
/// When the file cannot be put together.
pub(super) fn written(locale: Locale, sheet: &Sheet) -> Result<Vec<u8>, KrillaError> {
    let mut document = Document::new();
    for marks in laid_out(sheet) {
        let settings = PageSettings::from_wh(WIDE, HIGH).expect("a sheet of A4 is a page");
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for mark in &marks {
            draw(&mut surface, mark);
        }
        surface.finish();
        page.finish();
    }
    let about = Metadata::new().title(sheet.title.clone()).language(locale.tag().to_owned());
    document.set_metadata(about.creator("Onecart".to_owned()));
    document.finish()
}

fn draw(surface: &mut Surface<'_>, mark: &Mark) {
    match mark {
        Mark::Text { x, y, size, line } => {
            surface.set_fill(Some(Fill::default()));
            let mut x = *x;
            for piece in &line.pieces {
                surface.draw_glyphs(
                    Point::from_xy(x, *y),
                    &piece.glyphs,
                    piece.font.clone(),
                    &piece.text,
                    *size,
                    false,
                );
                x += piece.width * size;
            }
        }
        Mark::Rule { y } => {
            let mut path = PathBuilder::new();
            if let Some(line) = Rect::from_xywh(48.0, *y, WIDE - 96.0, 0.5) {
                path.push_rect(line);
            }
            if let Some(path) = path.finish() {
                surface.set_fill(Some(Fill { paint: rgb::Color::new(150, 150, 150).into(), ..Fill::default() }));
                surface.draw_path(&path);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: usize) -> Sheet {
        let text = |text: &str| text.to_owned();
        Sheet {
            title: text("Invoice INV-2026-000001"),
            note: None,
            from: (text("From"), vec![text("Shop"), text("Street 1")]),
            to: (text("For"), vec![text("Amira Ben Salah"), text("أميرة بن صالح")]),
            facts: vec![(text("Paid with"), text("card"))],
            heads: ["Item", "Quantity", "Unit price", "Net", "Tax rate", "Tax", "Amount"].map(text).to_vec(),
            rows: (1..=rows)
                .map(|row| {
                    let cells = [&format!("Thing {row}"), "1", "€1.23", "€1.00", "23\u{a0}%", "€0.23", "€1.23"];
                    cells.map(text).to_vec()
                })
                .collect(),
            sums: vec![(text("Total"), format!("€{}.{:02}", rows * 123 / 100, rows * 123 % 100))],
            remarks: vec![],
            unshown: text("Not all letters"),
        }
    }

    #[test]
    fn a_file_says_all_that_the_paper_says_and_its_lines_add_up_to_its_total() {
        let written = written(Locale::En, &sheet(90)).unwrap();
        let text = pdf_extract::extract_text_from_mem(&written).unwrap();
        let text = text.replace('\u{a0}', " ");
        for row in 1..=90 {
            assert!(text.contains(&format!("Thing {row}")), "{row}");
        }
        assert_eq!(text.matches("Quantity").count(), 3, "the heads stand on every sheet: {text}");
        assert!(text.contains("3/3") && text.contains("Amira Ben Salah"), "{text}");
        assert_eq!(text.matches("€1.23").count(), 180);
        assert!(text.contains("€110.70"));
        assert!(!text.contains("Not all letters"));
    }

    #[test]
    fn letters_that_no_font_has_are_told_of() {
        let mut of_japan = sheet(1);
        of_japan.to.1.push("日本".to_owned());
        let text = pdf_extract::extract_text_from_mem(&written(Locale::En, &of_japan).unwrap()).unwrap();
        assert!(text.contains("Not all letters"), "{text}");
    }
}
