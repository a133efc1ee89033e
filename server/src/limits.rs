//! How much one household, one session or one kind of door may ask for. Reading is generous; what costs much, or what a
//! thief would try again and again, is not.

use std::{
    net::IpAddr,
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use app::{
    plain::Plain,
    ssr::{Household, PLAIN_SESSION, SECURE_SESSION, WithoutProof},
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Method},
    middleware::Next,
    response::Response,
};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::{
    asking::{Proxies, household},
    configuration::{Configuration, RateLimits},
    cookies::cookie,
    plain::Asker,
    without_proof::Room as RoomWithoutProof,
};

/// How many requests that prove who somebody is are answered at once; whoever comes then is told to come again in a second.
/// A flood of them so takes a bounded amount of memory, and everybody else is served beside it.
const KEYS_AT_ONCE: usize = 128;

/// After how many requests limits that have long been whole again are forgotten.
const TIDIED_AFTER: u32 = 50_000;

/// What is asked for, by how much of it is too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A page or a question.
    Page,
    /// A form.
    Door,
    /// What proves who somebody is, or could be guessed: passwords, codes, links, coupons.
    Key,
    /// What begins to move money.
    Money,
}

/// How many at once, and how long until there is room for one more.
#[derive(Clone, Copy, Debug)]
struct Room {
    at_once: u32,
    one_more: Duration,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Page, Self::Door, Self::Key, Self::Money];

    /// The kind of a request; `None` for what is not limited: files, which cost nothing, and other servers' messages,
    /// which are signed.
    pub fn of(method: &Method, path: &str) -> Option<Self> {
        let free =
            ["/pkg/", "/pictures/", "/fonts/", "/logos/", "/colours/", "/webhooks/", "/favicon.svg", "/robots.txt"];
        if free.iter().any(|start| path.starts_with(start)) || matches!(path, "/livez" | "/readyz") {
            return None;
        }
        if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
            return Some(Self::Page);
        }
        let has = |words: &[&str]| path.split(['/', '-']).any(|part| words.contains(&part));
        if has(&["pay", "top"]) {
            return Some(Self::Money);
        }
        let keys = [
            "sign",
            "password",
            "reset",
            "forgot",
            "magic",
            "link",
            "verify",
            "code",
            "codes",
            "totp",
            "passkey",
            "passkeys",
            "again",
            "claim",
            "coupon",
            "invitation",
            "picture",
            "report",
            "export",
            "erase",
        ];
        Some(if has(&keys) { Self::Key } else { Self::Door })
    }

    /// What one household has; a session has the same.
    fn of_one(self) -> Room {
        let (at_once, milliseconds) = match self {
            Self::Page => (240, 50),
            Self::Door => (60, 500),
            Self::Key => (20, 5_000),
            Self::Money => (15, 4_000),
        };
        Room { at_once, one_more: Duration::from_millis(milliseconds) }
    }

    /// What all have together, whoever asks; `None` where that is not limited.
    fn of_all(self) -> Option<Room> {
        let room = |at_once, milliseconds| Some(Room { at_once, one_more: Duration::from_millis(milliseconds) });
        match self {
            Self::Page | Self::Door | Self::Money => None,
            Self::Key => room(400, 10),
        }
    }
}

/// The limits of this process.
#[derive(Clone)]
pub struct Limits {
    /// What anybody may ask for; `None` where that is not limited.
    kept: Option<Arc<Kept>>,
    /// Room for those who prove who they are.
    keys: Arc<Semaphore>,
    proxies: Proxies,
    sheet: Arc<str>,
}

struct Kept {
    proxies: Proxies,
    /// Whether this machine itself is limited.
    own: bool,
    one: [DefaultKeyedRateLimiter<Who>; 4],
    all: [Option<DefaultKeyedRateLimiter<()>>; 4],
    without_proof: Arc<RoomWithoutProof>,
    clock: DefaultClock,
    passed: AtomicU32,
}

