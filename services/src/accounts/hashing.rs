//! Password hashes: Argon2id, as many at once as there are cores, and no more waiting than can be served soon.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread::available_parallelism,
};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use rand::Rng;
use tokio::sync::Semaphore;

use super::AccountError;
use crate::ServiceError;

/// How many may wait for their turn; further ones are told to come again.
const MOST_WAITING: usize = 100;

/// How many bytes a hash has.
const LENGTH: usize = 32;

/// What one hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashCost {
    /// Memory in KiB.
    pub memory: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Default for HashCost {
    fn default() -> Self {
        Self { memory: 19 * 1024, passes: 2 }
    }
}

/// What became of a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Checked {
    /// It is not the one.
    Wrong,
    /// It is the one.
    Right,
    /// It is the one, and its hash was made otherwise than hashes are made now.
    RightButOld,
}

/// Where passwords are hashed.
#[derive(Debug)]
pub struct Hashing {
    cost: HashCost,
    memory: Memory,
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
    /// The hash of nothing, checked where there is no account, so that it takes as long.
    nobody: String,
}

impl Hashing {
    /// Hashes with this cost.
    pub fn new(cost: HashCost) -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        let nobody = phc(cost, &rand::rng().random::<[u8; 16]>(), &rand::rng().random::<[u8; LENGTH]>());
        Self {
            cost,
            memory: Memory::default(),
            places: Arc::new(Semaphore::new(cores)),
            waiting: AtomicUsize::new(0),
            nobody,
        }
    }

    /// The hash of a password, with a salt of its own.
    ///
    /// # Errors
    /// [`AccountError::Busy`] when too many wait already.
    pub async fn hash(&self, password: &str) -> Result<String, AccountError> {
        let (password, cost, memory) = (password.to_owned(), self.cost, self.memory.clone());
        let salt: [u8; 16] = rand::rng().random();
        let hashed = self.in_turn(move || {
            let hash = raw(&memory, cost, password.as_bytes(), &salt)?;
            Ok::<_, ServiceError>(phc(cost, &salt, &hash))
        });
        Ok(hashed.await??)
    }

    /// Checks a password against a hash; against nobody's where there is none, which takes as long and never fits.
    pub(crate) async fn check(
        &self,
        line: Line<'_>,
        password: &str,
        hash: Option<&str>,
    ) -> Result<Checked, AccountError> {
        let known = hash.is_some();
        let hash = hash.unwrap_or(&self.nobody).to_owned();
        let (password, cost, memory) = (password.to_owned(), self.cost, self.memory.clone());
        let checked = self.serve(line, move || check(&memory, cost, &password, &hash)).await??;
        Ok(if known { checked } else { Checked::Wrong })
    }

    /// A place in the queue, before anything is done for somebody.
    pub(crate) fn line(&self) -> Result<Line<'_>, AccountError> {
        let line = Line(&self.waiting);
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= MOST_WAITING { Err(AccountError::Busy) } else { Ok(line) }
    }

    /// Does work that takes a while on a thread for it, when it is its turn.
    pub(crate) async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AccountError> {
        let line = self.line()?;
        self.serve(line, work).await
    }

    async fn serve<T: Send + 'static>(
        &self,
        line: Line<'_>,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AccountError> {
        let place = self.places.clone().acquire_owned().await.map_err(|_| AccountError::Busy)?;
        drop(line);
        let done = tokio::task::spawn_blocking(move || {
            let outcome = work();
            drop(place);
            outcome
        });
        done.await.map_err(|broke_off| ServiceError::Unavailable(broke_off.to_string()).into())
    }
}

/// Somebody in the queue; leaves it also when they no longer wait for the answer.
pub(crate) struct Line<'a>(&'a AtomicUsize);

impl Drop for Line<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The memory that hashes are made in: as many pieces as are used at once, used again and again, so that a flood of
/// sign-ins takes no more than one hash for each core.
#[derive(Clone, Debug, Default)]
struct Memory(Arc<Mutex<Vec<Vec<Block>>>>);

impl Memory {
    fn lent<T>(&self, blocks: usize, work: impl FnOnce(&mut [Block]) -> T) -> T {
        let free = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut piece = free.unwrap_or_default();
        if piece.len() < blocks {
            piece.resize(blocks, Block::default());
        }
        let outcome = work(&mut piece[..blocks]);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(piece);
        outcome
    }
}

fn raw(memory: &Memory, cost: HashCost, password: &[u8], salt: &[u8]) -> Result<[u8; LENGTH], ServiceError> {
    let failed = |error: argon2::Error| ServiceError::Unavailable(format!("a password cannot be hashed: {error}"));
    let params = Params::new(cost.memory, cost.passes, 1, Some(LENGTH)).map_err(failed)?;
    let mut hash = [0; LENGTH];
    let blocks = params.block_count();
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let made = memory.lent(blocks, |piece| argon.hash_password_into_with_memory(password, salt, &mut hash, piece));
    made.map_err(failed)?;
    Ok(hash)
}

