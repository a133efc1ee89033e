//! The master keys that secrets in the database are sealed with: which there are, another one, and forgetting those that
//! nothing needs any more.

use clap::Subcommand;
use serde_json::json;
use services::secrets::{KeyId, Secrets, rotation};

use super::Form;
use crate::{configuration::Configuration, start::StartError};

/// Shows the master keys, and has another one take over
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Option<What>,
    #[command(flatten)]
    form: Form,
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum What {
    /// The keys by their ids, and how many secrets need each
    List,
    /// Puts a new key first and seals everything anew under it; the shop may stay open
    Rotate,
    /// Forgets the keys that no secret needs; better a while after a rotation
    Forget,
}

/// Does what was asked; says whether every secret opens.
pub(super) async fn run(configuration: &Configuration, options: &Options) -> Result<bool, StartError> {
    let store = super::store(configuration).await?;
    let keys = configuration.master_keys()?;
    let secrets = Secrets::new(&keys)?;
    let what = options.command.unwrap_or(What::List);
    let mut rotated = rotation::Rotated::default();
    let mut forgotten: Vec<KeyId> = Vec::new();
    match what {
        What::List => {}
        What::Rotate => {
            // Keys that the configuration names are put in order there; what is first there seals.
            if configuration.master_keys.is_none() {
                keys.add()?;
            }
            rotated = rotation::reseal(&store, &secrets).await?;
        }
        What::Forget => {
            let needed = rotation::needed(&store).await?;
            let spare = secrets.key_ids().into_iter().skip(1).filter(|id| !needed.contains_key(id.as_str()));
            forgotten = spare.collect();
            keys.forget(&forgotten)?;
        }
    }
    let needed = rotation::needed(&store).await?;
    let known = secrets.key_ids();
    let lost: Vec<&String> = needed.keys().filter(|id| known.iter().all(|key| key.as_str() != id.as_str())).collect();
    if options.form.json {
        let ids = |keys: &[KeyId]| keys.iter().map(|key| key.as_str().to_owned()).collect::<Vec<_>>();
        let all = json!({
            "keys": ids(&known), "needed": needed, "resealed": rotated.resealed, "lost": rotated.lost,
            "forgotten": ids(&forgotten), "unknown": lost,
        });
        println!("{all}");
    } else {
        for (place, id) in known.iter().enumerate() {
            let seals = if place == 0 { "  seals" } else { "" };
            println!("{:<34}{:>8} secrets{seals}", id.as_str(), needed.get(id.as_str()).unwrap_or(&0));
        }
        for id in &lost {
            println!("{id:<34}{:>8} secrets need this key, and it is not known here", needed[*id]);
        }
        for place in &rotated.lost {
            println!("does not open: {place}");
        }
        match what {
            What::List => {}
            What::Rotate => println!("{} secrets were sealed anew.", rotated.resealed),
            What::Forget => println!("{} keys were forgotten.", forgotten.len()),
        }
    }
    Ok(lost.is_empty() && rotated.lost.is_empty())
}
