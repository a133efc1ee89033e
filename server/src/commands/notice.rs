//! Telling people of an incident: on every page, and by mail.

use std::{collections::BTreeMap, fs, path::PathBuf};

use clap::Subcommand;
use domain::locale::Locale;
use serde_json::json;
use services::notices::{Notice, in_language};

use super::Form;
use crate::{
    configuration::Configuration,
    start::{self, StartError},
};

/// Tells people of an incident, or shows what they were told
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Option<What>,
    #[command(flatten)]
    form: Form,
}

#[derive(Clone, Debug, Subcommand)]
enum What {
    /// Shows the notices, those that were taken back as well
    List,
    /// Shows a notice on every page
    Post {
        /// What happened, what it means for people, and what they can do, in English
        #[arg(long)]
        en: String,
        /// The same in French
        #[arg(long)]
        fr: Option<String>,
        /// The same in Arabic
        #[arg(long)]
        ar: Option<String>,
    },
    /// Writes a notice to people, each once and in their language
    Mail {
        /// Its name, as the list shows it
        id: String,
        /// A file with one address on each line; without it everybody with an account is written to
        #[arg(long)]
        to: Option<PathBuf>,
    },
    /// Takes a notice back
    End {
        /// Its name, as the list shows it
        id: String,
    },
}

/// Does it; says whether there was what was asked for.
pub(super) async fn run(configuration: &Configuration, options: &Options) -> Result<bool, StartError> {
    let shop = start::shop(configuration).await?;
    match options.command.as_ref().unwrap_or(&What::List) {
        What::List => {
            print(&shop.notices().await?, options.form);
            Ok(true)
        }
        What::Post { en, fr, ar } => {
            let texts = [("en", Some(en)), ("fr", fr.as_ref()), ("ar", ar.as_ref())];
            let texts: BTreeMap<String, String> =
                texts.into_iter().filter_map(|(tag, text)| Some((tag.to_owned(), text?.clone()))).collect();
            if texts.values().any(|text| text.trim().is_empty()) {
                return Err("a notice says something".into());
            }
            println!("{}", shop.post_notice(texts).await?);
            Ok(true)
        }
        What::Mail { id, to } => {
            let named = to.as_ref().map(fs::read_to_string).transpose()?;
            let named = named
                .map(|text| text.lines().map(str::trim).filter(|line| line.contains('@')).map(str::to_owned).collect());
            println!("{} mails will be sent.", shop.mail_notice(id, named).await?);
            Ok(true)
        }
        What::End { id } => Ok(shop.end_notice(id).await?),
    }
}

fn print(notices: &[Notice], form: Form) {
    for notice in notices {
        let ended = notice.ended_at.map(|at| at.rfc3339());
        if form.json {
            let (id, since) = (&notice.id, notice.created_at.rfc3339());
            println!("{}", json!({ "id": id, "since": since, "ended": ended, "texts": notice.texts }));
        } else {
            let state = ended.map_or_else(|| "shown".to_owned(), |at| format!("taken back {at}"));
            println!("{}  {}  {state}", notice.id, notice.created_at.rfc3339());
            println!("    {}", in_language(notice, Locale::En));
        }
    }
}
