//! Secrets that must be read again, such as the keys that marketplaces gave us: sealed in the database, each to its own
//! place.
//!
//! A record has a data key of its own (256 random bits) that its text is sealed with; the data key is sealed with a master
//! key, whose id stands before it. Both are bound to table, column and row, so that a sealed text says nothing anywhere
//! else. Both use XChaCha20-Poly1305 with random nonces. Whoever wants another master key rotates: see [`rotation`].

mod ring;
pub mod rotation;

use chacha20poly1305::{
    Key, XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use rand::Rng;
use secrecy::{ExposeSecret, SecretSlice};

use crate::ServiceError;

use ring::Keeper;
pub use ring::{KeyId, MasterKeys, MasterKeysError};

/// What a sealed text begins with: the way in which it is sealed.
const WAY: &str = "x1";

/// Letters of a nonce and of a sealed data key.
const NONCE: usize = 24;
const WRAPPED: usize = 32 + 16;

/// Where a sealed text stands; it opens nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The row, by its primary key as text.
    pub row: &'a str,
}

/// Why something sealed was not opened.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsealable {
    /// It is not a sealed text.
    #[error("not a sealed text")]
    Malformed,
    /// The master key it was sealed with is gone.
    #[error("sealed with a key that is not known here: {0}")]
    UnknownKey(String),
    /// It was changed, or it stood elsewhere when it was sealed.
    #[error("sealed for another place, or changed")]
    Foreign,
}

/// Seals and opens. Cloning it is cheap.
#[derive(Clone, Debug)]
pub struct Secrets(Keeper);

impl Secrets {
    /// With these master keys; the first of them seals.
    ///
    /// # Errors
    /// When their file can neither be read nor made, or holds something else.
    pub fn new(keys: &MasterKeys) -> Result<Self, MasterKeysError> {
        Ok(Self(Keeper::open(keys)?))
    }

    /// With a key of this moment that is kept nowhere: what it seals is lost with the process.
    pub fn of_the_moment() -> Self {
        Self(Keeper::of_the_moment())
    }

    /// The text for the column. Two times the same plaintext are two different texts.
    pub fn seal(&self, place: Place<'_>, plaintext: &[u8]) -> String {
        let data_key = SecretSlice::from(rand::rng().random::<[u8; 32]>().to_vec());
        let (id, master) = self.0.newest();
        let wrapped = encrypt(master.expose_secret(), &bound(place, &format!("key {id}")), data_key.expose_secret());
        let text = encrypt(data_key.expose_secret(), &bound(place, "text"), plaintext);
        format!("{WAY}.{id}.{}.{}", hex::encode(wrapped), hex::encode(text))
    }

    /// What was sealed at a place.
    ///
    /// # Errors
    /// When it was sealed elsewhere, was changed, or its master key is not known here.
    pub fn open(&self, place: Place<'_>, sealed: &str) -> Result<SecretSlice<u8>, Unsealable> {
        let parts = Parts::read(sealed)?;
        let data_key = self.data_key(place, &parts)?;
        decrypt(data_key.expose_secret(), &bound(place, "text"), &parts.text)
    }

    /// The same text with its data key sealed by the newest master key; `None` where it is that already.
    ///
    /// # Errors
    /// As [`Secrets::open`].
    pub fn reseal(&self, place: Place<'_>, sealed: &str) -> Result<Option<String>, Unsealable> {
        let parts = Parts::read(sealed)?;
        let (id, master) = self.0.newest();
        if parts.key == id.as_str() {
            return Ok(None);
        }
        let data_key = self.data_key(place, &parts)?;
        // What does not open is not given a new wrapping either.
        decrypt(data_key.expose_secret(), &bound(place, "text"), &parts.text)?;
        let wrapped = encrypt(master.expose_secret(), &bound(place, &format!("key {id}")), data_key.expose_secret());
        Ok(Some(format!("{WAY}.{id}.{}.{}", hex::encode(wrapped), hex::encode(parts.text))))
    }

    /// The ids of the master keys, the one that seals first.
    pub fn key_ids(&self) -> Vec<KeyId> {
        self.0.ids()
    }

    fn data_key(&self, place: Place<'_>, parts: &Parts<'_>) -> Result<SecretSlice<u8>, Unsealable> {
        let master = self.0.of_id(parts.key).ok_or_else(|| Unsealable::UnknownKey(parts.key.to_owned()))?;
        decrypt(master.expose_secret(), &bound(place, &format!("key {}", parts.key)), &parts.wrapped)
    }
}

impl From<Unsealable> for ServiceError {
    fn from(error: Unsealable) -> Self {
        Self::Store(store::StoreError::Corrupt { what: "sealed text", reason: error.to_string() })
    }
}

/// The id of the master key that a sealed text needs; `None` where it is no sealed text.
pub fn key_of(sealed: &str) -> Option<&str> {
    Parts::read(sealed).ok().map(|parts| parts.key)
}

