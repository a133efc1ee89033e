//! Passkeys: a device keeps the private half and asks its owner for a finger or a PIN, so one of them is both factors.
//!
//! They are bound to the name in the shop's address. A practice shop at a number, such as `127.0.0.1`, is reached as
//! `localhost` for them, because browsers bind them to no numbers.

use domain::{ids::AccountId, security_event::SecurityEventKind};
use serde_json::{Value, json};
use store::factors::passkeys as stored;
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{
        DiscoverableAuthentication, Passkey as Credential, PasskeyRegistration, PublicKeyCredential,
        RegisterPublicKeyCredential, Url, Uuid,
    },
};

use super::{
    Passkey,
    ceremony::{Kind, Ticket},
};
use crate::{
    ServiceError, Shop,
    accounts::{AccountError, Browser, Method, Opened, Recent, SignInOutcome, Signed},
    now,
    shop::commit,
};

/// How many passkeys an account may have.
pub const MOST_PASSKEYS: usize = 20;

/// The longest name of a passkey, in letters.
const LONGEST_NAME: usize = 60;

/// The rules for the shop's address; `None` where it has no name that passkeys can be bound to.
pub(super) fn for_address(public_url: &str) -> Option<Webauthn> {
    let mut origin = Url::parse(public_url).ok()?;
    if is_loopback(&origin) {
        origin.set_host(Some("localhost")).ok()?;
    }
    let name = origin.domain()?.to_owned();
    WebauthnBuilder::new(&name, &origin).ok()?.rp_name("Onecart").build().ok()
}

fn is_loopback(url: &Url) -> bool {
    url.host_str().is_some_and(|host| matches!(host, "127.0.0.1" | "[::1]"))
}

/// What the shop calls an account towards devices.
fn handle(account: &AccountId) -> Result<Uuid, ServiceError> {
    Uuid::parse_str(account.as_str()).map_err(|_| ServiceError::NotFound)
}

fn named(typed: &str) -> String {
    let name: String = typed.trim().chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    if name.is_empty() { "Passkey".to_owned() } else { name }
}

fn refused(error: impl std::fmt::Display) -> ServiceError {
    tracing::info!(%error, "a passkey was refused");
    ServiceError::BadMessage
}

impl Shop {
    fn passkey_rules(&self) -> Result<&Webauthn, ServiceError> {
        self.ways.passkeys.as_ref().ok_or(ServiceError::NotFound)
    }

    /// Where passkeys work, as far as that is another address than the shop's own: practice shops live at a number.
    pub fn passkey_address(&self) -> Option<String> {
        let rules = self.ways.passkeys.as_ref()?;
        let origin = rules.get_allowed_origins().first()?.origin().ascii_serialization();
        (!self.settings.public_url.starts_with(&origin)).then_some(origin)
    }

    /// Whether passkeys can be used at all.
    pub fn has_passkeys(&self) -> bool {
        self.ways.passkeys.is_some()
    }

    /// Begins to make a passkey: what the browser is asked for, and the ticket to come back with.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] when the account has as many as it may.
    pub async fn begin_passkey(&self, who: &Recent) -> Result<(Value, Ticket), ServiceError> {
        let Signed { account, email, name, .. } = who.signed();
        let known = stored::of(self.store.reader(), account).await?;
        if known.len() >= MOST_PASSKEYS {
            return Err(ServiceError::Conflict);
        }
        let credentials = known.iter().map(|known| Ok(read(known)?.cred_id().clone()));
        let credentials: Vec<_> = credentials.collect::<Result<_, ServiceError>>()?;
        let begun = self.passkey_rules()?.start_passkey_registration(handle(account)?, email, name, Some(credentials));
        let (options, state) = begun.map_err(refused)?;
        let mut options = serde_json::to_value(options).map_err(refused)?;
        // The device keeps the passkey, so that it is found without a name being typed first.
        options["publicKey"]["authenticatorSelection"]["residentKey"] = json!("required");
        options["publicKey"]["authenticatorSelection"]["requireResidentKey"] = json!(true);
        let ticket = self.begin_ceremony(Kind::PasskeyAdd, Some(account), &state).await?;
        Ok((options, ticket))
    }

    /// Keeps the passkey that a device made.
    ///
    /// # Errors
    /// [`ServiceError::BadMessage`] when it is not what was asked for; [`ServiceError::Conflict`] when it is known.
    pub async fn finish_passkey(
        &self,
        who: &Signed,
        ticket: &Ticket,
        name: &str,
        answer: &str,
    ) -> Result<(), ServiceError> {
        let state: Option<PasskeyRegistration> =
            self.end_ceremony(Kind::PasskeyAdd, ticket, Some(&who.account)).await?;
        let state = state.ok_or(ServiceError::NotFound)?;
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(refused)?;
        let credential = self.passkey_rules()?.finish_passkey_registration(&answer, &state).map_err(refused)?;
        let new = Passkey {
            id: uuid::Uuid::new_v4().simple().to_string(),
            account: who.account.clone(),
            credential_id: hex::encode(credential.cred_id()),
            credential: serde_json::to_string(&credential).map_err(refused)?,
            name: named(name),
            created_at: now(),
            last_used_at: None,
        };
        let change = self.change_of(&who.account, SecurityEventKind::PasskeyAdded, self.agent_of(who).await?).await?;
        let added = commit!(self.store, |tx| {
            stored::add(tx, &new).await?;
            change.note(tx).await
        });
        match added {
            Err(store::StoreError::Conflict) => Err(ServiceError::Conflict),
            outcome => Ok(outcome?),
        }
    }

