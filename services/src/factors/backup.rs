//! Backup codes, for the day on which the telephone is gone: each is good once, and all of them are shown once.

use domain::{ids::AccountId, security_event::SecurityEventKind};
use rand::Rng;
use secrecy::ExposeSecret;
use store::{StoreError, Transaction, factors::codes as stored};

use super::ceremony::{Kind, Ticket, begin_within, ticket};
use crate::{
    ServiceError, Shop,
    accounts::{Recent, Signed},
    now,
    secrets::Place,
    shop::commit,
};

/// How many backup codes there are at first.
const BACKUP_CODES: usize = 10;

/// Letters of backup codes: none that looks like another. 32 of them, so ten letters hold 50 bits.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// How many letters a backup code has.
const BACKUP_LETTERS: usize = 10;

/// Backup codes that were drawn and are not kept yet.
pub(super) struct Prepared {
    /// What shows them once.
    pub(super) ticket: Ticket,
    sealed: String,
    hashes: Vec<String>,
}

impl Prepared {
    /// Keeps them in the place of those before.
    pub(super) async fn keep(&self, tx: &Transaction, account: &AccountId) -> Result<(), StoreError> {
        stored::replace_backup_codes(tx, account, &self.hashes, now()).await?;
        begin_within(tx, &self.ticket, Kind::BackupCodes, account, &self.sealed, now()).await
    }
}

fn new_backup_codes() -> Vec<String> {
    let mut random = rand::rng();
    let mut letter = || char::from(LETTERS[usize::from(random.random::<u8>() % 32)]);
    (0..BACKUP_CODES).map(|_| (0..BACKUP_LETTERS).map(|_| letter()).collect()).collect()
}

/// A backup code as people read it.
fn readable(code: &str) -> String {
    let (first, second) = code.split_at(code.len() / 2);
    format!("{first}-{second}")
}

impl Shop {
    /// Makes new backup codes; those before are good no longer. The ticket shows them once.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where codes of an app are not asked for.
    pub async fn renew_backup_codes(&self, who: &Recent) -> Result<Ticket, ServiceError> {
        let account = who.signed().account.clone();
        if !self.factor_needed(&account).await? {
            return Err(ServiceError::NotFound);
        }
        let prepared = self.prepare_backup_codes(&account);
        let ticket = prepared.ticket.clone();
        let agent = self.agent_of(who.signed()).await?;
        let change = self.change_of(&account, SecurityEventKind::BackupCodesMade, agent).await?;
        commit!(self.store, |tx| {
            prepared.keep(tx, &account).await?;
            change.note(tx).await
        })?;
        Ok(ticket)
    }

    /// The backup codes of a ticket, to be shown this once; `None` where they were shown before, or it is too late.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn reveal_backup_codes(
        &self,
        who: &Signed,
        ticket: &Ticket,
    ) -> Result<Option<Vec<String>>, ServiceError> {
        let sealed: Option<String> = self.end_ceremony(Kind::BackupCodes, ticket, Some(&who.account)).await?;
        let Some(sealed) = sealed else { return Ok(None) };
        let digest = ticket.digest();
        let opened = self.secrets.open(Place { table: "ceremony", column: "state", row: &digest }, &sealed);
        let text = opened.map_err(|error| ServiceError::Unavailable(error.to_string()))?;
        let text = String::from_utf8_lossy(text.expose_secret()).into_owned();
        Ok(Some(text.split(' ').map(readable).collect()))
    }

    /// Uses a backup code up; `false` where there is none like it.
    pub(super) async fn take_backup_code(&self, account: &AccountId, typed: &str) -> Result<bool, ServiceError> {
        let change = self.change_of(account, SecurityEventKind::BackupCodeUsed, String::new()).await?;
        let (account, hash) = (account.clone(), self.keyed("backup code", account, typed));
        Ok(commit!(self.store, |tx| {
            let taken = stored::take_backup_code(tx, &account, &hash, now()).await?;
            if taken {
                stored::forget_misses(tx, &account).await?;
                change.note(tx).await?;
            }
            Ok(taken)
        })?)
    }

    /// Draws backup codes for an account.
    pub(super) fn prepare_backup_codes(&self, account: &AccountId) -> Prepared {
        let (codes, ticket) = (new_backup_codes(), ticket());
        let digest = ticket.digest();
        let sealed =
            self.secrets.seal(Place { table: "ceremony", column: "state", row: &digest }, codes.join(" ").as_bytes());
        let hashes = codes.iter().map(|code| self.keyed("backup code", account, code)).collect();
        Prepared { ticket, sealed, hashes }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::codes::tidied, *};

    #[test]
    fn backup_codes_differ_and_cannot_be_misread() {
        let codes = new_backup_codes();
        let different: std::collections::BTreeSet<_> = codes.iter().collect();
        assert_eq!((codes.len(), different.len()), (BACKUP_CODES, BACKUP_CODES));
        assert!(codes.iter().all(|code| code.len() == BACKUP_LETTERS && tidied(&readable(code)) == *code));
    }
}
