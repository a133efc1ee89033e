//! The audit log as a whole: looked through, its head signed once a day and written outside the database.
//!
//! What is worth answering for later is noted with [`note`], in the transaction that does it. The chain shows that nothing
//! in the middle was touched; the signed heads, of which a copy stands in a file that only grows, show that its end is
//! not missing and that it was not written anew as a whole.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use hmac::{Hmac, KeyInit, Mac};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::Sha256;
use store::Store;

pub use store::audit_log::{Actor, Breach, Entry, Filter, Head, Noted, Verdict, as_json, note, of_account};

use crate::{
    ServiceError, Shop, now,
    shop::commit,
    staff::{Allowed, may},
};

/// After how many milliseconds another head is signed.
const SIGNED_EVERY: i64 = domain::time::Timestamp::DAY;

/// How many rows a page shows.
const LISTED: u32 = 50;

/// What signs heads: made from the shop's secret, so that it is the same at every start.
pub struct Signer(Ed25519KeyPair);

impl Signer {
    /// From the shop's secret.
    pub fn new(secret: &[u8; 32]) -> Self {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("any length is a key");
        mac.update(b"audit heads");
        let seed = mac.finalize().into_bytes();
        Self(Ed25519KeyPair::from_seed_unchecked(&seed).expect("a seed has 256 bits"))
    }

    /// The key that whoever checks needs, as hexadecimal digits.
    pub fn public_key(&self) -> String {
        hex::encode(self.0.public_key().as_ref())
    }

    /// The signed head of a chain that has come to a row.
    pub fn sign(&self, number: i64, digest: String, at: domain::time::Timestamp) -> Head {
        let mut head = Head { number, digest, at, signature: String::new() };
        head.signature = hex::encode(self.0.sign(&signed_text(&head)).as_ref());
        head
    }

    /// Whether a head is one of ours.
    pub fn signed(&self, head: &Head) -> bool {
        let Ok(signature) = hex::decode(&head.signature) else { return false };
        let key = UnparsedPublicKey::new(&ED25519, self.0.public_key().as_ref());
        key.verify(&signed_text(head), &signature).is_ok()
    }
}

fn signed_text(head: &Head) -> Vec<u8> {
    format!("onecart audit head\n{}\n{}\n{}\n", head.number, head.digest, head.at.0).into_bytes()
}

/// The heads that were written to a file; none where there is no file. What is no head makes the file one that was
/// tampered with.
///
/// # Errors
/// When the file cannot be read, or holds something else.
pub fn exported(file: &Path) -> std::io::Result<Vec<Head>> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let read =
        |line: &str| serde_json::from_str(line).map_err(|error| std::io::Error::new(ErrorKind::InvalidData, error));
    text.lines().filter(|line| !line.trim().is_empty()).map(read).collect()
}

/// Signs the head of this moment, keeps it, and writes it to the file; `None` where nothing was ever noted.
///
/// # Errors
/// When the store or the file fails.
pub async fn sign_head(store: &Store, signer: &Signer, file: &Path) -> Result<Option<Head>, ServiceError> {
    let Some((number, digest)) = store::audit_log::head(store.reader()).await? else { return Ok(None) };
    let head = signer.sign(number, digest, now());
    let kept = head.clone();
    commit!(store, |tx| store::audit_log::keep_head(tx, &kept).await)?;
    export(&head, file.to_owned()).await?;
    Ok(Some(head))
}

async fn export(head: &Head, file: PathBuf) -> Result<(), ServiceError> {
    let line = format!("{}\n", as_json(head)?);
    let writing = tokio::task::spawn_blocking(move || {
        let mut file = OpenOptions::new().append(true).create(true).mode(0o600).open(file)?;
        file.write_all(line.as_bytes())?;
        file.sync_all()
    });
    let written = writing.await.map_err(|broke_off| ServiceError::Unavailable(broke_off.to_string()))?;
    written.map_err(|error| ServiceError::Unavailable(format!("the file of the audit heads: {error}")))
}

/// Goes through the whole log and holds it against the heads in the database and in the file.
///
/// # Errors
/// When the store fails.
pub async fn verify(store: &Store, signer: &Signer, exported: &[Head]) -> Result<Verdict, ServiceError> {
    let kept = store::audit_log::heads(store.reader()).await?;
    let (ours, forged): (Vec<Head>, Vec<Head>) =
        kept.into_iter().chain(exported.iter().cloned()).partition(|head| signer.signed(head));
    let mut verdict = store::audit_log::verify(store.reader(), &ours).await?;
    verdict.breaches.extend(forged.iter().map(|head| Breach::Forged(head.number)));
    Ok(verdict)
}

impl Shop {
    /// Rows of the log, the newest first, and whether there are more.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn audit_log(
        &self,
        _: &Allowed<may::SeeAudit>,
        filter: &Filter,
    ) -> Result<(Vec<Entry>, bool), ServiceError> {
        let mut found = store::audit_log::list(self.store.reader(), filter, LISTED + 1).await?;
        let more = found.len() > LISTED as usize;
        found.truncate(LISTED as usize);
        Ok((found, more))
    }

    /// Whether the whole log is as it was written.
    ///
    /// # Errors
    /// When the store or the file of heads fails.
    pub async fn verify_audit_log(&self, _: &Allowed<may::SeeAudit>) -> Result<Verdict, ServiceError> {
        let exported = exported(&self.settings.audit_heads)
            .map_err(|error| ServiceError::Unavailable(format!("the file of the audit heads: {error}")))?;
        verify(&self.store, &Signer::new(&self.settings.secret), &exported).await
    }

    /// Signs the head of the log where the last one is a day old and something was noted since.
    ///
    /// # Errors
    /// When the store or the file of heads fails.
    pub async fn sweep_audit_log(&self) -> Result<usize, ServiceError> {
        let Some((number, _)) = store::audit_log::head(self.store.reader()).await? else { return Ok(0) };
        let last = store::audit_log::heads(self.store.reader()).await?.pop();
        let is_due = last.is_none_or(|last| last.number < number && now().0 - last.at.0 >= SIGNED_EVERY);
        if !is_due {
            return Ok(0);
        }
        let signed = sign_head(&self.store, &Signer::new(&self.settings.secret), &self.settings.audit_heads).await?;
        Ok(usize::from(signed.is_some()))
    }
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    #[test]
    fn a_head_is_ours_only_as_it_was_signed() {
        let signer = Signer::new(&[7; 32]);
        let head = signer.sign(3, "ab".repeat(32), Timestamp(5));
        assert!(signer.signed(&head));
        assert!(!Signer::new(&[8; 32]).signed(&head));
        for changed in [
            Head { number: 2, ..head.clone() },
            Head { digest: "cd".repeat(32), ..head.clone() },
            Head { at: Timestamp(6), ..head.clone() },
            Head { signature: String::new(), ..head.clone() },
        ] {
            assert!(!signer.signed(&changed), "{changed:?}");
        }
    }
}
