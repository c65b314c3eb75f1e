//! Libraries: functions that rules share, each compiled once. Which library a rule means is for `import` to say.

use std::fmt;
use std::sync::Arc;

use rhai::{AST, FnAccess, Module, Scope, Shared};
use semver::{Version, VersionReq};

use super::coverage::Counting;
use super::lint::{Linted, lint_library};
use super::sandbox::{self, Functions};
use super::syntax;
use super::vocabulary::Vocabulary;
use crate::diagnostic::Diagnostic;
use crate::source::{LibrarySources, SourceText};

/// A library that rules can import.
pub struct Library {
    name: String,
    version: Version,
    source: SourceText,
    module: Shared<Module>,
    functions: Functions,
}

impl Library {
    /// What it is imported by.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its version.
    pub fn version(&self) -> &Version {
        &self.version
    }

    /// Its text.
    pub fn source(&self) -> &SourceText {
        &self.source
    }

    /// Whether it serves a rule that asks for this version.
    pub(super) fn serves(&self, wanted: &VersionReq) -> bool {
        wanted.matches(&self.version)
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
        match sandbox::engine().compile(&source.text) {
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

fn library(name: &str, sources: &LibrarySources, mut ast: AST, counting: Counting<'_>) -> Library {
    ast.set_source(&*sources.script.path);
    // A manifest without a proper version is refused where it is read; here such a library is older than any.
    let version = Version::parse(&sources.version).unwrap_or(Version::new(0, 0, 0));
    let functions = public_functions(&ast);
    if let Counting::In(log) = counting {
        ast = log.counted(&sources.script, &ast);
    }
    let module = Module::eval_ast_as_new(Scope::new(), &ast, sandbox::engine())
        .unwrap_or_else(|_| unreachable!("a library has no statements that could fail"));
    let (name, source, module) = (name.to_owned(), sources.script.clone(), Shared::new(module));
    Library { name, version, source, module, functions }
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
