//! The table: every page, every route beside them, every door, and who may.

use domain::permission::Permission;

use super::{Actor, Things};
use crate::Problem;

/// Who may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody.
    Anybody,
    /// Whoever is signed in.
    Signed,
    /// Staff with this permission and a second factor.
    May(Permission),
    /// Whose order it is, and staff that looks into orders.
    OwnerOfOrder,
    /// Whoever opened the door with the operator's key, which none of the actors did.
    OnlyKey,
    /// Programs with a key, which none of the actors is.
    KeyOfProgram,
}

/// A page.
pub struct Page {
    /// As it is routed.
    pub path: &'static str,
    /// An address of it.
    pub sample: &'static str,
    /// Who may.
    pub who: Who,
    /// A text that whoever may not must not see.
    pub hides: Option<&'static str>,
}

/// A door.
pub struct Door {
    /// Its address, behind `/api/`.
    pub path: &'static str,
    /// Who may.
    pub who: Who,
    /// Fields with which whoever may is not told that there is no such thing.
    pub form: &'static [(&'static str, &'static str)],
    /// Whether it is read.
    pub reads: bool,
}

const fn open(path: &'static str) -> Page {
    Page { path, sample: path, who: Who::Anybody, hides: None }
}

const fn signed(path: &'static str) -> Page {
    Page { path, sample: path, who: Who::Signed, hides: None }
}

const fn at(page: Page, sample: &'static str) -> Page {
    Page { sample, ..page }
}

const fn staff(sample: &'static str, permission: Permission) -> Page {
    Page { path: "/operator/{page}", sample, who: Who::May(permission), hides: None }
}

/// Every page; one that is several has a row for each.
pub const PAGES: &[Page] = &[
    open("/"),
    open("/welcome"),
    open("/search"),
    at(open("/product/{marketplace}/{external_id}"), "{product}"),
    at(open("/product/{marketplace}/{external_id}/{slug}"), "{product}/words"),
    at(signed("/reviews/write/{marketplace}/{external_id}"), "/reviews/write/harbor/hp-2224"),
    at(signed("/questions/ask/{marketplace}/{external_id}"), "/questions/ask/harbor/hp-2224"),
    at(signed("/questions/answer/{question}"), "/questions/answer/000000000000000c0000000000000000"),
    open("/cart"),
    open("/checkout"),
    Page { path: "/order/{number}", sample: "/order/{order}", who: Who::OwnerOfOrder, hides: Some("Ordera") },
    Page {
        path: "/order/{number}/confirmation",
        sample: "/order/{order}/confirmation",
        who: Who::OwnerOfOrder,
        hides: Some("Ordera"),
    },
    Page {
        path: "/order/{number}/papers/{paper}",
        sample: "/order/{order}/papers/RCP-2026-000001",
        who: Who::OwnerOfOrder,
        hides: Some("Ordera"),
    },
    open("/orders"),
    open("/deals"),
    open("/method/prices"),
    open("/ranking"),
    open("/stores"),
    at(open("/stores/{marketplace}"), "/stores/harbor"),
    at(open("/report"), "/report?marketplace=harbor"),
    open("/privacy"),
    open("/security"),
    open("/wallet"),
    open("/privacy/choices"),
    open("/lists"),
    at(open("/list/{token}"), "/list/11111111111111111111111111111111"),
    open("/compare"),
    open("/recent"),
    open("/searches"),
    open("/alerts"),
    at(open("/alerts/new"), "/alerts/new?product=harbor:1"),
    open("/alerts/confirm"),
    open("/alerts/stop"),
    signed("/account"),
    signed("/account/personal"),
    signed("/account/addresses"),
    signed("/account/payment"),
    signed("/account/preferences"),
    signed("/account/searches"),
    signed("/account/saved"),
    signed("/account/reviews"),
    signed("/account/notifications"),
    signed("/account/privacy"),
    signed("/account/privacy/erase"),
    open("/sign-in"),
    signed("/sign-in/again"),
    open("/sign-up"),
    open("/verify"),
    open("/magic"),
    open("/reset"),
    open("/sent"),
    open("/find-order"),
    signed("/account/password"),
    signed("/account/email"),
    open("/sign-in/factor"),
    open("/sign-in/link"),
    open("/sign-in/with"),
    at(open("/sign-in/with/{provider}/back"), "/sign-in/with/nobody/back"),
    signed("/account/security"),
    signed("/account/security/app"),
    signed("/account/security/codes"),
    open("/join"),
    Page { path: "/operator", sample: "/operator", who: Who::Anybody, hides: None },
    staff("/operator/alerts", Permission::SeeAlerts),
    staff("/operator/books", Permission::SeeBooks),
    staff("/operator/ledger", Permission::SeeBooks),
    staff("/operator/jobs", Permission::SeeJobs),
    staff("/operator/reviews", Permission::ModerateReviews),
    staff("/operator/questions", Permission::AnswerShoppers),
    staff("/operator/ratings", Permission::AnswerShoppers),
    staff("/operator/groups", Permission::KeepCoupons),
    staff("/operator/promotions", Permission::KeepCoupons),
    staff("/operator/people", Permission::SeePeople),
    staff("/operator/invitations", Permission::InviteStaff),
    staff("/operator/roles", Permission::ShapeRoles),
    staff("/operator/audit", Permission::SeeAudit),
    staff("/operator/keys", Permission::KeepApiKeys),
    staff("/operator/marketplaces", Permission::KeepMarketplaces),
    staff("/operator/pairs", Permission::KeepCatalogue),
    staff("/operator/reports", Permission::BlockGoods),
    Page {
        path: "/operator/{page}/{of}",
        sample: "/operator/people/{account}",
        who: Who::May(Permission::SeePeople),
        hides: Some("target@example.org"),
    },
    Page {
        path: "/operator/{page}/{of}",
        sample: "/operator/ledger/gateway",
        who: Who::May(Permission::SeeBooks),
        hides: None,
    },
];