/// Whether a text begins as sealed ones do.
pub fn is_sealed(text: &str) -> bool {
    text.strip_prefix(WAY).is_some_and(|rest| rest.starts_with('.'))
}

/// A sealed text in its parts; nonces stand before what they belong to.
struct Parts<'a> {
    key: &'a str,
    wrapped: Vec<u8>,
    text: Vec<u8>,
}

impl<'a> Parts<'a> {
    fn read(sealed: &'a str) -> Result<Self, Unsealable> {
        let mut parts = sealed.split('.');
        let (Some(WAY), Some(key), Some(wrapped), Some(text), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(Unsealable::Malformed);
        };
        let wrapped = hex::decode(wrapped).map_err(|_| Unsealable::Malformed)?;
        let text = hex::decode(text).map_err(|_| Unsealable::Malformed)?;
        if wrapped.len() == NONCE + WRAPPED && text.len() >= NONCE {
            Ok(Self { key, wrapped, text })
        } else {
            Err(Unsealable::Malformed)
        }
    }
}

/// What a ciphertext is bound to. No part can hold the letter that parts them.
fn bound(place: Place<'_>, what: &str) -> Vec<u8> {
    [WAY, place.table, place.column, what, place.row].join("\u{1f}").into_bytes()
}

fn encrypt(key: &[u8], bound: &[u8], plaintext: &[u8]) -> Vec<u8> {
    let nonce: [u8; NONCE] = rand::rng().random();
    let sealed = cipher(key)
        .encrypt(&XNonce::from(nonce), Payload { msg: plaintext, aad: bound })
        .expect("a text that fits into memory is not too long for the cipher");
    [&nonce[..], &sealed].concat()
}

fn decrypt(key: &[u8], bound: &[u8], sealed: &[u8]) -> Result<SecretSlice<u8>, Unsealable> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(Unsealable::Malformed)?;
    let opened = cipher(key).decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: bound });
    opened.map(SecretSlice::from).map_err(|_| Unsealable::Foreign)
}

fn cipher(key: &[u8]) -> XChaCha20Poly1305 {
    let key: [u8; 32] = key.try_into().expect("every key has 256 bits");
    XChaCha20Poly1305::new(&Key::from(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place<'static> = Place { table: "marketplace", column: "api_key_sealed", row: "harbor" };

    fn secrets(keys: &[(&str, u8)]) -> Secrets {
        let text: Vec<String> = keys.iter().map(|(id, byte)| format!("{id}:{}", hex::encode([*byte; 32]))).collect();
        Secrets::new(&MasterKeys::from_text(&text.join(",")).unwrap()).unwrap()
    }

    fn opened(secrets: &Secrets, place: Place<'_>, sealed: &str) -> Result<String, Unsealable> {
        secrets.open(place, sealed).map(|text| String::from_utf8(text.expose_secret().to_vec()).unwrap())
    }

    #[test]
    fn a_sealed_text_opens_at_its_own_place_and_nowhere_else() {
        let secrets = secrets(&[("a", 1)]);
        let sealed = secrets.seal(HERE, b"hush");
        assert_eq!(opened(&secrets, HERE, &sealed).unwrap(), "hush");
        for elsewhere in
            [Place { row: "lumen", ..HERE }, Place { table: "factor", ..HERE }, Place { column: "other", ..HERE }]
        {
            assert_eq!(opened(&secrets, elsewhere, &sealed), Err(Unsealable::Foreign), "{elsewhere:?}");
        }
    }

    #[test]
    fn the_same_text_is_sealed_differently_every_time_and_never_stands_in_it() {
        let secrets = secrets(&[("a", 1)]);
        let (one, other) = (secrets.seal(HERE, b"hush"), secrets.seal(HERE, b"hush"));
        assert_ne!(one, other);
        assert!(!one.contains("hush") && !one.contains(&hex::encode("hush")));
    }

    #[test]
    fn any_changed_letter_is_noticed() {
        let secrets = secrets(&[("a", 1)]);
        let sealed = secrets.seal(HERE, b"hush");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone().into_bytes();
            changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(opened(&secrets, HERE, &changed).is_err(), "letter {at}");
        }
    }

    #[test]
    fn resealing_takes_the_newest_key_and_keeps_the_text() {
        let old = secrets(&[("a", 1)]);
        let sealed = old.seal(HERE, b"hush");
        let both = secrets(&[("b", 2), ("a", 1)]);
        let again = both.reseal(HERE, &sealed).unwrap().unwrap();
        assert_eq!((key_of(&sealed), key_of(&again)), (Some("a"), Some("b")));
        assert_eq!(both.reseal(HERE, &again).unwrap(), None);
        let new = secrets(&[("b", 2)]);
        assert_eq!(opened(&new, HERE, &again).unwrap(), "hush");
        assert_eq!(opened(&new, HERE, &sealed), Err(Unsealable::UnknownKey("a".into())));
        assert_eq!(both.reseal(Place { row: "lumen", ..HERE }, &sealed), Err(Unsealable::Foreign));
    }
}
