//! Alerts about products: set by somebody with an account, or by a guest whose address confirms it. A sweep compares what we
//! remember with what was last told, and writes one mail per change.

use std::collections::BTreeMap;

use domain::{
    account::Email,
    catalog::Product,
    checkout::{FieldProblem, Problem},
    ids::{AlertId, ProductRef, SecretToken, VisitorId},
    keeping::{self, AlertKind, AlertView, ProductAlert, Seen, Verdict},
    money::{Currency, Money},
    time::Timestamp,
    visit::Visit,
};
use store::{
    keeping::alerts::{self, Owner, Reached},
    messages::{self, NewMessage},
};

use super::{KeepingError, digest_of};
use crate::{
    ServiceError, Shop,
    accounts::{AccountError, Signed},
    now,
    profile::new_id,
    shop::commit,
};

/// How long an alert rests before it is looked at again, in milliseconds.
const RESTS: i64 = 5 * Timestamp::MINUTE;

/// How many alerts one round looks at.
const AT_ONCE: u32 = 300;

/// How long a guest's address may stay unconfirmed, in milliseconds.
const UNCONFIRMED: i64 = 2 * Timestamp::DAY;

/// What somebody typed to be told of something.
#[derive(Clone, Debug, Default)]
pub struct NewAlert {
    /// Of what, as a word.
    pub kind: String,
    /// At which total; empty for anything cheaper.
    pub target: String,
    /// A guest's address.
    pub email: String,
}

/// What a round found of one alert.
enum Found {
    Noted { reference: Money, available: bool },
    Told { total: Money, available: bool, mail: Option<Box<NewMessage>> },
}

impl Shop {
    /// What a product comes to at the visitor's door now, for the form of an alert.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when nobody has ever heard of it.
    pub async fn product_seen(
        &self,
        product: &ProductRef,
        currency: Currency,
    ) -> Result<(Product, Seen), ServiceError> {
        let mut known = self.as_known(std::slice::from_ref(product)).await?;
        let found = known.remove(product).ok_or(ServiceError::NotFound)?;
        let seen = self.seen(Some(&found), currency);
        Ok((found, seen))
    }

    fn seen(&self, product: Option<&Product>, currency: Currency) -> Seen {
        let Some(product) = product else { return Seen { total: None, available: false } };
        let registry = self.registry();
        let amounts = registry.book(currency).at_the_door(&product.reference.marketplace, product.price).ok();
        Seen {
            total: amounts.map(|amounts| amounts.total).filter(|total| total.currency == currency),
            available: product.availability.is_in_stock(),
        }
    }

    /// Sets an alert. A guest's address gets a mail that asks whether it is theirs; whoever sent the form reads the same
    /// whether one was sent or not.
    ///
    /// # Errors
    /// With the fields that are wrong; [`KeepingError::Full`] when there are too many; [`ServiceError::NotFound`] when nobody
    /// has ever heard of the product.
    pub async fn set_alert(
        &self,
        visit: &Visit,
        signed: Option<&Signed>,
        product: &ProductRef,
        typed: &NewAlert,
    ) -> Result<(), KeepingError> {
        let visitor = visit.visitor.clone().ok_or(ServiceError::NotFound)?;
        let (found, seen) = self.product_seen(product, visit.currency).await?;
        let (kind, target, owner) = read(typed, visit.currency, signed)?;
        let reference = seen.total.ok_or(ServiceError::Conflict)?;
        let at = now();
        let id = AlertId::try_from(new_id()).map_err(ServiceError::from)?;
        let expires_at = at.plus(keeping::LIVES);
        let alert = ProductAlert {
            id,
            product: product.clone(),
            kind,
            target,
            reference,
            available: seen.available,
            told: 0,
            expires_at,
        };
        let may_mail = match &owner {
            Owner::Guest(email) => self.may_mail(email).await.map_err(told)?,
            Owner::Account(_) => false,
        };
        let (locale, asked, shop, title) = (visit.locale, owner.clone(), self.clone(), found.title);
        let kept = commit!(self.store, |tx| {
            let Some(id) = alerts::set(tx, &visitor, &owner, &alert, locale, at).await? else { return Ok(false) };
            let known = alerts::one(tx, &id).await?;
            // An address that is confirmed for this alert already is not asked again.
            if let (Owner::Guest(email), Some(known)) = (&asked, known)
                && may_mail
                && !known.mails
            {
                messages::enqueue(tx, &shop.alert_question(&id, email, locale, &title), at).await?;
            }
            Ok(true)
        })?;
        if kept { Ok(()) } else { Err(KeepingError::Full) }
    }

