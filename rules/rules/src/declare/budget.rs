//! `budget` of a mission: how much it may ask for. Nothing is counted here.

use language::read::Table;
use toml::Spanned;

/// The most that a mission may ask for; nothing where nothing is said.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Budget {
    pub(crate) obligations: Option<u32>,
    pub(crate) reports_a_year: Option<u32>,
}

pub(super) fn read_budget(mission: &Table<'_>) -> Budget {
    let Some(table) = mission.get("budget").and_then(|item| item.table()) else { return Budget::default() };
    let whole = |key| table.get(key).and_then(|item| item.whole()).map(Spanned::into_inner);
    Budget { obligations: whole("obligations"), reports_a_year: whole("reports_a_year") }
}
