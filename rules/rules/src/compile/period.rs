//! Periods as texts write them, in the cadence that they are of.

use engine::model::{Cadence, Period};
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
