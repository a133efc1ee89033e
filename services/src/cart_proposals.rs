//! Better ways to fill a cart: found over all offers of each line, agreed to in one step, and taken back in one.

use std::collections::BTreeMap;

use domain::{
    cart::{Cart, CartView, Line},
    catalog::{Availability, Product, Variant},
    checkout::CheckoutDraft,
    ids::{MarketplaceId, ProductRef, VisitorId},
    marketplace::MarketplaceFace,
    optimiser::{self, Aim, Candidate, Move, OtherWay, Plan, Proposal, Want},
    pricing::PriceBook,
    visit::Visit,
};
use store::{
    cart_before::{self, CartBefore},
    carts, checkouts,
};

use crate::{ServiceError, Shop, marketplaces::Registry, now, shop::commit};

/// How many offers of one line are looked at.
const MOST_OFFERS: usize = 12;

/// What the optimiser is asked, with what its answer is read by.
struct Question {
    book: PriceBook,
    chosen: BTreeMap<MarketplaceId, String>,
    /// The lines that can be bought, as places in the cart.
    lines: Vec<usize>,
    wants: Vec<Want>,
    /// The products of all candidates.
    products: BTreeMap<ProductRef, Product>,
}

impl Shop {
    /// The cart with the better ways there are to fill it, and whether the last one agreed to can be taken back. What cannot
    /// be worked out is left out.
    pub(crate) async fn with_proposals(&self, visit: &Visit, view: CartView) -> CartView {
        let Some(visitor) = visit.visitor.as_ref().filter(|_| !view.cart.lines.is_empty()) else { return view };
        let kept = cart_before::of(self.store.reader(), visitor, view.cart.version).await;
        let can_undo = kept.is_ok_and(|kept| kept.is_some());
        let proposals = match self.proposals(visit, &view).await {
            Ok(proposals) => proposals,
            Err(error) => {
                tracing::warn!(%error, "a cart is shown without better ways to fill it");
                Vec::new()
            }
        };
        CartView { proposals, can_undo, ..view }
    }

    async fn proposals(&self, visit: &Visit, view: &CartView) -> Result<Vec<Proposal>, ServiceError> {
        let question = self.question(visit, view).await?;
        if question.wants.iter().all(|want| want.candidates.len() < 2) {
            return Ok(Vec::new());
        }
        let (cart, registry) = (view.cart.clone(), self.registry());
        let found = tokio::task::spawn_blocking(move || {
            let of_aim = |aim| {
                let plan = optimiser::best(&question.book, &question.wants, &question.chosen, aim)?;
                question.proposal(&cart, &registry, aim, &plan)
            };
            Aim::ALL.into_iter().map(of_aim).collect::<Result<Vec<_>, _>>()
        });
        let found = found.await.map_err(|error| ServiceError::Unavailable(error.to_string()))??;
        let mut proposals: Vec<Proposal> = Vec::new();
        for proposal in found.into_iter().flatten() {
            if !proposals.iter().any(|known| known.moves == proposal.moves && known.ways == proposal.ways) {
                proposals.push(proposal);
            }
        }
        Ok(proposals)
    }

    /// Fills the cart as was proposed for this version of it, at the cost that was shown.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] when the cart, a price or an offer is no longer as it was shown.
    pub async fn agree_to_proposal(
        &self,
        visit: &Visit,
        aim: Aim,
        version: i64,
        cost: i64,
    ) -> Result<CartView, ServiceError> {
        let visitor = visit.visitor.as_ref().ok_or(ServiceError::NotFound)?;
        let cart = self.refreshed_cart(visitor).await?;
        if cart.version != version {
            return Err(ServiceError::Conflict);
        }
        let draft = self.draft(visitor).await?;
        let view = self.cart_view(visit, cart, &draft).await?;
        let question = self.question(visit, &view).await?;
        let (cart, question, plan) = tokio::task::spawn_blocking(move || {
            let plan = optimiser::best(&question.book, &question.wants, &question.chosen, aim)?;
            Ok::<_, domain::money::MoneyError>((view.cart, question, plan))
        })
        .await
        .map_err(|error| ServiceError::Unavailable(error.to_string()))??;
        if plan.standing.cost.minor != cost {
            return Err(ServiceError::Conflict);
        }
        let before = CartBefore { version: version + 1, lines: cart.lines.clone(), delivery: draft.delivery.clone() };
        let filled = question.filled(cart, &plan)?;
        let mut chosen = draft;
        chosen.delivery.extend(plan.options);
        self.replace_cart(visitor, filled, version, chosen, Some(before)).await?;
        self.cart(visit).await
    }

