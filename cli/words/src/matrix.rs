//! The matrix of outcomes and bodies in words. An empty field says that nothing is declared there, and never that anybody failed.

use engine::model::{BodyId, Exception, FeedId, MeasureId, ObligationRef, Period, Verdict};
use engine::program::Program;
use jiff::civil::Date;

use crate::names::Names;
use crate::{english, exception, verdict};

/// How many fields of a mission are what.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct FieldCounts {
    pub outcomes: usize,
    pub bodies: usize,
    pub owed: usize,
    pub broken: usize,
    pub led: usize,
    pub empty: usize,
    pub excepted: usize,
}

/// A field of a body that answers for others and owes no part itself.
pub const LEADS: &str = "leads";
/// An empty field.
pub const NOTHING: &str = "–";
/// An empty field to which a relation leads.
pub const HOLE: &str = "NOTHING";

/// A field of a body that is excepted.
pub const EXCEPTED: &str = "excepted";

/// What the signs in the fields mean.
pub const KEY: &str = "leads: answers for the whole and owes no part. excepted: does not owe it, for a reason that is given. –: the mission names the body, and it owes nothing here. NOTHING: it owes \
                       nothing here although a relation leads to it.";

/// What stands over the rows.
pub const OUTCOMES: &str = "Outcomes";
/// The same over a column of a page.
pub const OUTCOME: &str = "Outcome";
/// The columns of the lists of a body.
pub const COLUMNS_OF_LISTS: [&str; 2] = ["List", "What"];
/// What stands over the columns.
pub const BODIES: &str = "Bodies, the worst first";
/// What stands over the empty fields to which relations lead.
pub const POINTED: &str = "A relation leads there, and nothing is owed";
/// What stands over those who are excepted.
pub const EXCEPTED_LIST: &str = "Who is excepted, and why";
/// What stands over the lists of one body.
pub const OWES: &str = "What it owes";
pub const LEADS_LIST: &str = "What it answers for, without owing a part";
pub const IS_OWED: &str = "What it is owed";
pub const AWAITED: &str = "What others wait for";
pub const TWICE: &str = "What it is asked for more than once";
/// Nothing stands in a list.
pub const NONE: &str = "Nothing.";
/// No mission has anything that is owed.
pub const NO_OUTCOMES: &str = "No obligation is owed.";

/// `Two outcomes and ten bodies: ten fields with duties, three of them broken, and eight empty.`
pub fn counted(counts: FieldCounts) -> String {
    let outcomes = english::capitalised(&english::count(counts.outcomes, "outcome"));
    let bodies = english::count(counts.bodies, "body");
    let broken = match counts.broken {
        0 => "none of them broken".to_owned(),
        broken => format!("{} of them broken", english::figure(broken)),
    };
    let mut said = vec![format!("{} with duties, {broken}", english::count(counts.owed, "field"))];
    if counts.led > 0 {
        said.push(format!("{} of bodies that only lead", english::figure(counts.led)));
    }
    if counts.excepted > 0 {
        said.push(format!("{} of bodies that are excepted", english::figure(counts.excepted)));
    }
    said.push(format!("{} empty", figure(counts.empty)));
    format!("{outcomes} and {bodies}: {}.", said.join("; "))
}

fn figure(number: usize) -> String {
    if number == 0 { "none".to_owned() } else { english::figure(number) }
}

/// How the fields of a row stand that are not shown.
pub fn in_row(counts: FieldCounts) -> String {
    let owed = match counts.broken {
        0 if counts.owed == 0 => "owed by nobody".to_owned(),
        0 => format!("owed by {}, none broken", english::figure(counts.owed)),
        broken => format!("owed by {}, {} broken", english::figure(counts.owed), english::figure(broken)),
    };
    let some = |number: usize, what: &str| {
        if number == 0 { String::new() } else { format!(", {} {what}", english::figure(number)) }
    };
    format!("{owed}{}{}", some(counts.excepted, "excepted"), some(counts.empty, "empty"))
}

/// What stands over the matrix of a page.
pub fn caption(day: Date) -> String {
    format!("Who owes what for which outcome at the end of {}, the worst first", english::date(day))
}

/// What stands over the lists of a body on a page.
pub fn caption_of_lists(day: Date) -> String {
    format!("What it owes and is owed, and what others wait for, at the end of {}", english::date(day))
}

/// Bodies that a page does not show.
pub fn and_more_bodies(number: usize) -> String {
    format!("And {}.", english::count(number, "more body"))
}

/// Bodies that are not shown.
pub fn more_bodies(number: usize) -> String {
    format!("And {}. --all shows them.", english::count(number, "more body"))
}

