//! Groups of customers over real HTTP: kept behind the counter, and prices of their own for those in them and nobody else.

use domain::{
    checkout::{Change, Policy, Tolerance},
    ids::{AccountId, ProductRef},
    permission::Permission,
    visit::Visit,
};
use services::{
    PayOutcome,
    audit_log::Filter,
    groups::{GroupView, MOST_OF_ONE},
    promotions::PromotionForm,
};

use crate::{
    factors::Visitor,
    gateway::GOOD_CARD,
    journeys::{details, order_of, pay_with, something_of, to_the_gateway},
    staff::{account, allowed, session, signed},
    test_shop::TestShop,
};

const PAGE: &str = "/operator/groups";

/// Somebody signed in at a shop, with a second factor.
async fn browser(shop: &TestShop, base: &str, account: &AccountId) -> Visitor {
    let visitor = Visitor::new(base);
    visitor.keep("sid", &session(shop, account, true).await);
    visitor
}

/// What is kept of somebody with an account, seen from a page of theirs.
async fn visit_of(shop: &TestShop, account: &AccountId) -> Visit {
    let person = store::staff::people::one(shop.shop.store().reader(), account).await.expect("the store");
    Visit { visitor: person.expect("an account").visitor, ..shop.visitor() }
}

async fn groups(shop: &TestShop, owner: &AccountId) -> Vec<GroupView> {
    shop.shop.groups(&allowed(&signed(shop, owner).await)).await.expect("the store")
}

/// Begins a promotion of a fifth for a group.
async fn begin(shop: &TestShop, owner: &AccountId, group: &str) {
    let form = PromotionForm {
        name: "Members’ fifth".into(),
        kind: "percent".into(),
        size: "20".into(),
        group: group.into(),
        ..PromotionForm::default()
    };
    let begun = shop.shop.begin_promotion(&allowed(&signed(shop, owner).await), &form).await;
    assert_eq!(begun.expect("the store"), Ok(()));
}

