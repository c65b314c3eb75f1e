//! `[[test.response]]`: what an official says to an alert.

use engine::model::ResponseKind;
use engine::respond::{Enclosure, ForecastWords, GroupWords, PaperWords};
use jiff::civil::Date;
use language::read::Table;
use toml::Spanned;

use super::expectation::{Wording, read_wording};
use super::moment::{Moment, moment};

/// A response as it is written. What could not be read is absent, and has been reported. Whether it may be given is for the
/// engine to say when its moment comes.
#[derive(Clone, Debug)]
pub(crate) struct ResponseDeclaration {
    pub(crate) header: std::ops::Range<usize>,
    pub(crate) at: Option<Spanned<Moment>>,
    pub(crate) alert: Option<Spanned<String>>,
    pub(crate) contribution: Option<Spanned<String>>,
    /// Those of the alert, where none is named.
    pub(crate) periods: Vec<Spanned<String>>,
    pub(crate) kind: Option<ResponseKind>,
    pub(crate) by: Option<String>,
    pub(crate) approver: Option<String>,
    pub(crate) until: Option<Date>,
    /// What is handed in with it.
    pub(crate) enclosure: Enclosure,
    pub(crate) reason: String,
    /// What is said to a person who may not respond so; none where the response must be taken.
    pub(crate) refused: Option<Spanned<Wording>>,
}

pub(super) fn read_response(table: &Table<'_>) -> ResponseDeclaration {
    let text = |key| table.get(key).and_then(|item| item.text());
    let plain = |key| text(key).map(Spanned::into_inner);
    let kinds = ResponseKind::ALL.map(|kind| (kind.as_str(), kind));
    ResponseDeclaration {
        header: table.header(),
        at: table.require("at").and_then(|item| moment(&item)),
        alert: table.require("alert").and_then(|item| item.text()),
        contribution: text("contribution"),
        periods: table.get("periods").and_then(|item| item.texts()).unwrap_or_default(),
        kind: table.require("kind").and_then(|item| item.word(&kinds)).map(Spanned::into_inner),
        by: table.require("by").and_then(|item| item.text()).map(Spanned::into_inner),
        approver: plain("approver"),
        until: table.get("until").and_then(|item| item.date()).map(Spanned::into_inner),
        enclosure: read_enclosure(table),
        reason: plain("reason").unwrap_or_default(),
        refused: table.get("refused").and_then(|item| read_wording(&item)),
    }
}

fn read_enclosure(table: &Table<'_>) -> Enclosure {
    let text = |key| table.get(key).and_then(|item| item.text()).map(Spanned::into_inner);
    let (title, link) = (text("title"), text("link"));
    let members = table.get("members").and_then(|item| item.texts()).unwrap_or_default();
    let exit_test = text("exit_test");
    if !members.is_empty() || exit_test.is_some() {
        let members = members.into_iter().map(Spanned::into_inner).collect();
        return Enclosure::Group(GroupWords { members, exit_test: exit_test.unwrap_or_default() });
    }
    let period = text("for");
    let value = table.get("value").and_then(|item| item.number()).map(Spanned::into_inner);
    if let (Some(value), Some(period)) = (value, period) {
        return Enclosure::Forecast(ForecastWords { value, period });
    }
    let from = table.get("from").and_then(|item| item.date()).map(Spanned::into_inner);
    if title.is_none() && link.is_none() && from.is_none() {
        return Enclosure::Nothing;
    }
    Enclosure::Paper(PaperWords { title: title.unwrap_or_default(), link, from })
}
