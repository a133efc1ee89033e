//! Judged questions against the index, beside a plain comparison of letters.

use std::collections::{BTreeMap, HashMap};

use domain::{catalog::Category, locale::Locale};
use index::{Asked, Embedded, Entry, Index};
use serde::Deserialize;
use serde_json::json;

use crate::{Finding, Problem, Size, data};

/// How many answers are looked at.
const LOOKED_AT: usize = 10;

/// The goal, and the fewest questions that show it.
const GOAL: f64 = 0.90;
const FEWEST: usize = 300;

/// At most so many of the worst questions are told.
const WORST: usize = 25;

/// A thing that can be found.
#[derive(Debug, Deserialize)]
pub struct Good {
    key: String,
    title_en: String,
    title_fr: String,
    title_ar: String,
    brand: String,
    category: String,
    attributes: String,
    sku: String,
    gtin: String,
    description: String,
}

/// What somebody typed, and what would be a good answer.
#[derive(Debug, Deserialize)]
struct Judged {
    id: String,
    language: String,
    query: String,
    kind: String,
    good: String,
}

impl Good {
    fn titles(&self) -> Vec<String> {
        let all = [&self.title_en, &self.title_fr, &self.title_ar];
        all.into_iter().filter(|title| !title.is_empty()).cloned().collect()
    }

    fn entry(&self) -> Result<Entry, Problem> {
        let reference = format!("proof:{}", self.key);
        let attributes = self.attributes.split(';').filter_map(|pair| pair.split_once('='));
        Ok(Entry {
            relation: format!("only-{reference}").parse()?,
            reference: reference.parse()?,
            titles: self.titles(),
            brand: Some(self.brand.clone()).filter(|brand| !brand.is_empty()),
            description: self.description.clone(),
            category: Category::from_slug(&self.category),
            attributes: attributes.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect(),
            codes: self.sku.split_whitespace().map(str::to_owned).collect(),
            gtin: self.gtin.parse().ok(),
            weight: 0,
        })
    }

    /// What a plain comparison looks in: as the shop's own tables have it.
    fn text(&self) -> String {
        let category = self.category.replace('-', " ");
        format!("{} {} {category} {} {}", self.titles().join(" "), self.brand, self.sku, self.gtin).to_lowercase()
    }
}

impl Judged {
    /// The grades of good answers by their keys.
    fn grades(&self) -> Result<HashMap<&str, u32>, Problem> {
        let grade = |one: &str| -> Option<u32> { one.parse().ok().filter(|grade| (1..=3).contains(grade)) };
        let read = |pair: &'_ str| pair.rsplit_once(':').and_then(|(key, one)| Some((key.len(), grade(one)?)));
        let pairs = self.good.split_whitespace().map(|pair| match read(pair) {
            Some((length, grade)) => Ok((&pair[..length], grade)),
            None => Err(format!("{}: {pair} is no key with a grade", self.id).into()),
        });
        pairs.collect()
    }
}

/// Asks every question and compares what comes with what people judged.
///
/// # Errors
/// When the data cannot be read, or names what is not there.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let file = data::file(&size, "queries.csv");
    let goods: Vec<Good> = data::rows(&data::beside(&file, "catalogue.csv"))?;
    let asked: Vec<Judged> = data::rows(&file)?;
    let index = Embedded::in_memory()?;
    let entries: Vec<Entry> = goods.iter().map(Good::entry).collect::<Result<_, _>>()?;
    index.put(&entries, None).await?;
    index.learn(services::index::built_in());
    let texts: Vec<(String, String)> = goods.iter().map(|good| (good.key.clone(), good.text())).collect();
    let (mut ours, mut plain) = (Means::default(), Means::default());
    let mut worst = Vec::new();
    for judged in &asked {
        let grades = judged.grades()?;
        if let Some(unknown) = grades.keys().find(|key| goods.iter().all(|good| good.key != **key)) {
            return Err(format!("{}: there is no {unknown} in the catalogue", judged.id).into());
        }
        let locale = Locale::from_tag(&judged.language).unwrap_or_default();
        let question = Asked { text: judged.query.clone(), locale, limit: LOOKED_AT, ..Asked::default() };
        let found = index.search(&question).await?;
        let keys: Vec<String> = found.hits.iter().map(|hit| hit.reference.external_id.as_str().to_owned()).collect();
        let gain = gain(&keys, &grades);
        ours.add(&judged.kind, &judged.language, gain);
        plain.add(&judged.kind, &judged.language, self::gain(&alike(&texts, &judged.query), &grades));
        worst.push((gain, judged, keys));
    }
    worst.sort_by(|left, right| left.0.total_cmp(&right.0));
    for (gain, judged, keys) in worst.iter().take(WORST).filter(|(gain, ..)| *gain < GOAL) {
        eprintln!("    {gain:.2} {} {:?}: {}, not {}", judged.id, judged.query, keys.join(" "), judged.good);
    }
    let mean = ours.mean();
    let figure = json!({
        "queries": asked.len(),
        "ndcg_at_10": hundredths(mean),
        "like_ndcg_at_10": hundredths(plain.mean()),
        "by_kind": ours.by_kind(),
        "like_by_kind": plain.by_kind(),
        "by_language": ours.by_language(),
    });
    Ok(Finding { figure, ok: mean >= GOAL && asked.len() >= FEWEST })
}

