//! One plugin's script: compiled once, run for one argument at a time.

use std::sync::Arc;

use engine::model::Params;
use engine::view::{Fault, Stop};
use language::english;
use rhai::{AST, Scope};

use super::budget::Budget;
use super::convert::{from_dynamic, to_dynamic};
use super::engine::{engine, functions};
use super::exhibit::{of_plugin, reworded};
use super::refusal::{Refusal, behind};
use super::table::{SetAside, take_set_aside};
use super::value::Value;
use crate::diagnostic::Diagnostic;
use crate::script::entry::{EntryPoints, body_of};
use crate::script::fault::RunningText;
use crate::script::lint::lint_plugin;
use crate::script::position::line;
use crate::script::{fault, syntax};
use crate::source::SourceText;

/// A script that can be run.
#[derive(Clone, Debug)]
pub struct Script {
    source: SourceText,
    functions: Vec<EntryFunction>,
}

/// A function that the host calls.
#[derive(Clone, Debug)]
struct EntryFunction {
    name: &'static str,
    parameter: String,
    /// Its body as a script of its own, so that a limit names the line at which it was met.
    body: Arc<AST>,
    /// Where it ends.
    last_line: Option<u32>,
}

/// What came of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Came {
    /// What the function gave.
    pub value: Value,
    /// Rows of tables that did not fit their header.
    pub set_aside: Vec<SetAside>,
}

/// Why a run came to nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ScriptError {
    /// The script cannot use the data; it says so itself.
    Refused(Refusal),
    /// The script itself failed.
    Failed {
        /// What went wrong, in words.
        message: String,
        /// Where in the script, counted from 1; none where no line is to blame.
        line: Option<u32>,
    },
}

impl Script {
    /// Compiles a script.
    ///
    /// # Errors
    /// Every fault that can be seen before it runs.
    pub fn compile(source: &SourceText, points: EntryPoints) -> Result<Self, Vec<Diagnostic>> {
        let ast = engine()
            .compile(&*source.text)
            .map_err(|error| vec![of_plugin(syntax::diagnose(&error, source))])?;
        let faults: Vec<Diagnostic> =
            lint_plugin(&ast, source, functions(), points).into_iter().map(of_plugin).collect();
        if faults.is_empty() {
            let names = std::iter::once(points.entry).chain(points.optional.iter().copied());
            let functions = names.filter_map(|name| EntryFunction::of(&ast, name)).collect();
            Ok(Self { source: source.clone(), functions })
        } else {
            Err(faults)
        }
    }
    pub fn source(&self) -> &SourceText {
        &self.source
    }

    /// Whether it has this function.
    pub fn has(&self, function: &str) -> bool {
        self.functions.iter().any(|entry| entry.name == function)
    }

    /// Calls a function of it.
    ///
    /// # Errors
    /// The script refused the data, or failed.
    pub fn call(&self, function: &str, argument: Value, budget: &Budget) -> Result<Came, ScriptError> {
        let Some(entry) = self.functions.iter().find(|entry| entry.name == function) else {
            return Err(ScriptError::Failed {
                message: format!("there is no function `{function}`"),
                line: None,
            });
        };
        drop(take_set_aside());
        budget.start();
        let mut scope = Scope::new();
        scope.push_dynamic(entry.parameter.as_str(), to_dynamic(argument));
        let result: Result<rhai::Dynamic, _> = engine().eval_ast_with_scope(&mut scope, &entry.body);
        let set_aside = take_set_aside();
        let given = result.map_err(|error| told(*error))?;
        if given.is_unit() {
            let message = format!("`{function}` ended without giving anything");
            return Err(ScriptError::Failed { message, line: entry.last_line });
        }
        let value = from_dynamic(&given).map_err(|what| ScriptError::Failed {
            message: format!("`{function}` gave {what}, or something that holds it"),
            line: entry.last_line,
        })?;
        Ok(Came { value, set_aside })
    }
}

impl EntryFunction {
    fn of(ast: &AST, name: &'static str) -> Option<Self> {
        let function =
            ast.iter_fn_def().find(|function| function.name == name && function.params.len() == 1)?;
        let parameter = function.params.first()?.to_string();
        let last_line = line(function.body.end_position());
        let body = AST::new(body_of(ast, name, 1), Arc::clone(ast.shared_lib()));
        Some(Self { name, parameter, body: Arc::new(body), last_line })
    }
}

fn told(error: rhai::EvalAltResult) -> ScriptError {
    if let Some(refusal) = behind(&error) {
        return ScriptError::Refused(refusal);
    }
    match fault::stop(error, &Params::default(), RunningText::Own) {
        Stop::Failed(Fault { failure, line }) => {
            ScriptError::Failed { message: reworded(&english::failure(&failure)), line }
        }
        Stop::NoData(_) => unreachable!("a plugin reads no evidence"),
    }
}
