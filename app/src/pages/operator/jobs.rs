//! Later work: what was given up, with why, and what waits for its time.

use leptos::prelude::*;
use services::{
    operator::{Job, Which},
    staff::may,
};

use super::{Clerk, Content, Shop, headed, nothing};
use crate::look::Look;

/// The page.
pub(super) async fn page(shop: Shop, look: Look, clerk: Clerk) -> Content {
    let (dead, waiting) =
        (shop.jobs(&clerk.must()?, Which::Dead).await?, shop.jobs(&clerk.must()?, Which::Waiting).await?);
    let replays = clerk.allowed::<may::ReplayJobs>().is_some();
    let all = (replays && dead.len() > 1).then(|| {
        view! {
            <form method="post" action="/api/operator/replay">
                <button class="button small">{look.t("operator-replay-all")}</button>
            </form>
        }
    });
    Ok(view! {
        {headed(&look, "operator-jobs")}
        <section class="stack" aria-labelledby="dead">
            <div class="row between"><h2 id="dead">{look.t("operator-jobs-dead")}</h2>{all}</div>
            {list(&look, &dead, replays, "operator-jobs-none-dead")}
        </section>
        <section class="stack" aria-labelledby="waiting">
            <h2 id="waiting">{look.t("operator-jobs-waiting")}</h2>
            {list(&look, &waiting, false, "operator-jobs-none")}
        </section>
    }
    .into_any())
}

fn list(look: &Look, jobs: &[Job], replays: bool, none: &str) -> AnyView {
    if jobs.is_empty() {
        return nothing(look.t(none).into_owned());
    }
    let rows: Vec<AnyView> = jobs.iter().map(|job| row(look, job, replays)).collect();
    view! { <ul class="entries">{rows}</ul> }.into_any()
}

fn row(look: &Look, job: &Job, replays: bool) -> AnyView {
    let kind = if job.kind == "mail" { look.t("operator-job-mail") } else { job.kind.clone().into() };
    let when = match job.dead_at {
        Some(at) => view! { {look.t("operator-job-given-up")}" "{look.moment(at)} }.into_any(),
        None => view! { {look.t("operator-job-next")}" "{look.moment(job.next_at)} }.into_any(),
    };
    let problem = job.problem.clone().map(|problem| view! { <p class="fine" dir="auto">{problem}</p> });
    let again = (replays && job.dead_at.is_some()).then(|| {
        view! {
            <form method="post" action="/api/operator/replay">
                <input type="hidden" name="job" value=job.id.clone()/>
                <button class="button small">{look.t("operator-replay")}</button>
            </form>
        }
    });
    view! {
        <li>
            <div class="stack gap-1">
                <p><b>{kind}</b>" "<code dir="ltr">{job.key.clone()}</code></p>
                {problem}
                <p class="soft fine">{look.count("operator-job-tries", job.attempts)}" · "{when}</p>
            </div>
            {again}
        </li>
    }
    .into_any()
}
