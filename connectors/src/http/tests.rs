//! Where calls may go, and what is read of what comes back.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use reqwest::dns::{Addrs, Name, Resolving};
use tokio::net::TcpListener;

use super::*;

/// Addresses that are not public, in every way of writing them. `PORT` is one at which this machine listens.
const INSIDE: &str = include_str!("inside.txt");

/// Public addresses, which the guard must let pass.
const PUBLIC: [&str; 16] = [
    "http://1.1.1.1",
    "https://9.9.9.9/shop",
    "https://8.8.8.8:8443",
    "https://11.0.0.1",
    "https://100.63.255.255",
    "https://100.128.0.1",
    "https://126.255.255.255",
    "https://128.0.0.1",
    "https://168.63.129.15",
    "https://172.15.255.255",
    "https://172.32.0.1",
    "https://192.167.255.255",
    "https://198.17.255.255",
    "https://223.255.255.255",
    "https://[2606:4700:4700::1111]",
    "https://shop.example:1024/api",
];

/// A resolver that gives one list of addresses after the other, the last again and again, and counts.
#[derive(Clone)]
struct Changing {
    lists: Arc<Vec<Vec<SocketAddr>>>,
    asked: Arc<AtomicUsize>,
}

impl Changing {
    fn new(lists: &[&[&str]]) -> Self {
        let read = |list: &&[&str]| list.iter().map(|address| address.parse().unwrap()).collect();
        Self { lists: Arc::new(lists.iter().map(read).collect()), asked: Arc::default() }
    }
}

impl Resolve for Changing {
    fn resolve(&self, _: Name) -> Resolving {
        let place = self.asked.fetch_add(1, Ordering::Relaxed).min(self.lists.len() - 1);
        let list = self.lists[place].clone();
        Box::pin(async move { Ok(Box::new(list.into_iter()) as Addrs) })
    }
}

/// A server that answers everything and counts who connects.
async fn listening() -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let connects = Arc::new(AtomicUsize::new(0));
    let counted = connects.clone();
    tokio::spawn(async move {
        while listener.accept().await.is_ok() {
            counted.fetch_add(1, Ordering::Relaxed);
        }
    });
    (port, connects)
}

#[tokio::test]
async fn no_address_inside_is_ever_connected_to() {
    let (port, connects) = listening().await;
    let client = Client::new(Reach::Public).unwrap();
    let addresses: Vec<&str> = INSIDE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert!(addresses.len() >= 120, "{}", addresses.len());
    for address in addresses {
        let address = address.replace("PORT", &port.to_string());
        let answer = client.get(address.as_str()).send().await;
        let Err(MarketplaceError::Unavailable(why)) = answer else { panic!("{address} {answer:?}") };
        let refused = ["not called", "only http", "not an address", "failed to lookup"];
        assert!(refused.iter().any(|word| why.contains(word)), "{address}: {why}");
    }
    assert_eq!(connects.load(Ordering::Relaxed), 0);
}

#[test]
fn public_addresses_pass() {
    for address in PUBLIC {
        assert_eq!(Reach::Public.check(&Url::parse(address).unwrap()), Ok(()), "{address}");
    }
}

#[tokio::test]
async fn a_name_is_judged_by_the_addresses_that_are_connected_to() {
    let (port, connects) = listening().await;
    let loopback = "127.0.0.1:0";
    for lists in [&[&[loopback][..]][..], &[&["1.1.1.1:0", loopback]], &[&["[::ffff:127.0.0.1]:0"]], &[&["[::1]:0"]]] {
        let names = Changing::new(lists);
        let client = Client::resolving_with(Reach::Public, names.clone()).unwrap();
        let answer = client.get(format!("http://rebinding.example:{port}/")).send().await;
        assert_eq!(answer.unwrap_err(), MarketplaceError::Unavailable(Forbidden::Private.to_string()));
        assert_eq!(names.asked.load(Ordering::Relaxed), 1, "judged and connected to in one question");
    }
    assert_eq!(connects.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_name_that_changes_its_mind_is_judged_every_time() {
    let guarded = Guarded { reach: Reach::Public, names: Changing::new(&[&["1.1.1.1:0"], &["10.0.0.1:0"]]) };
    let ask = || guarded.resolve("rebinding.example".parse().unwrap());
    assert_eq!(ask().await.ok().unwrap().count(), 1);
    for _ in 0..20 {
        assert!(ask().await.is_err());
    }
}

#[tokio::test]
async fn everything_is_in_reach_where_that_was_asked_for() {
    let (port, connects) = listening().await;
    let client = Client::new(Reach::Anywhere).unwrap();
    // the server closes at once, which is no answer
    assert!(client.get(format!("http://localhost:{port}/")).send().await.is_err());
    assert!(connects.load(Ordering::Relaxed) > 0);
    for wrong in ["ftp://1.1.1.1/", "http://user@1.1.1.1/", "https://user:word@shop.example/"] {
        assert!(Reach::Anywhere.check(&Url::parse(wrong).unwrap()).is_err(), "{wrong}");
    }
}

#[test]
fn json_is_read_up_to_a_depth_and_a_number_of_values() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(is_affordable(nested(DEEPEST).as_bytes()));
    assert!(!is_affordable(nested(DEEPEST + 1).as_bytes()));
    assert!(is_affordable(format!("[{}0]", "0,".repeat(100_000)).as_bytes()));
    assert!(!is_affordable(format!("[{}0]", "0,".repeat(MOST_VALUES)).as_bytes()));
    let text = format!("{{\"a\\\"[[\": \"{}\"}}", "[,".repeat(MOST_VALUES));
    assert!(is_affordable(text.as_bytes()), "brackets in texts are none");
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    let answer = Answer { status: StatusCode::OK, headers: HeaderMap::new(), body: b"\xef\xbb\xbf[1]".to_vec() };
    assert_eq!(answer.json::<Vec<u32>>(), Ok(vec![1]));
}
