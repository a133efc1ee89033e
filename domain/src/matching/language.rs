//! In which language a title is written, as far as a few common words and letters tell: words that only one of two titles
//! has say little where the titles are in two languages.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    lexicon::languages,
    text::{is_arabic, stem},
};

/// A language, by its place in [`MARKS`]; scripts other than Latin come behind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Language {
    /// Nothing tells.
    #[default]
    Unknown,
    /// Latin letters: English, French, German, Spanish.
    Latin(usize),
    /// Arabic letters.
    Arabic,
    /// Other letters.
    Other,
}

/// Words, folded, that titles in a language often have and titles in the others hardly.
const MARKS: [&str; 4] = [
    "for with and of the black white blue red green grey gray yellow brown silver pack size case new men women kids wireless \
     headphones headphone speaker phone charger cover bag shoe shoes shirt jacket socks watch camera book set pieces piece \
     paperback hardcover edition cordless waterproof stainless steel bottle cream oil tea coffee lamp light chair table wood \
     wooden cotton wool leather glass kit box brush knife pan pot mug towel pillow blanket toy board game running boots \
     backpack wallet belt dress jeans trousers gloves hat cap keyboard mouse monitor laptop tablet cable adapter battery \
     screen drill saw hammer garden hose tent sleeping mat rope ball dog cat food baby vitamin tablets powder shampoo soap \
     toothbrush razor perfume lipstick notebook pencil pen paper clear large small medium long refill replacement",
    "avec pour sans du des et la le les en noir noire blanc blanche bleu bleue rouge vert verte jaune gris grise marron taille \
     boite pieces sac lot casque enceinte ecouteurs souris clavier ecran etui coque chargeur montre livre broche relie poche \
     chaussures chemise veste robe lampe chaise table bois cuir coton laine verre acier inox couteau poele bouilloire tasse \
     serviette oreiller couette jouet jeu voiture poupee velo tente corde ballon chien chat bebe creme savon brosse rasoir \
     parfum cahier stylo papier sans fil portable etanche perceuse tournevis arrosoir gourde bougie plante valise cabine \
     homme femme enfant bio the cafe huile lessive recharge manche dessous lunettes sol eau miel riz sucre sel lait fromage poisson poulet boeuf saumon pates farine seau craie poignee jardin \
     cuisine salle bain mur porte fenetre canape tapis rideau etagere armoire pantalon jupe bonnet echarpe ceinture bottes",
    "mit fur und ohne schwarz weiss blau rot grun gelb grau braun gr grosse stuck herren damen kinder kabellos kabellose \
     kopfhorer lautsprecher tasche hulle ladegerat uhr buch taschenbuch gebunden schuhe hemd jacke kleid lampe stuhl tisch \
     holz leder baumwolle wolle glas edelstahl messer pfanne wasserkocher tasse handtuch kissen decke spielzeug spiel auto \
     puppe fahrrad zelt seil hund katze seife burste rasierer notizbuch stift papier bohrmaschine flasche kerze koffer \
     honig eimer wasser milch kase nudeln reis zucker salz senf fisch huhn rind lachs dose beutel kohle briketts \
     kreide griff tube teile garten kuche bad wand tur fenster sofa teppich vorhang regal schrank hose rock mutze schal \
     gurtel socken stiefel brille kette seiten blatt kaffee tee ol feder ordner zug wanderschuhe laufschuhe rucksack wasserdicht generation er set",
    "con para y sin negro negra blanco blanca azul rojo roja verde amarillo gris marron talla camisa zapatos zapatillas \
     auriculares altavoz funda cargador reloj libro tapa blanda dura lampara silla mesa madera cuero algodon lana vidrio \
     acero cuchillo sarten taza toalla almohada juguete juego coche muneca bicicleta tienda pelota perro gato jabon cepillo \
     cuaderno boligrafo papel taladro botella vela agua miel arroz azucar sal leche queso pescado pollo carne harina cubo jardin cocina bano pared puerta ventana sofa \
     alfombra cortina estante armario pantalon falda gorro bufanda cinturon botas calcetines maleta hombre mujer nino inalambrico inalambricos mochila lino",
];

