//! Sign-in: by password, by a link in a mail, and with a second factor where the account has one.
//!
//! Whoever does not know an account learns nothing of it here: known and unknown names get the same answer after the same
//! work.

use domain::{
    account::{Field, FieldError, Login, PasswordRules, Wrong},
    ids::AccountId,
    security_event::SecurityEventKind,
};
use store::{
    account_tokens,
    accounts::{self, Account},
};

use super::{
    AccountError, Browser, LinkKind, Method, NewSession, Opened, Signed,
    hashing::Checked,
    links::{About, Link},
    throttling::Counted,
};
use crate::{ServiceError, Shop, factors::Answered, now, shop::commit};

/// What was typed to sign in.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Address or name.
    pub login: String,
    /// The password.
    pub password: String,
}

/// What came of showing who one is.
#[derive(Clone, Debug)]
pub enum SignInOutcome {
    /// Signed in.
    Signed(Opened),
    /// The second factor is asked for.
    Factor(Pending),
}

/// A sign-in that waits for its second factor.
#[derive(Clone, Debug)]
pub struct Pending {
    /// What the browser keeps meanwhile.
    pub secret: String,
    /// For how many milliseconds.
    pub lives: i64,
}

/// How a half-open sign-in began; kept with it.
#[derive(serde::Serialize, serde::Deserialize)]
struct Half {
    link: bool,
}

fn refused() -> AccountError {
    AccountError::Fields(vec![FieldError::new(Field::Password, Wrong::Refused)])
}

impl Shop {
    /// Signs in by password.
    ///
    /// # Errors
    /// [`AccountError::Fields`] when something is missing or does not fit, [`AccountError::Wait`] after too many failures,
    /// [`AccountError::Busy`] when too many sign in at once.
    pub async fn sign_in(&self, attempt: &Attempt, browser: &Browser) -> Result<SignInOutcome, AccountError> {
        let missing = |field, typed: &str| typed.trim().is_empty().then(|| FieldError::new(field, Wrong::Missing));
        let gaps = [missing(Field::Login, &attempt.login), missing(Field::Password, &attempt.password)];
        let gaps: Vec<_> = gaps.into_iter().flatten().collect();
        if !gaps.is_empty() {
            return Err(AccountError::Fields(gaps));
        }
        let account = match attempt.login.trim().parse::<Login>() {
            Ok(login) => accounts::by_login(self.store.reader(), &login).await?,
            Err(_) => None,
        };
        let account = account.filter(|account| account.erased_at.is_none());
        let typed: String = attempt.login.trim().to_lowercase().chars().take(254).collect();
        if !self.password_fits(account.as_ref(), &typed, &attempt.password, browser).await? {
            return Err(refused());
        }
        let account = account.ok_or_else(refused)?;
        self.sign_in_as(&account.id, Method::Password, false, browser).await
    }

    /// Signs in somebody who showed who they are: opens the session, or asks for the second factor first. `strong` where
    /// what they showed was both factors at once.
    ///
    /// # Errors
    /// [`AccountError::Suspended`] when the account may not be used.
    pub(crate) async fn sign_in_as(
        &self,
        account: &AccountId,
        method: Method,
        strong: bool,
        browser: &Browser,
    ) -> Result<SignInOutcome, AccountError> {
        let found = accounts::by_id(self.store.reader(), account).await?.ok_or(ServiceError::NotFound)?;
        if found.suspended_at.is_some() {
            return Err(AccountError::Suspended);
        }
        if strong || !self.factor_needed(account).await? {
            let new = NewSession { account: account.clone(), method, strong };
            return Ok(SignInOutcome::Signed(self.begin_session(new, browser).await?));
        }
        let half = Half { link: method == Method::Link };
        let link = Link::new(&self.settings, LinkKind::Factor);
        let about = About {
            account: Some(account.clone()),
            document: serde_json::to_string(&half).unwrap_or_default(),
            ..About::default()
        };
        let kept = link.clone();
        commit!(self.store, |tx| kept.keep(tx, about).await)?;
        Ok(SignInOutcome::Factor(Pending { secret: link.secret, lives: LinkKind::Factor.lives() }))
    }

