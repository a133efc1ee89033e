//! The operator's key: said at the start, or made at the first one and kept in a file that only its owner reads.

use std::{
    fs::{self, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use services::operator::SHORTEST_KEY;

use crate::{configuration::Configuration, start::StartError};

/// The key that opens the operator's pages.
///
/// # Errors
/// When it is too short, or its file can neither be read nor made.
pub fn key(configuration: &Configuration) -> Result<String, StartError> {
    let key = match &configuration.operator_key {
        Some(key) => key.trim().to_owned(),
        None => kept(&configuration.operator_key_file())?,
    };
    if key.len() < SHORTEST_KEY {
        return Err(format!("the operator's key must have at least {SHORTEST_KEY} letters").into());
    }
    Ok(key)
}

fn kept(path: &Path) -> Result<String, StartError> {
    match fs::read_to_string(path) {
        Ok(key) => return Ok(key.trim().to_owned()),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(format!("{} cannot be read: {error}", path.display()).into()),
    }
    let key: String = services::new_secret()[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(format!("{key}\n").as_bytes())?;
    Ok(key)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use clap::Parser;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_only_its_owner_reads_it() {
        let folder = std::env::temp_dir().join(format!("onecart-operator-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let database = format!("sqlite://{}", folder.join("shop.db").display());
        let configuration = Configuration::parse_from(["server", "--database-url", &database]);
        let first = key(&configuration).unwrap();
        assert_eq!((first.len(), key(&configuration).unwrap()), (32, first.clone()));
        let mode = fs::metadata(configuration.operator_key_file()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let short = Configuration { operator_key: Some("123".into()), ..configuration };
        assert!(key(&short).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
