//! Lines put aside under the cart: for another day, and no part of any total.

use crate::{
    cart::{Cart, CartFull, Line},
    ids::{ExternalId, ProductRef},
};

/// What one visitor put aside, the newest last; one line per variant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Later {
    /// The lines.
    pub lines: Vec<Line>,
}

impl Later {
    /// Takes a line out of the cart and puts it aside, with all that was wanted of it. Says which; `None` where the cart
    /// has no such line.
    pub fn keep(&mut self, cart: &mut Cart, product: &ProductRef, variant: &ExternalId) -> Option<Line> {
        let line = cart.lines.iter().find(|line| line.is_of(product, variant)).cloned()?;
        cart.change(product, variant, None);
        self.take_in(line.clone());
        Some(line)
    }

    /// Puts a line back into the cart; `None` where there is no such line.
    ///
    /// # Errors
    /// When the cart is full; the line stays aside.
    pub fn give_back(
        &mut self,
        cart: &mut Cart,
        product: &ProductRef,
        variant: &ExternalId,
    ) -> Result<Option<Line>, CartFull> {
        let Some(place) = self.lines.iter().position(|line| line.is_of(product, variant)) else { return Ok(None) };
        cart.add(self.lines[place].clone())?;
        Ok(Some(self.lines.remove(place)))
    }

    /// Takes in a line, as at sign-in: quantities of the same variant are added, no line is lost.
    pub fn take_in(&mut self, line: Line) {
        match self.lines.iter_mut().find(|known| known.is_of(&line.product, &line.variant)) {
            Some(known) => known.quantity = known.quantity.plus(line.quantity),
            None => self.lines.push(line),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cart::Quantity,
        catalog::Availability,
        ids::RelationToken,
        money::{Currency, Money},
        time::Timestamp,
    };

    fn line(id: &str, quantity: u32) -> Line {
        let product: ProductRef = format!("harbor:{id}").parse().unwrap();
        Line {
            variant: "one".parse().unwrap(),
            relation: RelationToken::of(&product, None),
            quantity: Quantity::try_from(quantity).unwrap(),
            added_at: Timestamp(1),
            title: id.into(),
            variant_title: String::new(),
            picture: None,
            unit_price: Money::new(100, Currency::Eur),
            price_when_added: Money::new(100, Currency::Eur),
            availability: Availability::InStock(None),
            product,
        }
    }

    /// How many of each thing there are in both places together.
    fn together(cart: &Cart, later: &Later) -> Vec<(String, u32)> {
        let mut all: std::collections::BTreeMap<String, u32> = std::collections::BTreeMap::new();
        for line in cart.lines.iter().chain(&later.lines) {
            *all.entry(line.title.clone()).or_default() += u32::from(line.quantity);
        }
        all.into_iter().collect()
    }

    #[test]
    fn a_line_goes_aside_and_back_and_nothing_is_lost_on_the_way() {
        let mut cart = Cart { lines: vec![line("a", 2), line("b", 1)], version: 3 };
        let mut later = Later { lines: vec![line("a", 4)] };
        let before = together(&cart, &later);
        let one: ExternalId = "one".parse().unwrap();
        let a: ProductRef = "harbor:a".parse().unwrap();
        assert!(later.keep(&mut cart, &a, &one).is_some());
        assert_eq!((cart.lines.len(), together(&cart, &later)), (1, before.clone()));
        assert!(later.keep(&mut cart, &a, &one).is_none());
        assert_eq!(later.give_back(&mut cart, &a, &one).unwrap().unwrap().quantity, Quantity::try_from(6).unwrap());
        assert_eq!((later.lines.len(), together(&cart, &later)), (0, before));
        assert_eq!(later.give_back(&mut cart, &a, &one), Ok(None));
    }

    #[test]
    fn a_full_cart_leaves_the_line_aside() {
        let lines = (0..Cart::MOST_LINES).map(|number| line(&number.to_string(), 1)).collect();
        let mut cart = Cart { lines, version: 0 };
        let mut later = Later { lines: vec![line("z", 1)] };
        let refused = later.give_back(&mut cart, &"harbor:z".parse().unwrap(), &"one".parse().unwrap());
        assert_eq!((refused, later.lines.len()), (Err(CartFull), 1));
    }
}
