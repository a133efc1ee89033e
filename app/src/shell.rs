//! The document and the routes.

use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, MetaTags, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    look::Look,
    pages::{
        cart::Cart, checkout::Checkout, confirmation::Confirmation, home::Home, landing::Landing, not_found::NotFound,
        operator::Operator, order::Order, orders::Orders, product::Product, search::Search, stores::Stores,
        wallet::Wallet,
    },
    ssr::Theme,
};

/// The document around every page.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    let look = Look::here();
    let theme = (look.theme() != Theme::System).then(|| look.theme().word());
    let arabic = look.locale().direction() == "rtl";
    // A published package has a folder of its own, and its script asks for this one at once.
    let loader = options.site_pkg_dir.contains('/').then(|| format!("/{}/pieces.js", options.site_pkg_dir));
    view! {
        <!DOCTYPE html>
        <html lang=look.locale().tag() dir=look.locale().direction() data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="preload" href="/fonts/inter-latin.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                {arabic.then(|| view! {
                    <link rel="preload" href="/fonts/noto-sans-arabic.woff2" r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                })}
                <HashedStylesheet options=options.clone()/>
                <link rel="icon" href="/favicon.svg" r#type="image/svg+xml"/>
                <AutoReload options=options.clone()/>
                <HydrationScripts options islands=true/>
                {loader.map(|loader| view! { <link rel="modulepreload" href=loader/> })}
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The routes. Pages wait for their answer, so that their status is right; only the search streams.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <FlatRoutes fallback=NotFound>
                <Route path=path!("/") view=Home ssr=SsrMode::Async/>
                <Route path=path!("/welcome") view=Landing ssr=SsrMode::Async/>
                <Route path=path!("/search") view=Search ssr=SsrMode::InOrder/>
                <Route path=path!("/product/:marketplace/:external_id") view=Product ssr=SsrMode::Async/>
                <Route path=path!("/cart") view=Cart ssr=SsrMode::Async/>
                <Route path=path!("/checkout") view=Checkout ssr=SsrMode::Async/>
                <Route path=path!("/order/:number") view=Order ssr=SsrMode::Async/>
                <Route path=path!("/order/:number/confirmation") view=Confirmation ssr=SsrMode::Async/>
                <Route path=path!("/orders") view=Orders ssr=SsrMode::Async/>
                <Route path=path!("/stores") view=Stores ssr=SsrMode::Async/>
                <Route path=path!("/wallet") view=Wallet ssr=SsrMode::Async/>
                <Route path=path!("/operator/:page?") view=Operator ssr=SsrMode::Async/>
                <Route path=path!("/operator/:page/:of") view=Operator ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}
