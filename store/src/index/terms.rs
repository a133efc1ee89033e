//! What was searched for, as sums of days that belong to nobody.

use domain::time::Timestamp;
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError, Transaction, document,
    sql::{rows, run, values},
};

/// A text that was searched for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// In small letters, with single blanks.
    pub text: String,
    /// How often.
    pub asked: u32,
    /// How often nothing was found.
    pub empty: u32,
    /// How many product groups were found the last time.
    pub found: u32,
}

/// Which terms are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// What is searched for most.
    Top,
    /// What is searched for most and found least: nothing the last time.
    Empty,
}

/// Adds what was searched for on the day that began at a moment.
pub async fn add(tx: &Transaction, day: Timestamp, terms: &[Term]) -> Result<(), StoreError> {
    // one statement for each hundred: a statement holds about 32,000 values on one database and less on others
    for some in terms.chunks(100) {
        let mut bound = Vec::with_capacity(some.len() * 5);
        let mut places = Vec::with_capacity(some.len());
        for term in some {
            let first = bound.len();
            places.push(format!("(${}, ${}, ${}, ${}, ${})", first + 1, first + 2, first + 3, first + 4, first + 5));
            let number = i64::from;
            bound.extend(values![
                day.0,
                term.text.as_str(),
                number(term.asked),
                number(term.empty),
                number(term.found)
            ]);
        }
        let sql = format!(
            "INSERT INTO search_term (day, text, asked, empty, found) VALUES {} \
             ON CONFLICT (day, text) DO UPDATE SET asked = search_term.asked + excluded.asked, \
             empty = search_term.empty + excluded.empty, found = excluded.found",
            places.join(", ")
        );
        run(tx, &sql, bound).await?;
    }
    Ok(())
}

/// What was searched for since a day.
pub async fn list(
    db: &impl ConnectionTrait,
    which: Which,
    since: Timestamp,
    most: u32,
) -> Result<Vec<Term>, StoreError> {
    let only = match which {
        Which::Top => "",
        Which::Empty => "HAVING SUM(empty) > 0 AND MAX(CASE WHEN newest THEN found ELSE 0 END) = 0",
    };
    let sql = format!(
        "SELECT text, CAST(SUM(asked) AS BIGINT), CAST(SUM(empty) AS BIGINT), \
         CAST(MAX(CASE WHEN newest THEN found ELSE 0 END) AS BIGINT) FROM ( \
             SELECT text, asked, empty, found, day = MAX(day) OVER (PARTITION BY text) AS newest \
             FROM search_term WHERE day >= $1) AS days \
         GROUP BY text {only} ORDER BY SUM(asked) DESC, text LIMIT $2"
    );
    rows(db, &sql, values![since.0, i64::from(most)]).await?.iter().map(read).collect()
}

/// What was searched for at least so often since a day, found, and begins so; the most frequent first.
pub async fn beginning(
    db: &impl ConnectionTrait,
    start: &str,
    since: Timestamp,
    least: u32,
    most: u32,
) -> Result<Vec<Term>, StoreError> {
    let sql = "SELECT text, CAST(SUM(asked) AS BIGINT), CAST(SUM(empty) AS BIGINT), CAST(MAX(found) AS BIGINT) \
               FROM search_term WHERE day >= $1 AND substr(text, 1, length($2)) = $2 \
               GROUP BY text HAVING SUM(asked) >= $3 AND MAX(found) > 0 ORDER BY SUM(asked) DESC, text LIMIT $4";
    let bound = values![since.0, start, i64::from(least), i64::from(most)];
    rows(db, sql, bound).await?.iter().map(read).collect()
}

fn read(row: &QueryResult) -> Result<Term, StoreError> {
    let number = |place: usize| document::count("searches", row.try_get_by_index(place)?);
    Ok(Term { text: row.try_get_by_index(0)?, asked: number(1)?, empty: number(2)?, found: number(3)? })
}
