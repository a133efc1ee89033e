//! How much each signal counts, and how the sum becomes a confidence. The numbers are found as decision 0032 tells.

/// How many signals there are.
pub(super) const COUNT: usize = Signal::ALL.len();

macro_rules! signals {
    ($($(#[$doc:meta])* $name:ident $word:literal $weight:literal;)*) => {
        /// Something that speaks for two listings being the same thing, or against it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Signal {
            $($(#[$doc])* $name,)*
        }

        impl Signal {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its word in the keys of texts.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// How much it adds to the sum where it is there in full, in thousandths; below zero it speaks against.
            pub fn weight(self) -> i32 {
                match self { $(Self::$name => $weight,)* }
            }
        }
    };
}

signals! {
    /// Every word and every detail is the same.
    Identical "identical" 12_000;
    /// One trade item number, and one that says what the thing is.
    SameGtin "same-gtin" 6_958;
    /// One maker.
    SameBrand "same-brand" 765;
    /// One code or number of a model.
    SameMark "same-mark" 1_507;
    /// The names of the model.
    SameNames "same-names" 397;
    /// The titles as a whole.
    SameTitle "same-title" 25;
    /// What the shorter title says.
    SameWords "same-words" 414;
    /// One kind of thing.
    SameKind "same-kind" 341;
    /// One colour.
    SameColour "same-colour" 1_688;
    /// One capacity, size or power.
    SameAmount "same-amount" 1_313;
    /// As many pieces.
    SameCount "same-count" 662;
    /// The table of details.
    SameDetails "same-details" 226;
    /// About one price.
    NearPrice "near-price" 1_454;
    /// Two trade item numbers.
    OtherGtin "other-gtin" -2_666;
    /// Two makers.
    OtherBrand "other-brand" -3_429;
    /// Only one names a maker.
    LackingBrand "lacking-brand" -36;
    /// Codes that have nothing to do with each other.
    OtherMark "other-mark" -332;
    /// Codes or numbers of neighbouring models.
    NeighbourMark "neighbour-mark" -3_271;
    /// A number that the other lacks.
    LackingMark "lacking-mark" -200;
    /// Pro, Max, Mini: a sibling of the model.
    OtherGrade "other-grade" -4_508;
    /// Other names.
    OtherNames "other-names" -596;
    /// A few words more, and otherwise the same.
    ExtraWords "extra-words" -1_230;
    /// A word in the place of another one.
    OtherWord "other-word" -3_432;
    /// A word more in the midst or at the end of what is the same.
    MoreWords "more-words" -1_780;
    /// Neither tells a name that could be compared.
    NoNames "no-names" -8;
    /// Another kind of thing.
    OtherKind "other-kind" -2_289;
    /// One is an accessory or a part, of the other or of something else.
    Accessory "accessory" -4_503;
    /// One comes with more.
    Bundle "bundle" -4_670;
    /// Another colour.
    OtherColour "other-colour" -6_723;
    /// One is not new.
    OtherCondition "other-condition" -8_110;
    /// Another size.
    OtherSize "other-size" -5_070;
    /// Another edition.
    OtherEdition "other-edition" -4_148;
    /// Another year.
    OtherYear "other-year" -4_000;
    /// Details that contradict each other.
    OtherDetails "other-details" -4_568;
    /// Another capacity.
    OtherAmount "other-amount" -5_189;
    /// Another length, power or time.
    OtherMeasure "other-measure" -3_567;
    /// Another number of pieces.
    OtherCount "other-count" -2_820;
    /// Another number sold together.
    OtherPack "other-pack" -6_156;
    /// Prices far apart.
    FarPrice "far-price" -3_736;
}

/// What the sum begins with, in thousandths.
pub const START: i32 = -500;

/// The calibration: the sum is multiplied by the slope and moved by the shift, both in thousandths, before it becomes a
/// probability.
pub const SLOPE: i32 = 1_118;
/// See [`SLOPE`].
pub const SHIFT: i32 = 262;
