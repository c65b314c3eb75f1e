//! The lints that come with Remit, as texts; they stand in `rules/packs/lint`. A project's own lint of the same name takes the place of one.

use super::text::LintDoc;
use crate::packs::BUILT_IN_FOLDER;
use crate::source::SourceText;

macro_rules! lints {
    ($($name:literal),* $(,)?) => {
        /// Name and text of each, by name.
        const LINTS: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../../packs/lint/", $name, ".rhai")))),*];
    };
}

lints![
    "asked-twice",
    "authority-unchecked",
    "bare-duty",
    "carried-alone",
    "driver-unowned",
    "goalposts-moved",
    "outcome-unowed",
    "over-budget",
    "reports-in-circle",
    "stands-for-another",
    "warm-words",
];

/// The texts of all of them, in the order of the alphabet.
pub fn shipped_lints() -> impl Iterator<Item = SourceText> {
    LINTS.iter().map(|(name, text)| SourceText::new(format!("{BUILT_IN_FOLDER}/{name}.rhai"), *text))
}

/// What each of them finds, why it matters and what to do, as Markdown.
pub fn shipped_lints_in_words() -> String {
    shipped_lints().map(|text| section(&LintDoc::of(&text))).collect::<Vec<_>>().join("\n")
}

fn section(doc: &LintDoc) -> String {
    let said = [("What", &doc.what), ("Why", &doc.why)];
    let said = said.into_iter().filter_map(|(label, said)| Some((label, said.as_ref()?)));
    let examples = doc.examples.iter().map(|example| ("Example", example));
    let to_do = doc.to_do.iter().map(|to_do| ("What to do", to_do));
    let lines = said.chain(examples).chain(to_do).map(|(label, said)| format!("* {label}: {said}"));
    let head = [format!("## `{}`", doc.code), String::new()];
    head.into_iter().chain(lines).chain([String::new()]).collect::<Vec<_>>().join("\n")
}