    /// The alerts of a visitor with how their products stand now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn product_alerts(&self, visitor: &VisitorId) -> Result<Vec<AlertView>, ServiceError> {
        let known = alerts::of(self.store.reader(), visitor).await?;
        self.viewed(known).await
    }

    async fn viewed(&self, known: Vec<Reached>) -> Result<Vec<AlertView>, ServiceError> {
        let refs: Vec<ProductRef> = known.iter().map(|one| one.alert.product.clone()).collect();
        let products = self.as_known(&refs).await?;
        let view = |one: Reached| {
            let product = products.get(&one.alert.product);
            AlertView {
                mails: one.mails,
                title: product.map_or_else(|| one.alert.product.external_id.to_string(), |found| found.title.clone()),
                picture: product.and_then(|found| found.pictures.first().cloned()),
                seen: self.seen(product, one.alert.reference.currency),
                alert: one.alert,
            }
        };
        Ok(known.into_iter().map(view).collect())
    }

    /// The alert that a link from a mail is about; confirming and stopping have links of their own.
    ///
    /// # Errors
    /// [`KeepingError::Link`] when the link is not genuine, or the alert has ended.
    pub async fn alert_by_link(
        &self,
        id: &AlertId,
        token: &SecretToken,
        purpose: AlertLink,
    ) -> Result<AlertView, KeepingError> {
        if !self.opens(id, purpose, token) {
            return Err(KeepingError::Link);
        }
        let known = alerts::one(self.store.reader(), id).await?.filter(|one| one.alert.expires_at > now());
        let viewed = self.viewed(known.into_iter().collect()).await?;
        viewed.into_iter().next().ok_or(KeepingError::Link)
    }

    /// Confirms a guest's address for an alert.
    ///
    /// # Errors
    /// [`KeepingError::Link`] when the link is not genuine, or the alert has ended.
    pub async fn confirm_alert(&self, id: &AlertId, token: &SecretToken) -> Result<(), KeepingError> {
        if !self.opens(id, AlertLink::Confirm, token) {
            return Err(KeepingError::Link);
        }
        let id = id.clone();
        let confirmed = commit!(self.store, |tx| alerts::confirm(tx, &id, now()).await)?;
        if confirmed { Ok(()) } else { Err(KeepingError::Link) }
    }

    /// Ends an alert by the link of its mails; one that has ended is ended already.
    ///
    /// # Errors
    /// [`KeepingError::Link`] when the link is not genuine.
    pub async fn stop_alert(&self, id: &AlertId, token: &SecretToken) -> Result<(), KeepingError> {
        if !self.opens(id, AlertLink::Stop, token) {
            return Err(KeepingError::Link);
        }
        let id = id.clone();
        commit!(self.store, |tx| alerts::stop(tx, &id).await)?;
        Ok(())
    }

    /// Ends an alert of a visitor.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it is not theirs.
    pub async fn forget_alert(&self, visitor: &VisitorId, id: &AlertId) -> Result<(), ServiceError> {
        let (visitor, id) = (visitor.clone(), id.clone());
        let gone = commit!(self.store, |tx| alerts::forget(tx, &visitor, &id).await)?;
        if gone { Ok(()) } else { Err(ServiceError::NotFound) }
    }

    /// Whether a link is genuine; digests are compared, so that the time it takes tells nothing.
    fn opens(&self, id: &AlertId, purpose: AlertLink, token: &SecretToken) -> bool {
        digest_of(&self.alert_token(id, purpose)) == digest_of(token)
    }

    pub(super) fn alert_token(&self, id: &AlertId, purpose: AlertLink) -> SecretToken {
        self.keeping_token(purpose.word(), &[id.as_str()])
    }

    /// Looks at the alerts that waited longest and writes the mails that follow; says how many alerts were looked at.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sweep_alerts(&self, at: Timestamp) -> Result<usize, ServiceError> {
        let due = alerts::due(self.store.reader(), at.plus(-RESTS), AT_ONCE).await?;
        let refs: Vec<ProductRef> = due.iter().map(|one| one.alert.product.clone()).collect();
        let products = self.as_known(&refs).await?;
        let ids: Vec<AlertId> = due.iter().map(|one| one.alert.id.clone()).collect();
        let found: Vec<(ProductAlert, Found)> =
            due.into_iter().filter_map(|one| self.looked(one, &products, at)).collect();
        let count = ids.len();
        commit!(self.store, |tx| {
            alerts::looked_at(tx, &ids, at).await?;
            for (alert, found) in &found {
                match found {
                    Found::Noted { reference, available } => {
                        alerts::note(tx, alert, *reference, *available, false).await?;
                    }
                    Found::Told { total, available, mail } => {
                        let noted = alerts::note(tx, alert, *total, *available, mail.is_some()).await?;
                        if let (true, Some(mail)) = (noted, mail) {
                            messages::enqueue(tx, mail, now()).await?;
                        }
                    }
                }
            }
            alerts::forget_old(tx, at, at.plus(-UNCONFIRMED)).await?;
            Ok(())
        })?;
        Ok(count)
    }

    /// What follows from a look at one alert; nothing where nothing changed. Who wants no mails gets none, and what they
    /// would have been told counts as told.
    fn looked(
        &self,
        one: Reached,
        products: &BTreeMap<ProductRef, Product>,
        at: Timestamp,
    ) -> Option<(ProductAlert, Found)> {
        let product = products.get(&one.alert.product);
        let seen = self.seen(product, one.alert.reference.currency);
        let found = match keeping::judge(&one.alert, seen, at) {
            Verdict::Same | Verdict::Over => return None,
            Verdict::Noted { reference, available } => Found::Noted { reference, available },
            Verdict::Tell { total } => {
                let title = product.map(|found| found.title.as_str()).unwrap_or_default();
                let mail = one.mails.then(|| Box::new(self.alert_mail(&one, title, total)));
                Found::Told { total, available: seen.available, mail }
            }
        };
        Some((one.alert, found))
    }
}

