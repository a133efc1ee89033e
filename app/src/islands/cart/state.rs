//! The cart's state: a change shows at once, worked out by the shop's own rules; then the server's answer counts.

use std::collections::VecDeque;

use domain::{
    cart::{CartView, Quantity},
    ids::{ExternalId, ProductRef},
    money::Money,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    islands::browser::{Answer, Sending, post, show_count},
    texts::{CartScreen, fill},
};

/// The cart as the browser has it.
#[derive(Clone, Copy)]
pub struct CartState {
    /// The cart and its words; nothing until they are asked for.
    pub screen: RwSignal<Option<CartScreen>>,
    /// What the shopper is told about the last change, where it did not go as expected.
    pub note: RwSignal<Option<String>>,
    waiting: StoredValue<VecDeque<(String, String)>>,
    sending: StoredValue<bool>,
}

impl CartState {
    /// A cart that is known, or one that will be asked for.
    pub fn new(screen: Option<CartScreen>) -> Self {
        Self {
            screen: RwSignal::new(screen),
            note: RwSignal::new(None),
            waiting: StoredValue::new(VecDeque::new()),
            sending: StoredValue::new(false),
        }
    }

    /// Takes over a form of the cart.
    pub fn submit(self, event: &leptos::web_sys::Event) {
        let Some(form) = Sending::of(event).filter(|form| form.action.starts_with("/api/cart/")) else { return };
        event.prevent_default();
        self.send(form);
    }

    /// Shows what will come of a form of the cart, then sends it.
    pub fn send(self, form: Sending) {
        self.note.set(None);
        self.screen.update(|screen| {
            if let Some(screen) = screen {
                foresee(&mut screen.view, &form);
                show_count(screen.view.cart.count());
            }
        });
        self.waiting.update_value(|waiting| waiting.push_back((form.action.clone(), form.encoded())));
        if !self.sending.get_value() {
            self.sending.set_value(true);
            spawn_local(self.send_all());
        }
    }

    /// Sends what waits, one after the other, so that the last change is also the last to arrive.
    async fn send_all(self) {
        while let Some((action, fields)) = self.waiting.try_update_value(VecDeque::pop_front).flatten() {
            let answer = post::<CartView>(&action, &fields).await;
            let is_last = self.waiting.with_value(VecDeque::is_empty);
            match answer {
                Answer::Done(view) if is_last => self.accept(view),
                Answer::Done(_) => {}
                Answer::Refused(problem) => self.recover(problem.message).await,
                Answer::Lost => {
                    let text = self.screen.with_untracked(|screen| {
                        screen.as_ref().map(|screen| screen.texts.no_connection.clone()).unwrap_or_default()
                    });
                    self.recover(text).await;
                }
            }
        }
        self.sending.set_value(false);
    }

    /// The server's cart counts; where its total is another than the one shown, the shopper is told.
    pub fn accept(self, view: CartView) {
        show_count(view.cart.count());
        self.screen.update(|screen| {
            let Some(screen) = screen else { return };
            let (shown, real) = (total(&screen.view), total(&view));
            if let (Some(shown), Some(real)) = (shown, real)
                && shown != real
                && screen.view.coupon == view.coupon
                && same_things(&screen.view, &view)
                && self.sending.get_value()
            {
                self.note.set(Some(fill(&screen.texts.differs, "amount", &screen.texts.amount(real))));
            }
            screen.view = view;
        });
    }

    /// Shows why a change was refused, and the cart as the server has it.
    async fn recover(self, text: String) {
        self.waiting.update_value(VecDeque::clear);
        if let Answer::Done(screen) = super::contents::ask().await {
            show_count(screen.view.cart.count());
            self.screen.set(Some(screen));
        }
        self.note.set(Some(text));
    }
}

fn total(view: &CartView) -> Option<Money> {
    view.quote.as_ref().map(|quote| quote.total.total)
}

/// Whether both hold the same things from the same marketplaces.
fn same_things(one: &CartView, other: &CartView) -> bool {
    let things = |view: &CartView| -> Vec<(ProductRef, ExternalId)> {
        view.cart.lines.iter().map(|line| (line.product.clone(), line.variant.clone())).collect()
    };
    things(one) == things(other)
}

/// Does to the cart what the form asks for, by the same rules as the server.
fn foresee(view: &mut CartView, form: &Sending) {
    if form.action.ends_with("/undo") {
        if let Some(line) = view.removed.take() {
            view.cart.lines.push(line);
            view.requote();
        }
        return;
    }
    let (Ok(product), Ok(variant)) =
        (form.field("product").parse::<ProductRef>(), form.field("variant").parse::<ExternalId>())
    else {
        return;
    };
    let wanted = if form.field("to").is_empty() { form.field("quantity") } else { form.field("to") };
    let quantity = wanted.trim().parse::<u32>().ok();
    if form.action.ends_with("/remove") || quantity == Some(0) {
        view.removed = view.cart.lines.iter().find(|line| line.is_of(&product, &variant)).cloned();
        view.cart.change(&product, &variant, None);
        view.requote();
    } else if let Some(quantity) = quantity.and_then(|quantity| Quantity::try_from(quantity).ok()) {
        view.removed = None;
        view.cart.change(&product, &variant, Some(quantity));
        view.requote();
    }
}
