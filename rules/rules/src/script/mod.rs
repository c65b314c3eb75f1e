//! The sandbox in which boards' Rhai rules run, and the words that rules have.
//!
//! Nothing here reads evidence but through a rule's `View`. Modules stand in one order, each using only those before it:
//!
//! * `sandbox`: the engine under every script, with its limits; `position`: places, as faults name them; `entry`: the
//!   functions that the host calls;
//! * `api`: what authors write with; `engine`: the sandbox with these words, one for all rules;
//! * `held_text` and `statement`: let what a rule says be handed over as data; `syntax`: what is wrong with a text that is no Rhai; `coverage`: counts what of a rule is reached;
//! * `read_others`: of which obligations a text reads verdicts; `library`: functions that rules share; `vocabulary`: what a text may name; `import`: links libraries to a rule; `read_in_all`: of which obligations a rule reads verdicts, libraries and all;
//! * `lint`: what is wrong with a text before it runs; `fault`: what went wrong while it ran;
//! * `rule_param` and `rule_doc`: what rules say of themselves; `read_params` and `read_measures`: what a rule reads, and `outline` all of it together;
//! * `lowered`: rules as code that runs without the interpreter;
//! * `rule`: runs a rule; `read`: makes one, or a library, of a text; `late_rule`: does so when it is first needed; `snippet`: runs pieces of rules, one after the other;
//! * `function_doc`: what functions say of themselves; `reference`: what rules can call, for people and editors;
//! * `plugin`: the sandbox of users' plugins.

mod api;
mod coverage;
mod engine;
mod entry;
mod fault;
mod function_doc;
mod held_text;
mod import;
mod late_rule;
mod library;
mod lint;
mod lowered;
mod outline;
pub mod plugin;
mod position;
mod read;
mod read_in_all;
mod read_measures;
mod read_others;
mod read_params;
mod reference;
mod rule;
mod rule_doc;
mod rule_param;
mod sandbox;
mod snippet;
mod statement;
mod syntax;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use api::{EXAMPLE_WORLD, Example, Form, Style, Topic, ValueShape, Word, WordParam, reference};
pub use coverage::{Branch, BranchCount, Counting, Coverage, CoverageLog, FileCoverage, Share};
pub use function_doc::FunctionDoc;
pub use late_rule::LateRule;
pub use library::Library;
pub use lowered::{Construct, NotLowered, Obstacle};
pub use outline::RuleOutline;
pub use read::{
    ReadLibrary, ReadRule, compile_library, compile_library_counting, compile_rule, compile_rule_counting,
};
pub use read_measures::{Need, OwnReads, ReadMeasure};
pub use read_others::ReadOthers;
pub use read_params::ReadParams;
pub use reference::{built_in_rules, definitions, tables};
pub(crate) use rule_doc::TO_DO;
pub use rule_doc::{RuleDoc, head};
pub use rule_param::{ParamKind, ParamShape, RuleParam};
pub use sandbox::RULE_STACK;
pub use snippet::{SnippetResult, SnippetSession};
pub use vocabulary::{Libraries, Vocabulary};
