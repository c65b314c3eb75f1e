//! The one engine that runs every rule: few packages, fixed limits, no way out.
//!
//! A rule can compute and read its `View`, and call the libraries that it imports. It cannot print, wait, evaluate text,
//! or tell the time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rhai::packages::{
    ArithmeticPackage, BasicFnPackage, BasicIteratorPackage, BasicStringPackage, LogicPackage, Package,
};
use rhai::{Dynamic, Engine, OptimizationLevel, is_valid_identifier};

use super::{api, meter, syntax};

/// How deep calls may go. Limits of depth are set one by one, since Rhai's own are lower in debug builds.
const CALL_DEPTH: usize = 32;
/// How deep expressions may be nested; 64 would need a larger stack than a thread is given.
const EXPRESSION_DEPTH: usize = 32;
/// How many libraries a rule may import.
const LIBRARIES: usize = 16;
/// The largest list or map, with all that is in it: so its depth is bounded too, and the stack on which it is copied
/// and let go of.
pub(super) const ENTRIES: usize = 1_000;

/// How much stack a thread is to have that runs rules, in bytes: what is held in what is let go of from inside the deepest
/// calls as well.
pub const RULE_STACK: usize = 16 << 20;

/// How much a script may hold at once.
pub(super) struct Sizes {
    pub(super) variables: usize,
    pub(super) functions: usize,
    pub(super) text_bytes: usize,
    pub(super) list_entries: usize,
    pub(super) map_entries: usize,
}

const SIZES: Sizes = Sizes {
    variables: 64,
    functions: 64,
    text_bytes: 64 * 1024,
    list_entries: ENTRIES,
    map_entries: ENTRIES,
};

/// Words of Rhai that would reach out of a rule, and `curry`, since nothing limits what a function holds on to.
pub(super) const FORBIDDEN: &[&str] = &["eval", "export", "curry"];

/// Functions that there are and that no rule may call: nobody would hear what they say.
pub(super) const UNHEARD: &[&str] = &["print", "debug"];

/// Functions of the host by name, with the numbers of arguments that they take.
pub(super) type Functions = BTreeMap<String, BTreeSet<usize>>;

static ENGINE: LazyLock<Engine> = LazyLock::new(build);
static FUNCTIONS_BY_NAME: LazyLock<Functions> = LazyLock::new(|| functions_of(&ENGINE));

/// The engine that all rules share.
pub(super) fn engine() -> &'static Engine {
    &ENGINE
}

/// Every function that a rule may call.
pub(super) fn functions() -> &'static Functions {
    &FUNCTIONS_BY_NAME
}

/// Builds such an engine; there is one for all rules, and one for those whose reach is counted.
pub(super) fn build() -> Engine {
    let mut engine = bare(&SIZES);
    engine.on_progress(|_| meter::spend(1).err().map(Dynamic::from));
    api::register(&mut engine);
    engine
}

/// An engine with Rhai's own packages as far as they do no harm, within limits.
pub(super) fn bare(sizes: &Sizes) -> Engine {
    let mut engine = Engine::new_raw();
    // `LanguageCorePackage` is left out for its `sleep` and `exit`, the packages of lists, maps and texts for functions
    // that give `()`, that grow without bound or that panic on a wrong order; `api` has its own.
    ArithmeticPackage::new().register_into_engine(&mut engine);
    LogicPackage::new().register_into_engine(&mut engine);
    BasicStringPackage::new().register_into_engine(&mut engine);
    BasicIteratorPackage::new().register_into_engine(&mut engine);
    BasicFnPackage::new().register_into_engine(&mut engine);
    for symbol in FORBIDDEN {
        engine.disable_symbol(*symbol);
    }
    limit(&mut engine, sizes);
    syntax::refuse_number_cases(&mut engine);
    engine
}

fn limit(engine: &mut Engine, sizes: &Sizes) {
    engine
        .set_optimization_level(OptimizationLevel::Simple)
        .set_strict_variables(true)
        .set_fail_on_invalid_map_property(true)
        // Rhai's own operators say `false` where a number is compared with a text; ours must be asked first.
        .set_fast_operators(false)
        .set_max_call_levels(CALL_DEPTH)
        .set_max_expr_depths(EXPRESSION_DEPTH, EXPRESSION_DEPTH)
        .set_max_variables(sizes.variables)
        .set_max_functions(sizes.functions)
        .set_max_modules(LIBRARIES)
        .set_max_string_size(sizes.text_bytes)
        .set_max_array_size(sizes.list_entries)
        .set_max_map_size(sizes.map_entries);
}

/// Every function of an engine that has a name.
pub(super) fn functions_of(engine: &Engine) -> Functions {
    let listed = engine.collect_fn_metadata(
        None,
        |function| {
            let function = function.metadata;
            is_valid_identifier(&function.name).then(|| (function.name.to_string(), function.num_params))
        },
        true,
    );
    // What the language itself calls by name is no registered function.
    let keywords =
        [("Fn", 1), ("call", 1), ("curry", 2), ("type_of", 1), ("is_def_var", 1), ("is_def_fn", 2)];
    let keywords = keywords.into_iter().map(|(name, arguments)| (name.to_owned(), arguments));
    let mut functions = Functions::new();
    for (name, arguments) in listed.into_iter().chain(keywords) {
        functions.entry(name).or_default().insert(arguments);
    }
    functions
}
