//! Staff over real HTTP: how the first owner comes to be, who gives what to whom, and what stands in the log afterwards.

use domain::{
    account::Email,
    ids::AccountId,
    locale::Locale,
    permission::{BuiltInRole, Permission},
};
use services::{
    accounts::Signed,
    audit_log::Filter,
    operator::Operator,
    staff::{Allowed, Clerk, Needs, NoClerk, Refusal, Search, may},
};
use sha2::{Digest as _, Sha256};
use store::{accounts, sessions};

use crate::{factors::Visitor, test_shop::TestShop};

/// An account with a verified address and a role.
pub async fn account(shop: &TestShop, name: &str, role: &str) -> AccountId {
    let number = Sha256::digest(name)[..16].iter().fold(0_u128, |sum, byte| sum << 8 | u128::from(*byte));
    let id = AccountId::from_bits(number);
    let new = accounts::NewAccount {
        id: id.clone(),
        visitor: format!("{:032x}", number ^ 1).parse().expect("a visitor"),
        username: name.parse().expect("a name"),
        email: format!("{name}@example.org").parse().expect("an address"),
        email_verified_at: Some(connectors::now()),
        password_hash: None,
        password_short: false,
        first_name: name.to_owned(),
        last_name: "Benali".to_owned(),
        locale: Locale::En,
        role: role.to_owned(),
        pseudonym: format!("known-as-{name}"),
        at: connectors::now(),
    };
    let made = shop.shop.store().write(move |tx| Box::pin(async move { accounts::create(tx, &new).await }));
    assert!(made.await.expect("an account"));
    id
}

/// A session of an account, with a second factor or without; gives what its cookie holds.
pub async fn session(shop: &TestShop, account: &AccountId, strong: bool) -> String {
    let secret = hex::encode(Sha256::digest(format!("{account} {strong} {:?}", connectors::now())));
    let digest = hex::encode(Sha256::digest(&secret)).parse().expect("a digest");
    let now = connectors::now();
    let session = sessions::Session {
        key: secret[..32].to_owned(),
        account: account.clone(),
        method: "password".to_owned(),
        strong,
        device: String::new(),
        agent: String::new(),
        created_at: now,
        authenticated_at: now,
        seen_at: now,
        idle: 60_000,
        ends_at: now.plus(600_000),
        acting: None,
    };
    let opened =
        shop.shop.store().write(move |tx| Box::pin(async move { sessions::open(tx, &digest, &session).await }));
    opened.await.expect("a session");
    secret
}

pub async fn signed(shop: &TestShop, account: &AccountId) -> Signed {
    let secret = session(shop, account, true).await;
    shop.shop.signed(&secret).await.expect("a session").expect("somebody")
}

pub fn allowed<P: Needs>(signed: &Signed) -> Allowed<P> {
    Clerk::of(signed.clone()).expect("staff").allowed().expect("the permission")
}

fn recent(signed: &Signed) -> services::accounts::Recent {
    signed.recent(connectors::now()).expect("just signed in")
}

