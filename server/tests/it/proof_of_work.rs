//! Proofs of work over real HTTP: with one the ordinary limits hold, without one there is little room, and nobody is shut out.

use domain::proof_of_work::{Form, Solver, answer};
use serde_json::Value;

use crate::{
    factors::{Page, Visitor, with_somebody},
    test_shop::TestShop,
};

/// How many forms without a proof a household may send at once (decision 0026).
const ROOM: usize = 10;

const MAGIC: &str = "/magic?next=%2Faccount";

/// What a browser with scripts puts into its form.
async fn proof(base: &str, form: Form) -> String {
    let sealed = reqwest::get(format!("{base}/api/challenge?form={}", form.word())).await.expect("an answer");
    assert_eq!(sealed.headers()["cache-control"], "no-store");
    let sealed: String = serde_json::from_str(&sealed.text().await.expect("a text")).expect("a challenge");
    let number = Solver::of(&sealed).expect("a challenge").go_on(u32::MAX).expect("a solution");
    answer(&sealed, number)
}

async fn ask_for_link(visitor: &Visitor, email: &str, proof: &str) -> Page {
    visitor.post("/api/account/magic/ask", &[("email", email), ("proof", proof)]).await
}

/// Uses up the room of this machine's household.
async fn fill(visitor: &Visitor) {
    for number in 0..ROOM {
        let sent = ask_for_link(visitor, &format!("one{number}@example.org"), "").await;
        assert_eq!(sent.leads, "/sent?for=magic", "the {number}th form without a proof");
    }
}

#[tokio::test]
async fn without_scripts_a_form_goes_until_its_small_room_is_full_and_then_says_what_to_do() {
    let shop = TestShop::open().await;
    let base = shop.serve_limited().await;
    let visitor = Visitor::new(&base);
    fill(&visitor).await;
    let refused = ask_for_link(&visitor, "late@example.org", "").await;
    assert_eq!((refused.status, refused.leads.as_str()), (303, MAGIC));
    let page = visitor.get(MAGIC).await;
    assert_eq!(page.status, 429);
    assert!(page.text.contains("allow JavaScript for this page"), "it says what to do");
    assert!(page.text.contains("value=\"late@example.org\""), "what was typed is still there");
    let sent = reqwest::Client::new().post(format!("{base}/api/account/magic/ask")).form(&[("email", "x@example.org")]);
    let told = sent.send().await.expect("an answer");
    assert_eq!(told.status(), 429);
    let seconds: u64 = told.headers()["retry-after"].to_str().expect("letters").parse().expect("seconds");
    assert!((1..=61).contains(&seconds), "{seconds}");
}

#[tokio::test]
async fn a_proof_passes_once_for_its_own_form_and_as_it_was_made() {
    let shop = TestShop::open().await;
    let base = shop.serve_limited().await;
    let visitor = Visitor::new(&base);
    fill(&visitor).await;
    let good = proof(&base, Form::MagicLink).await;
    let other_form = proof(&base, Form::SignIn).await;
    let later = good.replacen("magic-ask.16.1", "magic-ask.16.2", 1);
    let easier = good.replacen(".16.", ".1.", 1);
    assert!(later != good && easier != good);
    for bad in [other_form.as_str(), &later, &easier, "nonsense", &"9".repeat(10_000)] {
        assert_eq!(ask_for_link(&visitor, "ann@example.org", bad).await.leads, MAGIC, "{bad}");
    }
    assert_eq!(ask_for_link(&visitor, "ann@example.org", &good).await.leads, "/sent?for=magic");
    assert_eq!(ask_for_link(&visitor, "ann@example.org", &good).await.leads, MAGIC, "it was shown before");
}

