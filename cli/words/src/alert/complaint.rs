//! What is held against whom, or foreseen of whom, in words: how many of how many first, then the worst by name, and the rest counted. Bodies of
//! which the same is to be said are named together.

use std::collections::BTreeSet;

use engine::alert::{Alert, Breaker, Severity};
use engine::evaluate::Cause;
use engine::evidence::{Gap, WhyAbsent};
use engine::model::{BodyId, Catalogue, Cell, MeasureId, Needs, ObligationRef, Period};
use engine::program::Program;

use super::part::PartNames;
use super::worst::worst_first;
use crate::english;
use crate::finding::cause;
use crate::papers;

/// How many bodies are named where not all are.
pub const MOST_NAMED: usize = 12;

/// Whether every body is named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Naming {
    Every,
    /// The worst of them, so many at the most.
    Worst(usize),
}

/// What is held against the parties of an alert.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Complaints<'a> {
    /// How many of how many, and how many are needed, a sentence without its full stop; none where one party owes it alone.
    pub count: Option<String>,
    /// The worst first; those who gave nothing stand last.
    pub each: Vec<Complaint<'a>>,
}

/// What is held against one body, or against several alike.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Complaint<'a> {
    /// The bodies, each with the person to be told; none where they are only counted.
    pub bodies: Vec<(&'a BodyId, Option<&'a str>)>,
    /// How many more are counted and not named.
    pub others: usize,
    /// What they did, to be read behind their names: `missed Q2 2023`.
    pub did: String,
    /// The last of the periods, with why it counts as broken; none where what they did says it all.
    pub because: Option<(Period, String)>,
}

impl Complaint<'_> {
    /// Whom it is held against, by these names of its bodies: `Council 41 and Council 42`, or `25 others`.
    pub fn who<T: AsRef<str>>(&self, names: &[T]) -> String {
        let told = names.iter().map(|name| name.as_ref().to_owned());
        let others = (self.others > 0).then(|| english::count(self.others, "other"));
        let who: Vec<String> = told.chain(others).collect();
        if names.is_empty() { english::capitalised(&english::list(&who)) } else { english::list(&who) }
    }
}

/// What is held against the bodies that break the obligation, or foreseen of those that put it at risk.
pub fn complaints<'a>(alert: &'a Alert, program: &'a Program, naming: Naming) -> Complaints<'a> {
    let parts = PartNames::of(alert, program);
    let matter = Matter {
        severity: alert.severity,
        breakers: alert.named().collect(),
        last: alert.periods.last().copied(),
        names_them: format!("`remit explain {} --all` names them", alert.id),
        catalogue: &program.catalogue,
    };
    let each = matter.complaints(&Whose::One(&parts), naming);
    Complaints { count: count(alert, program, &parts), each }
}

/// What is held against the bodies that break some of the obligations about each of many, by the alerts of those. `named` is what
/// they share: `mission/obligation`. How many of how many they are is for whoever knows them all.
pub fn complaints_of_many<'a>(
    alerts: &[&'a Alert],
    named: &ObligationRef,
    program: &'a Program,
    naming: Naming,
) -> Vec<Complaint<'a>> {
    let severities = [Some(Severity::Breach), Some(Severity::AtRisk), None];
    let of_severity = |severity: Option<Severity>| {
        let alerts: Vec<&Alert> = alerts.iter().copied().filter(|alert| alert.severity == severity).collect();
        let matter = Matter {
            severity,
            breakers: alerts.iter().flat_map(|alert| alert.named()).collect(),
            last: alerts.iter().filter_map(|alert| alert.periods.last().copied()).max(),
            names_them: format!("`remit run --obligation {named} --all` names them"),
            catalogue: &program.catalogue,
        };
        matter.complaints(&Whose::Each { alerts: &alerts, program }, naming)
    };
    severities.into_iter().flat_map(of_severity).collect()
}

/// Whose parts are named: those of one obligation, or each by its own, since one body may owe the same about many.
enum Whose<'a, 'p> {
    One(&'a PartNames<'p>),
    Each { alerts: &'a [&'a Alert], program: &'p Program },
}

