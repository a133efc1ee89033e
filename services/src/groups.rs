//! Groups of customers: made, named and removed behind the counter, and who is in them. A promotion can be for a group alone.

use domain::{
    account::Login,
    ids::{AccountId, GroupId},
    promotion::Promotion,
};
pub use store::groups::{Group, Member};
use store::{
    accounts,
    audit_log::{self, Noted},
    groups, promotions,
};

use crate::{
    ServiceError, Shop, now,
    profile::new_id,
    shop::commit,
    staff::{Allowed, may},
};

/// How many groups there can be.
pub const MOST_GROUPS: u32 = 100;

/// In how many groups somebody can be.
pub const MOST_OF_ONE: i64 = 20;

/// The longest name of a group, in letters.
pub const LONGEST_NAME: usize = 60;

/// How many members a page shows.
const LISTED: u32 = 50;

/// Why something about a group was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The name is empty or too long.
    Name,
    /// Another group has the name.
    NameTaken,
    /// There are as many groups as there can be.
    Full,
    /// A promotion that is not over is for it.
    InUse,
    /// There is no such group any more.
    Gone,
    /// Nobody has this address or name.
    Nobody,
    /// They are in it already.
    Already,
    /// They are in as many groups as somebody can be.
    TooMany,
}

impl Refusal {
    /// All of them.
    pub const ALL: [Self; 8] =
        [Self::Name, Self::NameTaken, Self::Full, Self::InUse, Self::Gone, Self::Nobody, Self::Already, Self::TooMany];

    /// Its word in addresses and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::NameTaken => "name-taken",
            Self::Full => "full",
            Self::InUse => "in-use",
            Self::Gone => "gone",
            Self::Nobody => "nobody",
            Self::Already => "already",
            Self::TooMany => "too-many",
        }
    }
}

/// What came of a change to a group.
pub type Decided = Result<Result<(), Refusal>, ServiceError>;

/// A group as it is shown behind the counter.
#[derive(Clone, Debug)]
pub struct GroupView {
    /// The group.
    pub group: Group,
    /// The names of the promotions for it that are not over.
    pub promotions: Vec<String>,
}

/// A group with a page of those in it.
#[derive(Clone, Debug)]
pub struct Members {
    /// What the group is called.
    pub name: String,
    /// The newest first.
    pub members: Vec<Member>,
    /// Whether there are more.
    pub more: bool,
}

