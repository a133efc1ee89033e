//! Staff: who may do what behind the counter.
//!
//! A function that needs a permission takes an [`Allowed`], which is only made where somebody was checked for it: of staff
//! that is signed in and showed a second factor, of the operator's key for the few things it opens, or of a program's key.

mod acting;
mod api_keys;
mod invitations;
mod marketplace_keys;
mod people;
mod roles;

use std::marker::PhantomData;

use domain::{
    ids::AccountId,
    permission::{Permission, PermissionSet},
};
use store::audit_log::Actor;

pub(crate) use self::people::is_last_owner;
pub use self::{
    acting::ACTING_DOORS,
    api_keys::{FORMER_LIVES, KEY_PERMISSIONS, KeyHolder, LONGEST_LIFE, NewKey},
    invitations::{INVITATION_LIVES, Invited},
    marketplace_keys::{MarketplaceKey, key_of},
    people::{Found, Person},
    roles::RoleView,
};
pub use store::{
    api_keys::ApiKey,
    staff::{invitations::Invitation, people::Search},
};

use crate::{ServiceError, accounts::Signed, operator::Operator};

/// A permission as a type, so that functions can ask for it.
pub trait Needs: Send + Sync + 'static {
    /// Which one.
    const PERMISSION: Permission;
}

macro_rules! needs {
    ($($name:ident),* $(,)?) => {
        $(
            #[doc = concat!("[`Permission::", stringify!($name), "`]")]
            #[derive(Clone, Copy, Debug)]
            pub struct $name;

            impl Needs for $name {
                const PERMISSION: Permission = Permission::$name;
            }
        )*
    };
}

/// The permissions as types, by the same names.
pub mod may {
    use super::{Needs, Permission};

    needs!(
        SeeOverview,
        SeeOrders,
        GiveRefunds,
        SeeBooks,
        CompareBooks,
        SeeAlerts,
        SettleAlerts,
        SeeJobs,
        ReplayJobs,
        SeePeople,
        SuspendPeople,
        ActAsCustomer,
        InviteStaff,
        AssignRoles,
        ShapeRoles,
        SeeAudit,
        KeepApiKeys,
        KeepMarketplaces,
        KeepCatalogue,
        KeepCoupons,
        BlockGoods,
        SellGoods,
        ModerateReviews,
        AnswerShoppers,
    );
}

/// Proof that somebody may do one thing. Made where that was checked, and nowhere else.
#[derive(Debug)]
pub struct Allowed<P> {
    by: Actor,
    /// Everything they may do.
    has: PermissionSet,
    permission: PhantomData<fn() -> P>,
}

impl<P> Clone for Allowed<P> {
    fn clone(&self) -> Self {
        Self { by: self.by.clone(), has: self.has, permission: PhantomData }
    }
}

impl<P: Needs> Allowed<P> {
    fn of(by: Actor, has: PermissionSet) -> Option<Self> {
        has.has(P::PERMISSION).then_some(Self { by, has, permission: PhantomData })
    }

    /// Who it is, for the audit log.
    pub fn by(&self) -> &Actor {
        &self.by
    }

    /// The account, where it is somebody with one.
    pub fn account(&self) -> Option<&AccountId> {
        match &self.by {
            Actor::Account(account) => Some(account),
            _ => None,
        }
    }

    /// Everything they may do; nobody gives more than that.
    pub(crate) fn has(&self) -> PermissionSet {
        self.has
    }
}

/// Somebody behind the counter.
#[derive(Clone, Debug)]
pub enum Clerk {
    /// Whoever opened the door with the operator's key.
    Operator(Operator),
    /// Staff that is signed in and showed a second factor.
    Staff(Box<Signed>),
}

/// Why somebody who is signed in is not behind the counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoClerk {
    /// They do not work here.
    NotStaff,
    /// They have not shown a second factor in this session.
    NeedsSecondFactor,
}

