//! The wallet: what is in it, how money comes into it, and how it pays for an order.

use connectors::payments::{PageState, PaymentRequest, Subject};
use domain::{
    ids::{TopUpId, WalletId},
    ledger::Account,
    money::Money,
    saga::{self, Event, Saga},
    visit::Visit,
    wallet::{Balance, WalletEntry, WalletEntryKind, WalletHistory, WalletView, top_up_bounds},
};
use futures::future::join_all;
use rand::Rng;
use store::{
    ledger,
    sagas::Advance,
    wallets::{self, TopUp},
};

use crate::{Gateways, ServiceError, Shop, carrying_out::advance_of, now, ordering::PAGE_LIVES, shop::commit};

/// How many changes a page of the history shows.
const PER_PAGE: u64 = 20;

/// How many top-ups of one wallet may be open at once.
const MOST_OPEN: usize = 10;

/// How many open top-ups one sweep asks about.
const AT_ONCE: u64 = 200;

/// Top-ups are asked about this long after they were begun, and then again and again.
const ASK_AFTER: i64 = 3_000;

/// A top-up whose page was never opened is given up after this long.
const NEVER_OPENED: i64 = 60_000;

impl Shop {
    /// What the visitor's wallet has. Asks the gateway first about top-ups that nobody has told us of.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn wallet(&self, visit: &Visit) -> Result<WalletView, ServiceError> {
        let nothing = Money::zero(visit.currency);
        let mut view = WalletView { available: nothing, held: nothing, others: Vec::new(), waiting: false };
        let Some(wallet) = self.wallet_of(visit).await? else { return Ok(view) };
        let open = wallets::open_top_ups_of(self.store.reader(), &wallet).await?;
        let asked = join_all(open.iter().map(|top_up| self.ask_about_top_up(top_up))).await;
        asked.into_iter().collect::<Result<Vec<()>, _>>()?;
        view.waiting = !wallets::open_top_ups_of(self.store.reader(), &wallet).await?.is_empty();
        for balance in wallets::balances(self.store.reader(), &wallet).await? {
            if balance.available.currency == visit.currency {
                Balance { available: view.available, held: view.held } = balance;
            } else {
                view.others.push(balance);
            }
        }
        Ok(view)
    }

    /// What came into the visitor's wallet and went out of it, the newest first; pages count from 0.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn wallet_history(&self, visit: &Visit, page: u64) -> Result<WalletHistory, ServiceError> {
        let Some(wallet) = self.wallet_of(visit).await? else {
            return Ok(WalletHistory { entries: Vec::new(), more: false });
        };
        let account = Account::Wallet(wallet);
        let postings = ledger::of_account(self.store.reader(), &account, page, PER_PAGE).await?;
        let next = page.saturating_add(1);
        let more = !ledger::of_account(self.store.reader(), &account, next, PER_PAGE).await?.is_empty();
        let entry = |posting: domain::ledger::Posting| {
            let kind = WalletEntryKind::of_reason(&posting.reason)?;
            Some(WalletEntry { at: posting.at, kind, amount: posting.amount.negated(), order: posting.order })
        };
        Ok(WalletHistory { entries: postings.into_iter().filter_map(entry).collect(), more })
    }

    /// Begins to pay money into the visitor's wallet; gives the address of the gateway's page.
    ///
    /// # Errors
    /// [`ServiceError::AmountOutOfRange`] when it is too little or too much, [`ServiceError::Conflict`] when too many
    /// top-ups are open, [`ServiceError::Unavailable`] when the gateway does not answer.
    pub async fn top_up(&self, visit: &Visit, amount: Money) -> Result<String, ServiceError> {
        let visitor = visit.visitor.clone().ok_or(ServiceError::NotFound)?;
        let (least, most) = top_up_bounds(amount.currency);
        if !(least.minor..=most.minor).contains(&amount.minor) {
            return Err(ServiceError::AmountOutOfRange { least, most });
        }
        let email = self.draft(&visitor).await?.form.email;
        let id = TopUpId::from_bits(rand::rng().random());
        let (new, top_up) = (WalletId::from_bits(rand::rng().random()), id.clone());
        commit!(self.store, |tx| {
            let wallet = wallets::ensure(tx, &visitor, &new, now()).await?;
            if wallets::open_top_ups_of(tx, &wallet).await?.len() >= MOST_OPEN {
                return Err(store::StoreError::Conflict);
            }
            wallets::open_top_up(tx, &top_up, &wallet, Gateways::CARDS, amount, now()).await
        })
        .map_err(conflict)?;
        store::fault_point!("top_up_opened");
        let page = |word: &str| format!("{}/wallet?{word}={id}", self.settings.public_url);
        let request = PaymentRequest {
            subject: Subject::TopUp(id.clone()),
            amount,
            lines: vec![(self.texts.get(visit.locale, "pay-top-up"), amount)],
            email,
            success_url: page("topped"),
            cancel_url: page("cancelled"),
            expires_at: now().plus(PAGE_LIVES),
        };
        match self.gateways.of(Gateways::CARDS)?.open_page(&request, &format!("{id}:page")).await {
            Ok(opened) => {
                let url = opened.url.clone();
                commit!(self.store, |tx| {
                    wallets::set_top_up_page(tx, &id, &opened.session, &opened.url, now()).await
                })?;
                Ok(url)
            }
            Err(error) => {
                tracing::warn!(top_up = %id, %error, "the gateway opened no page for a top-up");
                commit!(self.store, |tx| wallets::expire_top_up(tx, &id, now()).await)?;
                Err(ServiceError::Unavailable("payment".to_owned()))
            }
        }
    }

    /// The visitor came back from the gateway's page without having paid: closes it.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not this visitor's.
    pub async fn top_up_cancelled(&self, visit: &Visit, id: &TopUpId) -> Result<(), ServiceError> {
        let mine = self.wallet_of(visit).await?;
        let top_up = wallets::top_up(self.store.reader(), id).await?;
        let top_up = top_up.filter(|top_up| mine.as_ref() == Some(&top_up.wallet)).ok_or(ServiceError::NotFound)?;
        let Some(session) = top_up.session.as_deref().filter(|_| top_up.state == "open") else { return Ok(()) };
        match self.gateways.of(&top_up.gateway)?.close_page(session).await {
            Ok(page) => self.heard_of_top_up(id, page).await,
            Err(error) => {
                tracing::warn!(top_up = %id, %error, "a page was not closed; the sweep asks about it");
                Ok(())
            }
        }
    }

    /// Asks the gateway about every top-up that nobody has told us of.
    pub(crate) async fn sweep_top_ups(&self) -> Result<usize, ServiceError> {
        let open = wallets::open_top_ups(self.store.reader(), now().plus(-ASK_AFTER), AT_ONCE).await?;
        for top_up in &open {
            self.ask_about_top_up(top_up).await?;
        }
        Ok(open.len())
    }

    async fn ask_about_top_up(&self, top_up: &TopUp) -> Result<(), ServiceError> {
        let Some(session) = &top_up.session else {
            // The process died before the page was written down: nobody was sent there.
            let given_up = top_up.created_at.plus(NEVER_OPENED) < now();
            return if given_up { self.heard_of_top_up(&top_up.id, PageState::Expired).await } else { Ok(()) };
        };
        match self.gateways.of(&top_up.gateway)?.page_state(session).await {
            Ok(page) => self.heard_of_top_up(&top_up.id, page).await,
            Err(error) => {
                tracing::warn!(top_up = %top_up.id, %error, "the gateway does not tell how a page stands");
                Ok(())
            }
        }
    }

    /// Credits what was taken, once per payment, whoever tells of it and however often.
    pub(crate) async fn heard_of_top_up(&self, id: &TopUpId, page: PageState) -> Result<(), ServiceError> {
        let id = id.clone();
        match page {
            // What is only held will be taken, or its page will expire.
            PageState::Open | PageState::Authorised { .. } => Ok(()),
            PageState::Taken { reference, amount } => Ok(commit!(self.store, |tx| {
                if let Some(top_up) = wallets::top_up(tx, &id).await? {
                    wallets::credit(tx, &top_up, &reference, amount, now()).await?;
                }
                Ok(())
            })?),
            PageState::Expired => Ok(commit!(self.store, |tx| wallets::expire_top_up(tx, &id, now()).await)?),
        }
    }

    pub(crate) async fn wallet_of(&self, visit: &Visit) -> Result<Option<WalletId>, ServiceError> {
        match &visit.visitor {
            Some(visitor) => Ok(wallets::of_visitor(self.store.reader(), visitor).await?),
            None => Ok(None),
        }
    }

    /// How much a wallet lacks of an amount.
    pub(crate) async fn lacking(&self, wallet: &WalletId, amount: Money) -> Result<Money, ServiceError> {
        let balances = wallets::balances(self.store.reader(), wallet).await?;
        let there = balances.into_iter().find(|balance| balance.available.currency == amount.currency);
        Ok(amount.minus(there.map_or(Money::zero(amount.currency), |balance| balance.available))?)
    }
}

/// The step in which a wallet pays: committed with the order itself, or not at all.
pub(crate) fn held_at_once(saga: &Saga) -> Result<(Advance, Event), ServiceError> {
    let event = Event::PaymentAuthorised { reference: saga.hold_reference(), amount: saga.ceiling };
    let step = saga::step(saga, &event).map_err(|refused| {
        tracing::error!(order = %saga.order, %refused, "a wallet cannot pay");
        ServiceError::Conflict
    })?;
    Ok((advance_of(1, step, None), event))
}

fn conflict(error: store::StoreError) -> ServiceError {
    match error {
        store::StoreError::Conflict => ServiceError::Conflict,
        other => other.into(),
    }
}
