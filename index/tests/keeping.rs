//! What is kept: replaced, taken out, found again by the next process, and begun anew where it cannot be read.

use std::{fs, path::PathBuf};

use domain::locale::Locale;
use index::{Asked, Embedded, Entry, Index, IndexError};

/// Waits for what is ready at once.
fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(future)
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("onecart-index-{}-{name}", std::process::id()));
        fs::remove_dir_all(&folder).ok();
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

fn lamp(title: &str) -> Entry {
    Entry {
        reference: "harbor:1".parse().expect("a name"),
        relation: "only-harbor:1".parse().expect("a name"),
        titles: vec![title.to_owned()],
        brand: None,
        description: String::new(),
        category: None,
        attributes: Vec::new(),
        codes: Vec::new(),
        gtin: None,
        weight: 0,
    }
}

fn count(index: &Embedded, text: &str) -> usize {
    let asked = Asked { text: text.to_owned(), locale: Locale::En, limit: 5, ..Asked::default() };
    block_on(index.search(&asked)).expect("it works").hits.len()
}

#[test]
fn a_listing_takes_the_place_of_what_it_was_and_goes_when_it_is_forgotten() {
    let index = Embedded::in_memory().expect("it works");
    block_on(index.put(&[lamp("Brass lamp")], Some("7"))).expect("it works");
    block_on(index.put(&[lamp("Copper lantern")], None)).expect("it works");
    assert_eq!((count(&index, "brass"), count(&index, "copper")), (0, 1));
    assert_eq!(block_on(index.cursor()).as_deref(), Some("7"));
    block_on(index.forget(&["harbor:1".parse().expect("a name")])).expect("it works");
    assert_eq!((count(&index, "copper"), block_on(index.count()).expect("it works")), (0, 0));
    assert_eq!(block_on(index.cursor()).as_deref(), Some("7"));
}

#[test]
fn the_next_process_finds_what_was_kept_and_only_one_writes() {
    let folder = Folder::new("kept");
    let first = Embedded::open(&folder.0).expect("it works");
    block_on(first.put(&[lamp("Brass lamp")], Some("42"))).expect("it works");
    let second = Embedded::open(&folder.0).expect("it works");
    assert_eq!((count(&second, "brass"), block_on(second.cursor()).as_deref()), (1, Some("42")));
    assert!(matches!(block_on(second.put(&[lamp("Other")], None)), Err(IndexError::Busy)));
    block_on(first.put(&[lamp("Copper lamp")], None)).expect("it works");
    assert!(matches!(block_on(second.forget(&[])), Err(IndexError::Busy)));
    assert_eq!(count(&second, "copper"), 1, "whoever may not write sees what the other wrote");
    drop(first);
    block_on(second.put(&[lamp("Silver lamp")], None)).expect("it works");
    assert_eq!(count(&second, "silver"), 1);
}

#[test]
fn what_cannot_be_read_or_is_of_another_format_is_begun_anew() {
    let folder = Folder::new("broken");
    let index = Embedded::open(&folder.0).expect("it works");
    block_on(index.put(&[lamp("Brass lamp")], Some("42"))).expect("it works");
    drop(index);
    fs::create_dir_all(folder.0.join("format-0")).expect("it works");
    fs::write(folder.0.join("format-0/old"), "x").expect("it works");
    let mut own = fs::read_dir(&folder.0).expect("it works").map(|entry| entry.expect("it works").path());
    let own = own.find(|path| !path.ends_with("format-0")).expect("it works");
    fs::write(own.join("meta.json"), "{ not what it was").expect("it works");
    let index = Embedded::open(&folder.0).expect("it works");
    assert_eq!((block_on(index.count()).expect("it works"), block_on(index.cursor())), (0, None));
    assert!(!folder.0.join("format-0").exists());
    block_on(index.put(&[lamp("Brass lamp")], None)).expect("it works");
    assert_eq!(count(&index, "brass"), 1);
}
