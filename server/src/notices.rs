//! What is to be told on every page, read from the database now and then and not for every page.

use std::{
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use app::ssr::Told;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use services::Shop;

/// After how many seconds the database is asked again.
const FRESH: u64 = 10;

/// The notice as this process knows it.
#[derive(Clone)]
pub struct Board(Arc<Known>);

struct Known {
    shop: Shop,
    opened: Instant,
    /// When the database is to be asked next, in seconds since the start.
    next: AtomicU64,
    told: RwLock<Told>,
}

impl Board {
    /// Nothing is known yet.
    pub fn new(shop: Shop) -> Self {
        let (opened, next, told) = (Instant::now(), AtomicU64::new(0), RwLock::default());
        Self(Arc::new(Known { shop, opened, next, told }))
    }

    /// What is to be told.
    pub fn told(&self) -> Told {
        self.0.told.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Looks whether something new is to be told, when it is time; one request looks for all.
    pub async fn refresh(State(board): State<Self>, request: Request, next: Next) -> Response {
        let known = &board.0;
        let (now, due) = (known.opened.elapsed().as_secs(), known.next.load(Ordering::Relaxed));
        let mine =
            now >= due && known.next.compare_exchange(due, now + FRESH, Ordering::Relaxed, Ordering::Relaxed).is_ok();
        if mine {
            match known.shop.current_notice().await {
                Ok(notice) => *known.told.write().unwrap_or_else(PoisonError::into_inner) = Told(notice.map(Arc::new)),
                // What was told before is told on.
                Err(error) => tracing::warn!(%error, "notices could not be read"),
            }
        }
        next.run(request).await
    }
}
