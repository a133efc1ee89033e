//! The cart: what a visitor puts in, changes, takes out and puts back.

use domain::{
    cart::{Cart, CartView, Line, Quantity},
    catalog::{Availability, Product},
    checkout::CheckoutDraft,
    consent::Behaviour,
    ids::{ExternalId, ProductRef, VisitorId},
    pricing,
    visit::Visit,
};

use store::{
    carts::{self, KeptCart},
    products,
};

use crate::{ServiceError, Shop, now, shop::commit};

impl Shop {
    /// What a visitor has gathered and what it costs; empty for someone who has put nothing in.
    ///
    /// Prices and stock are what we last heard; what changed since a line was put in can be told from the line.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn cart(&self, visit: &Visit) -> Result<CartView, ServiceError> {
        let Some(visitor) = &visit.visitor else {
            return self.cart_view(visit, Cart::default(), &CheckoutDraft::default()).await;
        };
        let (cart, removed) = self.refreshed(visitor).await?;
        let draft = self.draft(visitor).await?;
        let view = CartView { removed, ..self.cart_view(visit, cart, &draft).await? };
        Ok(self.with_proposals(visit, view).await)
    }

    /// Puts a product into the cart, with the price and stock of this moment.
    ///
    /// # Errors
    /// When there is no such product or variant, it is sold out, it is sold on the marketplace's own page only, or the
    /// cart is full.
    pub async fn add_to_cart(
        &self,
        visit: &Visit,
        product: &ProductRef,
        variant: Option<&ExternalId>,
        quantity: Quantity,
    ) -> Result<CartView, ServiceError> {
        let visitor = visit.visitor.as_ref().ok_or(ServiceError::NotFound)?;
        let registry = self.registry();
        let seller = registry.get(&product.marketplace).ok_or(ServiceError::NotFound)?;
        if !seller.marketplace.takes_orders() {
            return Err(ServiceError::HandOffOnly);
        }
        let found = self.of_this_moment(product).await?;
        let line = line_of(&found, variant, quantity)?;
        let already = |cart: &Cart| {
            let same = cart.lines.iter().find(|known| known.is_of(&line.product, &line.variant));
            same.map_or(0, |known| u32::from(known.quantity))
        };
        let view = self.change_cart(visit, visitor, |cart| {
            if let Availability::InStock(Some(left)) = line.availability
                && already(cart) + u32::from(quantity) > left
            {
                return Err(ServiceError::OutOfStock { left: Some(left) });
            }
            cart.add(line.clone())?;
            Ok(())
        });
        let view = view.await?;
        self.did(visitor, Behaviour::Add, product);
        Ok(view)
    }

    /// Changes how many of a variant are wanted.
    ///
    /// # Errors
    /// When there is no such line or fewer are left.
    pub async fn change_line(
        &self,
        visit: &Visit,
        product: &ProductRef,
        variant: &ExternalId,
        quantity: Quantity,
    ) -> Result<CartView, ServiceError> {
        let visitor = visit.visitor.as_ref().ok_or(ServiceError::NotFound)?;
        self.change_cart(visit, visitor, |cart| {
            let line = cart.lines.iter().find(|line| line.is_of(product, variant)).ok_or(ServiceError::NotFound)?;
            if let Availability::InStock(Some(left)) = line.availability
                && u32::from(quantity) > left
            {
                return Err(ServiceError::OutOfStock { left: Some(left) });
            }
            cart.change(product, variant, Some(quantity));
            Ok(())
        })
        .await
    }

    /// Takes a line out; for some minutes it can be put back.
    ///
    /// # Errors
    /// When there is no such line.
    pub async fn remove_line(
        &self,
        visit: &Visit,
        product: &ProductRef,
        variant: &ExternalId,
    ) -> Result<CartView, ServiceError> {
        let visitor = visit.visitor.as_ref().ok_or(ServiceError::NotFound)?;
        let mut removed = None;
        let view = self
            .change_cart(visit, visitor, |cart| {
                removed = cart.lines.iter().find(|line| line.is_of(product, variant)).cloned();
                if cart.change(product, variant, None) { Ok(()) } else { Err(ServiceError::NotFound) }
            })
            .await?;
        let (owner, line) = (visitor.clone(), removed.clone());
        commit!(self.store, |tx| carts::set_removed(tx, &owner, line.as_ref()).await)?;
        Ok(CartView { removed, ..view })
    }

    /// Puts the line back that was taken out last.
    ///
    /// # Errors
    /// When there is none, or the cart is full.
    pub async fn undo_remove(&self, visit: &Visit) -> Result<CartView, ServiceError> {
        let visitor = visit.visitor.as_ref().ok_or(ServiceError::NotFound)?;
        let line = carts::load_kept(self.store.reader(), visitor).await?.removed.ok_or(ServiceError::NotFound)?;
        let owner = visitor.clone();
        commit!(self.store, |tx| carts::set_removed(tx, &owner, None).await)?;
        self.change_cart(visit, visitor, |cart| Ok(cart.add(line.clone())?)).await
    }

    /// Changes the cart under its version; when another tab was faster the change is made again on top of it.
    async fn change_cart(
        &self,
        visit: &Visit,
        visitor: &VisitorId,
        mut change: impl FnMut(&mut Cart) -> Result<(), ServiceError>,
    ) -> Result<CartView, ServiceError> {
        for _ in 0..5 {
            let (mut cart, removed) = self.refreshed(visitor).await?;
            let seen = cart.version;
            change(&mut cart)?;
            if let Some(version) = self.save_cart(visitor, &cart, seen).await? {
                cart.version = version;
                let draft = self.draft(visitor).await?;
                let view = CartView { removed, ..self.cart_view(visit, cart, &draft).await? };
                return Ok(self.with_proposals(visit, view).await);
            }
        }
        Err(ServiceError::Conflict)
    }

    /// Keeps a cart that was read at this version; gives its new one, or nothing when somebody was faster.
    pub(crate) async fn save_cart(
        &self,
        visitor: &VisitorId,
        cart: &Cart,
        seen: i64,
    ) -> Result<Option<i64>, ServiceError> {
        let (visitor, cart) = (visitor.clone(), cart.clone());
        Ok(commit!(self.store, |tx| carts::save(tx, &visitor, &cart, seen, now()).await)?)
    }

    /// The cart with the prices and stock we last heard of.
    pub(crate) async fn refreshed_cart(&self, visitor: &VisitorId) -> Result<Cart, ServiceError> {
        Ok(self.refreshed(visitor).await?.0)
    }

    /// The same with the line that was taken out last.
    async fn refreshed(&self, visitor: &VisitorId) -> Result<(Cart, Option<Line>), ServiceError> {
        let KeptCart { mut cart, removed, .. } = carts::load_kept(self.store.reader(), visitor).await?;
        if cart.lines.is_empty() {
            return Ok((cart, removed));
        }
        self.refresh_lines(&mut cart.lines).await?;
        Ok((cart, removed))
    }

    /// Gives lines the prices and stock we last heard of; what is switched off or taken off the shelves is out of stock.
    pub(crate) async fn refresh_lines(&self, lines: &mut [Line]) -> Result<(), ServiceError> {
        let refs: Vec<ProductRef> = lines.iter().map(|line| line.product.clone()).collect();
        let known = self.as_known(&refs).await?;
        for line in lines {
            let Some(product) = known.get(&line.product) else { continue };
            match product.variant(&line.variant) {
                Some(variant) => {
                    line.unit_price = variant.price;
                    line.availability = variant.availability;
                }
                None => line.availability = Availability::OutOfStock,
            }
        }
        Ok(())
    }

    /// What a cart costs, with the choices and the coupon of a checkout.
    pub(crate) async fn cart_view(
        &self,
        visit: &Visit,
        cart: Cart,
        draft: &CheckoutDraft,
    ) -> Result<CartView, ServiceError> {
        let (coupon, counts) = match &visit.visitor {
            Some(visitor) => self.typed_coupon(visitor, draft).await?,
            None => (None, None),
        };
        let chosen = draft.delivery.clone();
        let registry = self.registry();
        let sellers = || cart.lines.iter().map(|line| &line.product.marketplace);
        let mut book = registry.book_for(visit);
        book.terms.retain(|id, _| sellers().any(|seller| seller == id));
        book.coupon = counts;
        book.promotions = self.promotions_in_force(visit.visitor.as_ref()).await?;
        let marketplaces = registry.faces_of(sellers());
        let quote = pricing::quote(&book, &cart.lines, &chosen).ok();
        Ok(CartView {
            cart,
            quote,
            book,
            chosen,
            marketplaces,
            removed: None,
            coupon,
            proposals: Vec::new(),
            can_undo: false,
        })
    }

    /// A product as its marketplace tells it now, or as we last heard when it does not answer.
    async fn of_this_moment(&self, product: &ProductRef) -> Result<Product, ServiceError> {
        let (fresh, absences) = self.look_up(std::slice::from_ref(product)).await;
        if let Some(found) = fresh.into_iter().next() {
            self.remember(vec![found.clone()]).await?;
            return Ok(found);
        }
        if absences.is_empty() {
            return Err(ServiceError::NotFound);
        }
        let known = products::by_refs(self.store.reader(), std::slice::from_ref(product)).await?;
        known.into_iter().next().ok_or_else(|| ServiceError::Unavailable(product.marketplace.to_string()))
    }
}

fn line_of(product: &Product, variant: Option<&ExternalId>, quantity: Quantity) -> Result<Line, ServiceError> {
    let variant = match variant {
        Some(id) => product.variant(id),
        None => product.first_choice(),
    };
    let variant = variant.ok_or(ServiceError::NotFound)?;
    if !variant.availability.is_in_stock() {
        return Err(ServiceError::OutOfStock { left: Some(0) });
    }
    Ok(Line {
        product: product.reference.clone(),
        variant: variant.external_id.clone(),
        relation: product.relation.clone(),
        quantity,
        added_at: now(),
        title: product.title.clone(),
        variant_title: variant.title.clone(),
        picture: variant.picture.clone().or_else(|| product.pictures.first().cloned()),
        unit_price: variant.price,
        price_when_added: variant.price,
        availability: variant.availability,
    })
}
