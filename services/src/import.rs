//! People of another shop: read from a CSV file, with password hashes that bcrypt made. Each becomes an account once; at
//! their first sign-in the hash is made anew (see `accounts`).

use std::collections::HashMap;

use domain::{account::Email, locale::Locale};
use store::{Store, StoreError};

use crate::{
    ServiceError,
    accounts::{NewAccount, open_account},
    now,
    shop::commit,
};

/// The costs that are accepted: less is too weak, and more would keep a core busy for minutes.
const COSTS: std::ops::RangeInclusive<u32> = 4..=15;

/// How many accounts are written in one commit.
const AT_ONCE: usize = 200;

/// The longest name, in letters.
const LONGEST_NAME: usize = 100;

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// How many accounts were opened.
    pub opened: u64,
    /// How many were there before, by their address; nothing of them was changed.
    pub known: u64,
    /// The lines that became no account, and why.
    pub refused: Vec<Refused>,
}

/// A line that became no account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its number in the file, from 1.
    pub line: u64,
    /// Why.
    pub why: String,
}

/// Opens an account for every line of a CSV file that can be one. The first line names the columns: `email` and
/// `password_hash`, and where they are known `username`, `first_name`, `last_name`, `language` and `email_verified`.
///
/// Again is as good as once: whoever is there already, by their address, is left as they are. A username that is taken is
/// replaced by one that is made; their address opens the account all the same.
///
/// # Errors
/// When the first line names no such columns, or the store fails; lines before that stay.
pub async fn import_users(store: &Store, text: &[u8]) -> Result<Imported, ImportError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text);
    let columns = Columns::read(reader.headers().map_err(|error| ImportError::Columns(error.to_string()))?)?;
    let mut outcome = Imported::default();
    let mut waiting: Vec<NewAccount> = Vec::new();
    let mut seen: HashMap<Email, u64> = HashMap::new();
    for row in reader.records() {
        let (line, read) = match row {
            Ok(row) => {
                let line = row.position().map_or(0, csv::Position::line);
                (line, columns.account(&row))
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                (line, Err(error.to_string()))
            }
        };
        match read {
            Ok(new) => match seen.get(&new.email) {
                Some(first) => {
                    outcome.refused.push(Refused { line, why: format!("the address stands in line {first} already") });
                }
                None => {
                    seen.insert(new.email.clone(), line);
                    waiting.push(new);
                }
            },
            Err(why) => outcome.refused.push(Refused { line, why }),
        }
        if waiting.len() >= AT_ONCE {
            write(store, std::mem::take(&mut waiting), &mut outcome).await?;
        }
    }
    write(store, waiting, &mut outcome).await?;
    outcome.refused.sort_by_key(|refused| refused.line);
    Ok(outcome)
}

/// Why a file was not read to its end.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The first line is not what it must be.
    #[error("the first line must name the columns email and password_hash: {0}")]
    Columns(String),
    /// The store failed; lines before that stay.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// Writes accounts in one commit, and counts what became of them.
async fn write(store: &Store, new: Vec<NewAccount>, outcome: &mut Imported) -> Result<(), ImportError> {
    let written = commit!(store, |tx| {
        let (mut opened, mut known) = (0, 0);
        for account in new {
            match open_account(tx, &account, now()).await? {
                Some(_) => opened += 1,
                None => known += 1,
            }
        }
        Ok::<_, StoreError>((opened, known))
    });
    let (opened, known) = written.map_err(ServiceError::from)?;
    outcome.opened += opened;
    outcome.known += known;
    Ok(())
}

/// Where the columns are.
struct Columns(HashMap<String, usize>);

impl Columns {
    fn read(heads: &csv::StringRecord) -> Result<Self, ImportError> {
        let known: HashMap<String, usize> = heads
            .iter()
            .enumerate()
            .map(|(at, head)| (head.trim_start_matches('\u{feff}').to_lowercase(), at))
            .collect();
        for needed in ["email", "password_hash"] {
            if !known.contains_key(needed) {
                return Err(ImportError::Columns(format!("{needed} is missing")));
            }
        }
        Ok(Self(known))
    }