#[tokio::test]
async fn every_form_of_strangers_has_room_for_a_proof_and_takes_it() {
    let (shop, base) = with_somebody("bo@example.org").await;
    let limited = shop.serve_limited().await;
    let visitor = Visitor::new(&limited);
    let report = "/report?marketplace=harbor&product=";
    let pages = ["/sign-up", "/sign-in", "/magic", "/reset", "/find-order", report];
    for (form, page) in Form::ALL.into_iter().zip(pages) {
        let html = Visitor::new(&base).get(page).await.text;
        assert!(html.contains(&format!("data-proof=\"{}\"", form.word())), "{page}");
        assert!(html.contains("name=\"proof\""), "{page}");
    }
    fill(&visitor).await;
    let (address, password) = (("email", "cy@example.org"), ("password", "violet tram under seven lamps"));
    let sent = [
        (Form::SignUp, "/api/account/sign-up", vec![address, password], "/sent?for=sign-up"),
        (Form::SignIn, "/api/account/sign-in", vec![("login", "bo@example.org"), password], "/account"),
        (Form::Reset, "/api/account/reset/ask", vec![address], "/sent?for=reset"),
        (Form::FindOrder, "/api/account/find-order", vec![("number", "OC-7K3M-9Q2D"), address], "/sent?for=order"),
        (Form::Report, "/api/report", vec![("marketplace", "harbor"), ("reason", "fake")], "sent=1"),
    ];
    for (form, door, mut fields, leads) in sent {
        let visitor = Visitor::new(&limited);
        let refused = visitor.post(door, &fields).await;
        assert!(!refused.leads.contains(leads) || form == Form::SignIn, "{door} without a proof: {}", refused.leads);
        assert_eq!(visitor.get(&refused.leads).await.status, 429, "{door}");
        let proof = proof(&limited, form).await;
        fields.push(("proof", &proof));
        let sent = visitor.post(door, &fields).await;
        assert!(sent.leads.ends_with(leads), "{door} with a proof: {}", sent.leads);
    }
}

#[tokio::test]
async fn where_no_limits_hold_no_proof_is_needed() {
    let shop = TestShop::open().await;
    let base = shop.serve().await;
    let visitor = Visitor::new(&base);
    fill(&visitor).await;
    fill(&visitor).await;
    let unknown = reqwest::get(format!("{base}/api/challenge?form=cart")).await.expect("an answer");
    assert_eq!(unknown.status(), 422, "there are challenges for our own forms alone");
}

#[tokio::test]
async fn a_new_password_is_judged_while_it_is_typed_as_it_will_be_in_the_end() {
    let (shop, base) = with_somebody("dee.fontaine@example.org").await;
    let measure = async |visitor: &Visitor, fields: &[(&str, &str)]| -> (u64, String) {
        let answer = visitor.ask("/api/account/strength", fields).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let measured: Value = serde_json::from_str(&answer.text).expect("a measure");
        (measured["score"].as_u64().expect("a number"), measured["text"].as_str().expect("words").to_owned())
    };
    let guest = Visitor::new(&base);
    assert_eq!(measure(&guest, &[("password", "seven lamps")]).await.0, 0, "too short");
    let (score, text) = measure(&guest, &[("password", "violet tram under seven lamps")]).await;
    assert!(score >= 3 && text.to_lowercase().contains("strong"), "{score}: {text}");
    let named = [("password", "dee.fontainedee.fontaine"), ("email", "dee.fontaine@example.org")];
    let (score, text) = measure(&guest, &named).await;
    assert!(score < 3 && text.contains("easily guessed"), "{score}: {text}");
    let owner = Visitor::signed_in(&shop, &base, "dee.fontaine@example.org").await;
    let of_owner = measure(&owner, &[("password", "dee.fontainedee.fontaine")]).await;
    assert!(of_owner.0 < 3, "whoever is signed in is known by their names: {of_owner:?}");
    let no_link = guest.ask("/api/account/strength", &[("password", "x"), ("token", "made up")]).await;
    assert_eq!(no_link.status, 410);
    for page in ["/sign-up", "/sign-in"] {
        let html = guest.get(page).await.text;
        assert_eq!(html.contains("<meter"), page == "/sign-up", "only where a password is new: {page}");
    }
}
