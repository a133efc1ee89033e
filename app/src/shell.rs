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
        account,
        account::security::{BackupCodes, Security as AccountSecurity, SetUpApp},
        cart::Cart,
        checkout::Checkout,
        choices::Choices,
        confirmation::Confirmation,
        deals::Deals,
        entry::{Again, ChangeEmail, ChangePassword, FindOrder, Magic, Reset, Sent, SignIn, SignUp, Verify},
        home::Home,
        join::Join,
        keeping,
        landing::Landing,
        not_found::NotFound,
        operator::Operator,
        order::Order,
        orders::Orders,
        papers::PaperPage,
        policy::{Privacy, Security},
        price_method::PriceMethod,
        product::Product,
        ranking::Ranking,
        report::Report,
        reviews::{AnswerQuestion, AskQuestion, Mine, WriteReview},
        search::Search,
        store::Store,
        stores::Stores,
        wallet::Wallet,
        ways::{Back, Factor, Going, LinkAccount},
    },
    ssr::Theme,
    strand::stylesheet_address,
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
                <link rel="stylesheet" href=stylesheet_address(look.faces())/>
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

/// What the framework writes between and after the pieces of a page where no page holds data of its own; ours hold none,
/// since only islands wake up and each carries what it needs.
const STREAMED: [&str; 2] = [
    "__RESOLVED_RESOURCES=[];__SERIALIZED_ERRORS=[];__PENDING_RESOURCES=[];__RESOURCE_RESOLVERS=[];",
    "__INCOMPLETE_CHUNKS=[];",
];

