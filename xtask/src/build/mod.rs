//! From sources to a shop that can be served: browser part, server, practice world, style and files.
//!
//! Every step looks first whether there is anything to do, so a second build takes seconds.

mod bindgen;
mod css;
mod files;
mod pieces;
mod precompress;
mod publish;

use std::fs;

use crate::{
    outcome::Result,
    process::run,
    progress::{Progress, spoken},
    workspace::{OUTPUT_NAME, Profile, Workspace},
};

/// Builds the browser part, the server and the practice world
#[derive(clap::Args)]
pub struct Options {
    /// Optimised, minified and precompressed, as it would be published
    #[arg(long)]
    release: bool,
    /// Only what browsers load, not the programs
    #[arg(long)]
    browser: bool,
}

/// How many steps [`build`] announces.
pub fn steps(profile: Profile) -> usize {
    match profile {
        Profile::Debug => 4,
        Profile::Release => 5,
    }
}

/// `./dev build`.
///
/// # Errors
/// When a step fails.
pub fn build_alone(workspace: &Workspace, options: &Options) -> Result {
    let profile = Profile::from_flag(options.release);
    let programs = usize::from(!options.browser);
    let mut progress = Progress::of(steps(profile) - 1 + programs);
    compile_browser_part(workspace, profile, &mut progress)?;
    if !options.browser {
        compile_programs(workspace, profile, &mut progress)?;
    }
    assemble(workspace, profile, &mut progress)?;
    eprintln!("built in {}", spoken(progress.elapsed()));
    Ok(())
}

/// Builds all that `run`, the browser tests and the benchmarks start.
///
/// # Errors
/// When something does not compile, or the style sheet or a file it names is wrong.
pub fn build(workspace: &Workspace, profile: Profile, progress: &mut Progress) -> Result {
    compile_browser_part(workspace, profile, progress)?;
    compile_programs(workspace, profile, progress)?;
    assemble(workspace, profile, progress)
}

fn compile_browser_part(workspace: &Workspace, profile: Profile, progress: &mut Progress) -> Result {
    let place = ["--package=frontend", "--lib", "--target=wasm32-unknown-unknown"];
    // the cut into pieces follows the relocations, which only the last link has to keep
    let arguments: Vec<&str> = match profile {
        Profile::Debug => ["build"].into_iter().chain(place).collect(),
        Profile::Release => {
            let cut = ["--profile=wasm-release", "--features=split", "--", "-Clink-args=--emit-relocs"];
            ["rustc"].into_iter().chain(place).chain(cut).collect()
        }
    };
    let cold = first_time(!workspace.wasm(profile).exists(), if profile == Profile::Debug { 2 } else { 4 });
    progress.step(&format!("building the browser part{cold}"), || run("cargo", &mut workspace.cargo(&arguments)))
}

fn compile_programs(workspace: &Workspace, profile: Profile, progress: &mut Progress) -> Result {
    let mut arguments = vec!["build", "--package=server", "--package=sandbox"];
    if profile == Profile::Release {
        arguments.push("--release");
    }
    let cold = first_time(!workspace.binary("server", profile).exists(), if profile == Profile::Debug { 4 } else { 9 });
    progress.step(&format!("building the server and the practice world{cold}"), || {
        run("cargo", &mut workspace.cargo(&arguments))
    })
}

/// Makes the site of what was compiled.
fn assemble(workspace: &Workspace, profile: Profile, progress: &mut Progress) -> Result {
    let (package, site) = (workspace.package(profile), workspace.site(profile));
    fs::create_dir_all(&package)?;
    progress.step("binding the browser part to JavaScript", || {
        bindgen::bind(&workspace.wasm(profile), &package, profile)
    })?;
    progress.step("bundling the style and copying files", || {
        let public = workspace.root.join("public");
        let style = css::bundle(&workspace.root.join("style/main.css"), &public, profile)?;
        files::write_if_changed(&package.join(format!("{OUTPUT_NAME}.css")), style.as_bytes())?;
        files::mirror(&public, &site, &["pkg"])
    })?;
    if profile == Profile::Release {
        progress.step("compressing what browsers load", || {
            publish::publish(&package, &site.join("pkg"))?;
            precompress::folder(&site)
        })?;
    }
    Ok(())
}

/// "(about 4 minutes the first time)" where this is the first time.
pub fn first_time(is_first: bool, minutes: u32) -> String {
    match (is_first, minutes) {
        (false, _) => String::new(),
        (true, 1) => " (about 1 minute the first time)".to_owned(),
        (true, minutes) => format!(" (about {minutes} minutes the first time)"),
    }
}