/// The routes beside the pages, as addresses, with their method.
pub const ROUTES: &[(&str, &str, Who)] = &[
    ("/readyz", "GET", Who::Anybody),
    ("/livez", "GET", Who::Anybody),
    ("/.well-known/ucp", "GET", Who::Anybody),
    ("/.well-known/security.txt", "GET", Who::Anybody),
    ("/api/suggest?q=lamp", "GET", Who::Anybody),
    ("/webhooks/stripe", "POST", Who::Anybody),
    ("/webhooks/paypal", "POST", Who::Anybody),
    ("/webhooks/alipay", "POST", Who::Anybody),
    ("/alerts/one-click/11111111111111111111111111111111/11111111111111111111111111111111", "POST", Who::Anybody),
    ("/account/export.json", "GET", Who::Signed),
    ("/account/export.csv", "GET", Who::Signed),
    ("/order/{order}/papers/RCP-2026-000001/print.pdf", "GET", Who::OwnerOfOrder),
    ("/v1/books", "GET", Who::KeyOfProgram),
    ("/v1/alerts", "GET", Who::KeyOfProgram),
    ("/v1/jobs", "GET", Who::KeyOfProgram),
    ("/v1/audit", "GET", Who::KeyOfProgram),
];

/// The names by which routes stand in the source; each is one of [`ROUTES`], or judged elsewhere: pictures, reports of
/// browsers, and colours are the same for everybody, and uploads have a proof of their own.
pub const ROUTE_NAMES: &[&str] = &[
    "\"/readyz\"",
    "\"/livez\"",
    "\"/.well-known/ucp\"",
    "\"/.well-known/security.txt\"",
    "\"/api/suggest\"",
    "\"/webhooks/{gateway}\"",
    "\"/alerts/one-click/{alert}/{token}\"",
    "\"/account/export.json\"",
    "\"/account/export.csv\"",
    "\"/order/{number}/papers/{paper}/print.pdf\"",
    "\"/v1/books\"",
    "\"/v1/alerts\"",
    "\"/v1/jobs\"",
    "\"/v1/audit\"",
    "\"/colours/{sheet}\"",
    "\"/media/{name}\"",
    "DOOR",
    "REPORTS",
];

const fn door(path: &'static str, who: Who) -> Door {
    Door { path, who, form: &[], reads: false }
}

const fn with(door: Door, form: &'static [(&'static str, &'static str)]) -> Door {
    Door { form, ..door }
}

const fn may(path: &'static str, permission: Permission) -> Door {
    door(path, Who::May(permission))
}

