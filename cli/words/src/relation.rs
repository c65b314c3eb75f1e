//! Relations in words: what one ties, where and when.

use engine::model::{Party, Relation};
use engine::program::Program;

use crate::names::Names;
use crate::{authority, english};

/// A relation by its title, and what it is in one line.
pub fn told(relation: &Relation, program: &Program) -> (String, String) {
    let names = Names { program };
    let place = relation.at.as_ref().map(|at| format!(" at {}", names.body(at))).unwrap_or_default();
    let ends = format!("from {} to {}{place}", names.party(&relation.from), names.party(&relation.to));
    let life = match (relation.opened, relation.closes) {
        (None, None) => None,
        (Some(opened), None) => Some(format!("since {}", english::date(opened))),
        (None, Some(closes)) => Some(format!("until {}", english::date(closes))),
        (Some(opened), Some(closes)) => {
            Some(format!("{} to {}", english::date(opened), english::date(closes)))
        }
    };
    let share = relation.share.map(|share| format!("a share of {}", authority::share(share)));
    let delay = relation
        .benefit_begins()
        .map(|day| format!("the benefit may be expected from {}", english::date(day)));
    let credit = relation.credit.map(|credit| format!("with {} of the credit", authority::share(credit)));
    let said: Vec<String> =
        [Some(relation.kind.clone()), Some(ends), life, share, delay, credit].into_iter().flatten().collect();
    (relation.title.clone(), said.join(", "))
}

/// The relations that begin or end at a party, or apply there.
pub fn all_of(party: &Party, program: &Program) -> Vec<(String, String)> {
    let concerns = |relation: &&Relation| {
        let is_place =
            matches!(party, Party::Body(body) if relation.at.as_ref() == Some(body) || relation.id == *body);
        is_place || relation.from == *party || relation.to == *party
    };
    program.catalogue.relations.iter().filter(concerns).map(|relation| told(relation, program)).collect()
}
