//! The map against the tables as they are.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::{
    sql::{rows, values},
    testing::fresh,
};

/// Every table of a database with its columns.
async fn tables_of(store: &crate::testing::Fresh) -> BTreeMap<String, BTreeSet<String>> {
    let sql = if store.is_postgres() {
        "SELECT table_name::TEXT, column_name::TEXT FROM information_schema.columns WHERE table_schema = 'public'"
    } else {
        "SELECT m.name, p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p \
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
    };
    let mut tables: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows(store.reader(), sql, values![]).await.unwrap() {
        let (table, column): (String, String) = (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap());
        tables.entry(table).or_default().insert(column);
    }
    tables
}

#[tokio::test]
async fn every_column_of_every_table_has_a_class_and_no_other_has() {
    let store = fresh().await;
    let real = tables_of(&store).await;
    let mut wrong: Vec<String> = Vec::new();
    for (table, columns) in &real {
        let Some(mapped) = TABLES.iter().find(|mapped| mapped.name == table) else {
            wrong.push(format!("the table {table} is not in the map"));
            continue;
        };
        let named: Vec<&str> = mapped.columns().into_iter().map(|(column, _)| column).collect();
        let missing = columns.iter().filter(|column| !named.contains(&column.as_str()));
        wrong.extend(missing.map(|column| format!("{table}.{column} has no class")));
        let unknown = named.iter().filter(|column| !columns.contains(**column));
        wrong.extend(unknown.map(|column| format!("{table}.{column} is not there")));
        let twice = named.iter().filter(|column| named.iter().filter(|other| other == column).count() > 1);
        wrong.extend(twice.map(|column| format!("{table}.{column} has two classes")));
        let withheld = mapped.withheld.split_whitespace().filter(|column| !columns.contains(*column));
        wrong.extend(withheld.map(|column| format!("{table}.{column} is withheld and not there")));
    }
    let gone = TABLES.iter().filter(|mapped| !real.contains_key(mapped.name));
    wrong.extend(gone.map(|mapped| format!("the table {} is in the map only", mapped.name)));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_says_something_of_a_person_goes_with_the_person() {
    for table in TABLES {
        let fates = table.columns().into_iter().filter(|(_, class)| *class == Class::Personal);
        let stays: Vec<&str> = fates.map(|(column, _)| column).filter(|column| table.fate(column) == "stays").collect();
        // What a marketplace calls an event of a parcel is kept so that it is not told twice.
        // An invoice is kept by law as it was issued, with the name.
        let allowed: &[&str] = match table.name {
            "tracking_event" => &["external_id"],
            "paper" => &["document"],
            _ => &[],
        };
        assert_eq!(stays, allowed, "{}", table.name);
    }
}

#[test]
fn what_belongs_to_somebody_is_exported_but_for_secrets_and_names_of_rows() {
    for table in TABLES.iter().filter(|table| table.whose.is_some() && table.name != "job") {
        let personal = table.columns().into_iter().filter(|(_, class)| *class == Class::Personal);
        let withheld: Vec<&str> =
            personal.map(|(column, _)| column).filter(|column| !table.is_exported(column)).collect();
        let allowed: &[&str] = match table.name {
            "account_token" => &["document"],
            "totp" => &["secret"],
            "backup_code" => &["hash"],
            "passkey" => &["credential"],
            "ceremony" => &["state"],
            "phone_code" => &["message"],
            // Links in them open things.
            "message" => &["text", "html"],
            // The gateway's and the marketplaces' own words about what the order says already.
            "inbox" => &["body"],
            "marketplace_order" => &["session", "handle"],
            "payment" | "top_up" => &["page_url"],
            "tracking_event" => &["external_id"],
            _ => &[],
        };
        assert_eq!(withheld, allowed, "{}", table.name);
    }
}

/// The map as a page, and the limits as another.
fn written() -> (String, String) {
    let mut map = String::from(
        "# What is kept of people\n\nWritten by a test out of `store/src/data_map/`. Export and erasing are carried out from the same \
         table.\n",
    );
    let mut limits = String::from(
        "# How long it is kept\n\nWritten by a test out of `store/src/data_map/`. A sweep goes through these limits once an hour \
         (`services/src/privacy/retention.rs`).\n\n| table | kept |\n|---|---|\n",
    );
    for table in TABLES {
        map.push_str(&format!("\n## {}\n\nKept {}.\n\n", table.name, table.limit()));
        map.push_str("| column | says of a person | in an export | when a person is erased |\n|---|---|---|---|\n");
        for (column, class) in table.columns() {
            let exported = if table.is_exported(column) { "yes" } else { "no" };
            map.push_str(&format!("| {column} | {} | {exported} | {} |\n", class.word(), table.fate(column)));
        }
        limits.push_str(&format!("| {} | {} |\n", table.name, table.limit().replace('|', "\\|")));
    }
    (map, limits)
}

#[test]
fn the_pages_about_the_map_are_true() {
    let (map, limits) = written();
    for (name, text) in [("data-map.md", map), ("retention.md", limits)] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/privacy").join(name);
        if std::env::var_os("UPDATE_DOCS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        let known = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(known == text, "{name}: run the tests with UPDATE_DOCS=1 to write it again");
    }
}
