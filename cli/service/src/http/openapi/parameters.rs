//! What can be said in a question, each once.

use super::endpoint::Parameter;

pub(super) const KEY: Parameter = Parameter {
    name: "Idempotency-Key",
    place: "header",
    about: "What the sender calls it. The same again with the same key has the same answer for seven days.",
    kind: "string",
};

pub(super) const NAME: Parameter = Parameter {
    name: "name",
    place: "query",
    about: "What the file of the report is to be called.",
    kind: "string",
};

pub(super) const DRY: Parameter = Parameter {
    name: "dry",
    place: "query",
    about: "Whether it is only asked what the report would come to.",
    kind: "boolean",
};

pub(super) const AFTER: Parameter = Parameter {
    name: "after",
    place: "query",
    about: "The entry of the ledger behind which changes are told.",
    kind: "integer",
};

pub(super) const LIMIT: Parameter = Parameter {
    name: "limit",
    place: "query",
    about: "How many are listed: 50 unless it is said, and 500 at the most. `Link` says where the next ones are.",
    kind: "integer",
};

pub(super) const BEHIND: Parameter = Parameter {
    name: "after",
    place: "query",
    about: "Behind which place of the list it goes on, as `Link` and `next` have it.",
    kind: "integer",
};

pub(super) const AS_OF: Parameter = Parameter {
    name: "as-of",
    place: "query",
    about: "At the end of which day: one that is over. The answer to it stays the same.",
    kind: "string",
};

pub(super) const DUE: &[Parameter] = &[
    Parameter { name: "days", place: "query", about: "How many days ahead is looked.", kind: "integer" },
    Parameter { name: "body", place: "query", about: "From whom it is due.", kind: "string" },
    Parameter { name: "board", place: "query", about: "Before which board it comes.", kind: "string" },
    Parameter { name: "feed", place: "query", about: "By which feed it comes.", kind: "string" },
    LIMIT,
    BEHIND,
    AS_OF,
];

pub(super) const OF_PERIOD: Parameter =
    Parameter { name: "period", place: "query", about: "Of which period.", kind: "string" };

pub(super) const TURNED: Parameter = Parameter {
    name: "turned",
    place: "query",
    about: "Whether it is told as well what turned each verdict, and when.",
    kind: "boolean",
};

pub(super) const OF_BODY: Parameter =
    Parameter { name: "body", place: "query", about: "Of which body alone.", kind: "string" };

pub(super) const SINCE: &[Parameter] = &[
    Parameter {
        name: "day",
        place: "query",
        about: "From the beginning of which day: seven days before today unless it is said.",
        kind: "string",
    },
    Parameter { name: "entry", place: "query", about: "Behind which entry of the ledger.", kind: "integer" },
];
