//! Finding things by their words: the index beside what marketplaces answer, and without it.

use domain::{
    locale::Locale,
    search::{Help, SearchPage, SearchQuery},
};
use sandbox::faults::Knobs;

use crate::test_shop::TestShop;

async fn search(shop: &TestShop, text: &str) -> SearchPage {
    let query = SearchQuery { text: text.to_owned(), page: 1, ..SearchQuery::default() };
    shop.shop.search(&shop.visitor(), query).await
}

fn titles(page: &SearchPage) -> String {
    page.groups.iter().map(|group| group.title(Locale::En).to_lowercase()).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_typo_is_searched_for_as_what_was_meant_and_quotation_marks_have_it_taken_as_it_is() {
    let shop = TestShop::open_with_index().await;
    let right = search(&shop, "headphones").await;
    let page = search(&shop, "hedphones").await;
    assert_eq!(page.help.read_as.as_deref(), Some("headphones"));
    assert!(page.group_count >= right.group_count, "{} of {}", page.group_count, right.group_count);
    assert!(titles(&page).contains("headphones"));
    assert_eq!(right.help, Help::default());
    let exact = search(&shop, &Help::word_by_word("hedphones")).await;
    assert_eq!(exact.group_count, 0);
    assert_eq!(exact.help.instead.first().map(String::as_str), Some("headphones"));
}

#[tokio::test]
async fn other_words_and_languages_find_what_marketplaces_themselves_do_not() {
    let shop = TestShop::open_with_index().await;
    for (text, wanted) in [("loudspeaker", "speaker"), ("bouilloire", "kettle"), ("غلاية", "kettle")] {
        let page = search(&shop, text).await;
        assert!(titles(&page).contains(wanted), "{text}: {}", titles(&page));
    }
}

#[tokio::test]
async fn nothing_is_shown_of_a_marketplace_that_does_not_answer_though_the_index_knows_it() {
    let shop = TestShop::open_with_index().await;
    shop.turn("harbor", Knobs { refuse: true, ..Knobs::default() });
    let page = search(&shop, "hedphones").await;
    assert_eq!(page.absences.len(), 1);
    let shown = page.groups.iter().chain(&page.others).flat_map(|group| &group.offers);
    assert!(shown.clone().count() > 0);
    assert!(shown.clone().all(|offer| offer.product.reference.marketplace.as_str() != "harbor"));
}

#[tokio::test]
async fn what_nobody_has_all_words_of_is_helped_with() {
    let shop = TestShop::open_with_index().await;
    let page = search(&shop, "headphones qzxwvqzxwv").await;
    assert!(page.group_count > 0 && page.help.partly, "{:?}", page.help);
    let none = search(&shop, "\"headphones qzxwvqzxwv\"").await;
    assert_eq!(none.group_count, 0);
    assert!(none.help.instead.contains(&"headphones".to_owned()), "{:?}", none.help);
}

#[tokio::test]
async fn suggestions_forgive_and_the_words_of_others_are_suggested_once_they_are_asked_for_often() {
    let shop = TestShop::open_with_index().await;
    let visit = shop.visitor();
    let suggested = shop.shop.suggestions(&visit, "wireless haedph").await.expect("a database");
    assert!(suggested.iter().any(|one| one.title.to_lowercase().contains("headphones")), "{suggested:?}");
    for _ in 0..3 {
        search(&shop, "brass lamp").await;
        search(&shop, "lamp for jane roe").await;
    }
    shop.shop.sweep_terms().await.expect("a database");
    let searches = shop.shop.suggested_searches(visit.locale, None, "bra").await.expect("a database");
    assert!(searches.iter().any(|one| one.text == "brass lamp" && !one.own), "{searches:?}");
    let own = shop.shop.suggested_searches(visit.locale, None, "lamp fo").await.expect("a database");
    assert!(own.is_empty(), "a name is no word that goods have: {own:?}");
}

#[tokio::test]
async fn the_next_process_has_an_index_of_the_same_size_and_without_one_searches_work_too() {
    let mut shop = TestShop::open_with_index().await;
    let before = shop.shop.index_size().await;
    assert!(before > 100);
    assert_eq!(shop.shop.sweep_index().await.expect("a database"), 0, "what has not changed is not put again");
    shop.restart().await;
    shop.shop.sweep_index().await.expect("a database");
    assert_eq!(shop.shop.index_size().await, before);
    let without = TestShop::open().await;
    assert_eq!(without.shop.index_size().await, 0);
    let page = search(&without, "headphones").await;
    assert!(page.group_count > 0 && page.help == Help::default());
    assert_eq!(search(&without, "hedphones").await.group_count, 0);
}
