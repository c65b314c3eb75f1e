//! Who does not owe what many owe, and why, in words. It is neither credit nor blame, and never called met.

use engine::model::{BodyId, Exception, Target};
use engine::program::{Obligation, Program};
use jiff::civil::Date;

use crate::{authority, english};

/// Who is excepted from something on a day, in one line; none where nobody is.
pub fn line<'o>(
    obligations: impl Iterator<Item = &'o Obligation>,
    day: Date,
    program: &Program,
    most: usize,
) -> Option<String> {
    let excepted = obligations.flat_map(|obligation| obligation.excepted_in(obligation.running_on(day)));
    let named: Vec<String> = excepted
        .map(|(body, exception)| {
            let (name, reason) = (program.catalogue.body_name(body), exception.reason.trim_end_matches('.'));
            format!("{name} ({reason})")
        })
        .collect();
    let count = english::capitalised(&english::figure(named.len()));
    (!named.is_empty()).then(|| format!("{count} excepted: {}.", english::some_of(&named, most)))
}

/// Who does not owe it, for which periods and why, with what says so; without a full stop.
pub fn told((body, exception): (&BodyId, &Exception), program: &Program) -> String {
    let name = program.catalogue.body_name(body);
    let reason = exception.reason.trim_end_matches('.');
    let authority = authority::line(&exception.authority).map(|line| format!(". {line}")).unwrap_or_default();
    format!("{name} is excepted{}: {reason}{authority}", span(exception))
}

/// Whom a target does not bind, for which periods and why, a line for each and without full stops; a few of many.
pub fn of_target(target: &Target, program: &Program, most: usize) -> Vec<String> {
    let all = target.except.iter().flat_map(|(body, all)| all.iter().map(move |one| (body, one)));
    let mut lines: Vec<String> = all.clone().take(most).map(|excepted| told(excepted, program)).collect();
    match all.count().saturating_sub(most) {
        0 => {}
        1 => lines.push("One more is excepted".to_owned()),
        untold => lines.push(format!("{} more are excepted", english::capitalised(&english::figure(untold)))),
    }
    lines
}

/// The periods for which an exception holds: ` from July 2024 on`; nothing where it always does.
fn span(exception: &Exception) -> String {
    match (exception.from, exception.until) {
        (None, None) => String::new(),
        (Some(from), None) => format!(" from {} on", english::period(from)),
        (None, Some(until)) => format!(" up to {}", english::period(until)),
        (Some(from), Some(until)) if from == until => format!(" for {}", english::period(from)),
        (Some(from), Some(until)) => {
            format!(" from {} to {}", english::period(from), english::period(until))
        }
    }
}

#[cfg(test)]
mod tests {
    use engine::model::{Cadence, Period};

    use super::*;

    #[track_caller]
    fn check(from: &str, until: &str, expected: &str) {
        let period = |text: &str| -> Option<Period> { Cadence::Quarter.parse(text).ok() };
        let exception = Exception {
            reason: "It has no hospital".to_owned(),
            authority: Vec::new(),
            from: period(from),
            until: period(until),
        };
        assert_eq!(span(&exception), expected);
    }

    #[test]
    fn an_exception_says_for_which_periods_it_holds() {
        check("", "", "");
        check("2024-Q3", "", " from Q3 2024 on");
        check("", "2024-Q3", " up to Q3 2024");
        check("2024-Q3", "2024-Q3", " for Q3 2024");
        check("2024-Q3", "2025-Q1", " from Q3 2024 to Q1 2025");
    }
}
