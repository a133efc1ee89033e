//! What postcodes look like, country by country.

/// Country, the shapes of its postcodes (`N` a digit, `A` a letter, `X` either; blanks and hyphens left out), and one as
/// it is usually written.
type Form = (&'static str, &'static [&'static str], &'static str);

/// One entry per country that we deliver to. A country without shapes has no postcodes.
const FORMS: &[Form] = &[
    ("AE", &[], ""),
    ("AT", &["NNNN"], "1010"),
    ("AU", &["NNNN"], "2000"),
    ("BE", &["NNNN"], "1000"),
    ("BG", &["NNNN"], "1000"),
    ("BH", &["NNN", "NNNN"], "317"),
    ("CA", &["ANANAN"], "K1A 0B1"),
    ("CH", &["NNNN"], "8001"),
    ("CN", &["NNNNNN"], "100000"),
    ("CY", &["NNNN"], "1010"),
    ("CZ", &["NNNNN"], "110 00"),
    ("DE", &["NNNNN"], "10115"),
    ("DK", &["NNNN"], "1050"),
    ("EE", &["NNNNN"], "10111"),
    ("EG", &["NNNNN", "NNNNNNN"], "11511"),
    ("ES", &["NNNNN"], "28001"),
    ("FI", &["NNNNN"], "00100"),
    ("FR", &["NNNNN"], "75001"),
    ("GB", &["ANNAA", "ANNNAA", "AANNAA", "AANNNAA", "ANANAA", "AANANAA"], "SW1A 2AA"),
    ("GR", &["NNNNN"], "104 31"),
    ("HR", &["NNNNN"], "10000"),
    ("HU", &["NNNN"], "1011"),
    ("IE", &["ANXXXXX"], "D02 AF30"),
    ("IN", &["NNNNNN"], "110001"),
    ("IT", &["NNNNN"], "00184"),
    ("JP", &["NNNNNNN"], "100-0001"),
    ("KE", &["NNNNN"], "00100"),
    ("KR", &["NNNNN"], "03051"),
    ("KW", &["NNNNN"], "13001"),
    ("LT", &["NNNNN"], "01001"),
    ("LU", &["NNNN"], "1009"),
    ("LV", &["NNNN"], "1010"),
    ("MA", &["NNNNN"], "10000"),
    ("MT", &["AAANN", "AAANNNN"], "VLT 1117"),
    ("NG", &["NNNNNN"], "900001"),
    ("NL", &["NNNNAA"], "1011 AB"),
    ("NO", &["NNNN"], "0010"),
    ("PL", &["NNNNN"], "00-001"),
    ("PT", &["NNNN", "NNNNNNN"], "1100-419"),
    ("RO", &["NNNNNN"], "010011"),
    ("SA", &["NNNNN", "NNNNNNNNN"], "11564"),
    ("SE", &["NNNNN"], "111 29"),
    ("SI", &["NNNN"], "1000"),
    ("SK", &["NNNNN"], "811 01"),
    ("TN", &["NNNN"], "1000"),
    ("US", &["NNNNN", "NNNNNNNNN"], "10001"),
];

fn form(country: &str) -> Option<&'static Form> {
    FORMS.iter().find(|(known, ..)| *known == country)
}

/// Whether a text is a postcode of a country. Blanks and hyphens may stand anywhere, and the country's letters before it.
pub fn fits(country: &str, postcode: &str) -> bool {
    let Some((_, shapes, _)) = form(country) else { return true };
    let bare: String = postcode.chars().filter(|letter| !matches!(letter, ' ' | '-')).collect();
    let bare = bare.to_ascii_uppercase();
    let without_country = bare.strip_prefix(country).unwrap_or(&bare);
    shapes.iter().any(|shape| has_shape(&bare, shape) || has_shape(without_country, shape))
        || (shapes.is_empty() && postcode.len() <= 12)
}

/// A postcode of a country as it is usually written; `None` where it has none.
pub fn example(country: &str) -> Option<&'static str> {
    form(country).map(|(.., example)| *example).filter(|example| !example.is_empty())
}

/// Whether an address in a country needs a postcode.
pub fn needed(country: &str) -> bool {
    form(country).is_none_or(|(_, shapes, _)| !shapes.is_empty())
}

fn has_shape(text: &str, shape: &str) -> bool {
    let fits = |(letter, place): (char, char)| match place {
        'N' => letter.is_ascii_digit(),
        'A' => letter.is_ascii_alphabetic(),
        _ => letter.is_ascii_alphanumeric(),
    };
    text.len() == shape.len() && text.chars().zip(shape.chars()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkout::COUNTRIES;

    #[test]
    fn every_country_that_we_deliver_to_has_its_shapes_and_an_example_that_fits() {
        let known: Vec<&str> = FORMS.iter().map(|(country, ..)| *country).collect();
        assert_eq!(known, COUNTRIES);
        for country in COUNTRIES {
            assert_eq!(example(country).is_some(), needed(country), "{country}");
            assert!(example(country).is_none_or(|example| fits(country, example)), "{country}");
        }
    }

    #[test]
    fn a_postcode_is_judged_by_its_country() {
        for (country, good) in
            [("PT", "1100419"), ("GB", "m1 1ae"), ("GB", "EC1A1BB"), ("LV", "LV-1010"), ("IE", "D6W XY00")]
        {
            assert!(fits(country, good), "{country} {good}");
        }
        for (country, wrong) in
            [("PT", "1100-41"), ("DE", "1011"), ("CA", "K1A 0B"), ("NL", "1011 A1"), ("US", "1000A")]
        {
            assert!(!fits(country, wrong), "{country} {wrong}");
        }
        assert!(fits("AE", "") && !needed("AE"), "there are none in the Emirates");
    }
}
