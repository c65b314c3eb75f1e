//! One rule, ready to judge.

use std::sync::Arc;

use engine::model::{Authority, RuleId};
use engine::others::Among;
use engine::program::{Assessment, Rule};
use engine::view::{Stop, View};
use rhai::{AST, Dynamic, Scope};

use super::api::{My, described};
use super::engine::engine;
use super::entry::{ENTRY, body_of};
use super::fault::RunningText;
use super::import::{Import, link, parse_path};
use super::library::Library;
use super::lowered::{Lowered, NotLowered, Outcome, Trust, Written, lower};
use super::position::line;
use super::read_in_all::read_in_all_of;
use super::read_measures::reads_register_alone;
use super::rule_doc::RuleDoc;
use super::sandbox::limits;
use super::statement::with_templates;
use super::vocabulary::Libraries;
use super::{coverage, fault};
use crate::source::SourceText;

/// A rule written in Rhai.
pub(super) struct ScriptRule {
    id: RuleId,
    source: SourceText,
    /// The body of `assess` as a script of its own, with every function beside it. A call of `assess` would put the
    /// place of the call, which is nowhere, over the place at which a limit stopped the rule.
    body: AST,
    /// What the author calls the one parameter of `assess`.
    parameter: String,
    /// Where `assess` ends, to blame where it gives no verdict.
    last_line: Option<u32>,
    /// Of which obligations it may read verdicts.
    others: Vec<Among>,
    rests_on_figures: bool,
    running: RunningText,
    run: RunMode,
    /// The same without the interpreter; why not, where it does not go without.
    lowered: Result<Lowered, NotLowered>,
    trust: Trust,
}

/// How a rule is run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RunMode {
    Plain,
    /// With marks in its syntax tree, which count what is reached.
    Counted,
}

impl ScriptRule {
    /// Makes a rule of a text; none where it has no `assess` with one parameter.
    /// Libraries that are not among `libraries` are left out.
    pub(super) fn new(
        id: RuleId,
        source: &SourceText,
        ast: &AST,
        libraries: &Libraries,
        run: RunMode,
    ) -> Option<Self> {
        let entry =
            ast.iter_fn_def().find(|function| function.name == ENTRY && function.params.len() == 1)?;
        let parameter = entry.params.first()?.to_string();
        let last_line = line(entry.body.end_position());
        let others = read_in_all_of(ast, libraries);
        let rests_on_figures = !reads_register_alone(ast);
        let statements = body_of(ast, ENTRY, 1);
        let statements = match run {
            RunMode::Plain => with_templates(statements),
            // It was done before the marks were put between the statements.
            RunMode::Counted => statements,
        };
        let imports = imports(ast, libraries);
        let lowered = match run {
            RunMode::Plain => {
                let called: Vec<_> =
                    imports.iter().map(|(_, alias, library)| (*alias, Arc::clone(library))).collect();
                let written = Written {
                    statements: &statements,
                    parameter: &parameter,
                    source,
                    ast,
                    libraries: &called,
                };
                lower(&written)
            }
            RunMode::Counted => Err(NotLowered::counted()),
        };
        let body = AST::new(statements, Arc::clone(ast.shared_lib()));
        let (body, running) = match imports.as_slice() {
            [] => (body, RunningText::Own),
            imports => (link(imports).merge(&body), RunningText::OwnAndLibraries),
        };
        Some(Self {
            id,
            source: source.clone(),
            body,
            parameter,
            last_line,
            others,
            rests_on_figures,
            running,
            run,
            lowered,
            trust: Trust::default(),
        })
    }

    fn verdict(&self, result: Dynamic) -> Result<Assessment, Stop> {
        result.try_cast_result().map_err(|other| {
            let given = described(other.type_name());
            let message = format!("the rule ended without a verdict: it gave {given}");
            Stop::Failed(fault::raised(message, self.last_line))
        })
    }
}

impl Rule for ScriptRule {
    fn id(&self) -> &RuleId {
        &self.id
    }

    fn path(&self) -> String {
        self.source.path.to_string()
    }

    fn reads_verdicts_of(&self) -> &[Among] {
        &self.others
    }

    fn rests_on_figures(&self) -> bool {
        self.rests_on_figures
    }

    fn came_to_be_slow(&self) -> bool {
        self.trust.take_news()
    }

    fn authority(&self) -> Vec<Authority> {
        RuleDoc::of(&self.source).authority
    }

    fn assess(&self, view: &Arc<View>) -> Result<Assessment, Stop> {
        if let Some(lowered) = self.lowered.as_ref().ok().filter(|_| self.trust.is_there()) {
            let told = match lowered.run(view) {
                Outcome::Said(assessment) => Some(Ok(assessment)),
                Outcome::Missing(stop) => Some(Err(stop)),
                Outcome::Trapped => None,
            };
            if let Some(told) = told {
                self.trust.restore();
                return told;
            }
            self.trust.wear();
            view.begin_again();
        }
        self.interpret(view)
    }
}

impl ScriptRule {
    /// How many steps it takes at the most without the interpreter; why it is interpreted, where it is.
    pub(super) fn steps(&self) -> Result<usize, NotLowered> {
        self.lowered.as_ref().map(Lowered::steps).map_err(NotLowered::clone)
    }

    /// The rule without the interpreter; why not, where it does not go without.
    #[cfg(test)]
    pub(super) fn lowered(&mut self) -> &mut Result<Lowered, NotLowered> {
        &mut self.lowered
    }

    /// Whether the rule is still tried without the interpreter.
    #[cfg(test)]
    pub(super) fn is_tried_lowered(&self) -> bool {
        self.lowered.is_ok() && self.trust.is_there()
    }

    /// Has the interpreter run the rule, which says what it means.
    pub(super) fn interpret(&self, view: &Arc<View>) -> Result<Assessment, Stop> {
        let interpreter = match self.run {
            RunMode::Plain => {
                limits::start();
                engine()
            }
            RunMode::Counted => {
                limits::start_with_spare(coverage::SPARE);
                coverage::engine()
            }
        };
        let mut scope = Scope::new();
        scope.push(self.parameter.as_str(), My::new(view));
        let result = interpreter.eval_ast_with_scope(&mut scope, &self.body);
        result
            .map_err(|error| fault::stop(*error, &view.subject().params, self.running))
            .and_then(|result| self.verdict(result))
    }
}

/// What the rule imports, with each library. What is not there has been found wrong already.
fn imports<'a>(ast: &'a AST, libraries: &Libraries) -> Vec<(&'a str, &'a str, Arc<Library>)> {
    let imports = Import::all(ast).filter_map(|import| {
        let (path, _) = import.path?;
        let (name, _) = parse_path(path)?;
        let library = libraries.get(name)?.as_ref().ok()?;
        Some((path, import.alias, Arc::clone(library)))
    });
    imports.collect()
}
