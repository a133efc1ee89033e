//! Better ways to fill the cart: each with what it changes and what that comes to, one button to agree and one to take back.

use domain::{
    marketplace::MarketplaceFace,
    money::Money,
    optimiser::{Aim, Move, OtherWay, Proposal},
};
use leptos::prelude::*;

use crate::{
    icons::{CHECK, icon},
    strand::mark,
    texts::{CartScreen, CartTexts, fill, name_text},
};

/// All of them, and the way back from the last one agreed to.
pub fn proposals(screen: &CartScreen) -> impl IntoView + use<> {
    let texts = &screen.texts;
    let undo = screen.view.can_undo.then(|| {
        view! {
            <div class="absence-note good" role="status">
                {icon(CHECK)}
                <p>{texts.better_done.clone()}</p>
                <form action="/api/cart/optimise-undo" method="post">
                    <button class="button small">{texts.better_undo.clone()}</button>
                </form>
            </div>
        }
    });
    let all: Vec<_> = screen.view.proposals.iter().map(|one| proposal(screen, one)).collect();
    (undo, all)
}

fn proposal(screen: &CartScreen, proposal: &Proposal) -> impl IntoView + use<> {
    let texts = &screen.texts;
    let word = proposal.aim.word();
    let moves: Vec<_> = proposal.moves.iter().map(|one| move_row(texts, one)).collect();
    let ways: Vec<_> = proposal.ways.iter().map(way_row).collect();
    view! {
        <section class="absence-note change roomy proposal" aria-labelledby=format!("better-{word}") data-aim=word>
            <div class="stack gap-3">
                <h2 id=format!("better-{word}")>{headline(screen, proposal)}</h2>
                <ul class="stack gap-2">{moves}{ways}</ul>
                <p class="soft fine">{comes_to(screen, proposal)}</p>
                <form class="row" action="/api/cart/optimise" method="post">
                    <input type="hidden" name="by" value=word/>
                    <input type="hidden" name="version" value=screen.view.cart.version.to_string()/>
                    <input type="hidden" name="cost" value=proposal.then.cost.minor.to_string()/>
                    <button class="button primary">{texts.better_do.clone()}</button>
                </form>
            </div>
        </section>
    }
}

fn headline(screen: &CartScreen, proposal: &Proposal) -> String {
    let texts = &screen.texts;
    match proposal.aim {
        Aim::Cost => fill(&texts.better_cost, "amount", &texts.amount(proposal.saves())),
        Aim::Parcels => {
            let text = fill(&texts.better_parcels, "before", &proposal.now.parcels.to_string());
            fill(&text, "now", &proposal.then.parcels.to_string())
        }
        Aim::Arrival => {
            let text = fill(&texts.better_arrival, "day", &texts.day(screen.today, proposal.then.days));
            fill(&text, "before", &texts.day(screen.today, proposal.now.days))
        }
    }
}

/// What it comes to then, what that is more or less, when it is there, and how good it is.
fn comes_to(screen: &CartScreen, proposal: &Proposal) -> String {
    let texts = &screen.texts;
    let saves = proposal.saves();
    let change = match saves.minor {
        0 => None,
        1.. => Some(fill(&texts.better_less, "amount", &texts.amount(saves))),
        _ => Some(fill(&texts.better_more, "amount", &texts.amount(Money::new(-saves.minor, saves.currency)))),
    };
    let arrives = (proposal.then.days < u16::MAX)
        .then(|| fill(&texts.better_there, "day", &texts.day(screen.today, proposal.then.days)));
    let best = match (proposal.exact, proposal.aim) {
        (true, _) => texts.better_exact.clone(),
        (false, _) => fill(&texts.better_bound, "amount", &texts.amount(proposal.bound)),
    };
    let sentences = [
        (!proposal.moves.is_empty()).then(|| texts.better_same.clone()),
        Some(fill(&texts.better_total, "amount", &texts.amount(proposal.then.cost))),
        change,
        arrives,
        Some(best),
    ];
    sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn named(face: &MarketplaceFace) -> impl IntoView + use<> {
    view! { <span class="marketplace">{mark(face)}<bdi>{face.name.clone()}</bdi></span> }
}

fn move_row(texts: &CartTexts, one: &Move) -> impl IntoView + use<> {
    let count = u32::from(one.quantity);
    let times = (count > 1).then(|| format!("{count} × "));
    view! {
        <li class="row tight">
            <span>{times}{name_text(texts.locale, &one.title)}</span>
            <span class="row tight">{named(&one.from)}<span aria-hidden="true">"→"</span><span class="hidden">{texts.better_to.clone()}</span>{named(&one.to)}</span>
        </li>
    }
}

fn way_row(one: &OtherWay) -> impl IntoView + use<> {
    view! { <li class="row tight">{named(&one.marketplace)}<bdi>{one.title.clone()}</bdi></li> }
}
