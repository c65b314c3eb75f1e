//! The order in which diagnostics are told: by path and place, whatever order they were found in.

use std::cmp::Ordering;

use super::Diagnostic;

/// Puts diagnostics in the order in which people read: the project as a whole first, then file by file from the top.
///
/// Exact repeats are dropped, since two missions may name one broken rule.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(compare);
    diagnostics.dedup();
}

fn compare(left: &Diagnostic, right: &Diagnostic) -> Ordering {
    place(left)
        .cmp(&place(right))
        .then_with(|| left.code.cmp(&right.code))
        .then_with(|| left.message.cmp(&right.message))
}

fn place(diagnostic: &Diagnostic) -> Option<(&str, usize, usize)> {
    let span = &diagnostic.labels.first()?.span;
    Some((&span.source.path, span.range.start, span.range.end))
}
