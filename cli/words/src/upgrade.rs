//! A version of Remit that goes on with a ledger which another one wrote.

/// It comes to all that stands there.
pub fn same(before: Option<&str>) -> String {
    format!(
        "{} wrote the ledger last; all that stands on it was worked out anew, and comes to the same.",
        named(before)
    )
}

/// It does not, and that was accepted.
pub fn accepted(before: Option<&str>, first: u64) -> String {
    format!(
        "{} wrote the ledger last, and this version does not come to the same from position {first} on; as you accepted that, it goes on, and what people were told stays told",
        named(before)
    )
}

fn named(version: Option<&str>) -> String {
    version.map_or_else(|| "Another version of Remit".to_owned(), |version| format!("Remit {version}"))
}
