//! What is declared in the text of a mission, value by value.

use app::published::Picture;
use jiff::Timestamp;
use language::rewrite::{Starts, Value};
use serde::Serialize;

/// Every value of a mission's text that can be changed.
#[derive(Serialize)]
pub(crate) struct WireValues<'v> {
    as_at: Timestamp,
    position: u64,
    mission: &'v str,
    /// The file in which they stand.
    path: &'v str,
    values: Vec<WireValue<'v>>,
}

#[derive(Serialize)]
struct WireValue<'v> {
    place: String,
    /// Null where the key is not written.
    value: Option<&'v str>,
    meaning: &'static str,
    /// `day` or `period`, where a change of it can begin with one; null where it cannot.
    starts: Option<&'static str>,
}

impl<'v> WireValues<'v> {
    pub(crate) fn of(
        picture: &Picture,
        (mission, path): (&'v str, &'v str),
        values: &'v [Value<'_>],
    ) -> Self {
        let wire = |value: &'v Value<'_>| WireValue {
            place: value.place.to_string(),
            value: value.plain.as_deref(),
            meaning: value.meaning,
            starts: value.starts.map(|starts| match starts {
                Starts::Day => "day",
                Starts::Period => "period",
            }),
        };
        let values = values.iter().map(wire).collect();
        Self { as_at: picture.as_at, position: picture.position, mission, path, values }
    }
}
