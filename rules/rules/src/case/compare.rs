//! Holds what came of a test to what it expects.

use std::collections::BTreeMap;
use std::ops::Range;

use engine::alert::{Alert, AlertChange, AlertState, Severity};
use engine::model::{Calendar, PartId};
use engine::program::Program;
use engine::standing::Standing;
use language::english;

use super::difference::{Difference, Sides, line, lists, texts};
use super::scene::Scene;
use super::timeline::{Case, Check, ExpectedState, OpenAlert};
use super::trace;
use super::verdict_name::VerdictName;
use crate::declare::case::{VerdictExpectation, Wording};
use crate::source::Span;

/// What stands, gathered once for all that a check expects.
struct CheckedState<'s> {
    scene: &'s Scene<'s>,
    case: &'s Case,
    alerts: BTreeMap<String, Alert>,
    verdicts: BTreeMap<VerdictName, Standing>,
    program: &'s Program,
    calendar: &'s Calendar,
    moment: String,
    differences: Vec<Difference>,
}

/// Every difference between what a check expects and what stands now.
pub(super) fn check(check: &Check, scene: &Scene<'_>, case: &Case) -> Vec<Difference> {
    let (Some(program), Some(now)) = (scene.engine.program(), scene.engine.now()) else { return Vec::new() };
    let is_looked_at = |alert: &Alert| scene.mission.is_none_or(|mission| alert.id.mission == *mission);
    let alerts = scene.engine.alerts().into_iter().filter(is_looked_at);
    let has_verdicts =
        check.expectations.iter().any(|one| matches!(one.expected, ExpectedState::Verdict(..)));
    let verdicts = scene.engine.verdicts().filter(|_| has_verdicts);
    let mut found = CheckedState {
        scene,
        case,
        alerts: alerts.map(|alert| (alert.id.to_string(), alert)).collect(),
        verdicts: verdicts.map(|standing| (subject(&standing), standing)).collect(),
        program,
        calendar: &program.calendar,
        moment: trace::moment(now, &program.calendar),
        differences: Vec::new(),
    };
    for one in &check.expectations {
        found.compare(&one.range, &one.expected);
    }
    found.differences
}