impl Shop {
    /// Every group, by name.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn groups(&self, _: &Allowed<may::KeepCoupons>) -> Result<Vec<GroupView>, ServiceError> {
        let all = groups::list(self.store.reader(), MOST_GROUPS).await?;
        let promotions = promotions::not_over(self.store.reader(), now()).await?;
        let view = |group: Group| {
            let of_it = promotions.iter().filter(|promotion| is_for(promotion, &group.id));
            GroupView { promotions: of_it.map(|promotion| promotion.terms().name.clone()).collect(), group }
        };
        Ok(all.into_iter().map(view).collect())
    }

    /// Makes a group that nobody is in yet.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn make_group(&self, clerk: &Allowed<may::KeepCoupons>, typed: &str) -> Decided {
        let Some(name) = name(typed) else { return Ok(Err(Refusal::Name)) };
        let id: GroupId = new_id().parse()?;
        let by = clerk.by().clone();
        Ok(commit!(self.store, |tx| {
            let known = groups::list(tx, MOST_GROUPS).await?;
            if known.len() >= MOST_GROUPS as usize {
                return Ok(Err(Refusal::Full));
            }
            if known.iter().any(|group| is_same(&group.name, &name)) {
                return Ok(Err(Refusal::NameTaken));
            }
            groups::make(tx, &id, &name, now()).await?;
            let (subject, became) = (subject(&id), Some(name));
            let noted = Noted { actor: &by, action: "group.made", subject: &subject, was: None, became };
            audit_log::note(tx, &noted, now()).await?;
            Ok(Ok(()))
        })?)
    }

    /// Gives a group another name.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn rename_group(&self, clerk: &Allowed<may::KeepCoupons>, id: &GroupId, typed: &str) -> Decided {
        let Some(name) = name(typed) else { return Ok(Err(Refusal::Name)) };
        let (by, id) = (clerk.by().clone(), id.clone());
        Ok(commit!(self.store, |tx| {
            let Some(before) = groups::name_of(tx, &id).await? else { return Ok(Err(Refusal::Gone)) };
            if before == name {
                return Ok(Ok(()));
            }
            let others = groups::list(tx, MOST_GROUPS).await?;
            if others.iter().any(|group| group.id != id && is_same(&group.name, &name)) {
                return Ok(Err(Refusal::NameTaken));
            }
            groups::rename(tx, &id, &name).await?;
            let (subject, was, became) = (subject(&id), Some(before), Some(name));
            let noted = Noted { actor: &by, action: "group.renamed", subject: &subject, was, became };
            audit_log::note(tx, &noted, now()).await?;
            Ok(Ok(()))
        })?)
    }

    /// Removes a group and takes everybody out of it, but not while a promotion is for it that is in force or to come.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remove_group(&self, clerk: &Allowed<may::KeepCoupons>, id: &GroupId) -> Decided {
        let (by, id) = (clerk.by().clone(), id.clone());
        Ok(commit!(self.store, |tx| {
            let Some(name) = groups::name_of(tx, &id).await? else { return Ok(Err(Refusal::Gone)) };
            if promotions::not_over(tx, now()).await?.iter().any(|promotion| is_for(promotion, &id)) {
                return Ok(Err(Refusal::InUse));
            }
            groups::remove(tx, &id).await?;
            let (subject, was) = (subject(&id), Some(name));
            let noted = Noted { actor: &by, action: "group.removed", subject: &subject, was, became: None };
            audit_log::note(tx, &noted, now()).await?;
            Ok(Ok(()))
        })?)
    }

    /// Who is in a group, page by page, counted from 0.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such group.
    pub async fn group_members(
        &self,
        _: &Allowed<may::KeepCoupons>,
        _: &Allowed<may::SeePeople>,
        id: &GroupId,
        page: u32,
    ) -> Result<Members, ServiceError> {
        let reader = self.store.reader();
        let name = groups::name_of(reader, id).await?.ok_or(ServiceError::NotFound)?;
        let mut members = groups::members(reader, id, page.saturating_mul(LISTED), LISTED + 1).await?;
        let more = members.len() > LISTED as usize;
        members.truncate(LISTED as usize);
        Ok(Members { name, members, more })
    }

    /// Adds somebody to a group, by their address or the name they sign in with.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn add_to_group(
        &self,
        clerk: &Allowed<may::KeepCoupons>,
        _: &Allowed<may::SeePeople>,
        id: &GroupId,
        who: &str,
    ) -> Decided {
        let Ok(login) = who.trim().parse::<Login>() else { return Ok(Err(Refusal::Nobody)) };
        let (by, id) = (clerk.by().clone(), id.clone());
        Ok(commit!(self.store, |tx| {
            let Some(name) = groups::name_of(tx, &id).await? else { return Ok(Err(Refusal::Gone)) };
            let Some(account) = accounts::by_login(tx, &login).await? else { return Ok(Err(Refusal::Nobody)) };
            let full = groups::count_of(tx, &account.id).await? >= MOST_OF_ONE;
            if full || !groups::add(tx, &id, &account.id, now()).await? {
                return Ok(Err(if full { Refusal::TooMany } else { Refusal::Already }));
            }
            let subject = audit_log::of_account(tx, &account.id).await?;
            let noted =
                Noted { actor: &by, action: "group.member-added", subject: &subject, was: None, became: Some(name) };
            audit_log::note(tx, &noted, now()).await?;
            Ok(Ok(()))
        })?)
    }

    /// Takes somebody out of a group; whoever is not in it stays so.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn take_out_of_group(
        &self,
        clerk: &Allowed<may::KeepCoupons>,
        _: &Allowed<may::SeePeople>,
        id: &GroupId,
        account: &AccountId,
    ) -> Decided {
        let (by, id, account) = (clerk.by().clone(), id.clone(), account.clone());
        Ok(commit!(self.store, |tx| {
            let Some(name) = groups::name_of(tx, &id).await? else { return Ok(Err(Refusal::Gone)) };
            if groups::take_out(tx, &id, &account).await? {
                let (subject, was) = (audit_log::of_account(tx, &account).await?, Some(name));
                let noted =
                    Noted { actor: &by, action: "group.member-taken-out", subject: &subject, was, became: None };
                audit_log::note(tx, &noted, now()).await?;
            }
            Ok(Ok(()))
        })?)
    }
}

fn is_for(promotion: &Promotion, group: &GroupId) -> bool {
    promotion.terms().condition.groups().contains(group)
}

/// What the audit log calls a group.
fn subject(id: &GroupId) -> String {
    format!("group:{id}")
}

/// A name as it is kept: without blanks around it, and not empty or too long.
fn name(typed: &str) -> Option<String> {
    let name = typed.trim();
    let fits = (1..=LONGEST_NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    fits.then(|| name.to_owned())
}

/// Whether two names are the same but for capitals.
fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_neither_empty_nor_too_long_and_capitals_make_no_other() {
        assert_eq!(name("  Wholesale ").as_deref(), Some("Wholesale"));
        for wrong in ["", "   ", "two\nlines", &"x".repeat(LONGEST_NAME + 1)] {
            assert_eq!(name(wrong), None, "{wrong:?}");
        }
        assert!(is_same("Équipe", "équipe") && !is_same("Staff", "Stuff"));
    }
}
