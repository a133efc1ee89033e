//! The browser part cut into the main part, which every page loads, and pieces that are loaded when they are needed.
//!
//! The cuts are marked in the sources by `#[lazy]` and `#[wasm_split]`, under the feature `split`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{outcome::Result, workspace::OUTPUT_NAME};

/// The script that loads the pieces; the main script imports it under this name.
pub const LOADER: &str = "pieces.js";

/// Cuts `wasm` and writes the pieces with their loader into `package`. Says where the main part is.
///
/// # Errors
/// When the WASM was linked without its relocations, or a file cannot be written.
pub fn split(wasm: &Path, package: &Path) -> Result<PathBuf> {
    for entry in fs::read_dir(package)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "wasm") {
            fs::remove_file(path)?;
        }
    }
    let main = wasm.with_file_name("frontend-main.wasm");
    let (input, link, script) = (fs::read(wasm)?, format!("./{LOADER}"), format!("./{OUTPUT_NAME}.js"));
    let mut options = wasm_split_cli_support::Options::new(&input);
    options.output_dir = package;
    options.main_out_path = &main;
    options.link_name = &link;
    options.main_module = &script;
    let cut = wasm_split_cli_support::transform(options).map_err(|error| format!("{error:?}"))?;
    for piece in cut.split_modules {
        let bytes = fs::read(&piece)?;
        let bare = without_custom_sections(&bytes).ok_or_else(|| format!("{} is not WASM", piece.display()))?;
        fs::write(piece, bare)?;
    }
    Ok(main)
}

/// The same module without the names of its functions and whatever else no browser reads.
fn without_custom_sections(module: &[u8]) -> Option<Vec<u8>> {
    let (head, mut rest) = module.split_at_checked(8)?;
    let mut bare = head.to_vec();
    while let Some(kind) = rest.first() {
        let (size, digits) = number(rest.get(1..)?)?;
        let (section, after) = rest.split_at_checked(1 + digits + size)?;
        if *kind != 0 {
            bare.extend_from_slice(section);
        }
        rest = after;
    }
    Some(bare)
}

/// An unsigned LEB128 number, and of how many bytes it is.
fn number(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut number = 0;
    for (place, byte) in bytes.iter().take(5).enumerate() {
        number |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((number, place + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_custom_sections_go() {
        let head = *b"\0asm\x01\0\0\0";
        let module = [&head[..], &[0, 2, 1, b'n'], &[1, 0x81, 0, 9], &[0, 1, 0]].concat();
        assert_eq!(without_custom_sections(&module), Some([&head[..], &[1, 0x81, 0, 9]].concat()));
        assert_eq!(without_custom_sections(&module[..module.len() - 1]), None);
    }
}