    /// Puts the cart back as it was before a proposal was agreed to.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] when the cart was changed since.
    pub async fn take_back_proposal(&self, visit: &Visit) -> Result<CartView, ServiceError> {
        let visitor = visit.visitor.as_ref().ok_or(ServiceError::NotFound)?;
        let cart = self.refreshed_cart(visitor).await?;
        let kept = cart_before::of(self.store.reader(), visitor, cart.version).await?;
        let before = kept.ok_or(ServiceError::Conflict)?;
        let mut draft = self.draft(visitor).await?;
        draft.delivery = before.delivery;
        let version = cart.version;
        self.replace_cart(visitor, Cart { lines: before.lines, version }, version, draft, None).await?;
        self.cart(visit).await
    }

    /// Keeps another cart and its ways of delivery in one step, and the one before beside it where it may be put back.
    async fn replace_cart(
        &self,
        visitor: &VisitorId,
        cart: Cart,
        seen: i64,
        mut draft: CheckoutDraft,
        before: Option<CartBefore>,
    ) -> Result<(), ServiceError> {
        let visitor = visitor.clone();
        draft.live = None;
        let kept = commit!(self.store, |tx| {
            let Some(version) = carts::save(tx, &visitor, &cart, seen, now()).await? else { return Ok(None) };
            checkouts::save(tx, &visitor, &draft, now()).await?;
            match &before {
                Some(before) => cart_before::keep(tx, &visitor, before, now()).await?,
                None => cart_before::forget(tx, &visitor).await?,
            }
            Ok(Some(version))
        })?;
        kept.map(|_| ()).ok_or(ServiceError::Conflict)
    }

    /// Every offer of every line that can be bought, but for what the shopper said is something else.
    async fn question(&self, visit: &Visit, view: &CartView) -> Result<Question, ServiceError> {
        let lines: Vec<usize> =
            (0..view.cart.lines.len()).filter(|place| view.cart.lines[*place].availability.is_in_stock()).collect();
        let known = self.same_things(visit, lines.iter().map(|place| &view.cart.lines[*place].relation)).await?;
        let registry = self.registry();
        let wants = lines.iter().map(|place| want(&registry, &view.cart.lines[*place], &known)).collect();
        let book = PriceBook { coupon: view.book.coupon.clone(), ..registry.book_for(visit) };
        let products = known.into_iter().map(|product| (product.reference.clone(), product)).collect();
        Ok(Question { book, chosen: view.chosen.clone(), lines, wants, products })
    }
}

