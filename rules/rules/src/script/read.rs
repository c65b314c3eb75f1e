//! From the text of one rule or one library to what can be run, or to every fault in it.

use std::sync::Arc;

use engine::model::RuleId;
use engine::program::Rule;

use super::coverage::Counting;
use super::engine::engine;
use super::library::{Library, library};
use super::lint::{Linted, lint, lint_library};
use super::lowered::NotLowered;
use super::outline::RuleOutline;
use super::rule::{RunMode, ScriptRule};
use super::syntax;
use super::vocabulary::{Libraries, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::source::{LibrarySources, SourceText};

/// A rule as far as its own text and its libraries go. The ids in it are still to be looked up, which costs little and is
/// done again whenever another text declares other ones.
pub struct ReadRule {
    linted: Linted,
    /// None where the text has faults of its own.
    rule: Option<Arc<dyn Rule>>,
    /// What it takes; none where the text cannot be read at all.
    params: Option<Arc<RuleOutline>>,
    /// How many steps it takes at the most without the interpreter, or why it is interpreted.
    steps: Option<Result<usize, NotLowered>>,
}

impl ReadRule {
    /// Reads the text of a rule, which may import any of `libraries`, with marks that count what it reaches where that is
    /// asked for.
    pub fn read(id: &RuleId, source: &SourceText, libraries: &Libraries, counting: Counting<'_>) -> Self {
        let ast = match engine().compile(&source.text) {
            Ok(ast) => ast,
            Err(error) => {
                return Self {
                    linted: Linted::broken(source, syntax::diagnose(&error, source)),
                    rule: None,
                    params: None,
                    steps: None,
                };
            }
        };
        let params = Arc::new(RuleOutline::of(&ast, source));
        let linted = lint(&ast, source, libraries).with(params.faults());
        let params = Some(params);
        if !linted.is_sound() {
            return Self { linted, rule: None, params, steps: None };
        }
        let (ast, mode) = match counting {
            Counting::Off => (ast, RunMode::Plain),
            Counting::In(log) => (log.counted(source, &ast), RunMode::Counted),
        };
        let rule = ScriptRule::new(id.clone(), source, &ast, libraries, mode);
        let steps = rule.as_ref().map(ScriptRule::steps);
        Self { linted, rule: rule.map(|rule| Arc::new(rule) as Arc<dyn Rule>), params, steps }
    }

    /// The rule, whatever the ids in it; none where the text has faults of its own.
    pub(super) fn rule(&self) -> Option<&Arc<dyn Rule>> {
        self.rule.as_ref()
    }

    /// How many steps the rule takes at the most without the interpreter, or why it is interpreted; none where the text has faults.
    pub fn steps(&self) -> Option<Result<usize, NotLowered>> {
        self.steps.clone()
    }

    /// What the rule takes; none where its text cannot be read at all.
    pub fn params(&self) -> Option<&Arc<RuleOutline>> {
        self.params.as_ref()
    }

    /// The rule, ready to judge.
    ///
    /// # Errors
    /// The text is not Rhai, lacks `assess(my)`, or names a function, a measure or a body that does not exist.
    pub fn check(&self, vocabulary: &Vocabulary) -> Result<Arc<dyn Rule>, Vec<Diagnostic>> {
        let faults = self.linted.check(vocabulary);
        match &self.rule {
            Some(rule) if faults.is_empty() => Ok(Arc::clone(rule)),
            _ => Err(faults),
        }
    }
}

/// Turns the text of one rule into a rule that can be asked for a judgement.
///
/// # Errors
/// As [`ReadRule::check`].
pub fn compile_rule(
    id: &RuleId,
    source: &SourceText,
    vocabulary: &Vocabulary,
) -> Result<Arc<dyn Rule>, Vec<Diagnostic>> {
    compile_rule_counting(id, source, vocabulary, Counting::Off)
}

/// The same, with marks that count what the rule reaches where that is asked for.
///
/// # Errors
/// As [`ReadRule::check`].
pub fn compile_rule_counting(
    id: &RuleId,
    source: &SourceText,
    vocabulary: &Vocabulary,
    counting: Counting<'_>,
) -> Result<Arc<dyn Rule>, Vec<Diagnostic>> {
    ReadRule::read(id, source, &vocabulary.libraries, counting).check(vocabulary)
}

/// A library as far as its own text goes. The ids in it are still to be looked up.
pub struct ReadLibrary {
    linted: Linted,
    /// None where the text has faults of its own.
    library: Option<Arc<Library>>,
}

impl ReadLibrary {
    /// Reads the text of a library, with marks that count what is reached in it where that is asked for.
    pub fn read(name: &str, sources: &LibrarySources, counting: Counting<'_>) -> Self {
        let source = &sources.script;
        match engine().compile(&source.text) {
            Err(error) => {
                Self { linted: Linted::broken(source, syntax::diagnose(&error, source)), library: None }
            }
            Ok(ast) => {
                let linted = lint_library(&ast, source);
                let library = linted.is_sound().then(|| Arc::new(library(name, sources, ast, counting)));
                Self { linted, library }
            }
        }
    }

    /// The library, ready to be imported.
    ///
    /// # Errors
    /// The text is not Rhai, does something outside of its functions, or calls or names what does not exist.
    pub fn check(&self, vocabulary: &Vocabulary) -> Result<Arc<Library>, Vec<Diagnostic>> {
        let faults = self.linted.check(vocabulary);
        match &self.library {
            Some(library) if faults.is_empty() => Ok(Arc::clone(library)),
            _ => Err(faults),
        }
    }
}

/// Compiles the text of one library.
///
/// # Errors
/// As [`ReadLibrary::check`].
pub fn compile_library(
    name: &str,
    sources: &LibrarySources,
    vocabulary: &Vocabulary,
) -> Result<Arc<Library>, Vec<Diagnostic>> {
    compile_library_counting(name, sources, vocabulary, Counting::Off)
}

/// The same, with marks that count what is reached in it where that is asked for.
///
/// # Errors
/// As [`ReadLibrary::check`].
pub fn compile_library_counting(
    name: &str,
    sources: &LibrarySources,
    vocabulary: &Vocabulary,
    counting: Counting<'_>,
) -> Result<Arc<Library>, Vec<Diagnostic>> {
    ReadLibrary::read(name, sources, counting).check(vocabulary)
}
