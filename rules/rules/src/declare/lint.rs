//! `[lint]` in `remit.toml`: what `remit lint` goes by, and which of its findings a project has decided to live with. Nothing is looked up here.

use jiff::civil::Date;
use language::read::Table;
use toml::Spanned;

/// What the lints of a project go by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LintSettings {
    /// For how many days nobody need look at an authority again.
    pub authority_days: u32,
    /// How many days before it falls due a target that is lowered counts as moved.
    pub goalpost_days: u32,
    /// What is not told, in the order of the file.
    pub allowed: Vec<Allowance>,
}

/// One finding that is not told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Allowance {
    /// The lint.
    pub code: Spanned<String>,
    /// What it is found at.
    pub at: Spanned<String>,
    pub reason: String,
    /// The last day on which it is not told.
    pub until: Option<Date>,
}

impl Default for LintSettings {
    fn default() -> Self {
        Self { authority_days: 365, goalpost_days: 365, allowed: Vec::new() }
    }
}

/// What `remit.toml` says of them.
pub(super) fn read_lint(root: &Table<'_>) -> LintSettings {
    let standard = LintSettings::default();
    let Some(table) = root.get("lint").and_then(|item| item.table()) else { return standard };
    let days = |key| table.get(key).and_then(|item| item.whole()).map(Spanned::into_inner);
    LintSettings {
        authority_days: days("authority_days").unwrap_or(standard.authority_days),
        goalpost_days: days("goalpost_days").unwrap_or(standard.goalpost_days),
        allowed: table.tables("allow").iter().filter_map(read_allowance).collect(),
    }
}

fn read_allowance(table: &Table<'_>) -> Option<Allowance> {
    let required = |key| table.require(key).and_then(|item| item.text());
    let (code, at, reason) = (required("code"), required("at"), required("reason"));
    let until = table.get("until").and_then(|item| item.date()).map(Spanned::into_inner);
    Some(Allowance { code: code?, at: at?, reason: reason?.into_inner(), until })
}
