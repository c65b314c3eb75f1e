//! `rows()`: a list that a script adds to and the host reads. Adding costs the same however long it has become, which a
//! list's own `push` does not.

use rhai::{Array, Dynamic, Engine, NativeCallContext};

use crate::script::api::{Outcome, end, fail};
use crate::script::meter;

/// How many rows a script may hand over.
const MOST: usize = 1_000_000;

/// Rows so far.
#[derive(Clone, Default, Debug)]
pub(super) struct Rows(pub(super) Array);

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Rows>("rows")
        .register_fn("rows", Rows::default)
        .register_fn("add", |context: NativeCallContext, rows: &mut Rows, row: Dynamic| -> Outcome<()> {
            meter::spend(8).map_err(|stop| end(stop, &context))?;
            if rows.0.len() >= MOST {
                return Err(fail("there are too many rows", &context));
            }
            rows.0.push(row);
            Ok(())
        })
        .register_fn("len", |rows: &mut Rows| i64::try_from(rows.0.len()).unwrap_or(i64::MAX));
}
