//! Sign-up: an account begins when the link in the mail was opened, and not before.
//!
//! What was typed waits with the link. So nobody can hold an address or a name that is not theirs, and nothing has to be
//! told about accounts that are only half there.

use domain::{
    account::{Email, Field, FieldError, SignUp, SignUpForm, Username, Wrong},
    ids::{AccountId, VisitorId},
    locale::Locale,
    permission::BuiltInRole,
    security_event::SecurityEventKind,
    time::Timestamp,
};
use rand::Rng;
use serde::{Deserialize, Serialize};
use store::{StoreError, Transaction, account_tokens, accounts, messages};

use super::{
    AccountError, Browser, LinkKind, Method, SignInOutcome,
    hashing::Checked,
    links::{About, Link},
    passwords::Hashed,
    sessions::{digest, new_secret},
    throttling::Counted,
};
use crate::{Shop, now, shop::commit};

/// An account that is made without a form: by an import, an invitation, or an account elsewhere.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Its address.
    pub email: Email,
    /// Its name to sign in with; one is made where there is none, or it is taken.
    pub username: Option<Username>,
    /// First name; may be empty.
    pub first_name: String,
    /// Last name; may be empty.
    pub last_name: String,
    /// The password's hash as it is kept; `None` where it has no password yet.
    pub password_hash: Option<String>,
    /// Whether the password may be one that only does beside a second factor.
    pub password_short: bool,
    /// Whether the address is known to be theirs.
    pub verified: bool,
    /// The language of its mails.
    pub locale: Locale,
    /// The word of its role.
    pub role: String,
}

impl NewAccount {
    /// A customer with an address and nothing else.
    pub fn customer(email: Email, locale: Locale) -> Self {
        Self {
            email,
            username: None,
            first_name: String::new(),
            last_name: String::new(),
            password_hash: None,
            password_short: false,
            verified: false,
            locale,
            role: BuiltInRole::Customer.word().to_owned(),
        }
    }
}

/// What a link of a sign-up stands for.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The address that is confirmed by it.
    pub email: Email,
    /// Whether the password is asked for, because the link was opened in another browser than the form was sent from.
    pub asks_password: bool,
}

/// What waits with a link.
#[derive(Serialize, Deserialize)]
struct Waiting {
    email: Email,
    username: Option<Username>,
    password_hash: String,
    locale: Locale,
}

impl Shop {
    /// Takes a form for a new account and sends the link that opens it. Where the address has an account already its owner
    /// gets a mail that says so; whoever sent the form reads the same in both cases.
    ///
    /// Gives what the device's cookie holds from now on.
    ///
    /// # Errors
    /// [`AccountError::Fields`] with everything that is wrong.
    pub async fn sign_up(
        &self,
        form: &SignUpForm,
        password: &str,
        locale: Locale,
        browser: &Browser,
    ) -> Result<String, AccountError> {
        let checked = form.check();
        let names = [form.email.trim(), form.username.trim()];
        let hashed = match &checked {
            Ok(_) => self.new_password(password, &names, false).await,
            // Everything that is wrong is said at once; nothing is hashed for it.
            Err(_) => match self.strength(password, &names, false).await?.wrong {
                Some(wrong) => Err(AccountError::Fields(vec![FieldError::new(Field::Password, wrong)])),
                None => Err(AccountError::Fields(Vec::new())),
            },
        };
        let (sign_up, hashed) = both(checked, hashed)?;
        let device = browser.device.clone().unwrap_or_else(new_secret);
        if self.may_mail(&sign_up.email).await? {
            self.write_sign_up(sign_up, hashed, locale, digest(&device).to_string()).await?;
        }
        Ok(device)
    }

    async fn write_sign_up(
        &self,
        sign_up: SignUp,
        hashed: Hashed,
        locale: Locale,
        device: String,
    ) -> Result<(), AccountError> {
        let link = Link::new(&self.settings, LinkKind::SignUp);
        let confirm = self.link_mail("sign-up", &sign_up.email, locale, "/verify", &link.secret);
        let known = self.known_address_mail(&sign_up.email, locale);
        let waiting =
            Waiting { email: sign_up.email.clone(), username: sign_up.username, password_hash: hashed.hash, locale };
        let document = serde_json::to_string(&waiting).unwrap_or_default();
        let about = About { account: None, email: sign_up.email.to_string(), device, document };
        commit!(self.store, |tx| {
            let taken = accounts::by_email(tx, &sign_up.email).await?.is_some();
            messages::enqueue(tx, if taken { &known } else { &confirm }, now()).await?;
            // A link that is never sent is kept as well: that an address is known cannot be told from the time.
            link.keep(tx, about).await
        })?;
        Ok(())
    }

    /// What a link of a sign-up stands for, while it works.
    ///
    /// # Errors
    /// [`AccountError::Link`] when it does not work.
    pub async fn sign_up_link(&self, secret: &str, browser: &Browser) -> Result<Verified, AccountError> {
        let (_, token) = self.link(LinkKind::SignUp, secret).await?;
        let email = token.email.parse().map_err(|_| AccountError::Link)?;
        Ok(Verified { email, asks_password: token.device != browser.device_digest() })
    }

