//! What shoppers say of goods: reviews, questions and answers; what of it waits for a person before others read it, and
//! what all reviews of a thing come to.

mod doubts;
mod histogram;
mod question;
mod writing;

use serde::{Deserialize, Serialize};

pub use self::{
    doubts::{Doubt, doubts},
    histogram::Histogram,
    question::{Order, ReviewsQuery},
    writing::{LONGEST_ANSWER, LONGEST_TEXT, LONGEST_TITLE, ReviewForm, ReviewText, checked_answer, shown_name},
};
use crate::{
    catalog::{Picture, Rating},
    ids::{ContributionId, MarketplaceId, ProductRef},
    time::Timestamp,
};

/// How many pictures a review may have.
pub const MOST_PICTURES: u32 = 4;

/// From one star to five.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Stars(u8);

impl Stars {
    /// All of them, the most first.
    pub const ALL: [Self; 5] = [Self(5), Self(4), Self(3), Self(2), Self(1)];

    /// How many.
    pub fn count(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Stars {
    type Error = &'static str;

    fn try_from(count: u8) -> Result<Self, Self::Error> {
        if (1..=5).contains(&count) { Ok(Self(count)) } else { Err("from one star to five") }
    }
}

impl From<Stars> for u8 {
    fn from(stars: Stars) -> u8 {
        stars.0
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$of])* #[serde(rename = $word)] $variant,)*
        }

        impl $name {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its word in tables, addresses and texts.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The one of a word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }
    };
}
pub(crate) use words;

words! {
    /// What somebody contributed.
    ContributionKind {
        /// A review of something.
        Review = "review",
        /// A question about something.
        Question = "question",
        /// An answer to a question.
        Answer = "answer",
    }
}

words! {
    /// Whether others read it.
    Standing {
        /// A person looks at it first.
        Waiting = "waiting",
        /// Everybody reads it.
        Published = "published",
        /// Nobody but its author does.
        Refused = "refused",
    }
}

words! {
    /// Why something was not published; its author is told.
    Refusal {
        /// It hurts somebody.
        Offensive = "offensive",
        /// It tells of somebody what is nobody's business.
        Personal = "personal",
        /// It sells something else.
        Advertising = "advertising",
        /// It is not about the thing.
        OffTopic = "off-topic",
        /// It says what is not so.
        Misleading = "misleading",
        /// It is somebody else's work.
        Copied = "copied",
        /// Something else, said in the note.
        Other = "other",
    }
}

words! {
    /// What somebody thinks of another's review.
    Vote {
        /// It helped them.
        Helpful = "helpful",
        /// Somebody should look at it.
        Report = "report",
    }
}

/// What moderation made of something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Why it waits; empty where nothing is wrong with it.
    pub doubts: Vec<Doubt>,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
    /// What the moderator wrote to its author; may be empty.
    pub note: String,
}

/// A review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Which.
    pub id: ContributionId,
    /// What it was written about.
    pub product: ProductRef,
    /// What its author is called in public; empty where they gave no name.
    pub author: String,
    /// The stars.
    pub stars: Stars,
    /// In a few words; may be empty.
    pub title: String,
    /// In more words.
    pub text: String,
    /// Whether its author bought the thing here.
    pub bought: bool,
    /// Whether others read it.
    pub standing: Standing,
    /// What moderation made of it.
    pub looked: Looked,
    /// What the shop says to it, and when.
    pub reply: Option<(String, Timestamp)>,
    /// How many it helped.
    pub helpful: u32,
    /// Addresses of its pictures.
    pub pictures: Vec<String>,
    /// When it was written, or last changed.
    pub at: Timestamp,
}

/// A question with its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Which.
    pub id: ContributionId,
    /// What it is about.
    pub product: ProductRef,
    /// What its author is called in public; may be empty.
    pub author: String,
    /// The question.
    pub text: String,
    /// Whether others read it.
    pub standing: Standing,
    /// What moderation made of it.
    pub looked: Looked,
    /// When it was asked.
    pub at: Timestamp,
    /// The answers, the shop's own first.
    pub answers: Vec<Answer>,
}

/// An answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Which.
    pub id: ContributionId,
    /// The question.
    pub question: ContributionId,
    /// What its author is called in public; may be empty.
    pub author: String,
    /// Whether the shop answered.
    pub by_shop: bool,
    /// The answer.
    pub text: String,
    /// Whether others read it.
    pub standing: Standing,
    /// What moderation made of it.
    pub looked: Looked,
    /// When it was given.
    pub at: Timestamp,
}

/// What a product's page shows of its reviews.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewsPage {
    /// All published reviews by their stars.
    pub histogram: Histogram,
    /// How many of them are by people who bought it.
    pub bought: u32,
    /// How many have pictures.
    pub pictured: u32,
    /// Those that were asked for.
    pub reviews: Vec<Review>,
    /// Whether there are more behind them.
    pub more: bool,
}

/// What reviews say of one product group, for those who sell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatedGroup {
    /// One of its products.
    pub product: ProductRef,
    /// Its title.
    pub title: String,
    /// Its picture.
    pub picture: Option<Picture>,
    /// The average of its reviews.
    pub rating: Rating,
    /// How many of them gave one star or two.
    pub poor: u32,
    /// How many pieces were bought here.
    pub sold: u32,
}

/// What a marketplace's own shoppers say of one of its listings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatedListing {
    /// The listing.
    pub product: ProductRef,
    /// Its title.
    pub title: String,
    /// Their stars.
    pub rating: Rating,
}

impl RatedListing {
    /// Whose shoppers they are.
    pub fn marketplace(&self) -> &MarketplaceId {
        &self.product.marketplace
    }
}