/// The secret of the invitation in the newest mail to an address.
async fn invited(shop: &TestShop, email: &str) -> String {
    shop.shop.work_jobs().await.expect("mails");
    let catcher = shop.world.url("mail").expect("mails are caught");
    let all = reqwest::get(format!("{catcher}/messages.json?to={email}")).await.expect("an answer");
    let text = all.text().await.expect("mails");
    let rest = text.rsplit_once("/join?token=").expect("an invitation").1;
    rest.chars().take_while(char::is_ascii_alphanumeric).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_owner_is_invited_with_the_operators_key_and_nobody_after_them() {
    let shop = TestShop::open().await;
    let operator = Operator::at_the_machine();
    let first = shop.shop.invite_first_owner(&operator, "ines@example.org", Locale::En).await.expect("the store");
    assert_eq!(first, Ok(()));
    let secret = invited(&shop, "ines@example.org").await;
    let stored: Vec<_> = store::staff::invitations::list(shop.shop.store().reader(), 9).await.expect("invitations");
    assert!(!format!("{stored:?}").contains(&secret));

    let other = account(&shop, "omar", "customer").await;
    let refused = shop.shop.accept_invitation(&signed(&shop, &other).await, &secret).await.expect("the store");
    assert_eq!(refused, Err(Refusal::OtherAddress));

    let ines = account(&shop, "ines", "customer").await;
    let before = signed(&shop, &ines).await;
    assert!(matches!(Clerk::of(before.clone()), Err(NoClerk::NotStaff)));
    assert_eq!(shop.shop.accept_invitation(&before, &secret).await.expect("the store"), Ok(()));
    assert_eq!(shop.shop.accept_invitation(&before, &secret).await.expect("the store"), Err(Refusal::NoInvitation));
    let after = signed(&shop, &ines).await;
    assert_eq!(after.role, BuiltInRole::Owner.word());
    let again = shop.shop.invite_first_owner(&operator, "omar@example.org", Locale::En).await.expect("the store");
    assert_eq!(again, Err(Refusal::OwnerExists));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gives_more_than_they_have_and_an_owner_remains() {
    let shop = TestShop::open().await;
    let owner = account(&shop, "ines", "owner").await;
    let manager = account(&shop, "omar", "manager").await;
    let support = account(&shop, "lea", "support").await;
    let (owns, manages) = (signed(&shop, &owner).await, signed(&shop, &manager).await);
    let invite = |role: &'static str| {
        let (shop, manages) = (&shop, manages.clone());
        async move { shop.shop.invite(&allowed(&manages), "new@example.org", role, Locale::En).await.expect("the store") }
    };
    assert_eq!(invite("owner").await, Err(Refusal::TooMuch));
    assert_eq!(invite("customer").await, Err(Refusal::NoRole));
    assert_eq!(invite("finance").await, Ok(()));
    assert!(Clerk::of(manages.clone()).expect("staff").allowed::<may::AssignRoles>().is_none());
    let close = |by: &Signed, whom: &AccountId| {
        let (shop, allowed, whom) = (&shop, allowed(by), whom.clone());
        async move { shop.shop.suspend_person(&allowed, &whom, true).await.expect("the store") }
    };
    assert_eq!(close(&manages, &owner).await, Err(Refusal::TooMuch));
    assert_eq!(close(&manages, &manager).await, Err(Refusal::Oneself));
    let open = session(&shop, &support, true).await;
    assert_eq!(close(&manages, &support).await, Ok(()));
    assert!(shop.shop.signed(&open).await.expect("the store").is_none());

    let assign = |whom: &AccountId, role: &'static str| {
        let (shop, by, whom) = (&shop, owns.clone(), whom.clone());
        async move { shop.shop.assign_role(&allowed(&by), &recent(&by), &whom, role).await.expect("the store") }
    };
    assert_eq!(assign(&owner, "customer").await, Err(Refusal::Oneself));
    assert_eq!(assign(&manager, "nobody").await, Err(Refusal::NoRole));
    assert_eq!(assign(&manager, "owner").await, Ok(()));
    let other = signed(&shop, &manager).await;
    let take = shop.shop.assign_role(&allowed(&other), &recent(&other), &owner, "customer").await.expect("the store");
    assert_eq!(take, Ok(()));
    // Whoever is the last owner stays one, even where a proof of an owner of before is still at hand.
    let last = shop.shop.assign_role(&allowed(&owns), &recent(&owns), &manager, "customer").await.expect("the store");
    assert_eq!(last, Err(Refusal::LastOwner));

    let erased = shop.shop.ask_to_erase(&recent(&other), true).await.expect("the store");
    assert_eq!(erased, services::privacy::AskedToErase::LastOwner);

    let log = shop.shop.audit_log(&allowed(&other), &Filter::default()).await.expect("the log").0;
    let actions: Vec<&str> = log.iter().rev().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["invitation.sent", "account.suspended", "role.assigned", "role.assigned"]);
    assert_eq!((log[1].actor.as_str(), log[1].subject.as_str()), ("account:known-as-ines", "account:known-as-omar"));
    assert_eq!((log[1].was.as_deref(), log[1].became.as_deref()), (Some("manager"), Some("owner")));
    assert!(shop.shop.verify_audit_log(&allowed(&other)).await.expect("the log").breaches.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_made_role_permits_what_it_says_and_whoever_has_it_signs_in_again_when_it_changes() {
    let shop = TestShop::open().await;
    let owner = account(&shop, "ines", "owner").await;
    let owns = signed(&shop, &owner).await;
    let words = |all: &[Permission]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    let save = |word: &'static str, permissions: Vec<String>| {
        let (shop, by) = (&shop, owns.clone());
        async move {
            shop.shop.save_role(&allowed(&by), &recent(&by), word, "Night", &permissions).await.expect("the store")
        }
    };
    assert_eq!(save("owner", words(&[Permission::SeeJobs])).await, Err(Refusal::BadWord));
    assert_eq!(save("night", Vec::new()).await, Err(Refusal::BadPermissions));
    assert_eq!(save("night", vec!["everything".into()]).await, Err(Refusal::BadPermissions));
    assert_eq!(save("night", words(&[Permission::SeeJobs])).await, Ok(()));
    let keeper = account(&shop, "omar", "night").await;
    let open = session(&shop, &keeper, true).await;
    let keeps = shop.shop.signed(&open).await.expect("the store").expect("somebody");
    assert!(Clerk::of(keeps.clone()).expect("staff").allowed::<may::SeeJobs>().is_some());
    assert!(Clerk::of(keeps).expect("staff").allowed::<may::SeeBooks>().is_none());
    assert_eq!(save("night", words(&[Permission::SeeBooks])).await, Ok(()));
    assert!(shop.shop.signed(&open).await.expect("the store").is_none());
    let removed = shop.shop.remove_role(&allowed(&owns), &recent(&owns), "night").await.expect("the store");
    assert_eq!(removed, Err(Refusal::RoleInUse));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_of_a_program_reads_what_it_is_for_and_nothing_after_it_was_withdrawn() {
    let shop = TestShop::open().await;
    let owner = account(&shop, "ines", "owner").await;
    let owns = signed(&shop, &owner).await;
    let wanted = [Permission::SeeBooks.to_string()];
    let made =
        shop.shop.make_api_key(&allowed(&owns), &recent(&owns), "Reports", &wanted, 30).await.expect("the store");
    let made = made.expect("a key");
    let base = shop.serve().await;
    let ask = |path: &'static str, secret: String| {
        let base = base.clone();
        async move {
            let client = reqwest::Client::new();
            client.get(format!("{base}{path}")).bearer_auth(secret).send().await.expect("an answer").status().as_u16()
        }
    };
    assert_eq!(ask("/v1/books", made.secret.clone()).await, 200);
    assert_eq!(ask("/v1/audit", made.secret.clone()).await, 403);
    assert_eq!(ask("/v1/books", "oc_made-up".into()).await, 401);
    let another = shop.shop.rotate_api_key(&allowed(&owns), &recent(&owns), &made.id).await.expect("the store");
    let another = another.expect("a secret").secret;
    assert_eq!((ask("/v1/books", made.secret).await, ask("/v1/books", another.clone()).await), (200, 200));
    shop.shop.withdraw_api_key(&allowed(&owns), &made.id).await.expect("the store");
    assert_eq!(ask("/v1/books", another).await, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_show_what_a_role_permits_and_staff_without_a_second_factor_sees_none() {
    let shop = TestShop::open().await;
    let support = account(&shop, "lea", "support").await;
    let base = shop.serve().await;
    let strong = Visitor::new(&base);
    strong.keep("sid", &session(&shop, &support, true).await);
    let page = strong.get("/operator").await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("/operator/people") && !page.text.contains("/operator/ledger\""));
    assert_eq!(strong.get("/operator/people").await.status, 200);
    assert_eq!(strong.get("/operator/books").await.status, 404);
    let weak = Visitor::new(&base);
    weak.keep("sid", &session(&shop, &support, false).await);
    let page = weak.get("/operator/people").await;
    assert!(page.text.contains("/account/security") && !page.text.contains("lea@example.org"));
    let found = strong.get("/operator/people?q=LEA").await;
    assert!(found.text.contains("lea@example.org"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_of_a_marketplace_is_kept_sealed_and_read_only_by_its_adapter() {
    let shop = TestShop::open().await;
    let owner = account(&shop, "ines", "owner").await;
    let owns = signed(&shop, &owner).await;
    let harbor = "harbor".parse().expect("a marketplace");
    let set = shop.shop.set_marketplace_key(&allowed(&owns), &recent(&owns), &harbor, "a very secret key").await;
    assert_eq!(set.expect("the store"), Ok(()));
    let kept = store::marketplaces::sealed_keys(shop.shop.store().reader()).await.expect("keys");
    assert!(kept[&harbor].starts_with("x1.") && !kept[&harbor].contains("secret key"));
    let shown = shop.shop.marketplace_keys(&allowed(&owns)).await.expect("marketplaces");
    assert!(shown.iter().any(|one| one.id == harbor && one.has_key));
    let email: Email = "ines@example.org".parse().expect("an address");
    let found = shop.shop.people(&allowed(&owns), &Search { text: email.to_string(), role: String::new() }, 0).await;
    assert_eq!(found.expect("people").people.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn support_sees_the_shop_as_a_customer_does_and_neither_pays_nor_changes_the_account() {
    let shop = TestShop::open().await;
    let (support, customer) = (account(&shop, "lea", "support").await, account(&shop, "omar", "customer").await);
    let colleague = account(&shop, "ines", "finance").await;
    let base = shop.serve().await;
    let browser = Visitor::new(&base);
    browser.keep("sid", &session(&shop, &support, true).await);
    let act = async |whom: &AccountId| browser.post("/api/staff/act-as", &[("account", whom.as_str())]).await;

    let refused = act(&colleague).await;
    assert!(refused.leads.ends_with("refused=too-much"), "{}", refused.leads);
    assert!(act(&support).await.leads.ends_with("refused=oneself"));
    assert!(!browser.get("/account").await.text.contains("acting-strip"));

    assert_eq!(act(&customer).await.leads, "/account");
    for page in ["/account", "/", "/cart"] {
        let page = browser.get(page).await;
        assert!(page.text.contains("acting-strip") && page.text.contains("omar"), "{}", page.text);
    }
    for door in
        ["/api/checkout/pay", "/api/wallet/top-up", "/api/profile/names", "/api/account/password", "/api/staff/act-as"]
    {
        assert_eq!(browser.post(door, &[]).await.status, 403, "{door}");
    }
    assert_ne!(browser.get("/operator/people").await.status, 200, "the customer works nowhere");
    assert_ne!(browser.post("/api/cart/coupon", &[("code", "NOTHING")]).await.status, 403);
    assert!(browser.get("/account/privacy/erase").await.leads.starts_with("/sign-in/again"));

    let left = browser.post("/api/account/sign-out", &[]).await;
    assert_eq!(left.leads, format!("/operator/people/{customer}"));
    assert!(browser.get("/account").await.leads.starts_with("/sign-in"));
    let owner = account(&shop, "nour", "owner").await;
    let log = shop.shop.audit_log(&allowed(&signed(&shop, &owner).await), &Filter::default()).await.expect("the log").0;
    let noted: Vec<(&str, &str)> = log.iter().rev().map(|row| (row.action.as_str(), row.actor.as_str())).collect();
    let by = "account:known-as-lea";
    assert_eq!(
        noted,
        [("account.acted-for", by), ("customer.done-for", by), ("customer.done-for", by), ("customer.left", by)]
    );
    let events = shop.shop.security_events(&signed(&shop, &customer).await).await.expect("events");
    assert!(events.iter().any(|event| event.kind.word() == "acted-for"));
}
