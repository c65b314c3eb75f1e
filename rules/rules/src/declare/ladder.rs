//! `[[ladder]]`: the steps by which alerts go up, as they are written. Bodies and roles are looked up later.

use language::read::Table;
use toml::Spanned;

use crate::diagnostic::Code;

/// A ladder as it is written. What could not be read is absent, and has been reported.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct LadderDeclaration {
    pub(crate) id: Option<Spanned<String>>,
    pub(crate) steps: Vec<StepDeclaration>,
    pub(crate) remind_every: Option<u32>,
    pub(crate) reply_within: Option<u32>,
}

/// A step of it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct StepDeclaration {
    pub(crate) to: Spanned<String>,
    pub(crate) body: Option<Spanned<String>>,
    pub(crate) after: u32,
}

pub(super) fn read_ladder(table: &Table<'_>) -> LadderDeclaration {
    let count = |key| table.get(key).and_then(|item| item.whole()).map(Spanned::into_inner);
    table.require("steps");
    let mut steps: Vec<StepDeclaration> = Vec::new();
    for step in table.tables("steps") {
        let written = step.get("after_working_days").and_then(|item| item.whole());
        let before = steps.last().map(|before| before.after);
        let after = written.as_ref().map_or(0, |after| *after.get_ref());
        let place = written.as_ref().map_or_else(|| step.header(), Spanned::span);
        if before.is_some_and(|before| after <= before) {
            let message = "a step comes later than the one before it";
            let fault = step.document().at(Code::Ladder, message, place);
            let help = "write `after_working_days` from the first message on, more with every step";
            step.document().fault(fault.with_help(help));
        } else if before.is_none() && after > 0 {
            let fault = step.document().at(Code::Ladder, "the first step is told at once", place);
            step.document().fault(fault.with_help("leave `after_working_days` out of it"));
        }
        let body = step.get("body").and_then(|item| item.text());
        let to = step.require("to").and_then(|item| item.text());
        steps.extend(to.map(|to| StepDeclaration { to, body, after }));
    }
    LadderDeclaration {
        id: table.require("id").and_then(|item| item.id()),
        steps,
        remind_every: count("remind_every_working_days"),
        reply_within: count("reply_within_working_days"),
    }
}
