//! One timeline over all parts: lanes show which marketplace, words say what happened.

use domain::{
    order::{MarketplaceOrder, OrderView, Progress},
    saga::PartState,
    time::Timestamp,
};
use leptos::prelude::*;

use crate::{
    components::{marketplace::marketplace_of, order_parts::is_placed},
    look::Look,
    strand::strand_class,
};

/// How many lanes the style knows; further ones lie beside them.
const MOST_LANES: usize = 12;

/// Something in the timeline.
struct Happening<'a> {
    lane: usize,
    part: &'a MarketplaceOrder,
    at: Timestamp,
    text: String,
    note: &'a str,
    ends: bool,
    coming: bool,
}

/// What happened to the order, the oldest first; what is expected comes last.
pub fn timeline(look: &Look, order: &OrderView) -> AnyView {
    let parts: Vec<&MarketplaceOrder> = order.parts.iter().filter(|part| was_confirmed(part)).collect();
    let mut happenings: Vec<Happening<'_>> = Vec::new();
    for (lane, part) in parts.iter().enumerate() {
        happenings.extend(of_part(look, order, lane, part));
    }
    happenings.sort_by_key(|happening| (happening.coming, happening.at));
    let rows: Vec<AnyView> = happenings
        .iter()
        .enumerate()
        .map(|(place, happening)| row(look, &parts, &happenings, place, happening))
        .collect();
    let placed = look.with("timeline-placed", &[("total", look.amount(order.total).into())]);
    let width = parts.len().max(1);
    let middle = width / 2;
    let trunk: Vec<_> = (0..width)
        .map(|lane| {
            let class = if lane == middle { "lane node of-ink" } else { "lane none" };
            view! { <i class=class></i> }
        })
        .collect();
    view! {
        <ol class=format!("timeline lanes-{}", width.min(MOST_LANES))>
            <li class="start">
                <span class="lanes" aria-hidden="true">{trunk}</span>
                <div class="event"><b>{look.t("timeline-you-placed")}</b><span class="soft fine">{look.moment(order.created_at)}" · "{placed}</span></div>
            </li>
            {fork(look, &parts, middle)}
            {rows}
        </ol>
    }
    .into_any()
}

/// Whether a marketplace ever took the part; what it calls off later stays in the timeline.
fn was_confirmed(part: &MarketplaceOrder) -> bool {
    is_placed(part) || part.state == PartState::Withdrawn
}

fn of_part<'a>(look: &Look, order: &OrderView, lane: usize, part: &'a MarketplaceOrder) -> Vec<Happening<'a>> {
    let tells_placing = part.events.iter().any(|event| event.progress == Progress::Placed);
    let first =
        part.events.first().map_or(order.created_at, |event| event.at.min(order.created_at.plus(Timestamp::MINUTE)));
    let text = |progress: Progress| look.t(&timeline_key(progress)).into_owned();
    let confirmed = (!tells_placing).then(|| Happening {
        lane,
        part,
        at: first,
        text: text(Progress::Placed),
        note: "",
        ends: false,
        coming: false,
    });
    let events = part.events.iter().map(|event| Happening {
        lane,
        part,
        at: event.at,
        text: text(event.progress),
        note: event.note.as_str(),
        ends: event.progress.is_final(),
        coming: false,
    });
    let over = part.progress.is_some_and(Progress::is_final);
    let expected = part.arrives_by.filter(|_| !over).map(|by| Happening {
        lane,
        part,
        at: by,
        text: look.t("timeline-arrives").into_owned(),
        note: "",
        ends: true,
        coming: true,
    });
    confirmed.into_iter().chain(events).chain(expected).collect()
}

/// The text key of a progress.
pub fn timeline_key(progress: Progress) -> String {
    match progress {
        Progress::Placed => "timeline-confirmed".to_owned(),
        further => format!("timeline-{}", further.word()),
    }
}

fn row(
    look: &Look,
    parts: &[&MarketplaceOrder],
    all: &[Happening<'_>],
    place: usize,
    happening: &Happening<'_>,
) -> AnyView {
    let lanes: Vec<_> = parts
        .iter()
        .enumerate()
        .map(|(lane, part)| {
            let mut class = "lane".to_owned();
            let later = all[place + 1..].iter().filter(|other| other.lane == lane);
            let next = later.clone().next();
            let ended = all[..place].iter().any(|other| other.lane == lane && other.ends);
            if happening.lane == lane {
                class.push_str(" node");
                if happening.coming {
                    class.push_str(" coming");
                }
                match next {
                    None => class.push_str(" ends"),
                    Some(next) if next.coming && !happening.coming => class.push_str(" after"),
                    Some(_) => {}
                }
            } else if ended || next.is_none() {
                class.push_str(" none");
            } else if next.is_some_and(|next| next.coming) {
                class.push_str(" coming");
            }
            view! { <i class=format!("{class} {}", strand_class(look.face(&part.marketplace)))></i> }
        })
        .collect();
    let tracking =
        happening.part.shipments.first().filter(|_| happening.text == look.t(&timeline_key(Progress::Shipped)));
    let tracking = tracking.map(|shipment| {
        let number = format!("{} {}", shipment.carrier, shipment.tracking_number);
        match &shipment.tracking_url {
            Some(url) => {
                view! { ", "<a href=url.clone() rel="noopener nofollow external"><bdi>{number}</bdi></a> }.into_any()
            }
            None => view! { ", "<bdi>{number}</bdi> }.into_any(),
        }
    });
    let note = (!happening.note.is_empty()).then(|| view! { ", "<span dir="auto">{happening.note.to_owned()}</span> });
    let time = if happening.coming {
        view! { <span class="soft fine">{look.with("expected", &[("day", look.day(happening.at.date()).into())])}</span> }.into_any()
    } else {
        look.moment(happening.at)
    };
    view! {
        <li class:future=happening.coming>
            <span class="lanes" aria-hidden="true">{lanes}</span>
            <div class="event">
                <b>{happening.text.clone()}</b>
                <p>{marketplace_of(look, &happening.part.marketplace)}{note}{tracking}</p>
                {time}
            </div>
        </li>
    }
    .into_any()
}

/// Where the one order becomes several parcels.
fn fork(look: &Look, parts: &[&MarketplaceOrder], middle: usize) -> AnyView {
    if parts.is_empty() {
        return ().into_any();
    }
    let centre = |lane: usize| lane * 20 + 10;
    let lines: Vec<_> = parts
        .iter()
        .enumerate()
        .map(|(lane, part)| {
            let (from, to) = (centre(middle), centre(lane));
            let path = format!("M{from} 0C{from} 16 {to} 12 {to} 28");
            view! { <path d=path class=strand_class(look.face(&part.marketplace)) stroke="var(--c)"></path> }
        })
        .collect();
    let frame = format!("0 0 {} 28", parts.len() * 20);
    view! {
        <li class="fork" aria-hidden="true"><svg viewBox=frame preserveAspectRatio="none">{lines}</svg></li>
    }
    .into_any()
}
