//! What shoppers of the practice world have said, two films, and until when its marketplaces send on the same day. None of
//! it ever gets into a real shop: only the start with a practice world writes it down.

use domain::{
    catalog::Film,
    ids::{ContributionId, ProductRef, VisitorId},
    locale::Locale,
    reviews::{ReviewText, Standing, Stars, Vote},
    time::Timestamp,
};
use serde::Deserialize;
use store::{
    StoreError, Transaction, films,
    reviews::{self, NewAnswer, NewQuestion, NewReview},
};

const SAID: &str = include_str!("../../seed/said.json");

/// Minutes of the day in UTC; who is not among them does not tell.
const CUT_OFFS: [(&str, u16); 3] = [("shelf", 15 * 60), ("harbor", 14 * 60), ("nomad", 21 * 60)];

/// Listing, address, poster, and what it shows.
const FILMS: [(&str, &str, &str, &str); 2] = [
    (
        "shelf:shelf-0001",
        "/pictures/audio/speaker-slate-grey.webm",
        "/pictures/audio/speaker-slate-grey-640.webp",
        "The slate grey speaker from all sides",
    ),
    (
        "shelf:shelf-0018",
        "/pictures/home-kitchen/kettle-matte-black.webm",
        "/pictures/home-kitchen/kettle-matte-black-640.webp",
        "The matte black kettle from all sides",
    ),
];

#[derive(Deserialize)]
struct Said {
    reviews: Vec<SaidReview>,
    questions: Vec<SaidQuestion>,
}

#[derive(Deserialize)]
struct SaidReview {
    product: ProductRef,
    author: String,
    stars: Stars,
    title: String,
    text: String,
    language: String,
    bought: bool,
    days_ago: i64,
    helpful: u32,
    reply: Option<String>,
    #[serde(default)]
    pictures: Vec<String>,
}

#[derive(Deserialize)]
struct SaidQuestion {
    product: ProductRef,
    author: String,
    text: String,
    language: String,
    days_ago: i64,
    answers: Vec<SaidAnswer>,
}

#[derive(Deserialize)]
struct SaidAnswer {
    author: String,
    by_shop: bool,
    text: String,
    language: String,
    days_ago: i64,
}

/// Writes it down; again is as good as once.
pub(crate) async fn seed(tx: &Transaction, now: Timestamp) -> Result<(), StoreError> {
    for (marketplace, minutes) in CUT_OFFS {
        films::set_cut_off(tx, &marketplace.parse().expect("a short word"), minutes).await?;
    }
    for (product, address, poster, alt) in FILMS {
        let film = Film { address: address.to_owned(), poster: poster.to_owned(), alt: alt.to_owned() };
        films::put(tx, &product.parse().expect("a product of the practice world"), &film).await?;
    }
    let said: Said = serde_json::from_str(SAID).expect("a test reads the file");
    for (number, review) in (0..).zip(said.reviews) {
        review_down(tx, number, review, now).await?;
    }
    for (number, question) in (0..).zip(said.questions) {
        question_down(tx, number, question, now).await?;
    }
    Ok(())
}

async fn review_down(tx: &Transaction, number: u32, said: SaidReview, now: Timestamp) -> Result<(), StoreError> {
    let at = now.plus(-said.days_ago * Timestamp::DAY);
    let id = id("a", number, 0);
    let new = NewReview {
        id: id.clone(),
        account: None,
        product: said.product,
        author: said.author,
        said: ReviewText { stars: said.stars, title: said.title, text: said.text },
        locale: Locale::from_tag(&said.language).unwrap_or(Locale::En),
        bought: said.bought,
        standing: Standing::Published,
        doubts: Vec::new(),
        at,
    };
    if !reviews::put_once(tx, &new).await? {
        return Ok(());
    }
    if let Some(reply) = &said.reply {
        reviews::reply(tx, &id, Some(reply), at.plus(Timestamp::DAY)).await?;
    }
    for picture in &said.pictures {
        reviews::add_picture(tx, &id, &format!("{picture}-320.webp"), domain::reviews::MOST_PICTURES).await?;
    }
    for voter in 0..said.helpful {
        let visitor: VisitorId = hexadecimal("b", number, voter).parse().expect("32 hexadecimal digits");
        reviews::vote(tx, &id, &visitor, Vote::Helpful, at).await?;
    }
    Ok(())
}

async fn question_down(tx: &Transaction, number: u32, said: SaidQuestion, now: Timestamp) -> Result<(), StoreError> {
    let question = NewQuestion {
        id: id("c", number, 0),
        account: None,
        product: said.product,
        author: said.author,
        text: said.text,
        locale: Locale::from_tag(&said.language).unwrap_or(Locale::En),
        standing: Standing::Published,
        doubts: Vec::new(),
        at: now.plus(-said.days_ago * Timestamp::DAY),
    };
    if !reviews::put_question(tx, &question).await? {
        return Ok(());
    }
    for (place, answer) in (0..).zip(said.answers) {
        let new = NewAnswer {
            id: id("d", number, place),
            question: question.id.clone(),
            account: None,
            by_shop: answer.by_shop,
            author: answer.author,
            text: answer.text,
            locale: Locale::from_tag(&answer.language).unwrap_or(Locale::En),
            standing: Standing::Published,
            doubts: Vec::new(),
            at: now.plus(-answer.days_ago * Timestamp::DAY),
        };
        reviews::put_answer(tx, &new).await?;
    }
    Ok(())
}

/// The same name at every start, which chance gives nobody else.
fn id(kind: &str, number: u32, place: u32) -> ContributionId {
    hexadecimal(kind, number, place).parse().expect("32 hexadecimal digits")
}

fn hexadecimal(kind: &str, number: u32, place: u32) -> String {
    format!("{kind:0>16}{number:08x}{place:08x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_practice_world_says_would_be_published_by_the_rules() {
        let said: Said = serde_json::from_str(SAID).unwrap();
        assert!(said.reviews.len() >= 36 && said.questions.len() >= 10);
        for review in &said.reviews {
            let form = domain::reviews::ReviewForm {
                stars: review.stars.count().to_string(),
                title: review.title.clone(),
                text: review.text.clone(),
            };
            let kept = form.check().unwrap();
            assert_eq!(kept.text, review.text);
            assert!(domain::reviews::doubts(&kept.text, true, false).is_empty(), "{}", review.text);
        }
        let texts = said.questions.iter().flat_map(|question| {
            std::iter::once(&question.text).chain(question.answers.iter().map(|answer| &answer.text))
        });
        for text in texts {
            assert_eq!(domain::reviews::checked_answer(text).as_ref(), Ok(text));
        }
        assert_eq!(id("a", 3, 1).as_str(), "000000000000000a0000000300000001");
    }
}
