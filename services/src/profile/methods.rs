//! Ways to pay that a gateway keeps for an account: agreed to on the gateway's page, held here as a sealed token, paid with
//! at the checkout, and forgotten at both ends.

use connectors::payments::{GatewayError, MethodToken, SavingRequest};
use domain::{
    checkout::{PayMethod, PayOffer, SavedMethod},
    ids::{AccountId, MethodId, VisitorId},
};
use secrecy::ExposeSecret;
use store::{
    accounts,
    audit_log::{self, Actor, Noted},
    profile::payment_methods::{self, HeldMethod, KeptMethod},
};

use super::{ProfileError, new_id};
use crate::{Gateways, ServiceError, Shop, accounts::Signed, now, secrets::Place, shop::commit};

fn place(id: &MethodId) -> Place<'_> {
    Place { table: "saved_payment_method", column: "token", row: id.as_str() }
}

impl Shop {
    /// The ways to pay that a gateway keeps for somebody.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn payment_methods(&self, signed: &Signed) -> Result<Vec<KeptMethod>, ServiceError> {
        Ok(payment_methods::of(self.store.reader(), &signed.account).await?)
    }

    /// The ways that can be kept, and whether each can be now.
    pub fn methods_to_keep(&self) -> Vec<PayOffer> {
        self.gateways.keeping()
    }

    /// Begins to keep a way: the address of the gateway's page, where its owner agrees.
    ///
    /// # Errors
    /// [`ProfileError::Full`] when enough are kept; [`ServiceError::NotOffered`] when this way cannot be kept;
    /// [`ServiceError::Unavailable`] when the gateway does not answer.
    pub async fn begin_keeping(&self, signed: &Signed, method: PayMethod) -> Result<String, ProfileError> {
        if !self.gateways.keeping().iter().any(|offer| offer.method == method) {
            return Err(ServiceError::NotOffered.into());
        }
        let name = Gateways::name_for(method);
        let id: MethodId = new_id().parse().map_err(ServiceError::from)?;
        let page = |query: &str| format!("{}/account/payment?{query}={id}", self.settings.public_url);
        let request = SavingRequest { success_url: page("keeping"), cancel_url: page("given-up") };
        let opened = self.gateways.of(name)?.open_saving(&request, &format!("{id}:page")).await;
        let opened = opened.map_err(|error| silent(name, &error))?;
        let (account, at) = (signed.account.clone(), now());
        let begun =
            commit!(self.store, |tx| payment_methods::begin(tx, &account, &id, (name, &opened.session), at).await)?;
        if begun { Ok(opened.url) } else { Err(ProfileError::Full) }
    }

    /// Keeps a way whose owner comes back from the gateway's page; says whether they agreed there. Asked again, it is kept
    /// once.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs; [`ServiceError::Unavailable`] when the gateway does not answer.
    pub async fn finish_keeping(&self, signed: &Signed, id: &MethodId) -> Result<bool, ServiceError> {
        let begun = payment_methods::held(self.store.reader(), &signed.account, id).await?;
        let HeldMethod { gateway, token: session, is_kept } = begun.ok_or(ServiceError::NotFound)?;
        if is_kept {
            return Ok(true);
        }
        let saved = self.gateways.of(&gateway)?.saved(&session, &format!("{id}:keep")).await;
        let Some(saved) = saved.map_err(|error| silent(&gateway, &error))? else { return Ok(false) };
        let sealed = self.secrets.seal(place(id), saved.token.reveal().as_bytes());
        let (account, id) = (signed.account.clone(), id.clone());
        commit!(self.store, |tx| {
            payment_methods::keep(tx, &id, &sealed, &saved.label, now()).await?;
            note(tx, &account, "payment_method.kept").await
        })?;
        Ok(true)
    }

    /// Has the gateway forget a way, and forgets it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs; [`ServiceError::Unavailable`] when the gateway does not answer;
    /// [`ServiceError::Conflict`] while it may be needed for an order that is being paid.
    pub async fn forget_payment_method(&self, signed: &Signed, id: &MethodId) -> Result<(), ServiceError> {
        self.forget_method_of(&signed.account, id).await
    }

    /// Has gateways forget everything that they keep for an account which is about to be erased.
    pub(crate) async fn forget_methods_of(&self, account: &AccountId) -> Result<(), ServiceError> {
        for kept in payment_methods::of(self.store.reader(), account).await? {
            self.forget_method_of(account, &kept.id).await?;
        }
        Ok(())
    }

    async fn forget_method_of(&self, account: &AccountId, id: &MethodId) -> Result<(), ServiceError> {
        let held = payment_methods::held(self.store.reader(), account, id).await?;
        let held = held.filter(|held| held.is_kept).ok_or(ServiceError::NotFound)?;
        if payment_methods::is_needed(self.store.reader(), id).await? {
            return Err(ServiceError::Conflict);
        }
        // A gateway that is not set up any more cannot be asked, and our keys for it are gone.
        if let Ok(gateway) = self.gateways.of(&held.gateway) {
            let token = self.revealed(id, &held)?;
            gateway.forget(&token).await.map_err(|error| silent(&held.gateway, &error))?;
        }
        let (account, id) = (account.clone(), id.clone());
        Ok(commit!(self.store, |tx| {
            if payment_methods::forget(tx, &account, &id).await? {
                note(tx, &account, "payment_method.forgotten").await?;
            }
            Ok(())
        })?)
    }

    /// The ways that are kept for a visitor's account among those that a cart is offered, and that can be had now.
    pub(crate) async fn saved_for(
        &self,
        visitor: &VisitorId,
        offers: &[PayOffer],
    ) -> Result<Vec<SavedMethod>, ServiceError> {
        let kept_anywhere = self.gateways.keeping();
        if !offers.iter().any(|offer| offer.is_up && kept_anywhere.contains(offer)) {
            return Ok(Vec::new());
        }
        let reader = self.store.reader();
        let Some(account) = accounts::of_visitor(reader, visitor).await? else { return Ok(Vec::new()) };
        let kept = payment_methods::of(reader, &account).await?.into_iter();
        let offered = |kept: KeptMethod| {
            let offer = offers.iter().find(|offer| offer.is_up && Gateways::name_for(offer.method) == kept.gateway)?;
            Some(SavedMethod { id: kept.id, method: offer.method, label: kept.label })
        };
        Ok(kept.filter_map(offered).collect())
    }

    /// What a gateway knows a saved method by; `None` when it is kept no longer.
    pub(crate) async fn method_token(&self, id: &MethodId) -> Result<Option<MethodToken>, ServiceError> {
        let held = payment_methods::of_id(self.store.reader(), id).await?.filter(|held| held.is_kept);
        held.map(|held| self.revealed(id, &held)).transpose()
    }

    fn revealed(&self, id: &MethodId, held: &HeldMethod) -> Result<MethodToken, ServiceError> {
        let opened = self.secrets.open(place(id), &held.token)?;
        let text = std::str::from_utf8(opened.expose_secret()).ok();
        text.and_then(MethodToken::read)
            .ok_or_else(|| ServiceError::Unavailable("a saved method does not open".to_owned()))
    }
}

/// Why a gateway did nothing, for the log, and what its owner is told.
fn silent(gateway: &str, error: &GatewayError) -> ServiceError {
    tracing::warn!(gateway, %error, "a saved method was not dealt with");
    ServiceError::Unavailable("payment".to_owned())
}

async fn note(tx: &store::Transaction, account: &AccountId, action: &'static str) -> Result<(), store::StoreError> {
    let subject = audit_log::of_account(tx, account).await?;
    let actor = Actor::Account(account.clone());
    audit_log::note(tx, &Noted { actor: &actor, action, subject: &subject, was: None, became: None }, now()).await
}
