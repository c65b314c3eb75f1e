//! The shape on disk of what waits for the end of an embargo.

use serde::{Deserialize, Serialize};

use super::wire_numbers::{Moment, Str};

/// Of files by their places, the first and the last line of each run of rows that wait for the end of an embargo.
pub(super) type RowsHeld = Vec<RowsHeldOfFile>;

/// One of them.
pub(super) type RowsHeldOfFile = (u32, Vec<(u32, u32)>);

/// What a file that waits for the end of an embargo is about, where that is known, when it came in, and what is told of it.
#[derive(Serialize, Deserialize)]
pub(super) struct UnderEmbargo {
    pub(super) measures: Option<Vec<Str>>,
    pub(super) received: Moment,
    pub(super) told: Str,
}
