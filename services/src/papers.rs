//! Papers of orders: issued when an order is settled and when something of it is given back, once each.

use domain::{
    ids::{MarketplaceId, OrderNumber},
    marketplace::{Marketplace, Protocol, SettlementMode},
    order::OrderView,
    papers::{self, Buyer, Content, Issuer, Paper, PaperNumber, Seller},
};
use store::papers as kept;

use crate::{ServiceError, Shop, now, shop::commit};

impl Shop {
    /// The papers of an order that may be seen, the oldest first. What is missing is issued now; there are none before the
    /// operator said whose papers they are.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn papers(&self, order: &OrderView) -> Result<Vec<Paper>, ServiceError> {
        let issued = kept::of(self.store.reader(), &order.number).await?;
        let Some(issuer) = self.settings.issuer.clone() else { return Ok(issued) };
        if self.next_paper(order, &issuer, &issued).is_none() {
            return Ok(issued);
        }
        let (shop, order) = (self.clone(), order.clone());
        Ok(commit!(self.store, |tx| {
            let mut issued = kept::of(tx, &order.number).await?;
            while let Some(content) = shop.next_paper(&order, &issuer, &issued) {
                issued.push(kept::issue(tx, content, now()).await?);
            }
            Ok(issued)
        })?)
    }

    /// One paper of an order that may be seen.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the order has no such paper.
    pub async fn paper(&self, order: &OrderView, number: PaperNumber) -> Result<Paper, ServiceError> {
        let papers = self.papers(order).await?;
        papers.into_iter().find(|paper| paper.number == number).ok_or(ServiceError::NotFound)
    }

    /// The papers of an order, whoever asks: as it is settled, or something of it was given back.
    pub(crate) async fn issue_papers(&self, order: &OrderNumber) -> Result<Vec<Paper>, ServiceError> {
        match store::orders::view(self.store.reader(), order).await? {
            Some(order) => self.papers(&order).await,
            None => Ok(Vec::new()),
        }
    }

    /// What is to be issued next. A paper that does not add up is none: somebody has to look at the order.
    fn next_paper(&self, order: &OrderView, issuer: &Issuer, issued: &[Paper]) -> Option<Content> {
        match papers::next(order, issuer, |id| self.seller(id), issued) {
            Ok(next) if next.as_ref().is_none_or(Content::adds_up) => next,
            Ok(_) | Err(_) => {
                tracing::error!(order = %order.number, "a paper does not add up; it is not issued");
                None
            }
        }
    }

    /// Who sells a marketplace's goods: we where they are from our own shelves or we sell them on.
    fn seller(&self, id: &MarketplaceId) -> Seller {
        let registry = self.registry();
        let Some(one) = registry.get(id) else { return Seller { name: id.to_string(), is_us: false } };
        let Marketplace { name, protocol, mode, .. } = &one.marketplace;
        Seller { name: name.clone(), is_us: *protocol == Protocol::House || *mode == SettlementMode::Reseller }
    }
}

/// Whom a paper is for: as it was issued where it is kept by law, otherwise as the order knows them now.
pub fn buyer_of(paper: &Paper, order: &OrderView) -> Buyer {
    paper.content.buyer.clone().unwrap_or_else(|| Buyer::from(&order.details))
}
