//! The trial balance and every account.

use serde_json::json;
use store::{Store, ledger};

use super::Form;
use crate::start::StartError;

/// Prints the books; says whether they balance.
pub(super) async fn run(store: &Store, form: Form) -> Result<bool, StartError> {
    let reader = store.reader();
    let (trial, accounts) = (ledger::trial_balance(reader).await?, ledger::balances(reader).await?);
    let unbalanced = ledger::unbalanced(reader).await?;
    let balances = unbalanced.is_empty() && trial.iter().all(|of| of.debit == of.credit);
    if form.json {
        let accounts: Vec<_> =
            accounts.iter().map(|(account, money)| json!({ "account": account, "balance": money })).collect();
        let all = json!({ "balances": balances, "trial": trial, "accounts": accounts, "unbalanced": unbalanced });
        println!("{all}");
        return Ok(balances);
    }
    println!("{:<8} {:>20} {:>20}", "", "debit", "credit");
    for of in &trial {
        let verdict = if of.debit == of.credit { "" } else { "  differs" };
        println!("{:<8} {:>20} {:>20}{verdict}", of.currency.code(), of.debit.decimal(), of.credit.decimal());
    }
    println!();
    for (account, money) in &accounts {
        println!("{:<44} {:>20}", account.to_string(), money.to_string());
    }
    for id in &unbalanced {
        println!("transaction {id} does not balance");
    }
    println!("\n{}", if balances { "The books balance." } else { "The books do NOT balance." });
    Ok(balances)
}
