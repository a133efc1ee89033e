//! The field of a form that a browser puts its proof of work into. Without scripts it stays empty, and the form goes all the
//! same.

use domain::proof_of_work::Form;
use leptos::prelude::*;

use crate::islands::proof_of_work::ProofOfWork;

/// The field, for the inside of the form.
pub fn proof_field(form: Form) -> AnyView {
    view! {
        <input type="hidden" name="proof" autocomplete="off" data-proof=form.word()/>
        <ProofOfWork/>
    }
    .into_any()
}
