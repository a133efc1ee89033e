//! Invitations to work here: sent by mail, for one address, once, and not for long.

use domain::{
    account::Email,
    locale::Locale,
    permission::{BuiltInRole, PermissionSet},
    time::Timestamp,
};
use store::{
    StoreError, Transaction,
    audit_log::{self, Actor, Noted},
    messages::NewMessage,
    staff::{
        self,
        invitations::{self, Invitation},
        people,
    },
};

use super::{Allowed, Decided, Refusal, may, people::set_role, roles};
use crate::{
    ServiceError, Shop,
    accounts::{Signed, digest, new_secret},
    mail::letter,
    now,
    operator::Operator,
    shop::commit,
};

/// For how long an invitation works.
pub const INVITATION_LIVES: i64 = 3 * Timestamp::DAY;

/// How many invitations are shown.
const LISTED: u32 = 100;

/// An invitation as whoever holds its secret sees it.
#[derive(Clone, Debug)]
pub struct Invited {
    /// The address it was sent to.
    pub email: Email,
    /// The role it leads to.
    pub role: String,
}

/// Who invites, and what they may give.
struct Inviter {
    by: Actor,
    has: PermissionSet,
    /// Whether it is only for the very first owner.
    first: bool,
}

impl Shop {
    /// Invites somebody to a role. Nobody invites to more than they may.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn invite(&self, clerk: &Allowed<may::InviteStaff>, email: &str, role: &str, locale: Locale) -> Decided {
        let inviter = Inviter { by: clerk.by().clone(), has: clerk.has(), first: false };
        self.send_invitation(inviter, email, role, locale).await
    }

    /// Invites the very first owner, as the operator's key allows while there is none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn invite_first_owner(&self, _: &Operator, email: &str, locale: Locale) -> Decided {
        let inviter = Inviter { by: Actor::Operator, has: PermissionSet::all(), first: true };
        self.send_invitation(inviter, email, BuiltInRole::Owner.word(), locale).await
    }

    /// Whether nobody can act as an owner yet.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn lacks_owner(&self) -> Result<bool, ServiceError> {
        Ok(staff::owners(self.store.reader(), None).await? == 0)
    }

    fn invitation_mail(&self, email: &Email, role: &str, secret: &str, id: &str, locale: Locale) -> NewMessage {
        let role = match BuiltInRole::from_word(role) {
            Some(_) => self.texts.get(locale, &format!("mail-role-{role}")),
            None => role.to_owned(),
        };
        let say = |key: &str| self.texts.with(locale, key, &[("role", role.clone())]);
        let lines = [say("mail-invitation-text"), say("mail-invitation-once")];
        let link = format!("{}/join?token={secret}", self.settings.public_url);
        let subject = say("mail-invitation-subject");
        let (text, html) = letter(locale, &subject, &lines, (&say("mail-invitation-open"), &link));
        self.sealed_mail(NewMessage {
            key: format!("invitation:{id}"),
            to: email.to_string(),
            language: locale.tag().to_owned(),
            subject,
            text,
            html,
        })
    }

    async fn send_invitation(&self, inviter: Inviter, email: &str, role: &str, locale: Locale) -> Decided {
        let Ok(email) = email.parse::<Email>() else { return Ok(Err(Refusal::BadEmail)) };
        let (secret, role, at) = (new_secret(), role.to_owned(), now());
        let kept = digest(&secret).to_string();
        let id = uuid::Uuid::now_v7().simple().to_string();
        let mail = self.invitation_mail(&email, &role, &secret, &id, locale);
        Ok(commit!(self.store, |tx| {
            let Some(gives) = roles::permissions(tx, &role).await? else { return Ok(Err(Refusal::NoRole)) };
            if !gives.is_staff() {
                return Ok(Err(Refusal::NoRole));
            }
            if inviter.first && staff::owners(tx, None).await? > 0 {
                return Ok(Err(Refusal::OwnerExists));
            }
            if !inviter.has.covers(gives) {
                return Ok(Err(Refusal::TooMuch));
            }
            let invitation = Invitation {
                id: id.clone(),
                email,
                role: role.clone(),
                invited_by: audit_log::name_of(tx, &inviter.by).await?,
                created_at: at,
                expires_at: at.plus(INVITATION_LIVES),
                accepted_at: None,
                withdrawn_at: None,
            };
            invitations::add(tx, &invitation, &kept).await?;
            store::messages::enqueue(tx, &mail, at).await?;
            note(tx, &inviter.by, "invitation.sent", &id, Some(role)).await?;
            Ok(Ok(()))
        })?)
    }

    /// The invitations, the newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn invitations(&self, _: &Allowed<may::InviteStaff>) -> Result<Vec<Invitation>, ServiceError> {
        Ok(invitations::list(self.store.reader(), LISTED).await?)
    }

    /// Withdraws an invitation.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn withdraw_invitation(&self, clerk: &Allowed<may::InviteStaff>, id: &str) -> Decided {
        let (by, has, id) = (clerk.by().clone(), clerk.has(), id.to_owned());
        Ok(commit!(self.store, |tx| {
            let Some(known) = invitations::one(tx, &id).await? else { return Ok(Err(Refusal::NoInvitation)) };
            if !has.covers(staff::permissions_of(tx, &known.role).await?) {
                return Ok(Err(Refusal::TooMuch));
            }
            if !invitations::withdraw(tx, &id, now()).await? {
                return Ok(Err(Refusal::NoInvitation));
            }
            note(tx, &by, "invitation.withdrawn", &id, None).await?;
            Ok(Ok(()))
        })?)
    }

    /// The invitation of a secret, while it works.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn invitation(&self, secret: &str) -> Result<Option<Invited>, ServiceError> {
        let found = invitations::of_digest(self.store.reader(), digest(secret).as_str()).await?;
        let works = found.filter(|invitation| invitation.works(now()));
        Ok(works.map(|invitation| Invited { email: invitation.email, role: invitation.role }))
    }

    /// Accepts an invitation: whoever is signed in with the verified address it was sent to gets the role, and signs in
    /// again. Somebody who may do more already keeps what they have.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn accept_invitation(&self, signed: &Signed, secret: &str) -> Decided {
        let (account, kept) = (signed.account.clone(), digest(secret).to_string());
        Ok(commit!(self.store, |tx| {
            let at = now();
            let found = invitations::of_digest(tx, &kept).await?;
            let Some(invitation) = found.filter(|invitation| invitation.works(at)) else {
                return Ok(Err(Refusal::NoInvitation));
            };
            let Some(person) = people::one(tx, &account).await? else { return Ok(Err(Refusal::NoInvitation)) };
            if person.email != invitation.email.as_str() {
                return Ok(Err(Refusal::OtherAddress));
            }
            if !person.verified {
                return Ok(Err(Refusal::Unverified));
            }
            let Some(gives) = roles::permissions(tx, &invitation.role).await? else { return Ok(Err(Refusal::NoRole)) };
            let has = staff::permissions_of(tx, &person.role).await?;
            if !invitations::accept(tx, &invitation.id, at).await? {
                return Ok(Err(Refusal::NoInvitation));
            }
            let by = Actor::Account(account.clone());
            note(tx, &by, "invitation.accepted", &invitation.id, Some(invitation.role.clone())).await?;
            if gives.covers(has) && person.role != invitation.role {
                set_role(tx, &by, &account, &person.role, &invitation.role, at).await?;
            }
            Ok(Ok(()))
        })?)
    }
}

async fn note(tx: &Transaction, by: &Actor, action: &str, id: &str, became: Option<String>) -> Result<(), StoreError> {
    let subject = format!("invitation:{id}");
    audit_log::note(tx, &Noted { actor: by, action, subject: &subject, was: None, became }, now()).await
}
