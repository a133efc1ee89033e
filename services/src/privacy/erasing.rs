//! Erasing: asked for by somebody who just showed who they are, told by mail, and done after a week unless they change
//! their mind. Orders that are still under way are waited for: parcels need an address.

use domain::{ids::VisitorId, time::Timestamp, wallet::Balance};
use store::{
    accounts,
    audit_log::{self, Actor, Noted},
    messages::NewMessage,
    privacy::{self, Erasure, Person},
    staff::people,
    wallets,
};

use crate::{
    ServiceError, Shop,
    accounts::{Recent, Signed},
    mail::letter,
    now,
    profile::new_id,
    shop::commit,
    staff::is_last_owner,
};

/// How long somebody can change their mind, in milliseconds.
pub const GRACE: i64 = 7 * Timestamp::DAY;

/// How many people one round erases.
const AT_ONCE: u32 = 20;

/// What came of asking to be erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskedToErase {
    /// It is noted for a day.
    Noted(Erasure),
    /// There is money in the wallet, and nobody said that it may be given up.
    WalletHolds(Vec<Balance>),
    /// Nobody could act as an owner without them.
    LastOwner,
}

impl Shop {
    /// Notes that somebody wants to be erased, and tells them by mail from when on it is done. Money in their wallet
    /// stays in the books as nobody's, so they must say that they give it up.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ask_to_erase(&self, recent: &Recent, gives_up_wallet: bool) -> Result<AskedToErase, ServiceError> {
        let signed = recent.signed();
        let held = self.wallet_money(signed).await?;
        if !held.is_empty() && !gives_up_wallet {
            return Ok(AskedToErase::WalletHolds(held));
        }
        let erasure = Erasure { asked_at: now(), due_at: now().plus(GRACE) };
        let mail = self.erasure_mail(signed, erasure).await?;
        let account = signed.account.clone();
        let noted = commit!(self.store, |tx| {
            if let Some(person) = people::one(tx, &account).await?
                && is_last_owner(tx, &person).await?
            {
                return Ok(None);
            }
            privacy::ask(tx, &account, erasure).await?;
            let subject = audit_log::of_account(tx, &account).await?;
            let action = Noted {
                actor: &Actor::Account(account.clone()),
                action: "account.erasure_asked",
                subject: &subject,
                was: None,
                became: None,
            };
            audit_log::note(tx, &action, erasure.asked_at).await?;
            store::messages::enqueue(tx, &mail, erasure.asked_at).await?;
            let noted = privacy::of_account(tx, &account).await?;
            Ok(Some(noted.unwrap_or(erasure)))
        })?;
        Ok(noted.map_or(AskedToErase::LastOwner, AskedToErase::Noted))
    }

    /// The money in somebody's wallet.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn wallet_money(&self, signed: &Signed) -> Result<Vec<Balance>, ServiceError> {
        let Some(wallet) = wallets::of_visitor(self.store.reader(), &signed.visitor).await? else {
            return Ok(Vec::new());
        };
        let balances = wallets::balances(self.store.reader(), &wallet).await?;
        Ok(balances.into_iter().filter(|one| !one.available.is_zero() || !one.held.is_zero()).collect())
    }

    /// Whether somebody asked to be erased, and for when.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn erasure(&self, signed: &Signed) -> Result<Option<Erasure>, ServiceError> {
        Ok(privacy::of_account(self.store.reader(), &signed.account).await?)
    }

    /// Keeps the account of somebody who had asked to be erased.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn keep_account(&self, signed: &Signed) -> Result<(), ServiceError> {
        let account = signed.account.clone();
        Ok(commit!(self.store, |tx| {
            if privacy::keep(tx, &account).await? {
                let subject = audit_log::of_account(tx, &account).await?;
                let action = Noted {
                    actor: &Actor::Account(account.clone()),
                    action: "account.kept",
                    subject: &subject,
                    was: None,
                    became: None,
                };
                audit_log::note(tx, &action, now()).await?;
            }
            Ok(())
        })?)
    }

    /// Erases whoever is due at a moment; whose orders are still under way waits for the next round.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sweep_erasures(&self, at: Timestamp) -> Result<usize, ServiceError> {
        let mut erased = 0;
        for person in privacy::due(self.store.reader(), at, AT_ONCE).await? {
            if privacy::orders_under_way(self.store.reader(), &person).await? > 0 {
                continue;
            }
            // A gateway that does not answer is asked in the next round; nobody else waits for that.
            if let Err(error) = self.forget_methods_of(&person.account).await {
                tracing::warn!(%error, "somebody is not erased yet: a gateway keeps a way to pay for them");
                continue;
            }
            self.erase(person).await?;
            erased += 1;
        }
        if erased > 0 {
            self.typed.invalidate_all();
            if !privacy::truncate_log(self.store.reader()).await? {
                tracing::warn!("the database's log could not be emptied yet; it is at the next erasing");
            }
        }
        Ok(erased)
    }

    /// The mail that tells from when on somebody is erased, and how they can keep their account.
    async fn erasure_mail(&self, signed: &Signed, erasure: Erasure) -> Result<NewMessage, ServiceError> {
        let account = accounts::by_id(self.store.reader(), &signed.account).await?.ok_or(ServiceError::NotFound)?;
        let locale = account.locale;
        let day = erasure.due_at.date();
        let facts = [("day", format!("{} {}", locale.day(day), day.year))];
        let say = |part: &str| self.texts.with(locale, &format!("mail-erasure-{part}"), &facts);
        let lines = [say("text"), say("what"), say("not-you")];
        let link = format!("{}/account/privacy", self.settings.public_url);
        let subject = say("subject");
        let (text, html) = letter(locale, &subject, &lines, (&say("button"), &link));
        let key = format!("erasure:{}", new_id());
        let language = locale.tag().to_owned();
        Ok(NewMessage { key, to: account.email.to_string(), subject, text, html, language })
    }

    async fn erase(&self, person: Person) -> Result<(), ServiceError> {
        let fresh = VisitorId::try_from(new_id())?;
        Ok(commit!(self.store, |tx| {
            let subject = audit_log::of_account(tx, &person.account).await?;
            privacy::erase(tx, &person, &fresh).await?;
            let action =
                Noted { actor: &Actor::Shop, action: "account.erased", subject: &subject, was: None, became: None };
            audit_log::note(tx, &action, now()).await
        })?)
    }
}
