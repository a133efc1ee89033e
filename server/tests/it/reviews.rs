//! Reviews, questions and a product's page over real HTTP: who may write, what waits, what staff decides, and what the page
//! tells people and search engines.

use domain::{
    account::Email,
    checkout::Policy,
    ids::{ContributionId, ProductRef},
    visit::{ProductPage, Visit},
};
use services::staff::may;
use store::{Connection, accounts};

use crate::{
    factors::{Visitor, with_somebody},
    journeys::{order_of, pay_with, something_of, to_the_gateway},
    staff::{account, allowed, signed},
    test_shop::TestShop,
};

const EMAIL: &str = "amira@example.org";
const GOOD: [(&str, &str); 3] = [("stars", "4"), ("title", "Good & <b>plain</b>"), ("text", "Heavy base, warm light.")];

/// A product's page that no cache has: `turn` makes its address one of its own.
async fn page_of(visitor: &Visitor, product: &ProductRef, turn: u32) -> String {
    let page = visitor.get(&format!("{}?turn={turn}", ProductPage::address(product))).await;
    assert_eq!(page.status, 200);
    page.text
}

fn of<'a>(product: &'a str, form: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [("product", product)].into_iter().chain(form.iter().copied()).collect()
}

/// The structured data of a kind on a page.
fn structured(page: &str, kind: &str) -> serde_json::Value {
    let scripts = page.split("<script type=\"application/ld+json\">").skip(1);
    let texts = scripts.filter_map(|rest| rest.split("</script>").next());
    let all: Vec<serde_json::Value> = texts.map(|text| serde_json::from_str(text).expect("JSON")).collect();
    all.into_iter().find(|data| data["@type"] == kind).expect("structured data of this kind")
}

async fn execute(shop: &TestShop, sql: &str) {
    let sql = sql.to_owned();
    let work = shop.shop.store().write(move |tx| {
        Box::pin(async move {
            tx.execute_unprepared(&sql).await?;
            Ok(())
        })
    });
    work.await.expect("a statement");
}

