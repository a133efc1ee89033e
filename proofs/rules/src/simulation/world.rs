//! One schedule: a shopper, two or three workers, marketplaces and a gateway, and everything that can go wrong between
//! them, drawn from one number. After a while of trouble the world calms down and has to come to rest.

use domain::{
    checkout::Policy,
    ids::{OrderNumber, WalletId},
    money::{Currency, Money},
    saga::{self, Event, Part, PartState, Source},
};

use super::{
    database::{Advance, Database, LEASE, Learned, PartRow},
    gateway::{Call, Gateway},
    marketplace::Marketplace,
    worker::{Came, Task},
};
use crate::dice::Dice;

/// How many turns a calm world may take to come to rest before it counts as one that never does.
const PATIENCE: u32 = 20_000;

/// A message of the gateway that was not acknowledged yet.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Its number.
    pub id: u32,
    /// What it tells.
    pub event: Event,
}

/// A request that nobody waits for any more and that arrives all the same.
#[derive(Clone, Debug)]
pub enum Late {
    /// At a marketplace: its place and the session.
    Place(usize, usize),
    /// At a marketplace: its place and the order to cancel.
    Cancel(usize, usize),
    /// At the gateway: reference, call and key.
    Gateway(String, Call, String),
}

/// What the shopper has in mind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Plan {
    /// How often to pay.
    pub pays: u32,
    /// To give up, perhaps after paying.
    pub gives_up: bool,
    /// To pay one unit too much or too little.
    pub wrong_amount: bool,
    /// The message of the first payment never comes; whoever asks hears of it.
    pub silent: bool,
}

/// Everything there is in one schedule.
#[derive(Debug)]
pub struct World {
    /// Where chance comes from.
    pub dice: Dice,
    /// Our records.
    pub database: Database,
    /// The marketplaces.
    pub markets: Vec<Marketplace>,
    /// The gateway.
    pub gateway: Gateway,
    /// Requests under way that nobody waits for.
    pub late: Vec<Late>,
    /// How often in a hundred calls the network fails in each way; nothing fails in a calm world.
    pub weather: u32,
    /// How often in a hundred commits a process dies before or after it.
    pub crashes: u32,
    /// What happened, where somebody wants to read it.
    pub trace: Option<Vec<String>>,
    /// What was free in the wallet at first.
    pub in_wallet: Money,
    /// A number that was not used before.
    pub fresh: u32,
    /// Who carries effects out.
    workers: Vec<Task>,
    /// Who takes in messages, answers and wishes, each with the message it is about.
    pub(super) handlers: Vec<(Option<u32>, Task)>,
    /// What the gateway says until it is heard.
    pub(super) notices: Vec<Notice>,
    /// What the shopper has in mind.
    pub(super) plan: Plan,
    /// Few parts, workers that stop in the middle, sessions forgotten: here the stale meet the new.
    restless: bool,
    /// How often a worker is still passed over.
    asleep: [u32; 3],
}

/// Writes into the trace, where there is one.
macro_rules! note {
    ($world:expr, $($word:tt)*) => {
        if let Some(trace) = &mut $world.trace {
            trace.push(format!($($word)*));
        }
    };
}
pub(super) use note;

impl World {
    /// The world of one schedule of a seed.
    pub fn new(seed: u64, number: u64, traced: bool) -> Self {
        let mut dice = Dice::new(seed, number);
        let restless = dice.below(3) == 0;
        let count = 1 + dice.place(if restless { 2 } else { 6 });
        let mut markets = Vec::with_capacity(count + 4);
        let (mut parts, mut rows) = (Vec::with_capacity(count + 2), Vec::with_capacity(count + 2));
        let mut total = 0;
        for place in 0..count {
            let mut market = Marketplace::draw(&mut dice);
            let shown = dice.between(1, 20_000);
            total += shown;
            parts.push(Part {
                marketplace: super::name(place),
                own: Money::new(dice.between(1, 20_000), Currency::Tnd),
                shown: Money::new(shown, Currency::Eur),
                discount: dice.percent(30).then(|| Money::new(dice.between(1, 5_000), Currency::Eur)),
                repeatable: market.repeatable,
                state: PartState::Waiting,
                attempts: 0,
                replaced_by: None,
            });
            rows.push(Some(PartRow { market: place, session: market.open(place as u32), remote: None }));
            markets.push(market);
        }
        let ceiling = Money::new(total, Currency::Eur);
        let policy = Policy::ALL[dice.place(3)];
        let mut saga = saga::begin(OrderNumber::from_bits(dice.roll()), policy, ceiling, parts);
        let mut plan = match dice.below(20) {
            0 => Plan { gives_up: true, ..Plan::default() },
            1 => Plan { pays: 1, gives_up: true, ..Plan::default() },
            2..=3 => Plan { pays: 2 + dice.below(2), gives_up: dice.percent(30), ..Plan::default() },
            4 => Plan { pays: 1, wrong_amount: true, ..Plan::default() },
            _ => Plan { pays: 1, silent: dice.percent(20), ..Plan::default() },
        };
        let mut wallet_pays = None;
        let handlers = vec![(None, Task::Idle), (None, Task::Idle)];
        if dice.below(8) == 0 {
            let wallet = WalletId::from_bits(1);
            saga.source = Source::Wallet { wallet };
            let reference = saga.hold_reference();
            wallet_pays = Some(Event::PaymentAuthorised { reference, amount: ceiling });
            plan = Plan { pays: dice.below(2) * dice.below(2), ..Plan::default() };
        }
        let workers = 2 + dice.place(2);
        let weather = [0, 2, 6, 10][dice.place(4)];
        let crashes = [0, 1, 4][dice.place(3)];
        let mut world = Self {
            database: Database::new(saga, rows),
            markets,
            gateway: Gateway::default(),
            late: Vec::new(),
            weather,
            crashes,
            trace: traced.then(Vec::new),
            in_wallet: ceiling,
            fresh: 0,
            workers: vec![Task::Idle; workers],
            handlers,
            notices: Vec::new(),
            plan,
            restless,
            asleep: [0; 3],
            dice,
        };
        if let Some(event) = wallet_pays {
            // The order and its hold are written down in one commit.
            let step = saga::step(&world.database.saga, &event).expect("the hold of a new order is taken");
            world.database.advance(&Advance { version: 1, step, finishes: None, learned: Learned::default() });
        }
        note!(
            world,
            "{policy:?}, {ceiling}, {plan:?}, weather {weather}, crashes {crashes}: {:?}",
            world.database.saga.parts
        );
        world
    }

