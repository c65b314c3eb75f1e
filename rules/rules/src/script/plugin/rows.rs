//! `rows()`: a list that a script adds to and the host reads. Adding costs the same however long it has become, which a
//! list's own `push` does not.

use rhai::{Array, Dynamic, Engine, Map, NativeCallContext};

use crate::script::api::{HostResult, end, fail};
use crate::script::sandbox::limits;

/// How many rows a script may hand over.
const MOST: usize = 1_000_000;

/// How large all their texts may be together, in bytes.
const MOST_BYTES: usize = 256 << 20;

/// Rows so far.
#[derive(Clone, Default, Debug)]
pub(super) struct Rows {
    pub(super) held: Array,
    /// The bytes of all their texts.
    bytes: usize,
}

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Rows>("rows")
        .register_fn("rows", Rows::default)
        .register_fn("add", |context: NativeCallContext, rows: &mut Rows, row: Dynamic| -> HostResult<()> {
            limits::spend(8).map_err(|stop| end(stop, &context))?;
            rows.bytes = rows.bytes.saturating_add(text_bytes(&row));
            if rows.held.len() >= MOST || rows.bytes > MOST_BYTES {
                return Err(fail("there are too many rows", &context));
            }
            rows.held.push(row);
            Ok(())
        })
        .register_fn("len", |rows: &mut Rows| i64::try_from(rows.held.len()).unwrap_or(i64::MAX));
}

/// The bytes of the texts of a row. A row is a map of plain values; what lies deeper is refused when it is read.
fn text_bytes(row: &Dynamic) -> usize {
    let of_text = |value: &Dynamic| value.as_immutable_string_ref().map_or(16, |text| text.len());
    row.read_lock::<Map>().map_or_else(|| of_text(row), |map| map.values().map(of_text).sum())
}