    /// Whose half-open sign-in this is, while it waits.
    ///
    /// # Errors
    /// [`AccountError::Link`] when it is over.
    pub async fn pending(&self, secret: &str) -> Result<AccountId, AccountError> {
        let (_, token) = self.link(LinkKind::Factor, secret).await?;
        token.account.ok_or(AccountError::Link)
    }

    /// Takes the second factor of a half-open sign-in, and opens the session where it is right.
    ///
    /// # Errors
    /// [`AccountError::Link`] when the sign-in is over, [`AccountError::Fields`] when the code is wrong,
    /// [`AccountError::Wait`] after too many wrong ones.
    pub async fn show_factor(&self, secret: &str, typed: &str, browser: &Browser) -> Result<Opened, AccountError> {
        let (digest, token) = self.link(LinkKind::Factor, secret).await?;
        let account = token.account.ok_or(AccountError::Link)?;
        match self.check_factor(&account, typed).await? {
            Answered::Right => {}
            Answered::Wait { seconds } => return Err(AccountError::Wait { seconds }),
            Answered::Wrong => {
                self.note_security_event(&account, SecurityEventKind::FactorRefused, &browser.agent).await?;
                return Err(AccountError::Fields(vec![FieldError::new(Field::Code, Wrong::Refused)]));
            }
        }
        let by_link = serde_json::from_str::<Half>(&token.document).is_ok_and(|half| half.link);
        if !commit!(self.store, |tx| account_tokens::take(tx, &digest, LinkKind::Factor.word(), now()).await)? {
            return Err(AccountError::Link);
        }
        let method = if by_link { Method::Link } else { Method::Password };
        self.begin_session(NewSession { account, method, strong: true }, browser).await
    }

    /// Asks somebody who is signed in for their password again; the session goes on under another id.
    ///
    /// # Errors
    /// As [`Shop::sign_in`].
    pub async fn sign_in_again(
        &self,
        signed: &Signed,
        password: &str,
        browser: &Browser,
    ) -> Result<Opened, AccountError> {
        self.must_know_password(signed, Field::Password, password, browser).await?;
        self.renew_session(signed, false, browser).await
    }

    /// Checks the password of somebody who is signed in.
    pub(crate) async fn must_know_password(
        &self,
        signed: &Signed,
        field: Field,
        password: &str,
        browser: &Browser,
    ) -> Result<(), AccountError> {
        if password.is_empty() {
            return Err(AccountError::Fields(vec![FieldError::new(field, Wrong::Missing)]));
        }
        let account = accounts::by_id(self.store.reader(), &signed.account).await?;
        if self.password_fits(account.as_ref(), signed.account.as_str(), password, browser).await? {
            return Ok(());
        }
        Err(AccountError::Fields(vec![FieldError::new(field, Wrong::Refused)]))
    }

    /// Whether a password is an account's; does the same work where there is no account. Counts the try before it is made,
    /// and forgets the failures when it fits.
    async fn password_fits(
        &self,
        account: Option<&Account>,
        typed: &str,
        password: &str,
        browser: &Browser,
    ) -> Result<bool, AccountError> {
        // Whoever finds the queue full has not tried anything yet.
        let line = self.hashing.line()?;
        let nobody = AccountId::from_bits(0);
        let id = account.map_or(&nobody, |account| &account.id);
        let device = browser.device_digest();
        let known = accounts::knows_device(self.store.reader(), id, &device).await?;
        let name = account.map_or(typed, |account| account.id.as_str());
        let tries = if known {
            self.tries(Counted::PasswordOfDevice, &[name, &device])
        } else {
            self.tries(Counted::Password, &[name])
        };
        self.count_try(&tries).await?;
        // What is longer than any password that can be set fits none.
        let readable = password.len() <= PasswordRules::LONGEST;
        let (password, kept) = if readable {
            (password, account.and_then(|account| account.password_hash.as_deref()))
        } else {
            ("", None)
        };
        let checked = self.hashing.check(line, password, kept).await?;
        let (Some(account), Some(kept)) = (account, kept) else { return Ok(false) };
        if checked == Checked::Wrong {
            return Ok(false);
        }
        self.forget_tries(&tries).await?;
        if checked == Checked::RightButOld {
            let (id, old, new) = (account.id.clone(), kept.to_owned(), self.hashing.hash(password).await?);
            commit!(self.store, |tx| accounts::rehash(tx, &id, &old, &new).await)?;
        }
        Ok(true)
    }
}
