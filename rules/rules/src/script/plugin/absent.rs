//! The mark of what is not there. It is like nothing else: comparing it or reckoning with it ends the script.

use rhai::{Dynamic, Engine, Map};

/// Nothing is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Absent;

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Absent>("absent")
        .register_fn("absent", || Absent)
        .register_fn("is_absent", |value: Dynamic| value.is_unit() || value.is::<Absent>())
        .register_fn("or", |value: Dynamic, other: Dynamic| if is_absent(&value) { other } else { value })
        .register_fn("get", |map: &mut Map, key: &str| {
            map.get(key).cloned().unwrap_or_else(|| Dynamic::from(Absent))
        })
        .register_fn("get", |map: &mut Map, key: &str, other: Dynamic| {
            map.get(key).filter(|value| !is_absent(value)).cloned().unwrap_or(other)
        });
}

pub(super) fn is_absent(value: &Dynamic) -> bool {
    value.is_unit() || value.is::<Absent>()
}
