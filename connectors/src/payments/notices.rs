//! What a gateway posts to us, as it came.

/// A message before anybody believed it: the raw body and the headers.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    /// The body, byte for byte.
    pub body: &'a [u8],
    /// The headers by name.
    pub headers: &'a [(&'a str, &'a str)],
}

impl<'a> Message<'a> {
    /// The value of a header, whatever the case of its name; empty where it is missing.
    pub fn header(&self, name: &str) -> &'a str {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }
}