/// The keys of what holds every word, letter by letter, in the order of the catalogue: `LIKE '%word%'`.
fn alike(texts: &[(String, String)], query: &str) -> Vec<String> {
    let query = query.to_lowercase();
    let words: Vec<&str> = query.split_whitespace().collect();
    let holds = |(_, text): &&(String, String)| words.iter().all(|word| text.contains(word));
    texts.iter().filter(holds).take(LOOKED_AT).map(|(key, _)| key.clone()).collect()
}

/// The normalised discounted cumulative gain of the first ten answers: 1 where no order would be better. Where nothing is
/// a good answer, finding nothing is.
fn gain(found: &[String], grades: &HashMap<&str, u32>) -> f64 {
    let discounted = |grades: &mut dyn Iterator<Item = u32>| -> f64 {
        let worth = |(place, grade): (usize, u32)| (f64::from(1_u32 << grade) - 1.0) / (place as f64 + 2.0).log2();
        grades.take(LOOKED_AT).enumerate().map(worth).fold(0.0, |all, one| all + one)
    };
    let mut best: Vec<u32> = grades.values().copied().collect();
    best.sort_by(|left, right| right.cmp(left));
    let ideal = discounted(&mut best.into_iter());
    if ideal == 0.0 {
        return if found.is_empty() { 1.0 } else { 0.0 };
    }
    discounted(&mut found.iter().map(|key| grades.get(key.as_str()).copied().unwrap_or(0))) / ideal
}

/// Means in all, by kind and by language.
#[derive(Default)]
struct Means {
    kinds: BTreeMap<String, (f64, u32)>,
    languages: BTreeMap<String, (f64, u32)>,
}

impl Means {
    fn add(&mut self, kind: &str, language: &str, gain: f64) {
        for (sums, name) in [(&mut self.kinds, kind), (&mut self.languages, language)] {
            let (sum, count) = sums.entry(name.to_owned()).or_default();
            *sum += gain;
            *count += 1;
        }
    }

    fn mean(&self) -> f64 {
        let (sum, count) = self.kinds.values().fold((0.0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
        sum / f64::from(count.max(1))
    }

    fn by_kind(&self) -> BTreeMap<&str, f64> {
        means(&self.kinds)
    }

    fn by_language(&self) -> BTreeMap<&str, f64> {
        means(&self.languages)
    }
}

fn means(sums: &BTreeMap<String, (f64, u32)>) -> BTreeMap<&str, f64> {
    sums.iter().map(|(name, (sum, count))| (name.as_str(), hundredths(sum / f64::from(*count)))).collect()
}

fn hundredths(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_order_is_one_and_a_worse_one_less() {
        let grades = HashMap::from([("a", 3), ("b", 1)]);
        let keys = |all: &[&str]| all.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
        assert!((gain(&keys(&["a", "b"]), &grades) - 1.0).abs() < 1e-9);
        let turned = gain(&keys(&["b", "a"]), &grades);
        assert!(turned > 0.6 && turned < 0.8, "{turned}");
        assert_eq!(gain(&keys(&["x"]), &grades), 0.0);
        assert_eq!(gain(&[], &HashMap::new()), 1.0);
    }
}
