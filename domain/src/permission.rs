//! Who may do what behind the counter: permissions with words that stay, sets of them, and the roles the shop knows by
//! itself.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::ids::InvalidId;

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// One thing that somebody may see or do. Its word stands in the database and never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum Permission {
            $($(#[$doc])* $name,)*
        }

        impl Permission {
            /// All of them, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its word.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)*
                }
            }
        }
    };
}

permissions! {
    /// Sees the first page behind the counter: what waits, what is wrong.
    SeeOverview = "overview.see",
    /// Looks into any order.
    SeeOrders = "orders.see",
    /// Gives money back.
    GiveRefunds = "refunds.give",
    /// Sees the ledger and the comparison with other people's books.
    SeeBooks = "books.see",
    /// Has the books compared.
    CompareBooks = "books.compare",
    /// Sees what needs a person.
    SeeAlerts = "alerts.see",
    /// Notes that an alert is settled.
    SettleAlerts = "alerts.settle",
    /// Sees later work.
    SeeJobs = "jobs.see",
    /// Has work that was given up tried again.
    ReplayJobs = "jobs.replay",
    /// Looks people up.
    SeePeople = "people.see",
    /// Closes an account to its owner, and opens it again.
    SuspendPeople = "people.suspend",
    /// Sees the shop as a customer sees it.
    ActAsCustomer = "people.act-as",
    /// Invites people to work here.
    InviteStaff = "staff.invite",
    /// Says which role somebody has.
    AssignRoles = "roles.assign",
    /// Makes and changes roles.
    ShapeRoles = "roles.shape",
    /// Reads the audit log.
    SeeAudit = "audit.see",
    /// Makes and withdraws keys for programs.
    KeepApiKeys = "api-keys.keep",
    /// Sets the keys that marketplaces gave us.
    KeepMarketplaces = "marketplaces.keep",
    /// Changes the house's own goods.
    KeepCatalogue = "catalogue.keep",
    /// Keeps coupons, promotions and groups of customers.
    KeepCoupons = "coupons.keep",
    /// Reads reports of counterfeits, blocks goods and lets them be sold again.
    BlockGoods = "goods.block",
    /// Offers goods of one's own.
    SellGoods = "goods.sell",
    /// Says which reviews, questions and answers others read.
    ModerateReviews = "reviews.moderate",
    /// Answers shoppers in public, and sees what their reviews say of the goods.
    AnswerShoppers = "reviews.answer",
}

impl Permission {
    fn bit(self) -> u64 {
        1 << self as u64
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

impl FromStr for Permission {
    type Err = InvalidId;

    fn from_str(word: &str) -> Result<Self, InvalidId> {
        Self::ALL.iter().copied().find(|one| one.word() == word).ok_or(InvalidId { what: "permission" })
    }
}

impl TryFrom<String> for Permission {
    type Error = InvalidId;

    fn try_from(word: String) -> Result<Self, InvalidId> {
        word.parse()
    }
}

impl From<Permission> for String {
    fn from(permission: Permission) -> String {
        permission.word().to_owned()
    }
}

/// What somebody may do, all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Permission>", into = "Vec<Permission>")]
pub struct PermissionSet(u64);

impl PermissionSet {
    /// Nothing.
    pub const NONE: Self = Self(0);

    /// Everything there is.
    pub fn all() -> Self {
        Permission::ALL.iter().copied().collect()
    }

    /// Whether a permission is in it.
    pub fn has(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    /// Whether everything of another set is in it: whoever has less cannot give it.
    pub fn covers(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The same with one more.
    #[must_use]
    pub fn with(self, permission: Permission) -> Self {
        Self(self.0 | permission.bit())
    }

    /// What both sets have.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is in it, in the order in which permissions are shown.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |one| self.has(*one))
    }

    /// Whether somebody with it works behind the counter, and so needs a second factor. Selling goods of one's own is not
    /// that.
    pub fn is_staff(self) -> bool {
        self.iter().any(|one| one != Permission::SellGoods)
    }
}

impl FromIterator<Permission> for PermissionSet {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        permissions.into_iter().fold(Self::NONE, Self::with)
    }
}

impl From<Vec<Permission>> for PermissionSet {
    fn from(permissions: Vec<Permission>) -> Self {
        permissions.into_iter().collect()
    }
}

impl From<PermissionSet> for Vec<Permission> {
    fn from(set: PermissionSet) -> Self {
        set.iter().collect()
    }
}

/// The roles that every shop has. Others are made by people and stand in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BuiltInRole {
    /// Whoever signs up.
    Customer,
    /// Offers goods of their own.
    Seller,
    /// Helps customers.
    Support,
    /// Keeps the goods.
    Catalogue,
    /// Keeps the books.
    Finance,
    /// Runs the day, but does not decide who may do what.
    Manager,
    /// May do everything. There is always one.
    Owner,
}

impl BuiltInRole {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Customer, Self::Seller, Self::Support, Self::Catalogue, Self::Finance, Self::Manager, Self::Owner];