/// What the operator's key opens: what whoever runs the machine has to see to. People's data is not among it.
const KEY_OPENS: [Permission; 9] = [
    Permission::SeeOverview,
    Permission::SeeOrders,
    Permission::SeeBooks,
    Permission::CompareBooks,
    Permission::SeeAlerts,
    Permission::SettleAlerts,
    Permission::SeeJobs,
    Permission::ReplayJobs,
    Permission::BlockGoods,
];

impl Clerk {
    /// Somebody who is signed in, where they work here.
    ///
    /// # Errors
    /// Why not, where they are none.
    pub fn of(signed: Signed) -> Result<Self, NoClerk> {
        if !signed.permissions.is_staff() {
            return Err(NoClerk::NotStaff);
        }
        if signed.strong { Ok(Self::Staff(Box::new(signed))) } else { Err(NoClerk::NeedsSecondFactor) }
    }

    /// What they may do.
    pub fn permissions(&self) -> PermissionSet {
        match self {
            Self::Operator(_) => KEY_OPENS.into_iter().collect(),
            Self::Staff(signed) => signed.permissions,
        }
    }

    /// The proof that they may do one thing; `None` where they may not.
    pub fn allowed<P: Needs>(&self) -> Option<Allowed<P>> {
        let by = match self {
            Self::Operator(_) => Actor::Operator,
            Self::Staff(signed) => Actor::Account(signed.account.clone()),
        };
        Allowed::of(by, self.permissions())
    }

    /// The same, where a permission that is lacking is a page that is not there.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] where they may not.
    pub fn must<P: Needs>(&self) -> Result<Allowed<P>, ServiceError> {
        self.allowed().ok_or(ServiceError::NotFound)
    }
}

/// Why something about staff was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It would give more than whoever asks has, or is about somebody who has more.
    TooMuch,
    /// There must be an owner who can act.
    LastOwner,
    /// Nobody does that to themselves.
    Oneself,
    /// There is no such role.
    NoRole,
    /// Somebody has the role, or is invited to it.
    RoleInUse,
    /// The word is none, or is taken.
    BadWord,
    /// The address is none.
    BadEmail,
    /// The name is empty or too long.
    BadName,
    /// A permission that is none, or none at all.
    BadPermissions,
    /// The invitation was used, withdrawn, is too old, or never was one.
    NoInvitation,
    /// The invitation was sent to another address.
    OtherAddress,
    /// The address has to be verified first.
    Unverified,
    /// There is an owner already.
    OwnerExists,
}

impl Refusal {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::TooMuch,
        Self::LastOwner,
        Self::Oneself,
        Self::NoRole,
        Self::RoleInUse,
        Self::BadWord,
        Self::BadEmail,
        Self::BadName,
        Self::BadPermissions,
        Self::NoInvitation,
        Self::OtherAddress,
        Self::Unverified,
        Self::OwnerExists,
    ];

    /// Its word in addresses and text keys.
    pub fn word(self) -> &'static str {
        match self {
            Self::TooMuch => "too-much",
            Self::LastOwner => "last-owner",
            Self::Oneself => "oneself",
            Self::NoRole => "no-role",
            Self::RoleInUse => "role-in-use",
            Self::BadWord => "bad-word",
            Self::BadEmail => "bad-email",
            Self::BadName => "bad-name",
            Self::BadPermissions => "bad-permissions",
            Self::NoInvitation => "no-invitation",
            Self::OtherAddress => "other-address",
            Self::Unverified => "unverified",
            Self::OwnerExists => "owner-exists",
        }
    }
}

/// Something about staff: done, or refused with why.
pub type Decided<T = ()> = Result<Result<T, Refusal>, ServiceError>;

/// The trimmed name of something, where it is one.
fn named(name: &str) -> Option<String> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= 80 && !name.chars().any(char::is_control);
    fits.then(|| name.to_owned())
}
