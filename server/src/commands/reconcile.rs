//! Comparing the books with the gateway's and the marketplaces', now.

use serde_json::{Value, json};
use services::reconcile::{Report, Scope};
use store::reconciliations::{Finding, FindingState};

use super::Form;
use crate::{
    configuration::Configuration,
    start::{self, StartError},
};

/// Compares the books
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Options {
    /// Orders and payments of so many days
    #[arg(long, value_name = "N", default_value_t = 30)]
    days: u32,
    /// Leaves alone what moved within so many seconds
    #[arg(long, value_name = "N", default_value_t = 60)]
    rested: u32,
    #[command(flatten)]
    form: Form,
}

/// Compares and prints the report; says whether nothing waits for a person.
pub(super) async fn run(configuration: &Configuration, options: &Options) -> Result<bool, StartError> {
    let shop = start::shop(configuration).await?;
    let since = connectors::now().plus(-i64::from(options.days) * 24 * 60 * 60 * 1000);
    let report = shop.reconcile(Scope { since, rested: 1000 * i64::from(options.rested) }).await?;
    let open = report.findings.iter().filter(|finding| finding.state == FindingState::Raised).count();
    if options.form.json {
        println!("{}", as_json(&report));
    } else {
        print(&report, open);
    }
    Ok(open == 0)
}

fn print(report: &Report, open: usize) {
    let checked = &report.run.checked;
    for finding in &report.findings {
        let about = &finding.about;
        let order = about.order.as_deref().unwrap_or("no order");
        println!("{:<9} {}  {order}  {}  {}", finding.state.word(), about.kind, about.subject, about.detail);
    }
    for silent in &checked.unanswered {
        println!("{silent} did not answer; it is compared next time");
    }
    println!(
        "{} payments, {} orders and {} parts were compared: {} differences, {open} of them for a person.",
        checked.payments,
        checked.orders,
        checked.parts,
        report.findings.len()
    );
}

fn as_json(report: &Report) -> Value {
    let finding = |finding: &Finding| {
        let detail: Value = serde_json::from_str(&finding.about.detail).unwrap_or_default();
        json!({
            "kind": finding.about.kind,
            "order": finding.about.order,
            "subject": finding.about.subject,
            "detail": detail,
            "state": finding.state.word(),
            "times": finding.times,
        })
    };
    let checked = &report.run.checked;
    json!({
        "run": report.run.id,
        "started_at": report.run.started_at.rfc3339(),
        "payments": checked.payments,
        "orders": checked.orders,
        "parts": checked.parts,
        "unanswered": checked.unanswered,
        "findings": report.findings.iter().map(finding).collect::<Vec<_>>(),
    })
}
