//! What must be, in plain numbers: a second, much simpler shop that the real one is held against.

use std::collections::BTreeMap;

/// Something that somebody does.
#[derive(Clone, Debug)]
pub enum Deed {
    /// So many of a product lie in the cart now; none takes it out.
    SetLine { product: u32, quantity: u32 },
    /// A cart is kept that was read before the last change.
    KeepStale,
    /// So many are set aside under a reference.
    SetAside { reference: u32, quantity: u32 },
    /// What was set aside is taken.
    Take { reference: u32 },
    /// What was set aside or taken is put back.
    PutBack { reference: u32 },
    /// Money comes into the wallet, once per payment.
    TopUp { payment: u32, amount: i64 },
    /// An order of two parts is opened; a wallet pays at once.
    Open { by_wallet: bool, prices: [i64; 2] },
    /// Something happens to an order.
    Happens { order: usize, what: What },
}

/// What happens to an order.
#[derive(Clone, Copy, Debug)]
pub enum What {
    Paid,
    Abandoned,
    Placed(usize),
    Refused(usize),
    Captured,
    Released,
    Withdrawn(usize),
    RefundAsked { key: u32, part: usize, amount: i64 },
    Refunded(u32),
    RefundRefused(u32),
}

/// How far an order is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Awaiting,
    Placing,
    Capturing,
    Releasing,
    Done,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PartIs {
    Asked,
    Placed,
    Refused,
    Withdrawn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RefundIs {
    Asked,
    Made,
    Refused,
}

/// An order.
#[derive(Clone, Debug)]
pub struct Order {
    pub by_wallet: bool,
    pub stage: Stage,
    pub captured: i64,
    paid: bool,
    parts: [(i64, PartIs); 2],
    refunds: BTreeMap<u32, (usize, i64, RefundIs)>,
}

/// The refund of a withdrawn part has a key of its own, above those that are asked for.
pub const WITHDRAWN: u32 = 1_000;

/// Everything one shopper has.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    pub cart: BTreeMap<u32, u32>,
    pub cart_version: i64,
    pub on_hand: u32,
    aside: BTreeMap<u32, (u32, bool)>,
    payments: Vec<u32>,
    pub wallet: i64,
    pub held: i64,
    pub orders: Vec<Order>,
}

impl Reference {
    /// A shopper with nothing but a shelf with so many things on it.
    pub fn new(on_hand: u32) -> Self {
        Self { on_hand, ..Self::default() }
    }

    /// Does it, or says no and changes nothing.
    pub fn does(&mut self, deed: &Deed) -> bool {
        match *deed {
            Deed::SetLine { product, quantity } => {
                self.cart.remove(&product);
                if quantity > 0 {
                    self.cart.insert(product, quantity);
                }
                self.cart_version += 1;
                true
            }
            // A first cart has nothing before it.
            Deed::KeepStale => false,
            Deed::SetAside { reference, quantity } => {
                let known = self.aside.contains_key(&reference);
                if !known && quantity <= self.left() {
                    self.aside.insert(reference, (quantity, false));
                    return true;
                }
                known
            }
            Deed::Take { reference } => match self.aside.get_mut(&reference) {
                Some((quantity, taken)) => {
                    if !*taken {
                        self.on_hand -= *quantity;
                    }
                    *taken = true;
                    true
                }
                None => false,
            },
            Deed::PutBack { reference } => {
                if let Some((quantity, true)) = self.aside.remove(&reference) {
                    self.on_hand += quantity;
                }
                true
            }
            Deed::TopUp { payment, amount } => {
                let new = !self.payments.contains(&payment);
                if new {
                    self.payments.push(payment);
                    self.wallet += amount;
                }
                new
            }
            Deed::Open { by_wallet, prices } => self.open(by_wallet, prices),
            Deed::Happens { order, what } => self.happens(order, what),
        }
    }

    /// What is neither set aside nor taken.
    pub fn left(&self) -> u32 {
        self.on_hand - self.aside.values().filter(|(_, taken)| !taken).map(|(quantity, _)| quantity).sum::<u32>()
    }

    fn open(&mut self, by_wallet: bool, prices: [i64; 2]) -> bool {
        let total: i64 = prices.iter().sum();
        if by_wallet {
            if self.wallet < total {
                return false;
            }
            (self.wallet, self.held) = (self.wallet - total, self.held + total);
        }
        let stage = if by_wallet { Stage::Placing } else { Stage::Awaiting };
        let parts = prices.map(|price| (price, PartIs::Asked));
        self.orders.push(Order { by_wallet, stage, captured: 0, paid: by_wallet, parts, refunds: BTreeMap::new() });
        true
    }

