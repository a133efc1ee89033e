//! `sandbox`: runs the practice world until it is told to stop.

use std::path::PathBuf;

use clap::Parser;
use tracing_subscriber::EnvFilter;

/// Marketplaces, payment gateways, carriers and a mail catcher to practise with, on loopback.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The desk's port; harbor is the next, kitemart the one after, and so on. 0 takes free ports.
    #[arg(long, default_value_t = 4100)]
    port_base: u16,
    /// Where the shop is, for webhooks.
    #[arg(long, default_value = "http://127.0.0.1:3000")]
    shop: String,
    /// How many products there are over all marketplaces, if more than were written.
    #[arg(long)]
    products: Option<usize>,
    /// Seconds an order rests in each stage; 0 moves it only by knob.
    #[arg(long, default_value_t = 45)]
    stage_seconds: u64,
    /// Where to keep orders and journals across restarts.
    #[arg(long, value_name = "DIR")]
    state: Option<PathBuf>,
    /// Where the product pictures are.
    #[arg(long, value_name = "DIR", default_value = "public/pictures")]
    pictures: PathBuf,
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let arguments = Arguments::parse();
    let world = sandbox::start(sandbox::Config {
        port_base: arguments.port_base,
        shop_url: arguments.shop,
        products: arguments.products,
        stage_seconds: arguments.stage_seconds,
        state: arguments.state,
        pictures: arguments.pictures,
    })
    .await?;
    for place in &world.places {
        println!("{:<10} {:<32} {}", place.slug, place.url, place.protocol);
    }
    stop_asked().await?;
    world.stop().await;
    Ok(())
}

#[cfg(unix)]
async fn stop_asked() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        asked = tokio::signal::ctrl_c() => asked,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn stop_asked() -> std::io::Result<()> {
    tokio::signal::ctrl_c().await
}
