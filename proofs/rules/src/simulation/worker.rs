//! What a worker does, broken off wherever it can be: lease, call, hear, work out, commit. Follows
//! `services::carrying_out`.

use domain::saga::{self, Event, PartState};

use super::{
    database::{Advance, Learned, Leased},
    world::{World, note},
};

/// What came of an effect.
#[derive(Clone, Debug)]
pub enum Came {
    /// Something the money path has to hear, and what was learned beside it.
    Heard(Event, Learned),
    /// It is done and nobody needs to hear of it.
    Done,
    /// It is tried again after so many milliseconds.
    Again(i64),
    /// A part has another session now.
    Session(u32, usize),
}

impl Came {
    /// Heard, with nothing learned.
    pub fn heard(event: Event) -> Self {
        Self::Heard(event, Learned::default())
    }
}

/// How far a worker is.
#[derive(Clone, Debug, Default)]
pub enum Task {
    /// It has nothing to do.
    #[default]
    Idle,
    /// It holds an effect and has done nothing yet.
    Leased(Leased),
    /// It knows what came of it.
    Came(Option<Leased>, Came),
    /// It has worked out a step from what the database said then.
    Prepared(Option<Leased>, Event, Box<Advance>),
    /// What it was told is dealt with.
    Handled,
}

impl Task {
    /// Whether it has nothing to do.
    pub fn is_idle(&self) -> bool {
        matches!(self, Self::Idle)
    }
}

impl World {
    fn dies(&mut self) -> bool {
        self.crashes > 0 && self.dice.percent(self.crashes)
    }

    /// The next piece of a worker's task, with one commit or call at most.
    pub fn go_on(&mut self, task: Task, who: usize) -> Task {
        if !task.is_idle() && self.dies() {
            note!(self, "{who} dies before {task:?}");
            return Task::Idle;
        }
        let next = match task {
            Task::Idle => {
                let begin = self.dice.below(16) as usize;
                self.database.lease(begin).map_or(Task::Idle, Task::Leased)
            }
            Task::Leased(leased) => {
                let came = self.carry_out(&leased);
                Task::Came(Some(leased), came)
            }
            Task::Came(leased, came) => self.take_in(leased, came),
            Task::Prepared(leased, event, advance) => self.commit(leased, event, advance),
            Task::Handled => Task::Handled,
        };
        note!(self, "{who}: {}", told(&next));
        if !next.is_idle() && self.dies() {
            note!(self, "{who} dies");
            return Task::Idle;
        }
        next
    }

    /// Works out the step, or lets go of the effect.
    fn take_in(&mut self, leased: Option<Leased>, came: Came) -> Task {
        match (came, leased) {
            (Came::Heard(event, learned), leased) => match saga::step(&self.database.saga, &event) {
                Ok(step) => {
                    let finishes = leased.as_ref().map(|leased| (leased.row, leased.fence));
                    let advance = Advance { version: self.database.version, step, finishes, learned };
                    Task::Prepared(leased, event, Box::new(advance))
                }
                Err(refused) => {
                    note!(self, "refused: {refused}");
                    if let Some(leased) = leased {
                        self.database.finish(leased.row, leased.fence);
                        return Task::Idle;
                    }
                    Task::Handled
                }
            },
            (Came::Done, Some(leased)) => {
                self.database.finish(leased.row, leased.fence);
                Task::Idle
            }
            (Came::Again(after), Some(leased)) => {
                self.database.retry(leased.row, leased.fence, after);
                Task::Idle
            }
            (Came::Session(part, session), Some(leased)) => {
                self.database.set_session(&leased, part, session);
                Task::Came(Some(leased), Came::Again(1_000))
            }
            (_, None) => Task::Handled,
        }
    }

    /// Commits the step, or reads again when another worker was faster.
    fn commit(&mut self, leased: Option<Leased>, event: Event, advance: Box<Advance>) -> Task {
        if self.database.advance(&advance) {
            return if leased.is_some() { Task::Idle } else { Task::Handled };
        }
        match leased {
            Some(leased) if !self.database.is_held(leased.row, leased.fence) => Task::Idle,
            leased => Task::Came(leased, Came::Heard(event, advance.learned)),
        }
    }
}

fn told(task: &Task) -> String {
    match task {
        Task::Prepared(_, event, advance) => {
            let parts: Vec<&str> = advance.step.saga.parts.iter().map(|part| part.state.word()).collect();
            format!("works out {event:?} at version {}: {:?} {parts:?}", advance.version, advance.step.saga.phase)
        }
        Task::Leased(leased) => format!("leases {leased:?}"),
        Task::Came(_, came) => format!("hears {came:?}"),
        Task::Idle | Task::Handled => "has done".to_owned(),
    }
}

/// Whether a marketplace has, as far as we know, an order of a part.
pub fn has_order(state: &PartState) -> bool {
    matches!(state, PartState::Placed | PartState::Stranded | PartState::Cancelling)
}