    fn field<'a>(&self, row: &'a csv::StringRecord, name: &str) -> &'a str {
        self.0.get(name).and_then(|at| row.get(*at)).unwrap_or_default()
    }

    fn account(&self, row: &csv::StringRecord) -> Result<NewAccount, String> {
        let email: Email = self.field(row, "email").parse().map_err(|_| "the address is none".to_owned())?;
        let hash = self.field(row, "password_hash");
        if !is_bcrypt(hash) {
            return Err("the password hash is not one of bcrypt, or costs too little or too much".to_owned());
        }
        let language = self.field(row, "language");
        let locale = match language {
            "" => Locale::En,
            tag => Locale::from_tag(tag).ok_or_else(|| format!("the language {tag:?} is not known"))?,
        };
        let verified = match self.field(row, "email_verified") {
            "" | "1" | "true" | "yes" => true,
            "0" | "false" | "no" => false,
            other => return Err(format!("email_verified is {other:?}, which is neither true nor false")),
        };
        let mut new = NewAccount { verified, ..NewAccount::customer(email, locale) };
        if let Some(username) = Some(self.field(row, "username")).filter(|name| !name.is_empty()) {
            let username = username.parse().map_err(|_| format!("the username {username:?} cannot be one here"))?;
            new.username = Some(username);
        }
        for (name, place) in [("first_name", &mut new.first_name), ("last_name", &mut new.last_name)] {
            let text = self.field(row, name);
            if text.chars().count() > LONGEST_NAME || text.chars().any(char::is_control) {
                return Err(format!("{name} is too long, or holds what is no letter"));
            }
            text.clone_into(place);
        }
        new.password_hash = Some(hash.to_owned());
        Ok(new)
    }
}

/// Whether a text is a hash that bcrypt made at a cost that is accepted: `$2b$12$` and 53 letters.
fn is_bcrypt(hash: &str) -> bool {
    let mut parts = hash.split('$');
    let (Some(""), Some("2a" | "2b" | "2y"), Some(cost), Some(rest), None) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let letters = rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'/'));
    cost.len() == 2 && cost.parse().is_ok_and(|cost| COSTS.contains(&cost)) && rest.len() == 53 && letters
}

/// Whether a password fits a hash that bcrypt made. Takes a while: not for threads that serve others.
pub(crate) fn fits_bcrypt(password: &str, kept: &str) -> bool {
    is_bcrypt(kept) && bcrypt::verify(password, kept).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use store::{accounts, testing::fresh};

    use super::*;

    /// `correct horse battery staple`, at the lowest cost.
    fn hash() -> String {
        bcrypt::hash("correct horse battery staple", 4).unwrap()
    }

    #[test]
    fn only_hashes_of_bcrypt_at_sensible_costs_are_taken() {
        let good = hash();
        assert!(is_bcrypt(&good) && fits_bcrypt("correct horse battery staple", &good));
        assert!(!fits_bcrypt("another", &good));
        let dear = good.replacen("$04$", "$31$", 1);
        for wrong in ["", "secret", "$2b$04$", "$argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA", dear.as_str(), &good[1..]] {
            assert!(!is_bcrypt(wrong) && !fits_bcrypt("correct horse battery staple", wrong), "{wrong}");
        }
    }

    #[tokio::test]
    async fn every_line_becomes_an_account_once_or_is_named_with_its_reason() {
        let store = fresh().await;
        let hash = hash();
        let file = format!(
            "email,password_hash,username,first_name,language\n\
             ann@example.org,{hash},ann,Ann,fr\n\
             nonsense,{hash},,,\n\
             bo@example.org,plain,,,\n\
             \"Cé, the second\"@example.org,{hash},,,\n\
             ANN@example.org,{hash},,,\n\
             dee@example.org,{hash},ann,,\n\
             eve@example.org,{hash},,\"Eve, \"\"the\"\" first\",xx\n\
             fay@example.org,{hash}\n"
        );
        let first = import_users(&store, file.as_bytes()).await.unwrap();
        assert_eq!((first.opened, first.known), (3, 0));
        let lines: Vec<u64> = first.refused.iter().map(|refused| refused.line).collect();
        assert_eq!(lines, [3, 4, 5, 6, 8], "{:?}", first.refused);
        let ann = accounts::by_email(store.reader(), &"ann@example.org".parse().unwrap()).await.unwrap().unwrap();
        assert_eq!((ann.first_name.as_str(), ann.username.as_str(), ann.locale), ("Ann", "ann", Locale::Fr));
        assert_eq!(ann.password_hash, Some(hash));
        let again = import_users(&store, file.as_bytes()).await.unwrap();
        assert_eq!((again.opened, again.known, again.refused.len()), (0, 3, 5));
        let dee = accounts::by_email(store.reader(), &"dee@example.org".parse().unwrap()).await.unwrap().unwrap();
        assert_ne!(dee.username.as_str(), "ann", "her name was taken; her address was not");
    }

    #[tokio::test]
    async fn a_file_that_does_not_name_its_columns_is_not_read() {
        let store = fresh().await;
        for wrong in ["", "ann@example.org,hash\n", "email\nann@example.org\n"] {
            assert!(matches!(import_users(&store, wrong.as_bytes()).await, Err(ImportError::Columns(_))), "{wrong:?}");
        }
    }
}
