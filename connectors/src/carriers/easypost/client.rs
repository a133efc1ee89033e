//! Addresses, keys and status codes of EasyPost's API; nothing about parcels.

use std::fmt::Write as _;

use reqwest::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{
    super::{
        CarrierError, LabelProblem, Secret,
        reading::{self, Deed},
    },
    EasypostConfig,
    wire::Failure,
};
use crate::http;

/// The way to one account.
#[derive(Debug)]
pub(super) struct Client {
    http: http::Client,
    base_url: String,
    api_key: Secret,
}

impl Client {
    pub(super) fn new(config: EasypostConfig) -> Result<Self, reqwest::Error> {
        let base_url = config.base_url.trim_end_matches('/').to_owned();
        Ok(Self { http: http::Client::new(config.reach)?, base_url, api_key: config.api_key })
    }

    /// Makes one call.
    ///
    /// # Errors
    /// When EasyPost says no, or no certain answer came.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &[&str],
        body: &Value,
        deed: Deed,
    ) -> Result<T, CarrierError> {
        let request = self.http.post(self.address(path)?).json(body);
        let answer = reading::send(self.signed(request), deed).await?;
        match answer.status {
            status if status.is_success() => reading::read(&answer, deed),
            StatusCode::NOT_FOUND => Err(CarrierError::NotFound),
            _ => Err(reading::read::<Failure>(&answer, deed)?.error()),
        }
    }

    /// Reads an object that may not be there.
    ///
    /// # Errors
    /// When EasyPost says no, or does not answer.
    pub(super) async fn find<T: DeserializeOwned>(&self, path: &[&str]) -> Result<Option<T>, CarrierError> {
        let request = self.http.get(self.address(path)?);
        let answer = reading::send(self.signed(request), Deed::Asks).await?;
        match answer.status {
            StatusCode::NOT_FOUND => Ok(None),
            status if status.is_success() => reading::read(&answer, Deed::Asks).map(Some),
            _ => Err(reading::read::<Failure>(&answer, Deed::Asks)?.error()),
        }
    }

    /// Fetches a label from where it is kept, which is somebody else's place: our key is not shown there.
    ///
    /// # Errors
    /// When it is not there, or its address may not be called.
    pub(super) async fn fetch(&self, url: &str) -> Result<Vec<u8>, LabelProblem> {
        let answer = reading::send(self.http.get(url), Deed::Asks).await;
        match answer {
            Ok(answer) if answer.status.is_success() => Ok(answer.body),
            Ok(answer) => Err(LabelProblem::NotFetched(answer.status.to_string())),
            Err(error) => Err(LabelProblem::NotFetched(error.to_string())),
        }
    }

    fn signed(&self, request: http::Request) -> http::Request {
        request.basic_auth(self.api_key.reveal(), "")
    }

    /// The address of an object; ids that are none never get into it.
    fn address(&self, path: &[&str]) -> Result<String, CarrierError> {
        let fits = |word: &str| {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
            (1..=80).contains(&word.len()) && word.bytes().all(plain)
        };
        if !path.iter().all(|word| fits(word)) {
            return Err(CarrierError::NotFound);
        }
        let mut address = format!("{}/v2", self.base_url);
        for word in path {
            write!(address, "/{word}").expect("a text takes more text");
        }
        Ok(address)
    }
}
