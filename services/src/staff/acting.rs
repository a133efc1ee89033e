//! Seeing the shop as a customer sees it: a short session in the customer's place, which its opener answers for.
//!
//! Such a session fills carts and looks around. It pays nothing, and nothing that asks for a proof of who somebody is
//! works in it. Both ends of it stand in the audit log, and in what happened to the account, where its owner reads it.

use domain::{
    ids::{AccountId, VisitorId},
    security_event::SecurityEventKind,
    time::Timestamp,
};
use rand::Rng;
use store::{
    accounts,
    audit_log::{self, Actor, Noted},
    sessions::{self, Session},
    staff::{self, people},
};

use super::{Allowed, Decided, Refusal, may};
use crate::{
    ServiceError, Shop,
    accounts::{Opened, Recent, Signed, digest, new_secret},
    now,
    shop::commit,
};

/// How long such a session may rest unused, and how long it lives at most, in milliseconds.
const IDLE: i64 = 10 * Timestamp::MINUTE;
const WHOLE: i64 = 30 * Timestamp::MINUTE;

/// The doors that are open in such a session; every other one is closed, those that pay among them.
pub const ACTING_DOORS: [&str; 10] = [
    "/api/cart/",
    "/api/checkout/details",
    "/api/checkout/delivery",
    "/api/checkout/requote",
    "/api/checkout/coupon",
    "/api/checkout/reopen",
    "/api/checkout/address",
    "/api/preferences",
    "/api/profile/saved/",
    "/api/account/sign-out",
];

impl Signed {
    /// Whether a door is open to whoever this is: to somebody in another's place only a few are.
    pub fn may_use(&self, path: &str) -> bool {
        self.acting.is_none() || ACTING_DOORS.iter().any(|door| path.starts_with(door))
    }
}

impl Shop {
    /// Opens a session in a customer's place. Staff is nobody's customer: whoever works here is not acted for.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such account.
    pub async fn act_as(
        &self,
        clerk: &Allowed<may::ActAsCustomer>,
        recent: &Recent,
        account: &AccountId,
    ) -> Decided<Opened> {
        let staff = recent.signed();
        if &staff.account == account {
            return Ok(Err(Refusal::Oneself));
        }
        let (by, account, at) = (clerk.by().clone(), account.clone(), now());
        let secret = new_secret();
        let session = Session {
            key: format!("{:032x}", rand::rng().random::<u128>()),
            account: account.clone(),
            method: "staff".to_owned(),
            strong: false,
            device: String::new(),
            agent: String::new(),
            created_at: at,
            authenticated_at: at,
            seen_at: at,
            idle: IDLE,
            ends_at: at.plus(WHOLE),
            acting: Some(staff.account.clone()),
        };
        let known = digest(&secret);
        let opened: Decided<VisitorId> = commit!(self.store, |tx| {
            let Some(person) = people::one(tx, &account).await? else { return Ok(Err(ServiceError::NotFound)) };
            let Some(visitor) = person.visitor else { return Ok(Err(ServiceError::NotFound)) };
            let is_staff = staff::permissions_of(tx, &person.role).await?.is_staff();
            if is_staff || person.suspended_at.is_some() {
                return Ok(Ok(Err(Refusal::TooMuch)));
            }
            sessions::open(tx, &known, &session).await?;
            accounts::note_event_by(tx, &by, &account, SecurityEventKind::ActedFor, "", at).await?;
            Ok(Ok(Ok(visitor)))
        })?;
        let visitor = match opened? {
            Ok(visitor) => visitor,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (cart, _) = store::carts::load(self.store.reader(), &visitor).await?;
        // No device is known by it: the browser is the staff's own.
        Ok(Ok(Opened {
            account: recent.signed().account.clone(),
            secret,
            lives: WHOLE,
            device: String::new(),
            cart_count: cart.count(),
        }))
    }

    /// Ends such a session, and notes that it ended.
    ///
    /// # Errors
    /// When the store fails.
    pub(crate) async fn stop_acting(&self, signed: &Signed, staff: &AccountId) -> Result<(), ServiceError> {
        let (by, account, key) = (Actor::Account(staff.clone()), signed.account.clone(), signed.session.0.clone());
        Ok(commit!(self.store, |tx| {
            if sessions::end(tx, &account, &key).await? {
                let subject = audit_log::of_account(tx, &account).await?;
                let noted = Noted { actor: &by, action: "customer.left", subject: &subject, was: None, became: None };
                audit_log::note(tx, &noted, now()).await?;
            }
            Ok(())
        })?)
    }

    /// Notes what was done in a customer's place, by the door that did it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn note_acting(&self, signed: &Signed, door: &str) -> Result<(), ServiceError> {
        let Some(staff) = signed.acting.clone() else { return Ok(()) };
        let (account, door) = (signed.account.clone(), door.to_owned());
        Ok(commit!(self.store, |tx| {
            let subject = audit_log::of_account(tx, &account).await?;
            let by = Actor::Account(staff.clone());
            let became = Some(door.clone());
            let noted = Noted { actor: &by, action: "customer.done-for", subject: &subject, was: None, became };
            audit_log::note(tx, &noted, now()).await
        })?)
    }
}