impl Whose<'_, '_> {
    /// What a broken part is called; none where its body's name says it.
    fn name(&self, breaker: &Breaker) -> Option<String> {
        match self {
            Self::One(parts) => parts.name(breaker),
            Self::Each { alerts, program } => {
                let is_its_own = |alert: &&&Alert| alert.named().any(|named| std::ptr::eq(named, breaker));
                PartNames::of(alerts.iter().find(is_its_own)?, program).name(breaker)
            }
        }
    }
}

/// What is broken and by whom, of one alert or of several.
struct Matter<'a> {
    severity: Option<Severity>,
    breakers: Vec<&'a Breaker>,
    /// The last of the periods.
    last: Option<Period>,
    /// Where everybody is named.
    names_them: String,
    catalogue: &'a Catalogue,
}

impl<'a> Matter<'a> {
    /// The worst first; those who gave nothing stand last.
    fn complaints(&self, parts: &Whose<'_, '_>, naming: Naming) -> Vec<Complaint<'a>> {
        let ordered = worst_first(self.breakers.iter().copied(), self.catalogue);
        let (silent, missed): (Vec<&Breaker>, Vec<&Breaker>) =
            ordered.into_iter().partition(|breaker| is_silent(breaker));
        let (most_missed, most_silent) = shares(naming, missed.len(), silent.len());
        let mut each = alike(self.severity, &missed[..most_missed], parts, self.catalogue);
        let rest = self.rest(missed.len() - most_missed, most_missed);
        let is_said = rest.is_some();
        each.extend(rest);
        each.extend(if most_silent < silent.len() {
            let pointer = if is_said { String::new() } else { format!("; {}", self.names_them) };
            vec![self.many_silent(&silent, most_silent, &pointer)]
        } else {
            alike(self.severity, &silent, parts, self.catalogue)
        });
        each
    }

    /// Those who are counted and not named, where some are named before them.
    fn rest(&self, others: usize, named: usize) -> Option<Complaint<'a>> {
        let did = match self.severity {
            Some(Severity::Breach) => "missed it",
            Some(Severity::AtRisk) => "may miss it",
            None => "could not be judged",
        };
        let did = format!("{did}; {}", self.names_them);
        (others > 0 && named > 0).then_some(Complaint { bodies: Vec::new(), others, did, because: None })
    }

    /// A great many who gave nothing stand on one line, by the last period alone. `pointer` says where all are named, where that is
    /// not said before.
    fn many_silent(&self, silent: &[&'a Breaker], named: usize, pointer: &str) -> Complaint<'a> {
        let all = silent;
        // One who owes several is named once.
        let mut silent: Vec<_> =
            silent.iter().map(|breaker| (&breaker.body, breaker.owner.as_deref())).collect();
        let mut met = BTreeSet::new();
        silent.retain(|(body, _)| met.insert(*body));
        let named = named.min(silent.len());
        let bodies = silent.iter().take(named).copied();
        let within = self.last.map(|last| format!(" {}", english::within(last))).unwrap_or_default();
        let nothing = gave_nothing(all.iter().copied(), self.catalogue);
        let did = format!("{nothing}{within}{pointer}");
        Complaint { bodies: bodies.collect(), others: silent.len() - named, did, because: None }
    }
}

fn is_owed_a_document(breaker: &Breaker, catalogue: &Catalogue) -> bool {
    catalogue.is_document(&breaker.figure.measure)
}

fn is_silent(breaker: &Breaker) -> bool {
    breaker.is_silent()
}

/// How many are named of those who missed it, and of those who gave nothing: at most a quarter of the names is theirs, and what
/// the others leave.
fn shares(naming: Naming, missed: usize, silent: usize) -> (usize, usize) {
    let Naming::Worst(most) = naming else { return (missed, silent) };
    let named_silent = silent.min((most / 4).max(most.saturating_sub(missed)));
    (missed.min(most - named_silent), named_silent)
}

/// One of the parts of a body of which the same is to be said, why, and what those parts are called.
type OfBody<'a> = (&'a Breaker, Option<(Period, String)>, Vec<String>);

