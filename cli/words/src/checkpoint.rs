//! Checkpoints: the mail in which one is sent, and what people are told where none is signed.

use language::visible::visible;

use crate::english;
use crate::notice::Notice;

/// What becomes of a ledger that is not signed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unsigned {
    /// Somebody must put something right, such as a key that is missing.
    ForNow,
    /// There is another history than the one that was signed.
    Contradicted,
}

/// The mail in which a checkpoint is sent to somebody. What is signed stands in it as it is, between empty lines, so that the mail can be kept as it came.
pub fn sent(person: &str, origin: &str, size: u64, note: &str) -> Notice {
    let leaves = english::figure(usize::try_from(size).unwrap_or(usize::MAX));
    Notice {
        subject: visible(&format!("checkpoint of {origin}: {leaves} leaves")).into_owned(),
        text: format!(
            "For {}: the ledger of {} signed what it came to. Keep this mail as it came. What you keep binds whoever keeps the ledger: nothing that was written before can be changed without your seeing it.\n\n\
             Asked of you: nothing now. To hold the ledger against it, save this mail in a file and let `remit verify` look at it with `--checkpoint FILE`, and with `--key` and the key that you got from the ledger's owner by another way.\n\n{note}",
            visible(person),
            visible(origin),
        ),
    }
}

/// That nothing is signed, in a sentence.
pub fn unsigned(why: &str) -> String {
    format!("What the ledger came to is not signed: {}.", why.trim_end_matches('.'))
}

/// The message to those who look after the service.
pub fn notice(told: &str, unsigned: Unsigned) -> Notice {
    let asked = match unsigned {
        Unsigned::ForNow => "put that right. The service tries again by itself, and nothing else is held up.",
        Unsigned::Contradicted => {
            "find out whether the ledger or the folder of checkpoints was changed, and by whom, and leave both as they are until then. Nothing is signed meanwhile, and nothing else is held up."
        }
    };
    Notice {
        subject: "the ledger is not signed".to_owned(),
        text: format!("For the people who look after the service: {told}\n\nAsked of you: {asked}"),
    }
}
