//! Works for the proof that goes with a form by which strangers reach us: a challenge is asked for when the form is first
//! touched, and solved in slices between which the page answers. Whoever sends the form before waits for the rest of it.
//!
//! Where it cannot be done the form goes without, as it does without scripts.

use std::time::Duration;

use domain::proof_of_work::{LIVES, Solver, answer};
use js_sys::Date;
use leptos::{ev, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement};

use crate::islands::browser::{Sending, all, ask, listen};

/// For how long one slice works, in milliseconds, and how many tries pass between two looks at the clock.
const SLICE: f64 = 10.0;
const TRIES: u32 = 256;

/// For how long a proof is good, in milliseconds: less than its challenge lives, by the time a form needs to arrive.
const GOOD: f64 = (LIVES / 4 * 3) as f64;

/// How long a form waits for its proof before it goes without.
const PATIENCE: Duration = Duration::from_secs(8);

/// How far it is.
#[derive(Clone, Copy, PartialEq)]
enum State {
    Idle,
    Working,
    /// Since when there is a proof.
    Done(f64),
    /// The form is on its way.
    Sent,
    /// It cannot be done.
    Failed,
}

/// The proof of a form.
struct Proof {
    field: HtmlInputElement,
    state: State,
    /// How often it was begun; what an older beginning finds comes too late.
    turn: u32,
    /// The form that waits for it.
    waiting: Option<Sending>,
}

type Shared = StoredValue<Proof, LocalStorage>;

/// Draws nothing. Stands in the form of its page that has a field for a proof.
#[cfg_attr(feature = "split", island(lazy))]
#[cfg_attr(not(feature = "split"), island)]
pub fn ProofOfWork() -> impl IntoView {
    Effect::new(|_| {
        let field = all("input[data-proof]").into_iter().find_map(|field| field.dyn_into::<HtmlInputElement>().ok());
        let Some((field, form)) = field.and_then(|field| Some((field.clone(), field.form()?))) else { return };
        // A browser may have filled in what it knew of the page before.
        field.set_value("");
        serve(&form, field);
    });
}

fn serve(form: &HtmlFormElement, field: HtmlInputElement) {
    let proof = StoredValue::new_local(Proof { field, state: State::Idle, turn: 0, waiting: None });
    for touch in ["focusin", "input"] {
        listen(form, touch, move |_| begin(proof));
    }
    listen(form, "submit", move |event| {
        if event.default_prevented() || may_go(proof) {
            return;
        }
        if let Some(sending) = Sending::of(&event) {
            event.prevent_default();
            sending.busy(true);
            proof.update_value(|proof| {
                // Sent before and still here: the shop was not reached.
                if proof.state == State::Sent {
                    proof.forget();
                }
                proof.waiting = Some(sending);
            });
            begin(proof);
            set_timeout(move || go(proof), PATIENCE);
        }
    });
    window_event_listener(ev::pageshow, move |_| {
        // A page that came back from the browser's memory has a proof that was shown.
        if proof.with_value(|proof| proof.state == State::Sent) {
            proof.update_value(Proof::forget);
        }
    });
}

impl Proof {
    /// Whether there is one that will still be good when it arrives.
    fn is_good(&self) -> bool {
        matches!(self.state, State::Done(since) if Date::now() - since < GOOD)
    }

    fn forget(&mut self) {
        self.field.set_value("");
        self.state = State::Idle;
    }
}

/// Whether the form can be sent as it is: with its proof, or without where there will be none.
fn may_go(proof: Shared) -> bool {
    proof.try_update_value(|proof| {
        let may = proof.is_good() || proof.state == State::Failed;
        if may {
            proof.state = State::Sent;
        }
        may
    }) == Some(true)
}

/// Begins to work, unless that is done already.
fn begin(proof: Shared) {
    let turn = proof.try_update_value(|proof| {
        if proof.is_good() || matches!(proof.state, State::Working | State::Sent | State::Failed) {
            return None;
        }
        proof.forget();
        proof.state = State::Working;
        proof.turn += 1;
        Some(proof.turn)
    });
    if let Some(turn) = turn.flatten() {
        spawn_local(async move {
            let form = proof.with_value(|proof| proof.field.get_attribute("data-proof")).unwrap_or_default();
            let said = ask(&format!("/api/challenge?form={form}")).await;
            // The door's answer is a text, in quotation marks.
            let sealed = said.filter(|(done, _)| *done).map(|(_, text)| text.trim_matches('"').to_owned());
            match sealed.and_then(|sealed| Some((Solver::of(&sealed)?, sealed))) {
                Some((solver, sealed)) => work(proof, turn, solver, sealed),
                None => end(proof, turn, None),
            }
        });
    }
}

/// Works for one slice, and goes on when the page has had its turn.
fn work(proof: Shared, turn: u32, mut solver: Solver, sealed: String) {
    if proof.try_with_value(|proof| proof.turn) != Some(turn) {
        return;
    }
    let began = Date::now();
    while Date::now() - began < SLICE {
        if let Some(number) = solver.go_on(TRIES) {
            end(proof, turn, Some(answer(&sealed, number)));
            return;
        }
    }
    set_timeout(move || work(proof, turn, solver, sealed), Duration::ZERO);
}

/// Keeps what was found; a form that waits for it goes on.
fn end(proof: Shared, turn: u32, found: Option<String>) {
    let waits = proof.try_update_value(|proof| {
        if proof.turn != turn {
            return false;
        }
        match found {
            Some(answer) => {
                proof.field.set_value(&answer);
                proof.state = State::Done(Date::now());
            }
            None => proof.state = State::Failed,
        }
        proof.waiting.is_some()
    });
    if waits == Some(true) {
        go(proof);
    }
}

/// Sends the form that waits, with its proof or without.
fn go(proof: Shared) {
    let waiting = proof.try_update_value(|proof| {
        let waiting = proof.waiting.take()?;
        proof.turn += 1;
        proof.state = State::Sent;
        Some(waiting)
    });
    if let Some(sending) = waiting.flatten() {
        sending.form.submit().ok();
    }
}
