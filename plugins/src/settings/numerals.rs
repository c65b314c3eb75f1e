//! How `[feed.table]` says that numbers are written.

use language::diagnostic::Code;
use language::read::{Item, Table};
use toml::Spanned;

use super::feed::Resolver;
use crate::readers::{DecimalSign, Numerals, ThousandsSign};

impl Resolver<'_, '_> {
    /// Where decimals follow a comma, nothing parts thousands until the feed says what does: `1.234` may be either number.
    pub(super) fn numerals(&self, table: Option<&Table<'_>>) -> Numerals {
        let decimal = table.and_then(|table| table.get("decimal")).and_then(|item| item.word(DECIMALS));
        let thousands = table.and_then(|table| table.get("thousands")).and_then(|item| thousands(&item));
        let decimal = decimal.map_or_else(DecimalSign::default, Spanned::into_inner);
        let Some(thousands) = thousands else {
            let usual = Numerals::default().thousands.filter(|_| decimal == DecimalSign::Stop);
            return Numerals { decimal, thousands: usual };
        };
        let both = match (decimal, thousands.get_ref()) {
            (DecimalSign::Stop, ThousandsSign::Stop) => Some(("a stop", "`decimal = \",\"`")),
            (DecimalSign::Comma, ThousandsSign::Comma) => Some(("a comma", "`decimal = \".\"`")),
            _ => None,
        };
        if let Some((sign, other)) = both {
            let message = format!("{sign} cannot part thousands and stand before decimals too");
            let fault = self.document.at(Code::Feed, message, thousands.span());
            self.document.fault(fault.with_help(format!("say what stands before decimals, such as {other}")));
        }
        Numerals { decimal, thousands: Some(thousands.into_inner()) }
    }
}

/// A blank is a word here.
fn thousands(item: &Item<'_>) -> Option<Spanned<ThousandsSign>> {
    let written = item.verbatim()?;
    let known = THOUSANDS.iter().find(|(word, _)| word == written.get_ref());
    known.map(|(_, sign)| item.at(*sign)).or_else(|| {
        let message = format!("`thousands` cannot be `{written}`");
        let help = "it may be `,`, `.`, a blank or `'`";
        item.refuse_with_help(Code::InvalidValue, message, help)
    })
}

const DECIMALS: &[(&str, DecimalSign)] = &[(".", DecimalSign::Stop), (",", DecimalSign::Comma)];

const THOUSANDS: &[(&str, ThousandsSign)] = &[
    (",", ThousandsSign::Comma),
    (".", ThousandsSign::Stop),
    (" ", ThousandsSign::Blank),
    ("'", ThousandsSign::Apostrophe),
];
