//! What every page keeps to, read from the pages themselves.

use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use tower::ServiceExt;

use crate::test_shop::TestShop;

/// Pages of every kind: kept ones, streamed ones, small ones, and none.
const PAGES: [&str; 9] = [
    "/",
    "/welcome",
    "/search?q=kettle",
    "/product/shelf/shelf-0001",
    "/cart",
    "/privacy",
    "/security",
    "/operator",
    "/none",
];

async fn page(router: &axum::Router, path: &str) -> (StatusCode, HeaderMap, String) {
    let request = Request::get(path).header(header::ACCEPT, "text/html").body(Body::empty()).expect("a request");
    let answer = router.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = answer.into_parts();
    let body = to_bytes(body, 4 << 20).await.expect("an answer");
    (parts.status, parts.headers, String::from_utf8_lossy(&body).into_owned())
}

/// The text of every script that stands in a document and runs.
fn inline_scripts(html: &str) -> Vec<&str> {
    let pieces = html.split("<script").skip(1).filter_map(|piece| piece.split_once('>'));
    let inline = pieces.filter(|(attributes, _)| !attributes.contains("src=") && !attributes.contains("ld+json"));
    inline.filter_map(|(_, rest)| Some(rest.split_once("</script>")?.0)).collect()
}

#[tokio::test]
async fn every_script_in_a_page_is_named_by_the_policy_and_no_page_carries_style() {
    let shop = TestShop::open().await;
    let router = shop.router();
    for path in PAGES {
        // Kept pages are looked at twice: as they are made, and as they are given out again.
        for _ in 0..2 {
            let (_, headers, html) = page(&router, path).await;
            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            let scripts = inline_scripts(&html);
            assert!(!scripts.is_empty(), "{path} wakes up");
            for script in scripts {
                let digest = STANDARD.encode(Sha256::digest(script.as_bytes()));
                assert!(policy.contains(&format!("'sha256-{digest}'")), "{path}: {script}");
            }
            assert!(!html.contains(" style=\"") && !html.contains("<style"), "{path}");
        }
    }
}

#[tokio::test]
async fn the_gateway_s_pages_are_among_those_that_forms_lead_on_to() {
    let shop = TestShop::open().await;
    let (_, headers, _) = page(&shop.router(), "/").await;
    let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    let gateway = shop.world.url("gateway").unwrap();
    let forms = policy.split("; ").find(|part| part.starts_with("form-action")).unwrap();
    assert!(forms.contains(gateway), "{forms}");
}

#[tokio::test]
async fn colours_are_kept_for_ever_under_the_address_of_their_content() {
    let shop = TestShop::open().await;
    let router = shop.router();
    let (_, _, home) = page(&router, "/").await;
    let sheet =
        home.split("href=\"").find_map(|rest| rest.starts_with("/colours/").then(|| rest.split('"').next())).flatten();
    let (status, headers, css) = page(&router, sheet.unwrap()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(css.contains(".of-harbor{--c:light-dark("), "{css}");
    assert!(headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    let (_, headers, _) = page(&router, "/colours/of-yesterday.css").await;
    assert_eq!(headers[header::CACHE_CONTROL], "no-cache");
}

#[tokio::test]
async fn a_notice_stands_above_every_page_until_it_is_taken_back() {
    let shop = TestShop::open().await;
    let text = [("en".to_owned(), "Somebody read our <b>list</b> of carts".to_owned())];
    let id = shop.shop.post_notice(text.into()).await.unwrap();
    let (_, _, html) = page(&shop.router(), "/cart").await;
    assert!(html.contains("Somebody read our &lt;b&gt;list&lt;/b&gt; of carts"), "{html}");
    assert!(shop.shop.end_notice(&id).await.unwrap());
    // A router of its own asks anew.
    let (_, _, html) = page(&shop.router(), "/cart").await;
    assert!(!html.contains("Somebody read our"));
}

#[tokio::test]
async fn a_notice_is_mailed_to_everybody_it_is_for_once() {
    let shop = TestShop::open().await;
    let id = shop.shop.post_notice([("en".to_owned(), "Something happened".to_owned())].into()).await.unwrap();
    let named = || Some(vec!["one@example.org".to_owned(), "two@example.org".to_owned()]);
    assert_eq!(shop.shop.mail_notice(&id, named()).await.unwrap(), 2);
    assert_eq!(shop.shop.mail_notice(&id, named()).await.unwrap(), 0, "nobody is written to twice");
    assert!(shop.shop.mail_notice("none", None).await.is_err());
}
