//! A change that waits for signatures or for its day: how it stands, who has signed it, and who may. Whether a signature counts is
//! decided elsewhere.

use engine::model::Revision;
use jiff::civil::Date;
use ledger::signature::Statement;

use crate::english;

/// A change that waits, as plain facts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WaitingChange<'a> {
    pub mission: &'a str,
    /// The title in force.
    pub title: &'a str,
    /// The path of the declaration.
    pub path: &'a str,
    /// The revision in force.
    pub in_force: &'a str,
    /// The revision that waits.
    pub revision: &'a str,
    /// Who has signed, in order, and the day from which each would have it in force; none is at once.
    pub signed_by: Vec<(&'a str, Option<Date>)>,
    /// Who else may.
    pub may_sign: Vec<&'a str>,
    /// The day on which it takes effect, where it has its signatures.
    pub starts: Option<Date>,
}

impl WaitingChange<'_> {
    /// What waits: `revision 4f0c0d1e2a3b`, or `the removal`.
    pub fn change(&self) -> String {
        if self.is_removal() {
            "the removal".to_owned()
        } else {
            format!("revision {}", short(self.revision))
        }
    }

    /// How it stands, in one line without a full stop.
    pub fn headline(&self) -> String {
        match self.starts {
            Some(day) => format!("{} is approved and takes effect on {}", self.change(), english::date(day)),
            None => format!("{} waits for approval", self.change()),
        }
    }

    /// How it stands, who has signed, who may, and what to type. `project` is how the project's folder is named there.
    pub fn in_words(&self, project: &str) -> String {
        match self.starts {
            Some(_) => format!("{}\n", self.standing()),
            None => format!("{}\n  {}\n", self.standing(), self.command(project)),
        }
    }

    /// How it stands, who has signed, and who may.
    pub fn standing(&self) -> String {
        let (in_force, path, change) = (short(self.in_force), self.path, self.change());
        let names: Vec<&str> = self.signed_by.iter().map(|(name, _)| *name).collect();
        let Some(day) = self.starts else {
            let signed = self.signed_in_words(&names);
            return format!("Revision {in_force} of {path} stays in force; {change} waits.\n{signed}");
        };
        format!(
            "Revision {in_force} of {path} stays in force until {}, when {change} takes effect.\n{} have signed it.",
            english::date(day),
            english::list(&names)
        )
    }

    fn signed_in_words(&self, names: &[&str]) -> String {
        let may = either(&self.may_sign);
        match self.signed_by.as_slice() {
            [] => format!("Nobody has signed it yet; two people must: {may}."),
            [(one, starts)] => {
                let from = starts
                    .map_or_else(String::new, |day| format!(" to take effect on {}", english::date(day)));
                format!("{one} has signed it{from}; a second person must: {may}.")
            }
            several => {
                let days: Vec<String> = several.iter().map(|(_, starts)| day_of(*starts)).collect();
                let (names, days) = (english::list(names), english::list(&days));
                format!(
                    "{names} have signed it, but for different days: {days}. Two people must sign for one day."
                )
            }
        }
    }

    /// What a person types who signs it.
    pub fn command(&self, project: &str) -> String {
        let which = if self.is_removal() {
            format!("removed --mission {}", self.mission)
        } else {
            short(self.revision)
        };
        format!("remit approve {project} {which} --key FILE --reason \"…\"")
    }

    fn is_removal(&self) -> bool {
        self.revision == rules::compile::removed().as_str()
    }
}

/// Where a signature is handed in once more.
pub const SIGNED_BEFORE: &str = "This signature is on the ledger already.";

/// The change that a statement is about: `revision 4f0c0d1e2a3b of homes`, or `the removal of homes`.
pub fn change_of(statement: &Statement) -> String {
    let mission = &statement.mission;
    if statement.revision == rules::compile::removed() {
        return format!("the removal of {mission}");
    }
    format!("revision {} of {mission}", statement.revision.short())
}

fn short(revision: &str) -> String {
    Revision::new(revision).short().to_owned()
}

fn day_of(starts: Option<Date>) -> String {
    starts.map_or_else(|| "at once".to_owned(), english::date)
}

/// `a`, `a or b`, `a, b or c`.
fn either(names: &[&str]) -> String {
    match names {
        [] => "but nobody else may today".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Who has signed what, in a sentence.
pub fn signed(name: &str, statement: &Statement) -> String {
    format!("{name} has signed {}.", change_of(statement))
}
