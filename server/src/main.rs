//! The process: reads its configuration, puts the shop together, starts workers, serves until it is told to end.

use std::{future::IntoFuture, net::SocketAddr, process::ExitCode};

use axum::serve::ListenerExt;
use clap::Parser;
use tokio::{net::TcpListener, signal};
use tracing_subscriber::EnvFilter;

use server::{
    commands::{self, Line},
    configuration::Configuration,
    package, router,
    start::{self, StartError},
};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> Result<ExitCode, StartError> {
    let Line { configuration, command } = Line::parse();
    let told = if command.is_some() { "warn" } else { "info,sqlx=warn" };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(told));
    // A log that takes nothing more, as on a full disk, must not take the process with it.
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).log_internal_errors(false).init();
    match command {
        Some(command) => commands::run(&command, &configuration).await,
        None => serve(&configuration).await.map(|()| ExitCode::SUCCESS),
    }
}

/// Serves until the process is told to end.
async fn serve(configuration: &Configuration) -> Result<(), StartError> {
    let mut options = leptos::config::get_configuration(None)?.leptos_options;
    options.site_pkg_dir = package::folder(&options).into();
    let address = options.site_addr;
    configuration.proxies()?;
    let shop = start::shop(configuration).await?;
    // Without it an answer in two writes waits 40 ms for the peer's delayed acknowledgement.
    let listener = TcpListener::bind(address).await?.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    // Only now: merchants that the workers talk to read our profile here.
    services::workers::start(&shop);
    tracing::info!("the shop is open at {}", configuration.public_url);
    if configuration.operator_key.is_none() {
        let file = configuration.operator_key_file();
        tracing::info!(
            "the operator's pages are at {}/operator; their key is in {}",
            configuration.public_url,
            file.display()
        );
    }
    let service = router::router(shop, options, configuration).into_make_service_with_connect_info::<SocketAddr>();
    let ended = axum::serve(listener, service).with_graceful_shutdown(told_to_end()).into_future();
    tokio::select! {
        result = ended => result?,
        () = late() => tracing::warn!("some answers were still under way at the end"),
    }
    Ok(())
}

async fn told_to_end() {
    let mut terminate =
        signal::unix::signal(signal::unix::SignalKind::terminate()).expect("signals can be listened to");
    tokio::select! {
        _ = signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

/// Five seconds after the process was told to end.
async fn late() {
    told_to_end().await;
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
}