    /// Lets everything happen.
    ///
    /// # Errors
    /// When the world does not come to rest.
    pub fn run(&mut self) -> Result<(), String> {
        let turns = if self.restless { 60 + self.dice.below(120) } else { 12 + self.dice.below(60) };
        for _ in 0..turns {
            self.turn();
        }
        (self.weather, self.crashes) = (0, 0);
        note!(self, "calm");
        self.come_to_rest()
    }

    /// One thing happens.
    fn turn(&mut self) {
        match self.dice.below(64) {
            0..=34 => {
                let worker = self.dice.place(self.workers.len());
                if self.asleep[worker] == 0 {
                    self.work(worker);
                    self.fall_asleep(worker);
                } else {
                    self.asleep[worker] -= 1;
                }
            }
            35..=36 if self.restless => self.forget_session(),
            37 if self.restless => self.pass(40_000, 90_000),
            35..=40 => self.work(0),
            41..=50 => {
                let handler = self.dice.place(self.handlers.len());
                self.handle(handler);
            }
            51..=54 => self.shop(),
            55..=56 => self.pass(1_000, 30_000),
            57 => self.pass(40_000, 90_000),
            58 => self.jump(),
            59 => self.arrive_late(),
            60 => self.forget_session(),
            61 => self.withdraw(),
            62 => self.ask_for_refund(),
            _ => {
                let worker = self.dice.place(self.workers.len());
                note!(self, "worker {worker} dies");
                self.workers[worker] = Task::Idle;
            }
        }
    }

    /// In a restless world a worker stops for a while in the middle of its work, until its lease has run out.
    fn fall_asleep(&mut self, worker: usize) {
        if self.restless && worker > 0 && !self.workers[worker].is_idle() && self.dice.percent(15) {
            self.asleep[worker] = self.dice.below(30);
            self.pass(LEASE, LEASE + 30_000);
        }
    }

    fn work(&mut self, worker: usize) {
        let task = std::mem::take(&mut self.workers[worker]);
        self.workers[worker] = self.go_on(task, worker);
    }

    /// Goes on with a message or a question; takes up another one when it is done.
    fn handle(&mut self, handler: usize) {
        let (notice, task) = std::mem::take(&mut self.handlers[handler]);
        if let Task::Idle = task {
            self.handlers[handler] = self.next_to_handle();
            return;
        }
        let next = self.go_on(task, 10 + handler);
        if let Task::Handled = next {
            // Acknowledged; sometimes the gateway does not notice that and says it again.
            if let Some(id) = notice
                && (self.weather == 0 || self.dice.percent(70))
            {
                self.notices.retain(|notice| notice.id != id);
            }
            self.handlers[handler] = (None, Task::Idle);
        } else {
            self.handlers[handler] = (notice, next);
        }
    }

    /// A message of the gateway, a question about the page, or one about a placed order.
    fn next_to_handle(&mut self) -> (Option<u32>, Task) {
        let came = |event| Task::Came(None, Came::heard(event));
        if !self.notices.is_empty() {
            let notice = &self.notices[self.dice.place(self.notices.len())];
            return (Some(notice.id), came(notice.event.clone()));
        }
        let event = self.answer_of_page().or_else(|| self.withdrawn_part());
        (None, event.map_or(Task::Idle, came))
    }

    /// Nothing fails any more; everything that is under way is carried through.
    fn come_to_rest(&mut self) -> Result<(), String> {
        for _ in 0..PATIENCE {
            while !self.late.is_empty() {
                self.arrive_late();
            }
            while self.plan.pays > 0 {
                self.shop();
            }
            if let Some(handler) = self.handlers.iter().position(|(_, task)| !task.is_idle()) {
                self.handle(handler);
                continue;
            }
            if let Some(worker) = self.workers.iter().position(|task| !task.is_idle()) {
                self.work(worker);
                continue;
            }
            self.handle(0);
            if !self.handlers[0].1.is_idle() {
                continue;
            }
            self.work(0);
            if !self.workers[0].is_idle() {
                continue;
            }
            match self.database.next_due() {
                Some(due) => self.database.clock = self.database.clock.max(due),
                None => return Ok(()),
            }
        }
        Err(format!("never comes to rest: {:?}", self.database.saga))
    }
}
