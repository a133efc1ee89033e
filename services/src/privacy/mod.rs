//! Privacy: what people agree to, what is remembered of those who did, everything of a person in one file, erasing.

mod behaviour;
mod consents;
mod erasing;
mod export;
mod retention;

pub(crate) use self::behaviour::{Watching, watch, write_down_behaviour};
pub use self::{
    behaviour::{Watched, Watcher},
    erasing::{AskedToErase, GRACE},
    export::Export,
};
pub use store::{privacy::Erasure, purposes::Given};
