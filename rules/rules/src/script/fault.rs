//! What went wrong while a rule ran, in plain words and with the place where it happened.

use engine::model::Params;
use engine::view::{Fault, Stop};
use language::english;
use rhai::{EvalAltResult, Position};

use super::api::described;
use super::position::{in_library, line};
use crate::diagnostic::nearest;

/// Whose text may be running while a rule runs, and so whose lines a limit may name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RunningText {
    /// The rule's own.
    Own,
    /// A library's as well.
    OwnAndLibraries,
}

/// Why the rule stopped. The innermost error counts: the outer ones only say by which calls it was reached.
/// `params` are what the declaration hands over, to suggest the one that was meant.
pub(super) fn stop(error: EvalAltResult, params: &Params, running: RunningText) -> Stop {
    let position = error.position();
    match error {
        EvalAltResult::ErrorInFunctionCall(_, source, inner, _) => {
            in_function(stop(*inner, params, running), &source, position)
        }
        EvalAltResult::ErrorInModule(_, inner, _) => stop(*inner, params, running),
        EvalAltResult::ErrorTerminated(token, _) => match token.try_cast_result::<Stop>() {
            // A limit may have been met in a library, whose lines would be taken for the rule's.
            Ok(Stop::Failed(Fault { failure, line: None })) if running == RunningText::Own => {
                Stop::Failed(Fault { failure, line: line(position) })
            }
            Ok(stop) => stop,
            Err(_) => Stop::Failed(Fault::new("the rule was stopped")),
        },
        error => Stop::Failed(raised(message(error, params), line(position))),
    }
}

/// What went wrong in a function: within a library, the rule's line is the one that called it.
fn in_function(stop: Stop, source: &str, call: Position) -> Stop {
    match stop {
        Stop::Failed(Fault { failure, line: at }) if !source.is_empty() => {
            let message = english::failure(&failure);
            let is_placed = message.contains(source);
            let message = if is_placed { message } else { in_library(&message, source, at) };
            Stop::Failed(raised(message, line(call)))
        }
        stop => stop,
    }
}

/// A failure in the words of whoever runs the rule.
pub(super) fn raised(message: String, line: Option<u32>) -> Fault {
    Fault { line, ..Fault::new(message) }
}

fn message(error: EvalAltResult, params: &Params) -> String {
    use EvalAltResult as E;
    match error {
        E::ErrorArithmetic(text, _) => arithmetic(&text),
        E::ErrorTooManyOperations(_) => "the rule ran for too long and was stopped".to_owned(),
        E::ErrorStackOverflow(_) => "functions of the rule call each other too deeply".to_owned(),
        E::ErrorTooManyVariables(_) => "the rule has too many variables".to_owned(),
        E::ErrorDataTooLarge(what, _) => too_large(&what).to_owned(),
        E::ErrorFunctionNotFound(signature, _) => cannot_take(&signature),
        E::ErrorPropertyNotFound(name, _) => no_entry(&name, params),
        E::ErrorIndexNotFound(index, _) => format!("there is no entry `{index}`"),
        E::ErrorArrayBounds(entries, index, _) | E::ErrorStringBounds(entries, index, _) => {
            format!("there is no entry {index} among {entries}, counted from 0")
        }
        // Places in lists count in whole numbers, and a figure with a fraction is the only other number.
        E::ErrorMismatchDataType(wanted, given, _)
            if described(&given) == described(&wanted) && described(&wanted) == "a number" =>
        {
            "a number with a fraction stands where a whole number is needed; `round`, `floor` and `ceiling` make one"
                .to_owned()
        }
        E::ErrorMismatchDataType(wanted, given, _) | E::ErrorMismatchOutputType(wanted, given, _) => {
            format!("{} stands where {} is needed", described(&given), described(&wanted))
        }
        E::ErrorIndexingType(what, _) => {
            format!(
                "{} has no entries that can be picked out like this",
                described(what.split(' ').next().unwrap_or(""))
            )
        }
        E::ErrorFor(_) => "`for` needs a list or a range to go through".to_owned(),
        E::ErrorDotExpr(text, _) => no_property(&text),
        E::ErrorAssignmentToConstant(name, _) => format!("`{name}` is a constant and cannot be changed"),
        E::ErrorVariableNotFound(name, _) => format!("there is no variable `{name}`"),
        E::ErrorRuntime(value, _) if value.is_unit() => "the rule stopped itself with `throw`".to_owned(),
        E::ErrorRuntime(value, _) => format!("the rule stopped itself: {value}"),
        other => format!("the rule failed: {}", without_place(&other.to_string()).replace('\'', "`")),
    }
}

/// Rhai says which operation it was and shows it after a colon.
fn arithmetic(text: &str) -> String {
    let (what, shown) = text.split_once(": ").unwrap_or((text, ""));
    let shown = if shown.is_empty() { String::new() } else { format!(": {shown}") };
    match what {
        "Division by zero" | "Modulo division by zero or overflow" => {
            format!("the rule divides by zero{shown}")
        }
        "Integer raised to a negative power" => format!("a power cannot be negative here{shown}"),
        _ if what.to_lowercase().contains("overflow") => format!("a number became too large{shown}"),
        _ => format!("the rule failed: {text}"),
    }
}

fn too_large(what: &str) -> &'static str {
    if what.contains("string") {
        "a text in the rule grew too long"
    } else if what.contains("map") {
        "a map in the rule grew too large"
    } else {
        "a list in the rule grew too long"
    }
}

/// Rhai gives `name (type, type)`; the types are those that were handed over.
fn cannot_take(signature: &str) -> String {
    let Some((name, types)) = signature.strip_suffix(')').and_then(|text| text.split_once(" (")) else {
        return format!("there is no function `{signature}`");
    };
    let kinds: Vec<&str> = types.split(", ").filter(|kind| !kind.is_empty()).map(described).collect();
    if name.chars().any(char::is_alphabetic) {
        match kinds.as_slice() {
            [] => format!("`{name}` cannot be called with nothing"),
            kinds => format!("`{name}` does not take {}", english::list(kinds)),
        }
    } else {
        match kinds.as_slice() {
            [left, right] => format!("`{name}` does not work between {left} and {right}"),
            kinds => format!("`{name}` does not work on {}", english::list(kinds)),
        }
    }
}

fn no_entry(name: &str, params: &Params) -> String {
    let near = nearest(name, params.keys().map(String::as_str));
    let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    format!("there is no parameter or entry `{name}`{hint}")
}

/// Rhai's words without the place that it adds, which a fault holds on its own.
fn without_place(text: &str) -> &str {
    text.rsplit_once(" (line ").map_or(text, |(words, _)| words)
}

/// Rhai gives `Unknown property 'x' - a getter is not registered for type 'y'`.
fn no_property(text: &str) -> String {
    let mut quoted = text.split('\'').skip(1).step_by(2);
    match (quoted.next(), quoted.next()) {
        (Some(name), Some(kind)) if text.contains("setter") => {
            format!("`{name}` of {} cannot be changed", described(kind))
        }
        (Some(name), Some(kind)) => format!("{} has no property `{name}`", described(kind)),
        _ => format!("the rule failed: {text}"),
    }
}
