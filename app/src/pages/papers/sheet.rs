//! What stands on a paper, in words: the same on its page and in its file.

use domain::{
    locale::Locale,
    money::Rate,
    order::OrderView,
    papers::{About, Content, Paper, PaperKind, PaperLine},
    time::Timestamp,
};
use fluent_bundle::FluentValue;
use services::papers::buyer_of;

use crate::{
    components::{order_parts::payment_key, refunds::reason_key},
    i18n,
    texts::{amount_text, name_text},
};

/// A paper in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What it is, with its number.
    pub title: String,
    /// What it is not, and who invoices.
    pub note: Option<String>,
    /// Whose it is: a heading, and lines.
    pub from: (String, Vec<String>),
    /// Whom it is for: a heading, and lines.
    pub to: (String, Vec<String>),
    /// Days, order, payment.
    pub facts: Vec<(String, String)>,
    /// The heads of the columns.
    pub heads: Vec<String>,
    /// The lines, as many cells as heads.
    pub rows: Vec<Vec<String>>,
    /// The sums, the total last.
    pub sums: Vec<(String, String)>,
    /// What else is to be said.
    pub remarks: Vec<String>,
    /// What is said instead of letters that a file cannot show.
    pub unshown: String,
}

/// A paper of an order as a language says it.
pub fn sheet(locale: Locale, paper: &Paper, order: &OrderView) -> Sheet {
    let words = Words(locale);
    let content = &paper.content;
    Sheet {
        title: words.with(title_key(content.kind), &[("number", name_text(locale, &paper.number.to_string()).into())]),
        note: words.note(content),
        from: (words.text("paper-from"), words.issuer(content)),
        to: (words.text("paper-for"), words.buyer(paper, order)),
        facts: words.facts(paper),
        heads: words.heads(content),
        rows: content.lines.iter().map(|line| words.row(content, line)).collect(),
        sums: words.sums(content),
        remarks: words.at_home(content).into_iter().collect(),
        unshown: words.text("paper-file-letters"),
    }
}

/// What a paper is called, with its number.
pub fn title_key(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::Invoice => "paper-invoice",
        PaperKind::CreditNote => "paper-credit-note",
        PaperKind::Receipt => "paper-receipt",
        PaperKind::RefundReceipt => "paper-refund-receipt",
    }
}

struct Words(Locale);

impl Words {
    fn text(&self, key: &str) -> String {
        i18n::t(self.0, key).into_owned()
    }

    fn with(&self, key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
        i18n::t_with(self.0, key, values)
    }

    fn day(&self, at: Timestamp) -> String {
        let date = at.date();
        format!("{} {}", self.0.day(date), date.year)
    }

    /// Basis points as people write them: `23 %`, `5.5 %`.
    fn rate(&self, points: u32) -> String {
        let point = if self.0 == Locale::Fr { "," } else { "." };
        let parts = format!("{:02}", points % 100);
        let parts = parts.trim_end_matches('0');
        let parts = if parts.is_empty() { String::new() } else { format!("{point}{parts}") };
        format!("{}{parts}\u{a0}%", points / 100)
    }

    fn note(&self, content: &Content) -> Option<String> {
        let key = match content.kind {
            PaperKind::Invoice | PaperKind::CreditNote => return None,
            PaperKind::Receipt => "paper-receipt-note",
            PaperKind::RefundReceipt => "paper-refund-receipt-note",
        };
        Some(self.with(key, &[("seller", name_text(self.0, &content.seller).into())]))
    }

    fn issuer(&self, content: &Content) -> Vec<String> {
        let issuer = &content.issuer;
        let number = name_text(self.0, &issuer.tax_number);
        let number =
            (!issuer.tax_number.is_empty()).then(|| self.with("paper-tax-number", &[("number", number.into())]));
        [issuer.name.clone()].into_iter().chain(issuer.address.iter().cloned()).chain(number).collect()
    }

