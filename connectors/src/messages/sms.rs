//! Text messages, sent in the shape that Twilio published: a form with `To`, `From` and `Body`, and Basic
//! authentication (<https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource>).

use serde::Deserialize;
use url::Url;

use crate::{
    http::{Client, Reach},
    marketplaces::MarketplaceError,
};

/// The longest text, in letters.
pub const LONGEST: usize = 1_600;

/// Where text messages are handed over.
#[derive(Clone, Debug)]
pub struct SmsConfig {
    /// The API's address, such as `https://api.twilio.com`.
    pub base_url: String,
    /// The account at the provider.
    pub account: String,
    /// Its secret.
    pub token: String,
    /// Whom texts are from: a number as `+` and digits, or a messaging service that begins with `MG`.
    pub from: String,
    /// Which addresses are called.
    pub reach: Reach,
}

/// Why a text message was not handed over.
#[derive(Debug, thiserror::Error)]
pub enum SmsError {
    /// It can never be sent as it is, or not with this configuration.
    #[error("not a text message that can be sent: {0}")]
    Refused(String),
    /// The provider was not reached, broke off, or wants it again later. It may have arrived all the same.
    #[error("the provider did not take it now: {0}")]
    NotNow(String),
}

impl SmsError {
    /// Whether it makes sense to send the same text again later.
    pub fn is_worth_repeating(&self) -> bool {
        matches!(self, Self::NotNow(_))
    }
}

/// A way to the provider of text messages.
#[derive(Clone, Debug)]
pub struct Texter {
    client: Client,
    url: Url,
    account: String,
    token: String,
    from: String,
}

/// What the provider says when it takes nothing.
#[derive(Deserialize)]
struct Refusal {
    code: Option<u32>,
    #[serde(default)]
    message: String,
}

impl Texter {
    /// A way to the provider of this configuration.
    ///
    /// # Errors
    /// [`SmsError::Refused`] when its address cannot be read.
    pub fn new(config: &SmsConfig) -> Result<Self, SmsError> {
        let refused = |what: &str| SmsError::Refused(what.to_owned());
        let mut url = Url::parse(&config.base_url).map_err(|_| refused("not the address of a provider"))?;
        url.path_segments_mut().map_err(|()| refused("not the address of a provider"))?.pop_if_empty().extend([
            "2010-04-01",
            "Accounts",
            &config.account,
            "Messages.json",
        ]);
        let client = Client::new(config.reach).map_err(|error| SmsError::Refused(error.to_string()))?;
        let (account, token, from) = (config.account.clone(), config.token.clone(), config.from.clone());
        Ok(Self { client, url, account, token, from })
    }

    /// Hands a text over.
    ///
    /// # Errors
    /// When the provider does not take it; the error says whether a repeat makes sense.
    pub async fn send(&self, to: &str, text: &str) -> Result<(), SmsError> {
        if text.is_empty() || text.chars().count() > LONGEST {
            return Err(SmsError::Refused("the text is empty or too long".to_owned()));
        }
        let sender = if self.from.starts_with("MG") { "MessagingServiceSid" } else { "From" };
        let form = [("To", to), (sender, &self.from), ("Body", text)];
        let request = self.client.post(&self.url).basic_auth(&self.account, &self.token).form(&form);
        let answer = request.send().await.map_err(|error| match error {
            MarketplaceError::Unintelligible(why) => SmsError::Refused(why),
            error => SmsError::NotNow(error.to_string()),
        })?;
        if answer.status.is_success() {
            return Ok(());
        }
        let said = answer.json::<Refusal>().map_or_else(
            |_| answer.status.to_string(),
            |refusal| format!("{} {} {}", answer.status.as_u16(), refusal.code.unwrap_or(0), refusal.message),
        );
        if answer.status.is_server_error() || matches!(answer.status.as_u16(), 408 | 429) {
            Err(SmsError::NotNow(said))
        } else {
            Err(SmsError::Refused(said))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn texter() -> (sandbox::World, Texter) {
        let config = sandbox::Config { port_base: 0, stage_seconds: 0, ..sandbox::Config::default() };
        let world = sandbox::start(config).await.unwrap();
        let base_url = world.url("mail").unwrap().to_owned();
        let config = SmsConfig {
            base_url,
            account: "AC0123".into(),
            token: "secret".into(),
            from: "+15005550006".into(),
            reach: Reach::Anywhere,
        };
        let texter = Texter::new(&config).unwrap();
        (world, texter)
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_text_reaches_the_catcher_and_what_is_wrong_for_good_is_told_from_what_passes() {
        let (world, texter) = texter().await;
        texter.send("+351910000000", "4711 is your code").await.unwrap();
        let caught = texter.client.get(format!("{}/messages.json", world.url("mail").unwrap())).send().await.unwrap();
        let caught: serde_json::Value = caught.json().unwrap();
        assert_eq!(caught[0]["to"][0], "+351910000000");
        assert_eq!(caught[0]["text"], "4711 is your code");
        let wrong = texter.send("12", "a text").await.unwrap_err();
        assert!(!wrong.is_worth_repeating() && wrong.to_string().contains("21211"), "{wrong}");
        assert!(!texter.send("+351910000000", &"x".repeat(1_601)).await.unwrap_err().is_worth_repeating());
        world.stop().await;
        assert!(texter.send("+351910000000", "a text").await.unwrap_err().is_worth_repeating());
    }
}
