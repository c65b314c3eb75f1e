//! What goes wrong in a plugin, in the words that rules have, which speak of rules.

use crate::diagnostic::Diagnostic;

/// The same fault, said of a plugin.
pub(super) fn of_plugin(fault: Diagnostic) -> Diagnostic {
    let message = reworded(&fault.message);
    let help = fault.help.as_deref().map(reworded);
    Diagnostic { message, help, ..fault }
}

/// The same words, said of a plugin.
pub(super) fn reworded(words: &str) -> String {
    words
        .replace("every rule has", "every plugin has")
        .replace("the rule", "the script")
        .replace("a rule", "a script")
        .replace("several rules", "several functions")
        .replace("no parameter or entry", "no entry")
        .replace("`assess`", "a function")
}
