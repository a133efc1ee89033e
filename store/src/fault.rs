//! Named points of the money path at which a proof lets the process die, and a knob that makes the database slow. In
//! release builds neither is there.

/// Every point, roughly in the order in which a purchase passes them.
pub const POINTS: [&str; 40] = [
    "committing",
    "committed",
    "order_agreed",
    "order_opened",
    "page_opened",
    "page_kept",
    "page_shown",
    "page_closed",
    "page_asked_about",
    "notice_came",
    "notice_kept",
    "notice_heard",
    "leases_taken_back",
    "effect_leased",
    "effect_carried_out",
    "step_committed",
    "step_followed",
    "placing",
    "placed",
    "quoted_again",
    "asked_about_order",
    "cancelled",
    "house_took",
    "house_gave_back",
    "house_put_back",
    "replacement_found",
    "capturing",
    "captured",
    "releasing",
    "released",
    "top_up_opened",
    "wallet_paid",
    "returning",
    "returned",
    "refund_asked",
    "refunding",
    "refunded",
    "confirmation_written",
    "mail_sent",
    "alert_raised",
];

/// Whether a name is one of [`POINTS`]; asked while compiling.
pub const fn is_known(name: &str) -> bool {
    let mut at = 0;
    while at < POINTS.len() {
        if is_same(POINTS[at].as_bytes(), name.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Marks a point between two commits or calls; its name stands in [`POINTS`]. The process ends there at once, as by
/// `kill -9`, when `ONECART_FAULT=NAME:COUNT` names the point and it is passed for the COUNT-th time.
#[macro_export]
macro_rules! fault_point {
    ($name:literal) => {
        const { assert!($crate::fault::is_known($name), "a fault point whose name is not in store::fault::POINTS") };
        #[cfg(debug_assertions)]
        $crate::fault::passed($name);
    };
}

/// A point was passed.
#[cfg(debug_assertions)]
pub fn passed(name: &str) {
    if let Some(fatal) = planned()
        && fatal.name == name
        && fatal.left.fetch_sub(1, Ordering::Relaxed) == 1
    {
        std::process::abort();
    }
}

/// Waits inside every transaction for as many milliseconds as `ONECART_SLOW_DATABASE` says.
#[cfg(debug_assertions)]
pub async fn slow() {
    static SLOW: OnceLock<Option<Duration>> = OnceLock::new();
    let read = || Some(Duration::from_millis(std::env::var("ONECART_SLOW_DATABASE").ok()?.parse().ok()?));
    if let Some(pause) = SLOW.get_or_init(read) {
        tokio::time::sleep(*pause).await;
    }
}

#[cfg(debug_assertions)]
use std::{
    sync::{
        OnceLock,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

/// Where this process is to die.
#[cfg(debug_assertions)]
struct Fatal {
    name: String,
    left: AtomicI64,
}

#[cfg(debug_assertions)]
fn planned() -> Option<&'static Fatal> {
    static PLANNED: OnceLock<Option<Fatal>> = OnceLock::new();
    let read = || {
        let (name, count) =
            std::env::var("ONECART_FAULT").ok()?.rsplit_once(':').map(|(n, c)| (n.to_owned(), c.parse()))?;
        Some(Fatal { name, left: AtomicI64::new(count.ok()?) })
    };
    PLANNED.get_or_init(read).as_ref()
}