    /// Begins to come in by a passkey, whoever it may be.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn begin_passkey_sign_in(&self) -> Result<(Value, Ticket), ServiceError> {
        let (options, state) = self.passkey_rules()?.start_discoverable_authentication().map_err(refused)?;
        let ticket = self.begin_ceremony(Kind::PasskeySignIn, None, &state).await?;
        Ok((serde_json::to_value(options).map_err(refused)?, ticket))
    }

    /// Comes in by a passkey. Whoever is signed in to its account already goes on with their session, as somebody who just
    /// showed who they are.
    ///
    /// # Errors
    /// [`ServiceError::BadMessage`] when the passkey is not known or its answer is not good;
    /// [`AccountError::Suspended`] when the account may not be used.
    pub async fn finish_passkey_sign_in(
        &self,
        ticket: &Ticket,
        answer: &str,
        signed: Option<&Signed>,
        browser: &Browser,
    ) -> Result<Opened, AccountError> {
        let account = self.passkey_owner(ticket, answer).await?;
        if let Some(signed) = signed.filter(|signed| signed.account == account) {
            return self.renew_session(signed, true, browser).await;
        }
        match self.sign_in_as(&account, Method::Passkey, true, browser).await? {
            SignInOutcome::Signed(opened) => Ok(opened),
            SignInOutcome::Factor(_) => Err(ServiceError::BadMessage.into()),
        }
    }

    /// Whose passkey it is that a device answered with.
    async fn passkey_owner(&self, ticket: &Ticket, answer: &str) -> Result<AccountId, ServiceError> {
        let state: Option<DiscoverableAuthentication> = self.end_ceremony(Kind::PasskeySignIn, ticket, None).await?;
        let state = state.ok_or(ServiceError::NotFound)?;
        let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(refused)?;
        let rules = self.passkey_rules()?;
        let (claimed, credential_id) = rules.identify_discoverable_authentication(&answer).map_err(refused)?;
        let known = stored::of_credential(self.store.reader(), &hex::encode(credential_id)).await?;
        let known = known.ok_or_else(|| refused("it is not known"))?;
        if handle(&known.account)? != claimed {
            return Err(refused("it belongs to somebody else"));
        }
        let mut credential = read(&known)?;
        let told = rules.finish_discoverable_authentication_v2(&answer, state, &credential).map_err(refused)?;
        credential.update_credential(&told);
        let (id, text) = (known.id.clone(), serde_json::to_string(&credential).map_err(refused)?);
        let used = commit!(self.store, |tx| stored::used(tx, &id, &text, now()).await)?;
        if used { Ok(known.account) } else { Err(refused("it was removed")) }
    }

    /// Gives a passkey another name.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the account has no such passkey.
    pub async fn rename_passkey(&self, who: &Signed, id: &str, name: &str) -> Result<(), ServiceError> {
        let (account, id, name) = (who.account.clone(), id.to_owned(), named(name));
        let found = commit!(self.store, |tx| stored::rename(tx, &account, &id, &name).await)?;
        if found { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// Removes a passkey.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the account has no such passkey.
    pub async fn remove_passkey(&self, who: &Recent, id: &str) -> Result<(), ServiceError> {
        let (account, id) = (who.signed().account.clone(), id.to_owned());
        let agent = self.agent_of(who.signed()).await?;
        let change = self.change_of(&account, SecurityEventKind::PasskeyRemoved, agent).await?;
        let found = commit!(self.store, |tx| {
            let found = stored::remove(tx, &account, &id).await?;
            if found {
                change.note(tx).await?;
            }
            Ok(found)
        })?;
        if found { Ok(()) } else { Err(ServiceError::NotFound) }
    }
}

fn read(known: &Passkey) -> Result<Credential, ServiceError> {
    let corrupt = |error: serde_json::Error| store::StoreError::Corrupt { what: "passkey", reason: error.to_string() };
    Ok(serde_json::from_str(&known.credential).map_err(corrupt)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_bound_to_the_name_in_the_address_and_to_localhost_in_practice() {
        let origin = |url: &str| {
            let rules = for_address(url)?;
            Some(rules.get_allowed_origins().first()?.origin().ascii_serialization())
        };
        assert_eq!(origin("https://shop.example").as_deref(), Some("https://shop.example"));
        assert_eq!(origin("http://127.0.0.1:3000").as_deref(), Some("http://localhost:3000"));
        assert_eq!(origin("https://192.0.2.7"), None);
        assert_eq!(origin("nonsense"), None);
    }

    #[test]
    fn a_name_is_short_and_never_empty() {
        assert_eq!(named("  \u{7}"), "Passkey");
        assert_eq!(named(" Ann's phone "), "Ann's phone");
        assert_eq!(named(&"x".repeat(500)).len(), LONGEST_NAME);
    }
}
