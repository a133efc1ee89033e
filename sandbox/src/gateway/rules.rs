//! What may happen to a payment: each change checks the state first, and says what happened.
//!
//! Nothing here waits; the caller holds the book for the whole change, so two requests cannot both pay, capture or
//! refund the same money.

use std::collections::BTreeMap;

use super::book::{Book, Intent, IntentState, Item, Refund, Session, SessionState};
use super::cards::Decline;
use super::currency::Currency;
use super::problem::Problem;

/// Something that happened, for the journal and the webhooks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The buyer paid: the money is held (and taken at once where capture is automatic).
    Authorised(Session, Intent),
    /// The bank said no.
    Declined(Intent, Decline),
    /// Money was taken.
    Captured(Intent),
    /// Held money was let go: how much.
    Released(Intent, i64),
    /// Money was given back.
    Refunded(Intent, Refund),
    /// The hosted page closed unpaid.
    Expired(Session, Intent),
    /// The payment was called off.
    Canceled(Intent),
}

/// What the shop asks for when it opens a checkout.
#[derive(Clone, Debug)]
pub struct Opening {
    pub items: Vec<Item>,
    pub total: i64,
    pub currency: Currency,
    pub manual: bool,
    pub reference: Option<String>,
    pub email: Option<String>,
    pub metadata: BTreeMap<String, String>,
    pub intent_metadata: BTreeMap<String, String>,
    pub success_url: String,
    pub cancel_url: Option<String>,
    pub expires_at: i64,
}

/// A new id with the API's prefix.
pub fn new_id(prefix: &str) -> String {
    format!("{prefix}_{}", uuid::Uuid::new_v4().simple())
}

impl Book {
    /// Opens a checkout with its payment.
    pub fn open(&mut self, opening: Opening, now: i64) -> Session {
        let (session_id, intent_id) = (new_id("cs_test"), new_id("pi"));
        let intent = Intent {
            id: intent_id.clone(),
            session: session_id.clone(),
            reference: opening.reference.clone(),
            amount: opening.total,
            currency: opening.currency,
            manual: opening.manual,
            state: IntentState::RequiresPaymentMethod,
            captured: 0,
            refunded: 0,
            charge: None,
            last_four: None,
            last_decline: None,
            metadata: opening.intent_metadata,
            created: now,
            canceled_at: None,
            cancellation_reason: None,
        };
        let session = Session {
            id: session_id.clone(),
            intent: intent_id.clone(),
            items: opening.items,
            reference: opening.reference,
            email: opening.email,
            metadata: opening.metadata,
            success_url: opening.success_url,
            cancel_url: opening.cancel_url,
            created: now,
            expires_at: opening.expires_at,
            state: SessionState::Open,
        };
        self.intents.put(&intent_id, intent);
        self.sessions.put(&session_id, session.clone());
        session
    }

    /// The session with this id.
    ///
    /// # Errors
    /// When there is none.
    pub fn session(&self, id: &str) -> Result<&Session, Problem> {
        self.sessions.get(id).ok_or_else(|| Problem::no_such("checkout.session", id))
    }

    /// The payment with this id.
    ///
    /// # Errors
    /// When there is none.
    pub fn intent(&self, id: &str) -> Result<&Intent, Problem> {
        self.intents.get(id).ok_or_else(|| Problem::no_such("payment_intent", id))
    }

    pub(super) fn intent_mut(&mut self, id: &str) -> Result<&mut Intent, Problem> {
        self.intents.get_mut(id).ok_or_else(|| Problem::no_such("payment_intent", id))
    }

    /// Takes a card to the bank, if the buyer may still pay.
    ///
    /// # Errors
    /// When the session is not open, or a payment is being worked on or was made.
    pub fn begin(&mut self, session: &str, last_four: &str) -> Result<(), Problem> {
        let session = self.session(session)?.clone();
        if session.state != SessionState::Open {
            return Err(Problem::unexpected_state("This Checkout Session is no longer open."));
        }
        let intent = self.intent_mut(&session.intent)?;
        if !matches!(intent.state, IntentState::RequiresPaymentMethod | IntentState::RequiresAction) {
            return Err(Problem::unexpected_state("This payment is already being made."));
        }
        intent.state = IntentState::Processing;
        intent.last_four = Some(last_four.to_owned());
        intent.last_decline = None;
        Ok(())
    }

    /// The bank wants to ask the buyer first.
    ///
    /// # Errors
    /// When no card is at the bank.
    pub fn challenge(&mut self, session: &str) -> Result<(), Problem> {
        self.in_the_making(session, IntentState::Processing)?.state = IntentState::RequiresAction;
        Ok(())
    }

    /// The bank says yes to a payment that is at the bank or was asked about.
    ///
    /// # Errors
    /// When the payment is not in that state.
    pub fn approve(&mut self, session: &str, from: IntentState) -> Result<Vec<Happening>, Problem> {
        let intent = self.in_the_making(session, from)?;
        intent.charge = Some(new_id("ch"));
        let manual = intent.manual;
        if manual {
            intent.state = IntentState::RequiresCapture;
        } else {
            intent.state = IntentState::Succeeded;
            intent.captured = intent.amount;
        }
        let intent = intent.clone();
        let session = self.sessions.get_mut(session).expect("the payment was found through it");
        session.state = SessionState::Complete;
        let mut happened = vec![Happening::Authorised(session.clone(), intent.clone())];
        if !manual {
            happened.push(Happening::Captured(intent));
        }
        Ok(happened)
    }

    /// The bank says no; the buyer may try again.
    ///
    /// # Errors
    /// When the payment is not in the state `from`.
    pub fn decline(&mut self, session: &str, from: IntentState, why: Decline) -> Result<Vec<Happening>, Problem> {
        let intent = self.in_the_making(session, from)?;
        intent.state = IntentState::RequiresPaymentMethod;
        intent.last_decline = Some(why);
        Ok(vec![Happening::Declined(intent.clone(), why)])
    }

    fn in_the_making(&mut self, session: &str, from: IntentState) -> Result<&mut Intent, Problem> {
        let id = self.session(session)?.intent.clone();
        let intent = self.intent_mut(&id)?;
        if intent.state == from { Ok(intent) } else { Err(Problem::unexpected_state("No payment is being made here.")) }
    }

    /// Closes an open hosted page for good.
    ///
    /// # Errors
    /// When it is not open, or a payment is being made this moment.
    pub fn expire(&mut self, id: &str, now: i64) -> Result<Vec<Happening>, Problem> {
        let session = self.session(id)?;
        let (state, intent_id) = (session.state, session.intent.clone());
        let intent = self.intent_mut(&intent_id)?;
        if state != SessionState::Open || intent.state == IntentState::Processing {
            let message = "Only Checkout Sessions with a status in [\"open\"] can be expired.";
            return Err(Problem::refused(None, message));
        }
        intent.state = IntentState::Canceled;
        intent.canceled_at = Some(now);
        intent.cancellation_reason = Some("automatic".to_owned());
        let intent = intent.clone();
        let session = self.sessions.get_mut(id).expect("it was found above");
        session.state = SessionState::Expired;
        Ok(vec![Happening::Expired(session.clone(), intent.clone()), Happening::Canceled(intent)])
    }

    /// The open sessions whose time is up.
    pub fn overdue(&self, now: i64) -> Vec<String> {
        let due = |session: &&Session| session.state == SessionState::Open && session.expires_at <= now;
        self.sessions.iter().filter(due).map(|session| session.id.clone()).collect()
    }
}
