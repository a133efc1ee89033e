//! `./dev run`: the shop and its practice world on this machine, until Ctrl-C.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    build,
    outcome::Result,
    progress::Progress,
    serve::{
        Setup,
        addresses::Addresses,
        world::{self, Place},
    },
    stop,
    workspace::{Profile, Workspace},
};

/// Builds and starts the shop with its practice world, until Ctrl-C
#[derive(clap::Args)]
pub struct Options {
    /// Port of the shop
    #[arg(long, value_name = "N", default_value_t = 3000, value_parser = clap::value_parser!(u16).range(1024..))]
    port: u16,
    /// First port of the practice world, which uses some of the 25 above it as well
    #[arg(long, value_name = "N", default_value_t = 4100, value_parser = clap::value_parser!(u16).range(1024..65_500))]
    sandbox_port_base: u16,
    /// Where the database and the practice world are kept; remove it to start afresh
    #[arg(long, default_value = "data", value_name = "DIR")]
    data: PathBuf,
    /// Optimised, as it would be published
    #[arg(long)]
    release: bool,
    /// How many products each marketplace of the practice world offers
    #[arg(long, value_name = "N")]
    products: Option<u32>,
}

/// Builds, starts both processes, tells where they are, and waits.
///
/// # Errors
/// When a port is taken, the build fails, or a process ends by itself.
pub fn run(workspace: &Workspace, options: &Options) -> Result {
    let addresses = Addresses { shop: options.port, sandbox: options.sandbox_port_base };
    addresses.check()?;
    let profile = Profile::from_flag(options.release);
    let mut progress = Progress::of(build::steps(profile) + 1);
    build::build(workspace, profile, &mut progress)?;
    let data = workspace.root.join(&options.data);
    keep_out_of_git(&data)?;
    let mut shop = progress.step("starting the practice world and the shop", || {
        Setup { products: options.products, aloud: true, ..Setup::new(workspace, profile, addresses, &data) }.start()
    })?;
    tell(addresses, &world::places(addresses)?, &options.data);
    tell_operator(addresses, &data);
    let ended = shop.wait();
    drop(shop);
    if stop::requested() {
        eprintln!("\nThe shop is closed; what was in it stays in {}.", options.data.display());
    }
    ended
}

fn tell(addresses: Addresses, places: &[Place], data: &Path) {
    let row = |name: &str, url: &str, about: &str| {
        eprintln!("    {name:<20} {url:<26} {about}");
    };
    eprintln!("\n  Onecart is open.\n");
    row("the shop", &addresses.shop_url(), "");
    for place in places {
        row(&place.name, &place.url, &place.protocol);
    }
    eprintln!("\n    Kept in {}. Ctrl-C closes it.\n", data.display());
}

/// The operator's pages with their key: the practice shop is this machine's own.
fn tell_operator(addresses: Addresses, data: &Path) {
    if let Ok(key) = fs::read_to_string(data.join("onecart.db.operator")) {
        eprintln!("    the operator         {}/operator   key {}\n", addresses.shop_url(), key.trim());
    }
}

/// A data folder of any name ignores itself.
fn keep_out_of_git(data: &Path) -> Result {
    fs::create_dir_all(data)?;
    let file = data.join(".gitignore");
    if !file.exists() {
        fs::write(file, "*\n")?;
    }
    Ok(())
}