/// Every door.
pub const DOORS: &[Door] = &[
    door("account/again", Who::Signed),
    with(door("account/claim", Who::Signed), &[("number", "x")]),
    door("account/email", Who::Signed),
    door("account/email/use", Who::Anybody),
    door("account/find-order", Who::Anybody),
    door("account/magic/ask", Who::Anybody),
    door("account/magic/use", Who::Anybody),
    door("account/password", Who::Signed),
    door("account/reset/ask", Who::Anybody),
    door("account/reset/use", Who::Anybody),
    door("account/sign-in", Who::Anybody),
    door("account/sign-out", Who::Anybody),
    door("account/sign-up", Who::Anybody),
    door("account/strength", Who::Anybody),
    door("account/verify", Who::Anybody),
    with(door("alerts/confirm", Who::Anybody), &[("alert", "x")]),
    with(door("alerts/forget", Who::Anybody), &[("id", "x")]),
    door("alerts/set", Who::Anybody),
    with(door("alerts/stop", Who::Anybody), &[("alert", "x")]),
    door("cart/add", Who::Anybody),
    door("cart/change", Who::Anybody),
    with(door("cart/coupon", Who::Anybody), &[("code", "x")]),
    door("cart/optimise", Who::Anybody),
    door("cart/optimise-undo", Who::Anybody),
    door("cart/remove", Who::Anybody),
    door("cart/undo", Who::Anybody),
    Door { reads: true, ..door("cart/view", Who::Anybody) },
    Door { reads: true, ..with(door("challenge", Who::Anybody), &[("form", "sign-in")]) },
    with(door("checkout/address", Who::Signed), &[("id", "x")]),
    with(door("checkout/coupon", Who::Anybody), &[("code", "x")]),
    door("checkout/delivery", Who::Anybody),
    door("checkout/details", Who::Anybody),
    door("checkout/pay", Who::Anybody),
    door("checkout/reopen", Who::Anybody),
    door("checkout/requote", Who::Anybody),
    door("compare/add", Who::Anybody),
    door("compare/remove", Who::Anybody),
    door("later/back", Who::Anybody),
    door("later/forget", Who::Anybody),
    door("later/keep", Who::Anybody),
    door("lists/change", Who::Anybody),
    door("lists/delete", Who::Anybody),
    door("lists/new", Who::Anybody),
    door("lists/rename", Who::Anybody),
    door("lists/share", Who::Anybody),
    door("lists/to-cart", Who::Anybody),
    with(
        may("moderation/answer", Permission::AnswerShoppers),
        &[("question", "000000000000000c0000000000000000"), ("text", "An answer of the shop.")],
    ),
    with(
        may("moderation/decide", Permission::ModerateReviews),
        &[("kind", "review"), ("id", "000000000000000a0000000000000000"), ("verdict", "publish")],
    ),
    with(
        may("moderation/reply", Permission::AnswerShoppers),
        &[("review", "000000000000000a0000000000000000"), ("text", "A reply of the shop.")],
    ),
    with(
        may("operator/begin-promotion", Permission::KeepCoupons),
        &[("name", "Ten off"), ("kind", "percent"), ("size", "10"), ("until", "2000-01-01")],
    ),
    with(may("operator/end-promotion", Permission::KeepCoupons), &[("promotion", "x")]),
    // Who is in a group is for those who may look people up as well, which everybody may who has this permission.
    with(may("operator/add-to-group", Permission::KeepCoupons), &[("group", "x"), ("who", "nobody")]),
    with(may("operator/make-group", Permission::KeepCoupons), &[("name", "")]),
    with(may("operator/remove-group", Permission::KeepCoupons), &[("group", "x")]),
    with(may("operator/rename-group", Permission::KeepCoupons), &[("group", "x"), ("name", "")]),
    with(may("operator/take-out-of-group", Permission::KeepCoupons), &[("group", "x"), ("account", "{account}")]),
    with(may("operator/add-synonyms", Permission::KeepCatalogue), &[("words", "one")]),
    with(may("operator/block", Permission::BlockGoods), &[("marketplace", "harbor"), ("product", "none")]),
    with(door("matching/apart", Who::Anybody), &[("shown", "x"), ("other", "x")]),
    with(door("matching/take-back", Who::Anybody), &[("shown", "harbor:x"), ("other", "nomad:x")]),
    may("operator/compare", Permission::CompareBooks),
    with(may("operator/remove-synonyms", Permission::KeepCatalogue), &[("set", "x")]),
    with(may("operator/replay", Permission::ReplayJobs), &[("job", "x")]),
    with(may("operator/settle", Permission::SettleAlerts), &[("alert", "x")]),
    with(may("operator/settle-report", Permission::BlockGoods), &[("report", "x")]),
    with(door("operator/sign-in", Who::Anybody), &[("key", "{operator}")]),
    door("operator/sign-out", Who::Anybody),
    with(may("operator/unblock", Permission::BlockGoods), &[("marketplace", "harbor"), ("product", "none")]),
    door("preferences", Who::Anybody),
    door("privacy/answer", Who::Anybody),
    door("privacy/consent", Who::Signed),
    door("privacy/erase", Who::Signed),
    door("privacy/keep", Who::Signed),
    with(door("profile/address/choose", Who::Signed), &[("id", "x")]),
    with(door("profile/address/forget", Who::Signed), &[("id", "x")]),
    door("profile/address/save", Who::Signed),
    door("profile/names", Who::Signed),
    door("profile/notifications", Who::Signed),
    with(door("profile/payment/forget", Who::Signed), &[("id", "x")]),
    with(door("profile/payment/keep", Who::Signed), &[("method", "paypal")]),
    door("profile/preferences", Who::Signed),
    door("profile/saved/add", Who::Anybody),
    door("profile/saved/forget", Who::Anybody),
    with(door("profile/searches/forget", Who::Signed), &[("id", "x")]),
    door("profile/searches/forget-all", Who::Signed),
    door("profile/searches/keep", Who::Signed),
    door("recent/forget", Who::Anybody),
    with(door("searches/forget", Who::Anybody), &[("id", "x")]),
    with(door("searches/open", Who::Anybody), &[("id", "x")]),
    door("searches/save", Who::Anybody),
    door("questions/answer", Who::Signed),
    door("questions/ask", Who::Signed),
    door("reviews/save", Who::Signed),
    door("reviews/vote", Who::Anybody),
    door("reviews/withdraw", Who::Signed),
    with(door("recommendations/forget", Who::Anybody), &[("product", "harbor:none")]),
    with(door("report", Who::Anybody), &[("marketplace", "harbor"), ("reason", "fake")]),
    door("security/app/begin", Who::Signed),
    door("security/app/confirm", Who::Signed),
    door("security/app/remove", Who::Signed),
    door("security/codes/renew", Who::Signed),
    door("security/passkey/begin", Who::Signed),
    door("security/passkey/finish", Who::Signed),
    with(door("security/passkey/remove", Who::Signed), &[("id", "x")]),
    with(door("security/passkey/rename", Who::Signed), &[("id", "x")]),
    door("security/phone/prove", Who::Signed),
    door("security/phone/remove", Who::Signed),
    door("security/phone/send", Who::Signed),
    door("security/provider/link", Who::Signed),
    door("security/provider/unlink", Who::Signed),
    door("security/session/end", Who::Signed),
    door("security/session/end-others", Who::Signed),
    door("sign-in/factor", Who::Anybody),
    door("sign-in/link", Who::Anybody),
    door("sign-in/passkey/begin", Who::Anybody),
    door("sign-in/passkey/finish", Who::Anybody),
    door("sign-in/with", Who::Anybody),
    with(may("staff/assign", Permission::AssignRoles), &[("account", "{account}"), ("role", "customer")]),
    door("staff/first-owner", Who::OnlyKey),
    with(may("staff/invite", Permission::InviteStaff), &[("email", "no address"), ("role", "support")]),
    door("staff/join", Who::Signed),
    may("staff/make-key", Permission::KeepApiKeys),
    with(may("staff/marketplace-key", Permission::KeepMarketplaces), &[("marketplace", "harbor"), ("key", "")]),
    with(may("staff/pair", Permission::KeepCatalogue), &[("one", "harbor:x"), ("other", "nomad:x"), ("same", "2")]),
    with(may("staff/remove-role", Permission::ShapeRoles), &[("word", "nothing")]),
    may("staff/role", Permission::ShapeRoles),
    with(may("staff/rotate-key", Permission::KeepApiKeys), &[("key", "{key}")]),
    with(may("staff/act-as", Permission::ActAsCustomer), &[("account", "{account}")]),
    with(may("staff/suspend", Permission::SuspendPeople), &[("account", "{account}"), ("closed", "0")]),
    with(may("staff/withdraw-invitation", Permission::InviteStaff), &[("invitation", "{invitation}")]),
    with(may("staff/withdraw-key", Permission::KeepApiKeys), &[("key", "{key}")]),
    door("wallet/top-up", Who::Anybody),
];