/// Buys something as the person of an address.
async fn buy(shop: &TestShop, email: &str, product: &ProductRef) {
    let email: Email = email.parse().expect("an address");
    let person = accounts::by_email(shop.shop.store().reader(), &email).await.expect("the store").expect("somebody");
    let visit = Visit { visitor: Some(person.visitor), ..shop.visitor() };
    shop.shop.add_to_cart(&visit, product, None, domain::cart::Quantity::ONE).await.expect("a cart");
    let url = to_the_gateway(&shop.shop, &visit, Policy::KeepRest).await;
    pay_with(&url, "4242424242424242").await;
    let order = order_of(&shop.shop, &visit).await;
    shop.shop.order(&visit, &order, None).await.expect("the order");
    shop.work().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_stranger_to_the_thing_writes_waits_and_staff_decides() {
    let (shop, base) = with_somebody(EMAIL).await;
    let (guest, amira) = (Visitor::new(&base), Visitor::signed_in(&shop, &base, EMAIL).await);
    let product = something_of(&shop.shop, &shop.visitor(), "harbor", false).await;
    let (name, form) = (product.to_string(), format!("/reviews/write/harbor/{}", product.external_id));
    assert!(guest.get(&form).await.leads.starts_with("/sign-in?next=%2Freviews%2Fwrite"));
    assert_eq!(guest.post("/api/reviews/save", &of(&name, &GOOD)).await.status, 303);

    let wrong = [("stars", ""), ("title", "Kept"), ("text", "Short")];
    assert_eq!(amira.post("/api/reviews/save", &of(&name, &wrong)).await.leads, form);
    let again = amira.get(&form).await;
    assert_eq!(again.status, 422);
    assert!(
        again.text.contains("at least ten letters") && again.text.contains("Kept"),
        "beside the field, nothing lost"
    );
    assert_eq!(amira.post("/api/reviews/save", &of(&name, &GOOD)).await.leads, format!("{form}?done=1"));
    assert!(amira.get(&form).await.text.contains("Waits for a person"));
    assert!(!page_of(&guest, &product, 1).await.contains("Heavy base"));

    let moderator = account(&shop, "moderator", "catalogue").await;
    let clerk = signed(&shop, &moderator).await;
    let queue = shop.shop.moderation_queue(&allowed::<may::ModerateReviews>(&clerk)).await.expect("the queue");
    let [review] = queue.of.reviews.as_slice() else { panic!("one waits: {:?}", queue.of.reviews) };
    assert_eq!(review.looked.doubts, [domain::reviews::Doubt::NotBought]);
    assert_eq!(review.title, "Good & plain");
    let publish = services::reviews::Decision::Publish;
    let kind = domain::reviews::ContributionKind::Review;
    let may_decide = allowed::<may::ModerateReviews>(&clerk);
    shop.shop.decide_contribution(&may_decide, kind, &review.id, publish).await.expect("published");
    let shown = page_of(&guest, &product, 2).await;
    assert!(shown.contains("Heavy base") && !shown.contains("Bought it here"));
    let data = structured(&shown, "Product");
    assert_eq!(data["aggregateRating"]["ratingValue"], 4.0);
    assert_eq!(data["aggregateRating"]["reviewCount"], 1);

    let id = review.id.to_string();
    let vote = [("review", id.as_str()), ("vote", "helpful"), ("back", "/product/x")];
    assert!(guest.post("/api/reviews/vote", &vote).await.leads.contains("told=helped"));
    assert!(guest.post("/api/reviews/vote", &vote).await.leads.contains("told=known"), "once each");
    assert!(page_of(&guest, &product, 3).await.contains("It helped one person"));

    let may_answer = allowed::<may::AnswerShoppers>(&clerk);
    shop.shop.reply_to_review(&may_answer, &review.id, "Thank you, we are glad.").await.expect("a reply");
    assert!(page_of(&guest, &product, 4).await.contains("we are glad"));
    let filter = services::audit_log::Filter::default();
    let log = store::audit_log::list(shop.shop.store().reader(), &filter, 50).await.expect("the log");
    let noted: Vec<&str> = log.iter().map(|entry| entry.action.as_str()).collect();
    assert!(noted.contains(&"contribution.published") && noted.contains(&"review.replied"), "{noted:?}");
    assert!(!format!("{log:?}").contains("Heavy base"), "nobody's words are in the log");

    let taken = amira.post("/api/reviews/withdraw", &[("kind", "review"), ("id", &id)]).await;
    assert_eq!(taken.leads, "/account/reviews?done=1");
    assert!(!page_of(&guest, &product, 5).await.contains("Heavy base"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_bought_it_is_read_at_once_and_answers_questions() {
    let (shop, base) = with_somebody(EMAIL).await;
    let (guest, amira) = (Visitor::new(&base), Visitor::signed_in(&shop, &base, EMAIL).await);
    let product = something_of(&shop.shop, &shop.visitor(), "harbor", false).await;
    let name = product.to_string();
    amira.post("/api/questions/ask", &of(&name, &[("text", "Does it hum at night?")])).await;
    assert!(!page_of(&guest, &product, 1).await.contains("hum at night"), "it waits");
    let moderator = account(&shop, "moderator", "catalogue").await;
    let clerk = signed(&shop, &moderator).await;
    let queue = shop.shop.moderation_queue(&allowed::<may::ModerateReviews>(&clerk)).await.expect("the queue");
    let question: ContributionId = queue.of.questions[0].id.clone();
    let kind = domain::reviews::ContributionKind::Question;
    let publish = services::reviews::Decision::Publish;
    let may_decide = allowed::<may::ModerateReviews>(&clerk);
    shop.shop.decide_contribution(&may_decide, kind, &question, publish).await.expect("published");

    let id = question.to_string();
    let answer = [("question", id.as_str()), ("text", "It does not, it is silent.")];
    amira.post("/api/questions/answer", &answer).await;
    assert!(!page_of(&guest, &product, 2).await.contains("it is silent"), "she has not bought it");
    buy(&shop, EMAIL, &product).await;
    amira.post("/api/questions/answer", &answer).await;
    assert!(page_of(&guest, &product, 3).await.contains("it is silent"));
    amira.post("/api/reviews/save", &of(&name, &GOOD)).await;
    let shown = page_of(&guest, &product, 4).await;
    assert!(shown.contains("Heavy base") && shown.contains("Bought it here"));
    amira.post("/api/reviews/save", &of(&name, &[("stars", "2"), ("text", "It began to hum after all.")])).await;
    let shown = page_of(&guest, &product, 5).await;
    assert!(shown.contains("began to hum") && !shown.contains("Heavy base"), "one review of each shopper");
    let link = [("stars", "5"), ("text", "Cheaper at https://elsewhere.example now.")];
    amira.post("/api/reviews/save", &of(&name, &link)).await;
    assert!(!page_of(&guest, &product, 6).await.contains("elsewhere.example"), "what leads elsewhere waits");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_products_page_has_one_lasting_address_in_every_language() {
    let (shop, base) = with_somebody(EMAIL).await;
    let guest = Visitor::new(&base);
    let product = something_of(&shop.shop, &shop.visitor(), "harbor", false).await;
    let page = page_of(&guest, &product, 1).await;
    let trail = structured(&page, "BreadcrumbList");
    let items = trail["itemListElement"].as_array().expect("steps");
    let last = items.last().expect("the product")["item"].as_str().expect("an address");
    assert!(page.contains(&format!("href=\"{last}\" rel=\"canonical\"")), "{last}");
    let path = last.find("/product/").map(|at| &last[at..]).expect("a path");
    assert_eq!(guest.get(path).await.status, 200);
    let former = guest.get(&format!("{}/former-words?variant=x", ProductPage::address(&product))).await;
    assert_eq!((former.status, former.leads), (301, format!("{path}?variant=x")));
    let french = guest.get(&format!("{path}?lang=fr")).await.text;
    assert!(french.contains("<html lang=\"fr\"") && french.contains("?lang=fr\""));
    for tag in ["en", "fr", "ar", "x-default"] {
        assert!(page.contains(&format!("hreflang=\"{tag}\"")), "{tag}");
    }
    let offers = &structured(&page, "Product")["offers"];
    assert_eq!(offers["@type"], "AggregateOffer");
    let count = offers["offers"].as_array().map_or(0, Vec::len);
    assert_eq!(offers["offerCount"], count);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_disabled_reads_sold_out_by_its_address_and_cannot_be_bought() {
    let (shop, base) = with_somebody(EMAIL).await;
    let guest = Visitor::new(&base);
    let shelf: ProductRef = "shelf:shelf-0065".parse().expect("a product");
    assert!(page_of(&guest, &shelf, 1).await.contains("/api/cart/add"));
    let other = something_of(&shop.shop, &shop.visitor(), "harbor", false).await;
    execute(&shop, "UPDATE house_product SET active = FALSE WHERE external_id = 'shelf-0065'").await;
    execute(&shop, "UPDATE marketplace SET active = FALSE WHERE id = 'harbor'").await;
    for (turn, one) in [(2, &shelf), (3, &other)] {
        assert!(page_of(&guest, one, turn).await.contains("Out of stock"), "{one}");
    }
    let refused = guest.post("/api/cart/add", &[("product", "shelf:shelf-0065")]).await;
    assert!(refused.leads.contains("problem="), "{}", refused.leads);
}
