//! What is too old is forgotten, as the data map says.

use domain::{ids::VisitorId, time::Timestamp};
use sea_orm::Value;

use crate::{
    StoreError, Transaction,
    data_map::{Erased, Kept, ORDER_DAYS, TABLES, Table},
    sql::run,
};

/// Orders that nothing happens to any more and whose personal part is still there.
const OLD_ORDERS: &str = "SELECT number FROM \"order\" WHERE updated_at < {before} AND phase = 'done' AND email <> ''";

/// Forgets what is too old; says how many rows that were.
pub async fn sweep(tx: &Transaction, now: Timestamp, fresh: &VisitorId) -> Result<u64, StoreError> {
    let mut forgotten = 0;
    for table in TABLES {
        forgotten += match table.kept {
            Kept::ForGood(_) | Kept::WithAccount => 0,
            Kept::Days { days, since, only } => delete(tx, table.name, since, only, before(now, days)).await?,
            Kept::BlankedAfter { days, since, only } => {
                let whose = format!("\"{since}\" < {{before}} AND ({only})");
                blank(tx, table, &whose, before(now, days), fresh).await?
            }
            Kept::WithOrder => {
                let of_order = if table.name == "order" { "number" } else { "order_number" };
                let whose = format!("{of_order} IN ({OLD_ORDERS})");
                blank(tx, table, &whose, before(now, ORDER_DAYS), fresh).await?
            }
        };
    }
    Ok(forgotten)
}

fn before(now: Timestamp, days: u32) -> Timestamp {
    now.plus(-i64::from(days) * Timestamp::DAY)
}

async fn delete(tx: &Transaction, table: &str, since: &str, only: &str, before: Timestamp) -> Result<u64, StoreError> {
    let only = if only.is_empty() { "1 = 1" } else { only };
    let text = format!("DELETE FROM \"{table}\" WHERE \"{since}\" < {{before}} AND ({only})");
    run(tx, &text.replace("{before}", "$1"), vec![Value::from(before.0)]).await
}

async fn blank(
    tx: &Transaction,
    table: &Table,
    whose: &str,
    before: Timestamp,
    fresh: &VisitorId,
) -> Result<u64, StoreError> {
    let Erased::Blanked(columns @ [_, ..]) = table.erased else { return Ok(0) };
    let blanks: Vec<String> = columns.iter().map(|(column, value)| format!("{column} = {value}")).collect();
    let text = format!("UPDATE \"{}\" SET {} WHERE {}", table.name, blanks.join(", "), whose.replace("{before}", "$1"));
    let sql = text.replace("{fresh}", "$2");
    let mut values = vec![Value::from(before.0)];
    if sql.contains("$2") {
        values.push(Value::from(fresh.as_str()));
    }
    run(tx, &sql, values).await
}
