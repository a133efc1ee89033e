//! The master keys: named in the configuration, or kept in a file that only its owner reads. The first of them seals, all
//! of them open.

use std::{
    fmt,
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::SystemTime,
};

use rand::Rng;
use secrecy::{ExposeSecret, SecretSlice};

/// The name of a master key: 1 to 32 small letters and digits. It is no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyId(String);

impl KeyId {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn read(text: &str) -> Option<Self> {
        let fits = (1..=32).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
        fits.then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Why there are no master keys.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeysError {
    /// What was read is not a list of keys.
    #[error("master keys are written as ID:HEX, with 64 hexadecimal digits each and no id twice")]
    Malformed,
    /// The file could neither be read nor written.
    #[error("the file of the master keys failed: {0}")]
    File(#[from] std::io::Error),
    /// They were named in the configuration, so they are changed there.
    #[error("the master keys stand in the configuration: put the new one first there")]
    Named,
    /// The key that seals is needed.
    #[error("the key that seals cannot be forgotten")]
    InUse,
}

/// Where the master keys are.
#[derive(Clone, Debug)]
pub enum MasterKeys {
    /// In a file, one to a line; made with one key where there is none.
    File(PathBuf),
    /// As named in the configuration.
    Named(Ring),
}

impl MasterKeys {
    /// Keys as the configuration names them: `ID:HEX`, with commas between; the first one seals.
    ///
    /// # Errors
    /// When the text is something else.
    pub fn from_text(text: &str) -> Result<Self, MasterKeysError> {
        Ring::read(text).map(Self::Named)
    }

    /// Puts a new key first, so that it seals from now on, and says its id.
    ///
    /// # Errors
    /// When the keys stand in the configuration, or their file fails.
    pub fn add(&self) -> Result<KeyId, MasterKeysError> {
        let Self::File(path) = self else { return Err(MasterKeysError::Named) };
        let ring = kept(path)?;
        let key = new_key();
        let id = key.0.clone();
        replace(path, &Ring([vec![key], ring.0].concat()))?;
        Ok(id)
    }

    /// Takes keys out of the file, but never the one that seals.
    ///
    /// # Errors
    /// When the keys stand in the configuration, the file fails, or the first key is among them.
    pub fn forget(&self, ids: &[KeyId]) -> Result<(), MasterKeysError> {
        let Self::File(path) = self else { return Err(MasterKeysError::Named) };
        let ring = kept(path)?;
        if ids.contains(&ring.0[0].0) {
            return Err(MasterKeysError::InUse);
        }
        replace(path, &Ring(ring.0.into_iter().filter(|(id, _)| !ids.contains(id)).collect()))
    }
}

type MasterKey = (KeyId, Arc<SecretSlice<u8>>);

/// At least one master key; the first one seals.
#[derive(Clone)]
pub struct Ring(Vec<MasterKey>);

impl fmt::Debug for Ring {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.0.iter().map(|(id, _)| id)).finish()
    }
}

impl Ring {
    fn read(text: &str) -> Result<Self, MasterKeysError> {
        let entries = text.split([',', '\n']).map(str::trim).filter(|entry| !entry.is_empty());
        let keys: Option<Vec<MasterKey>> = entries
            .map(|entry| {
                let (id, key) = entry.split_once(':')?;
                let key = hex::decode(key).ok().filter(|key| key.len() == 32)?;
                Some((KeyId::read(id)?, Arc::new(SecretSlice::from(key))))
            })
            .collect();
        let keys = keys.filter(|keys| !keys.is_empty()).ok_or(MasterKeysError::Malformed)?;
        let twice = keys.iter().enumerate().any(|(at, (id, _))| keys[..at].iter().any(|(other, _)| other == id));
        if twice { Err(MasterKeysError::Malformed) } else { Ok(Self(keys)) }
    }

