//! What authors of rules write with: `my`, verdicts, and words for numbers, texts and lists.
//!
//! Each module registers its part and documents it in terms of `word`, `standard` documents what Rhai brings, and `words`
//! gathers them all; `number` reads what scripts hand over, and `outcome` ends the rule where it must. Nothing here hands
//! `()` to a script.
#![expect(clippy::unnecessary_box_returns, reason = "Rhai's functions give their errors boxed")]
#![expect(clippy::needless_pass_by_value, reason = "Rhai hands over contexts and values, not references")]

mod aggregates;
mod amount;
mod arithmetic;
mod callbacks;
mod comparison;
mod days;
mod display;
mod documents;
mod evidence;
mod figure_form;
mod format;
mod host_result;
mod judged;
mod kind;
mod labelled;
mod lists;
mod maps;
mod number;
mod others;
mod parts;
mod ranges;
mod registry;
mod standard;
mod statement;
mod subject;
mod texts;
mod verdict;
mod word;
mod words;
mod working_days;

pub(super) use amount::amount_shown;
pub(super) use display::display;
pub(super) use documents::WORDS as DOCUMENT_WORDS;
pub(super) use evidence::{figure_or, gap_word, periods_of, reporting};
pub(super) use figure_form::FigureForm;
pub(super) use format::{PLACES, counted_alone, percent_shown, places_of, rounded, tidy, usual_places_apart};
pub(super) use host_result::{HostResult, end, fail};
#[cfg(test)]
pub(super) use judged::{JudgedBody, JudgedMeasure};
pub(super) use judged::{better, class, kind, title, unit};
pub(super) use kind::described;
pub(super) use number::{Whole, number};
#[cfg(test)]
pub(super) use others::OtherObligation;
pub(super) use parts::PARTS;
#[cfg(test)]
pub(super) use parts::PartOfOther;
#[cfg(test)]
pub(super) use registry::ListedRelation;
pub(super) use statement::{
    HeldStatement, PieceTemplate, STATEMENT, StatementTemplate, VERDICT, VerdictTemplate,
};
pub(super) use subject::{My, period_before};
pub(super) use verdict::judgement_of;
pub use word::{EXAMPLE_WORLD, Example, Form, Style, Topic, ValueShape, Word, WordParam};
pub use words::reference;
pub(super) use words::{properties, register, register_plain};
