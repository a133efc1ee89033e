//! No picture can hurt the shop: broken, false and monstrous files, each refused or made anew, with nothing left of what
//! else it held.

use std::{
    io::Cursor,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use image::{DynamicImage, ImageFormat, RgbImage};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::json;
use services::uploads::{LARGEST_FILE, UploadError};

use crate::{Finding, Problem, Size, memory::resident_mib, world::World};

/// How many files the quick form and the published one try.
const QUICK: u64 = 200;
const FULL: u64 = 2_000;

/// How many one account may give on a day.
const A_DAY: usize = 20;

/// What a file hides, to be looked for in what was made of it.
const HIDDEN: &[u8] = b"<script>hidden-zq7</script>";

/// How much more memory may be held than before, in MiB.
const MOST_MORE: u64 = 256;

/// A file with what it is.
struct File {
    what: String,
    bytes: Vec<u8>,
    /// Whether it is a picture underneath, which is to be taken.
    taken: Option<bool>,
}

/// Gives every file to the shop.
///
/// # Errors
/// When the shop cannot be opened, or its database fails.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let world = World::open(size.database, &[]).await?;
    let files = files(usize::try_from(size.count(QUICK, FULL))?, size.seed, size.full)?;
    let (watching, most) = watch();
    let before = resident_mib();
    let (mut taken, mut refused, mut wrong, mut slowest) = (0_u64, 0_u64, Vec::new(), Duration::ZERO);
    for (some, batch) in (0..).zip(files.chunks(A_DAY)) {
        let account = world.account(some).await?;
        for file in batch {
            let began = Instant::now();
            let outcome = world.shop.take_portrait(&account, file.bytes.clone()).await;
            slowest = slowest.max(began.elapsed());
            let what = &file.what;
            match outcome {
                Ok(id) => {
                    taken += 1;
                    let kept = world.shop.upload(&id).await?.ok_or("what was taken is there")?;
                    if file.taken == Some(false) {
                        wrong.push(format!("{what} was taken"));
                    }
                    if !is_clean(&kept.bytes) {
                        wrong.push(format!("{what} left something of itself"));
                    }
                }
                Err(UploadError::Store(error)) => return Err(error.into()),
                Err(error) => {
                    refused += 1;
                    if file.taken == Some(true) {
                        wrong.push(format!("{what} was refused: {error}"));
                    }
                }
            }
        }
    }
    watching.store(false, Ordering::Relaxed);
    let more = most.load(Ordering::Relaxed).max(resident_mib()).saturating_sub(before);
    wrong.iter().take(20).for_each(|why| eprintln!("      {why}"));
    let figure = json!({
        "files": files.len(),
        "taken": taken,
        "refused": refused,
        "wrong": wrong.len(),
        "more_mib": more,
        "slowest_milliseconds": slowest.as_millis(),
    });
    Ok(Finding { figure, ok: wrong.is_empty() && more <= MOST_MORE && files.len() >= 200 && taken > 0 })
}

/// Notes the most memory that is held while it is asked to.
fn watch() -> (Arc<AtomicBool>, Arc<AtomicU64>) {
    let (watching, most) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicU64::new(0)));
    let (goes_on, seen) = (watching.clone(), most.clone());
    std::thread::spawn(move || {
        while goes_on.load(Ordering::Relaxed) {
            seen.fetch_max(resident_mib(), Ordering::Relaxed);
            std::thread::sleep(Duration::from_millis(5));
        }
    });
    (watching, most)
}

/// A small JPEG, in which nothing of the file is left.
fn is_clean(bytes: &[u8]) -> bool {
    let hidden = bytes.windows(8).any(|some| some == b"hidden-z") || bytes.windows(4).any(|some| some == b"Exif");
    !hidden
        && image::guess_format(bytes).is_ok_and(|format| format == ImageFormat::Jpeg)
        && image::load_from_memory(bytes).is_ok_and(|picture| picture.width() == 512 && picture.height() == 512)
}