/// Whose room it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Who {
    Household(u128),
    Session(u64),
}

impl Limits {
    /// The limits that the operator wants; `sheet` is the address of the shop's stylesheet.
    pub fn of(configuration: &Configuration, proxies: Proxies, sheet: &str) -> Self {
        let limited = configuration.rate_limits != RateLimits::Off;
        Self {
            kept: limited.then(|| Arc::new(Kept::of(configuration, proxies.clone()))),
            proxies,
            keys: Arc::new(Semaphore::new(KEYS_AT_ONCE)),
            sheet: sheet.into(),
        }
    }

    /// Lets a request pass where there is room for it.
    pub async fn pass(State(limits): State<Self>, mut request: Request, next: Next) -> Response {
        if let Some(asker) = limits.proxies.asker(&request) {
            request.extensions_mut().insert(Household(household(asker)));
        }
        let kind = Kind::of(request.method(), request.uri().path());
        if let Some(wait) = limits.kept.as_ref().zip(kind).and_then(|(kept, kind)| kept.wait_of(&request, kind)) {
            // A second is added because whole ones are told.
            let plain = Plain::TooMany { seconds: wait.as_secs() + 1 };
            return Asker::of(request.headers()).told(plain, &limits.sheet);
        }
        if let Some(room) = limits.kept.as_ref().and_then(|kept| kept.without_proof(&request)) {
            request.extensions_mut().insert(room);
        }
        if kind != Some(Kind::Key) {
            return next.run(request).await;
        }
        match limits.keys.try_acquire() {
            Ok(_place) => next.run(request).await,
            Err(_) => Asker::of(request.headers()).told(Plain::Busy, &limits.sheet),
        }
    }
}

impl Kept {
    fn of(configuration: &Configuration, proxies: Proxies) -> Self {
        // Who tries the shop on a machine of their own is not kept waiting there.
        let own = configuration.rate_limits == RateLimits::On || configuration.sandbox.is_none();
        Self {
            proxies,
            own,
            one: Kind::ALL.map(|kind| RateLimiter::keyed(quota(kind.of_one()))),
            all: Kind::ALL.map(|kind| kind.of_all().map(|room| RateLimiter::keyed(quota(room)))),
            without_proof: Arc::default(),
            clock: DefaultClock::default(),
            passed: AtomicU32::new(0),
        }
    }

    /// Who asks, where limits hold for them.
    fn limited(&self, request: &Request) -> Option<IpAddr> {
        let asker = self.proxies.asker(request)?;
        (self.own || !asker.to_canonical().is_loopback()).then_some(asker)
    }

    /// What a form may be sent with in place of a proof of work.
    fn without_proof(&self, request: &Request) -> Option<WithoutProof> {
        let asker = self.limited(request).filter(|_| *request.method() == Method::POST)?;
        Some(self.without_proof.of(household(asker)))
    }

    /// How long a request has to wait; `None` where it may pass.
    fn wait_of(&self, request: &Request, kind: Kind) -> Option<Duration> {
        let asker = self.limited(request)?;
        self.tidy();
        let place = Kind::ALL.iter().position(|known| *known == kind)?;
        let now = self.clock.now();
        let session = session(request.headers()).map(Who::Session);
        for who in [Some(Who::Household(household(asker))), session].into_iter().flatten() {
            if let Err(until) = self.one[place].check_key(&who) {
                return Some(until.wait_time_from(now));
            }
        }
        let all = self.all[place].as_ref()?;
        all.check_key(&()).err().map(|until| until.wait_time_from(now))
    }

    /// Forgets now and then who has not asked for long.
    fn tidy(&self) {
        if self.passed.fetch_add(1, Ordering::Relaxed) % TIDIED_AFTER == TIDIED_AFTER - 1 {
            for limiter in &self.one {
                limiter.retain_recent();
                limiter.shrink_to_fit();
            }
            self.without_proof.tidy();
        }
    }
}

