//! Routes that can do nothing over what a program declares, and alerts that no route takes.

use std::collections::BTreeSet;

use engine::alert::Severity;
use engine::model::{BodyId, Class, Labels, MeasureId, MissionId};
use engine::program::{Obligation, Program};
use jiff::Timestamp;
use language::diagnostic::{Code, Diagnostic};
use language::english;
use ledger::source::SourceText;
use thiserror::Error;

use super::marks::{Marks, NAMES};
use super::matcher::Matcher;
use super::route::{Onward, Route, Routes};

/// What is known only once a message is there: whom it names in person, and what it is apart from alerts.
const OPEN: [&str; 4] = ["kind", "owner", "feed", "notifier"];

/// Whether plugins may give messages labels that nobody declares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OwnLabels {
    Declared,
    OfHooksToo,
}

/// Everything that is doubtful about the routes of `remit.toml`.
pub fn check(
    routes: &Routes,
    program: &Program,
    labels: OwnLabels,
    feeds: &[&str],
    source: &SourceText,
) -> Vec<Diagnostic> {
    if routes.are_none() {
        return Vec::new();
    }
    let known = Known::of(program, labels, feeds);
    let silenced = routes.silences.iter().flat_map(|silence| silence.matchers.iter().zip(&silence.written));
    let mut faults: Vec<Diagnostic> =
        silenced.filter_map(|(matcher, range)| known.unknown(matcher, source, range.clone())).collect();
    for (place, route) in routes.all.iter().enumerate() {
        let unknown: Vec<Diagnostic> = route
            .matchers
            .iter()
            .zip(&route.written)
            .filter_map(|(matcher, range)| known.unknown(matcher, source, range.clone()))
            .collect();
        let at =
            |message| Diagnostic::error(Code::Route, message, source, route.place.clone()).into_warning();
        if unknown.is_empty() {
            let before = routes.all[..place].iter().find(|before| takes_all_of(before, route));
            faults.extend(match before {
                Some(before) => Some(
                    at(format!(
                        "the route `{}` takes nothing, since `{}` before it takes all of that",
                        route.name, before.name
                    ))
                    .with_help("put it before that one, or write `continue = true` there"),
                ),
                None => (!known.could_take(route)).then(|| {
                    at(format!("the route `{}` can take no message", route.name))
                        .with_help("`remit routes test` says which of its matchers does not hold")
                }),
            });
        }
        faults.extend(unknown);
        if !route.hours.are_always() && route.hours.next(Timestamp::UNIX_EPOCH, &program.calendar).is_none() {
            let message = format!("by the hours of the route `{}` nobody is ever told", route.name);
            faults.push(at(message).with_help("its messages go out at once; look at its time intervals"));
        }
    }
    faults.extend(known.untaken(routes, source));
    faults
}

/// Why something that is to be silenced cannot be.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum NoMatcher {
    #[error("`{text}` is no matcher: {why}")]
    Unreadable { text: String, why: String },
    #[error("{message}")]
    Unknown { message: String, help: Option<String> },
}

/// The matchers that somebody writes who asks for a silence, each of something that there is. The feeds of the project are not known here.
///
/// # Errors
/// One is none, or names something that no message says.
pub fn read_matchers(
    texts: &[String],
    program: &Program,
    labels: OwnLabels,
) -> Result<Vec<Matcher>, NoMatcher> {
    let known = Known::of(program, labels, &[]);
    let read = |text: &String| {
        let matcher = Matcher::parse(text)
            .map_err(|why| NoMatcher::Unreadable { text: text.clone(), why: why.to_string() })?;
        let source = SourceText::new("matcher", text.as_str());
        let is_of_feed = matcher.name == "feed";
        match known.unknown(&matcher, &source, 0..text.len()).filter(|_| !is_of_feed) {
            Some(Diagnostic { message, help, .. }) => Err(NoMatcher::Unknown { message, help }),
            None => Ok(matcher),
        }
    };
    texts.iter().map(read).collect()
}