/// The places in [`MARKS`] of every word there.
static LANGUAGES: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut languages: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, marks) in MARKS.iter().enumerate() {
        marks.split_whitespace().for_each(|mark| languages.entry(mark).or_default().push(place));
    }
    languages
});

/// How German compounds end, folded.
const GERMAN_ENDS: [&str; 40] = [
    "ung",
    "keit",
    "zeug",
    "leuchte",
    "leuchten",
    "drucker",
    "schuhe",
    "schuh",
    "tasche",
    "bahn",
    "messer",
    "halter",
    "maschine",
    "gerat",
    "schlussel",
    "farbe",
    "leiter",
    "futter",
    "saat",
    "packung",
    "teilig",
    "stift",
    "stifte",
    "kleber",
    "folie",
    "spiel",
    "becher",
    "flasche",
    "decke",
    "kissen",
    "hose",
    "jacke",
    "hemd",
    "beutel",
    "schrauber",
    "schlager",
    "klingen",
    "scheiben",
    "gefass",
    "ordner",
];

impl Language {
    /// Of a title as it is written, and its folded words.
    pub(super) fn of<'a>(title: &str, words: impl Iterator<Item = &'a str>) -> Self {
        let letters = title.chars().filter(|letter| letter.is_alphabetic());
        let (mut all, mut arabic, mut other) = (0_usize, 0, 0);
        let mut counts = [0_usize; MARKS.len()];
        for letter in letters {
            all += 1;
            arabic += usize::from(is_arabic(letter));
            other += usize::from(u32::from(letter) > 0x24f && !is_arabic(letter));
            match letter.to_lowercase().next().unwrap_or(letter) {
                'é' | 'è' | 'ê' | 'ç' | 'à' | 'ô' | 'û' | 'œ' => counts[1] += 1,
                'ä' | 'ü' => counts[2] += 1,
                'ß' => counts[2] += 2,
                'ñ' | 'ó' | 'í' | 'á' => counts[3] += 1,
                _ => {}
            }
        }
        if arabic * 3 > all {
            return Self::Arabic;
        }
        if other * 3 > all {
            return Self::Other;
        }
        // One accent may be a maker's.
        counts.iter_mut().for_each(|count| *count -= usize::from(*count == 1));
        for word in words {
            // Compounds that no other of the languages makes.
            let compound = word.len() >= 8 && GERMAN_ENDS.iter().any(|end| word.ends_with(end));
            counts[2] += 2 * usize::from(compound);
            let known = LANGUAGES.get(word).map_or_else(|| languages(&stem(word)), Vec::as_slice);
            known.iter().for_each(|place| counts[*place] += 2);
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        let mut best = (0..counts.len()).filter(|place| counts[*place] == most);
        match (most, best.next(), best.next()) {
            (1.., Some(place), None) => Self::Latin(place),
            _ => Self::Unknown,
        }
    }

    /// How likely two titles are in two languages, from 0 to 1.
    pub(super) fn apart(self, other: Self) -> f64 {
        match (self, other) {
            (Self::Unknown, Self::Unknown) => 0.0,
            // Where nothing tells, a title is mostly names, and as likely English as not.
            (Self::Unknown | Self::Latin(0), Self::Unknown | Self::Latin(0)) => 0.0,
            (Self::Unknown, Self::Latin(_)) | (Self::Latin(_), Self::Unknown) => 0.7,
            (one, two) if one == two => 0.0,
            _ => 1.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(title: &str) -> Language {
        let folded = crate::matching::text::folded(title);
        Language::of(title, folded.split(' '))
    }

    #[test]
    fn a_few_words_tell_the_language() {
        assert_eq!(of("Wireless headphones with case"), Language::Latin(0));
        assert_eq!(of("Casque sans fil noir"), Language::Latin(1));
        assert_eq!(of("Kopfhörer schwarz"), Language::Latin(2));
        assert_eq!(of("سماعات رأس"), Language::Arabic);
        assert!(of("Wireless headphones").apart(of("Casque noir")) > 0.9);
        assert_eq!(of("H7").apart(of("H7 black")), 0.0);
    }
}