/// Draws together what is the same: first the parts of one body, then bodies.
fn alike<'a>(
    severity: Option<Severity>,
    breakers: &[&'a Breaker],
    parts: &Whose<'_, '_>,
    catalogue: &Catalogue,
) -> Vec<Complaint<'a>> {
    let mut of_body: Vec<OfBody<'_>> = Vec::new();
    for breaker in breakers {
        let because = because(breaker, catalogue);
        let name = parts.name(breaker);
        let is_same = |(other, reason, _): &&mut OfBody<'_>| {
            (&other.body, &other.periods, &other.silent) == (&breaker.body, &breaker.periods, &breaker.silent)
                && is_owed_a_document(other, catalogue) == is_owed_a_document(breaker, catalogue)
                && *reason == because
        };
        match of_body.iter_mut().find(is_same) {
            Some((.., names)) => names.extend(name),
            None => of_body.push((breaker, because, name.into_iter().collect())),
        }
    }
    let mut complaints: Vec<Complaint<'a>> = Vec::new();
    for (breaker, because, names) in of_body {
        let did = did(severity, breaker, &names, catalogue);
        let body = (&breaker.body, breaker.owner.as_deref());
        match complaints.iter_mut().find(|other| other.did == did && other.because == because) {
            Some(other) => other.bodies.push(body),
            None => complaints.push(Complaint { bodies: vec![body], others: 0, did, because }),
        }
    }
    complaints
}

/// Why the last period counts as broken. What came in and gives no figure is told with its place.
fn because(breaker: &Breaker, catalogue: &Catalogue) -> Option<(Period, String)> {
    let last = *breaker.periods.last()?;
    if is_silent(breaker) {
        let Cause::Missing(gap) = &breaker.cause else { return None };
        if gap.unused.is_some() {
            return Some((last, english::why_missing(gap)));
        }
        // What a document is called stands in what they did.
        let lacking = what_is_lacking(breaker, gap, catalogue);
        return lacking.filter(|_| !is_owed_a_document(breaker, catalogue)).map(|lacking| (last, lacking));
    }
    let reason = cause(&breaker.cause, catalogue);
    (!reason.is_empty()).then_some((last, reason))
}

/// What was reported in the place of the own figure, with its place; else which other figure is missing than the own one of the
/// period. That the own one was not reported goes without saying.
fn what_is_lacking(breaker: &Breaker, gap: &Gap, catalogue: &Catalogue) -> Option<String> {
    let why = english::why_absent(gap.why);
    let Cell { measure, body, period } = &gap.cell;
    // A part may be judged by the figures of another body, which is told with its part.
    let is_own = (measure, breaker.periods.last()) == (&breaker.figure.measure, Some(period));
    match &breaker.figure.absent {
        Some(report) if is_own => {
            Some(format!("{why} in {}", english::place_in(&report.path, &report.place)))
        }
        _ if is_own => (gap.why != WhyAbsent::NeverReported).then_some(why),
        _ => {
            let of = if *body == breaker.body { "" } else { catalogue.body_name(body) };
            let of = if of.is_empty() { String::new() } else { format!(" of {of}") };
            let (measure, period) = (catalogue.measure_title(measure), english::period(*period));
            Some(format!("{measure}{of} for {period} is missing: {why}"))
        }
    }
}

fn did(severity: Option<Severity>, breaker: &Breaker, parts: &[String], catalogue: &Catalogue) -> String {
    let of_parts = english::list(parts);
    match (severity, parts) {
        (None, []) => format!("could not be judged {}", english::streak(&breaker.periods)),
        (None, _) => {
            format!("could not be judged on {of_parts} {}", english::streak(&breaker.periods))
        }
        (Some(Severity::AtRisk), []) => format!("may miss {}", english::run(&breaker.periods)),
        (Some(Severity::AtRisk), _) => {
            format!("may miss {of_parts} for {}", english::run(&breaker.periods))
        }
        (Some(Severity::Breach), _) => breach(breaker, parts, catalogue),
    }
}