    /// Opens the account that a link of a sign-up stands for, and signs in. In another browser than the one the form was
    /// sent from the password is asked for: whoever reads the mail did not necessarily send the form.
    ///
    /// # Errors
    /// [`AccountError::Link`] when it does not work, or the address has an account by now; [`AccountError::Fields`] when the
    /// password is asked for and does not fit.
    pub async fn verify_sign_up(
        &self,
        secret: &str,
        password: &str,
        browser: &Browser,
    ) -> Result<SignInOutcome, AccountError> {
        let (digest, token) = self.link(LinkKind::SignUp, secret).await?;
        let waiting: Waiting = serde_json::from_str(&token.document).map_err(|_| AccountError::Link)?;
        if token.device != browser.device_digest() {
            let refused = |wrong| AccountError::Fields(vec![FieldError::new(Field::Password, wrong)]);
            if password.is_empty() {
                return Err(refused(Wrong::Missing));
            }
            let line = self.hashing.line()?;
            self.count_try(&self.tries(Counted::Link, &[digest.as_str()])).await?;
            if self.hashing.check(line, password, Some(&waiting.password_hash)).await? == Checked::Wrong {
                return Err(refused(Wrong::Refused));
            }
        }
        let new = NewAccount {
            username: waiting.username,
            password_hash: Some(waiting.password_hash),
            verified: true,
            ..NewAccount::customer(waiting.email, waiting.locale)
        };
        let agent = browser.agent.clone();
        let opened = commit!(self.store, |tx| {
            let at = now();
            if !account_tokens::take(tx, &digest, LinkKind::SignUp.word(), at).await? {
                return Ok(None);
            }
            let Some(account) = open_account(tx, &new, at).await? else { return Ok(None) };
            account_tokens::void_sent(tx, new.email.as_str(), LinkKind::SignUp.word(), at).await?;
            accounts::note_event(tx, &account, SecurityEventKind::AccountOpened, &agent, at).await?;
            Ok(Some(account))
        })?;
        let account = opened.ok_or(AccountError::Link)?;
        self.sign_in_as(&account, Method::Link, false, browser).await
    }

    /// Opens an account without a form; `None` when the address has one.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_account(&self, new: &NewAccount) -> Result<Option<AccountId>, AccountError> {
        let new = new.clone();
        Ok(commit!(self.store, |tx| open_account(tx, &new, now()).await)?)
    }

    /// Counts a mail that is to go to an address; says whether it may still go.
    pub(crate) async fn may_mail(&self, email: &Email) -> Result<bool, AccountError> {
        match self.count_try(&self.tries(Counted::Mail, &[email.as_str()])).await {
            Ok(()) => Ok(true),
            Err(AccountError::Wait { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

/// Opens an account; `None` when the address has one. A name that is taken is replaced by one that is made.
pub(crate) async fn open_account(
    tx: &Transaction,
    new: &NewAccount,
    at: Timestamp,
) -> Result<Option<AccountId>, StoreError> {
    if accounts::by_email(tx, &new.email).await?.is_some() {
        return Ok(None);
    }
    let (id, visitor, pseudonym, name) = {
        let mut random = rand::rng();
        let visitor = VisitorId::try_from(format!("{:032x}", random.random::<u128>()));
        let visitor = visitor.expect("32 hexadecimal digits name a visitor");
        let pseudonym = format!("{:032x}", random.random::<u128>());
        (AccountId::from_bits(random.random()), visitor, pseudonym, Username::from_bits(random.random()))
    };
    let mut username = new.username.clone();
    if let Some(wanted) = &username
        && accounts::by_username(tx, wanted).await?.is_some()
    {
        username = None;
    }
    let row = accounts::NewAccount {
        id: id.clone(),
        visitor,
        username: username.unwrap_or(name),
        email: new.email.clone(),
        email_verified_at: new.verified.then_some(at),
        password_hash: new.password_hash.clone(),
        password_short: new.password_short,
        first_name: new.first_name.clone(),
        last_name: new.last_name.clone(),
        locale: new.locale,
        role: new.role.clone(),
        pseudonym,
        at,
    };
    Ok(accounts::create(tx, &row).await?.then_some(id))
}

/// Everything that is wrong with two parts of one form.
fn both<T>(
    form: Result<T, Vec<FieldError>>,
    password: Result<Hashed, AccountError>,
) -> Result<(T, Hashed), AccountError> {
    match (form, password) {
        (Ok(form), Ok(password)) => Ok((form, password)),
        (Ok(_), Err(error)) => Err(error),
        (Err(mut wrong), Err(AccountError::Fields(more))) => {
            wrong.extend(more);
            Err(AccountError::Fields(wrong))
        }
        (Err(wrong), _) => Err(AccountError::Fields(wrong)),
    }
}
