//! A session that knows when it ends, for gateways whose pages have no end of their own: the end is written behind the
//! gateway's name, so that whoever asks about the page later knows it without asking us.

use domain::time::Timestamp;

/// What a gateway calls a page, and when it stops taking payments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    pub id: String,
    pub until: Timestamp,
}

impl Dated {
    /// `id.seconds`
    pub(super) fn text(id: &str, until: Timestamp) -> String {
        format!("{id}.{}", until.0.div_euclid(1000))
    }

    /// Reads what [`Dated::text`] wrote.
    pub(super) fn read(session: &str) -> Option<Self> {
        let (id, seconds) = session.rsplit_once('.')?;
        let until = Timestamp(seconds.parse::<i64>().ok()?.checked_mul(1000)?);
        is_id(id).then(|| Self { id: id.to_owned(), until })
    }

    /// Whether the page has ended.
    pub(super) fn is_over(&self, now: Timestamp) -> bool {
        self.until <= now
    }
}

/// Whether a text can be an id: ids that are none never get into an address or a query.
pub(super) fn is_id(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'=');
    (1..=255).contains(&text.len()) && text.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_tells_its_end() {
        let text = Dated::text("5O190127TN364715T", Timestamp(1_795_251_600_000));
        let dated = Dated::read(&text).unwrap();
        assert_eq!(dated.id, "5O190127TN364715T");
        assert!(!dated.is_over(Timestamp(1_795_251_599_999)) && dated.is_over(Timestamp(1_795_251_600_000)));
        for wrong in ["", "5O19", "../orders.1", "a b.1", ".7", "a.x"] {
            assert_eq!(Dated::read(wrong), None, "{wrong}");
        }
    }
}
