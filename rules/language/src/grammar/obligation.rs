//! `[[obligation]]`: what is owed each period, and the parts of it.

use super::authority::AUTHORITY;
use super::bodies::GROUP;
use super::document::{BY_KEY, DOCUMENT_KEY};
use super::exception::{CLASS, EXCEPT};
use super::joining::{JOIN_KEY, NEEDS_KEY};
use super::labels::LABELS;
use super::table::{Key, NAMES_PEOPLE, Named, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};
use super::timing::{CADENCE, DUE, WAIT};

pub(super) static OBLIGATION: TableType = TableType {
    id: "obligation",
    name: "[[obligation]]",
    meaning: "What is owed each period.",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::NewId,
            example: "\"duty-to-refer\"",
            meaning: "Its stable id, unique in the mission.",
            ..REQUIRED
        },
        Key {
            name: "title",
            holds: ValueType::Text,
            example: "\"Public bodies refer\"",
            meaning: "A sentence about who does what.",
            ..REQUIRED
        },
        Key {
            name: "about",
            holds: GROUP,
            example: "{ kind = \"council\" }",
            meaning: "The bodies of which each has an obligation of its own by these words: its own verdict, alert and name, such as `mission/obligation/leeds`. Without contributions that body owes it.",
            ..OPTIONAL
        },
        Key {
            name: "lead",
            holds: ValueType::Name(Named::Body),
            example: "\"mhclg\"",
            meaning: "The body that answers for the whole. Without it, `from`, a measure and a rule it is a commitment that is not yet measurable.",
            ..OPTIONAL
        },
        Key {
            name: "owner",
            holds: ValueType::Text,
            example: "\"Director, homelessness\"",
            meaning: "The person at the lead body to be told: the role of a [[person]], whose holder on the day is meant, or a name. The person who has the role `owner` there, where it is not said.",
            ..NAMES_PEOPLE
        },
        Key {
            name: "ladder",
            holds: ValueType::Name(Named::Ladder),
            example: "\"usual\"",
            meaning: "The [[ladder]] by which its alerts go up; the mission's only one where it is not said.",
            ..OPTIONAL
        },
        Key {
            name: "every",
            holds: CADENCE,
            example: "\"quarter\"",
            meaning: "How often it is owed; the measure's own where it is not said.",
            ..OPTIONAL
        },
        Key {
            name: "from",
            holds: ValueType::Period,
            example: "\"2024-Q1\"",
            meaning: "The first period for which it is owed; needed where `by` is not said.",
            ..OPTIONAL
        },
        Key {
            name: "until",
            holds: ValueType::Period,
            example: "\"2026-Q4\"",
            meaning: "The last period.",
            ..OPTIONAL
        },
        BY_KEY,
        DUE_KEY,
        NEEDS_KEY,
        JOIN_KEY,
        RULE_KEY,
        MEASURE_KEY,
        DOCUMENT_KEY,
        Key {
            name: "params",
            holds: ValueType::ByName(&ValueType::Param),
            example: "{ floor = 0.8, against = 4 }",
            meaning: "What is handed to the rule, as `my.params`.",
            ..OPTIONAL
        },
        Key {
            name: "for",
            holds: ValueType::Table(&WAIT),
            default: "{ days = 0 }",
            example: "{ days = 5 }",
            meaning: "How long a breach lasts before the alert fires.",
            ..OPTIONAL
        },
        Key {
            name: "keep_firing_for",
            holds: ValueType::Table(&WAIT),
            default: "{ days = 0 }",
            example: "{ days = 2 }",
            meaning: "How long the alert outlasts the breach.",
            ..OPTIONAL
        },
        Key {
            name: "depends_on",
            holds: ValueType::List { of: &ValueType::Name(Named::Dependency), least: 0 },
            example: "[\"other\", \"mission/other\", \"mission/plans/leeds\", \"measure:referrals\"]",
            meaning: "What it waits for: `obligation`, `mission/obligation`, `mission/obligation/body` of one about each of many, or `measure:id`. While that is overdue, this is held up by it.",
            ..OPTIONAL
        },
        Key {
            name: "next_step",
            holds: ValueType::Text,
            example: "\"Ask each body what changed\"",
            meaning: "What an official who is told should do next.",
            ..OPTIONAL
        },
        AUTHORITY,
        CONSEQUENCE,
        EXCEPT,
        CLASS,
        LABELS,
        Key {
            name: "not_pursued",
            holds: ValueType::Table(&NOT_PURSUED),
            example: "{ since = 2025-06-01, reason = \"The programme was closed\", decided_by = \"Cabinet Office\" }",
            meaning: "Since when it is not pursued any more, and by whose word: periods that end on that day or later are not owed, and what was owed before stays judged.",
            ..OPTIONAL
        },
        Key {
            name: "contribution",
            holds: ValueType::List { of: &ValueType::Table(&CONTRIBUTION), least: 0 },
            meaning: "The parts of the bodies; without any, the lead owes it alone, or each body that it is about.",
            ..OPTIONAL
        },
        Key {
            name: "terms",
            holds: ValueType::List { of: &ValueType::Table(&TERMS), least: 0 },
            meaning: "What changes from a period on, the earliest first.",
            ..OPTIONAL
        },
    ],
    relations: &[
        Relation::OneOf(&[&["from"], &["by"]]),
        Relation::NotBoth("measure", "document"),
        Relation::NotBoth("every", "by"),
        Relation::NotBoth("needs", "join"),
        Relation::Unless { key: "about", each: "contribution", any_of: &["by", "each"] },
    ],
    others: Others::Refused,
};