/// Whether nothing gets past one route to another.
fn takes_all_of(before: &Route, route: &Route) -> bool {
    before.onward == Onward::Stops && before.matchers.iter().all(|matcher| route.matchers.contains(matcher))
}

/// What a program declares, as routes ask for it.
struct Known<'p> {
    program: &'p Program,
    hooks: OwnLabels,
    feeds: Vec<&'p str>,
    /// Every label with its values.
    labels: Marks,
    names: BTreeSet<String>,
    obligations: Vec<Possible>,
}

/// The alerts of an obligation.
struct Possible {
    name: String,
    /// What each of them says.
    sure: Marks,
    /// What one of them may say besides.
    may: Marks,
}

impl<'p> Known<'p> {
    fn of(program: &'p Program, hooks: OwnLabels, feeds: &[&'p str]) -> Self {
        let catalogue = &program.catalogue;
        let obligations = || {
            program
                .missions
                .values()
                .flat_map(|mission| mission.obligations.iter().map(move |it| (mission, it)))
        };
        let labels = obligations().map(|(_, obligation)| &obligation.labels);
        let labels = labels.chain(catalogue.measures.values().map(|measure| &measure.labels));
        let labels = labels.chain(catalogue.bodies.values().map(|body| &body.labels));
        let (mut all, mut names) = (Marks::default(), BTreeSet::new());
        for (label, value) in labels.flat_map(Labels::iter) {
            all.add(label, [value]);
            if !names.contains(label) {
                names.insert(label.to_owned());
            }
        }
        let obligations =
            obligations().map(|(mission, obligation)| possible(program, &mission.id, obligation)).collect();
        Self { program, hooks, feeds: feeds.to_vec(), labels: all, names, obligations }
    }

    /// A name that no message has, or a value that it never has.
    fn unknown(
        &self,
        matcher: &Matcher,
        source: &SourceText,
        range: std::ops::Range<usize>,
    ) -> Option<Diagnostic> {
        let fault = |code, message: String| Diagnostic::error(code, message, source, range);
        let (name, value) = (&*matcher.name, &*matcher.value);
        let is_label = self.names.contains(name);
        if !NAMES.contains(&name) && !is_label {
            let message = format!("no message has `{name}`, and nothing has such a label");
            let names = NAMES.iter().copied().chain(self.names.iter().map(String::as_str));
            let fault = fault(Code::Route, message)
                .with_help("write it in `labels` of an obligation, a measure or a body")
                .with_nearest(name, names);
            return (self.hooks == OwnLabels::Declared).then_some(fault);
        }
        if value.is_empty() || !matcher.is_plain() {
            return None;
        }
        let catalogue = &self.program.catalogue;
        let (code, what, known): (Code, &str, Vec<&str>) = match name {
            "mission" => {
                let known = self.program.missions.keys().map(MissionId::as_str);
                (Code::UnknownMission, "mission", known.collect())
            }
            "obligation" => {
                let all = self.program.missions.values().flat_map(|mission| &mission.obligations);
                let known = all.flat_map(|it| [it.id.as_str(), it.declared_id().as_str()]);
                (Code::UnknownObligation, "obligation", known.collect())
            }
            "body" => (Code::UnknownBody, "body", catalogue.bodies.keys().map(BodyId::as_str).collect()),
            "measure" => {
                (Code::UnknownMeasure, "measure", catalogue.measures.keys().map(MeasureId::as_str).collect())
            }
            "severity" => {
                let all = [Severity::AtRisk, Severity::Breach];
                (Code::Route, "severity", all.iter().map(|severity| severity.as_str()).collect())
            }
            "class" => (Code::Route, "class", Class::ALL.iter().map(|class| class.as_str()).collect()),
            "feed" => (Code::Route, "feed", self.feeds.clone()),
            _ if is_label && self.hooks == OwnLabels::Declared => {
                (Code::Route, "label", self.labels.values(name).collect())
            }
            _ => return None,
        };
        if known.contains(&value) {
            return None;
        }
        let message = match what {
            "label" => format!("nothing has the label `{name}` with the value `{value}`"),
            what => format!("there is no {what} `{value}`"),
        };
        let fault = fault(code, message);
        let fault = if known.len() > 8 { fault } else { fault.with_help(choices(&known)) };
        Some(fault.with_nearest(value, known.iter().copied()))
    }

    /// Whether some message could be taken. What is known only of a message that is there is left open.
    fn could_take(&self, route: &Route) -> bool {
        let told: Vec<&Matcher> =
            route.matchers.iter().filter(|matcher| !OPEN.contains(&&*matcher.name)).collect();
        told.is_empty()
            || told.len() < route.matchers.len()
            || self.obligations.iter().any(|possible| {
                severities().any(|severity| told.iter().all(|matcher| possible.could(matcher, severity)))
            })
    }

    /// The alerts that no route is sure to take.
    fn untaken(&self, routes: &Routes, source: &SourceText) -> Option<Diagnostic> {
        let is_taken = |possible: &Possible, severity| {
            let surely =
                |route: &Route| route.matchers.iter().all(|matcher| possible.surely(matcher, severity));
            routes.all.iter().any(surely)
        };
        let untaken = self.obligations.iter().filter(|possible| {
            severities().filter(|severity| !severity.is_empty()).any(|severity| !is_taken(possible, severity))
        });
        let names: BTreeSet<&str> = untaken.map(|possible| &*possible.name).collect();
        let (first, more) = (names.first()?, names.len() - 1);
        let more = if more == 0 { String::new() } else { format!(" and {}", english::count(more, "other")) };
        let last = routes.all.last()?;
        let message = format!(
            "no route takes all alerts of `{first}`{more}; what none takes goes through every notifier"
        );
        let fault = Diagnostic::error(Code::Route, message, source, last.place.clone()).into_warning();
        Some(fault.with_help("to say so yourself, end with a route without `matchers`"))
    }
}

