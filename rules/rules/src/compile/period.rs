//! Periods as texts write them, in the cadence that they are of.

use engine::model::{Body, Cadence, Period};
use language::english;
use toml::Spanned;

use super::resolver::NameResolver;
use crate::declare::YEARS;
use crate::diagnostic::Code;

/// A period of this cadence; none where that was reported.
pub(super) fn resolve_period(
    resolver: &NameResolver<'_>,
    text: &Spanned<String>,
    every: Cadence,
) -> Option<Period> {
    let period = every.parse(text.get_ref()).ok();
    if period.is_none() {
        let message = format!("`{text}` is not a {}", english::cadence(every));
        let fault = resolver.error(Code::InvalidPeriod, message, text.span());
        resolver.report(fault.with_help(format!("write it like `{}`", every.example())));
    }
    let year = period.map(|period| period.last_day().year());
    if year.is_some_and(|year| !YEARS.contains(&year)) {
        let fault =
            resolver.error(Code::InvalidPeriod, format!("`{text}` is too far from our time"), text.span());
        let help = format!("obligations are owed from {} to {}", YEARS.start(), YEARS.end());
        resolver.report(fault.with_help(help));
        return None;
    }
    period
}

/// The periods for which an obligation is owed, as far as they are known.
#[derive(Clone, Copy)]
pub(super) struct Term {
    pub(super) from: Option<Period>,
    pub(super) until: Option<Period>,
}

impl Term {
    /// Whether a body existed while the obligation was owed.
    pub(super) fn meets(self, body: &Body) -> bool {
        let first = self.from.map_or(jiff::civil::Date::MIN, Period::first_day);
        let last = self.until.map_or(jiff::civil::Date::MAX, Period::last_day);
        body.is_open_between(first, last)
    }
}

/// Reports a last period that lies before the first.
pub(super) fn check_order(resolver: &NameResolver<'_>, term: Term, until: &Spanned<String>) {
    if let (Some(from), Some(last)) = (term.from, term.until)
        && from > last
    {
        let message = format!("`until` is {last}, before `from`, which is {from}");
        resolver.report(resolver.error(Code::InvalidValue, message, until.span()));
    }
}