    /// Its word, as accounts carry it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Seller => "seller",
            Self::Support => "support",
            Self::Catalogue => "catalogue",
            Self::Finance => "finance",
            Self::Manager => "manager",
            Self::Owner => "owner",
        }
    }

    /// The role of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }

    /// What it permits.
    pub fn permissions(self) -> PermissionSet {
        use Permission as P;
        match self {
            Self::Customer => PermissionSet::NONE,
            Self::Seller => [P::SellGoods].into_iter().collect(),
            Self::Support => {
                [P::SeeOverview, P::SeeOrders, P::SeeAlerts, P::SeePeople, P::ActAsCustomer].into_iter().collect()
            }
            Self::Catalogue => {
                [P::SeeOverview, P::KeepCatalogue, P::KeepMarketplaces, P::ModerateReviews, P::AnswerShoppers]
                    .into_iter()
                    .collect()
            }
            Self::Finance => [
                P::SeeOverview,
                P::SeeOrders,
                P::GiveRefunds,
                P::SeeBooks,
                P::CompareBooks,
                P::SeeAlerts,
                P::SettleAlerts,
            ]
            .into_iter()
            .collect(),
            Self::Manager => PermissionSet::all()
                .iter()
                .filter(|one| !matches!(one, P::ShapeRoles | P::KeepApiKeys | P::AssignRoles | P::SellGoods))
                .collect(),
            Self::Owner => PermissionSet::all(),
        }
    }
}

/// The word of a role that people make: 2 to 32 small letters, digits and hyphens, and none of the built-in ones.
pub fn is_role_word(word: &str) -> bool {
    (2..=32).contains(&word.len())
        && word.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        && BuiltInRole::from_word(word).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_permission_is_found_by_its_word_and_no_two_share_one() {
        for one in Permission::ALL {
            assert_eq!(one.word().parse::<Permission>().unwrap(), *one);
        }
        assert_eq!(PermissionSet::all().iter().count(), Permission::ALL.len());
        assert!("everything".parse::<Permission>().is_err());
    }

    #[test]
    fn nobody_covers_more_than_they_have() {
        let (finance, manager) = (BuiltInRole::Finance.permissions(), BuiltInRole::Manager.permissions());
        assert!(BuiltInRole::Owner.permissions().covers(manager) && manager.covers(finance));
        assert!(!finance.covers(manager) && !manager.covers(BuiltInRole::Owner.permissions()));
        assert!(finance.covers(PermissionSet::NONE));
    }

    #[test]
    fn customers_and_sellers_are_not_staff() {
        let staff: Vec<bool> = BuiltInRole::ALL.iter().map(|role| role.permissions().is_staff()).collect();
        assert_eq!(staff, [false, false, true, true, true, true, true]);
    }

    #[test]
    fn a_made_role_cannot_take_the_word_of_a_built_in_one() {
        assert!(is_role_word("night-shift"));
        for wrong in ["owner", "customer", "", "a", "Night", "night shift"] {
            assert!(!is_role_word(wrong), "{wrong}");
        }
    }
}
