//! A brotli twin beside every text and WASM file of the release site, so that no request pays for it.

use std::{
    fs::{self, File},
    io::{BufReader, BufWriter, Write},
    path::Path,
};

use brotli::enc::BrotliEncoderParams;

use crate::{outcome::Result, tools::is_newer};

const WORTH_IT: [&str; 7] = ["css", "js", "json", "svg", "txt", "wasm", "webmanifest"];
/// Below this many bytes the head of the answer weighs more than the saving.
const SMALLEST: u64 = 512;

/// Compresses what changed in `folder` and below.
///
/// # Errors
/// When a file cannot be read or written.
pub fn folder(folder: &Path) -> Result {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            self::folder(&path)?;
            continue;
        }
        let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned()).unwrap_or_default();
        let twin = path.with_extension(format!("{extension}.br"));
        if WORTH_IT.contains(&extension.as_str()) && entry.metadata()?.len() >= SMALLEST && !is_newer(&twin, &path) {
            compress(&path, &twin)?;
        }
    }
    Ok(())
}

fn compress(file: &Path, twin: &Path) -> Result {
    let parameters = BrotliEncoderParams { quality: 11, lgwin: 22, ..BrotliEncoderParams::default() };
    let mut written = BufWriter::new(File::create(twin)?);
    brotli::BrotliCompress(&mut BufReader::new(File::open(file)?), &mut written, &parameters)?;
    Ok(written.flush()?)
}
