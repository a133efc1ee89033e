//! The people that staff looks up, and what can be decided about them: their role, and whether their account is open.

use domain::{ids::AccountId, order::OrderSummary, permission::BuiltInRole, time::Timestamp};
use store::{
    audit_log::{self, Actor, Noted},
    orders, sessions,
    staff::{self, people},
};

use super::{Allowed, Decided, Refusal, Search, may, roles};
use crate::{ServiceError, Shop, accounts::Recent, now, shop::commit};

/// How many people a page shows.
const LISTED: u32 = 50;

/// How many orders of somebody are shown.
const ORDERS: u64 = 20;

pub use store::staff::people::PersonRow as Person;

/// A page of people.
#[derive(Clone, Debug)]
pub struct Found {
    /// The people.
    pub people: Vec<Person>,
    /// Whether there are more.
    pub more: bool,
}

impl Shop {
    /// A page of people, counted from 0.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn people(&self, _: &Allowed<may::SeePeople>, search: &Search, page: u32) -> Result<Found, ServiceError> {
        let skip = page.saturating_mul(LISTED);
        let mut people = people::search(self.store.reader(), search, skip, LISTED + 1).await?;
        let more = people.len() > LISTED as usize;
        people.truncate(LISTED as usize);
        Ok(Found { people, more })
    }

    /// Somebody with an account, and their newest orders.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such account.
    pub async fn known_person(
        &self,
        _: &Allowed<may::SeePeople>,
        account: &AccountId,
    ) -> Result<(Person, Vec<OrderSummary>), ServiceError> {
        let reader = self.store.reader();
        let person = people::one(reader, account).await?.ok_or(ServiceError::NotFound)?;
        let orders = match &person.visitor {
            Some(visitor) => orders::of_visitor(reader, visitor, ORDERS).await?,
            None => Vec::new(),
        };
        Ok((person, orders))
    }

    /// Gives somebody a role. Nobody gives more than they have, nor takes from somebody who has more than they; nobody
    /// changes their own; and there is always an owner who can act. Whoever it is about signs in again.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such account.
    pub async fn assign_role(
        &self,
        clerk: &Allowed<may::AssignRoles>,
        _: &Recent,
        account: &AccountId,
        role: &str,
    ) -> Decided {
        if clerk.account() == Some(account) {
            return Ok(Err(Refusal::Oneself));
        }
        let (by, has) = (clerk.by().clone(), clerk.has());
        let (account, role) = (account.clone(), role.to_owned());
        commit!(self.store, |tx| {
            let Some(person) = people::one(tx, &account).await? else { return Ok(Err(ServiceError::NotFound)) };
            let Some(after) = roles::permissions(tx, &role).await? else { return Ok(Ok(Err(Refusal::NoRole))) };
            let before = staff::permissions_of(tx, &person.role).await?;
            if !has.covers(after) || !has.covers(before) {
                return Ok(Ok(Err(Refusal::TooMuch)));
            }
            if person.role == role {
                return Ok(Ok(Ok(())));
            }
            if is_last_owner(tx, &person).await? {
                return Ok(Ok(Err(Refusal::LastOwner)));
            }
            set_role(tx, &by, &account, &person.role, &role, now()).await?;
            Ok(Ok(Ok(())))
        })?
    }

    /// Closes an account to its owner, or opens it again: nobody does it to themselves or to somebody who may more, and
    /// there is always an owner who can act.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such account.
    pub async fn suspend_person(
        &self,
        clerk: &Allowed<may::SuspendPeople>,
        account: &AccountId,
        closed: bool,
    ) -> Decided {
        if clerk.account() == Some(account) {
            return Ok(Err(Refusal::Oneself));
        }
        let (by, has, account) = (clerk.by().clone(), clerk.has(), account.clone());
        commit!(self.store, |tx| {
            let Some(person) = people::one(tx, &account).await? else { return Ok(Err(ServiceError::NotFound)) };
            if !has.covers(staff::permissions_of(tx, &person.role).await?) {
                return Ok(Ok(Err(Refusal::TooMuch)));
            }
            if closed && is_last_owner(tx, &person).await? {
                return Ok(Ok(Err(Refusal::LastOwner)));
            }
            if staff::suspend(tx, &account, closed.then(now)).await? {
                sessions::end_others(tx, &account, None).await?;
                let subject = audit_log::of_account(tx, &account).await?;
                let action = if closed { "account.suspended" } else { "account.reopened" };
                let noted = Noted { actor: &by, action, subject: &subject, was: None, became: None };
                audit_log::note(tx, &noted, now()).await?;
            }
            Ok(Ok(Ok(())))
        })?
    }

    /// Makes somebody with an account an owner, as whoever can start the program on the shop's own machine may.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when nobody has the address.
    pub async fn make_owner(store: &store::Store, email: &str) -> Result<(), ServiceError> {
        let email = email.trim().to_lowercase();
        commit!(store, |tx| {
            let Some(person) = people::of_email(tx, &email).await? else { return Ok(Err(ServiceError::NotFound)) };
            let owner = BuiltInRole::Owner.word();
            if person.role != owner {
                set_role(tx, &Actor::Operator, &person.account, &person.role, owner, now()).await?;
            }
            Ok(Ok(()))
        })?
    }
}

/// Whether nobody could act as an owner without this person.
pub(crate) async fn is_last_owner(tx: &store::Transaction, person: &Person) -> Result<bool, store::StoreError> {
    let acts = person.role == BuiltInRole::Owner.word() && person.suspended_at.is_none();
    Ok(acts && staff::owners(tx, Some(&person.account)).await? == 0)
}

/// Gives an account a role, ends its sessions and notes it.
pub(super) async fn set_role(
    tx: &store::Transaction,
    by: &Actor,
    account: &AccountId,
    former: &str,
    role: &str,
    now: Timestamp,
) -> Result<(), store::StoreError> {
    if !staff::assign(tx, account, former, role).await? {
        return Err(store::StoreError::Conflict);
    }
    sessions::end_others(tx, account, None).await?;
    let subject = audit_log::of_account(tx, account).await?;
    let (was, became) = (Some(former.to_owned()), Some(role.to_owned()));
    audit_log::note(tx, &Noted { actor: by, action: "role.assigned", subject: &subject, was, became }, now).await
}