    fn buyer(&self, paper: &Paper, order: &OrderView) -> Vec<String> {
        let buyer = buyer_of(paper, order);
        let country =
            (!buyer.country.is_empty()).then(|| i18n::t(self.0, &format!("country-{}", buyer.country)).into_owned());
        let lines = [buyer.name].into_iter().chain(buyer.address).chain(country);
        lines.filter(|line| !line.is_empty()).collect()
    }

    fn facts(&self, paper: &Paper) -> Vec<(String, String)> {
        let content = &paper.content;
        let paid = if content.kind.gives_back() { "paper-given-back-by" } else { "order-method" };
        let mut facts = vec![
            (self.text("paper-issued"), self.day(paper.issued_at)),
            (self.text("paper-order"), content.order.to_string()),
            (self.text("paper-ordered"), self.day(content.ordered_at)),
            (self.text("paper-seller"), content.seller.clone()),
            (self.text(paid), self.text(payment_key(&content.method))),
        ];
        let corrects = content.corrects.map(|number| (self.text("paper-corrects"), number.to_string()));
        facts.extend(corrects);
        facts
    }

    fn heads(&self, content: &Content) -> Vec<String> {
        let keys: &[&str] = if content.kind.is_kept_by_law() {
            &["paper-what", "paper-quantity", "paper-unit", "paper-net", "paper-rate", "paper-tax", "paper-gross"]
        } else {
            &["paper-what", "paper-quantity", "paper-unit", "paper-gross"]
        };
        keys.iter().map(|key| self.text(key)).collect()
    }

    fn row(&self, content: &Content, line: &PaperLine) -> Vec<String> {
        let (what, quantity, unit) = match &line.about {
            About::Goods { title, variant, unit } => {
                let what = if variant.is_empty() { title.clone() } else { format!("{title}, {variant}") };
                (what, u32::from(line.quantity).to_string(), self.0.money(*unit))
            }
            About::Delivery { title } => {
                (format!("{}: {title}", self.text("review-delivery")), String::new(), String::new())
            }
            About::TaxAdded => (self.text("offer-tax"), String::new(), String::new()),
            About::GivenBack { reason } => {
                let seller = [("marketplace", name_text(self.0, &content.seller).into())];
                (self.with(reason_key(*reason), &seller), String::new(), String::new())
            }
        };
        let off = line.discount.map(|off| self.with("paper-discount", &[("amount", amount_text(self.0, off).into())]));
        let what = [Some(what), off].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        let mut cells = vec![what, quantity, unit];
        if content.kind.is_kept_by_law() {
            let rate = line.tax_points.map_or_else(String::new, |points| self.rate(points));
            cells.extend([self.0.money(line.net), rate, self.0.money(line.tax)]);
        }
        cells.push(self.0.money(line.gross));
        cells
    }

    fn sums(&self, content: &Content) -> Vec<(String, String)> {
        let mut sums = Vec::new();
        for sum in &content.taxes {
            let rate = self.rate(sum.points);
            let of = |key: &str| self.with(key, &[("rate", name_text(self.0, &rate).into())]);
            sums.push((of("paper-net-at"), self.0.money(sum.net)));
            sums.push((of("paper-tax-at"), self.0.money(sum.tax)));
        }
        if content.taxes.len() > 1 {
            sums.push((self.text("paper-net-sum"), self.0.money(content.net)));
            sums.push((self.text("paper-tax-sum"), self.0.money(content.tax)));
        }
        let total = if content.kind.gives_back() { "paper-total-back" } else { "paper-total" };
        sums.push((self.text(total), self.0.money(content.total)));
        sums
    }

    fn at_home(&self, content: &Content) -> Option<String> {
        let home = content.at_home?;
        let Rate { from, to, billionths, dated } = home.rate;
        let rate = format!(
            "1\u{a0}{} = {}.{:09}\u{a0}{}",
            from.code(),
            billionths / Rate::ONE,
            billionths % Rate::ONE,
            to.code()
        );
        let (tax, rate) = (amount_text(self.0, home.tax), name_text(self.0, &rate));
        let facts = [("tax", tax.into()), ("rate", rate.into()), ("day", name_text(self.0, &dated.to_string()).into())];
        Some(self.with("paper-at-home", &facts))
    }
}
