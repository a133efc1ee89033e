//! What the locale files promise.
