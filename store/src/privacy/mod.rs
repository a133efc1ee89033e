//! What the data map says, carried out: everything of a person read for an export, a person erased, and what is too old
//! forgotten.

mod erase;
mod export;
mod retention;

use domain::ids::{AccountId, VisitorId};
use sea_orm::Value;

pub use self::{
    erase::{Erasure, ask, due, erase, keep, of_account, orders_under_way, truncate_log},
    export::{Exported, export},
    retention::sweep,
};

/// Whose rows are meant.
#[derive(Clone, Debug)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// The visitor that everything of it is kept under.
    pub visitor: VisitorId,
}

/// The orders of a person.
const ORDERS: &str = "SELECT number FROM \"order\" WHERE visitor = {visitor} OR user_id = {user}";

/// The addresses of a person: the one of the account, and of their sign-ins at others.
const MAILS: &str = "SELECT email FROM \"user\" WHERE id = {user} \
                     UNION SELECT email FROM external_identity WHERE user_id = {user}";

impl Person {
    /// A statement about this person's rows with its values, out of a text of the data map.
    fn statement(&self, text: &str, fresh: Option<&VisitorId>) -> (String, Vec<Value>) {
        let text = text.replace("{orders}", ORDERS).replace("{mails}", MAILS);
        let names = [
            ("{user}", self.account.as_str()),
            ("{visitor}", self.visitor.as_str()),
            ("{fresh}", fresh.map_or("", VisitorId::as_str)),
        ];
        numbered(text, &names)
    }
}

/// Puts `$1`, `$2` … in place of names, and the values in their order; databases refuse values that nobody asks for.
fn numbered(mut text: String, names: &[(&str, &str)]) -> (String, Vec<Value>) {
    let mut values = Vec::new();
    for (name, value) in names {
        if text.contains(name) {
            values.push(Value::from(*value));
            text = text.replace(name, &format!("${}", values.len()));
        }
    }
    (text, values)
}