/// The text of every script that stands in a document itself. They are the same in all documents, so that a policy can name
/// them by their digests.
pub fn inline_scripts(options: &LeptosOptions) -> Vec<String> {
    let options = options.clone();
    let html = Owner::new()
        .with(|| view! { <AutoReload options=options.clone()/><HydrationScripts options islands=true/> }.to_html());
    let text = |piece: &str| Some(piece.split_once('>')?.1.split_once("</script>")?.0.to_owned());
    html.split("<script").skip(1).filter_map(text).chain(STREAMED.map(str::to_owned)).collect()
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
                <Route path=path!("/product/:marketplace/:external_id/:slug") view=Product ssr=SsrMode::Async/>
                <Route path=path!("/reviews/write/:marketplace/:external_id") view=WriteReview ssr=SsrMode::Async/>
                <Route path=path!("/questions/ask/:marketplace/:external_id") view=AskQuestion ssr=SsrMode::Async/>
                <Route path=path!("/questions/answer/:question") view=AnswerQuestion ssr=SsrMode::Async/>
                <Route path=path!("/cart") view=Cart ssr=SsrMode::Async/>
                <Route path=path!("/checkout") view=Checkout ssr=SsrMode::Async/>
                <Route path=path!("/order/:number") view=Order ssr=SsrMode::Async/>
                <Route path=path!("/order/:number/confirmation") view=Confirmation ssr=SsrMode::Async/>
                <Route path=path!("/order/:number/papers/:paper") view=PaperPage ssr=SsrMode::Async/>
                <Route path=path!("/orders") view=Orders ssr=SsrMode::Async/>
                <Route path=path!("/deals") view=Deals ssr=SsrMode::Async/>
                <Route path=path!("/method/prices") view=PriceMethod ssr=SsrMode::Async/>
                <Route path=path!("/ranking") view=Ranking ssr=SsrMode::Async/>
                <Route path=path!("/stores") view=Stores ssr=SsrMode::Async/>
                <Route path=path!("/stores/:marketplace") view=Store ssr=SsrMode::Async/>
                <Route path=path!("/report") view=Report ssr=SsrMode::Async/>
                <Route path=path!("/privacy") view=Privacy ssr=SsrMode::Async/>
                <Route path=path!("/security") view=Security ssr=SsrMode::Async/>
                <Route path=path!("/wallet") view=Wallet ssr=SsrMode::Async/>
                <Route path=path!("/privacy/choices") view=Choices ssr=SsrMode::Async/>
                <Route path=path!("/account") view=account::overview::Overview ssr=SsrMode::Async/>
                <Route path=path!("/account/personal") view=account::personal::Personal ssr=SsrMode::Async/>
                <Route path=path!("/account/addresses") view=account::addresses::Addresses ssr=SsrMode::Async/>
                <Route path=path!("/account/payment") view=account::payment::Payment ssr=SsrMode::Async/>
                <Route path=path!("/account/preferences") view=account::preferences::Preferences ssr=SsrMode::Async/>
                <Route path=path!("/account/searches") view=account::lists::Searches ssr=SsrMode::Async/>
                <Route path=path!("/account/reviews") view=Mine ssr=SsrMode::Async/>
                <Route path=path!("/account/saved") view=account::lists::Saved ssr=SsrMode::Async/>
                <Route path=path!("/account/notifications") view=account::notifications::Notifications ssr=SsrMode::Async/>
                <Route path=path!("/account/privacy") view=account::privacy::Privacy ssr=SsrMode::Async/>
                <Route path=path!("/account/privacy/erase") view=account::erase::Erase ssr=SsrMode::Async/>
                <Route path=path!("/sign-in") view=SignIn ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/again") view=Again ssr=SsrMode::Async/>
                <Route path=path!("/sign-up") view=SignUp ssr=SsrMode::Async/>
                <Route path=path!("/verify") view=Verify ssr=SsrMode::Async/>
                <Route path=path!("/magic") view=Magic ssr=SsrMode::Async/>
                <Route path=path!("/reset") view=Reset ssr=SsrMode::Async/>
                <Route path=path!("/sent") view=Sent ssr=SsrMode::Async/>
                <Route path=path!("/find-order") view=FindOrder ssr=SsrMode::Async/>
                <Route path=path!("/account/password") view=ChangePassword ssr=SsrMode::Async/>
                <Route path=path!("/account/email") view=ChangeEmail ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/factor") view=Factor ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/link") view=LinkAccount ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/with") view=Going ssr=SsrMode::Async/>
                <Route path=path!("/sign-in/with/:provider/back") view=Back ssr=SsrMode::Async/>
                <Route path=path!("/account/security") view=AccountSecurity ssr=SsrMode::Async/>
                <Route path=path!("/account/security/app") view=SetUpApp ssr=SsrMode::Async/>
                <Route path=path!("/account/security/codes") view=BackupCodes ssr=SsrMode::Async/>
                <Route path=path!("/join") view=Join ssr=SsrMode::Async/>
                <Route path=path!("/lists") view=keeping::lists::Lists ssr=SsrMode::Async/>
                <Route path=path!("/list/:token") view=keeping::shared::Shared ssr=SsrMode::Async/>
                <Route path=path!("/compare") view=keeping::compare::Compare ssr=SsrMode::Async/>
                <Route path=path!("/recent") view=keeping::recent::Recent ssr=SsrMode::Async/>
                <Route path=path!("/searches") view=keeping::searches::Searches ssr=SsrMode::Async/>
                <Route path=path!("/alerts") view=keeping::alerts::Alerts ssr=SsrMode::Async/>
                <Route path=path!("/alerts/new") view=keeping::alert_form::NewAlert ssr=SsrMode::Async/>
                <Route path=path!("/alerts/confirm") view=keeping::alerts::ConfirmAlert ssr=SsrMode::Async/>
                <Route path=path!("/alerts/stop") view=keeping::alerts::StopAlert ssr=SsrMode::Async/>
                <Route path=path!("/operator/:page?") view=Operator ssr=SsrMode::Async/>
                <Route path=path!("/operator/:page/:of") view=Operator ssr=SsrMode::Async/>
            </FlatRoutes>
        </Router>
    }
}
