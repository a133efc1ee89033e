//! Orders that wait for work that does not exist, and orders that need a person whom nobody called.

use domain::saga::{Effect, PartState, Payment, Phase, Saga};
use store::reconciliations;

use super::{
    PAGE, Progress,
    compare::{Difference, Kind, Mend, Side, Sides},
    mending::Found,
};
use crate::{ServiceError, Shop};

impl Shop {
    pub(super) async fn look_for_stuck(&self, progress: &Progress) -> Result<(), ServiceError> {
        let (reader, before) = (self.store.reader(), progress.started_at.plus(-progress.scope.rested));
        for order in reconciliations::without_work(reader, before, PAGE).await? {
            if let Some(books) = self.books_of(&order).await? {
                let ours = Side::word(phase_word(books.saga.phase));
                let sides = Sides { ours, theirs: Side::word("no-work") };
                let difference = Difference { kind: Kind::StuckOrder, sides, mend: Mend::Person };
                self.settle(&progress.id, Found::order(order, difference)).await?;
            }
        }
        for order in reconciliations::without_alert(reader, before, PAGE).await? {
            let sides = Sides { ours: Side::word("needs-human"), theirs: Side::word("no-alert") };
            let difference = Difference { kind: Kind::NobodyCalled, sides, mend: Mend::Person };
            self.settle(&progress.id, Found::order(order, difference)).await?;
        }
        Ok(())
    }
}

/// What sets an order going again.
pub(super) enum Push {
    /// Nobody knows what came of these parts: the order hears so, and asks.
    Doubt(Vec<u32>),
    /// These effects are carried out, each under the key it had.
    Work(Vec<Effect>),
    /// Only a person can tell.
    Person,
}

/// What an order waits for, told by its state alone.
pub(super) fn push(saga: &Saga) -> Push {
    let parts = |fits: fn(&PartState) -> bool| -> Vec<u32> {
        (0..).zip(&saga.parts).filter(|(_, part)| fits(&part.state)).map(|(number, _)| number).collect()
    };
    match (saga.phase, &saga.payment) {
        (Phase::Placing, _) => {
            let doubtful = parts(|state| matches!(state, PartState::Placing | PartState::InDoubt));
            if doubtful.is_empty() { Push::Person } else { Push::Doubt(doubtful) }
        }
        (Phase::Undoing, _) => {
            let cancelling = parts(|state| *state == PartState::Cancelling);
            Push::Work(cancelling.into_iter().map(|part| Effect::Cancel { part }).collect())
        }
        (Phase::Settling, Payment::Capturing { reference, amount, .. }) => {
            Push::Work(vec![Effect::Capture { reference: reference.clone(), amount: *amount }])
        }
        (Phase::Settling, Payment::Releasing { reference, .. }) => {
            Push::Work(vec![Effect::Release { reference: reference.clone() }])
        }
        _ => Push::Person,
    }
}

fn phase_word(phase: Phase) -> &'static str {
    match phase {
        Phase::AwaitingPayment => "awaiting-payment",
        Phase::Placing => "placing",
        Phase::Undoing => "undoing",
        Phase::Settling => "settling",
        Phase::Done => "done",
        Phase::NeedsHuman => "needs-human",
    }
}
