//! What the locale files promise: they can be read, all languages say the same, and nothing a page asks for is missing.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use domain::{
    account::{Composed, Field, Wrong},
    catalog::Category,
    checkout::{COUNTRIES, PayMethod, Policy},
    consent::Purpose,
    counterfeit::Reason,
    landed_cost,
    matching::Signal,
    order::{OrderStatus, Progress},
    permission::{BuiltInRole, Permission},
    price_history::{Doubt, Verdict},
    profile::{Channel, DeliveryPriority, Topic},
    recommending::RowKind,
    reviews,
    search::{SearchQuery, Sort},
    security_event::SecurityEventKind,
    size_guide::SizeGuide,
    understanding::Colour,
    unit_price,
};

use super::*;
use services::{reconcile::Kind, staff::Refusal};

use crate::{
    components::timeline::timeline_key,
    pages::{account::privacy, choices, operator::words, policy, price_method, ranking},
    problem::ProblemKind,
    ssr::Theme,
};

/// Each key with the variables its text uses.
fn entries(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let mut entries: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in sources(locale).iter().flat_map(|(_, text)| text.lines()) {
        if line.starts_with('#') {
            continue;
        }
        if let Some((name, _)) = line.split_once(" = ").filter(|_| !line.starts_with([' ', '}'])) {
            assert!(entries.insert(name.to_owned(), BTreeSet::new()).is_none(), "{name} is there twice in {locale:?}");
            key = name.to_owned();
        }
        for after in line.split('$').skip(1) {
            let name: String = after.chars().take_while(char::is_ascii_alphanumeric).collect();
            entries.entry(key.clone()).or_default().insert(name);
        }
    }
    entries
}

/// All source text of this crate, tests left out.
fn sources_of_pages() -> String {
    fn gather(folder: &Path, text: &mut String) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, text);
            } else if path.file_name().is_some_and(|name| name != "tests.rs") {
                text.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut text = String::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut text);
    text
}