/// What those did who gave nothing: of documents it is told which, where all owe the same one.
fn gave_nothing<'b>(silent: impl Iterator<Item = &'b Breaker>, catalogue: &Catalogue) -> String {
    let measures: Vec<&MeasureId> = silent.map(|breaker| &breaker.figure.measure).collect();
    match &*measures {
        [document, others @ ..] if measures.iter().all(|measure| catalogue.is_document(measure)) => {
            if others.iter().all(|other| other == document) {
                papers::had_none(catalogue.measure_title(document))
            } else {
                papers::HAD_NONE_THAT_IS_OWED.to_owned()
            }
        }
        _ => "gave no usable figure".to_owned(),
    }
}

fn breach(breaker: &Breaker, parts: &[String], catalogue: &Catalogue) -> String {
    let of_parts = (!parts.is_empty()).then(|| english::list(parts));
    let missed: Vec<Period> =
        breaker.periods.iter().copied().filter(|period| !breaker.silent.contains(period)).collect();
    let missed = (!missed.is_empty()).then(|| match &of_parts {
        Some(parts) => format!("missed {parts} for {}", english::run(&missed)),
        None => format!("missed {}", english::run(&missed)),
    });
    let silent = (!breaker.silent.is_empty()).then(|| {
        let nothing = match of_parts.filter(|_| missed.is_none()) {
            // A part that owes a document is called by what it owes.
            Some(_) if is_owed_a_document(breaker, catalogue) => papers::had_none_of(parts),
            Some(of_parts) => {
                format!("{} of {of_parts}", gave_nothing(std::iter::once(breaker), catalogue))
            }
            None => gave_nothing(std::iter::once(breaker), catalogue),
        };
        format!("{nothing} {}", english::streak(&breaker.silent))
    });
    [missed, silent].into_iter().flatten().collect::<Vec<_>>().join(", and ")
}

/// How many of how many broke it or may, and how many are needed: `37 of 60 councils missed Q1 2018, and three gave no usable figure`.
fn count(alert: &Alert, program: &Program, parts: &PartNames<'_>) -> Option<String> {
    let owed = alert.owed as usize;
    let joined = alert.joined.as_ref().map(english::statement).filter(|said| !said.is_empty());
    let last = alert.periods.last().filter(|_| owed > 1)?;
    if alert.named.is_empty() {
        // No part broke it: the rule that joins them says by itself what the whole lacks.
        return joined.map(|said| format!("{}: {said}", english::period(*last)));
    }
    let silent = alert.named.iter().filter(|breaker| is_silent(breaker)).count();
    let missed = alert.named.len() - silent;
    let whose = format!("{} {}", english::figure(owed), english::plural(owed, &parts.noun));
    let period = english::period(*last);
    let nothing = gave_nothing(alert.named().filter(|breaker| is_silent(breaker)), &program.catalogue);
    let mut said = match (alert.severity, missed, silent) {
        (None, failed, _) => {
            let failed = english::figure(failed);
            format!("{failed} of {whose} could not be judged {}", english::within(*last))
        }
        (Some(Severity::AtRisk), at_risk, _) => {
            format!("{} of {whose} may miss {period}", english::figure(at_risk))
        }
        (_, 0, silent) => format!("{} of {whose} {nothing} for {period}", english::figure(silent)),
        (_, missed, 0) => format!("{} of {whose} missed {period}", english::figure(missed)),
        (_, missed, silent) => {
            let (missed, silent) = (english::figure(missed), english::figure(silent));
            format!("{missed} of {whose} missed {period}, and {silent} {nothing}")
        }
    };
    let obligation = program.obligation(&alert.id.obligation_ref());
    let needed = obligation.and_then(|obligation| match obligation.terms.needs {
        Needs::AtLeast(number) => Some(number as usize),
        Needs::Any => Some(1),
        Needs::All | Needs::InOrder | Needs::Weight(_) => None,
    });
    if let Some(number) = needed {
        let are = if number == 1 { "is" } else { "are" };
        said = format!("{said}; {} {are} needed", english::figure(number));
    }
    if let Some(joined) = joined {
        said = format!("{said}: {joined}");
    }
    Some(english::capitalised(&said))
}