pub(super) static NOT_PURSUED: TableType = TableType {
    id: "not_pursued",
    name: "`not_pursued`",
    meaning: "By whose word an obligation is not pursued any more.",
    keys: &[
        Key {
            name: "since",
            holds: ValueType::Day,
            example: "2025-06-01",
            meaning: "The first day on which it is not pursued.",
            ..REQUIRED
        },
        Key {
            name: "reason",
            holds: ValueType::Text,
            example: "\"The programme was closed\"",
            meaning: "Why, as people are told it.",
            ..REQUIRED
        },
        Key {
            name: "decided_by",
            holds: ValueType::Text,
            example: "\"Cabinet Office\"",
            meaning: "Who decided it.",
            is_required: true,
            ..NAMES_PEOPLE
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static CONTRIBUTION: TableType = TableType {
    id: "contribution",
    name: "[[obligation.contribution]]",
    meaning: "One body's part, or one for each of several bodies.",
    keys: CONTRIBUTION_KEYS,
    relations: &[Relation::NotBoth("by", "each"), Relation::NotBoth("measure", "document")],
    others: Others::Refused,
};

const DUE_KEY: Key = Key {
    name: "due",
    holds: ValueType::Table(&DUE),
    example: "{ timely_days = 120 }",
    meaning: "When its evidence is due; the measure's own where it is not said.",
    ..OPTIONAL
};

const RULE_KEY: Key = Key {
    name: "rule",
    holds: ValueType::Name(Named::Rule),
    example: "\"keep-pace\"",
    meaning: "The rule: the name of a file in `rules`, without `.rhai`.",
    ..OPTIONAL
};

const MEASURE_KEY: Key = Key {
    name: "measure",
    holds: ValueType::Name(Named::Measure),
    example: "\"referrals\"",
    meaning: "The measure that it is judged by.",
    ..OPTIONAL
};

const CONSEQUENCE: Key = Key {
    name: "consequence",
    holds: ValueType::Text,
    example: "\"The grant for the next quarter is held back\"",
    meaning: "What follows when it is missed, as a sentence; said when the alert fires.",
    ..OPTIONAL
};

const CONTRIBUTION_KEYS: &[Key] = &[
    Key {
        name: "id",
        holds: ValueType::NewId,
        example: "\"adult_prison\"",
        meaning: "Its stable id; the body's where it is not said.",
        ..OPTIONAL
    },
    Key {
        name: "by",
        holds: ValueType::Name(Named::Body),
        example: "\"hm-prison-service\"",
        meaning: "The body that owes it; the one that the obligation is about where neither `by` nor `each` is said.",
        ..OPTIONAL
    },
    Key {
        name: "each",
        holds: GROUP,
        example: "{ kind = \"nhs-region\" }",
        meaning: "One contribution for each of these bodies.",
        ..OPTIONAL
    },
    Key {
        name: "of",
        holds: ValueType::Name(Named::Body),
        example: "\"leeds\"",
        meaning: "The body whose figures it is judged by; where it is not said, the one that the obligation is about, or who owes it. While that body's figure is missing, who owes it is held up.",
        ..OPTIONAL
    },
    Key {
        name: "owner",
        holds: ValueType::Text,
        example: "\"Governor\"",
        meaning: "The person to be told.",
        ..NAMES_PEOPLE
    },
    Key {
        name: "weight",
        holds: ValueType::Positive,
        default: "1",
        example: "2",
        meaning: "Its weight; 1 where it is not said.",
        ..OPTIONAL
    },
    Key {
        name: "share",
        holds: ValueType::Number,
        example: "0.4",
        meaning: "Its share of the whole, more than 0 and at the most 1. Where every contribution of an obligation has one, they add up to 1. With `each`, the share of each of the bodies.",
        ..OPTIONAL
    },
    Key {
        name: "effect",
        holds: ValueType::Either(&[ValueType::Text, ValueType::Number]),
        example: "\"1,200 households fewer in temporary accommodation\"",
        meaning: "What it is expected to bring: a number that the rule reads as `my.effect`, or words.",
        ..OPTIONAL
    },
    CONSEQUENCE,
    EXCEPT,
    Key {
        name: "from",
        holds: ValueType::Period,
        example: "\"2025-Q1\"",
        meaning: "The first period for which the body owes it; the obligation's own where it is not said.",
        ..OPTIONAL
    },
    Key {
        name: "until",
        holds: ValueType::Period,
        example: "\"2025-Q4\"",
        meaning: "The last period.",
        ..OPTIONAL
    },
    MEASURE_KEY,
    DOCUMENT_KEY,
    RULE_KEY,
    Key {
        name: "params",
        holds: ValueType::ByName(&ValueType::Param),
        example: "{ floor = 0.8 }",
        meaning: "What is handed to the rule, as `my.params`.",
        ..OPTIONAL
    },
];

/// What an obligation is judged by from a period on.
static TERMS: TableType = TableType {
    id: "terms",
    name: "[[obligation.terms]]",
    meaning: "Terms that hold from a period on. What they leave out stays as it was before.",
    keys: &[
        Key {
            name: "from",
            holds: ValueType::Period,
            example: "\"2024-Q3\"",
            meaning: "The first period that is judged by them; earlier ones keep the terms before.",
            ..REQUIRED
        },
        Key { meaning: "When its evidence is due from then on.", ..DUE_KEY },
        Key { meaning: "Which law, promise or minute says so from then on.", ..AUTHORITY },
        Key { meaning: "How many of the contributions are needed from then on.", default: "", ..NEEDS_KEY },
        Key { meaning: "The rule that joins the contributions from then on.", ..JOIN_KEY },
        Key {
            meaning: "The rule from then on, where a contribution does not name one of its own.",
            ..RULE_KEY
        },
        Key {
            meaning: "The measure from then on, where a contribution does not name one of its own.",
            ..MEASURE_KEY
        },
        Key { meaning: "The document from then on, in the place of a measure.", ..DOCUMENT_KEY },
        Key {
            name: "params",
            holds: ValueType::ByName(&ValueType::Param),
            example: "{ floor = 0.7 }",
            meaning: "What is handed to the rule from then on; what is not named stays as it was.",
            ..OPTIONAL
        },
        Key {
            name: "contribution",
            holds: ValueType::List { of: &ValueType::Table(&LATER_CONTRIBUTION), least: 0 },
            meaning: "The parts from then on, all of them; where there are none, the parts stay.",
            ..OPTIONAL
        },
    ],
    relations: &[
        Relation::AtLeast(2),
        Relation::NotBoth("measure", "document"),
        Relation::NotBoth("needs", "join"),
    ],
    others: Others::Refused,
};

/// The same as a contribution of the obligation, in later terms.
static LATER_CONTRIBUTION: TableType = TableType {
    id: "later_contribution",
    name: "[[obligation.terms.contribution]]",
    meaning: "One body's part from then on, or one for each of several bodies.",
    keys: CONTRIBUTION_KEYS,
    relations: &[Relation::NotBoth("by", "each"), Relation::NotBoth("measure", "document")],
    others: Others::Refused,
};
