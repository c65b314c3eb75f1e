//! The rules that come with Remit. A mission may name one without writing it, and a project that has a rule of that name uses its own.
//!
//! They are texts like any other, so that the ledger keeps the text by which something was judged. Nothing is compiled here.

use indexmap::IndexMap;

use crate::source::SourceText;

/// The folder that stands in their paths. A project has no such folder.
pub const BUILT_IN_FOLDER: &str = "built-in";

/// The rule for documents, where an obligation asks for one and names no rule.
pub const IN_FORCE: &str = "in-force";

macro_rules! rules {
    ($($name:literal),* $(,)?) => {
        /// Name and text of each, by name.
        const RULES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../packs/core/", $name, ".rhai")))),*];
    };
}

rules![
    "adds-up",
    "at-least",
    "at-most",
    "balance",
    "burden",
    "coverage",
    "decay",
    "few-pots",
    "gap-halved",
    "in-force",
    "keep-pace",
    "moves-as-stated",
    "not-alone",
    "on-trajectory",
    "reported-in-time",
    "within-best-rate",
];

/// The names of all of them, in the order of the alphabet.
pub fn built_in_names() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|(name, _)| *name)
}

/// The text of one; none where no rule of that name comes with Remit.
pub fn built_in_rule(name: &str) -> Option<SourceText> {
    let at = RULES.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    let (name, text) = RULES[at];
    Some(SourceText::new(format!("{BUILT_IN_FOLDER}/{name}.rhai"), text))
}

/// A project's own rules, and those that come with Remit and that one of its declarations may mean.
pub fn with_built_in<'d>(
    mut own: IndexMap<String, SourceText>,
    declarations: impl IntoIterator<Item = &'d str>,
) -> IndexMap<String, SourceText> {
    for name in declarations.into_iter().flat_map(named) {
        if !own.contains_key(name) {
            own.extend(built_in_rule(name).map(|text| (name.to_owned(), text)));
        }
    }
    own
}

/// How many bytes the longest name of a rule has that comes with Remit.
const LONGEST_NAME: usize = {
    let (mut longest, mut at) = (0, 0);
    while at < RULES.len() {
        if RULES[at].0.len() > longest {
            longest = RULES[at].0.len();
        }
        at += 1;
    }
    longest
};

/// The names that a declaration may mean, each as often as it stands there: every quoted word that is one, and the rule for documents where
/// one may be asked for. A word that stands there by chance costs one text more.
fn named(declaration: &str) -> impl Iterator<Item = &'static str> {
    // Byte by byte: every declaration of a project is gone through whenever it is loaded, and most of it is no word at all.
    let quoted = declaration.as_bytes().split(|byte| matches!(byte, b'"' | b'\''));
    let is_short = |word: &&[u8]| word.len() <= LONGEST_NAME;
    let mentioned = quoted.filter(is_short).filter_map(|word| {
        let at = RULES.binary_search_by(|(known, _)| known.as_bytes().cmp(word)).ok()?;
        Some(RULES[at].0)
    });
    mentioned.chain(declaration.contains("document").then_some(IN_FORCE))
}
