//! The data map: for every column of every table whose it is, whether it says something of a person, whether an export
//! holds it, what erasing a person does to it, and how long it is kept.
//!
//! Export, erasing and the sweep of what is too old are carried out from this map and from nothing else, so what it says
//! is what happens. A test refuses a table or a column that is not in it.

mod tables;
#[cfg(test)]
mod tests;

pub use tables::TABLES;

/// One table of the database.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// Whose a row is, as a condition; `None` where no row is anybody's. `{user}` stands for the account, `{visitor}` for
    /// the visitor of the account, `{orders}` for the numbers of their orders, `{mails}` for the addresses they had.
    pub whose: Option<&'static str>,
    /// Columns that say something of a person.
    pub personal: &'static str,
    /// Columns that tell rows of one person from those of another without saying who it is.
    pub pseudonymous: &'static str,
    /// Columns that say nothing of a person by themselves.
    pub plain: &'static str,
    /// Columns that an export leaves out: secrets, digests of them, and what only names a row.
    pub withheld: &'static str,
    /// What erasing the person does to their rows.
    pub erased: Erased,
    /// How long a row is kept.
    pub kept: Kept,
}

/// What erasing a person does to a row of theirs.
#[derive(Clone, Copy, Debug)]
pub enum Erased {
    /// There is nothing of a person in it.
    Untouched,
    /// The row goes.
    Deleted,
    /// Columns get another value, as an expression; `{fresh}` stands for a new visitor that nobody is.
    Blanked(&'static [(&'static str, &'static str)]),
}

/// How long a row is kept where nobody is erased.
#[derive(Clone, Copy, Debug)]
pub enum Kept {
    /// As long as the shop: the reason.
    ForGood(&'static str),
    /// Until its owner deletes it or is erased.
    WithAccount,
    /// As long as the order it belongs to, whose personal part goes after [`ORDER_DAYS`].
    WithOrder,
    /// So many days since the moment in a column, where a condition holds; then it goes.
    Days {
        /// How many.
        days: u32,
        /// The column with the moment.
        since: &'static str,
        /// The condition; empty where it is always so.
        only: &'static str,
    },
    /// So many days since the moment in a column, where a condition holds; then columns are emptied as in erasing.
    BlankedAfter {
        /// How many.
        days: u32,
        /// The column with the moment.
        since: &'static str,
        /// The condition.
        only: &'static str,
    },
}

/// After how many days without a change the personal part of an order goes: guarantee and limitation have run out.
pub const ORDER_DAYS: u32 = 3 * 365;

/// How much a column says of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// It says something of a person.
    Personal,
    /// It tells rows of one person from those of another.
    Pseudonymous,
    /// It says nothing of a person by itself.
    Plain,
}

impl Class {
    /// Its word in the documentation.
    pub fn word(self) -> &'static str {
        match self {
            Self::Personal => "personal",
            Self::Pseudonymous => "pseudonymous",
            Self::Plain => "none",
        }
    }
}

impl Table {
    /// Its columns with their class.
    pub fn columns(&self) -> Vec<(&'static str, Class)> {
        let of = |list: &'static str, class| list.split_whitespace().map(move |column| (column, class));
        let (personal, pseudonymous) = (of(self.personal, Class::Personal), of(self.pseudonymous, Class::Pseudonymous));
        personal.chain(pseudonymous).chain(of(self.plain, Class::Plain)).collect()
    }

    /// Whether an export holds a column.
    pub fn is_exported(&self, column: &str) -> bool {
        self.whose.is_some() && !self.withheld.split_whitespace().any(|withheld| withheld == column)
    }

    /// The columns that an export holds.
    pub fn exported(&self) -> Vec<&'static str> {
        let columns = self.columns().into_iter().map(|(column, _)| column);
        columns.filter(|column| self.is_exported(column)).collect()
    }

    /// What erasing does to a column, in words.
    pub fn fate(&self, column: &str) -> &'static str {
        match self.erased {
            Erased::Untouched => "stays",
            Erased::Deleted => "deleted",
            Erased::Blanked(columns) if columns.iter().any(|(blanked, _)| *blanked == column) => "replaced",
            Erased::Blanked(_) => "stays",
        }
    }

    /// How long a row is kept, in words.
    pub fn limit(&self) -> String {
        match self.kept {
            Kept::ForGood(why) => format!("for good: {why}"),
            Kept::WithAccount => "until its owner deletes it or the account is erased".to_owned(),
            Kept::WithOrder => format!("its personal part {ORDER_DAYS} days after the order's last change"),
            Kept::Days { days, since, only } => format!("{days} days since `{since}`{}", where_only(only)),
            Kept::BlankedAfter { days, since, only } => {
                format!("its personal part {days} days since `{since}`{}", where_only(only))
            }
        }
    }
}

fn where_only(only: &str) -> String {
    if only.is_empty() { String::new() } else { format!(" where `{only}`") }
}
