//! `[[test.check]]`, or in promtool's words `[[test.alert_rule_test]]`: what must hold at one moment.

use engine::alert::AlertState;
use language::read::{Item, Table};
use toml::Spanned;

use super::expectation::{
    AlertExpectation, Named, STATES, VerdictExpectation, Wording, read_alerts, read_by_name, read_verdict,
    read_wording,
};
use super::moment::{Moment, moment};
use crate::diagnostic::{Code, Diagnostic};

/// A check as it is written. What could not be read is absent, and has been reported.
#[derive(Clone, Debug)]
pub(crate) struct CheckDeclaration {
    pub(crate) at: Option<Spanned<Moment>>,
    /// Every open alert, with the place of the list.
    pub(crate) alerts: Option<Spanned<Vec<AlertExpectation>>>,
    pub(crate) states: Vec<Named<AlertState>>,
    pub(crate) verdicts: Vec<Named<VerdictExpectation>>,
    pub(crate) messages: Vec<Named<Wording>>,
    /// What a rule asks for, in order.
    pub(crate) reads: Vec<Named<Vec<Spanned<String>>>>,
    /// Everything that was told since the check before.
    pub(crate) told: Option<Spanned<Vec<Spanned<String>>>>,
}

pub(super) fn read_check(table: &Table<'_>) -> CheckDeclaration {
    let told = table.get("exp_told");
    let declaration = CheckDeclaration {
        at: table.require("eval_time").and_then(|item| moment(&item)),
        alerts: table.get("exp_alerts").and_then(|item| read_alerts(&item)),
        states: named(table, "exp_state", |item| item.word(&STATES)),
        verdicts: named(table, "exp_verdicts", read_verdict),
        messages: named(table, "exp_message", read_wording),
        reads: named(table, "exp_reads", |item| item.texts().map(|reads| item.at(reads))),
        told: told.and_then(|item| item.texts().map(|told| item.at(told))),
    };
    if table.keys().all(|key| key == "eval_time" || table.get(key).is_none()) {
        let fault = "the check expects nothing, so it cannot fail";
        let fault = Diagnostic::error(Code::Test, fault, table.document().source, table.header());
        let help =
            "add a line such as `exp_alerts = []` or `exp_state = { \"mission/obligation\" = \"firing\" }`";
        table.document().fault(fault.with_help(help));
    }
    declaration
}

fn named<T>(
    table: &Table<'_>,
    key: &'static str,
    read: impl Fn(&Item<'_>) -> Option<Spanned<T>>,
) -> Vec<Named<T>> {
    table.get(key).map(|item| read_by_name(&item, read)).unwrap_or_default()
}