/// Keys that are put together from words of the rules.
fn derived_keys() -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    keys.extend(Category::ALL.iter().map(|category| format!("category-{}", category.slug())));
    keys.extend(Category::ALL.iter().map(|category| format!("category-short-{}", category.slug())));
    keys.extend(COUNTRIES.iter().map(|code| format!("country-{code}")));
    keys.extend(ProblemKind::ALL.map(|kind| format!("problem-{}", kind.word())));
    let on_a_page = PayMethod::ALL.into_iter().filter(|method| *method != PayMethod::Wallet);
    keys.extend(PayMethod::ALL.map(|method| format!("method-{}", method.word())));
    keys.extend(
        on_a_page.flat_map(|method| [format!("method-{}-why", method.word()), format!("payment-{}", method.word())]),
    );
    let fields = ["name", "size", "least", "from", "until"];
    keys.extend(fields.iter().flat_map(|field| [format!("promotions-{field}"), format!("promotions-wrong-{field}")]));
    keys.extend(services::groups::Refusal::ALL.map(|refusal| format!("groups-wrong-{}", refusal.word())));
    keys.extend(["percent", "amount", "delivery"].map(|kind| format!("promotions-kind-{kind}")));
    keys.extend(Theme::ALL.map(|theme| format!("theme-{}", theme.word())));
    keys.extend(Sort::ALL.map(|sort| format!("sort-{}", sort.word())));
    keys.extend(Policy::ALL.map(|policy| format!("policy-{}", policy.word())));
    keys.extend(Policy::ALL.map(|policy| format!("policy-{}-why", policy.word())));
    keys.extend(Progress::ALL.map(|progress| format!("progress-{}", progress.word())));
    keys.extend(Progress::ALL.map(timeline_key));
    let statuses = [
        OrderStatus::Pending,
        OrderStatus::Processing,
        OrderStatus::Shipped,
        OrderStatus::Delivered,
        OrderStatus::Cancelled,
    ];
    keys.extend(statuses.map(|status| format!("status-{}", status.word())));
    for name in ["email", "name", "street", "extra", "postcode", "city", "country", "phone"] {
        keys.extend([format!("field-{name}"), format!("field-malformed-{name}")]);
    }
    keys.extend(["details", "delivery", "review"].map(|step| format!("checkout-{step}")));
    keys.extend(["total", "arrival", "returns", "rating"].map(|order| format!("offers-by-{order}")));
    let reasons = ["too-slow", "failing", "unintelligible", "busy", "switched-off", "not-supported"];
    keys.extend(reasons.map(|reason| format!("absence-{reason}-short")));
    keys.extend(Kind::ALL.map(|kind| format!("operator-kind-{}", kind.word())));
    keys.extend(words::STUCK.map(|word| format!("operator-stuck-{word}")));
    keys.extend(words::STANDINGS.map(|word| format!("operator-standing-{word}")));
    keys.extend(words::REASONS.map(|word| format!("operator-reason-{word}")));
    keys.extend(Refusal::ALL.map(|refusal| format!("staff-refused-{}", refusal.word())));
    keys.extend(BuiltInRole::ALL.map(|role| format!("staff-role-{}", role.word())));
    keys.extend(Permission::ALL.iter().map(|one| format!("staff-may-{}", one.word().replace('.', "-"))));
    keys.extend(SecurityEventKind::ALL.iter().map(|kind| format!("event-{}", kind.word())));
    keys.extend(Topic::ALL.map(|topic| format!("profile-topic-{}", topic.word())));
    keys.extend(Topic::ALL.map(|topic| format!("profile-topic-{}-what", topic.word())));
    keys.extend(Channel::ALL.map(|channel| format!("profile-by-{}", channel.word())));
    keys.extend(DeliveryPriority::ALL.map(|priority| format!("profile-delivery-{}", priority.word())));
    keys.extend(DeliveryPriority::ALL.map(|priority| format!("profile-delivery-{}-why", priority.word())));
    keys.extend(Purpose::ALL.map(|purpose| format!("profile-purpose-{}", purpose.word())));
    keys.extend(Purpose::ALL.map(|purpose| format!("profile-purpose-{}-text", purpose.word())));
    keys.extend(["neutral", "preferred", "hidden"].map(|stance| format!("profile-stance-{stance}")));
    keys.extend(["view", "search", "add", "buy"].map(|what| format!("profile-did-{what}")));
    keys.extend(["goes", "stays", "when"].map(|fact| format!("profile-erase-{fact}")));
    for known in privacy::KNOWN {
        keys.extend([format!("profile-known-{known}"), format!("profile-known-{known}-why")]);
    }
    for cookie in choices::COOKIES {
        keys.extend([format!("choices-cookie-{cookie}"), format!("choices-cookie-{cookie}-why")]);
    }
    for name in ["first_name", "last_name", "username", "list_name", "new_name", "target"] {
        keys.extend([format!("field-{name}"), format!("field-malformed-{name}")]);
    }
    let parameters = SearchQuery::NAMES.into_iter().filter(|name| *name != "said").chain(["other"]);
    keys.extend(parameters.map(|name| format!("filter-{name}")));
    keys.extend(policy::keys());
    keys.extend(Signal::ALL.iter().map(|signal| format!("match-{}", signal.word())));
    keys.extend(RowKind::ALL.map(|kind| format!("rows-{}", kind.word())));
    keys.extend(RowKind::ALL.map(|kind| format!("rows-{}-why", kind.word())));
    keys.extend(Reason::ALL.map(|reason| format!("report-reason-{}", reason.word())));
    keys.push("field-malformed-report-reason".to_owned());
    keys.extend(price_method::keys());
    keys.extend(ranking::keys());
    keys.extend(Colour::ALL.iter().map(|colour| format!("colour-{}", colour.slug())));
    keys.extend(landed_cost::Kind::ALL.map(|kind| format!("cost-part-{}", kind.word())));
    keys.extend(landed_cost::Source::ALL.map(|source| format!("cost-source-{}", source.word())));
    keys.extend(landed_cost::Confidence::ALL.map(|sure| format!("cost-sure-{}", sure.word())));
    keys.extend(Doubt::ALL.map(|doubt| format!("prices-doubt-{}", doubt.word())));
    keys.extend(Verdict::ALL.map(|verdict| format!("prices-advice-{}", verdict.word())));
    let wrong =
        [Wrong::Missing, Wrong::TooLong, Wrong::Malformed, Wrong::Common, Wrong::Weak, Wrong::Refused, Wrong::Same];
    let wrong = wrong.into_iter().chain(Composed::ALL.map(Wrong::Composition));
    keys.extend(wrong.map(|wrong| format!("account-wrong-{}", wrong.word())));
    let malformed = [Field::Email, Field::Username, Field::OrderNumber];
    keys.extend(malformed.map(|field| format!("account-wrong-malformed-{}", field.word())));
    keys.extend(reviews::Refusal::ALL.iter().map(|why| format!("review-refused-{}", why.word())));
    keys.extend(reviews::Doubt::ALL.iter().map(|doubt| format!("doubt-{}", doubt.word())));
    keys.extend(reviews::Order::ALL.iter().map(|order| format!("reviews-by-{}", order.word())));
    keys.extend(unit_price::Per::ALL.map(|per| format!("unit-price-{}", per.word())));
    keys.extend(["field-text", "field-malformed-text"].map(str::to_owned));
    for guide in [SizeGuide::Clothes, SizeGuide::Shoes] {
        keys.extend(guide.columns().iter().map(|key| (*key).to_owned()));
    }
    keys.extend([2, 3, 4].map(|score| format!("account-strength-{score}")));
    keys.extend(["number", "when", "who", "what", "subject", "change"].map(|head| format!("staff-audit-{head}")));
    keys
}

