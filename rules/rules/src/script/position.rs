//! Places in a script as Rhai tells them, in the words of a fault.

use rhai::Position;

/// The line of a place, where there is one.
pub(super) fn line(position: Position) -> Option<u32> {
    position.line().and_then(|line| line.try_into().ok())
}

/// A message with the place in a library that it comes from.
pub(super) fn in_library(message: &str, source: &str, line: Option<u32>) -> String {
    let line = line.map(|line| format!(", line {line}")).unwrap_or_default();
    format!("{message} (in {source}{line})")
}
