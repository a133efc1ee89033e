//! Reports of counterfeits: told by anybody, read by staff, who may block a product or a whole marketplace. What is blocked
//! reads as disabled everywhere: it is in no list, and where it is named it is out of stock.

use domain::{
    catalog::Product,
    checkout::FieldProblem,
    counterfeit::Statement,
    ids::{ProductRef, VisitorId},
    time::Timestamp,
};
pub use store::counterfeits::{Goods, Report, Reported};
use store::{
    audit_log::{self, Noted},
    counterfeits::{self, NewReport},
    products,
};

use crate::{
    ServiceError, Shop, now,
    profile::new_id,
    shop::commit,
    staff::{Allowed, may},
};

/// How many reports one visitor may send in a day.
pub const A_DAY: u32 = 5;

/// How many reports a list shows.
const LISTED: u32 = 100;

/// Why a report was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// Fields that are wrong.
    #[error("fields are wrong")]
    Fields(Vec<FieldProblem>),
    /// They sent too many today.
    #[error("too many reports for one day")]
    TooMany,
    /// There is no such thing, or the store fails.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

/// What staff sees of reports.
#[derive(Clone, Debug, Default)]
pub struct Reports {
    /// Those that wait for a person.
    pub open: Vec<Report>,
    /// Those that a person saw to.
    pub settled: Vec<Report>,
    /// What is blocked, and since when.
    pub blocked: Vec<(Goods, Timestamp)>,
    /// What the products in all of these are called, as far as we know them.
    pub titles: Vec<(ProductRef, String)>,
}

impl Reports {
    /// What goods are called: their product's title, where one is known.
    pub fn title(&self, goods: &Goods) -> Option<&str> {
        let product = reference(goods)?;
        self.titles.iter().find(|(known, _)| *known == product).map(|(_, title)| title.as_str())
    }
}

/// The product that goods are, where they are one.
pub fn reference(goods: &Goods) -> Option<ProductRef> {
    let external_id = goods.product.clone()?;
    Some(ProductRef { marketplace: goods.marketplace.clone(), external_id })
}

impl Shop {
    /// What a report would be about, by its title or the marketplace's name.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there are no such goods.
    pub async fn reportable(&self, goods: &Goods) -> Result<String, ServiceError> {
        let registry = self.registry();
        let one = registry.get(&goods.marketplace).ok_or(ServiceError::NotFound)?;
        match reference(goods) {
            None => Ok(one.marketplace.name.clone()),
            Some(product) => {
                let known = products::by_refs(self.store.reader(), &[product]).await?;
                known.into_iter().next().map(|one| one.title).ok_or(ServiceError::NotFound)
            }
        }
    }

    /// Takes a report. The same from the same visitor, while it waits, is taken for the one before.
    ///
    /// # Errors
    /// With the fields that are wrong, when there are no such goods, or when the visitor sent too many today.
    pub async fn report_goods(
        &self,
        visitor: &VisitorId,
        goods: &Goods,
        reason: &str,
        words: &str,
    ) -> Result<(), ReportError> {
        self.reportable(goods).await?;
        let statement = Statement::of(reason, words).map_err(ReportError::Fields)?;
        let at = now();
        let new = NewReport { id: new_id(), visitor: visitor.clone(), goods: goods.clone(), statement, at };
        let since = at.plus(-Timestamp::DAY);
        let told = commit!(self.store, |tx| counterfeits::report(tx, &new, since, A_DAY).await);
        match told.map_err(ServiceError::from)? {
            Reported::Kept | Reported::Known => Ok(()),
            Reported::TooMany => Err(ReportError::TooMany),
        }
    }

    /// The reports, and what is blocked.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn reports(&self, _: &Allowed<may::BlockGoods>) -> Result<Reports, ServiceError> {
        let reader = self.store.reader();
        let open = counterfeits::list(reader, true, LISTED).await?;
        let settled = counterfeits::list(reader, false, LISTED).await?;
        let mut blocked = counterfeits::blocked(reader).await?;
        blocked.truncate(LISTED as usize);
        let goods =
            open.iter().chain(&settled).map(|report| &report.goods).chain(blocked.iter().map(|(goods, _)| goods));
        let mut refs: Vec<ProductRef> = goods.filter_map(reference).collect();
        refs.sort_unstable();
        refs.dedup();
        let known = products::by_refs(reader, &refs).await?;
        let titles = known.into_iter().map(|product: Product| (product.reference, product.title)).collect();
        Ok(Reports { open, settled, blocked, titles })
    }

    /// Notes that a person saw to a report; says whether it waited for that.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn settle_report(&self, clerk: &Allowed<may::BlockGoods>, id: &str) -> Result<bool, ServiceError> {
        let (by, id) = (clerk.by().clone(), id.to_owned());
        Ok(commit!(self.store, |tx| {
            let settled = counterfeits::settle(tx, &id, now()).await?;
            if settled {
                let subject = format!("report:{id}");
                let noted = Noted { actor: &by, action: "report.settled", subject: &subject, was: None, became: None };
                audit_log::note(tx, &noted, now()).await?;
            }
            Ok(settled)
        })?)
    }

    /// Blocks goods or lets them be sold again; says whether that changed anything. It counts at once in this process,
    /// and within a minute in others.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn set_blocked(
        &self,
        clerk: &Allowed<may::BlockGoods>,
        goods: &Goods,
        blocked: bool,
    ) -> Result<bool, ServiceError> {
        let (by, what) = (clerk.by().clone(), goods.clone());
        let changed = commit!(self.store, |tx| {
            let changed = if blocked {
                counterfeits::block(tx, &what, now()).await?
            } else {
                counterfeits::unblock(tx, &what).await?
            };
            if changed {
                let product = what.product.as_ref().map_or("*", |product| product.as_str());
                let subject = format!("goods:{}:{product}", what.marketplace);
                let action = if blocked { "goods.blocked" } else { "goods.unblocked" };
                let noted = Noted { actor: &by, action, subject: &subject, was: None, became: None };
                audit_log::note(tx, &noted, now()).await?;
            }
            Ok(changed)
        })?;
        self.refresh_blocked().await?;
        Ok(changed)
    }

    /// Reads what is blocked, so that what marketplaces answer is judged by it; says how much that is.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn refresh_blocked(&self) -> Result<usize, ServiceError> {
        let blocked = counterfeits::blocked(self.store.reader()).await?;
        let registry = self.registry();
        let mut changed = false;
        for one in registry.all() {
            let of_one = blocked.iter().map(|(goods, _)| goods).filter(|goods| goods.marketplace == *one.id());
            changed |= one.block(of_one.map(|goods| goods.product.clone()).collect());
        }
        if changed {
            self.answers.invalidate_all();
            self.suggested.invalidate_all();
        }
        Ok(blocked.len())
    }
}