fn quota(room: Room) -> Quota {
    let at_once = NonZeroU32::new(room.at_once).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(room.one_more).map_or_else(|| Quota::per_second(at_once), |quota| quota.allow_burst(at_once))
}

/// The session a request carries, as a number that opens nothing. Whoever makes sessions up only adds to what the
/// household has used.
fn session(headers: &HeaderMap) -> Option<u64> {
    let secret = cookie(headers, SECURE_SESSION).or_else(|| cookie(headers, PLAIN_SESSION))?;
    let digest = Sha256::digest(secret.as_bytes());
    let first: [u8; 8] = digest.get(..8)?.try_into().ok()?;
    Some(u64::from_le_bytes(first))
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::{
        Router,
        body::Body,
        extract::ConnectInfo,
        http::{StatusCode, header},
        middleware,
        routing::get,
    };
    use clap::Parser;
    use tower::ServiceExt;

    use super::*;

    fn limited(arguments: &[&str]) -> Router {
        let configuration = Configuration::parse_from(["server"].iter().chain(arguments));
        let limits = Limits::of(&configuration, Proxies::read("127.0.0.1").unwrap(), "/pkg/onecart.css");
        Router::new()
            .fallback(get(|| async { "here" }).post(|| async { "done" }))
            .layer(middleware::from_fn_with_state(limits, Limits::pass))
    }

    async fn ask(router: &Router, method: Method, path: &str, from: &str, cookies: &str) -> Response {
        let address: IpAddr = from.parse().unwrap();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .extension(ConnectInfo(SocketAddr::new(address, 9)))
            .header(header::ACCEPT, "text/html")
            .header(header::COOKIE, cookies)
            .body(Body::empty())
            .unwrap();
        router.clone().oneshot(request).await.unwrap()
    }

    /// How many of a hundred pass.
    async fn passing(router: &Router, path: &str, from: impl Fn(u32) -> String, cookies: &str) -> usize {
        let mut passed = 0;
        for number in 0..100 {
            let answer = ask(router, Method::POST, path, &from(number), cookies).await;
            passed += usize::from(answer.status() == StatusCode::OK);
        }
        passed
    }

    #[test]
    fn every_address_has_its_kind() {
        for (method, path, kind) in [
            (Method::GET, "/", Some(Kind::Page)),
            (Method::GET, "/search", Some(Kind::Page)),
            (Method::GET, "/pkg/onecart.css", None),
            (Method::GET, "/media/0123", Some(Kind::Page)),
            (Method::GET, "/readyz", None),
            (Method::POST, "/webhooks/stripe", None),
            (Method::POST, "/api/cart/add", Some(Kind::Door)),
            (Method::POST, "/api/checkout/details", Some(Kind::Door)),
            (Method::POST, "/api/checkout/pay", Some(Kind::Money)),
            (Method::POST, "/api/wallet/top-up", Some(Kind::Money)),
            (Method::POST, "/api/account/sign-in", Some(Kind::Key)),
            (Method::POST, "/api/account/sign-up", Some(Kind::Key)),
            (Method::POST, "/api/account/reset", Some(Kind::Key)),
            (Method::POST, "/api/operator/sign-in", Some(Kind::Key)),
            (Method::POST, "/api/checkout/coupon", Some(Kind::Key)),
            (Method::POST, "/api/report", Some(Kind::Key)),
            (Method::GET, "/report", Some(Kind::Page)),
            (Method::DELETE, "/anything", Some(Kind::Door)),
        ] {
            assert_eq!(Kind::of(&method, path), kind, "{method} {path}");
        }
    }

    #[tokio::test]
    async fn one_household_has_so_much_and_another_has_its_own() {
        let router = limited(&[]);
        let most = Kind::Key.of_one().at_once as usize;
        let passed = passing(&router, "/api/sign-in", |number| format!("2001:db8:0:1::{number:x}"), "").await;
        assert!((most..100).contains(&passed), "{passed}");
        assert_eq!(ask(&router, Method::POST, "/api/sign-in", "2001:db8:0:2::1", "").await.status(), StatusCode::OK);
        let browsing = ask(&router, Method::GET, "/", "2001:db8:0:1::1", "").await.status();
        assert_eq!(browsing, StatusCode::OK, "who may not sign in may read");
    }

    #[tokio::test]
    async fn one_session_has_so_much_from_wherever_it_asks() {
        let router = limited(&[]);
        let passed = passing(&router, "/api/sign-in", |number| format!("198.51.100.{number}"), "sid=one").await;
        assert!(passed < 100, "{passed}");
        let other = ask(&router, Method::POST, "/api/sign-in", "198.51.100.200", "sid=two").await;
        assert_eq!(other.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn whoever_must_wait_is_told_how_long_in_their_language() {
        let router = limited(&[]);
        passing(&router, "/api/sign-in", |_| "203.0.113.9".to_owned(), "lang=ar").await;
        let answer = ask(&router, Method::POST, "/api/sign-in", "203.0.113.9", "lang=ar").await;
        assert_eq!(answer.status(), StatusCode::TOO_MANY_REQUESTS);
        let seconds: u64 = answer.headers()[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
        assert!((1..=6).contains(&seconds), "{seconds}");
        let body = axum::body::to_bytes(answer.into_body(), 1 << 16).await.unwrap();
        assert!(String::from_utf8_lossy(&body).contains("dir=\"rtl\""));
    }

    #[tokio::test]
    async fn of_a_flood_of_sign_ins_so_many_are_answered_and_the_rest_come_again() {
        let (open, wait) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicU32::new(0)));
        let configuration = Configuration::parse_from(["server", "--rate-limits", "off"]);
        let limits = Limits::of(&configuration, Proxies::read("").unwrap(), "/pkg/onecart.css");
        let (gate, waiting) = (open.clone(), wait.clone());
        let slow = move || {
            let (gate, waiting) = (gate.clone(), waiting.clone());
            async move {
                waiting.fetch_add(1, Ordering::Relaxed);
                gate.acquire().await.map(|_| "done").unwrap_or_default()
            }
        };
        let router = Router::new()
            .fallback(axum::routing::post(slow).get(|| async { "here" }))
            .layer(middleware::from_fn_with_state(limits, Limits::pass));
        let flood: Vec<_> = (0..KEYS_AT_ONCE)
            .map(|_| {
                let router = router.clone();
                tokio::spawn(async move { ask(&router, Method::POST, "/api/sign-in", "192.0.2.1", "").await.status() })
            })
            .collect();
        while wait.load(Ordering::Relaxed) < KEYS_AT_ONCE as u32 {
            tokio::task::yield_now().await;
        }
        let further = ask(&router, Method::POST, "/api/sign-in", "192.0.2.1", "").await;
        assert_eq!(further.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(further.headers()[header::RETRY_AFTER], "1");
        assert_eq!(ask(&router, Method::GET, "/", "192.0.2.1", "").await.status(), StatusCode::OK);
        open.add_permits(1);
        for one in flood {
            assert_eq!(one.await.unwrap(), StatusCode::OK);
        }
        assert_eq!(ask(&router, Method::POST, "/api/sign-in", "192.0.2.1", "").await.status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn only_practice_leaves_this_machine_alone() {
        let here = |_| "127.0.0.1".to_owned();
        let practice = ["--sandbox", "http://127.0.0.1:4100"];
        assert_eq!(passing(&limited(&practice), "/api/sign-in", here, "").await, 100);
        assert!(passing(&limited(&[]), "/api/sign-in", here, "").await < 100);
        let strict = [&practice[..], &["--rate-limits", "on"]].concat();
        assert!(passing(&limited(&strict), "/api/sign-in", here, "").await < 100);
        assert_eq!(passing(&limited(&["--rate-limits", "off"]), "/api/sign-in", here, "").await, 100);
    }
}
