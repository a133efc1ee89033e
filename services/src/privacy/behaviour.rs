//! What people do is written down beside the requests, and only of those who agreed: the transaction that makes a row
//! looks the answer up.

use std::{sync::Weak, time::Duration};

use domain::{
    consent::{Behaviour, Purpose},
    ids::{ProductRef, SearchId, VisitorId},
    search::SearchQuery,
    time::Timestamp,
};
use store::{
    Store,
    behaviour::{self, Moment},
    profile::searches,
    purposes,
};
use tokio::sync::mpsc;

use crate::{
    Shop,
    accounts::Signed,
    now,
    profile::new_id,
    shop::{Inner, commit},
};

/// How many moments may wait to be written down before further ones are dropped.
const QUEUE: usize = 512;

/// How many moments go into one transaction.
const AT_ONCE: usize = 64;

/// The fewest letters of a search that is remembered.
const FEWEST_LETTERS: usize = 2;

/// Who was seen.
#[derive(Clone, Debug)]
pub enum Watcher {
    /// Somebody signed in, by what their session's cookie holds.
    Session(String),
    /// A guest whose browser says that they agreed.
    Guest(VisitorId),
}

/// What they did.
#[derive(Clone, Debug)]
pub enum Watched {
    /// Opened a product's page.
    Viewed(ProductRef),
    /// Searched for words.
    Searched(String),
}

/// Something that waits to be written down.
#[derive(Debug)]
pub(crate) enum Watching {
    Seen { who: Watcher, what: Watched, at: Timestamp },
    Done { visitor: VisitorId, what: Behaviour, about: String, at: Timestamp },
}

/// A row that is to be made where its person agreed.
enum Row {
    Moment(Moment),
    Search { signed: Box<Signed>, id: SearchId, text: String, at: Timestamp },
}

/// The queue that [`Shop::watched`] and its like fill.
pub(crate) fn watch() -> (mpsc::Sender<Watching>, mpsc::Receiver<Watching>) {
    mpsc::channel(QUEUE)
}

impl Shop {
    /// Has what somebody did on a page written down when there is time, if they agreed; no page waits for it.
    pub fn watched(&self, who: Watcher, what: Watched) {
        self.note_later(Watching::Seen { who, what, at: now() });
    }

    /// Has what a visitor did written down when there is time, if they agreed.
    pub(crate) fn did(&self, visitor: &VisitorId, what: Behaviour, product: &ProductRef) {
        let about = product.to_string();
        self.note_later(Watching::Done { visitor: visitor.clone(), what, about, at: now() });
    }

    fn note_later(&self, watching: Watching) {
        if self.watching.try_send(watching).is_err() {
            tracing::debug!("what somebody did was not written down: too much waits already");
        }
    }

    /// The rows that come of something, whose person may not have agreed.
    async fn rows_of(&self, watching: Watching) -> Vec<Row> {
        let (who, what, at) = match watching {
            Watching::Done { visitor, what, about, at } => {
                return self.moment(Moment { visitor, what, about, at }).await.into_iter().collect();
            }
            Watching::Seen { who, what, at } => (who, what, at),
        };
        let (visitor, signed) = match who {
            Watcher::Guest(visitor) => (visitor, None),
            Watcher::Session(secret) => match self.signed(&secret).await {
                // What staff looks at in somebody's place is not what they look at.
                Ok(Some(signed)) if signed.acting.is_none() => (signed.visitor.clone(), Some(signed)),
                _ => return Vec::new(),
            },
        };
        let (behaviour, about) = match &what {
            Watched::Viewed(product) => (Behaviour::View, product.to_string()),
            Watched::Searched(text) => (Behaviour::Search, tidied(text)),
        };
        if about.chars().count() < FEWEST_LETTERS {
            return Vec::new();
        }
        let moment = Moment { visitor, what: behaviour, about: about.clone(), at };
        let mut rows: Vec<Row> = self.moment(moment).await.into_iter().collect();
        if let (Watched::Searched(_), Some(signed), Ok(id)) = (what, signed, SearchId::try_from(new_id())) {
            rows.push(Row::Search { signed: Box::new(signed), id, text: about, at });
        }
        rows
    }

    /// The moment, where its person seems to have agreed. The transaction that makes the row asks once more; this spares
    /// the writer those who did not.
    async fn moment(&self, moment: Moment) -> Option<Row> {
        let given = purposes::of(self.store.reader(), &moment.visitor).await.ok()?;
        let newest = given.iter().find(|answer| answer.purpose == Purpose::Behaviour)?;
        newest.given.then_some(Row::Moment(moment))
    }
}

/// Writes down what waits in the queue, until the shop is gone.
pub(crate) async fn write_down_behaviour(shop: Weak<Inner>, mut heard: mpsc::Receiver<Watching>) {
    let mut waiting = Vec::with_capacity(AT_ONCE);
    while heard.recv_many(&mut waiting, AT_ONCE).await > 0 {
        let Some(shop) = shop.upgrade().map(Shop::of) else { return };
        let mut rows = Vec::new();
        for watching in waiting.drain(..) {
            rows.extend(shop.rows_of(watching).await);
        }
        if !rows.is_empty() && write(&shop.store, rows).await.is_err() {
            // Nothing depends on it; a database that is away is asked again in a while.
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }
}

async fn write(store: &Store, rows: Vec<Row>) -> Result<(), store::StoreError> {
    let outcome = commit!(store, |tx| {
        for row in &rows {
            match row {
                Row::Moment(moment) => {
                    behaviour::remember(tx, moment).await?;
                }
                Row::Search { signed, id, text, at } => searches::remember(tx, &signed.account, id, text, *at).await?,
            }
        }
        Ok(())
    });
    if let Err(error) = &outcome {
        tracing::warn!(%error, "what people did was not written down");
    }
    outcome
}

/// The words of a search without blanks around and between them.
fn tidied(text: &str) -> String {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.chars().filter(|letter| !letter.is_control()).take(SearchQuery::LONGEST_TEXT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_remembered_by_its_words_alone() {
        assert_eq!(tidied("  brass \n lamp\u{7} "), "brass lamp");
        assert_eq!(tidied(&"x".repeat(999)).len(), SearchQuery::LONGEST_TEXT);
    }
}
