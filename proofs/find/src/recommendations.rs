//! The last new thing that each person turned to is left out of the log; the model is made from the rest and suggests ten
//! things to each of them. How often the thing left out is among the ten, and how often it is among the ten most wanted.
//!
//! Without `--data` the log is that of a made-up town. People there go after occasions, follow what lies beside a thing,
//! browse the front page, wander, change their interests and buy what belongs together; none of these is a rule of the
//! model, which sees only who turned to what, when and how, and titles that say little.

mod town;

use std::collections::{HashMap, HashSet};

use domain::{
    consent::Behaviour,
    ids::RelationToken,
    recommending::{Did, Model, Moment, Portrait},
    time::Timestamp,
};
use serde::Deserialize;
use serde_json::json;

use crate::{Finding, Problem, Size, data};

/// How many things are suggested.
const TEN: usize = 10;

/// The fewest things that must be left of somebody to suggest from.
const LEAST_LEFT: usize = 3;

/// How often the model must be right for each time that what many want is.
const GOAL: f64 = 2.0;

/// What people did, by number, in the order in which they did it.
pub struct Log {
    things: Vec<Portrait>,
    moments: Vec<Moment>,
}

/// A row of a log that somebody brings along.
#[derive(Deserialize)]
struct Row {
    who: String,
    thing: String,
    what: Behaviour,
    at: i64,
    #[serde(default)]
    title: String,
}

/// Runs the proof.
///
/// # Errors
/// When the file cannot be read, or nobody in the log did enough.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let log = match &size.data {
        Some(path) => read(data::rows(path)?)?,
        None => town::log(size.seed, size.count(2_000, 20_000)),
    };
    let (left, asked) = leave_last_out(&log);
    if asked.is_empty() {
        return Err("nobody in this log turned to enough things".into());
    }
    let now = log.moments.iter().map(|moment| moment.at).max().unwrap_or_default();
    eprintln!("{} things, {} moments, {} people are asked about", log.things.len(), left.len(), asked.len());
    let model = Model::of(log.things.clone(), &left, now);
    let mut of_person: HashMap<u32, Vec<&Moment>> = HashMap::new();
    for moment in &left {
        of_person.entry(moment.who).or_default().push(moment);
    }
    let by_people = most_turned_to(&left, log.things.len());
    let by_model: Vec<u32> = model.most_wanted().filter_map(|relation| model.place(relation)).collect();
    let (mut hits, mut popular, mut of_late) = (0_u32, 0_u32, 0_u32);
    for (who, thing) in &asked {
        let past = &of_person[who];
        let seen: HashSet<u32> = past.iter().map(|moment| moment.thing).collect();
        let did: Vec<Did> = past.iter().rev().map(|moment| did(&log.things, moment)).collect();
        let suggested = model.suggest(&did, &HashSet::new(), now, TEN);
        let wanted = &log.things[*thing as usize].relation;
        hits += u32::from(suggested.iter().any(|one| one.relation == *wanted));
        popular += u32::from(among_ten(&by_people, &seen, *thing));
        of_late += u32::from(among_ten(&by_model, &seen, *thing));
    }
    let share = |count: u32| f64::from(count) / asked.len() as f64;
    // Popularity is judged by whichever way of counting it does better.
    let popularity = share(popular.max(of_late));
    let ratio = share(hits) / popularity.max(f64::MIN_POSITIVE);
    let rounded = |number: f64| (number * 10_000.0).round() / 10_000.0;
    let figure = json!({
        "hit_at_10": rounded(share(hits)),
        "popularity_hit_at_10": rounded(popularity),
        "times_popularity": rounded(ratio),
        "people": asked.len(),
        "things": log.things.len(),
        "moments": left.len(),
    });
    Ok(Finding { figure, ok: hits > 0 && ratio >= GOAL })
}

/// The log without the last new thing of each person and what they did after it; and who is asked about which thing.
fn leave_last_out(log: &Log) -> (Vec<Moment>, Vec<(u32, u32)>) {
    let mut of_person: HashMap<u32, Vec<Moment>> = HashMap::new();
    for moment in &log.moments {
        of_person.entry(moment.who).or_default().push(*moment);
    }
    let mut people: Vec<(u32, Vec<Moment>)> = of_person.into_iter().collect();
    people.sort_unstable_by_key(|(who, _)| *who);
    let (mut left, mut asked) = (Vec::new(), Vec::new());
    for (who, mut moments) in people {
        moments.sort_by_key(|moment| moment.at);
        let mut seen = HashSet::new();
        let first_times: Vec<usize> =
            moments.iter().enumerate().filter(|(_, moment)| seen.insert(moment.thing)).map(|(at, _)| at).collect();
        match first_times.last() {
            Some(last) if first_times.len() > LEAST_LEFT => {
                asked.push((who, moments[*last].thing));
                left.extend_from_slice(&moments[..*last]);
            }
            _ => left.extend(moments),
        }
    }
    (left, asked)
}

fn did(things: &[Portrait], moment: &Moment) -> Did {
    Did::Thing { relation: things[moment.thing as usize].relation.clone(), what: moment.what, at: moment.at }
}

/// All things by how many people turned to them, the most first.
fn most_turned_to(log: &[Moment], things: usize) -> Vec<u32> {
    let pairs: HashSet<(u32, u32)> = log.iter().map(|moment| (moment.thing, moment.who)).collect();
    let mut people = vec![0_u32; things];
    pairs.iter().for_each(|(thing, _)| people[*thing as usize] += 1);
    let mut order: Vec<u32> = (0..).take(things).collect();
    order.sort_by_key(|thing| (std::cmp::Reverse(people[*thing as usize]), *thing));
    order
}

/// Whether a thing is among the first ten that somebody has not seen.
fn among_ten(order: &[u32], seen: &HashSet<u32>, thing: u32) -> bool {
    order.iter().filter(|other| !seen.contains(other)).take(TEN).any(|other| *other == thing)
}

/// A log that somebody brought along.
fn read(rows: Vec<Row>) -> Result<Log, Problem> {
    let (mut people, mut places) = (HashMap::new(), HashMap::new());
    let (mut things, mut moments) = (Vec::new(), Vec::new());
    for row in rows {
        let who = u32::try_from(people.len())?;
        let who = *people.entry(row.who).or_insert(who);
        let place = u32::try_from(things.len())?;
        let thing = *places.entry(row.thing.clone()).or_insert(place);
        if thing == place {
            let title = if row.title.is_empty() { row.thing.clone() } else { row.title };
            things.push(portrait(format!("only-log:{place}").parse()?, title));
        }
        moments.push(Moment { who, thing, what: row.what, at: Timestamp(row.at) });
    }
    Ok(Log { things, moments })
}

fn portrait(relation: RelationToken, title: String) -> Portrait {
    Portrait { relation, title, brand: None, category: None, attributes: Vec::new(), rating: None, price: 0 }
}
