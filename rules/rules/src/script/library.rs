//! Libraries: functions that rules share, each compiled once. Which library a rule means is for `import` to say.

use std::collections::BTreeSet;
use std::fmt;

use engine::others::Among;
use rhai::{AST, FnAccess, Module, Scope, Shared};
use semver::{Version, VersionReq};

use super::coverage::Counting;
use super::engine::engine;
use super::read_others;
use super::sandbox::Functions;
use crate::source::{LibrarySources, SourceText};

/// A library that rules can import.
pub struct Library {
    name: String,
    version: Version,
    source: SourceText,
    /// With its functions as they are written.
    ast: AST,
    module: Shared<Module>,
    functions: Functions,
    /// Those of its functions that ask for other obligations.
    askers: BTreeSet<String>,
    /// What they ask for.
    asked: Vec<Among>,
}

impl Library {
    /// What it is imported by.
    pub fn name(&self) -> &str {
        &self.name
    }
    pub fn version(&self) -> &Version {
        &self.version
    }
    pub fn source(&self) -> &SourceText {
        &self.source
    }

    /// Whether it serves a rule that asks for this version.
    pub(super) fn serves(&self, wanted: &VersionReq) -> bool {
        wanted.matches(&self.version)
    }

    /// Whether a function of its asks for other obligations.
    pub(super) fn asks_for_others(&self, function: &str) -> bool {
        self.askers.contains(function)
    }

    /// Of which obligations its functions may read verdicts.
    pub(super) fn reads_verdicts_of(&self) -> &[Among] {
        &self.asked
    }

    /// Its functions as they are written.
    pub(super) fn ast(&self) -> &AST {
        &self.ast
    }

    /// Its functions as Rhai calls them.
    pub(super) fn module(&self) -> &Shared<Module> {
        &self.module
    }

    /// The functions that rules can call, with the numbers of arguments that they take.
    pub(super) fn functions(&self) -> &Functions {
        &self.functions
    }
}

/// Makes a library of a text without faults, with marks that count what is reached in it where that is asked for.
pub(super) fn library(name: &str, sources: &LibrarySources, mut ast: AST, counting: Counting<'_>) -> Library {
    ast.set_source(&*sources.script.path);
    // A manifest without a proper version is refused where it is read; here such a library is older than any.
    let version = Version::parse(&sources.version).unwrap_or(Version::new(0, 0, 0));
    let functions = public_functions(&ast);
    let (askers, asked) = read_others::of_library(&ast);
    if let Counting::In(log) = counting {
        ast = log.counted(&sources.script, &ast);
    }
    let module = Module::eval_ast_as_new(Scope::new(), &ast, engine())
        .unwrap_or_else(|_| unreachable!("a library has no statements that could fail"));
    let (name, source, module) = (name.to_owned(), sources.script.clone(), Shared::new(module));
    Library { name, version, source, ast, module, functions, askers, asked }
}

fn public_functions(ast: &AST) -> Functions {
    let mut functions = Functions::new();
    for function in ast.iter_fn_def().filter(|function| function.access == FnAccess::Public) {
        functions.entry(function.name.to_string()).or_default().insert(function.params.len());
    }
    functions
}

impl PartialEq for Library {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.version, &self.source) == (&other.name, &other.version, &other.source)
    }
}

impl Eq for Library {}

impl fmt::Debug for Library {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}@{}", self.name, self.version)
    }
}
