//! Examples by which people say what a rule should find, and what the rules in force say of them.

use crate::english;

/// A figure that an example says is reported.
pub fn figure(measure: &str, body: &str, period: &str, value: &str) -> String {
    format!("{measure} of {body} in {period} is {value}")
}

/// A target that an example says holds.
pub fn target(measure: &str, body: &str, value: &str) -> String {
    format!("the target for {measure} of {body} is {value}")
}

/// All that an example says, in a clause.
pub fn given(said: &[String]) -> String {
    if said.is_empty() { "nothing is reported".to_owned() } else { english::list(said) }
}

/// That the rule asks for more than the form does, and what that means.
pub fn left_out(count: usize) -> String {
    let left_out = match count {
        1 => "one is left out".to_owned(),
        count => format!("{} are left out", english::figure(count)),
    };
    format!(
        "The rule asks for more figures and targets than this form has room for: {left_out}. Of those, no figure is reported in these examples, and the declared target holds. A case that needs them is written as a test by hand."
    )
}

/// What the test of an example is called.
pub fn name(
    (by, reference, number): (&str, &str, usize),
    given: &str,
    (subject, verdict): (&str, &str),
) -> String {
    format!("{subject} is {verdict} where {given} ({by}, {reference}, {number})")
}

/// That the rule finds what an example expects.
pub fn agrees(given: &str, verdict: &str) -> String {
    format!("Where {given}, the example says {verdict}, and so does the rule.")
}

/// That the rule finds something else.
pub fn differs(given: &str, verdict: &str, found: &str) -> String {
    format!("Where {given}, the example says {verdict}. The rule in force says otherwise: {found}.")
}

/// What it means that some of the examples do not agree with the rule, where any does not.
pub fn disagreement(differing: usize, all: usize) -> Option<String> {
    if differing == 0 {
        return None;
    }
    let which = match (differing, all) {
        (_, 1) => "The example does".to_owned(),
        (1, _) => format!("One of {} examples does", english::figure(all)),
        _ => format!(
            "{} of {} examples do",
            english::capitalised(&english::figure(differing)),
            english::figure(all)
        ),
    };
    Some(format!(
        "{which} not agree with the rule in force. They can be proposed all the same: as tests they fail until the rule is changed, and whether it should be is what the board then talks about."
    ))
}

/// Who asks for it, in a sentence.
pub fn asked(by: &str, count: usize, subject: &str) -> String {
    format!("{by} asks for {} of what the rule should say of {subject}.", english::count(count, "example"))
}

/// That it waits, and for whom.
pub fn waits(asked: String, who: &str) -> Vec<String> {
    vec![asked, format!("It waits until {who} approves it. Until then nothing is written.")]
}

/// What becomes of those that are approved.
pub fn written(path: &str) -> Vec<String> {
    vec![
        format!("{path} holds them now, and `remit test` plays them."),
        "They change no verdict: a test says what a rule should find, and the rule stays as it is."
            .to_owned(),
    ]
}

/// Over what the rule in force says of examples.
pub const HEADING: &str = "What the rule in force says of them";

/// Over the tests of a file that holds nothing but examples.
pub const OF_FILE: &str = "What people who write no rules say that rules should find, asked for and approved over the service. `remit test` plays them.";
