//! The audit log: looked through as a whole, and its head signed now.

use clap::Subcommand;
use serde_json::json;
use services::audit_log::{self, Breach, Signer};

use super::Form;
use crate::{
    configuration::Configuration,
    start::{self, StartError},
};

/// Looks through the audit log, or signs its head
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Option<What>,
    #[command(flatten)]
    form: Form,
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum What {
    /// Checks every row, and holds the log against the signed heads in the database and in the file
    Verify,
    /// Signs the head of this moment and writes it to the file
    Sign,
}

/// Does what was asked; says whether the log is whole.
pub(super) async fn run(configuration: &Configuration, options: &Options) -> Result<bool, StartError> {
    let store = super::store(configuration).await?;
    let signer = Signer::new(&start::secret(&configuration.secret_file())?);
    let file = configuration.audit_heads_file();
    if matches!(options.command, Some(What::Sign)) {
        let head = audit_log::sign_head(&store, &signer, &file).await?;
        match head {
            Some(head) if options.form.json => println!("{}", serde_json::to_string(&head)?),
            Some(head) => println!("Signed up to row {}, in {}.", head.number, file.display()),
            None => println!("Nothing was ever noted."),
        }
        return Ok(true);
    }
    let exported = audit_log::exported(&file)?;
    let verdict = audit_log::verify(&store, &signer, &exported).await?;
    let whole = verdict.breaches.is_empty();
    if options.form.json {
        let breaches: Vec<String> = verdict.breaches.iter().map(told).collect();
        let all = json!({
            "whole": whole, "entries": verdict.entries, "heads": verdict.heads, "exported": exported.len(),
            "breaches": breaches, "public_key": signer.public_key(),
        });
        println!("{all}");
        return Ok(whole);
    }
    for breach in &verdict.breaches {
        println!("{}", told(breach));
    }
    let verdict_told = if whole { "The log is whole" } else { "The log is NOT whole" };
    println!("{verdict_told}: {} rows, held against {} signed heads.", verdict.entries, verdict.heads);
    Ok(whole)
}

fn told(breach: &Breach) -> String {
    match breach {
        Breach::Changed(number) => format!("row {number} is not what was written, or follows another row"),
        Breach::Gap(number) => format!("before row {number} there is a gap"),
        Breach::Truncated(number) => format!("row {number} was signed for and is not there"),
        Breach::Rewritten(number) => format!("row {number} is not the one that was signed for"),
        Breach::Forged(number) => format!("the head of row {number} was not signed by this shop"),
    }
}
