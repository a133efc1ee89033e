//! The lines of an order: how far each has come over all the parcels it is in.

use serde::{Deserialize, Serialize};

use super::{Estimate, Facts, Line, ParcelView, Stage, entries::Heard};

/// A line as its shopper sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemView {
    /// Its number.
    pub line: u32,
    /// The part it belongs to.
    pub part: u32,
    /// How far it has come, all its pieces together.
    pub stage: Stage,
    /// How far the furthest piece has come on its way here.
    pub reached: Stage,
    /// How many pieces were bought.
    pub pieces: u32,
    /// How many of them are known to have arrived, those that went back later among them.
    pub arrived: u32,
    /// When the rest should be here; nothing where all is here or nobody can tell.
    pub estimate: Option<Estimate>,
}

/// How far every line has come.
pub(super) fn items(facts: &Facts, heard: &[Heard], parcels: &[ParcelView]) -> Vec<ItemView> {
    facts.lines.iter().map(|line| OneLine { facts, heard, parcels, line }.view()).collect()
}

/// How far the whole order has come: the end only when all of it has ended.
pub(super) fn whole(items: &[ItemView]) -> Stage {
    if items.is_empty() {
        return Stage::Placed;
    }
    let living = || items.iter().filter(|item| item.stage != Stage::Cancelled);
    if items.iter().all(|item| item.stage.is_final()) {
        return living().map(|item| item.stage).min().unwrap_or(Stage::Cancelled);
    }
    items.iter().map(|item| item.reached).max().unwrap_or(Stage::Placed)
}

/// A line with all that may be about it.
struct OneLine<'a> {
    facts: &'a Facts,
    heard: &'a [Heard],
    parcels: &'a [ParcelView],
    line: &'a Line,
}

