//! Why a group stands where it stands: its points among the best matches, and what each input brought.

use domain::search::{Input, Inputs, ProductGroup};
use leptos::prelude::*;

use crate::look::Look;

/// The points of a group on its card, unfolded to what they are made of.
pub fn place(look: &Look, group: &ProductGroup) -> AnyView {
    let inputs = &group.inputs;
    let parts: Vec<String> = counted(inputs).map(|input| part(look, inputs, input)).collect();
    let points = look.with("ranking-points", &[("points", rounded(inputs.score()).into())]);
    view! {
        <details class="place">
            <summary>{points}</summary>
            <p>{parts.join(" · ")}</p>
        </details>
    }
    .into_any()
}

/// The inputs that count for a group; one's own choice only where there was one.
fn counted(inputs: &Inputs) -> impl Iterator<Item = Input> {
    let own = inputs.get(Input::Own) > 0;
    Input::ALL.into_iter().filter(move |input| own || *input != Input::Own)
}

fn part(look: &Look, inputs: &Inputs, input: Input) -> String {
    let name = look.t(&format!("ranking-{}", input.word())).into_owned();
    let points = rounded(inputs.points(input));
    look.with("ranking-part", &[("name", name.into()), ("points", points.into()), ("most", input.weight().into())])
}

/// Thousandths of a point as whole points.
pub fn rounded(thousandths: u32) -> u32 {
    (thousandths + 500) / 1000
}
