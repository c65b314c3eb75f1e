//! How the contributions of an obligation join: how many are needed, or which rule says it.

use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};

static NEEDS: TableType = TableType {
    id: "needs",
    name: "`needs`",
    meaning: "So many of the contributions, or so much of their weight.",
    keys: &[
        Key {
            name: "at_least",
            holds: ValueType::Whole { least: 1, most: 100_000 },
            example: "2",
            meaning: "So many.",
            ..OPTIONAL
        },
        Key {
            name: "weight",
            holds: ValueType::Positive,
            example: "0.6",
            meaning: "So much weight in all: the weights of those who deliver are added up.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::AtLeast(1), Relation::AtMost(1)],
    others: Others::Refused,
};

pub(super) const NEEDS_KEY: Key = Key {
    name: "needs",
    holds: ValueType::Either(&[ValueType::Words(&["all", "any", "in-order"]), ValueType::Table(&NEEDS)]),
    default: "\"all\"",
    example: "{ at_least = 2 }",
    meaning: "How many of the contributions are needed; all is the default.",
    ..OPTIONAL
};

pub(super) const JOIN_KEY: Key = Key {
    name: "join",
    holds: ValueType::Either(&[ValueType::Name(Named::Rule), ValueType::Table(&JOIN)]),
    example: "\"enough-homes\"",
    meaning: "The rule that joins the contributions in the place of `needs`: it sees them with their verdicts as `my.parts()`, and no figure.",
    ..OPTIONAL
};

/// A rule that joins contributions, with what it is handed.
static JOIN: TableType = TableType {
    id: "join",
    name: "`join`",
    meaning: "A rule that joins the contributions, with what it is handed.",
    keys: &[
        Key {
            name: "rule",
            holds: ValueType::Name(Named::Rule),
            example: "\"enough-homes\"",
            meaning: "The rule: the name of a file in `rules`, without `.rhai`.",
            ..REQUIRED
        },
        Key {
            name: "params",
            holds: ValueType::ByName(&ValueType::Param),
            example: "{ homes = 500 }",
            meaning: "What is handed to it, as `my.params`.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};
