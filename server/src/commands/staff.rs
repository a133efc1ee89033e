//! Staff, as far as whoever runs the machine has a say: who is an owner.

use clap::Subcommand;
use services::{ServiceError, Shop};

use crate::{configuration::Configuration, start::StartError};

/// Says who is an owner
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: What,
}

#[derive(Clone, Debug, Subcommand)]
enum What {
    /// Makes somebody with an account an owner
    MakeOwner {
        /// The address of the account
        email: String,
    },
}

/// Does what was asked; says whether there is such an account.
pub(super) async fn run(configuration: &Configuration, options: &Options) -> Result<bool, StartError> {
    let store = super::store(configuration).await?;
    let What::MakeOwner { email } = &options.command;
    match Shop::make_owner(&store, email).await {
        Ok(()) => println!("{email} is an owner, and signs in again."),
        Err(ServiceError::NotFound) => {
            println!("Nobody has an account with this address.");
            return Ok(false);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(true)
}
