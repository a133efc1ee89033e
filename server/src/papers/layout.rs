//! Where things stand on the sheets of A4 that a paper takes.

use app::pages::papers::Sheet;

use super::fonts::{Line, Weight, broken, set};

/// A sheet of A4 in points.
pub(super) const WIDE: f32 = 595.0;
pub(super) const HIGH: f32 = 842.0;

const MARGIN: f32 = 48.0;
const ROOM: f32 = WIDE - 2.0 * MARGIN;
const BOTTOM: f32 = HIGH - 72.0;

const TEXT: f32 = 9.0;
const TITLE: f32 = 18.0;

/// How much higher a line is than its type.
const LEADING: f32 = 1.45;

/// Something at its place; places are counted from the left and from the top.
pub(super) enum Mark {
    /// A text whose baseline begins there.
    Text { x: f32, y: f32, size: f32, line: Line },
    /// A line across the sheet.
    Rule { y: f32 },
}

/// The sheets, each with what is on it.
pub(super) fn laid_out(sheet: &Sheet) -> Vec<Vec<Mark>> {
    let mut paper = Laying { sheets: vec![Vec::new()], y: MARGIN + TITLE, lacks: false };
    paper.paragraph(&sheet.title, Weight::Bold, TITLE);
    if let Some(note) = &sheet.note {
        paper.paragraph(note, Weight::Bold, TEXT);
    }
    paper.gap();
    paper.parties(sheet);
    paper.gap();
    for (name, value) in &sheet.facts {
        paper.fact(name, value);
    }
    paper.gap();
    paper.table(sheet);
    paper.gap();
    for (place, (name, value)) in sheet.sums.iter().enumerate() {
        paper.sum(name, value, place + 1 == sheet.sums.len());
    }
    paper.gap();
    for remark in &sheet.remarks {
        paper.paragraph(remark, Weight::Regular, TEXT);
    }
    if paper.lacks {
        paper.paragraph(&sheet.unshown, Weight::Regular, TEXT);
    }
    paper.feet(&sheet.title)
}

struct Laying {
    sheets: Vec<Vec<Mark>>,
    /// The next baseline.
    y: f32,
    lacks: bool,
}

impl Laying {
    fn put(&mut self, mark: Mark) {
        if let Mark::Text { line, .. } = &mark {
            self.lacks |= line.lacks;
        }
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.push(mark);
        }
    }

    fn gap(&mut self) {
        self.y += TEXT * LEADING;
    }

    /// Begins another sheet where the rest of this one is too low for so much; says whether it did.
    fn make_room(&mut self, high: f32) -> bool {
        if self.y + high <= BOTTOM {
            return false;
        }
        self.sheets.push(Vec::new());
        self.y = MARGIN + TEXT;
        true
    }

    fn paragraph(&mut self, text: &str, weight: Weight, size: f32) {
        for line in broken(text, weight, size, ROOM) {
            self.make_room(0.0);
            self.put(Mark::Text { x: MARGIN, y: self.y, size, line });
            self.y += size * LEADING;
        }
    }

    /// Whose paper it is and whom it is for, side by side.
    fn parties(&mut self, sheet: &Sheet) {
        let (top, mut lowest) = (self.y, self.y);
        let column = ROOM / 2.0;
        for (place, (heading, lines)) in [&sheet.from, &sheet.to].into_iter().enumerate() {
            let x = if place == 0 { MARGIN } else { MARGIN + column };
            self.y = top;
            let heading = [(heading, Weight::Bold)].into_iter();
            for (text, weight) in heading.chain(lines.iter().map(|line| (line, Weight::Regular))) {
                for line in broken(text, weight, TEXT, column - TEXT) {
                    self.put(Mark::Text { x, y: self.y, size: TEXT, line });
                    self.y += TEXT * LEADING;
                }
            }
            lowest = lowest.max(self.y);
        }
        self.y = lowest;
    }

    fn fact(&mut self, name: &str, value: &str) {
        let column = ROOM / 4.0;
        self.put(Mark::Text { x: MARGIN, y: self.y, size: TEXT, line: set(name, Weight::Regular) });
        for line in broken(value, Weight::Regular, TEXT, ROOM - column) {
            self.put(Mark::Text { x: MARGIN + column, y: self.y, size: TEXT, line });
            self.y += TEXT * LEADING;
        }
    }

    fn table(&mut self, sheet: &Sheet) {
        let widths = widths(sheet.heads.len());
        self.row(&sheet.heads, &widths, Weight::Bold);
        for cells in &sheet.rows {
            let lines = cells.first().map_or(1, |what| broken(what, Weight::Regular, TEXT, widths[0] - TEXT).len());
            if self.make_room(lines as f32 * TEXT * LEADING) {
                self.row(&sheet.heads, &widths, Weight::Bold);
            }
            self.row(cells, &widths, Weight::Regular);
        }
    }

    /// The first cell is broken into lines, the others are to the right of theirs.
    fn row(&mut self, cells: &[String], widths: &[f32], weight: Weight) {
        let (top, mut x) = (self.y, MARGIN);
        let mut lowest = self.y + TEXT * LEADING;
        for (place, (cell, wide)) in cells.iter().zip(widths).enumerate() {
            if place == 0 {
                for line in broken(cell, weight, TEXT, wide - TEXT) {
                    self.put(Mark::Text { x, y: self.y, size: TEXT, line });
                    self.y += TEXT * LEADING;
                }
                lowest = lowest.max(self.y);
                self.y = top;
            } else {
                self.right_aligned(cell, weight, x + wide, wide - 4.0);
            }
            x += wide;
        }
        self.y = lowest;
        self.put(Mark::Rule { y: self.y - TEXT });
        self.y += TEXT * (LEADING - 1.0);
    }

    /// A text that ends at a place, made smaller where it is too wide.
    fn right_aligned(&mut self, text: &str, weight: Weight, end: f32, room: f32) {
        let line = set(text, weight);
        let size = if line.width * TEXT > room { room / line.width } else { TEXT };
        self.put(Mark::Text { x: end - line.width * size, y: self.y, size, line });
    }

    fn sum(&mut self, name: &str, value: &str, is_total: bool) {
        self.make_room(0.0);
        let weight = if is_total { Weight::Bold } else { Weight::Regular };
        self.right_aligned(name, weight, MARGIN + ROOM * 0.75, ROOM * 0.5);
        self.right_aligned(value, weight, MARGIN + ROOM, ROOM * 0.24);
        self.y += TEXT * LEADING;
    }

    /// Which sheet of how many, at the foot of each.
    fn feet(self, title: &str) -> Vec<Vec<Mark>> {
        let count = self.sheets.len();
        let foot = |(place, mut marks): (usize, Vec<Mark>)| {
            let line = set(&format!("{title} · {}/{count}", place + 1), Weight::Regular);
            marks.push(Mark::Text { x: MARGIN, y: HIGH - MARGIN, size: TEXT - 1.0, line });
            marks
        };
        self.sheets.into_iter().enumerate().map(foot).collect()
    }
}

/// How wide each column is: the first takes what the others leave.
fn widths(columns: usize) -> Vec<f32> {
    let others: &[f32] = if columns > 4 { &[48.0, 66.0, 66.0, 48.0, 60.0, 66.0] } else { &[60.0, 80.0, 80.0] };
    [ROOM - others.iter().sum::<f32>()].into_iter().chain(others.iter().copied()).collect()
}
