//! Methods that a provider keeps for a shopper, and secrets that nobody prints.

use connectors::payments::{GatewayError, MethodToken, PageState, SavedMethod, SavingRequest};
use sandbox::paying::knobs::Knobs;

use super::{Counter, HOLDERS, key, order};

/// A method that a shopper let us keep.
async fn kept(counter: &Counter, slug: &str) -> SavedMethod {
    let gateway = counter.gateway(slug);
    let request = SavingRequest {
        success_url: "http://shop.test/account/methods".to_owned(),
        cancel_url: "http://shop.test/account".to_owned(),
    };
    let page = gateway.open_saving(&request, "save").await.expect("a page");
    if slug == "paypal" {
        assert_eq!(gateway.saved(&page.session, "saved").await, Ok(None), "nobody agreed yet");
    }
    let to = counter.answer(&page.url, &["approve"]).await.expect("the shopper comes back");
    let nonce = to.query_pairs().find(|(name, _)| name == "payment_method_nonce").map(|(_, value)| value.into_owned());
    let session = nonce.unwrap_or(page.session);
    gateway.saved(&session, "saved").await.expect("it is kept").expect("the shopper agreed")
}

#[tokio::test]
async fn a_saved_method_pays_again_and_again_until_it_is_forgotten() {
    let counter = Counter::open().await;
    for slug in HOLDERS {
        let (gateway, method) = (counter.gateway(slug), kept(&counter, slug).await);
        assert!(method.label.contains('•'), "{slug} {}", method.label);
        for number in [1, 2] {
            let request = order(slug, number);
            for _ in 0..2 {
                let state = gateway.pay_with(&request, &method.token, &key(&request)).await.unwrap();
                assert!(matches!(state, PageState::Authorised { amount, .. } if amount == request.amount), "{slug}");
            }
            assert_eq!(counter.sums(slug, &request.subject).await["authorised"], 12_000, "{slug}");
        }
        for _ in 0..2 {
            gateway.forget(&method.token).await.unwrap();
        }
        let request = order(slug, 3);
        let refused = gateway.pay_with(&request, &method.token, &key(&request)).await;
        assert!(matches!(refused, Err(GatewayError::Refused(_))), "{slug} {refused:?}");
    }
    let alipay = counter.gateway("alipay");
    assert!(!alipay.can().saved_methods);
    let token = MethodToken::read("x").unwrap();
    let refused = alipay.pay_with(&order("alipay", 1), &token, "k").await;
    assert!(matches!(refused, Err(GatewayError::Unsupported(_))));
}

#[tokio::test]
async fn a_saved_method_may_be_declined_or_need_a_confirmation() {
    let counter = Counter::open().await;
    for slug in HOLDERS {
        let (gateway, method) = (counter.gateway(slug), kept(&counter, slug).await);
        counter.turn(slug, Knobs { challenge_next: 1, ..Knobs::default() }).await;
        let request = order(slug, 1);
        let asked = gateway.pay_with(&request, &method.token, "challenged").await;
        assert!(matches!(asked, Err(GatewayError::ChallengeNeeded { .. })), "{slug} {asked:?}");
        counter.turn(slug, Knobs { decline_next: 1, ..Knobs::default() }).await;
        let declined = gateway.pay_with(&request, &method.token, "declined").await;
        assert!(matches!(declined, Err(GatewayError::Declined(_))), "{slug} {declined:?}");
        let sums = counter.sums(slug, &request.subject).await;
        assert_eq!(sums.get("authorised"), None, "{slug}");
        gateway.pay_with(&request, &method.token, "good").await.unwrap();
    }
}

#[tokio::test]
async fn nothing_secret_is_ever_printed() {
    use connectors::{
        http::Reach,
        payments::{
            alipay::{AlipayConfig, AlipayGateway},
            braintree::{BraintreeConfig, BraintreeGateway},
            paypal::{PayPalConfig, PayPalGateway},
        },
    };
    const SECRET: &str = "a-very-secret-thing";
    let paypal = PayPalConfig {
        base_url: "http://127.0.0.1:1".to_owned(),
        client_id: SECRET.to_owned(),
        client_secret: SECRET.to_owned(),
        webhook_id: "WH-1".to_owned(),
        reach: Reach::Anywhere,
    };
    let braintree = BraintreeConfig {
        url: "http://127.0.0.1:1".to_owned(),
        public_key: "public".to_owned(),
        private_key: SECRET.to_owned(),
        merchant_accounts: Vec::new(),
        page_url: "http://127.0.0.1:1".to_owned(),
        reach: Reach::Anywhere,
    };
    let alipay = AlipayConfig {
        gateway_url: "http://127.0.0.1:1".to_owned(),
        app_id: "app".to_owned(),
        seller_id: "seller".to_owned(),
        app_private_key: sandbox::alipay::APP_PRIVATE_KEY.to_owned(),
        alipay_public_key: sandbox::alipay::PUBLIC_KEY.to_owned(),
        notify_url: String::new(),
        reach: Reach::Anywhere,
    };
    let mut printed = format!("{paypal:?} {braintree:?} {alipay:?}");
    printed += &format!("{:?}", PayPalGateway::new(paypal).unwrap());
    printed += &format!("{:?}", BraintreeGateway::new(braintree).unwrap());
    printed += &format!("{:?}", AlipayGateway::new(alipay).unwrap());
    let line = sandbox::alipay::APP_PRIVATE_KEY.lines().nth(1).unwrap();
    assert!(!printed.contains(SECRET) && !printed.contains(line), "{printed}");
    let broken = AlipayGateway::new(AlipayConfig {
        gateway_url: String::new(),
        app_id: String::new(),
        seller_id: String::new(),
        app_private_key: SECRET.to_owned(),
        alipay_public_key: String::new(),
        notify_url: String::new(),
        reach: Reach::Anywhere,
    });
    assert!(!format!("{:?}", broken.err()).contains(SECRET));
}