/// What a link in a mail about an alert is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertLink {
    /// Confirms a guest's address.
    Confirm,
    /// Ends the alert.
    Stop,
}

impl AlertLink {
    fn word(self) -> &'static str {
        match self {
            Self::Confirm => "confirm alert",
            Self::Stop => "stop alert",
        }
    }
}

/// What was typed, read: of what, at which total, and for whom.
fn read(
    typed: &NewAlert,
    currency: Currency,
    signed: Option<&Signed>,
) -> Result<(AlertKind, Option<Money>, Owner), KeepingError> {
    let wrong = |field: &str, problem| FieldProblem { field: field.to_owned(), problem };
    let mut problems = Vec::new();
    let kind = AlertKind::from_word(&typed.kind).unwrap_or(AlertKind::Price);
    let target = match typed.target.trim() {
        "" => None,
        _ if kind == AlertKind::Stock => None,
        text => {
            let amount = Money::from_decimal(&text.replace(',', "."), currency).ok().filter(|amount| amount.minor > 0);
            if amount.is_none() {
                problems.push(wrong("target", Problem::Malformed));
            }
            amount
        }
    };
    let owner = match signed {
        Some(signed) => Some(Owner::Account(signed.account.clone())),
        None if typed.email.trim().is_empty() => {
            problems.push(wrong("email", Problem::Missing));
            None
        }
        None => {
            let email: Option<Email> = typed.email.parse().ok();
            if email.is_none() {
                problems.push(wrong("email", Problem::Malformed));
            }
            email.map(Owner::Guest)
        }
    };
    match owner {
        Some(owner) if problems.is_empty() => Ok((kind, target, owner)),
        _ => Err(KeepingError::Fields(problems)),
    }
}

fn told(error: AccountError) -> KeepingError {
    match error {
        AccountError::Service(error) => KeepingError::Service(error),
        _ => KeepingError::Service(ServiceError::Conflict),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(kind: &str, target: &str, email: &str) -> NewAlert {
        NewAlert { kind: kind.into(), target: target.into(), email: email.into() }
    }

    #[test]
    fn a_guest_leaves_an_address_and_a_target_is_an_amount() {
        let fields = |form: NewAlert| match read(&form, Currency::Eur, None) {
            Err(KeepingError::Fields(problems)) => {
                problems.into_iter().map(|problem| problem.field).collect::<Vec<_>>().join(" ")
            }
            _ => String::new(),
        };
        assert_eq!(fields(typed("price", "", "")), "email");
        assert_eq!(fields(typed("price", "-3", "no address")), "target email");
        assert_eq!(fields(typed("price", "1e9", "a@example.org")), "target");
        assert_eq!(fields(typed("stock", "nonsense", "a@example.org")), "", "stock has no target");
        let (kind, target, _) = read(&typed("price", "12,50", "a@example.org"), Currency::Eur, None).unwrap();
        assert_eq!((kind, target), (AlertKind::Price, Some(Money::new(1250, Currency::Eur))));
    }
}