#[test]
fn every_file_can_be_read_to_its_end() {
    for locale in Locale::ALL {
        for (name, text) in sources(locale) {
            if let Err((_, problems)) = FluentResource::try_new((*text).to_owned()) {
                panic!("{name} in {locale:?}: {problems:?}");
            }
        }
    }
}

#[test]
fn all_languages_say_the_same_with_the_same_values() {
    let english = entries(Locale::En);
    for locale in Locale::ALL {
        let other = entries(locale);
        let keys = |entries: &BTreeMap<String, BTreeSet<String>>| entries.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(&english), keys(&other), "{locale:?}");
        for (key, variables) in &english {
            assert_eq!(variables, &other[key], "{key} in {locale:?}");
        }
    }
}

#[test]
fn no_page_asks_for_a_text_that_is_not_there() {
    let known = entries(Locale::En);
    let text = sources_of_pages();
    let mut missing = BTreeSet::new();
    for call in [
        "look.t(",
        ".t(",
        "look.with(",
        ".with(",
        ".count(",
        "t_with(locale, ",
        "plural(look.locale(), ",
        "text(",
        "amount(",
    ] {
        for after in text.split(call).skip(1) {
            let Some(literal) = after.trim_start().strip_prefix('"') else { continue };
            let key = literal.split('"').next().unwrap_or_default();
            let looks_like_key = key.contains('-')
                && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
            if looks_like_key && !known.contains_key(key) {
                missing.insert(key.to_owned());
            }
        }
    }
    missing.extend(derived_keys().into_iter().filter(|key| !known.contains_key(key)));
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn no_text_waits_for_a_page_that_is_gone() {
    let text = sources_of_pages();
    let derived: BTreeSet<String> = derived_keys().into_iter().collect();
    let idle: Vec<String> = entries(Locale::En)
        .into_keys()
        .filter(|key| !derived.contains(key) && !text.contains(&format!("\"{key}\"")))
        .collect();
    assert!(idle.is_empty(), "{idle:?}");
}

#[test]
fn islands_count_as_the_server_does() {
    for locale in Locale::ALL {
        for key in ["cart-count", "from-marketplaces", "only-left", "search-products", "search-groups"] {
            let forms = plural(locale, key);
            // Above 102 the library that Fluent counts with leaves CLDR's rule for Arabic.
            for number in 0..=102_u32 {
                let server = t_with(locale, key, &[("count", number.into())]);
                assert_eq!(forms.text(locale, number), server, "{key} {number} in {locale:?}");
            }
        }
    }
}

#[test]
fn arabic_counts_in_six_forms() {
    let forms = [0, 1, 2, 3, 11, 100].map(|number: u32| t_with(Locale::Ar, "cart-count", &[("count", number.into())]));
    assert_eq!(forms, ["لا أشياء", "شيء واحد", "شيئان", "3 أشياء", "11 شيئاً", "100 شيء"]);
}