/// An empty field to which relations lead.
pub fn pointed(body: &BodyId, outcome: &str, relations: &[BodyId], program: &Program) -> String {
    let names = Names { program };
    let titles: Vec<String> = relations
        .iter()
        .map(|relation| {
            let kind = program.catalogue.relations.get(relation.as_str()).map_or("", |one| &*one.kind);
            match names.body(relation) {
                title if title == relation.as_str() => format!("{title} ({kind})"),
                title => format!("{title} ({kind}, {relation})"),
            }
        })
        .collect();
    let lead = if relations.len() == 1 { "leads" } else { "lead" };
    format!("{} owes nothing for ‘{outcome}’: {} {lead} there.", names.body(body), english::list(&titles))
}

/// Why a body does not owe something: `Strokes: Rutland is excepted: It has no hospital.`
pub fn excepted(body: &BodyId, outcome: &str, exceptions: &[Exception], program: &Program) -> String {
    let told: Vec<String> =
        exceptions.iter().map(|exception| exception::told((body, exception), program)).collect();
    format!("{outcome}: {}.", told.join("; "))
}

/// Outcomes that no obligation is judged by.
pub fn unowned(measures: &[MeasureId], program: &Program) -> String {
    let names = Names { program };
    let titles: Vec<String> = measures.iter().map(|one| format!("{} ({one})", names.measure(one))).collect();
    let number = measures.len();
    let outcomes = english::capitalised(&english::count(number, "outcome"));
    let are = if number == 1 { "is" } else { "are" };
    format!(
        "{outcomes} {are} measured, and no obligation is judged by {}: {}.",
        it(number),
        english::list(&titles)
    )
}

fn it(number: usize) -> &'static str {
    if number == 1 { "it" } else { "them" }
}

/// How a duty stands: `missed for Q1 2024`.
pub fn stands(newest: Option<(Period, Verdict)>) -> String {
    newest.map_or_else(
        || "not begun".to_owned(),
        |(period, verdict)| format!("{} for {}", verdict::word(verdict), english::period(period)),
    )
}

/// How a body stands, in one sentence: `Leeds owes three things; one of them is broken.`
pub fn of_body(name: &str, owed: usize, broken: usize) -> String {
    if owed == 0 {
        return format!("{name} owes nothing.");
    }
    let broken = match (owed, broken) {
        (_, 0) => "none is broken".to_owned(),
        (1, _) => "it is broken".to_owned(),
        (owed, broken) if owed == broken => "all of them are broken".to_owned(),
        (_, 1) => "one of them is broken".to_owned(),
        (_, broken) => format!("{} of them are broken", english::figure(broken)),
    };
    format!("{name} owes {}; {broken}.", english::count(owed, "thing"))
}

/// How all that is owed stands, in one sentence: `Three of ten duties are broken.`
pub fn of_duties(duties: usize, broken: usize) -> String {
    let all = english::count(duties, "duty");
    match (duties, broken) {
        (0, _) => NO_OUTCOMES.to_owned(),
        (1, 0) => "One duty: it is not broken.".to_owned(),
        (1, _) => "One duty: it is broken.".to_owned(),
        (_, 0) => format!("{}: none is broken.", english::capitalised(&english::count(duties, "duty"))),
        (_, broken) => {
            let are = if broken == 1 { "is" } else { "are" };
            format!("{} of {all} {are} broken.", english::capitalised(&english::figure(broken)))
        }
    }
}

/// How all bodies stand, in one sentence: `Three of ten bodies broke something that they owe.`
pub fn of_bodies(bodies: usize, broken: usize) -> String {
    match (bodies, broken) {
        (0, _) => "No mission names a body.".to_owned(),
        (1, 0) => "One body: nothing that it owes is broken.".to_owned(),
        (1, _) => "One body: something that it owes is broken.".to_owned(),
        (_, 0) => format!(
            "{}: nothing that they owe is broken.",
            english::capitalised(&english::count(bodies, "body"))
        ),
        (bodies, broken) => {
            let some = english::capitalised(&english::figure(broken));
            format!("{some} of {} broke something that they owe.", english::count(bodies, "body"))
        }
    }
}

/// What is owed, by its title with its name: `Public bodies refer people (homelessness/duty-to-refer)`.
pub fn obligation(reference: &ObligationRef, program: &Program) -> String {
    let title = program.obligation(reference).map(|owed| &*owed.title);
    match title.or_else(|| declared_title(reference, program)) {
        Some(title) => format!("{title} ({reference})"),
        None => reference.to_string(),
    }
}

fn declared_title<'p>(reference: &ObligationRef, program: &'p Program) -> Option<&'p str> {
    let mission = program.missions.get(&reference.mission)?;
    let mut named = mission.obligations.iter().filter(|owed| *owed.declared_id() == reference.obligation);
    named.next().map(engine::program::Obligation::declared_title)
}

