//! The engine under every script: few packages, fixed limits, no way out.
//!
//! A script can compute and call what it is given. It cannot print, wait, evaluate text, or tell the time.

use std::collections::{BTreeMap, BTreeSet};

use rhai::packages::{
    ArithmeticPackage, BasicFnPackage, BasicIteratorPackage, BasicStringPackage, LogicPackage, Package,
};
use rhai::{Engine, OptimizationLevel, is_valid_identifier};

use super::limits::{Sizes, limit};
use super::number_cases::refuse_number_cases;

/// Words of Rhai that would reach out of a rule, and `curry`, since nothing limits what a function holds on to.
pub(in crate::script) const FORBIDDEN: &[&str] = &["eval", "export", "curry"];

/// Functions that there are and that no rule may call: nobody would hear what they say.
pub(in crate::script) const UNHEARD: &[&str] = &["print", "debug"];

/// Functions of the host by name, with the numbers of arguments that they take.
pub(in crate::script) type Functions = BTreeMap<String, BTreeSet<usize>>;

/// An engine with Rhai's own packages as far as they do no harm, within limits.
pub(in crate::script) fn bare(sizes: &Sizes) -> Engine {
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
    engine
        .set_optimization_level(OptimizationLevel::Simple)
        .set_strict_variables(true)
        .set_fail_on_invalid_map_property(true)
        // Rhai's own operators say `false` where a number is compared with a text; ours must be asked first.
        .set_fast_operators(false);
    limit(&mut engine, sizes);
    refuse_number_cases(&mut engine);
    engine
}

/// Every function of an engine that has a name.
pub(in crate::script) fn functions_of(engine: &Engine) -> Functions {
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
