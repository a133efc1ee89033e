//! What a page tells browsers, search engines and other sites about itself.

use leptos::prelude::*;
use leptos_meta::{Link, Meta, Title};

use crate::ssr::PublicUrl;

/// The title, with the shop's name behind it.
pub fn title(text: impl Into<String>) -> AnyView {
    let text = as_text(&text.into());
    view! { <Title text=format!("{text} · Onecart")/> }.into_any()
}

/// A title is written into the document as it is, so what would be markup must be made text here.
fn as_text(title: &str) -> String {
    title.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What a page that others may link to says about itself.
pub struct About {
    /// Its title.
    pub title: String,
    /// One or two sentences.
    pub description: String,
    /// Its own address, without what does not matter.
    pub path: String,
    /// The address of a picture.
    pub picture: Option<String>,
    /// What Open Graph calls it.
    pub kind: &'static str,
}

/// Title, description, canonical address and Open Graph.
pub fn about(page: About) -> AnyView {
    let address = PublicUrl::of(&page.path);
    let picture = page.picture.map(|picture| if picture.starts_with('/') { PublicUrl::of(&picture) } else { picture });
    let description: String = page.description.chars().take(300).collect();
    // These draw nothing but register with the document, which must happen while the page is being made.
    let _registered = view! {
        <Meta name="description" content=description.clone()/>
        <Link rel="canonical" href=address.clone()/>
        <Meta property="og:type" content=page.kind/>
        <Meta property="og:site_name" content="Onecart"/>
        <Meta property="og:title" content=page.title.clone()/>
        <Meta property="og:description" content=description/>
        <Meta property="og:url" content=address/>
        {picture.map(|picture| view! { <Meta property="og:image" content=picture/> })}
    }
    .to_html();
    title(page.title)
}

/// Structured data (JSON-LD), written so that nothing in it can end the script element.
pub fn structured(data: &serde_json::Value) -> AnyView {
    let text = data.to_string().replace('<', "\\u003c");
    view! { <script type="application/ld+json" inner_html=text></script> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_end_its_element() {
        assert_eq!(as_text("</title><script>x</script> & co"), "&lt;/title&gt;&lt;script&gt;x&lt;/script&gt; &amp; co");
    }

    #[test]
    fn structured_data_cannot_end_its_element() {
        let view = structured(&serde_json::json!({ "name": "</script><script>x" })).to_html();
        assert!(!view.contains("</script><script>"), "{view}");
    }
}
