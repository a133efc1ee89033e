//! What somebody keeps for another day: lists, a comparison, lines put aside, searches, and alerts about products.

mod alert;
mod compare;
mod later;
mod saved_search;
mod wishlist;

pub use self::{
    alert::{AlertKind, AlertView, LIVES, MOST_ALERTS, ProductAlert, Seen, Verdict, judge},
    compare::{Comparison, MOST_COMPARED, Row, rows},
    later::Later,
    saved_search::{MOST_SAVED_SEARCHES, SavedSearch, news, remembered},
    wishlist::{ListName, MOST_LISTS, MOST_WISHES, Note, SharedList, Wish, WishView, Wishlist},
};

/// Text that somebody typed, without control characters and without blanks around and between words; `None` where it is
/// longer than so many letters.
fn tidied(text: &str, longest: usize) -> Option<String> {
    let clean: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    (clean.chars().count() <= longest).then_some(clean)
}