/// Whether an actor may.
pub fn allows(who: Who, actor: Actor) -> bool {
    let has = |permission| actor.role().permissions().has(permission);
    match who {
        Who::Anybody => true,
        Who::Signed => actor != Actor::None,
        Who::May(permission) => has(permission),
        Who::OwnerOfOrder => actor == Actor::CustomerA || has(Permission::SeeOrders),
        Who::OnlyKey | Who::KeyOfProgram => false,
    }
}

/// An address or a value with the ids of what there is put in.
pub fn filled(text: &str, things: &Things) -> String {
    text.replace("{order}", &things.order)
        .replace("{product}", &things.product)
        .replace("{account}", &things.account)
        .replace("{key}", &things.key)
        .replace("{invitation}", &things.invitation)
        .replace("{operator}", &things.operator)
}

/// The names of routes in the source of the server, as they stand there.
///
/// # Errors
/// When the source cannot be read: the proof runs where the checkout is.
pub fn routes_in_source() -> Result<Vec<String>, Problem> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("server/src")? {
        let path = entry?.path();
        // Benchmarks' routes exist only where the operator opened them.
        if path.extension().is_none_or(|kind| kind != "rs") || path.ends_with("bench.rs") {
            continue;
        }
        let source = std::fs::read_to_string(&path)?;
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        let names = source.split(".route(").skip(1).filter_map(|call| call.split_once(','));
        found.extend(names.map(|(name, _)| name.trim().to_owned()));
    }
    Ok(found)
}
