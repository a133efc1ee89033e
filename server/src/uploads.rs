//! The door for a picture of oneself, and where pictures are given out.

use app::ssr::local_path;
use axum::{
    Extension, Router,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use services::{
    Shop,
    accounts::Signed,
    uploads::{LARGEST_FILE, UploadError},
};

/// The door's address.
pub const DOOR: &str = "/api/account/picture";

/// The page of the form, where no other is named.
const PAGE: &str = "/account";

/// What a picture given out carries: it is nothing but a picture, and nothing in it runs.
const PICTURE_HEADERS: [(HeaderName, HeaderValue); 4] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"picture.jpg\"")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400, immutable")),
];

/// What a form sent.
#[derive(Default)]
pub(crate) struct Form {
    pub(crate) file: Option<Vec<u8>>,
    /// What is to be taken away; empty where there is but one.
    pub(crate) remove: Option<String>,
    pub(crate) page: String,
    /// The review that a picture belongs to.
    pub(crate) review: String,
}

/// Why a form was not taken, as its page's address says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    TooLarge,
    NoPicture,
    TooMany,
    Busy,
}

impl Trouble {
    fn word(self) -> &'static str {
        match self {
            Self::TooLarge => "too-large",
            Self::NoPicture => "no-picture",
            Self::TooMany => "too-many",
            Self::Busy => "busy",
        }
    }

    /// What an error means to whoever sent the form.
    pub(crate) fn of(error: UploadError) -> Self {
        match error {
            UploadError::TooLarge => Self::TooLarge,
            UploadError::NoPicture => Self::NoPicture,
            UploadError::TooMany => Self::TooMany,
            UploadError::Busy => Self::Busy,
            UploadError::Store(error) => {
                tracing::error!(%error, "a picture could not be kept");
                Self::Busy
            }
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::NoPicture => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// The routes.
pub fn router(shop: Shop) -> Router {
    Router::new().route(DOOR, post(take)).route("/media/{name}", get(give)).with_state(shop)
}

async fn take(State(shop): State<Shop>, signed: Option<Extension<Signed>>, headers: HeaderMap, body: Body) -> Response {
    let Some(Extension(signed)) = signed else {
        return Redirect::to("/sign-in?next=/account").into_response();
    };
    let form = match read(&headers, body).await {
        Ok(form) => form,
        Err(trouble) => return answered(&headers, PAGE, Some(trouble)),
    };
    let page = local_path(&form.page, PAGE);
    let outcome = match (form.remove, form.file) {
        (Some(_), _) => shop.remove_portrait(&signed.account).await,
        (None, Some(file)) => shop.take_portrait(&signed.account, file).await.map(drop),
        (None, None) => Err(UploadError::NoPicture),
    };
    answered(&headers, &page, outcome.err().map(Trouble::of))
}

/// Back to the page of the form, with the trouble in its address; who reads no pages gets the status alone.
pub(crate) fn answered(headers: &HeaderMap, page: &str, trouble: Option<Trouble>) -> Response {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !accepted.contains("text/html") {
        return trouble.map_or(StatusCode::NO_CONTENT, Trouble::status).into_response();
    }
    let joint = if page.contains('?') { '&' } else { '?' };
    let told = trouble.map(|trouble| format!("{joint}picture={}", trouble.word())).unwrap_or_default();
    Redirect::to(&format!("{page}{told}#picture")).into_response()
}

/// Reads the form up to its limit; what is not asked for is passed over.
pub(crate) async fn read(headers: &HeaderMap, body: Body) -> Result<Form, Trouble> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(kind).map_err(|_| Trouble::NoPicture)?;
    let mut parts = multer::Multipart::new(body.into_data_stream(), boundary);
    let mut form = Form::default();
    let failed = |error: multer::Error| match error {
        multer::Error::StreamReadFailed(_) => Trouble::TooLarge,
        _ => Trouble::NoPicture,
    };
    while let Some(mut part) = parts.next_field().await.map_err(failed)? {
        match part.name().unwrap_or_default() {
            "picture" => {
                let mut file = Vec::new();
                while let Some(chunk) = part.chunk().await.map_err(failed)? {
                    if file.len() + chunk.len() > LARGEST_FILE {
                        return Err(Trouble::TooLarge);
                    }
                    file.extend_from_slice(&chunk);
                }
                form.file = Some(file).filter(|file| !file.is_empty());
            }
            "remove" => form.remove = Some(part.text().await.map_err(failed)?.chars().take(200).collect()),
            "review" => form.review = part.text().await.map_err(failed)?.chars().take(64).collect(),
            "page" => form.page = part.text().await.map_err(failed)?.chars().take(200).collect(),
            _ => {}
        }
    }
    Ok(form)
}

async fn give(State(shop): State<Shop>, Path(name): Path<String>) -> Response {
    let id = name.strip_suffix(".jpg").unwrap_or_default();
    match shop.upload(id).await {
        Ok(Some(upload)) => {
            let kind = HeaderValue::from_str(&upload.content_type);
            let kind = kind.unwrap_or(HeaderValue::from_static("application/octet-stream"));
            (PICTURE_HEADERS, [(header::CONTENT_TYPE, kind)], upload.bytes).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "a picture could not be read");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn sent(parts: &[(&str, &str, &[u8])]) -> Result<Form, Trouble> {
        let mut body = Vec::new();
        for (name, file, bytes) in parts {
            body.extend(format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
            body.extend_from_slice(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--x--\r\n");
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("multipart/form-data; boundary=x"));
        read(&headers, Body::from(body)).await
    }

    #[tokio::test]
    async fn a_form_is_read_whatever_the_file_calls_itself() {
        let form =
            sent(&[("picture", "; filename=\"../../etc/passwd\"", b"bytes"), ("page", "", b"/account/personal")]);
        let form = form.await.ok().unwrap();
        assert_eq!((form.file.as_deref(), form.page.as_str()), (Some(&b"bytes"[..]), "/account/personal"));
        assert!(sent(&[("remove", "", b"1"), ("role", "", b"owner")]).await.ok().unwrap().remove.is_some());
        assert!(sent(&[("picture", "; filename=\"\"", b"")]).await.ok().unwrap().file.is_none());
    }

    #[tokio::test]
    async fn a_file_is_read_up_to_its_limit() {
        let large = vec![7; LARGEST_FILE + 1];
        assert_eq!(sent(&[("picture", "; filename=\"a.png\"", &large)]).await.err(), Some(Trouble::TooLarge));
        let kind = HeaderValue::from_static("text/plain");
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, kind)]);
        assert_eq!(read(&headers, Body::empty()).await.err(), Some(Trouble::NoPicture));
    }

    #[test]
    fn the_way_back_is_a_page_of_ours() {
        let headers = HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static("text/html"))]);
        let back = |page: &str| {
            answered(&headers, &local_path(page, PAGE), Some(Trouble::NoPicture)).headers()[header::LOCATION].clone()
        };
        assert_eq!(back("/account/personal"), "/account/personal?picture=no-picture#picture");
        for foreign in ["https://evil.example", "//evil.example", "/a\r\nset-cookie: x=1"] {
            assert_eq!(back(foreign), "/account?picture=no-picture#picture", "{foreign:?}");
        }
    }
}
