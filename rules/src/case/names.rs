//! Looks up what a test names, in every program that is in force at some time in it. What does not exist is reported with
//! the name that was probably meant.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use engine::alert::{AlertId, AlertKind};
use engine::model::{BodyId, Cadence, Cell, ContributionId, MeasureId, MissionId, ObligationRef, Period};
use engine::program::{Obligation, Program};
use toml::Spanned;

use super::subject::Subject;
use super::trace::{DEADLINE, TARGET};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

/// Every name of a test's programs, and the faults found so far.
pub(super) struct Names<'a> {
    pub(super) source: &'a SourceText,
    /// The one mission that is judged, where the test names one.
    pub(super) mission: Option<MissionId>,
    pub(super) programs: Vec<Arc<Program>>,
    faults: &'a RefCell<Vec<Diagnostic>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(
        source: &'a SourceText,
        mission: Option<MissionId>,
        programs: Vec<Arc<Program>>,
        faults: &'a RefCell<Vec<Diagnostic>>,
    ) -> Self {
        Self { source, mission, programs, faults }
    }

    pub(super) fn report<T>(&self, fault: Diagnostic) -> Option<T> {
        self.faults.borrow_mut().push(fault);
        None
    }

    pub(super) fn error(&self, code: Code, message: impl Into<String>, range: Range<usize>) -> Diagnostic {
        Diagnostic::error(code, message, self.source, range)
    }

    /// Reports a name that is not there.
    fn unknown<T>(
        &self,
        code: Code,
        what: &str,
        name: &str,
        range: Range<usize>,
        known: &[String],
    ) -> Option<T> {
        let fault = self.error(code, format!("there is no {what} `{name}`"), range);
        let fault = match known {
            [] => fault,
            [..] if known.len() <= MOST_LISTED => fault.with_help(format!("there is {}", listed(known))),
            [..] => fault.with_help(format!("there are {} of them, none like it", known.len())),
        };
        self.report(fault.with_nearest(name, known.iter().map(String::as_str)))
    }

    /// A mission of the project.
    pub(super) fn mission(&self, name: &Spanned<String>) -> Option<MissionId> {
        let missions = || self.programs.iter().flat_map(|program| program.missions.keys());
        let found = missions().find(|id| id.as_str() == name.get_ref()).cloned();
        if found.is_none() {
            let known = distinct(missions().map(ToString::to_string));
            self.unknown::<()>(Code::UnknownMission, "mission", name.get_ref(), name.span(), &known);
        }
        found
    }

    /// A measure, with how often it is reported.
    pub(super) fn measure(&self, name: &str, range: Range<usize>) -> Option<(MeasureId, Cadence)> {
        let found = self.programs.iter().find_map(|program| program.catalogue.measures.get(name));
        if let Some(measure) = found {
            return Some((measure.id.clone(), measure.every));
        }
        let measures = self.programs.iter().flat_map(|program| program.catalogue.measures.keys());
        let known = distinct(measures.map(ToString::to_string));
        self.unknown(Code::UnknownMeasure, "measure", name, range, &known)
    }

    /// A body of the register.
    pub(super) fn body(&self, name: &str, range: Range<usize>) -> Option<BodyId> {
        let found = self.programs.iter().find_map(|program| program.catalogue.bodies.get(name));
        if let Some(body) = found {
            return Some(body.id.clone());
        }
        let bodies = self.programs.iter().flat_map(|program| program.catalogue.bodies.keys());
        let known = distinct(bodies.map(ToString::to_string));
        self.unknown(Code::UnknownBody, "body", name, range, &known)
    }

    /// A period of a cadence.
    pub(super) fn period(&self, every: Cadence, text: &str, range: Range<usize>) -> Option<Period> {
        match every.parse(text) {
            Ok(period) => Some(period),
            Err(error) => self.report(self.error(Code::InvalidPeriod, error.to_string(), range)),
        }
    }

    /// An alert that something declared could raise, by its whole name.
    pub(super) fn alert(&self, name: &Spanned<String>) -> Option<String> {
        if self
            .obligations()
            .any(|(reference, obligation)| alerts(&reference, obligation).contains(name.get_ref()))
        {
            return Some(name.get_ref().clone());
        }
        let known =
            distinct(self.obligations().flat_map(|(reference, obligation)| alerts(&reference, obligation)));
        let code = Code::UnknownAlert;
        if self.is_elsewhere(name) {
            return None;
        }
        let fault = self.error(code, format!("nothing could raise an alert `{name}`"), name.span());
        let help = "an alert is named by its mission, obligation and lead, such as `homelessness/duty-to-refer/mhclg`";
        self.report(fault.with_help(help).with_nearest(name.get_ref(), known.iter().map(String::as_str)))
    }

    /// Reports a name that begins with another mission than the one that is judged.
    fn is_elsewhere(&self, name: &Spanned<String>) -> bool {
        let Some(judged) = &self.mission else { return false };
        let named = name.get_ref().split('/').next().unwrap_or_default();
        let exists = self.programs.iter().any(|program| program.missions.contains_key(named));
        let is_elsewhere = exists && named != judged.as_str();
        if is_elsewhere {
            let message = format!("`{named}` is not judged here: the test is of the mission `{judged}`");
            let fault = self.error(Code::UnknownMission, message, name.span());
            self.report::<()>(
                fault.with_help("leave `mission` out of the test, and all missions are judged"),
            );
        }
        is_elsewhere
    }

    /// A verdict's subject, such as `homelessness/duty-to-refer/adult_prison 2021-Q3`.
    pub(super) fn subject(&self, name: &Spanned<String>) -> Option<Subject> {
        let text = name.get_ref();
        let Some((owed, period)) = text.split_once(' ') else {
            let message = format!("`{text}` names no period");
            let help = "write it like `homelessness/duty-to-refer/adult_prison 2021-Q3`";
            return self.report(self.error(Code::InvalidPeriod, message, name.span()).with_help(help));
        };
        if self.is_elsewhere(name) {
            return None;
        }
        let mut parts = owed.splitn(3, '/');
        let (mission, obligation) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let named = format!("{mission}/{obligation}");
        let found: Vec<(ObligationRef, &Obligation)> =
            self.obligations().filter(|(reference, _)| reference.to_string() == named).collect();
        let Some((reference, first)) = found.first() else {
            let known = distinct(self.obligations().map(|(reference, _)| reference.to_string()));
            return self.unknown(Code::UnknownObligation, "obligation", &named, name.span(), &known);
        };
        let contribution = match parts.next() {
            None => None,
            Some(id) => Some(self.contribution(&found, id, name.span())?),
        };
        let period = self.period(first.every, period.trim(), name.span())?;
        if !found.iter().any(|(_, obligation)| is_owed(obligation, period)) {
            let until = first.until.map(|until| format!(" until {until}")).unwrap_or_default();
            let message =
                format!("`{named}` is owed from {}{until}, so it has no verdict for {period}", first.from);
            return self.report(self.error(Code::InvalidPeriod, message, name.span()));
        }
        let contribution = contribution.map(ContributionId::new);
        Some(Subject { obligation: reference.clone(), contribution, period })
    }

    /// A subject whose rule can be asked: a contribution, or the lead where it owes the obligation alone.
    pub(super) fn judged_part(&self, name: &Spanned<String>) -> Option<Subject> {
        let subject = self.subject(name)?;
        let mut obligations = self.obligations().filter(|(reference, _)| *reference == subject.obligation);
        let is_part = |obligation: &Obligation| {
            obligation
                .parts()
                .any(|part| part.contribution.map(|found| &found.id) == subject.contribution.as_ref())
        };
        if obligations.any(|(_, obligation)| is_part(obligation)) {
            return Some(subject);
        }
        let message = format!("`{}` is the whole, and no rule is run for it", subject.obligation);
        let help = "name one of its contributions, as in `mission/obligation/contribution 2021-Q3`";
        self.report(self.error(Code::UnknownContribution, message, name.span()).with_help(help))
    }

    fn contribution(
        &self,
        found: &[(ObligationRef, &Obligation)],
        id: &str,
        range: Range<usize>,
    ) -> Option<String> {
        let ids = distinct(found.iter().flat_map(|(_, obligation)| contributions(obligation)));
        if ids.iter().any(|known| known == id) {
            return Some(id.to_owned());
        }
        let Some((reference, _)) = found.first().filter(|_| ids.is_empty()) else {
            return self.unknown(Code::UnknownContribution, "contribution", id, range, &ids);
        };
        let message = format!("`{reference}` is owed by its lead alone and has no contributions");
        self.report(
            self.error(Code::UnknownContribution, message, range)
                .with_help(format!("write `{reference}` alone")),
        )
    }

    /// Those of an alert's parties that can break its obligation.
    pub(super) fn breaker(&self, alert: &str, name: &Spanned<String>) -> Option<String> {
        let of_alert = self.obligations().filter(|(reference, obligation)| {
            alerts(reference, obligation).iter().any(|known| known == alert)
        });
        let known = distinct(of_alert.flat_map(|(_, obligation)| match contributions(obligation) {
            ids if ids.is_empty() => vec![obligation.lead.to_string()],
            ids => ids,
        }));
        if known.contains(name.get_ref()) {
            return Some(name.get_ref().clone());
        }
        self.unknown(Code::UnknownContribution, "contribution", name.get_ref(), name.span(), &known)
    }

    /// A period of an alert's obligation.
    pub(super) fn alert_period(&self, alert: &str, name: &Spanned<String>) -> Option<String> {
        let mut every = self.obligations().filter_map(|(reference, obligation)| {
            alerts(&reference, obligation).iter().any(|known| known == alert).then_some(obligation.every)
        });
        Some(self.period(every.next()?, name.get_ref(), name.span())?.to_string())
    }

    /// Something that a rule may ask for, as a trace tells it.
    pub(super) fn read(&self, name: &Spanned<String>) -> Option<String> {
        let text = name.get_ref().as_str();
        if let Some(day) = text.strip_prefix(DEADLINE) {
            let is_moment = day.parse::<jiff::civil::DateTime>().is_ok();
            let fault = || self.error(Code::InvalidPeriod, format!("`{day}` is not a date"), name.span());
            return if is_moment { Some(text.to_owned()) } else { self.report(fault()) };
        }
        let target = text.strip_prefix(TARGET);
        let cell = self.cell(target.unwrap_or(text), name.span())?;
        Some(if target.is_some() { format!("{TARGET}{cell}") } else { cell.to_string() })
    }

    fn cell(&self, text: &str, range: Range<usize>) -> Option<Cell> {
        let parts =
            text.split_once(" of ").and_then(|(measure, rest)| Some((measure, rest.split_once(" in ")?)));
        let Some((measure, (body, period))) = parts else {
            let message = format!("`{text}` is nothing that a rule can ask for");
            let help = "write `referrals of hm-prison-service in 2021-Q3`, `target for four-hours of england in 2024-07` or \
                        `deadline 2021-10-29`";
            return self.report(self.error(Code::InvalidValue, message, range).with_help(help));
        };
        let found = self.measure(measure.trim(), range.clone());
        let body = self.body(body.trim(), range.clone());
        let (measure, every) = found?;
        let period = self.period(every, period.trim(), range)?;
        Some(Cell { measure, body: body?, period })
    }

    /// Every obligation that is judged at some time, with its name. One that is edited comes twice.
    fn obligations(&self) -> impl Iterator<Item = (ObligationRef, &Obligation)> {
        let missions = self.programs.iter().flat_map(|program| program.missions.values());
        let judged =
            missions.filter(|mission| self.mission.as_ref().is_none_or(|judged| mission.id == *judged));
        judged.flat_map(|mission| {
            mission.obligations.iter().map(|obligation| {
                let reference =
                    ObligationRef { mission: mission.id.clone(), obligation: obligation.id.clone() };
                (reference, obligation)
            })
        })
    }
}

/// Longer lists help nobody.
const MOST_LISTED: usize = 12;

fn listed(known: &[String]) -> String {
    let quoted: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    engine::plain::list(&quoted)
}

fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    names.collect::<indexmap::IndexSet<String>>().into_iter().collect()
}

fn contributions(obligation: &Obligation) -> Vec<String> {
    obligation.parts().filter_map(|part| Some(part.contribution?.id.to_string())).collect()
}

/// The alerts that an obligation can raise, by their names.
fn alerts(reference: &ObligationRef, obligation: &Obligation) -> Vec<String> {
    let alert = |kind| AlertId {
        mission: reference.mission.clone(),
        obligation: reference.obligation.clone(),
        body: obligation.lead.clone(),
        kind,
    };
    [AlertKind::Breach, AlertKind::RuleFailed].map(|kind| alert(kind).to_string()).to_vec()
}

fn is_owed(obligation: &Obligation, period: Period) -> bool {
    period >= obligation.from
        && obligation.until.is_none_or(|until| period <= until)
        && period.cadence() == obligation.from.cadence()
}