impl Question {
    /// The plan in words, where it is better by its aim.
    fn proposal(
        &self,
        cart: &Cart,
        registry: &Registry,
        aim: Aim,
        plan: &Plan,
    ) -> Result<Option<Proposal>, domain::money::MoneyError> {
        let now = optimiser::standing(&self.book, &self.wants, &self.chosen)?;
        let is_better = match aim {
            Aim::Cost => plan.standing.cost.minor < now.cost.minor,
            Aim::Parcels => plan.standing.parcels < now.parcels,
            Aim::Arrival => plan.standing.days < now.days,
        };
        if !is_better {
            return Ok(None);
        }
        let face = |id: &MarketplaceId| registry.get(id).map(|one| MarketplaceFace::from(&one.marketplace));
        let mut moves = Vec::new();
        let mut sellers: Vec<&MarketplaceId> = Vec::new();
        for ((place, want), pick) in self.lines.iter().zip(&self.wants).zip(&plan.picks) {
            let to = &want.candidates[*pick].product.marketplace;
            sellers.push(to);
            if *pick == want.now {
                continue;
            }
            let line = &cart.lines[*place];
            let Some((from, to)) = face(&line.product.marketplace).zip(face(to)) else { return Ok(None) };
            moves.push(Move { title: line.title.clone(), quantity: line.quantity, from, to });
        }
        let mut ways = Vec::new();
        for (id, option) in plan.options.iter().filter(|(id, _)| sellers.contains(id)) {
            let Some(terms) = self.book.terms.get(id) else { continue };
            let usual = self.chosen.get(id).filter(|id| terms.options.iter().any(|option| option.id == **id));
            let usual = usual.or(terms.options.first().map(|first| &first.id));
            let other = terms.options.iter().find(|one| one.id == *option).filter(|one| Some(&one.id) != usual);
            if let Some((other, marketplace)) = other.zip(face(id)) {
                ways.push(OtherWay { marketplace, title: other.title.clone() });
            }
        }
        Ok(Some(Proposal { aim, moves, ways, now, then: plan.standing, exact: plan.exact, bound: plan.bound }))
    }

    /// The cart with the lines of a plan.
    fn filled(&self, mut cart: Cart, plan: &Plan) -> Result<Cart, ServiceError> {
        for ((place, want), pick) in self.lines.iter().zip(&self.wants).zip(&plan.picks) {
            if *pick == want.now {
                continue;
            }
            let candidate = &want.candidates[*pick];
            let product = self.products.get(&candidate.product).ok_or(ServiceError::Conflict)?;
            let variant = product.variant(&candidate.variant).ok_or(ServiceError::Conflict)?;
            let line = &mut cart.lines[*place];
            *line = Line {
                product: candidate.product.clone(),
                variant: candidate.variant.clone(),
                title: product.title.clone(),
                variant_title: variant.title.clone(),
                picture: variant.picture.clone().or_else(|| product.pictures.first().cloned()),
                unit_price: variant.price,
                price_when_added: variant.price,
                availability: variant.availability,
                ..line.clone()
            };
        }
        Ok(cart)
    }
}

/// A line with every offer of the same thing that can be ordered through us in the wanted quantity; its own first.
fn want(registry: &Registry, line: &Line, known: &[Product]) -> Want {
    let own = Candidate { product: line.product.clone(), variant: line.variant.clone(), unit: line.unit_price };
    let mut candidates = vec![own];
    if let Some(product) = known.iter().find(|product| product.reference == line.product) {
        let others = known.iter().filter(|other| {
            other.relation == product.relation
                && other.reference != line.product
                && registry.get(&other.reference.marketplace).is_some_and(|one| one.marketplace.takes_orders())
        });
        let fitting = others.filter_map(|other| Some((other, same_variant(product, line, other)?)));
        let enough = fitting.filter(|(_, variant)| has(variant.availability, u32::from(line.quantity)));
        candidates.extend(enough.map(|(other, variant)| Candidate {
            product: other.reference.clone(),
            variant: variant.external_id.clone(),
            unit: variant.price,
        }));
        candidates[1..].sort_by_key(|candidate| candidate.unit.minor);
        candidates.truncate(MOST_OFFERS);
    }
    Want { quantity: line.quantity, candidates, now: 0 }
}

fn has(availability: Availability, quantity: u32) -> bool {
    match availability {
        Availability::InStock(Some(left)) => left >= quantity,
        availability => availability.is_in_stock(),
    }
}

/// The variant of another listing that is the one of the line: the only one of both, or the one whose words are the same.
fn same_variant<'a>(own: &Product, line: &Line, other: &'a Product) -> Option<&'a Variant> {
    if let ([_], [only]) = (own.variants.as_slice(), other.variants.as_slice()) {
        return Some(only);
    }
    let words = |title: &str| {
        let title = title.to_lowercase();
        let mut words: Vec<String> = title
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        words.sort();
        words
    };
    let wanted = words(&line.variant_title);
    other.variants.iter().find(|variant| !wanted.is_empty() && words(&variant.title) == wanted)
}
