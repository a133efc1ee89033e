//! What was paid for orders and into wallets, beside the gateway's journal.

use std::collections::BTreeSet;

use sandbox::journal::Entry;

use super::{Audit, Told, World, told};
use crate::Problem;

/// A payment as our books have it.
struct Payment {
    order: String,
    gateway: String,
    phase: String,
    held: i64,
    captured: i64,
    released: i64,
    refunded: i64,
}

/// Money on its way into a wallet, as our books have it.
struct TopUp {
    id: String,
    state: String,
    amount: i64,
}

impl World {
    /// Every payment and every top-up, both ways.
    pub(super) async fn compare_payments(&self, audit: &mut Audit) -> Result<(), Problem> {
        let payments = self.payments().await?;
        audit.orders = payments.len() as u64;
        audit.by_wallet = payments.iter().filter(|payment| !payment.is_at_gateway() && payment.held > 0).count() as u64;
        for payment in payments.iter().filter(|payment| !is_at_rest(&payment.phase)) {
            audit.stuck += 1;
            audit.say(format!("stuck: {} is {}", payment.order, payment.phase));
        }
        compare(audit, &payments, &self.top_ups().await?, &self.gateway_journal().await?);
        Ok(())
    }

    async fn payments(&self) -> Result<Vec<Payment>, Problem> {
        let question = "SELECT payment.order_number, payment.gateway, saga.phase, payment.held, payment.captured, \
                        payment.released, payment.refunded FROM payment \
                        JOIN saga ON saga.order_number = payment.order_number";
        let read = |row: sea_orm::QueryResult| {
            Ok(Payment {
                order: row.try_get_by_index(0)?,
                gateway: row.try_get_by_index(1)?,
                phase: row.try_get_by_index(2)?,
                held: row.try_get_by_index(3)?,
                captured: row.try_get_by_index(4)?,
                released: row.try_get_by_index(5)?,
                refunded: row.try_get_by_index(6)?,
            })
        };
        self.books.rows(question).await?.into_iter().map(read).collect()
    }

    async fn top_ups(&self) -> Result<Vec<TopUp>, Problem> {
        let read = |row: sea_orm::QueryResult| {
            Ok(TopUp {
                id: row.try_get_by_index(0)?,
                state: row.try_get_by_index(1)?,
                amount: row.try_get_by_index(2)?,
            })
        };
        self.books.rows("SELECT id, state, amount FROM top_up").await?.into_iter().map(read).collect()
    }
}

impl Payment {
    /// Whether a gateway was paid, and not a wallet.
    fn is_at_gateway(&self) -> bool {
        self.gateway != "wallet"
    }
}

fn is_at_rest(phase: &str) -> bool {
    matches!(phase, "done" | "needs_human")
}

fn compare(audit: &mut Audit, payments: &[Payment], top_ups: &[TopUp], journal: &[Entry]) {
    let [held, captured, released, refunded] =
        ["authorised", "captured", "released", "refunded"].map(|kind| told(journal, kind));
    let known: BTreeSet<&str> = payments
        .iter()
        .map(|payment| payment.order.as_str())
        .chain(top_ups.iter().map(|one| one.id.as_str()))
        .collect();
    for reference in held.keys().filter(|reference| !known.contains(reference.as_str())) {
        audit.lost(format!("the gateway holds money for {reference}, which we do not know"));
    }
    for payment in payments {
        let of = |told: &Told| told.get(&payment.order).copied().unwrap_or_default();
        let order = &payment.order;
        audit.paid += u64::from(of(&held).0 > 0);
        audit.captures += of(&captured).0;
        if of(&held).0 > 1 {
            audit.double(format!("{order} was paid {} times", of(&held).0));
        }
        if of(&captured).0 > 1 {
            audit.double(format!("{order} was captured {} times", of(&captured).0));
        }
        if of(&held).1 > 0 && payment.held == 0 {
            audit.lost(format!("the gateway holds {} for {order}, and we know of nothing", of(&held).1));
        }
        // What a wallet paid, no gateway heard of.
        let share = |ours: i64| if payment.is_at_gateway() { ours } else { 0 };
        let pairs = [
            ("held", share(payment.held), of(&held).1),
            ("captured", share(payment.captured), of(&captured).1),
            ("released", share(payment.released), of(&released).1),
            ("refunded", share(payment.refunded), of(&refunded).1),
        ];
        for (what, ours, theirs) in pairs.into_iter().filter(|(_, ours, theirs)| ours != theirs) {
            audit.unmatched(format!("{order}: we say {ours} {what}, the gateway says {theirs}"));
        }
    }
    for TopUp { id, state, amount } in top_ups {
        let (count, taken) = captured.get(id).copied().unwrap_or_default();
        if state == "open" {
            audit.stuck += 1;
            audit.say(format!("stuck: {id} is open"));
        }
        if count > 1 {
            audit.double(format!("{id} was taken {count} times"));
        }
        let credited = if state == "credited" { *amount } else { 0 };
        audit.top_ups += u64::from(credited > 0);
        match taken - credited {
            0 => {}
            more if more > 0 && credited == 0 => {
                audit.lost(format!("the gateway took {taken} for {id}, and nothing came into the wallet"));
            }
            _ => audit.unmatched(format!("{id}: {credited} came into the wallet, the gateway took {taken}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::journal, *};

    fn payment(held: i64, captured: i64) -> Payment {
        let released = held - captured;
        let (order, gateway, phase) = ("OC-1".into(), "stripe".into(), "done".into());
        Payment { order, gateway, phase, held, captured, released, refunded: 0 }
    }

    fn found(payments: &[Payment], top_ups: &[TopUp], entries: &[(&str, i64)]) -> (u64, u64, u64) {
        let mut audit = Audit::default();
        compare(&mut audit, payments, top_ups, &journal(entries));
        (audit.lost, audit.double, audit.unmatched)
    }

    #[test]
    fn books_that_agree_are_clean() {
        let told = [("authorised", 500), ("captured", 300), ("released", 200)];
        assert_eq!(found(&[payment(500, 300)], &[], &told), (0, 0, 0));
        let by_wallet = Payment { gateway: "wallet".into(), ..payment(500, 300) };
        assert_eq!(found(&[by_wallet], &[], &[]), (0, 0, 0));
    }

    #[test]
    fn money_that_only_the_gateway_knows_of_is_lost() {
        let held = [("authorised", 500)];
        let (lost, _, unmatched) = found(&[payment(0, 0)], &[], &held);
        assert_eq!((lost, unmatched), (1, 1));
        assert_eq!(found(&[], &[], &held).0, 1);
    }

    #[test]
    fn what_was_taken_twice_is_double() {
        let told = [("authorised", 500), ("captured", 500), ("captured", 500)];
        assert_eq!(found(&[payment(500, 500)], &[], &told), (0, 1, 1));
    }

    #[test]
    fn what_was_paid_into_a_wallet_has_to_arrive_there_once() {
        let told = [("authorised", 500), ("captured", 500)];
        let top_up = |state: &str| [TopUp { id: "OC-1".into(), state: state.into(), amount: 500 }];
        assert_eq!(found(&[], &top_up("credited"), &told), (0, 0, 0));
        assert_eq!(found(&[], &top_up("expired"), &told), (1, 0, 0));
        assert_eq!(found(&[], &top_up("credited"), &[]), (0, 0, 1));
    }
}
