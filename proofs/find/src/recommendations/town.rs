//! A made-up town and what its people do in a shop over half a year.
//!
//! Things belong to hidden themes and lie beside other things; people have a few themes that change. A visit is after an
//! occasion of one theme, browses the front page, or wanders. What the model gets to see of all this is who turned to what,
//! when and how.

use domain::{
    catalog::Category,
    consent::Behaviour,
    recommending::{Moment, Portrait},
    time::Timestamp,
};
use rule_proofs::dice::Dice;

use super::{Log, portrait};

/// How many hidden themes there are, and how many things for each hundred people.
const THEMES: usize = 48;
const THINGS_PER_HUNDRED: u64 = 45;

/// How many things lie beside a thing.
const BESIDE: usize = 5;

/// When the half year begins.
const BEGINS: Timestamp = Timestamp(1_780_000_000_000);
const DAYS: i64 = 180;

/// A thing as the town knows it.
struct Thing {
    theme: usize,
    /// Cheap, middling, dear.
    tier: u32,
    beside: Vec<u32>,
}

/// Everything there is, with what people see of it on the front page.
struct Shelves {
    things: Vec<Thing>,
    /// The things of each theme, the best known first.
    of_theme: Vec<Vec<u32>>,
    /// The things that the front page shows, the best known first.
    front: Vec<u32>,
}

/// The log of so many people.
pub fn log(seed: u64, people: u64) -> Log {
    let mut dice = Dice::new(seed, 0);
    let shelves = shelves(&mut dice, (people * THINGS_PER_HUNDRED / 100).max(400));
    let things = (0..).zip(&shelves.things).map(|(number, thing)| shown(&mut dice, number, thing)).collect();
    let mut moments = Vec::new();
    for who in 0..u32::try_from(people).unwrap_or(u32::MAX) {
        live(&mut Dice::new(seed, u64::from(who) + 1), who, &shelves, &mut moments);
    }
    Log { things, moments }
}

fn shelves(dice: &mut Dice, count: u64) -> Shelves {
    let mut of_theme = vec![Vec::new(); THEMES];
    let mut things = Vec::new();
    for number in 0..u32::try_from(count).unwrap_or(u32::MAX) {
        let theme = dice.place(THEMES);
        of_theme[theme].push(number);
        things.push(Thing { theme, tier: dice.below(3), beside: Vec::new() });
    }
    for thing in &mut things {
        let theme = thing.theme;
        for _ in 0..BESIDE {
            // Mostly of the same theme, sometimes of the one that this theme leads to.
            let other = if dice.percent(70) { theme } else { (theme * 7 + 3) % THEMES };
            let shelf: &Vec<u32> = &of_theme[other];
            if !shelf.is_empty() {
                thing.beside.push(shelf[dice.place(shelf.len())]);
            }
        }
    }
    let mut front: Vec<u32> = of_theme.iter().flat_map(|shelf| shelf.iter().take(2).copied()).collect();
    for at in (1..front.len()).rev() {
        front.swap(at, dice.place(at + 1));
    }
    Shelves { things, of_theme, front }
}

/// What the model gets to see of a thing: a title in which one word of three is of its theme, and a category that is right
/// more often than not.
fn shown(dice: &mut Dice, number: u32, thing: &Thing) -> Portrait {
    let word = |dice: &mut Dice| match dice.below(3) {
        0 => format!("theme{}word{}", thing.theme, dice.below(6)),
        _ => format!("plain{}", dice.below(300)),
    };
    let title = [word(dice), word(dice), word(dice), format!("number{number}")].join(" ");
    let relation = format!("only-town:{number}").parse().expect("a number makes a token");
    let category = if dice.percent(65) { thing.theme } else { dice.place(THEMES) };
    Portrait {
        category: Some(Category::ALL[category % Category::ALL.len()]),
        price: i64::from(thing.tier + 1) * 2_000,
        ..portrait(relation, title)
    }
}

/// Half a year of one person.
fn live(dice: &mut Dice, who: u32, shelves: &Shelves, moments: &mut Vec<Moment>) {
    let mut themes: Vec<usize> = (0..1 + dice.place(3)).map(|_| dice.place(THEMES)).collect();
    let tier = dice.below(3);
    let visits = 1 + dice.place(6);
    let mut days: Vec<i64> = (0..visits).map(|_| dice.between(0, DAYS - 1)).collect();
    days.sort_unstable();
    for day in days {
        if dice.percent(12) {
            // Interests change.
            let at = dice.place(themes.len());
            themes[at] = dice.place(THEMES);
        }
        let mut at = BEGINS.plus(day * Timestamp::DAY + dice.between(0, 20 * 60) * Timestamp::MINUTE);
        let theme = themes[dice.place(themes.len())];
        let mood = dice.below(100);
        let mut last: Option<u32> = None;
        for _ in 0..2 + dice.place(7) {
            let thing = match mood {
                0..70 => after_occasion(dice, shelves, theme, tier, last),
                70..88 => early_in(dice, &shelves.front),
                _ => Some(dice.below(u32::try_from(shelves.things.len()).unwrap_or(u32::MAX))),
            };
            let Some(thing) = thing else { break };
            at = at.plus(dice.between(20, 400) * 1_000);
            let mut did = |what, thing| moments.push(Moment { who, thing, what, at });
            did(Behaviour::View, thing);
            if dice.percent(14) {
                did(Behaviour::Add, thing);
                // What belongs to it goes along at times.
                let along = &shelves.things[thing as usize].beside;
                if dice.percent(40) && !along.is_empty() {
                    did(Behaviour::Add, along[0]);
                }
                if dice.percent(45) {
                    did(Behaviour::Buy, thing);
                }
            }
            last = Some(thing);
        }
    }
}

/// The next thing of somebody who is after something: beside the last, of the theme, or what everybody looks at.
fn after_occasion(dice: &mut Dice, shelves: &Shelves, theme: usize, tier: u32, last: Option<u32>) -> Option<u32> {
    if dice.percent(15) {
        return early_in(dice, &shelves.front);
    }
    if let Some(last) = last
        && dice.percent(50)
    {
        let beside = &shelves.things[last as usize].beside;
        return beside.get(dice.place(beside.len())).copied();
    }
    let found = early_in(dice, &shelves.of_theme[theme])?;
    // Who looks for another price looks once more.
    if shelves.things[found as usize].tier != tier && dice.percent(50) {
        return early_in(dice, &shelves.of_theme[theme]);
    }
    Some(found)
}

/// One of a list, the early ones more often.
fn early_in(dice: &mut Dice, list: &[u32]) -> Option<u32> {
    let place = dice.place(list.len()).min(dice.place(list.len()));
    list.get(place).copied()
}
