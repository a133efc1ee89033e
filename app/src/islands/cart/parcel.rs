//! One marketplace's part of the cart, and what all parts come to.

use domain::{
    cart::Line,
    ids::MarketplaceId,
    landed_cost::{self, Kind, LandedCost},
    money::Money,
    pricing::{PartQuote, Quote},
};
use leptos::{either::Either, prelude::*};

use crate::{
    icons::{CHECK, VAN, WARNING, icon},
    islands::cart::{
        coupon::reduction_rows,
        line::{Place, line},
    },
    strand::{mark, percent, strand, strand_class},
    texts::{CartScreen, fill, name_text},
};

/// Trouble with one line: its product, its variant, and what is said about it.
pub type LineTrouble = [String; 3];

/// All parts, in the order in which their first lines were put in.
pub fn parcels(screen: &CartScreen, place: Place, trouble: Option<&LineTrouble>) -> Vec<impl IntoView + use<>> {
    let mut ids: Vec<&MarketplaceId> = Vec::new();
    for line in &screen.view.cart.lines {
        if !ids.contains(&&line.product.marketplace) {
            ids.push(&line.product.marketplace);
        }
    }
    ids.into_iter().map(|id| parcel(screen, id, place, trouble)).collect()
}

fn parcel(
    screen: &CartScreen,
    id: &MarketplaceId,
    place: Place,
    trouble: Option<&LineTrouble>,
) -> impl IntoView + use<> {
    let texts = &screen.texts;
    let face = screen.view.face(id);
    let name = face.map_or_else(|| id.to_string(), |face| face.name.clone());
    let part = screen.view.quote.as_ref().and_then(|quote| quote.parts.iter().find(|part| part.marketplace == *id));
    let rows: Vec<_> = screen
        .view
        .lines_of(id)
        .map(|one| {
            let told = trouble.filter(|[product, variant, _]| {
                *product == one.product.to_string() && *variant == one.variant.to_string()
            });
            line(screen, one, shown_of(part, one), place, told.map(|[_, _, text]| text.clone()))
        })
        .collect();
    let heading = match place {
        Place::Page => Either::Left(view! { <h2>{face.map(mark)}<bdi>{name.clone()}</bdi></h2> }),
        Place::Drawer => Either::Right(view! { <h3>{face.map(mark)}<bdi>{name.clone()}</bdi></h3> }),
    };
    view! {
        <section class=format!("parcel {}", strand_class(face)) aria-label=fill(&texts.from_marketplace, "marketplace", &name)>
            <header>{heading}{part.and_then(|part| arrival(screen, part))}</header>
            <ul>{rows}</ul>
            {part.map(|part| footer(screen, part))}
        </section>
    }
}

fn shown_of(part: Option<&PartQuote>, line: &Line) -> Option<Money> {
    let quoted = part?.lines.iter().find(|quoted| line.is_of(&quoted.product, &quoted.variant));
    quoted.map(|quoted| quoted.shown)
}

fn arrival(screen: &CartScreen, part: &PartQuote) -> Option<impl IntoView + use<>> {
    let day = screen.texts.day(screen.today, part.delivery()?.days_to);
    Some(view! { <p class="row tight">{icon(VAN)}{fill(&screen.texts.arrives, "day", &day)}</p> })
}

fn footer(screen: &CartScreen, part: &PartQuote) -> impl IntoView + use<> {
    let texts = &screen.texts;
    let mut delivery = if part.shown.delivery.is_zero() {
        texts.delivery_free.clone()
    } else {
        fill(&texts.delivery, "amount", &texts.amount(part.shown.delivery))
    };
    let terms = screen.view.book.terms.get(&part.marketplace);
    let mut bars = Vec::new();
    if let Some((missing, bar)) = terms.and_then(|terms| until(screen, part, terms.smallest_order?)) {
        delivery = format!("{} {delivery}", fill(&texts.until_least, "amount", &texts.amount(missing)));
        bars.push(bar);
    }
    if let Some((missing, bar)) = terms.and_then(|terms| until(screen, part, terms.free_from?)) {
        delivery = format!("{delivery} {}", fill(&texts.until_free, "amount", &texts.amount(missing)));
        bars.push(bar);
    }
    view! {
        <footer>
            <span class="soft">{delivery}{bars}</span>
            <b class="num"><bdi>{texts.locale.money(part.shown.before_coupon())}</bdi></b>
        </footer>
    }
}

