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

/// It does not, and nothing was written.
pub fn differs(before: Option<&str>, version: &str, fault: &str) -> String {
    let before = named(before);
    format!(
        "{before} wrote this ledger last, and Remit {version} does not come to what stands on it; nothing was written: {fault}"
    )
}

/// What to do about that.
pub fn differs_help(version: &str) -> String {
    format!(
        "see first what is judged otherwise and why: CHANGELOG.md says what changed, and `remit replay DIR` shows it; the version before can go on meanwhile. `remit run` and `remit serve` go on with `--accept-difference {version}`, and write that down"
    )
}

/// Differences of another version are accepted than of the one that goes on.
pub fn other_version(accepted: &str, version: &str) -> String {
    format!("`--accept-difference` names Remit {accepted}, and this is Remit {version}")
}

/// What to do about that.
pub fn other_version_help(version: &str) -> String {
    format!("name the version that goes on: `--accept-difference {version}`")
}

fn named(version: Option<&str>) -> String {
    version.map_or_else(|| "Another version of Remit".to_owned(), |version| format!("Remit {version}"))
}
