//! A snapshot as it is stored: sealed under its place in one ledger, so that it is of no use in another or elsewhere.

use super::chain::{Head, Link};
use ledger::codec;
use ledger::entry::Position;

/// What a snapshot of a chained ledger is sealed under.
pub(super) fn label(position: Position, link: Option<Link>) -> String {
    format!("{position} {}", link.unwrap_or(Link::START))
}

/// What was sealed; none where it is damaged, or stands for more than the ledger holds. A snapshot only makes the fold quicker: without it,
/// everything is still in the entries.
pub(super) fn open(
    label: &str,
    mut sealed: Vec<u8>,
    position: Position,
    head: Head,
) -> Option<(Position, Vec<u8>)> {
    match codec::unseal(label, &sealed).map(<[u8]>::len) {
        Ok(length) if position <= head.position => {
            // It may be large, and is not copied.
            sealed.drain(..sealed.len() - length);
            Some((position, sealed))
        }
        sound => {
            tracing::warn!(position, damage = ?sound.err(), "the snapshot is of no use and is passed over");
            None
        }
    }
}
