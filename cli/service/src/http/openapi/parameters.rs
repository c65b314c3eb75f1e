//! What can be said in a question, each once.

use super::endpoint::Parameter;

pub(super) const KEY: Parameter = Parameter {
    name: "Idempotency-Key",
    place: "header",
    about: "What the sender calls it. The same again with the same key has the same answer for seven days.",
    kind: "string",
};

pub(super) const NAME: Parameter = query("name", "What the file of the report is to be called.", "string");

pub(super) const DRY: Parameter =
    query("dry", "Whether it is only asked what the report would come to.", "boolean");

pub(super) const AFTER: Parameter =
    query("after", "The entry of the ledger behind which changes are told.", "integer");

pub(super) const LIMIT: Parameter = query(
    "limit",
    "How many are listed: 50 unless it is said, and 500 at the most. `Link` says where the next ones are.",
    "integer",
);

pub(super) const BEHIND: Parameter =
    query("after", "Behind which place of the list it goes on, as `Link` and `next` have it.", "integer");

pub(super) const AS_OF: Parameter =
    query("as-of", "At the end of which day: one that is over. The answer to it stays the same.", "string");

pub(super) const MINE: Parameter = query(
    "mine",
    "Whether only what the account's bodies and missions lead, owe or wait for is told.",
    "boolean",
);

pub(super) const DUE: &[Parameter] = &[
    query("days", "How many days ahead is looked.", "integer"),
    query("body", "From whom it is due.", "string"),
    query("board", "Before which board it comes.", "string"),
    query("feed", "By which feed it comes.", "string"),
    MINE,
    LIMIT,
    BEHIND,
    AS_OF,
];

pub(super) const OF_PERIOD: Parameter = query("period", "Of which period.", "string");

pub(super) const TURNED: Parameter =
    query("turned", "Whether it is told as well what turned each verdict, and when.", "boolean");

pub(super) const OF_BODY: Parameter = query("body", "Of which body alone.", "string");

pub(super) const OF_CONTRIBUTION: Parameter =
    query("contribution", "Of which contribution, where there are several.", "string");

pub(super) const PLACE: Parameter =
    query("place", "Where a value stands that is to change. It is said once for each.", "string");

pub(super) const SINCE: &[Parameter] = &[
    query(
        "day",
        "From the beginning of which day. Unless it is said, from where the account has read up to, or from seven days before today.",
        "string",
    ),
    query("entry", "Behind which entry of the ledger.", "integer"),
];

/// What is said behind the address.
const fn query(name: &'static str, about: &'static str, kind: &'static str) -> Parameter {
    Parameter { name, place: "query", about, kind }
}
