//! A marketplace's name with its mark, and the stack of marks where several sell the same thing.

use domain::{ids::MarketplaceId, marketplace::MarketplaceFace, search::ProductGroup};
use leptos::prelude::*;

use crate::{look::Look, strand::mark};

/// The name with its mark.
pub fn marketplace(face: &MarketplaceFace) -> AnyView {
    view! { <span class="marketplace">{mark(face)}<bdi>{face.name.clone()}</bdi></span> }.into_any()
}

/// The name with its mark, of a marketplace that may no longer be active.
pub fn marketplace_of(look: &Look, id: &MarketplaceId) -> AnyView {
    match look.face(id) {
        Some(face) => marketplace(face),
        None => view! { <span class="marketplace"><bdi>{id.to_string()}</bdi></span> }.into_any(),
    }
}

/// Who sells a group: its one marketplace by name, or the marks of several with their number.
pub fn sellers(look: &Look, group: &ProductGroup) -> AnyView {
    let mut ids: Vec<&MarketplaceId> = Vec::new();
    for offer in &group.offers {
        if !ids.contains(&&offer.product.reference.marketplace) {
            ids.push(&offer.product.reference.marketplace);
        }
    }
    if let [only] = ids[..] {
        return marketplace_of(look, only);
    }
    let count = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    let marks: Vec<_> = ids.into_iter().take(4).filter_map(|id| look.face(id)).map(mark).collect();
    view! { <span class="mark-stack">{marks}</span>{look.count("from-marketplaces", count)} }.into_any()
}
