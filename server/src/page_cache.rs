//! Finished pages that are the same for everyone who wants them alike: kept for a short while, plain and compressed.

use std::{collections::HashMap, sync::Arc, time::Duration};

use app::ssr::{ACTING, OWN_PAGES, TOLD_APART};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::consent::Answer;
use moka::sync::Cache;

/// For how long a page is shown again before it is made anew.
const LIVES: Duration = Duration::from_secs(15);

/// How many bytes of pages are kept.
const KEPT_BYTES: u64 = 64 * 1024 * 1024;

/// The largest page that is kept.
const LARGEST_PAGE: usize = 1024 * 1024;

/// What decides how such a page looks: the address and the choices of the visitor, never who it is.
type Key = (String, [String; 5]);

/// A page as it left the first time.
#[derive(Clone)]
struct Page {
    content_type: HeaderValue,
    body: Bytes,
}

/// Marks a request whose answer is kept for everybody: nobody is looked up for it.
#[derive(Clone, Copy, Debug)]
pub struct ForEverybody;

/// The pages that are kept.
#[derive(Clone)]
pub struct PageCache {
    pages: Cache<Key, Arc<Page>>,
}

impl Default for PageCache {
    fn default() -> Self {
        let weight = |key: &Key, page: &Arc<Page>| u32::try_from(key.0.len() + page.body.len()).unwrap_or(u32::MAX);
        Self { pages: Cache::builder().weigher(weight).max_capacity(KEPT_BYTES).time_to_live(LIVES).build() }
    }
}

impl PageCache {
    /// Answers with the kept page, or makes it and keeps it.
    pub async fn serve(State(cache): State<Self>, mut request: Request, next: Next) -> Response {
        let Some(key) = key(&request) else { return next.run(request).await };
        if let Some(page) = cache.pages.get(&key) {
            return answer(&page);
        }
        request.extensions_mut().insert(ForEverybody);
        let response = next.run(request).await;
        let whole = response.status() == StatusCode::OK && !response.headers().contains_key(header::SET_COOKIE);
        let Some(content_type) = response.headers().get(header::CONTENT_TYPE).filter(|_| whole).cloned() else {
            return response;
        };
        let (parts, body) = response.into_parts();
        match to_bytes(body, LARGEST_PAGE).await {
            Ok(body) => {
                let page = Arc::new(Page { content_type, body });
                cache.pages.insert(key, page.clone());
                Response::from_parts(parts, Body::from(page.body.clone()))
            }
            Err(error) => {
                tracing::error!(%error, "a page could not be read to its end");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

fn answer(page: &Page) -> Response {
    ([(header::CONTENT_TYPE, page.content_type.clone())], page.body.clone()).into_response()
}

/// The key of a page that may be kept; `None` for pages that say something about their visitor, or stream.
fn key(request: &Request) -> Option<Key> {
    let path = request.uri().path();
    let same_for_all =
        matches!(path, "/" | "/welcome" | "/stores" | "/deals" | "/method/prices") || path.starts_with("/product/");
    if request.method() != Method::GET || !same_for_all {
        return None;
    }
    let address = request.uri().path_and_query()?.as_str();
    // A problem told in the address belongs to one visitor.
    if address.len() > 300 || address.contains("problem=") || address.contains("__") {
        return None;
    }
    let cookies = cookies(request.headers());
    // Whoever has preferences that change pages, or acts in somebody's place, gets them made for themselves.
    if [OWN_PAGES, ACTING, TOLD_APART].iter().any(|name| cookies.get(name).is_some_and(|own| *own == "1")) {
        return None;
    }
    let cookie = |name: &str| cookies.get(name).map(|value| (*value).to_owned()).unwrap_or_default();
    let accepted = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let language = match cookies.get("lang") {
        Some(tag) => (*tag).to_owned(),
        None => domain::locale::Locale::from_accept_language(accepted.unwrap_or_default()).tag().to_owned(),
    };
    // Who was not asked about privacy yet sees the question on the page.
    let answered = cookies.get(Answer::COOKIE).and_then(|value| Answer::of_cookie(value));
    // The home page of whoever agreed knows them.
    if path == "/" && answered.is_some_and(|answer| answer.behaviour) {
        return None;
    }
    let asked = if answered.is_some() { "" } else { "asked" };
    let choices = [language, cookie("currency"), cookie("country"), cookie("theme"), asked.to_owned()];
    Some((address.to_owned(), choices))
}

fn cookies(headers: &HeaderMap) -> HashMap<&str, &str> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('=')).collect()
}