impl OneLine<'_> {
    fn view(&self) -> ItemView {
        let reached = self.reached();
        let ends = [Stage::Returned, Stage::Returning, Stage::Delivered];
        let end = ends.into_iter().find(|end| self.all_at(*end));
        let cancelled = (self.cancelled() >= self.line.pieces).then_some(Stage::Cancelled);
        let stage = end.or(cancelled.max(Some(reached))).unwrap_or(reached);
        let arrived =
            if end.is_some() { self.line.pieces - self.cancelled() } else { self.pieces_at(Stage::Delivered) };
        let arrived = arrived.min(self.line.pieces);
        let (line, part, pieces) = (self.line.line, self.line.part, self.line.pieces);
        ItemView { line, part, stage, reached, pieces, arrived, estimate: None }
    }

    /// The furthest that any piece has come on its way here; what has arrived is part of the line until all of it has.
    ///
    /// What a source called delivered counts as that, even where it turns out that it was its sender who got it: otherwise
    /// a line of several parcels would go back when that becomes known.
    fn reached(&self) -> Stage {
        let told = self.heard.iter().filter(|told| self.is_about(told)).filter_map(|told| told.event.word().stage());
        let on_the_way = |stage: Stage| match stage {
            Stage::Cancelled => Stage::Placed,
            Stage::Delivered => Stage::PartlyArrived,
            Stage::Returning | Stage::Returned => Stage::InTransit,
            stage => stage,
        };
        // A parcel that our records name was announced, even if its label was cancelled later.
        let parcels = self.parcels.iter().filter(|parcel| self.is_in(parcel));
        let parcels = parcels.map(|parcel| on_the_way(parcel.stage).max(Stage::Announced));
        told.map(on_the_way).chain(parcels).max().unwrap_or(Stage::Placed)
    }

    /// Whether an event is about the line.
    fn is_about(&self, told: &Heard) -> bool {
        if told.event.back {
            return false;
        }
        if !told.event.lines.is_empty() {
            return told.event.lines.iter().any(|(line, _)| *line == self.line.line);
        }
        match self.recorded_parcel(told) {
            Some(parcel) => self.is_in(parcel),
            None => told.event.source.is_marketplace() && told.event.part == Some(self.line.part),
        }
    }

    fn recorded_parcel(&self, told: &Heard) -> Option<&ParcelView> {
        let key = told.parcel.as_ref()?;
        self.parcels.iter().find(|parcel| parcel.key == *key && parcel.on_record)
    }

    /// Whether our records put the line into a parcel, by its contents or because they do not know them.
    fn is_in(&self, parcel: &ParcelView) -> bool {
        parcel.on_record && !parcel.back && (self.recorded(parcel) > 0 || self.may_hold(parcel))
    }

    /// How many pieces of the line our records say are in a parcel.
    fn recorded(&self, parcel: &ParcelView) -> u32 {
        let known = self.facts.parcels.iter().filter(|known| self.is_same(known, parcel));
        let told = known.flat_map(|known| &known.contents).filter(|(line, _)| *line == self.line.line);
        told.map(|(_, pieces)| *pieces).max().unwrap_or(0)
    }

    /// Whether a parcel of the line's part is on record without its contents.
    fn may_hold(&self, parcel: &ParcelView) -> bool {
        let mut of_part = self.facts.parcels.iter().filter(|known| self.is_same(known, parcel));
        of_part.any(|known| known.part == self.line.part && known.contents.is_empty())
    }

    fn is_same(&self, known: &super::KnownParcel, parcel: &ParcelView) -> bool {
        super::ParcelKey::of(&known.number, Some(known.part)).as_ref() == Some(&parcel.key)
    }

    /// Whether all pieces have come so far: counted, said of all, or because all parcels have that may hold them.
    fn all_at(&self, end: Stage) -> bool {
        let (pieces, cancelled) = (self.pieces_at(end), self.cancelled());
        let counted = pieces > 0 && pieces.saturating_add(cancelled) >= self.line.pieces;
        counted || self.said_of_all(end) || self.all_parcels_at(end)
    }

    /// How many pieces have come so far: by parcels before they were split up, after it, or by what was said without a parcel.
    fn pieces_at(&self, end: Stage) -> u32 {
        let held = |parcel: &ParcelView| parcel.contents.get(&self.line.line).copied().unwrap_or(0);
        let of = |counts: fn(&ParcelView) -> bool| {
            let there = self.parcels.iter().filter(|parcel| !parcel.back && parcel.stage >= end && counts(parcel));
            there.map(held).fold(0, u32::saturating_add)
        };
        let first = of(|parcel| !parcel.made_of_others);
        let last = of(|parcel| parcel.became.is_empty());
        first.max(last).max(self.said(|stage| stage >= end)).min(self.line.pieces)
    }

    /// How many pieces marketplaces said something of without naming a parcel.
    fn said(&self, fits: impl Fn(Stage) -> bool) -> u32 {
        let of_pieces =
            |told: &&Heard| told.parcel.is_none() && !told.event.back && told.word.stage().is_some_and(&fits);
        let lines = self.heard.iter().filter(of_pieces).flat_map(|told| &told.event.lines);
        let pieces = lines.filter(|(line, _)| *line == self.line.line).map(|(_, pieces)| *pieces);
        pieces.fold(0, u32::saturating_add)
    }

    /// How many pieces will not be sent.
    fn cancelled(&self) -> u32 {
        let whole = self.heard.iter().any(|told| self.is_of_all(told) && told.word.stage() == Some(Stage::Cancelled));
        if whole { self.line.pieces } else { self.said(|stage| stage == Stage::Cancelled).min(self.line.pieces) }
    }

    fn said_of_all(&self, end: Stage) -> bool {
        self.heard.iter().any(|told| self.is_of_all(told) && told.word.stage().is_some_and(|stage| stage >= end))
    }

    /// Whether a marketplace speaks of its whole part: it names neither lines nor a parcel, and we know of no parcels.
    fn is_of_all(&self, told: &Heard) -> bool {
        let of_part = told.event.part == Some(self.line.part) && told.event.lines.is_empty() && !told.event.back;
        let no_parcels = || self.facts.parcels.iter().all(|known| known.part != self.line.part);
        of_part && told.event.source.is_marketplace() && (told.parcel.is_none() || no_parcels())
    }

    /// Whether all parcels have come so far that may hold the line by our records; cancelled labels hold nothing.
    fn all_parcels_at(&self, end: Stage) -> bool {
        let may_hold = self.parcels.iter().filter(|parcel| !parcel.back && self.may_hold(parcel));
        let mut moving = may_hold.filter(|parcel| parcel.stage != Stage::Cancelled).peekable();
        moving.peek().is_some() && moving.all(|parcel| parcel.stage >= end)
    }
}