/// The files, the same for the same seed. Bombs are long in the making, so the quick form has only what claims to be one.
fn files(count: usize, seed: u64, bombs: bool) -> Result<Vec<File>, Problem> {
    let mut dice = StdRng::seed_from_u64(seed);
    let mut files = Vec::new();
    let mut add = |what: String, bytes: Vec<u8>, taken: Option<bool>| files.push(File { what, bytes, taken });
    let sound: Vec<(&str, Vec<u8>)> =
        [("jpeg", ImageFormat::Jpeg), ("png", ImageFormat::Png), ("webp", ImageFormat::WebP)]
            .into_iter()
            .map(|(name, format)| Ok((name, encoded(&noise(&mut dice, 120, 80), format)?)))
            .collect::<Result<_, Problem>>()?;
    for (name, bytes) in &sound {
        add(format!("a sound {name}"), bytes.clone(), Some(true));
        add(format!("a {name} with a page behind it"), [&bytes[..], HIDDEN].concat(), Some(true));
        for cut in 1..16 {
            let end = bytes.len() * cut / 17;
            // What lacks only its end may be read as far as it goes.
            add(format!("{cut} of 17 parts of a {name}"), bytes[..end].to_vec(), None);
        }
    }
    add("a jpeg with a place and a comment".into(), with_segments(&sound[0].1), Some(true));
    add("a png with a text".into(), with_chunk(&sound[1].1, b"tEXt", HIDDEN), Some(true));
    add("a png with a false colour profile".into(), with_chunk(&sound[1].1, b"iCCP", HIDDEN), None);
    for (what, bytes) in strangers() {
        add(what.to_owned(), bytes, Some(false));
    }
    for (width, height) in
        [(0, 0), (0, 1), (1, 65_535), (65_535, 65_535), (8_001, 1), (1, 8_001), (1 << 31, 1), (u32::MAX, u32::MAX)]
    {
        add(format!("a png that says it is {width} by {height}"), claiming(&sound[1].1, width, height), Some(false));
    }
    let measures: &[(u32, u32, bool)] = if bombs {
        &[(8_001, 8_001, false), (8_000, 8_000, false), (4_000, 3_000, true)]
    } else {
        &[(1_000, 800, true)]
    };
    for &(width, height, fits) in measures {
        let bytes = encoded(&DynamicImage::new_rgb8(width, height), ImageFormat::Png)?;
        // In an unhurried build the last one may take longer than is waited for.
        add(format!("a bomb of {width} by {height}"), bytes, if fits { None } else { Some(false) });
    }
    add("a file that is too large".into(), [&sound[1].1[..], &vec![0; LARGEST_FILE]].concat(), Some(false));
    for (number, (name, bytes)) in (0..count.saturating_sub(files.len())).zip(sound.iter().cycle()) {
        let mut bytes = bytes.clone();
        for _ in 0..dice.random_range(1..12) {
            let place = dice.random_range(0..bytes.len());
            bytes[place] = dice.random();
        }
        files.push(File { what: format!("damaged {name} number {number}"), bytes, taken: None });
    }
    Ok(files)
}

fn noise(dice: &mut StdRng, width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |_, _| image::Rgb(dice.random())))
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Result<Vec<u8>, Problem> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format)?;
    Ok(bytes.into_inner())
}

/// The JPEG with an EXIF segment and a comment.
fn with_segments(jpeg: &[u8]) -> Vec<u8> {
    let exif = [b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0".as_slice(), HIDDEN].concat();
    let segment = |mark: u8, body: &[u8]| {
        let length = u16::try_from(body.len() + 2).unwrap_or(u16::MAX).to_be_bytes();
        [&[0xff, mark], &length[..], body].concat()
    };
    [&jpeg[..2], &segment(0xe1, &exif), &segment(0xfe, HIDDEN), &jpeg[2..]].concat()
}

/// The PNG with a chunk behind its head.
fn with_chunk(png: &[u8], kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let body = [b"name\0", body].concat();
    let length = u32::try_from(body.len()).unwrap_or(u32::MAX).to_be_bytes();
    let told = [kind.as_slice(), &body].concat();
    [&png[..33], &length, &told, &checksum(&told).to_be_bytes(), &png[33..]].concat()
}

/// The PNG with other measures in its head.
fn claiming(png: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png.to_vec();
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let sum = checksum(&bytes[12..29]).to_be_bytes();
    bytes[29..33].copy_from_slice(&sum);
    bytes
}

/// The checksum of a chunk, as PNG defines it.
fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = u32::MAX;
    for byte in bytes {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
        }
    }
    !sum
}

