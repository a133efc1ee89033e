//! Sees which products are looked at and what is searched for, also where a kept page answers. What is seen is only handed
//! on; it is written down beside the requests, and only of those who agreed.

use axum::{
    extract::{Query, Request, State},
    http::{HeaderMap, Method, StatusCode, Uri},
    middleware::Next,
    response::Response,
};
use domain::{consent::Answer, ids::ProductRef};
use services::{
    Shop,
    privacy::{Watched, Watcher},
};

use crate::cookies::cookie;

/// What the layer needs.
#[derive(Clone)]
pub struct Watching {
    shop: Shop,
    session: &'static str,
}

impl Watching {
    /// Watches over a shop; `session` is the name of the cookie that holds a session.
    pub fn new(shop: Shop, session: &'static str) -> Self {
        Self { shop, session }
    }

    /// Lets a request pass, and hands on what somebody did with it, where that worked.
    pub async fn pass(State(watching): State<Self>, request: Request, next: Next) -> Response {
        let seen = what(&request).and_then(|what| Some((watching.who(request.headers())?, what)));
        let response = next.run(request).await;
        if let Some((who, what)) = seen
            && response.status() == StatusCode::OK
        {
            watching.shop.watched(who, what);
        }
        response
    }

    /// Who it is, if they may be watched as far as the browser knows.
    fn who(&self, headers: &HeaderMap) -> Option<Watcher> {
        if let Some(secret) = cookie(headers, self.session).filter(|secret| !secret.is_empty()) {
            return Some(Watcher::Session(secret.to_owned()));
        }
        let agreed = cookie(headers, Answer::COOKIE).and_then(Answer::of_cookie).is_some_and(|answer| answer.behaviour);
        let visitor = cookie(headers, "visitor").filter(|_| agreed)?;
        visitor.parse().ok().map(Watcher::Guest)
    }
}

/// What a request does that is worth remembering. A browser that fetches ahead has looked at nothing yet.
fn what(request: &Request) -> Option<Watched> {
    let ahead = request.headers().get("sec-purpose").is_some();
    if request.method() != Method::GET || ahead {
        return None;
    }
    let path = request.uri().path();
    if let Some(rest) = path.strip_prefix("/product/") {
        let (marketplace, id) = rest.split_once('/')?;
        // Behind the number may stand the words of the title.
        let id = id.split('/').next()?;
        let product: ProductRef = format!("{marketplace}:{}", decoded(id)?).parse().ok()?;
        return Some(Watched::Viewed(product));
    }
    if path != "/search" {
        return None;
    }
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(request.uri()).ok()?;
    let value = |name: &str| pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    // Further pages and filters are the same search, and so is what a sentence was understood as.
    let first = value("page").is_none_or(|page| page == "1") && value("said").is_none();
    value("q").filter(|text| first && !text.trim().is_empty()).map(Watched::Searched)
}

fn decoded(id: &str) -> Option<String> {
    let question: Uri = format!("/?id={}", id.replace('+', "%2B")).parse().ok()?;
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(&question).ok()?;
    pairs.into_iter().next().map(|(_, id)| id)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn seen(method: Method, address: &str) -> Option<String> {
        let request = Request::builder().method(method).uri(address).body(Body::empty()).expect("a request");
        what(&request).map(|what| match what {
            Watched::Viewed(product) => product.to_string(),
            Watched::Searched(text) => text,
        })
    }

    #[test]
    fn looking_at_a_product_and_searching_are_seen_and_nothing_else() {
        assert_eq!(seen(Method::GET, "/product/harbor/a%3Ab?variant=2").as_deref(), Some("harbor:a:b"));
        assert_eq!(seen(Method::GET, "/product/harbor/1/brass-lamp").as_deref(), Some("harbor:1"));
        assert_eq!(seen(Method::GET, "/search?q=brass+lamp&sort=total").as_deref(), Some("brass lamp"));
        for other in [
            "/",
            "/search",
            "/search?q=",
            "/search?q=lamp&page=2",
            "/search?q=lamp&said=x",
            "/product/harbor",
            "/product/Har bor/1",
        ] {
            if let Ok(uri) = other.parse::<Uri>() {
                assert_eq!(seen(Method::GET, &uri.to_string()), None, "{other}");
            }
        }
        assert_eq!(seen(Method::POST, "/search?q=lamp"), None);
    }
}