fn choices(known: &[&str]) -> String {
    let known: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    format!("it may be {}", known.join(" or "))
}

fn severities() -> impl Iterator<Item = &'static str> {
    [Severity::Breach.as_str(), Severity::AtRisk.as_str(), ""].into_iter()
}

fn possible(program: &Program, mission: &MissionId, obligation: &Obligation) -> Possible {
    let sure = Marks::of_obligation(program, mission, obligation);
    let mut may = Marks::default();
    for part in obligation.parts() {
        may.add_body(program, part.by.as_str());
        if let Some(of) = &part.of {
            may.add_body(program, of.as_str());
        }
    }
    Possible { name: format!("{mission}/{}", obligation.declared_id()), sure, may }
}

impl Possible {
    /// Whether a matcher could hold for an alert of this severity.
    fn could(&self, matcher: &Matcher, severity: &str) -> bool {
        if matcher.name == "severity" {
            return matcher.means(severity) != matcher.denies();
        }
        let is_sure = self.sure.values(&matcher.name).any(|value| matcher.means(value));
        if matcher.denies() {
            return !is_sure;
        }
        is_sure
            || self.may.values(&matcher.name).any(|value| matcher.means(value))
            || (matcher.means("") && self.sure.values(&matcher.name).next().is_none())
    }

    /// Whether it holds for every alert of this severity.
    fn surely(&self, matcher: &Matcher, severity: &str) -> bool {
        match &*matcher.name {
            "severity" => matcher.means(severity) != matcher.denies(),
            "kind" => matcher.means("alert.firing") != matcher.denies(),
            name if matcher.denies() => {
                matcher.holds(&self.sure) && !self.may.values(name).any(|value| matcher.means(value))
            }
            _ => matcher.holds(&self.sure),
        }
    }
}
