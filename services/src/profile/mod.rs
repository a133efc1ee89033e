//! What somebody with an account tells us of themselves and has us keep: names, addresses, preferences, lists.

mod addresses;
mod lists;
mod methods;
mod preferences;

use domain::{
    account::Username,
    checkout::{FieldProblem, Problem},
    ids::AccountId,
    profile::Names,
};
use serde::{Serialize, de::DeserializeOwned};
use store::profile::person;
pub use store::profile::{payment_methods::KeptMethod, person::Person};

use crate::{ServiceError, Shop, accounts::Signed, shop::commit};

/// Why something of a profile was not kept.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// Fields that are wrong.
    #[error("fields are wrong")]
    Fields(Vec<FieldProblem>),
    /// The list holds as many as it can.
    #[error("the list is full")]
    Full,
    /// Something of the shop's failed, or there is no such thing.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<store::StoreError> for ProfileError {
    fn from(error: store::StoreError) -> Self {
        Self::Service(error.into())
    }
}

/// A form whose fields are wrong, kept for its page for a few minutes: what was typed never stands in an address.
pub(crate) type Typed = moka::sync::Cache<(AccountId, &'static str), String>;

impl Shop {
    /// Who somebody is.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the account is gone.
    pub async fn profile(&self, signed: &Signed) -> Result<Person, ServiceError> {
        person::of(self.store.reader(), &signed.account).await?.ok_or(ServiceError::NotFound)
    }

    /// Keeps names and the name to sign in with.
    ///
    /// # Errors
    /// With the fields that are wrong; a name that somebody else has counts as malformed.
    pub async fn save_names(&self, signed: &Signed, names: &Names, username: &str) -> Result<(), ProfileError> {
        let wrong = |problem| FieldProblem { field: "username".to_owned(), problem };
        let username = match username.trim() {
            "" => Err(wrong(Problem::Missing)),
            name => name.parse::<Username>().map_err(|_| wrong(Problem::Malformed)),
        };
        let (names, username) = match (names.check(), username) {
            (Ok(names), Ok(username)) => (names, username),
            (names, username) => {
                let problems = names.err().into_iter().flatten().chain(username.err());
                return Err(ProfileError::Fields(problems.collect()));
            }
        };
        let account = signed.account.clone();
        if commit!(self.store, |tx| person::rename(tx, &account, &names, &username).await)? {
            Ok(())
        } else {
            Err(ProfileError::Fields(vec![wrong(Problem::Taken)]))
        }
    }

    /// Keeps what somebody typed into a form whose fields are wrong, until its page shows it again.
    pub fn keep_typed(&self, signed: &Signed, form: &'static str, typed: &impl Serialize) {
        if let Ok(text) = serde_json::to_string(typed) {
            self.typed.insert((signed.account.clone(), form), text);
        }
    }

    /// What somebody typed into a form whose fields were wrong; once.
    pub fn typed<T: DeserializeOwned>(&self, signed: &Signed, form: &'static str) -> Option<T> {
        let text = self.typed.remove(&(signed.account.clone(), form))?;
        serde_json::from_str(&text).ok()
    }
}

/// 128 random bits as an id's text.
pub(crate) fn new_id() -> String {
    format!("{:032x}", rand::random::<u128>())
}
