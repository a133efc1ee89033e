//! The table of details: properties known by one name in several languages, some of which say what the title may say too.

use std::collections::BTreeSet;

use super::{
    Listing,
    measures::{Measures, compare},
    read::Read,
    text::{folded, stem},
};

/// What a property says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Detail {
    /// Amounts.
    measures: Measures,
    /// Words, known ones by their name.
    words: BTreeSet<String>,
}

/// Properties by what they are called. Those up to the blank line say what titles say too.
const NAMES: &[(&str, &str)] = &[
    ("colour", "colour color couleur اللون لون shade teinte الدرجه farbe"),
    ("size", "size taille pointure المقاس مقاس"),
    (
        "capacity",
        "capacity capacite contenance storage stockage volume content contents contenu السعه الحجم التخزين memory memoire quantite",
    ),
    ("model", "model modele mpn reference الموديل موديل model number numero de modele part number"),
    ("condition", "condition etat الحاله حاله"),
    (
        "edition",
        "edition format binding reliure platform plateforme language langue version الاصدار التجليد اللغه plug prise",
    ),
    ("count", "pieces pcs quantity count nombre de pieces pack size pack lot العدد عدد القطع"),
    ("brand", "brand marque maker manufacturer fabricant العلامه التجاريه الماركه"),
    ("battery", "battery battery life autonomie batterie عمر البطاريه البطاريه"),
    ("material", "material matiere materiau materiel الخامه الماده المواد"),
    ("weight", "weight poids الوزن net weight poids net"),
    ("power", "power puissance القدره الطاقه"),
    ("height", "height hauteur الارتفاع"),
    ("width", "width largeur العرض"),
    ("length", "length longueur الطول"),
    ("depth", "depth profondeur العمق"),
    ("diameter", "diameter diametre القطر"),
    ("dimensions", "dimensions dimension الابعاد"),
    ("screen", "screen ecran display الشاشه screen size"),
    ("protection", "protection water resistance etancheite مقاومه الماء"),
    ("author", "author auteur المولف"),
    ("pages", "pages nombre de pages الصفحات عدد الصفحات"),
    ("publisher", "publisher editeur الناشر"),
    ("year", "year annee السنه release year"),
    ("processor", "processor processeur cpu المعالج"),
    ("ram", "ram memoire vive الذاكره"),
    ("voltage", "voltage tension الجهد"),
    ("drivers", "drivers transducteurs haut-parleurs"),
    ("scent", "scent parfum senteur الرائحه"),
    ("flavour", "flavour flavor gout saveur النكهه"),
];

/// The one name of a property.
fn name(told: &str) -> String {
    let told = folded(told);
    let told = told.trim();
    let known = NAMES
        .iter()
        .find(|(_, ways)| ways.split(' ').any(|way| way == told) || (told.contains(' ') && ways.contains(told)));
    known.map_or_else(|| stem(told), |(name, _)| (*name).to_owned())
}

/// Takes in the details of a listing.
pub(super) fn take(read: &mut Read, listing: &[(String, String)]) {
    for (told, value) in listing.iter().take(Listing::MOST_ATTRIBUTES) {
        let name = name(told);
        let said = Read::of(&Listing { title: value.clone(), ..Listing::default() });
        if said.facets.contains_key("bare!") {
            read.take_facet("bare!/bare");
        }
        match name.as_str() {
            "colour" => read.colours.extend(said.colours.iter().copied()),
            "condition" => read.condition.extend(said.condition.iter().copied()),
            "model" => {
                read.marks.extend(said.marks.iter().cloned());
                read.names.extend(said.names.iter().cloned());
                continue;
            }
            "size" => {
                for word in folded(value).split(|letter: char| !letter.is_alphanumeric()).filter(|word| is_size(word)) {
                    read.take_facet(&format!("size/{word}"));
                }
            }
            "edition" => said.facets.iter().for_each(|(group, values)| {
                read.facets.entry(group.clone()).or_default().extend(values.iter().cloned());
            }),
            "capacity" => {
                said.measures.iter().filter(|(dimension, _)| dimension.is_size()).for_each(|(dimension, values)| {
                    read.measures.entry(*dimension).or_default().extend(values);
                })
            }
            _ => {}
        }
        let mut words = said.words;
        words.extend(said.years);
        let detail = read.details.entry(name).or_default();
        detail.words.extend(words);
        for (dimension, values) in said.measures {
            detail.measures.entry(dimension).or_default().extend(values);
        }
    }
}

/// Whether a word of a size property is one by itself: `xl`, `42`.
fn is_size(word: &str) -> bool {
    matches!(word, "xs" | "s" | "m" | "l" | "xl" | "xxl" | "xxxl" | "2xl" | "3xl" | "4xl")
        || (word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// In how many properties two listings say the same, and in how many something else. Words that are not known in several
/// languages only count as something else where both are written in the same letters.
pub(super) fn agreement(left: &Read, right: &Read) -> (usize, usize) {
    let (mut same, mut other) = (0, 0);
    for (name, one) in &left.details {
        let Some(two) = right.details.get(name).filter(|_| name != "brand" && name != "colour") else { continue };
        let dimensions =
            one.measures.iter().filter_map(|(kind, values)| Some(compare(values, two.measures.get(kind)?)));
        let (mut shared, mut contradicts, mut measured) = (false, false, false);
        for (some, against) in dimensions {
            measured = true;
            shared |= some;
            contradicts |= against;
        }
        if measured {
            same += usize::from(shared && !contradicts);
            other += usize::from(contradicts);
        } else if !one.words.is_empty() && !two.words.is_empty() {
            let shares = one.words.intersection(&two.words).next().is_some();
            let comparable = |words: &BTreeSet<String>| words.iter().all(|word| word.contains(':') || word.is_ascii());
            same += usize::from(shares);
            other += usize::from(
                !shares
                    && left.language.apart(right.language) == 0.0
                    && comparable(&one.words)
                    && comparable(&two.words),
            );
        }
    }
    (same, other)
}
