//! The colours that goods are sorted by.

use serde::{Deserialize, Serialize};

use super::{
    lexicon::{Lexicon, Standing},
    tokens::tokens,
};

macro_rules! colours {
    ($($variant:ident $slug:literal;)*) => {
        /// A colour as shoppers tell colours apart; shades belong to one of them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum Colour {
            $(#[doc = $slug] $variant,)*
        }

        impl Colour {
            /// Every colour, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its word in addresses.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$variant => $slug,)* }
            }
        }
    };
}

colours! {
    Black "black";
    White "white";
    Grey "grey";
    Red "red";
    Orange "orange";
    Yellow "yellow";
    Green "green";
    Blue "blue";
    Purple "purple";
    Pink "pink";
    Brown "brown";
    Beige "beige";
    Gold "gold";
    Silver "silver";
    Turquoise "turquoise";
}

impl Colour {
    /// The colour of an address word.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|colour| colour.slug() == slug)
    }

    /// Every colour that a text of a catalogue names, in English, French or Arabic: `Black and brass` is black and gold.
    pub fn all_in(text: &str) -> Vec<Self> {
        Self::found(text, |_| true)
    }

    /// Every colour that a title names without doubt: `mint` may be a plant there.
    pub fn all_in_title(title: &str) -> Vec<Self> {
        Self::found(title, |standing| standing == Standing::Always)
    }

    fn found(text: &str, counts: impl Fn(Standing) -> bool) -> Vec<Self> {
        let (tokens, lexicon) = (tokens(text), Lexicon::get());
        let (mut colours, mut place) = (Vec::new(), 0);
        while place < tokens.len() {
            let found = lexicon.colours.longest(&tokens, place);
            if let Some((_, (colour, standing))) = found
                && counts(*standing)
                && !colours.contains(colour)
            {
                colours.push(*colour);
            }
            place += found.map_or(1, |(length, _)| length.max(1));
        }
        colours
    }
}

impl TryFrom<String> for Colour {
    type Error = &'static str;

    fn try_from(slug: String) -> Result<Self, Self::Error> {
        Self::from_slug(&slug).ok_or("unknown colour")
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> String {
        colour.slug().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn catalogues_name_colours_in_three_languages() {
        assert_eq!(Colour::all_in("Black and brass"), [Colour::Black, Colour::Gold]);
        assert_eq!(Colour::all_in("Vert sauge"), [Colour::Green]);
        assert_eq!(Colour::all_in("أخضر مريمي"), [Colour::Green]);
        assert_eq!(Colour::all_in("Sky blue"), [Colour::Blue]);
        assert_eq!(Colour::all_in("Walnut"), []);
        assert_eq!(Colour::all_in_title("Push-along car, mustard red"), [Colour::Red]);
    }
}
