//! The rows as they lie in the tables; nothing of them leaves this crate.

mod catalogue;
mod messages;
mod money;
mod orders;
mod shopping;

pub(crate) use self::{catalogue::*, messages::*, money::*, orders::*, shopping::*};

/// A table as an entity: its columns, and no relations, because every question here is asked of one table at a time.
macro_rules! table {
    ($module:ident $table:tt { $($columns:tt)* }) => {
        pub(crate) mod $module {
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $($columns)*
            }

            #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}

            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}
use table;