/// A hash as it is kept: the PHC string format, which says how it was made.
fn phc(cost: HashCost, salt: &[u8], hash: &[u8]) -> String {
    let (salt, hash) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(hash));
    format!("$argon2id$v=19$m={},t={},p=1${salt}${hash}", cost.memory, cost.passes)
}

/// What a kept hash says: cost, salt, hash.
fn read(kept: &str) -> Option<(HashCost, Vec<u8>, Vec<u8>)> {
    let mut parts = kept.strip_prefix("$argon2id$v=19$")?.split('$');
    let (cost, salt, hash) = (parts.next()?, parts.next()?, parts.next()?);
    let mut numbers = cost.split(',').zip(["m=", "t=", "p="]).map(|(text, name)| text.strip_prefix(name)?.parse().ok());
    let cost = HashCost { memory: numbers.next()??, passes: numbers.next()?? };
    let one_lane = numbers.next()?? == 1;
    let whole = one_lane && parts.next().is_none();
    let (salt, hash) = (STANDARD_NO_PAD.decode(salt).ok()?, STANDARD_NO_PAD.decode(hash).ok()?);
    (whole && hash.len() == LENGTH).then_some((cost, salt, hash))
}

fn check(memory: &Memory, now: HashCost, password: &str, kept: &str) -> Result<Checked, ServiceError> {
    let Some((cost, salt, hash)) = read(kept) else {
        return Ok(if super::passwords::fits_foreign(password, kept) { Checked::RightButOld } else { Checked::Wrong });
    };
    let fits = are_same(&raw(memory, cost, password.as_bytes(), &salt)?, &hash);
    Ok(match (fits, cost == now) {
        (false, _) => Checked::Wrong,
        (true, true) => Checked::Right,
        (true, false) => Checked::RightButOld,
    })
}

/// Whether two hashes are the same; takes as long wherever they differ.
fn are_same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |differs, (one, other)| differs | (one ^ other)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: HashCost = HashCost { memory: 64, passes: 1 };

    #[tokio::test]
    async fn only_the_right_password_fits_and_no_two_hashes_are_alike() {
        let hashing = Hashing::new(CHEAP);
        let (first, second) =
            (hashing.hash("one long password").await.unwrap(), hashing.hash("one long password").await.unwrap());
        assert_ne!(first, second);
        let check = async |password, hash| hashing.check(hashing.line().unwrap(), password, hash).await.unwrap();
        assert_eq!(check("one long password", Some(first.as_str())).await, Checked::Right);
        assert_eq!(check("another password", Some(first.as_str())).await, Checked::Wrong);
        assert_eq!(check("one long password", None).await, Checked::Wrong);
    }

    #[tokio::test]
    async fn a_hash_of_other_costs_still_fits_and_is_known_to_be_old() {
        let kept = Hashing::new(CHEAP).hash("one long password").await.unwrap();
        let dearer = Hashing::new(HashCost { memory: 128, passes: 2 });
        let check = async |password| dearer.check(dearer.line().unwrap(), password, Some(&kept)).await.unwrap();
        assert_eq!(check("one long password").await, Checked::RightButOld);
        assert_eq!(check("two long password").await, Checked::Wrong);
    }

    #[test]
    fn a_hash_does_not_depend_on_what_was_in_its_memory_before() {
        let memory = Memory::default();
        let hash = |password: &[u8]| raw(&memory, CHEAP, password, b"sixteen bytes ok").unwrap();
        let first = hash(b"one long password");
        assert_ne!(hash(b"another password"), first);
        assert_eq!(hash(b"one long password"), first);
        assert_eq!(raw(&Memory::default(), CHEAP, b"one long password", b"sixteen bytes ok").unwrap(), first);
        assert_eq!(memory.0.lock().unwrap().len(), 1, "one piece of memory was used again");
    }

    #[test]
    fn a_hash_is_kept_in_the_form_that_others_read() {
        let cost = HashCost::default();
        let kept = phc(cost, b"sixteen bytes ok", &[7; LENGTH]);
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_eq!(read(&kept), Some((cost, b"sixteen bytes ok".to_vec(), vec![7; LENGTH])));
        for wrong in ["", "$argon2i$v=19$m=1,t=1,p=1$AA$AA", &kept[..kept.len() - 4], &format!("{kept}$AA")] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[tokio::test]
    async fn the_queue_is_short_and_whoever_finds_it_full_is_told_so() {
        let hashing = Arc::new(Hashing::new(CHEAP));
        let every_place = u32::try_from(available_parallelism().map_or(1, usize::from)).unwrap();
        let held = hashing.places.clone().acquire_many_owned(every_place).await.unwrap();
        let tasks: Vec<_> = (0..MOST_WAITING + 20)
            .map(|_| {
                let hashing = hashing.clone();
                tokio::spawn(async move { hashing.in_turn(|| ()).await.is_ok() })
            })
            .collect();
        while hashing.waiting.load(Ordering::Relaxed) < MOST_WAITING {
            tokio::task::yield_now().await;
        }
        drop(held);
        let mut served = 0;
        for task in tasks {
            served += usize::from(task.await.unwrap());
        }
        assert!(served >= MOST_WAITING, "{served}");
        assert_eq!(hashing.waiting.load(Ordering::Relaxed), 0);
    }
}