/// How much more of this marketplace's goods would come to an amount, in the shopper's currency, and how far they come
/// already. The sentence says it; the bar only shows it.
fn until(screen: &CartScreen, part: &PartQuote, amount: Money) -> Option<(Money, impl IntoView + use<>)> {
    let missing = amount.minus(part.own.goods).ok().filter(|missing| missing.minor > 0)?;
    let shown = screen.view.book.rates.convert(missing, screen.view.book.currency).ok()?;
    let reached = percent(part.own.goods.minor, amount.minor).to_string();
    Some((shown, view! { <progress class="until" max="100" value=reached aria-hidden="true"></progress> }))
}

/// The total with its strand and each marketplace's share.
pub fn totals(screen: &CartScreen) -> impl IntoView + use<> {
    let texts = &screen.texts;
    let Some(quote) = &screen.view.quote else {
        return Either::Left(view! { <p class="soft">{texts.no_total.clone()}</p> });
    };
    let money = |amount: Money| view! { <bdi>{texts.locale.money(amount)}</bdi> };
    let cost = landed_cost::of_quote(&screen.view.book, quote).ok();
    let on_arrival = cost.as_ref().and_then(LandedCost::on_arrival);
    let is_border = |kind: &Kind| matches!(kind, Kind::Duty | Kind::ImportTax);
    let unknown = cost.as_ref().is_some_and(|cost| cost.missing.iter().any(is_border));
    let shares: Vec<_> = quote
        .parts
        .iter()
        .map(|part| {
            let face = screen.view.face(&part.marketplace);
            let name = face.map_or_else(|| part.marketplace.to_string(), |face| face.name.clone());
            view! {
                <div>
                    <dt><span class="marketplace">{face.map(mark)}<bdi>{name}</bdi></span></dt>
                    <dd>{money(part.shown.before_coupon())}</dd>
                </div>
            }
        })
        .collect();
    Either::Right(view! {
        {strand(quote, &screen.view.marketplaces)}
        <dl>
            {shares}
            <div><dt>{texts.delivery_row.clone()}</dt><dd>{money(quote.total.delivery)}</dd></div>
            {reduction_rows(texts, quote)}
            {tax(quote).map(|tax| view! { <div><dt>{texts.tax_row.clone()}</dt><dd>{money(tax)}</dd></div> })}
            <div class="grand"><dt>{texts.to_pay.clone()}</dt><dd>{money(quote.total.total)}</dd></div>
            {on_arrival.map(|due| view! { <div data-border=""><dt>{texts.border_row.clone()}</dt><dd>{money(due)}</dd></div> })}
        </dl>
        {unknown.then(|| view! { <p class="soft fine" data-border="">{texts.border_unknown.clone()}</p> })}
    })
}

/// All tax in a total: what was added and what the prices contain. Nothing where a part's tax is not known.
pub fn tax(quote: &Quote) -> Option<Money> {
    let of_part = |part: &PartQuote| match (part.tax_included, part.tax_points) {
        (true, 0) => None,
        (true, points) => part.shown.before_coupon().included_tax(points).ok(),
        (false, _) => Some(part.shown.tax_added),
    };
    let parts: Vec<Money> = quote.parts.iter().map(of_part).collect::<Option<_>>()?;
    Money::sum(quote.currency, parts).ok().filter(|tax| !tax.is_zero())
}

/// What was just taken out, with the way to put it back; and what else the shopper is told.
pub fn notes(screen: &CartScreen, note: Option<String>) -> impl IntoView + use<> {
    let texts = &screen.texts;
    let removed = screen.view.removed.as_ref().map(|line| {
        view! {
            <div class="absence-note good" role="status">
                {icon(CHECK)}
                <p>{fill(&texts.removed, "title", &name_text(texts.locale, &line.title))}</p>
                <form class="undo" action="/api/cart/undo" method="post">
                    <button class="button small">{texts.undo.clone()}</button>
                </form>
            </div>
        }
    });
    let note = note.map(|text| {
        view! { <div class="absence-note change" role="alert">{icon(WARNING)}<p>{text}</p></div> }
    });
    (removed, note)
}