    fn happens(&mut self, at: usize, what: What) -> bool {
        let order = &mut self.orders[at];
        match (order.stage, what) {
            (Stage::Awaiting, What::Paid) => (order.stage, order.paid) = (Stage::Placing, true),
            (Stage::Awaiting, What::Abandoned) => order.stage = Stage::Done,
            (Stage::Done, What::Paid) if !order.paid => (order.stage, order.paid) = (Stage::Releasing, true),
            (Stage::Placing, What::Placed(part)) if order.parts[part].1 == PartIs::Asked => {
                return self.settled(at, part, PartIs::Placed);
            }
            (Stage::Placing, What::Refused(part)) if order.parts[part].1 == PartIs::Asked => {
                return self.settled(at, part, PartIs::Refused);
            }
            (Stage::Placing, What::Withdrawn(part)) if order.parts[part].1 == PartIs::Placed => {
                return self.settled(at, part, PartIs::Refused);
            }
            (Stage::Capturing, What::Captured) => {
                (order.stage, order.captured) = (Stage::Done, order.confirmed());
            }
            (Stage::Releasing, What::Released) => order.stage = Stage::Done,
            (Stage::Done, What::Withdrawn(part)) if order.captured > 0 && order.parts[part].1 == PartIs::Placed => {
                order.parts[part].1 = PartIs::Withdrawn;
                let left = order.parts[part].0 - order.given_back(Some(part));
                if left > 0 {
                    self.refund(at, WITHDRAWN + part as u32, part, left);
                }
            }
            (Stage::Done, What::RefundAsked { key, part, amount }) => {
                let bought = matches!(order.parts[part].1, PartIs::Placed | PartIs::Withdrawn);
                let left =
                    (order.parts[part].0 - order.given_back(Some(part))).min(order.captured - order.given_back(None));
                if !bought || order.captured == 0 || order.refunds.contains_key(&key) || amount > left {
                    return false;
                }
                self.refund(at, key, part, amount);
            }
            (Stage::Done, What::Refunded(key)) => return order.answered(key, RefundIs::Made),
            (Stage::Done, What::RefundRefused(key)) => return order.answered(key, RefundIs::Refused),
            _ => return false,
        }
        true
    }

    fn settled(&mut self, at: usize, part: usize, is: PartIs) -> bool {
        let order = &mut self.orders[at];
        order.parts[part].1 = is;
        if order.parts.iter().any(|(_, is)| *is == PartIs::Asked) {
            return true;
        }
        let (total, confirmed) = (order.parts.iter().map(|(price, _)| price).sum::<i64>(), order.confirmed());
        order.stage = match (order.by_wallet, confirmed) {
            (true, _) => Stage::Done,
            (false, 0) => Stage::Releasing,
            (false, _) => Stage::Capturing,
        };
        if order.by_wallet {
            order.captured = confirmed;
            (self.held, self.wallet) = (self.held - total, self.wallet + total - confirmed);
        }
        true
    }

    fn refund(&mut self, at: usize, key: u32, part: usize, amount: i64) {
        let order = &mut self.orders[at];
        let is = if order.by_wallet { RefundIs::Made } else { RefundIs::Asked };
        order.refunds.insert(key, (part, amount, is));
        if order.by_wallet {
            self.wallet += amount;
        }
    }
}

impl Order {
    fn confirmed(&self) -> i64 {
        self.parts.iter().filter(|(_, is)| *is == PartIs::Placed).map(|(price, _)| price).sum()
    }

    fn given_back(&self, part: Option<usize>) -> i64 {
        let counts =
            self.refunds.values().filter(|(of, _, is)| *is != RefundIs::Refused && part.is_none_or(|part| part == *of));
        counts.map(|(_, amount, _)| amount).sum()
    }

    /// What was given back for certain.
    pub fn refunded(&self) -> i64 {
        self.refunds.values().filter(|(_, _, is)| *is == RefundIs::Made).map(|(_, amount, _)| amount).sum()
    }

    fn answered(&mut self, key: u32, with: RefundIs) -> bool {
        match self.refunds.get_mut(&key) {
            Some((_, _, is)) if *is == RefundIs::Asked => {
                *is = with;
                true
            }
            _ => false,
        }
    }
}
