//! The checkpoints of a ledger as a feed (Atom, RFC 4287), for those who keep them: each entry has the whole of one, as it was signed.

use app::proof::PublishedCheckpoint;
use words::english;

use crate::feed::{escaped, name_of};

/// Where the feed is.
const CHECKPOINTS: &str = "/audit/checkpoints.atom";

/// What was signed, the newest first. An entry keeps its id for ever, and changes only by a signature more.
pub fn checkpoint_feed(title: &str, origin: &str, published: &[PublishedCheckpoint]) -> String {
    let changed = published.iter().map(|published| published.changed).max().unwrap_or_default();
    let entries: String = published.iter().map(entry).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en-GB\">\n\
         <id>{}</id>\n<title>{}: checkpoints of the ledger</title>\n<updated>{changed}</updated>\n\
         <author><name>{}</name></author>\n<link rel=\"self\" href=\"{CHECKPOINTS}\"/>\n{entries}</feed>\n",
        name_of(&format!("checkpoints {origin}")),
        escaped(title),
        escaped(origin),
    )
}

fn entry(published: &PublishedCheckpoint) -> String {
    let PublishedCheckpoint { checkpoint, note, changed } = published;
    let leaves = english::figure(usize::try_from(checkpoint.size).unwrap_or(usize::MAX));
    format!(
        "<entry>\n<id>{}</id>\n<title>{}, {leaves} leaves</title>\n<updated>{changed}</updated>\n\
         <content type=\"text\">{}</content>\n</entry>\n",
        name_of(&format!("checkpoint {} {} {}", checkpoint.origin, checkpoint.size, checkpoint.root)),
        escaped(&checkpoint.origin),
        verbatim(&note.to_string()),
    )
}

/// A note as it is: no letter of it may change, and a control there is none in it but the line break.
fn verbatim(note: &str) -> String {
    note.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
