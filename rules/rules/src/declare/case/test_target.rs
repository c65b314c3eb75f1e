//! `[[test.target]]`: a target that holds in the test alone.

use language::read::Table;
use rust_decimal::Decimal;
use toml::Spanned;

/// A target of a test. What could not be read is absent, and has been reported.
#[derive(Clone, Debug)]
pub(crate) struct TestTargetDeclaration {
    pub(crate) measure: Option<Spanned<String>>,
    /// Whom it is set for; every body where none is named.
    pub(crate) body: Option<Spanned<String>>,
    pub(crate) value: Option<Decimal>,
}

pub(super) fn read_test_target(table: &Table<'_>) -> TestTargetDeclaration {
    TestTargetDeclaration {
        measure: table.require("measure").and_then(|item| item.text()),
        body: table.get("body").and_then(|item| item.text()),
        value: table.require("value").and_then(|item| item.number()).map(Spanned::into_inner),
    }
}
