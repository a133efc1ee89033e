//! Lines put aside under the cart. Cart and list change in one transaction, under the cart's version: no line is ever in
//! neither.

use domain::{
    cart::{Cart, Line},
    catalog::Availability,
    ids::{ExternalId, ProductRef, VisitorId},
    keeping::Later,
};
use store::{StoreError, carts, keeping::later};

use crate::{ServiceError, Shop, now, shop::commit};

impl Shop {
    /// What a visitor put aside, with the prices and stock we last heard of.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put_aside(&self, visitor: &VisitorId) -> Result<Vec<Line>, ServiceError> {
        let Later { mut lines } = later::of(self.store.reader(), visitor).await?;
        self.refresh_lines(&mut lines).await?;
        Ok(lines)
    }

    /// Takes a line out of the cart and puts it aside; gives how many things the cart holds now.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the cart has no such line.
    pub async fn put_line_aside(
        &self,
        visitor: &VisitorId,
        product: &ProductRef,
        variant: &ExternalId,
    ) -> Result<u32, ServiceError> {
        for _ in 0..5 {
            let (mut cart, mut later) = self.cart_and_later(visitor).await?;
            let seen = cart.version;
            later.keep(&mut cart, product, variant).ok_or(ServiceError::NotFound)?;
            let aside = later.lines.iter().find(|line| line.is_of(product, variant)).cloned();
            let aside = aside.ok_or(ServiceError::NotFound)?;
            let (owner, changed) = (visitor.clone(), cart.clone());
            let saved = commit!(self.store, |tx| {
                let saved = carts::save(tx, &owner, &changed, seen, now()).await?;
                if saved.is_some() {
                    later::put(tx, &owner, &aside, now()).await?;
                }
                Ok(saved)
            })?;
            if saved.is_some() {
                return Ok(cart.count());
            }
        }
        Err(ServiceError::Conflict)
    }

    /// Puts a line back into the cart; gives how many things the cart holds now.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when there is no such line, when it is sold out, or when the cart is full; the line stays
    /// aside then.
    pub async fn put_line_back(
        &self,
        visitor: &VisitorId,
        product: &ProductRef,
        variant: &ExternalId,
    ) -> Result<u32, ServiceError> {
        for _ in 0..5 {
            let (mut cart, mut later) = self.cart_and_later(visitor).await?;
            let seen = cart.version;
            self.refresh_lines(&mut later.lines).await?;
            let line = later.lines.iter().find(|line| line.is_of(product, variant)).ok_or(ServiceError::NotFound)?;
            if !line.availability.is_in_stock() {
                return Err(ServiceError::OutOfStock { left: Some(0) });
            }
            if let Availability::InStock(Some(left)) = line.availability
                && wanted_in(&cart, line) + u32::from(line.quantity) > left
            {
                return Err(ServiceError::OutOfStock { left: Some(left) });
            }
            later.give_back(&mut cart, product, variant)?;
            let (owner, changed, what) = (visitor.clone(), cart.clone(), (product.clone(), variant.clone()));
            let saved = commit!(self.store, |tx| {
                let there = later::take(tx, &owner, &what.0, &what.1).await?;
                // Nothing of it is kept where either is not as it was read.
                match carts::save(tx, &owner, &changed, seen, now()).await? {
                    Some(_) if there => Ok(()),
                    _ => Err(StoreError::Conflict),
                }
            });
            match saved {
                Ok(()) => return Ok(cart.count()),
                Err(StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(ServiceError::Conflict)
    }

    /// Forgets a line that was put aside; one that is not there is forgotten already.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn forget_line_aside(
        &self,
        visitor: &VisitorId,
        product: &ProductRef,
        variant: &ExternalId,
    ) -> Result<(), ServiceError> {
        let (visitor, product, variant) = (visitor.clone(), product.clone(), variant.clone());
        commit!(self.store, |tx| later::take(tx, &visitor, &product, &variant).await)?;
        Ok(())
    }

    async fn cart_and_later(&self, visitor: &VisitorId) -> Result<(Cart, Later), ServiceError> {
        let (cart, _) = carts::load(self.store.reader(), visitor).await?;
        Ok((cart, later::of(self.store.reader(), visitor).await?))
    }
}

fn wanted_in(cart: &Cart, line: &Line) -> u32 {
    let same = cart.lines.iter().find(|known| known.is_of(&line.product, &line.variant));
    same.map_or(0, |known| u32::from(known.quantity))
}
