//! Ctrl-C, SIGTERM and SIGHUP: noted here, honoured by everything that waits.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::outcome::Result;

static REQUESTED: AtomicBool = AtomicBool::new(false);

/// Notes from now on when someone asks this process to end.
///
/// # Errors
/// When the system refuses a signal handler.
pub fn listen() -> Result {
    ctrlc::set_handler(|| REQUESTED.store(true, Ordering::SeqCst))?;
    Ok(())
}

/// Whether someone asked this process to end.
pub fn requested() -> bool {
    REQUESTED.load(Ordering::SeqCst)
}