/// One duty in a list.
pub fn duty(
    owed: &str,
    measure: &MeasureId,
    about: Option<&BodyId>,
    stands: &str,
    program: &Program,
) -> String {
    let names = Names { program };
    let about = about.map(|body| format!(" of {}", names.body(body))).unwrap_or_default();
    let measured = program.catalogue.measures.contains_key(measure);
    let by = if measured { format!(", by {}{about}", names.measure(measure)) } else { String::new() };
    format!("{owed}{by}: {stands}.")
}

/// Something that others owe to a body, or about it; `relation` says so where one does.
pub fn is_owed(owed: &str, by: &[BodyId], relation: Option<&BodyId>, program: &Program) -> String {
    const MOST_NAMED: usize = 8;
    let names = Names { program };
    let bodies: Vec<String> = by.iter().map(|body| names.body(body).to_owned()).collect();
    let why = match relation {
        Some(relation) => format!("owed to it by {relation}"),
        None => "about it".to_owned(),
    };
    format!("{owed}: {why}; owed by {}.", english::some_of(&bodies, MOST_NAMED))
}

/// A report for which others wait: its figure, by when, and who waits.
pub fn awaited(
    figure: &str,
    due: Date,
    bodies: &[BodyId],
    obligations: &[ObligationRef],
    program: &Program,
) -> String {
    const MOST_NAMED: usize = 8;
    let names = Names { program };
    let bodies = bodies.iter().map(|body| names.body(body).to_owned());
    let waiting: Vec<String> =
        bodies.chain(obligations.iter().map(|one| format!("‘{}’", obligation(one, program)))).collect();
    let waits = if waiting.len() == 1 { "waits" } else { "wait" };
    let waiting = english::some_of(&waiting, MOST_NAMED);
    format!("{figure}, due {}: {waiting} {waits} for it.", english::date(due))
}

/// One figure on which several obligations rest.
pub fn asked_by_obligations(measure: &MeasureId, by: &[ObligationRef], program: &Program) -> String {
    let by: Vec<String> = by.iter().map(|one| obligation(one, program)).collect();
    let names = Names { program };
    format!("{} is asked for by {}.", english::capitalised(names.measure(measure)), english::list(&by))
}

/// One figure that came by several feeds.
pub fn asked_by_feeds(measure: &MeasureId, feeds: &[FeedId], program: &Program) -> String {
    let feeds: Vec<String> = feeds.iter().map(ToString::to_string).collect();
    let names = Names { program };
    format!(
        "{} came by several feeds: {}.",
        english::capitalised(names.measure(measure)),
        english::list(&feeds)
    )
}

/// Several measures of one title.
pub fn one_title(measures: &[MeasureId], program: &Program) -> String {
    let ids: Vec<String> = measures.iter().map(ToString::to_string).collect();
    let names = Names { program };
    let title = measures.first().map_or("", |first| names.measure(first));
    format!("‘{title}’ is asked for under several names: {}.", english::list(&ids))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_told_in_one_sentence() {
        assert_eq!(of_body("Leeds", 0, 0), "Leeds owes nothing.");
        assert_eq!(of_body("Leeds", 1, 1), "Leeds owes one thing; it is broken.");
        assert_eq!(of_body("Leeds", 3, 1), "Leeds owes three things; one of them is broken.");
        assert_eq!(of_body("Leeds", 3, 3), "Leeds owes three things; all of them are broken.");
    }

    #[test]
    fn all_bodies_are_told_in_one_sentence() {
        assert_eq!(of_bodies(1, 1), "One body: something that it owes is broken.");
        assert_eq!(of_bodies(3, 2), "Two of three bodies broke something that they owe.");
        assert_eq!(of_bodies(2, 0), "Two bodies: nothing that they owe is broken.");
        assert_eq!(of_duties(3, 1), "One of three duties is broken.");
        assert_eq!(of_duties(1, 0), "One duty: it is not broken.");
    }

    #[test]
    fn fields_are_counted_before_anybody_is_named() {
        let counts =
            FieldCounts { outcomes: 2, bodies: 10, owed: 9, broken: 3, led: 1, excepted: 0, empty: 10 };
        assert_eq!(
            counted(counts),
            "Two outcomes and ten bodies: nine fields with duties, three of them broken; one of bodies that only lead; ten empty."
        );
        assert_eq!(in_row(counts), "owed by nine, three broken, ten empty");
        let sound = FieldCounts { outcomes: 1, bodies: 1, owed: 1, ..FieldCounts::default() };
        assert_eq!(
            counted(sound),
            "One outcome and one body: one field with duties, none of them broken; none empty."
        );
    }
}