/// A shop with an owner and a customer, and a group that the customer is in; its address and the group.
async fn with_a_member() -> (TestShop, String, AccountId, AccountId, String) {
    let shop = TestShop::open_to_messages().await;
    let base = shop.serve().await;
    let (owner, amira) = (account(&shop, "ines", "owner").await, account(&shop, "amira", "customer").await);
    let by = signed(&shop, &owner).await;
    assert_eq!(shop.shop.make_group(&allowed(&by), "Wholesale").await.expect("the store"), Ok(()));
    let group = groups(&shop, &owner).await.remove(0).group.id;
    let added = shop.shop.add_to_group(&allowed(&by), &allowed(&by), &group, "amira@example.org").await;
    assert_eq!(added.expect("the store"), Ok(()));
    (shop, base, owner, amira, group.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_are_made_named_filled_and_removed_and_every_refusal_is_told() {
    let shop = TestShop::open().await;
    let base = shop.serve().await;
    let owner = account(&shop, "ines", "owner").await;
    account(&shop, "amira", "customer").await;
    let ines = browser(&shop, &base, &owner).await;
    let made = ines.post("/api/operator/make-group", &[("name", " Wholesale ")]).await;
    assert_eq!((made.status, made.leads.as_str()), (303, "/operator/groups?done=1"));
    let again = ines.post("/api/operator/make-group", &[("name", "wholesale")]).await;
    assert_eq!(again.leads, "/operator/groups?name=wholesale&problem=invalid&field=group-name-taken");
    let told = ines.get(&again.leads).await.text;
    assert!(told.contains("Another group has this name.") && told.contains("value=\"wholesale\""), "{told}");
    let group = groups(&shop, &owner).await.remove(0).group.id.to_string();
    let members = format!("{PAGE}/{group}");

    let add = async |who: &str| ines.post("/api/operator/add-to-group", &[("group", &group), ("who", who)]).await.leads;
    assert_eq!(add("AMIRA@example.org ").await, format!("{members}?done=1"));
    assert_eq!(
        add("amira").await,
        format!("{members}?who=amira&problem=invalid&field=group-already"),
        "a username is the same person"
    );
    for nobody in ["omar@example.org", "omar", "", "not@an@address"] {
        let leads = add(nobody).await;
        assert!(leads.ends_with("&problem=invalid&field=group-nobody"), "{nobody}: {leads}");
        assert!(ines.get(&leads).await.text.contains("Nobody has an account with this address or name."));
    }
    let page = ines.get(&members).await;
    assert!(page.status == 200 && page.text.contains("amira@example.org") && page.text.contains("Wholesale"));
    assert!(ines.get(PAGE).await.text.contains("1 member"));

    let renamed = ines.post("/api/operator/rename-group", &[("group", &group), ("name", "Trade")]).await;
    assert_eq!(renamed.leads, "/operator/groups?done=1");
    let wrong = ines.post("/api/operator/rename-group", &[("group", &group), ("name", " ")]).await.leads;
    assert!(
        wrong.starts_with(&format!("{PAGE}?group={group}&name=")) && wrong.ends_with("field=group-name"),
        "{wrong}"
    );
    begin(&shop, &owner, &group).await;
    let refused = ines.post("/api/operator/remove-group", &[("group", &group)]).await.leads;
    assert_eq!(refused, format!("{PAGE}?group={group}&problem=invalid&field=group-in-use"));
    assert!(ines.get(&refused).await.text.contains("A promotion that is not over is for this group."));
    let all = ines.get("/operator/promotions").await.text;
    assert!(all.contains("only for") && all.contains("Trade"), "{all}");
    let promotion =
        store::promotions::list(shop.shop.store().reader(), 1).await.expect("the store").remove(0).promotion;
    let id = promotion.terms().id.to_string();
    assert_eq!(ines.post("/api/operator/end-promotion", &[("promotion", &id)]).await.status, 303);
    let amira = account_in(&shop, "amira").await;
    let out = [("group", group.as_str()), ("account", amira.as_str())];
    assert_eq!(ines.post("/api/operator/take-out-of-group", &out).await.leads, format!("{members}?done=1"));
    assert!(!ines.get(&members).await.text.contains("amira@example.org"));
    let removed = ines.post("/api/operator/remove-group", &[("group", &group)]).await;
    assert_eq!(removed.leads, "/operator/groups?done=1");
    assert!(ines.get("/operator/promotions").await.text.contains("a group that was removed"));
    assert_eq!(ines.get(&members).await.status, 404);

    let by = signed(&shop, &owner).await;
    let log = shop.shop.audit_log(&allowed(&by), &Filter::default()).await.expect("the log").0;
    let actions: Vec<&str> = log.iter().rev().map(|entry| entry.action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "group.made",
            "group.member-added",
            "group.renamed",
            "promotion.begun",
            "promotion.ended",
            "group.member-taken-out",
            "group.removed",
        ]
    );
    assert_eq!((log[5].subject.as_str(), log[5].became.as_deref()), ("account:known-as-amira", Some("Wholesale")));
}

/// The account of a name.
async fn account_in(shop: &TestShop, name: &str) -> String {
    let email = format!("{name}@example.org");
    let found = store::staff::people::of_email(shop.shop.store().reader(), &email).await.expect("the store");
    found.expect("an account").account.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_are_for_who_keeps_promotions_and_who_is_in_them_for_who_sees_people_too() {
    let (shop, base, owner, amira, group) = with_a_member().await;
    let by = signed(&shop, &owner).await;
    let recent = by.recent(connectors::now()).expect("just signed in");
    let keeps = [Permission::KeepCoupons.to_string()];
    let saved = shop.shop.save_role(&allowed(&by), &recent, "prices", "Prices", &keeps).await;
    assert_eq!(saved.expect("the store"), Ok(()));
    let omar = browser(&shop, &base, &account(&shop, "omar", "prices").await).await;
    let page = omar.get(PAGE).await;
    assert!(page.status == 200 && page.text.contains("Wholesale") && !page.text.contains(&format!("{PAGE}/{group}")));
    assert_eq!(omar.get(&format!("{PAGE}/{group}")).await.status, 404);
    let add = [("group", group.as_str()), ("who", "omar@example.org")];
    let refused = omar.post("/api/operator/add-to-group", &add).await.leads;
    assert!(refused.contains("problem=not-found") || refused.contains("problem=not_found"), "{refused}");
    let customer = browser(&shop, &base, &amira).await;
    assert_eq!(customer.get(PAGE).await.status, 303);
    let made = customer.post("/api/operator/make-group", &[("name", "Mine")]).await.leads;
    assert!(!made.contains("done"), "{made}");
    let all = groups(&shop, &owner).await;
    assert_eq!(
        all.iter().map(|one| (one.group.name.as_str(), one.group.members)).collect::<Vec<_>>(),
        [("Wholesale", 1)]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_is_in_so_many_groups_and_no_more() {
    let (shop, _, owner, _, _) = with_a_member().await;
    let by = signed(&shop, &owner).await;
    for number in 1..=MOST_OF_ONE {
        let made = shop.shop.make_group(&allowed(&by), &format!("Group {number}")).await.expect("the store");
        assert_eq!(made, Ok(()));
    }
    let mut refused = 0;
    for one in groups(&shop, &owner).await.iter().filter(|one| one.group.members == 0) {
        let added = shop.shop.add_to_group(&allowed(&by), &allowed(&by), &one.group.id, "amira").await;
        refused += i64::from(added.expect("the store") == Err(services::groups::Refusal::TooMany));
    }
    assert_eq!(refused, 1, "they were in one before");
}

/// Puts something into the cart and looks at it.
async fn cart_of(visitor: &Visitor, product: &ProductRef) -> String {
    assert_eq!(visitor.post("/api/cart/add", &[("product", &product.to_string())]).await.leads, "/cart");
    visitor.get("/cart").await.text
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_for_a_group_is_in_no_page_of_anybody_else() {
    let (shop, base, owner, amira, group) = with_a_member().await;
    begin(&shop, &owner, &group).await;
    let product = something_of(&shop.shop, &shop.visitor(), "harbor", false).await;
    let (member, stranger) = (browser(&shop, &base, &amira).await, Visitor::new(&base));
    let outsider = browser(&shop, &base, &account(&shop, "omar", "customer").await).await;
    assert!(cart_of(&member, &product).await.contains("Members’ fifth"));
    for other in [&stranger, &outsider] {
        let cart = cart_of(other, &product).await;
        assert!(cart.contains("/api/cart/change") && !cart.contains("Members’ fifth") && !cart.contains(&group));
    }
    let (marketplace, id) = (&product.marketplace, &product.external_id);
    for page in [format!("/product/{marketplace}/{id}"), "/".to_owned(), "/deals".to_owned(), "/stores".to_owned()] {
        for visitor in [&member, &stranger] {
            let shown = visitor.get(&page).await;
            let shown = if shown.status == 200 { shown } else { visitor.get(&shown.leads).await };
            assert!(
                shown.status == 200 && !shown.text.contains("Members’ fifth") && !shown.text.contains(&group),
                "{page}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_pays_less_and_whoever_was_taken_out_meanwhile_is_asked_again() {
    let (shop, _, owner, amira, group) = with_a_member().await;
    let (member, guest) = (visit_of(&shop, &amira).await, shop.visitor());
    let product = something_of(&shop.shop, &guest, "harbor", false).await;
    let one = domain::cart::Quantity::ONE;
    begin(&shop, &owner, &group).await;
    let full = shop.shop.add_to_cart(&guest, &product, None, one).await.expect("a cart").quote.expect("a quote");
    let less = shop.shop.add_to_cart(&member, &product, None, one).await.expect("a cart").quote.expect("a quote");
    assert!(full.promotions.is_empty() && full.total.taken_off().is_zero());
    let off = less.promotions.first().expect("a promotion").off;
    assert_eq!(less.total.total, full.total.total.minus(off).unwrap());

    let page = to_the_gateway(&shop.shop, &member, Policy::KeepRest).await;
    assert_eq!(pay_with(&page, GOOD_CARD).await.0, 303);
    let number = order_of(&shop.shop, &member).await;
    shop.shop.order(&member, &number, None).await.unwrap();
    shop.work().await;
    let order = shop.shop.order(&member, &number, None).await.unwrap();
    assert_eq!((order.captured, order.taken_off()), (less.total.total, off.minor));

    shop.shop.add_to_cart(&member, &product, None, one).await.expect("a cart");
    shop.shop.save_details(&member, details()).await.expect("details");
    let live = shop.shop.save_delivery(&member, Default::default()).await.expect("live quotes").draft.live.unwrap();
    assert_eq!(live.quote.promotions.first().map(|promotion| promotion.off), Some(off));
    let by = signed(&shop, &owner).await;
    let group = group.parse().unwrap();
    let out = shop.shop.take_out_of_group(&allowed(&by), &allowed(&by), &group, &amira).await;
    assert_eq!(out.expect("the store"), Ok(()));
    let paid = shop.shop.pay(&member, &live.validation, Policy::KeepRest, Tolerance::default()).await;
    assert_eq!(paid.expect("an answer"), PayOutcome::Changed);
    let again = shop.shop.checkout(&member).await.unwrap().draft.live.expect("a review");
    assert!(
        matches!(&again.changes[..], [.., Change::Promotion { before, now, .. }] if *before == off && now.is_zero())
    );
    assert_eq!(again.quote.total.total, full.total.total);
    shop.assert_sound().await;
}
