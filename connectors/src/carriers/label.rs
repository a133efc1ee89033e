//! Labels: what carriers give to be printed, checked before it is kept.

use base64::{Engine as _, engine::general_purpose::STANDARD};

/// The largest label that is kept, in bytes.
pub const LARGEST_LABEL: usize = 1024 * 1024;

/// The smallest thing that is a label at all, in bytes.
const SMALLEST: usize = 16;

/// What a label is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelType {
    /// A page.
    Pdf,
    /// A picture.
    Png,
    /// Commands of a label printer.
    Zpl,
}

impl LabelType {
    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Zpl => "application/zpl",
        }
    }

    /// Its word, as carriers write it in capitals.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Png => "PNG",
            Self::Zpl => "ZPL",
        }
    }

    /// What bytes are, told by how they begin and end.
    fn of(bytes: &[u8]) -> Option<Self> {
        let trimmed = bytes.trim_ascii();
        if bytes.starts_with(b"%PDF-") && trimmed.ends_with(b"%%EOF") {
            return Some(Self::Pdf);
        }
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") && bytes.get(12..16) == Some(b"IHDR") {
            return Some(Self::Png);
        }
        (trimmed.starts_with(b"^XA") && trimmed.ends_with(b"^XZ")).then_some(Self::Zpl)
    }
}

/// Why something is no label.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LabelProblem {
    /// The carrier gave none.
    #[error("the carrier gave no label")]
    Missing,
    /// It is larger than [`LARGEST_LABEL`], or hardly anything at all.
    #[error("a label of {0} bytes")]
    Size(usize),
    /// The bytes are not what a label begins and ends with, or not of the kind that was asked for.
    #[error("the bytes are no {0:?} label")]
    Kind(LabelType),
    /// It is not written in base 64.
    #[error("the label is not written in base 64")]
    Encoding,
    /// It could not be fetched from where the carrier keeps it.
    #[error("the label could not be fetched: {0}")]
    NotFetched(String),
}

/// A label that can be printed: the bytes are of the kind they are said to be.
#[derive(Clone, PartialEq, Eq)]
pub struct Label {
    kind: LabelType,
    bytes: Vec<u8>,
}

impl std::fmt::Debug for Label {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Label({:?}, {} bytes)", self.kind, self.bytes.len())
    }
}

impl Label {
    /// A label of a kind.
    ///
    /// # Errors
    /// When the bytes are too many, too few, or of another kind.
    pub fn new(kind: LabelType, bytes: Vec<u8>) -> Result<Self, LabelProblem> {
        if !(SMALLEST..=LARGEST_LABEL).contains(&bytes.len()) {
            return Err(LabelProblem::Size(bytes.len()));
        }
        if LabelType::of(&bytes) == Some(kind) { Ok(Self { kind, bytes }) } else { Err(LabelProblem::Kind(kind)) }
    }

    /// A label that came as text in base 64.
    ///
    /// # Errors
    /// As [`Label::new`], and when it is no base 64.
    pub fn from_base64(kind: LabelType, text: &str) -> Result<Self, LabelProblem> {
        if text.len() > LARGEST_LABEL / 3 * 4 + 4 {
            return Err(LabelProblem::Size(text.len()));
        }
        Self::new(kind, STANDARD.decode(text.trim()).map_err(|_| LabelProblem::Encoding)?)
    }

    /// What it is.
    pub fn kind(&self) -> LabelType {
        self.kind
    }

    /// The bytes to be printed.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01";

    #[test]
    fn a_label_is_what_its_bytes_say() {
        assert!(Label::new(LabelType::Pdf, b"%PDF-1.4 a page\n%%EOF\n".to_vec()).is_ok());
        assert!(Label::new(LabelType::Png, PNG.to_vec()).is_ok());
        assert!(Label::new(LabelType::Zpl, b"\n^XA^FO50,50^FDhere^FS^XZ\n".to_vec()).is_ok());
        for (kind, bytes) in [
            (LabelType::Pdf, PNG),
            (LabelType::Png, b"%PDF-1.4 a page\n%%EOF\n"),
            (LabelType::Zpl, b"<html><script>1</script></html>"),
            (LabelType::Pdf, b"%PDF-1.4 that was cut off in the middle"),
        ] {
            assert_eq!(Label::new(kind, bytes.to_vec()), Err(LabelProblem::Kind(kind)));
        }
    }

    #[test]
    fn a_label_is_neither_empty_nor_endless() {
        assert_eq!(Label::new(LabelType::Zpl, b"^XA^XZ".to_vec()), Err(LabelProblem::Size(6)));
        let endless = [b"^XA".to_vec(), vec![b' '; LARGEST_LABEL], b"^XZ".to_vec()].concat();
        assert_eq!(Label::new(LabelType::Zpl, endless), Err(LabelProblem::Size(LARGEST_LABEL + 6)));
        let text = "A".repeat(LARGEST_LABEL * 2);
        assert_eq!(Label::from_base64(LabelType::Pdf, &text), Err(LabelProblem::Size(text.len())));
        assert_eq!(Label::from_base64(LabelType::Pdf, "§§"), Err(LabelProblem::Encoding));
    }

    #[test]
    fn a_label_is_not_printed_into_logs() {
        let label = Label::new(LabelType::Png, PNG.to_vec()).unwrap();
        assert_eq!(format!("{label:?}"), "Label(Png, 24 bytes)");
    }
}
