//! The sandbox in which boards' Rhai rules run, and the words that rules have.
//!
//! `sandbox` is the one engine with its limits, `meter` counts what a run costs, `api` is what authors write with,
//! `syntax` and `lint` say what is wrong with a text before it runs, given the `vocabulary` that it may name; `compile`
//! makes a `rule` of it, which runs it, `fault` says what went wrong while it ran, and `coverage` counts what of it was
//! reached. A `library` holds functions that rules share, and `import` links them to a rule; a `trial` runs pieces of rules.
//! Nothing here reads evidence but through a rule's `View`. `reference` tells people and editors what rules can call, and
//! `rule_doc` what a rule says of itself, as `function_doc` does for the functions of a library. `plugin` is the sandbox of users' plugins.

mod api;
mod compile;
mod coverage;
mod entry;
mod fault;
mod function_doc;
mod import;
mod library;
mod lint;
mod meter;
pub mod plugin;
mod reference;
mod rule;
mod rule_doc;
mod sandbox;
mod syntax;
#[cfg(test)]
mod tests;
mod trial;
mod vocabulary;

pub use api::{EXAMPLE_WORLD, Example, Form, Param, Shape, Style, Topic, Word, reference};
pub use compile::{ReadRule, compile_rule, compile_rule_counting};
pub use coverage::{Branch, BranchCount, Counting, Coverage, CoverageLog, FileCoverage, Share};
pub use function_doc::FunctionDoc;
pub use library::{Library, ReadLibrary, compile_library, compile_library_counting};
pub use reference::{definitions, tables};
pub use rule_doc::{RuleDoc, head};
pub use sandbox::RULE_STACK;
pub use trial::{Trial, Tried};
pub use vocabulary::{Libraries, Vocabulary};