/// Files that are no picture of a kind that is taken, whatever they are called.
fn strangers() -> Vec<(&'static str, Vec<u8>)> {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"canary()\"><script>canary()</script></svg>";
    let mut all: Vec<(&'static str, Vec<u8>)> = vec![
        ("nothing", vec![]),
        ("one byte", vec![0xff]),
        ("a drawing with a script", svg.into()),
        ("a drawing after a byte order mark", ["\u{feff}", svg].concat().into()),
        ("a drawing in XML", ["<?xml version=\"1.0\"?>", svg].concat().into()),
        (
            "a drawing of endless names",
            b"<!DOCTYPE svg [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;\">]><svg>&b;</svg>".to_vec(),
        ),
        ("a page", b"<!DOCTYPE html><script>canary()</script>".to_vec()),
        ("a GIF", b"GIF89a\x01\0\x01\0\0\0\0;".to_vec()),
        ("a GIF with a script", b"GIF89a/*\x01\0*/=canary()//".to_vec()),
        ("a BMP", b"BM\x3a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x01\0\0\0\x01\0\0\0\x01\0\x18\0".to_vec()),
        ("a TIFF", b"II*\0\x08\0\0\0\0\0".to_vec()),
        ("an icon", b"\0\0\x01\0\x01\0".to_vec()),
        ("an AVIF", b"\0\0\0\x20ftypavif\0\0\0\0avifmif1".to_vec()),
        ("a document", b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>".to_vec()),
        ("an archive", b"PK\x03\x04\x14\0\0\0\0\0".to_vec()),
        ("a program", b"\x7fELF\x02\x01\x01\0".to_vec()),
        ("a program for Windows", b"MZ\x90\0".to_vec()),
        ("a script", b"#!/bin/sh\nexit 1\n".to_vec()),
        ("a server's script", b"<?php echo 1; ?>".to_vec()),
        ("a film", b"\0\0\0\x18ftypmp42".to_vec()),
        (
            "a drawing program's command",
            b"push graphic-context\nviewbox 0 0 1 1\nfill 'url(https://evil.example/)'".to_vec(),
        ),
        ("PostScript", b"%!PS-Adobe-3.0\n".to_vec()),
        ("a JPEG by its first bytes alone", b"\xff\xd8\xff\xe0".to_vec()),
        ("a PNG by its first bytes alone", b"\x89PNG\r\n\x1a\n".to_vec()),
        ("a WebP by its first bytes alone", b"RIFF\x04\0\0\0WEBP".to_vec()),
        ("a PNG with a chunk that does not end", b"\x89PNG\r\n\x1a\n\xff\xff\xff\xffIHDR".to_vec()),
        ("a WebP that says it is endless", b"RIFF\xff\xff\xff\xffWEBPVP8X\xff\xff\xff\xff".to_vec()),
        ("a JPEG that never begins", [&b"\xff\xd8"[..], &[0xff; 4096]].concat()),
        ("zeros", vec![0; 100_000]),
    ];
    for (name, head) in [
        ("a JPEG", &b"\xff\xd8\xff\xe0\0\x10JFIF\0"[..]),
        ("a PNG", b"\x89PNG\r\n\x1a\n"),
        ("a WebP", b"RIFF\x40\0\0\0WEBPVP8 "),
    ] {
        let what: &'static str = match name {
            "a JPEG" => "a JPEG with a page inside",
            "a PNG" => "a PNG with a page inside",
            _ => "a WebP with a page inside",
        };
        all.push((what, [head, HIDDEN, HIDDEN].concat()));
    }
    all
}
