//! Who may sign changes of a mission. The engine carries this and checks no signature.

use std::sync::Arc;

use jiff::civil::Date;

/// A person whose signature under a change of a mission counts. A change needs two of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Approver {
    /// The person's name, unique in the mission.
    pub name: Arc<str>,
    /// The public key as OpenSSH writes it, kind and key without the comment; unique in the mission.
    pub key: Arc<str>,
    /// The first day on which the person may sign; none where it was always so.
    pub from: Option<Date>,
    /// The last day; none where no end is known.
    pub until: Option<Date>,
}

impl Approver {
    /// Whether the person may sign on this day.
    pub fn may_sign_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}
