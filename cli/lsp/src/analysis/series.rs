//! A series of a rule test in its short form, `referrals{body="hospitals"}`: what is named in it, and where.

use std::ops::Range;

use super::names::Kind;

/// What is named at a place in a series, which may be half written, and where its name stands.
pub(super) fn named_at(text: &str, series: &Range<usize>, offset: usize) -> Option<(Range<usize>, Kind)> {
    let said = text.get(series.clone())?;
    let (measure, rest) = said.split_once('{').map_or((said, None), |(measure, rest)| (measure, Some(rest)));
    let end = series.start + measure.len();
    if offset <= end {
        return Some((series.start..end, Kind::Measure));
    }
    let rest = rest?;
    let start = rest.find('"')? + 1;
    let name = rest.get(start..)?;
    let length = name.find(['"', '\\', '}']).unwrap_or(name.len());
    let range = end + 1 + start..end + 1 + start + length;
    (range.start <= offset && offset <= range.end).then_some((range, Kind::Body))
}
