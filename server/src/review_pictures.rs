//! The door for pictures of reviews.

use axum::{
    Extension, Router,
    body::Body,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use services::{Shop, accounts::Signed, uploads::UploadError};

use crate::uploads::{Trouble, answered, read};

/// The door's address.
pub const DOOR: &str = "/api/reviews/picture";

/// The page of the form, where no other is named.
const PAGE: &str = "/account/reviews";

/// The route.
pub fn router(shop: Shop) -> Router {
    Router::new().route(DOOR, post(take)).with_state(shop)
}

async fn take(State(shop): State<Shop>, signed: Option<Extension<Signed>>, headers: HeaderMap, body: Body) -> Response {
    let Some(Extension(signed)) = signed else {
        return Redirect::to("/sign-in?next=/account/reviews").into_response();
    };
    let form = match read(&headers, body).await {
        Ok(form) => form,
        Err(trouble) => return answered(&headers, PAGE, Some(trouble)),
    };
    let page = app::ssr::local_path(&form.page, PAGE);
    let Ok(review) = form.review.parse() else { return answered(&headers, &page, Some(Trouble::NoPicture)) };
    let outcome = match (form.remove, form.file) {
        (Some(address), _) => shop.remove_review_picture(&signed, &review, &address).await,
        (None, Some(file)) => shop.take_review_picture(&signed, &review, file).await,
        (None, None) => Err(UploadError::NoPicture),
    };
    answered(&headers, &page, outcome.err().map(Trouble::of))
}