    fn text(&self) -> String {
        self.0.iter().map(|(id, key)| format!("{id}:{}\n", hex::encode(key.expose_secret()))).collect()
    }
}

fn new_key() -> MasterKey {
    let id = KeyId(hex::encode(rand::rng().random::<[u8; 4]>()));
    (id, Arc::new(SecretSlice::from(rand::rng().random::<[u8; 32]>().to_vec())))
}

/// The keys of a file, which is made with one key where it is not there.
fn kept(path: &Path) -> Result<Ring, MasterKeysError> {
    match known(path) {
        Err(MasterKeysError::File(error)) if error.kind() == ErrorKind::NotFound => {}
        known => return known,
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let ring = Ring(vec![new_key()]);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(ring.text().as_bytes())?;
    file.sync_all()?;
    Ok(ring)
}

/// The keys of a file that is there.
fn known(path: &Path) -> Result<Ring, MasterKeysError> {
    Ring::read(&fs::read_to_string(path)?)
}

/// Writes the file anew, whole or not at all.
fn replace(path: &Path, ring: &Ring) -> Result<(), MasterKeysError> {
    let beside = path.with_extension("keys-new");
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
    file.write_all(ring.text().as_bytes())?;
    file.sync_all()?;
    Ok(fs::rename(beside, path)?)
}

/// Holds the keys in memory, and takes them from the file again when that has changed: another process may rotate them.
#[derive(Clone, Debug)]
pub(super) struct Keeper(Arc<Kept>);

#[derive(Debug)]
struct Kept {
    path: Option<PathBuf>,
    ring: RwLock<(Ring, Option<Seen>)>,
}

/// Which file was read, and when it had been written.
type Seen = (u64, SystemTime);

impl Keeper {
    pub(super) fn open(keys: &MasterKeys) -> Result<Self, MasterKeysError> {
        let (path, seen, ring) = match keys {
            // Looked at before it is read: what changes meanwhile is read once more.
            MasterKeys::File(path) => (Some(path.clone()), seen(path), kept(path)?),
            MasterKeys::Named(ring) => (None, None, ring.clone()),
        };
        Ok(Self(Arc::new(Kept { path, ring: RwLock::new((ring, seen)) })))
    }

    pub(super) fn of_the_moment() -> Self {
        Self(Arc::new(Kept { path: None, ring: RwLock::new((Ring(vec![new_key()]), None)) }))
    }

    /// The key that seals.
    pub(super) fn newest(&self) -> MasterKey {
        self.ring().0[0].clone()
    }

    pub(super) fn of_id(&self, id: &str) -> Option<Arc<SecretSlice<u8>>> {
        self.ring().0.iter().find(|(known, _)| known.as_str() == id).map(|(_, key)| key.clone())
    }

    pub(super) fn ids(&self) -> Vec<KeyId> {
        self.ring().0.iter().map(|(id, _)| id.clone()).collect()
    }

    fn ring(&self) -> Ring {
        let (ring, before) = self.0.ring.read().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(path) = &self.0.path else { return ring };
        let now = seen(path);
        if now == before {
            return ring;
        }
        match known(path) {
            Ok(ring) => {
                *self.0.ring.write().unwrap_or_else(PoisonError::into_inner) = (ring.clone(), now);
                ring
            }
            Err(error) => {
                tracing::error!(%error, "the master keys were not read again");
                ring
            }
        }
    }
}

fn seen(path: &Path) -> Option<Seen> {
    let file = fs::metadata(path).ok()?;
    Some((file.ino(), file.modified().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_put_first_by_another_process_seals_here_too() {
        let folder =
            std::env::temp_dir().join(format!("onecart-keys-{}", hex::encode(rand::rng().random::<[u8; 8]>())));
        let keys = MasterKeys::File(folder.join("shop.keys"));
        let keeper = Keeper::open(&keys).unwrap();
        let first = keeper.newest().0;
        let second = keys.add().unwrap();
        assert_eq!(keeper.ids(), [second.clone(), first.clone()]);
        assert!(keys.forget(std::slice::from_ref(&second)).is_err());
        keys.forget(&[first]).unwrap();
        assert_eq!(keeper.ids(), [second]);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_is_no_list_of_keys_is_refused_and_keys_are_never_shown() {
        let key = "ab".repeat(32);
        for wrong in ["", "a", "a:12", &format!("A:{key}"), &format!("a:{key},a:{key}")] {
            assert!(Ring::read(wrong).is_err(), "{wrong}");
        }
        let ring = Ring::read(&format!("b:{key}, a:{key}\n")).unwrap();
        assert!(!format!("{ring:?}").contains("abab"));
    }
}
