//! Lists of things that somebody wants: several, each with a name, private or shown to whoever has its link.

use serde::{Deserialize, Serialize};

use super::tidied;
use crate::{
    cart::Quantity,
    catalog::{Availability, Picture},
    ids::{InvalidId, ListId, ProductRef},
    money::Money,
    time::Timestamp,
};

/// How many lists one visitor keeps.
pub const MOST_LISTS: u32 = 20;

/// How many products one list holds.
pub const MOST_WISHES: u32 = 300;

/// The name of a list: 1 to 60 letters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ListName(String);

/// What somebody notes beside a wish: up to 300 letters, perhaps none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Note(String);

impl ListName {
    /// The most letters.
    pub const LONGEST: usize = 60;

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Note {
    /// The most letters.
    pub const LONGEST: usize = 300;

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ListName {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        let named = tidied(&text, Self::LONGEST).filter(|name| !name.is_empty());
        named.map(Self).ok_or(InvalidId { what: "list name" })
    }
}

impl TryFrom<String> for Note {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        tidied(&text, Self::LONGEST).map(Self).ok_or(InvalidId { what: "note" })
    }
}

impl From<ListName> for String {
    fn from(name: ListName) -> String {
        name.0
    }
}

impl From<Note> for String {
    fn from(note: Note) -> String {
        note.0
    }
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wishlist {
    /// Its id.
    pub id: ListId,
    /// Its name; `None` for the list of the hearts until it is given one.
    pub name: Option<ListName>,
    /// Whether hearts save into it; each visitor has at most one such list, and it cannot be deleted.
    pub hearts: bool,
    /// Since when whoever has its link may look at it; `None` while it is private.
    pub shared_at: Option<Timestamp>,
    /// How many products it holds.
    pub count: u32,
}

/// A product on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Which.
    pub product: ProductRef,
    /// How many are wanted.
    pub quantity: Quantity,
    /// What is noted beside it.
    pub note: Note,
    /// When it was saved.
    pub saved_at: Timestamp,
}

/// A wish with its product as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WishView {
    /// The wish.
    pub wish: Wish,
    /// What the product is called; its id where nothing is known of it any more.
    pub title: String,
    /// Its picture.
    pub picture: Option<Picture>,
    /// What one costs in the marketplace's currency, where that is known.
    pub price: Option<Money>,
    /// Whether it can be bought; what nobody sells any more is out of stock.
    pub availability: Availability,
}

/// A list as whoever has its link sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedList {
    /// Its name, where it has one.
    pub name: Option<ListName>,
    /// What is on it.
    pub wishes: Vec<WishView>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_a_name_of_some_letters_and_a_note_may_be_empty() {
        let name = |text: &str| ListName::try_from(text.to_owned()).map(String::from);
        assert_eq!(name("  For\u{7} the\nkitchen ").unwrap(), "For the kitchen");
        assert!(name(" \u{0} ").is_err() && name(&"x".repeat(61)).is_err());
        assert!(name(&"é".repeat(60)).is_ok(), "letters are counted, not bytes");
        let note = |text: &str| Note::try_from(text.to_owned());
        assert_eq!(note("").unwrap(), Note::default());
        assert!(note(&"x".repeat(301)).is_err());
    }
}
