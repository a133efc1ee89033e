//! `style/main.css` and everything it imports as one sheet, made by the `lightningcss` library.
//!
//! No list of old browsers is given: down-levelling would rewrite `light-dark()` into variables that only
//! work where `color-scheme` names both modes on the same element.

use std::path::Path;

use lightningcss::{
    bundler::{Bundler, FileProvider},
    stylesheet::{MinifyOptions, ParserOptions, PrinterOptions},
};

use crate::{outcome::Result, workspace::Profile};

/// Bundles `main`, minified for release.
///
/// # Errors
/// When a sheet is missing or cannot be parsed, or names a file that `public` does not hold.
pub fn bundle(main: &Path, public: &Path, profile: Profile) -> Result<String> {
    let minify = profile == Profile::Release;
    let provider = FileProvider::new();
    let mut bundler = Bundler::new(&provider, None, ParserOptions::default());
    let mut sheet = bundler.bundle(main).map_err(|error| format!("{error}"))?;
    if minify {
        sheet.minify(MinifyOptions::default()).map_err(|error| format!("{error}"))?;
    }
    let printed = sheet.to_css(PrinterOptions { minify, ..PrinterOptions::default() })?;
    let missing = addresses(&printed.code).find(|address| is_missing(address, public)).map(str::to_owned);
    match missing {
        Some(address) => Err(format!("the style names {address}, which public/ does not hold").into()),
        None => Ok(printed.code),
    }
}

/// Everything inside `url(…)`, without quotes.
fn addresses(css: &str) -> impl Iterator<Item = &str> {
    css.split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(|address| address.trim_matches(['"', '\'', ' ']))
}

/// The sheet is served from `/pkg/`, so only addresses from the root or with a scheme can be meant.
fn is_missing(address: &str, public: &Path) -> bool {
    match address.strip_prefix('/') {
        Some(file) => !public.join(file).is_file(),
        None => !(address.starts_with("data:") || address.starts_with('#')),
    }
}

#[cfg(test)]
mod tests {
    use std::{env, fs, path::PathBuf, process};

    use brotli::enc::BrotliEncoderParams;

    use super::*;

    fn sheet(name: &str, css: &str) -> PathBuf {
        let file = env::temp_dir().join(format!("onecart-{}-{name}.css", process::id()));
        fs::write(&file, css).expect("the temporary folder can be written");
        file
    }

    #[test]
    fn colours_for_light_and_dark_survive_minifying() {
        let file = sheet("dark", ":root { color-scheme: light dark } a { color: light-dark(#111111, #eeeeee) }");
        let css = bundle(&file, Path::new("."), Profile::Release).expect("a sound sheet");
        assert!(css.contains("light-dark(#111,#eee)"), "{css}");
    }

    #[test]
    fn a_broken_sheet_stops_the_build() {
        let file = sheet("broken", "a { color: red; } } b {");
        assert!(bundle(&file, Path::new("."), Profile::Debug).is_err());
    }

    #[test]
    fn a_picture_that_is_not_there_stops_the_build() {
        let file = sheet("picture", "a { background: url(\"/fonts/none.woff2\") }");
        let problem = bundle(&file, Path::new("."), Profile::Debug).expect_err("no such file");
        assert!(problem.to_string().contains("/fonts/none.woff2"), "{problem}");
    }

    #[test]
    fn the_shops_own_style_is_sound_and_small() {
        let manifest = env::var_os("CARGO_MANIFEST_DIR").expect("cargo tells");
        let root = Path::new(&manifest).join("..");
        let css = bundle(&root.join("style/main.css"), &root.join("public"), Profile::Release)
            .expect("style/main.css and all it imports");
        assert!(css.contains("light-dark(") && !css.contains("--lightningcss"), "dark mode got lost");
        let mut travels = Vec::new();
        brotli::BrotliCompress(&mut css.as_bytes(), &mut travels, &BrotliEncoderParams::default()).expect("memory");
        assert!(travels.len() < 13_000, "the style has grown to {} bytes as it travels", travels.len());
    }
}
