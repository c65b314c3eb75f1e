//! What lints found, in words.

use rules::lints::{Finding, Permission};

use crate::english;

/// Over one lint: `warm-words: two findings`.
pub fn heading(code: &str, count: usize) -> String {
    format!("{code}: {}", english::count(count, "finding"))
}

/// Why what a lint finds matters.
pub fn why(why: &str) -> String {
    format!("Why it matters: {why}")
}

/// What to do about it.
pub fn to_do(to_do: &str) -> String {
    format!("What to do: {to_do}")
}

/// What to do about one finding.
pub fn to_do_at(at: &str, to_do: &str) -> String {
    format!("What to do about {at}: {to_do}")
}

/// One finding with its name and its place.
pub fn finding(one: &Finding) -> String {
    let place = one
        .place
        .as_ref()
        .map(|place| format!(", {}:{}", place.source.path, place.source.line(place.range.start)));
    let lapsed = one.lapsed.as_ref().and_then(lapsed).unwrap_or_default();
    format!("{} ({}{}){lapsed}", one.says, one.at, place.unwrap_or_default())
}

fn lapsed(given: &Permission) -> Option<String> {
    let until = english::date(given.until?);
    Some(format!("; it was allowed until {until}: {}", given.reason))
}

/// How many more a lint found than are shown.
pub fn more(count: usize) -> String {
    format!("and {}; `--all` shows them", english::count(count, "more finding"))
}

/// Over what is not told.
pub fn allowed(count: usize) -> String {
    format!("Allowed: {}", english::count(count, "finding"))
}

/// One finding that is not told, and why.
pub fn permitted(one: &Finding, given: &Permission) -> String {
    let until = given.until.map(|day| format!(", until {}", english::date(day))).unwrap_or_default();
    format!("{} at {}{until}: {}", one.lint.code, one.at, given.reason)
}

/// How much was found in all.
pub fn summary(found: usize, lints: usize, ran: usize) -> String {
    if found == 0 {
        return format!("No findings by {}.", english::count(ran, "lint"));
    }
    let found = english::capitalised(&english::count(found, "finding"));
    format!("{found}, by {} of {}.", english::figure(lints), english::count(ran, "lint"))
}
