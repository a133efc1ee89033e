//! Labels made on the spot: a page, a picture of bars, or a label printer's commands.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// A label of a kind (`PDF`, `PNG` or `ZPL`) for parcels with these numbers.
#[must_use]
pub fn label(kind: &str, carrier: &str, numbers: &[String]) -> Vec<u8> {
    let first = numbers.first().map(String::as_str).unwrap_or_default();
    match kind {
        "PNG" => png(first),
        "ZPL" => zpl(carrier, numbers),
        _ => pdf(carrier, numbers),
    }
}

/// The same in base 64.
#[must_use]
pub fn label_base64(kind: &str, carrier: &str, numbers: &[String]) -> String {
    STANDARD.encode(label(kind, carrier, numbers))
}

fn zpl(carrier: &str, numbers: &[String]) -> Vec<u8> {
    let one = |number: &String| format!("^XA^FO40,40^A0N,40^FD{carrier}^FS^FO40,120^BCN,120^FD{number}^FS^XZ\n");
    numbers.iter().map(one).collect::<String>().into_bytes()
}

/// One page of four by six inches for each number (ISO 32000-1, the smallest document that holds text).
fn pdf(carrier: &str, numbers: &[String]) -> Vec<u8> {
    let pages = numbers.len().max(1);
    let kids: Vec<String> = (0..pages).map(|page| format!("{} 0 R", 4 + 2 * page)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {pages} >>", kids.join(" ")),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    for page in 0..pages {
        let number = numbers.get(page).map(String::as_str).unwrap_or_default();
        let text = format!("BT /F1 18 Tf 24 380 Td ({carrier}) Tj 0 -40 Td ({number}) Tj ET");
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 288 432] /Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            5 + 2 * page
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()));
    }
    let mut document = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (place, object) in objects.iter().enumerate() {
        places.push(document.len());
        document.push_str(&format!("{} 0 obj\n{object}\nendobj\n", place + 1));
    }
    let table = document.len();
    let lines: String = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect();
    let size = objects.len() + 1;
    document.push_str(&format!("xref\n0 {size}\n0000000000 65535 f \n{lines}"));
    document.push_str(&format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"));
    document.into_bytes()
}

const WIDTH: u32 = 240;
const HEIGHT: u32 = 80;

/// Grey bars that follow the digits of the number, stored without compression (ISO/IEC 15948, RFC 1950, RFC 1951).
fn png(number: &str) -> Vec<u8> {
    let bars: Vec<u8> = number.bytes().chain([0]).collect();
    let row: Vec<u8> = (0..WIDTH as usize)
        .map(|column| {
            let byte = bars[column / 8 % bars.len()];
            if (byte >> (column % 8)) & 1 == 1 { 0 } else { 255 }
        })
        .collect();
    let mut pixels = Vec::new();
    for _ in 0..HEIGHT {
        pixels.push(0);
        pixels.extend_from_slice(&row);
    }
    let mut header = [WIDTH.to_be_bytes(), HEIGHT.to_be_bytes()].concat();
    header.extend_from_slice(&[8, 0, 0, 0, 0]);
    let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", header), (b"IDAT", stored(&pixels)), (b"IEND", Vec::new())] {
        let part = [kind.to_vec(), data].concat();
        let length = u32::try_from(part.len() - 4).unwrap_or_default();
        picture.extend_from_slice(&length.to_be_bytes());
        picture.extend_from_slice(&part);
        picture.extend_from_slice(&crc32(&part).to_be_bytes());
    }
    picture
}

/// A zlib stream of stored blocks. The picture is small enough for one block.
fn stored(data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap_or(u16::MAX);
    let mut stream = vec![0x78, 0x01, 0x01];
    stream.extend_from_slice(&length.to_le_bytes());
    stream.extend_from_slice(&(!length).to_le_bytes());
    stream.extend_from_slice(data);
    stream.extend_from_slice(&adler32(data).to_be_bytes());
    stream
}

fn adler32(data: &[u8]) -> u32 {
    let (one, two) = data.iter().fold((1_u32, 0_u32), |(one, two), byte| {
        let one = (one + u32::from(*byte)) % 65_521;
        (one, (two + one) % 65_521)
    });
    (two << 16) | one
}

/// The remainder that PNG puts after every part (ISO 3309).
fn crc32(data: &[u8]) -> u32 {
    let step = |crc: u32, _: i32| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    !data.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_the_published_ones() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b"IEND"), 0xae42_6082);
        assert_eq!(adler32(b"Wikipedia"), 0x11e6_0398);
    }

    #[test]
    fn a_page_says_where_its_parts_begin() {
        let document = String::from_utf8(label("PDF", "Practice", &["1".to_owned(), "2".to_owned()])).unwrap();
        assert!(document.starts_with("%PDF-1.4") && document.ends_with("%%EOF\n"));
        let table: usize = document.split("startxref\n").nth(1).unwrap().lines().next().unwrap().parse().unwrap();
        assert!(document[table..].starts_with("xref\n0 8\n"));
        for (place, line) in (1..).zip(document[table..].lines().skip(3).take(7)) {
            let begins: usize = line[..10].parse().unwrap();
            assert!(document[begins..].starts_with(&format!("{place} 0 obj")), "{line}");
        }
    }

    #[test]
    fn a_picture_and_a_printers_commands_begin_and_end_as_they_must() {
        let picture = label("PNG", "Practice", &["794".to_owned()]);
        assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n") && picture.ends_with(b"IEND\xae\x42\x60\x82"));
        assert_eq!(picture.len(), 8 + 25 + 12 + 11 + (1 + 240) * 80 + 12);
        let commands = label("ZPL", "Practice", &["794".to_owned(), "795".to_owned()]);
        assert_eq!(String::from_utf8(commands).unwrap().matches("^XA").count(), 2);
    }
}
