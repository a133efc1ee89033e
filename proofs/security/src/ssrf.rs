//! Nobody's address leads the shop into its own network: addresses that are not public, in every way of writing them,
//! and names that lead inside, at once or on second thoughts.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use connectors::{
    http::{Client, Reach},
    marketplaces::MarketplaceError,
};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use serde_json::json;
use tokio::net::TcpListener;

use crate::{Finding, Problem, Size};

/// Addresses that are not public; `PORT` is one at which this process listens.
const INSIDE: &str = include_str!("../../../connectors/src/http/inside.txt");

/// How often each name is asked for by the quick form and the published one.
const QUICK: u64 = 50;
const FULL: u64 = 5_000;

/// Calls every address and every name.
///
/// # Errors
/// When this machine lets nobody listen.
pub async fn run(size: Size) -> Result<Finding, Problem> {
    let (port, connects) = listening().await?;
    let mut wrong = Vec::new();
    let addresses: Vec<String> = INSIDE
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.replace("PORT", &port.to_string()))
        .collect();
    let client = Client::new(Reach::Public)?;
    for address in &addresses {
        note(&mut wrong, address, client.get(address).send().await.err());
    }
    let times = size.count(QUICK, FULL);
    let names = rebinding();
    for (name, lists) in &names {
        // A client of its own for each time: a connection that is kept would not be judged again.
        for _ in 0..times {
            let client = Client::resolving_with(Reach::Public, Changing::new(lists))?;
            note(&mut wrong, name, client.get(format!("http://{name}:{port}/")).send().await.err());
        }
    }
    // The same calls do arrive where they may, so the silence above is the guard's.
    let open = Client::new(Reach::Anywhere)?;
    let silent = connects.load(Ordering::SeqCst);
    let _ = open.get(format!("http://127.0.0.1:{port}/")).send().await;
    let control = connects.load(Ordering::SeqCst) > silent;
    wrong.iter().for_each(|why| eprintln!("      {why}"));
    let ok = silent == 0 && wrong.is_empty() && control && addresses.len() >= 120;
    let figure = json!({
        "addresses": addresses.len(),
        "names": names.len(),
        "calls_by_name": times * names.len() as u64,
        "connects": silent,
        "wrongly_told": wrong.len(),
    });
    Ok(Finding { figure, ok })
}

/// Every call must end as one that was never made.
fn note(wrong: &mut Vec<String>, address: &str, ended: Option<MarketplaceError>) {
    if !matches!(ended, Some(MarketplaceError::Unavailable(_))) {
        wrong.push(format!("{address}: {ended:?}"));
    }
}

/// Names that lead inside: the addresses each answer gives, one after the other. What begins with a public address would
/// be connected to on the first answer, so there the first answer holds a private one as well.
fn rebinding() -> Vec<(&'static str, Vec<Vec<&'static str>>)> {
    vec![
        ("loopback.example", vec![vec!["127.0.0.1:0"]]),
        ("six.example", vec![vec!["[::1]:0"]]),
        ("mapped.example", vec![vec!["[::ffff:127.0.0.1]:0"]]),
        ("second.example", vec![vec!["1.1.1.1:0", "127.0.0.1:0"]]),
        ("first.example", vec![vec!["127.0.0.1:0", "1.1.1.1:0"]]),
        ("metadata.example", vec![vec!["169.254.169.254:0"]]),
        ("tunnel.example", vec![vec!["[2002:7f00:1::]:0"]]),
        ("translated.example", vec![vec!["[64:ff9b::7f00:1]:0"]]),
        ("changing.example", vec![vec!["10.0.0.1:0"], vec!["127.0.0.1:0"]]),
        ("flapping.example", vec![vec!["1.1.1.1:0", "192.168.0.1:0"], vec!["1.1.1.1:0"]]),
    ]
}

/// A resolver that gives one list of addresses after the other, the last again and again.
#[derive(Clone)]
struct Changing {
    lists: Arc<Vec<Vec<SocketAddr>>>,
    asked: Arc<AtomicU64>,
}

impl Changing {
    fn new(lists: &[Vec<&str>]) -> Self {
        let read = |list: &Vec<&str>| list.iter().filter_map(|address| address.parse().ok()).collect();
        Self { lists: Arc::new(lists.iter().map(read).collect()), asked: Arc::default() }
    }
}

impl Resolve for Changing {
    fn resolve(&self, _: Name) -> Resolving {
        let turn = usize::try_from(self.asked.fetch_add(1, Ordering::Relaxed)).unwrap_or(usize::MAX);
        let list = self.lists[turn.min(self.lists.len() - 1)].clone();
        Box::pin(async move { Ok(Box::new(list.into_iter()) as Addrs) })
    }
}

/// A server that counts who connects.
async fn listening() -> Result<(u16, Arc<AtomicU64>), Problem> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let port = listener.local_addr()?.port();
    let connects = Arc::new(AtomicU64::new(0));
    let counted = connects.clone();
    tokio::spawn(async move {
        // Counted before it is closed, so that whoever called has been counted when their call ends.
        while let Ok(connection) = listener.accept().await {
            counted.fetch_add(1, Ordering::SeqCst);
            drop(connection);
        }
    });
    Ok((port, connects))
}
