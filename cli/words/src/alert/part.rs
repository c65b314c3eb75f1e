//! What the parts of an obligation are called in a sentence about it: by their measures, where there are several; by whose figures they are judged; by their
//! ids, where a body owes several about one measure; not at all, where a body's name says it.

use engine::alert::{Alert, Breaker};
use engine::model::BodyId;
use engine::program::{Obligation, Part, PartSpread, Program};

/// What sets the parts of one obligation apart.
pub(super) struct PartNames<'p> {
    program: &'p Program,
    parts: Vec<&'p Part>,
    has_several_measures: bool,
    /// The noun for one of those who owe it: `council`, or `part` where a body owes several.
    pub(super) noun: String,
}

impl<'p> PartNames<'p> {
    pub(super) fn of(alert: &Alert, program: &'p Program) -> Self {
        let obligation = program.obligation(&alert.id.obligation_ref());
        let parts: Vec<&Part> = obligation.map(Obligation::parts).into_iter().flatten().collect();
        let spread = match obligation {
            // Of one set of terms that was found when it was made.
            Some(obligation) if obligation.later_terms.is_empty() => obligation.terms.spread(),
            _ => PartSpread::of(parts.iter().copied()),
        };
        let noun = if spread.has_several_of_one_body {
            "part".to_owned()
        } else {
            kind_of(parts.iter().map(|part| &part.by), program)
        };
        Self { program, has_several_measures: spread.has_several_measures, parts, noun }
    }

    /// What a broken part is called; none where its body's name says it.
    pub(super) fn name(&self, breaker: &Breaker) -> Option<String> {
        let contribution = breaker.part.contribution()?;
        let measure = &breaker.figure.measure;
        let title = self.program.catalogue.measure_title(measure);
        let mut own = self.parts.iter().filter(|part| part.id == breaker.part);
        if let Some(of) = own.next().and_then(|part| part.of.as_ref()) {
            return Some(format!("{title} of {}", self.program.catalogue.body_name(of)));
        }
        let mut alike =
            self.parts.iter().filter(|part| part.by == breaker.body && part.duty.measure == *measure);
        let is_alone = alike.nth(1).is_none();
        if is_alone && !self.has_several_measures {
            return None;
        }
        Some(match (is_alone, self.has_several_measures) {
            (true, _) => title.to_owned(),
            (false, true) => format!("{title} ({contribution})"),
            (false, false) => contribution.to_string(),
        })
    }
}

/// What these bodies are called in the project's own words, where they are of one kind.
pub fn kind_of<'b>(bodies: impl IntoIterator<Item = &'b BodyId>, program: &Program) -> String {
    let known = bodies.into_iter().filter_map(|body| program.catalogue.bodies.get(body));
    let mut kinds = known.map(|body| &*body.kind);
    match kinds.next() {
        Some(first) if !first.is_empty() && kinds.all(|kind| kind == first) => first.replace(['-', '_'], " "),
        _ => "body".to_owned(),
    }
}