impl CheckedState<'_> {
    fn compare(&mut self, range: &Range<usize>, expected: &ExpectedState) {
        match expected {
            ExpectedState::Alerts(open) => self.compare_alerts(range, open),
            ExpectedState::State(alert, state) => {
                let found = self.alerts.get(alert).map_or(AlertState::Inactive, |alert| alert.state);
                self.compare_words(range, format!("state of {alert}"), state, &found);
            }
            ExpectedState::Verdict(subject, expected) => self.compare_verdict(range, subject, expected),
            ExpectedState::Message(alert, wording) => self.compare_message(range, alert, wording),
            ExpectedState::Reads(subject, reads) => {
                let found = self.reads(subject);
                self.note(range, format!("what was read for {subject}"), lists(reads, &found));
            }
            ExpectedState::Told(told) => {
                let found: Vec<String> =
                    self.scene.told.iter().map(|change| self.notification(change)).collect();
                self.note(
                    range,
                    "what people were told since the check before".to_owned(),
                    lists(told, &found),
                );
            }
        }
    }

    fn compare_alerts(&mut self, range: &Range<usize>, expected: &[OpenAlert]) {
        for open in expected {
            if let Some(alert) = self.alerts.get(&open.alert).cloned() {
                self.compare_alert(open, &alert);
                continue;
            }
            let state = open.state.as_ref().map_or_else(|| "open".to_owned(), |(_, state)| state.to_string());
            self.compare_words(
                &open.range,
                format!("state of {}", open.alert),
                &state,
                &"inactive".to_owned(),
            );
        }
        let is_expected = |name: &String| expected.iter().any(|open| open.alert == *name);
        let surplus: Vec<String> = self
            .alerts
            .iter()
            .filter(|(name, _)| !is_expected(name))
            .map(|(_, alert)| in_short(alert))
            .collect();
        if !surplus.is_empty() {
            let none = if expected.is_empty() { "no open alert" } else { "no other open alert" };
            self.note(range, "open alerts".to_owned(), Some((vec![none.to_owned()], surplus)));
        }
    }

    fn compare_alert(&mut self, open: &OpenAlert, alert: &Alert) {
        let about = |what: &str| format!("{what} of {}", open.alert);
        if let Some((range, state)) = &open.state {
            self.compare_words(range, about("state"), state, &alert.state);
        }
        if let Some((range, severity)) = &open.severity {
            let found = alert.severity.map_or("none, since a rule failed", Severity::as_str);
            self.compare_words(range, about("severity"), &severity.as_str(), &found);
        }
        if let Some((range, since)) = &open.since {
            let found = english::date(self.calendar.day(alert.since));
            self.compare_words(range, about("since"), &english::date(*since), &found);
        }
        if let Some((range, periods)) = &open.periods {
            let found: Vec<String> = alert.periods.iter().map(ToString::to_string).collect();
            self.compare_words(range, about("periods"), &line(periods), &line(&found));
        }
        if let Some((range, broken_by)) = &open.broken_by {
            let (mut expected, mut found) = (broken_by.clone(), breakers(alert));
            expected.sort();
            found.sort();
            self.compare_words(range, about("broken_by"), &line(&expected), &line(&found));
        }
        if let Some((range, held_up_by)) = &open.held_up_by {
            let told = |held| self.scene.words.held_up_by(held, self.program);
            let found: Vec<String> = alert.held_up_by.iter().map(told).collect();
            self.note(range, about("held_up_by"), lists(held_up_by, &found));
        }
        if let Some((range, wording)) = &open.message {
            let found = self.scene.words.message(alert, self.program);
            self.note(range, about("message"), texts(wording, &found));
        }
    }

    fn compare_verdict(
        &mut self,
        range: &Range<usize>,
        subject: &VerdictName,
        expected: &VerdictExpectation,
    ) {
        let about = format!("verdict of {subject}");
        let Some(standing) = self.verdicts.get(subject) else {
            let found = "none: the period has not begun, or nobody owes this at that time".to_owned();
            return self.compare_words(range, about, &expected.verdict.to_string(), &found);
        };
        let (verdict, reason) = (standing.verdict, self.scene.words.reason(standing, &self.scene.engine));
        if verdict != expected.verdict {
            let because = if reason.is_empty() { String::new() } else { format!(" ({reason})") };
            self.compare_words(range, about, &expected.verdict.to_string(), &format!("{verdict}{because}"));
        } else if let Some(wording) = &expected.reason {
            self.note(&wording.span(), format!("reason of {subject}"), texts(wording.get_ref(), &reason));
        }
    }

    fn compare_message(&mut self, range: &Range<usize>, alert: &str, wording: &Wording) {
        let about = format!("message of {alert}");
        let sides = match (self.alerts.get(alert), wording) {
            (Some(open), wording) => texts(wording, &self.scene.words.message(open, self.program)),
            (None, Wording::Whole(text) | Wording::Contains(text)) => {
                Some((vec![text.clone()], vec!["no message, since the alert is inactive".to_owned()]))
            }
        };
        self.note(range, about, sides);
    }

    fn reads(&self, subject: &VerdictName) -> Vec<String> {
        let read = self.scene.engine.reads(&subject.node, subject.period);
        read.unwrap_or_default().iter().map(|read| trace::tell(read, self.calendar)).collect()
    }

    fn notification(&self, change: &AlertChange) -> String {
        format!("{} {} {}", self.calendar.day(change.at), change.change.as_str(), change.alert.id)
    }

    fn compare_words<T: ToString + PartialEq>(
        &mut self,
        range: &Range<usize>,
        about: String,
        expected: &T,
        found: &T,
    ) {
        let differ = expected != found;
        self.note(range, about, differ.then(|| (vec![expected.to_string()], vec![found.to_string()])));
    }

    fn note(&mut self, range: &Range<usize>, about: String, sides: Option<Sides>) {
        let Some((expected, found)) = sides else { return };
        let place = Span { source: self.case.span.source.clone(), range: range.clone() };
        self.differences.push(Difference { place, moment: self.moment.clone(), about, expected, found });
    }
}

fn subject(standing: &Standing) -> VerdictName {
    VerdictName { node: standing.node.clone(), period: standing.period }
}

/// Contributions, or the lead where it owes the obligation alone. What is disputed is not broken.
fn breakers(alert: &Alert) -> Vec<String> {
    let name = |breaker: &engine::alert::Breaker| match &breaker.part {
        PartId::Contribution(contribution) => contribution.to_string(),
        PartId::Lead => breaker.body.to_string(),
    };
    alert.breakers().filter(|breaker| !breaker.is_disputed()).map(name).collect()
}

fn in_short(alert: &Alert) -> String {
    let periods: Vec<String> = alert.periods.iter().map(ToString::to_string).collect();
    let breakers = breakers(alert);
    let broken =
        if breakers.is_empty() { String::new() } else { format!(", broken by {}", english::list(&breakers)) };
    format!("{} {} for {}{broken}", alert.id, alert.state, english::list(&periods))
}
