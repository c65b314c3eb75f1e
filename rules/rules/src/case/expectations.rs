//! From a check to what must hold, with every name in it looked up.

use std::ops::Range;

use toml::Spanned;

use super::names::TestNames;
use super::timeline::{Expectation, ExpectedState, OpenAlert};
use crate::declare::case::{AlertExpectation, CheckDeclaration};
use crate::diagnostic::Code;

/// Everything that a check expects. What cannot be looked up is reported, and left out.
pub(super) fn expectations(check: &CheckDeclaration, names: &TestNames<'_>) -> Vec<Expectation> {
    let mut found = Vec::new();
    let mut expect = |range, expected| found.push(Expectation { range, expected });
    if let Some(alerts) = &check.alerts {
        let open: Vec<OpenAlert> =
            alerts.get_ref().iter().filter_map(|alert| open_alert(alert, names)).collect();
        refuse_repeats(alerts.get_ref(), names);
        expect(alerts.span(), ExpectedState::Alerts(open));
    }
    for (name, state) in &check.states {
        if let (Some(alert), Some(state)) = (names.alert(name), state) {
            expect(state.span(), ExpectedState::State(alert, *state.get_ref()));
        }
    }
    for (name, verdict) in &check.verdicts {
        if let (Some(subject), Some(verdict)) = (names.subject(name), verdict) {
            expect(verdict.span(), ExpectedState::Verdict(subject, verdict.get_ref().clone()));
        }
    }
    for (name, wording) in &check.messages {
        if let (Some(alert), Some(wording)) = (names.alert(name), wording) {
            expect(wording.span(), ExpectedState::Message(alert, wording.get_ref().clone()));
        }
    }
    for (name, reads) in &check.reads {
        let subject = names.judged_part(name);
        let Some(reads) = reads else { continue };
        let read: Vec<String> = reads.get_ref().iter().filter_map(|read| names.read(read)).collect();
        if let Some(subject) = subject {
            expect(reads.span(), ExpectedState::Reads(subject, read));
        }
    }
    if let Some(told) = &check.told {
        let lines = told.get_ref().iter().filter_map(|line| notification(line, names)).collect();
        expect(told.span(), ExpectedState::Told(lines));
    }
    found
}

fn open_alert(expected: &AlertExpectation, names: &TestNames<'_>) -> Option<OpenAlert> {
    let alert = names.alert(&expected.alert)?;
    let looked_up = |list: &Option<Spanned<Vec<Spanned<String>>>>,
                     look: &dyn Fn(&Spanned<String>) -> Option<String>| {
        let list = list.as_ref()?;
        Some((list.span(), list.get_ref().iter().filter_map(look).collect::<Vec<String>>()))
    };
    Some(OpenAlert {
        range: expected.alert.span(),
        state: placed(expected.state.as_ref()),
        severity: placed(expected.severity.as_ref()),
        since: placed(expected.since.as_ref()),
        periods: looked_up(&expected.periods, &|name| names.alert_period(&alert, name)),
        broken_by: looked_up(&expected.broken_by, &|name| names.breaker(&alert, name)),
        held_up_by: looked_up(&expected.held_up_by, &|text| Some(text.get_ref().clone())),
        message: placed(expected.message.as_ref()),
        alert,
    })
}

fn placed<T: Clone>(value: Option<&Spanned<T>>) -> Option<(Range<usize>, T)> {
    value.map(|value| (value.span(), value.get_ref().clone()))
}

fn refuse_repeats(alerts: &[AlertExpectation], names: &TestNames<'_>) {
    for (place, expected) in alerts.iter().enumerate() {
        let mut earlier = alerts.iter().take(place).map(|earlier| &earlier.alert);
        if let Some(first) = earlier.find(|first| first.get_ref() == expected.alert.get_ref()) {
            let message = format!("`{}` is expected twice", expected.alert);
            let fault = names.error(Code::DuplicateId, message, expected.alert.span());
            names.report::<()>(fault.and_label(names.source, first.span(), "the first time"));
        }
    }
}

/// Reads `2021-10-29 firing homelessness/duty-to-refer`.
fn notification(line: &Spanned<String>, names: &TestNames<'_>) -> Option<String> {
    let words: Vec<&str> = line.get_ref().split_whitespace().collect();
    let [day, change, alert] = words.as_slice() else { return refuse(line, names) };
    if day.parse::<jiff::civil::Date>().is_err()
        || day.len() != "2021-10-29".len()
        || !CHANGES.contains(change)
    {
        return refuse(line, names);
    }
    let alert = names.alert(&Spanned::new(line.span(), (*alert).to_owned()))?;
    Some(format!("{day} {change} {alert}"))
}

/// What people can be told of an alert.
const CHANGES: [&str; 6] = ["firing", "updated", "resolved", "corrected", "restated", "withdrawn"];

fn refuse(line: &Spanned<String>, names: &TestNames<'_>) -> Option<String> {
    let message = format!("`{line}` is nothing that people could be told");
    let help = "write a day, one of `firing`, `updated`, `resolved`, `corrected`, `restated` and `withdrawn`, and the alert, as in `2021-10-29 firing \
                homelessness/duty-to-refer`";
    names.report(names.error(Code::InvalidValue, message, line.span()).with_help(help))
}
