//! Rows beside a product and beside a cart. They are made from the thing or the cart alone, and are the same for everybody
//! who looks at it.

use domain::{
    cart::Cart,
    ids::RelationToken,
    profile::Preferences,
    recommending::{Row, RowKind},
    search::ProductGroup,
    visit::Visit,
};

use crate::{ServiceError, Shop};

/// How many things a row shows.
const SHOWN: usize = 10;

impl Shop {
    /// The rows beside one thing: what goes with it, a step up, what is like it, what others looked at. Nothing for a
    /// thing that is too new.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn rows_beside(
        &self,
        visit: &Visit,
        relation: &RelationToken,
        preferences: &Preferences,
    ) -> Result<Vec<(RowKind, Vec<ProductGroup>)>, ServiceError> {
        let rows = self.recommending.model().beside(relation);
        self.filled(visit, rows, preferences).await
    }

    /// The row beside a cart: what goes with what is in it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn row_beside_cart(
        &self,
        visit: &Visit,
        cart: &Cart,
        preferences: &Preferences,
    ) -> Result<Option<(RowKind, Vec<ProductGroup>)>, ServiceError> {
        let relations: Vec<RelationToken> = cart.lines.iter().map(|line| line.relation.clone()).collect();
        let row = self.recommending.model().beside_all(&relations);
        Ok(self.filled(visit, row.into_iter().collect(), preferences).await?.pop())
    }

    async fn filled(
        &self,
        visit: &Visit,
        rows: Vec<Row>,
        preferences: &Preferences,
    ) -> Result<Vec<(RowKind, Vec<ProductGroup>)>, ServiceError> {
        let relations: Vec<RelationToken> = rows.iter().flat_map(|row| row.things.iter().cloned()).collect();
        if relations.is_empty() {
            return Ok(Vec::new());
        }
        let mut groups = self.groups_of(visit, &relations, preferences).await?;
        let filled = rows.into_iter().map(|row| {
            let things = row.things.iter().filter_map(|relation| groups.remove(relation));
            (row.kind, things.take(SHOWN).collect::<Vec<_>>())
        });
        Ok(filled.filter(|(_, things)| !things.is_empty()).collect())
    }
}
