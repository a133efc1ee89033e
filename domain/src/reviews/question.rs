//! Which reviews of a product are looked at: filters, order and page, as they stand in the address.

use super::{Stars, words};

words! {
    /// What comes first.
    Order {
        /// What helped most people.
        Helpful = "helpful",
        /// What was written last.
        Newest = "newest",
        /// Most stars.
        Best = "best",
        /// Fewest stars.
        Worst = "worst",
    }
}

/// Which reviews are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReviewsQuery {
    /// Only with so many stars.
    pub stars: Option<Stars>,
    /// Only of people who bought it.
    pub bought: bool,
    /// Only with pictures.
    pub pictured: bool,
    /// What comes first.
    pub order: Order,
    /// Which page, from 1.
    pub page: u32,
}

impl Default for ReviewsQuery {
    fn default() -> Self {
        Self { stars: None, bought: false, pictured: false, order: Order::Helpful, page: 1 }
    }
}

impl ReviewsQuery {
    /// The last page that is looked at.
    pub const LAST_PAGE: u32 = 500;

    /// Reads the parameters of an address; what makes no sense is as if it were not there.
    pub fn from_pairs(pairs: &[(String, String)]) -> Self {
        let value = |name: &str| pairs.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
        Self {
            stars: value("stars").parse::<u8>().ok().and_then(|count| Stars::try_from(count).ok()),
            bought: value("bought") == "1",
            pictured: value("pictured") == "1",
            order: Order::from_word(value("order")).unwrap_or(Order::Helpful),
            page: value("reviews").parse().unwrap_or(1).clamp(1, Self::LAST_PAGE),
        }
    }

    /// The parameters that say the same, without what goes without saying.
    pub fn parameters(&self) -> String {
        let stars = self.stars.map(|stars| format!("stars={}", stars.count()));
        let bought = self.bought.then(|| "bought=1".to_owned());
        let pictured = self.pictured.then(|| "pictured=1".to_owned());
        let order = (self.order != Order::Helpful).then(|| format!("order={}", self.order.word()));
        let page = (self.page > 1).then(|| format!("reviews={}", self.page));
        let said: Vec<String> = [stars, bought, pictured, order, page].into_iter().flatten().collect();
        said.join("&")
    }

    /// Whether any filter is set.
    pub fn is_filtered(&self) -> bool {
        self.stars.is_some() || self.bought || self.pictured
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> ReviewsQuery {
        let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (name.to_owned(), value.to_owned()));
        ReviewsQuery::from_pairs(&address.split('&').filter_map(pair).collect::<Vec<_>>())
    }

    #[test]
    fn what_an_address_says_is_read_and_written_alike() {
        for address in ["", "stars=2", "stars=5&bought=1&pictured=1&order=newest&reviews=3"] {
            assert_eq!(read(address).parameters(), address);
        }
    }

    #[test]
    fn what_makes_no_sense_asks_for_nothing() {
        assert_eq!(read("stars=9&bought=yes&order=loudest&reviews=-1"), ReviewsQuery::default());
        assert_eq!(read("reviews=999999999").page, ReviewsQuery::LAST_PAGE);
    }
}
