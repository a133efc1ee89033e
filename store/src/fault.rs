//! Named points of the money path at which a proof lets the process die. In release builds they are not there.

/// Marks a point between two commits or calls. The process ends there at once, as by `kill -9`, when
/// `ONECART_FAULT=NAME:COUNT` names the point and it is passed for the COUNT-th time.
#[macro_export]
macro_rules! fault_point {
    ($name:literal) => {
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

#[cfg(debug_assertions)]
use std::sync::{
    OnceLock,
    atomic::{AtomicI64, Ordering},
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
