//! What the grammar promises, sentence by sentence, and that no text harms it.

use proptest::prelude::*;

use super::*;

fn gazetteer() -> Gazetteer {
    let marketplaces =
        [("harbor", "Harbor & Pine"), ("kitemart", "Kitemart"), ("baobab", "Baobab Bazaar"), ("nomad", "Nomad Supply")];
    Gazetteer::new(
        ["Velune", "Skarn & Elm", "Dar Melika"],
        marketplaces.map(|(id, name)| (id.parse().expect("an id"), name)),
    )
}

fn read(locale: Locale, text: &str) -> String {
    understand(text, &gazetteer(), locale).canonical()
}

fn expect(locale: Locale, cases: &[(&str, &str)]) {
    let gazetteer = gazetteer();
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, meant)| {
            let read = understand(text, &gazetteer, locale).canonical();
            (read != *meant).then(|| format!("{text}\n  meant {meant}\n  read  {read}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_sentence_becomes_words_and_filters() {
    let text = "wireless headphones under 50 with good ratings, not red, ships to Kenya";
    assert_eq!(read(Locale::En, text), "not colour=red;price<=50;rating>=4;ships=KE;words=wireless headphones");
}

#[test]
fn amounts_are_read_however_they_are_bounded() {
    expect(
        Locale::En,
        &[
            ("lamp between 20 and 50 euros", "currency=EUR;price<=50;price>=20;words=lamp"),
            ("lamp $20-$50", "currency=USD;price<=50;price>=20;words=lamp"),
            ("lamp from 20 to 50", "price<=50;price>=20;words=lamp"),
            ("lamp 20 to 50 dollars", "currency=USD;price<=50;price>=20;words=lamp"),
            ("lamp around 100", "price<=120;price>=80;words=lamp"),
            ("50€ lamp", "currency=EUR;price<=50;words=lamp"),
            ("lamp over two hundred and fifty pounds", "currency=GBP;price>=250;words=lamp"),
            ("lamp at least 20 but no more than 1.5k", "price<=1500;price>=20;words=lamp"),
            ("lamp min 20 max 50", "price<=50;price>=20;words=lamp"),
            ("lamp 50 or less", "price<=50;words=lamp"),
            ("lamp, budget 50", "price<=50;words=lamp"),
            ("lamp < 50", "price<=50;words=lamp"),
            ("kettlebell under 5 kg", "words=kettlebell under 5 kg"),
            ("27-inch monitor", "words=27-inch monitor"),
            ("set of 4 mugs", "words=set 4 mugs"),
        ],
    );
}

#[test]
fn ratings_orders_and_stock_are_filters() {
    expect(
        Locale::En,
        &[
            ("4 stars and up kettle", "rating>=4;words=kettle"),
            ("kettle rated at least 4.5", "rating>=4.5;words=kettle"),
            ("kettle with 4+ stars", "rating>=4;words=kettle"),
            ("best kettle in stock", "in_stock;sort=rating;words=kettle"),
            ("cheap kettle with excellent reviews", "rating>=4.5;sort=price;words=kettle"),
            ("kettle free shipping", "free_shipping;words=kettle"),
            ("most expensive kettle", "sort=price_down;words=kettle"),
        ],
    );
}

#[test]
fn names_are_filters_where_they_are_names() {
    expect(
        Locale::En,
        &[
            ("velune tide h7", "brand=velune;words=tide h7"),
            ("skarn and elm or velune lamp", "brand=skarn & elm;brand=velune;words=lamp"),
            ("lamp not by velune", "not brand=velune;words=lamp"),
            ("lamp on kitemart", "marketplace=kitemart;words=lamp"),
            ("lamp from harbor & pine or nomad", "marketplace=harbor;marketplace=nomad;words=lamp"),
            ("soap in beauty", "category=beauty;words=soap"),
            ("fashion under 30", "category=fashion;price<=30"),
            ("garden hose", "words=garden hose"),
            ("sneakers size 42", "size=42;words=sneakers"),
            ("t-shirt in XL or L", "size=l;size=xl;words=t-shirt"),
            ("something for my desk from your own shelf", "marketplace=house;words=something desk"),
        ],
    );
}

#[test]
fn a_colour_is_one_only_where_it_colours_something() {
    expect(
        Locale::En,
        &[
            ("black and white sneakers", "colour=black;colour=white;words=sneakers"),
            ("navy blue armchair", "colour=blue;words=armchair"),
            ("red wine glasses", "words=red wine glasses"),
            ("face cream", "words=face cream"),
            ("cream armchair", "colour=beige;words=armchair"),
            ("mug in the colour sage", "colour=green;words=mug"),
            ("mug not red or blue", "not colour=blue;not colour=red;words=mug"),
            ("anything but black backpack", "not colour=black;words=backpack"),
            ("bag without leather", "not words=leather;words=bag"),
            ("dark red mug", "colour=red;words=mug"),
        ],
    );
}

#[test]
fn french_and_arabic_say_the_same() {
    expect(
        Locale::Fr,
        &[
            (
                "je cherche une lampe à moins de 49,90 €, pas rouge",
                "currency=EUR;not colour=red;price<=49.9;words=lampe",
            ),
            ("casque sans fil bien noté livré au Kenya", "rating>=4;ships=KE;words=casque sans fil"),
            (
                "baskets noires taille 42 entre 20 et 50 euros",
                "colour=black;currency=EUR;price<=50;price>=20;size=42;words=baskets",
            ),
            ("gants sans cuir pas chers", "not words=cuir;sort=price;words=gants"),
            ("fauteuil crème", "colour=beige;words=fauteuil"),
            ("crème visage", "words=crème visage"),
            ("lampe chez baobab en stock", "in_stock;marketplace=baobab;words=lampe"),
        ],
    );
    expect(
        Locale::Ar,
        &[
            ("سماعات لاسلكية بأقل من ٥٠ دولار", "currency=USD;price<=50;words=سماعات لاسلكية"),
            ("حقيبة سوداء مع توصيل مجاني", "colour=black;free_shipping;words=حقيبة"),
            ("مصباح غير أحمر بتقييم جيد", "not colour=red;rating>=4;words=مصباح"),
            ("حذاء مقاس 42 التوصيل إلى كينيا", "ships=KE;size=42;words=حذاء"),
            ("كوب بين 20 و50 يورو من كايت مارت", "currency=EUR;marketplace=kitemart;price<=50;price>=20;words=كوب"),
        ],
    );
}

#[test]
fn words_alone_stay_as_they_were() {
    for text in ["desk lamp", "water bottle 500 ml", "iphone 15", "usb-c cable", "headfones"] {
        assert_eq!(read(Locale::En, text), format!("words={text}"));
    }
    assert_eq!(read(Locale::En, ""), "");
    assert_eq!(read(Locale::En, " ?!,;. \u{7}\u{0} "), "");
}

#[test]
fn fragments_of_programs_are_only_words() {
    for text in [
        "'; DROP TABLE product; --",
        "\" OR 1=1 --",
        "(a+)+$",
        "[[[[((((",
        "%00%0a<script>alert(1)</script>",
        "../../etc/passwd",
        "${jndi:ldap://x}",
        "under under under under",
        "not not not",
        "between and",
        "$$$$ €€ 5 - - -",
        "4/5/6/7",
        "size",
        "un d' l' qu'",
    ] {
        let read = understand(text, &gazetteer(), Locale::En);
        assert!(read.words.len() <= text.len(), "{text}: {read:?}");
    }
}

#[test]
fn what_is_too_long_is_read_to_a_limit() {
    let long = "wireless ".repeat(2_000);
    assert!(understand(&long, &gazetteer(), Locale::En).words.chars().count() <= 400);
    assert!(understand(&"9".repeat(10_000), &gazetteer(), Locale::Fr).at_most.is_none());
    understand(&"under 5 ".repeat(2_000), &gazetteer(), Locale::Ar);
}

/// Texts made of what the grammar looks at, in any order.
fn odd() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "not",
        "under",
        "between",
        "and",
        "or",
        "50",
        "1,000",
        "4.5",
        "stars",
        "$",
        "€",
        "red",
        "rose",
        "cream",
        "size",
        "xl",
        "42",
        "in",
        "from",
        "to",
        "ships to",
        "kenya",
        "velune",
        "skarn",
        "&",
        "kitemart",
        "beauty",
        "price",
        "rated",
        "+",
        "-",
        "/",
        "/5",
        "<",
        ">=",
        ",",
        ".",
        "(",
        "sans",
        "pas",
        "de",
        "entre",
        "à",
        "moins",
        "livré",
        "في",
        "من",
        "بأقل",
        "إلى",
        "غير",
        "أحمر",
        "و",
        "٥٠",
        "دولار",
        "لاسلكي",
        "كايت",
        "20-50",
        "4+",
        "k",
        "a",
        "hundred",
        "\u{0}",
        "\u{202e}",
        "🎧",
        "'",
        "d'",
        "-red",
    ]);
    (prop::collection::vec(parts, 0..24), any::<bool>())
        .prop_map(|(parts, spaced)| parts.join(if spaced { " " } else { "" }))
}

fn locale() -> impl Strategy<Value = Locale> {
    prop::sample::select(Locale::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_harms_it(text in any::<String>(), locale in locale()) {
        understand(&text, &gazetteer(), locale);
    }

    #[test]
    fn nothing_is_made_up(text in odd(), locale in locale()) {
        let read = understand(&text, &gazetteer(), locale);
        prop_assert!(read.at_least.zip(read.at_most).is_none_or(|(low, high)| low <= high || text.len() > 3));
        prop_assert!(read.rated.is_none_or(|rated| rated <= 500));
        let typed = text.to_lowercase().replace('\u{202e}', "");
        for word in read.words.split(' ') {
            // a digit of another script is written as everybody reads it
            prop_assert!(typed.contains(word) || word.chars().any(|letter| letter.is_ascii_digit()), "{word} of {text}");
        }
        prop_assert_eq!(understand(&text, &gazetteer(), locale), read);
    }
}
