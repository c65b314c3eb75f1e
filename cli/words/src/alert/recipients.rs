//! Who is told of an alert: whoever answers for the whole, and the people of each part that broke it or may. While it waits for somebody
//! else, nobody's part is held against them.

use engine::alert::Alert;
use engine::model::{BodyId, ContributionId};
use engine::program::Program;

use super::complaint::MOST_NAMED;
use crate::{english, names};

/// A body that is told, with its person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipient<'a> {
    pub body: &'a BodyId,
    pub owner: Option<&'a str>,
    /// The contributions for which it is told; none where it answers for the whole.
    pub contributions: Vec<&'a ContributionId>,
}

/// Everybody who is told, each person once; the lead first, then those whose parts are named.
pub fn told_to(alert: &Alert) -> Vec<Recipient<'_>> {
    let lead = Recipient { body: &alert.lead, owner: alert.owner.as_deref(), contributions: Vec::new() };
    let mut all = vec![lead];
    for named in alert.named().filter(|_| !alert.is_held_up()) {
        let (body, owner) = (&named.body, named.owner.as_deref());
        let own = named.part.contribution();
        match all.iter_mut().find(|known| (known.body, known.owner) == (body, owner)) {
            Some(known) => known.contributions.extend(own),
            None => all.push(Recipient { body, owner, contributions: own.into_iter().collect() }),
        }
    }
    all
}

/// The line of a message that says so; of a great many the first are named.
pub(super) fn line(alert: &Alert, program: &Program) -> String {
    let all = told_to(alert);
    let name = |one: &Recipient<'_>| names::with_owner(program.catalogue.body_name(one.body), one.owner);
    let mut said: Vec<String> = all.iter().take(MOST_NAMED).map(name).collect();
    let others = all.len().checked_sub(MOST_NAMED).filter(|others| *others > 0);
    said.extend(others.map(|others| format!("and {}", english::count(others, "other"))));
    format!("To: {}", said.join("; "))
}
