//! `[[measure]]`: what is reported.

use super::authority::AUTHORITY;
use super::bodies::GROUP;
use super::labels::LABELS;
use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};
use super::timing::{CADENCE, DUE};

pub(super) static MEASURE: TableType = TableType {
    id: "measure",
    name: "[[measure]]",
    meaning: "What is reported.",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::NewId,
            example: "\"referrals\"",
            meaning: "Its stable id, unique in the project.",
            ..REQUIRED
        },
        Key {
            name: "title",
            holds: ValueType::Text,
            example: "\"Households referred\"",
            meaning: "Its title, as officials know it.",
            ..REQUIRED
        },
        Key {
            name: "unit",
            holds: ValueType::Text,
            default: "\"count\"",
            example: "\"households\"",
            meaning: "`count`, which is the default, `percent`, `pounds`, or a word such as `households`.",
            ..OPTIONAL
        },
        Key {
            name: "every",
            holds: CADENCE,
            example: "\"quarter\"",
            meaning: "How often it is reported.",
            ..REQUIRED
        },
        Key {
            name: "better",
            holds: ValueType::Words(&["higher", "lower"]),
            default: "\"higher\"",
            example: "\"lower\"",
            meaning: "Which way is better; higher is the default.",
            ..OPTIONAL
        },
        Key {
            name: "class",
            holds: ValueType::Words(&["access", "activity", "outcome", "prevention", "input", "experience"]),
            example: "\"prevention\"",
            meaning: "What kind of thing it says.",
            ..OPTIONAL
        },
        LABELS,
        Key {
            name: "adds_up",
            holds: ValueType::Either(&[ValueType::Words(&["sum", "none"]), ValueType::Table(&RATIO)]),
            default: "\"none\"",
            example: "\"sum\"",
            meaning: "How it adds up over bodies: not at all, which is the default; by sum; or as a percentage of two measures.",
            ..OPTIONAL
        },
        Key {
            name: "breakdown",
            holds: ValueType::Table(&BREAKDOWN),
            example: "{ name = \"referrer\", of = [\"adult_prison\", \"probation\"] }",
            meaning: "What it is divided by: each value is a measure of its own, such as `referrals/adult_prison`, and the measure is the total of all.",
            ..OPTIONAL
        },
        Key {
            name: "complete",
            holds: ValueType::Number,
            example: "0.95",
            meaning: "The share of the reporters whose figures suffice for a sum; all where it is not said. A sum over fewer is marked as partial.",
            ..OPTIONAL
        },
        Key {
            name: "roll_up",
            holds: ValueType::Words(&["sum", "mean", "last"]),
            example: "\"sum\"",
            meaning: "How figures of shorter periods become that of a longer one, such as months a quarter: their sum, their mean or the last of them; that of a longer period stands for each one in it. Without it, nothing that is owed for other periods can read it. A ratio is taken of what its two measures come to.",
            ..OPTIONAL
        },
        Key {
            name: "zero_over_zero",
            holds: ValueType::Number,
            example: "100",
            meaning: "What a ratio of zero over zero is, in percent; where it is not said, it is not judged.",
            ..OPTIONAL
        },
        Key {
            name: "prefer",
            holds: ValueType::List { of: &ValueType::Text, least: 1 },
            example: "[\"councils\", \"justice\"]",
            meaning: "Where feeds that speak for different bodies report one figure: whose is judged by, the first before the second. Without it, and where they lie too far apart, nothing decides.",
            ..OPTIONAL
        },
        Key {
            name: "within",
            holds: ValueType::Either(&[ValueType::Number, ValueType::Table(&WITHIN)]),
            default: "0",
            example: "{ percent = 5 }",
            meaning: "How far figures of feeds that speak for different bodies may lie apart and still agree: an amount in the measure's unit, or a part of the larger in percent.",
            ..OPTIONAL
        },
        Key {
            name: "from",
            holds: ValueType::Period,
            example: "\"2019-Q1\"",
            meaning: "The first period for which it is reported; nobody is asked for an earlier one. Of rolling ranges it says how they lie.",
            ..OPTIONAL
        },
        Key {
            name: "expiry_days",
            holds: ValueType::Whole { least: 0, most: 3660 },
            default: "0",
            example: "180",
            meaning: "So many days after its period's end a report still counts as one where reporting rates are taken; always where it is 0.",
            ..OPTIONAL
        },
        Key {
            name: "bounds",
            holds: ValueType::Either(&[ValueType::Words(&["none"]), ValueType::Table(&BOUNDS)]),
            example: "{ least = 0, most = 24 }",
            meaning: "What its figures can be; one outside is set aside, with its line. A percentage has 0 to 100 unless it says otherwise; `none` lifts that.",
            ..OPTIONAL
        },
        Key {
            name: "questionable",
            holds: ValueType::Either(&[ValueType::Words(&["never"]), ValueType::Table(&QUESTIONABLE)]),
            default: "{ times = 8 }",
            example: "{ times = 20 }",
            meaning: "When a figure that is possible is marked as questionable: where it lies outside the last eight before it (four at least), and is more than so many times their median, or less than such a part of it. It is used all the same. `never` marks none.",
            ..OPTIONAL
        },
        Key {
            name: "reported_by",
            holds: GROUP,
            example: "{ kind = \"nhs-region\" }",
            meaning: "Who reports it; a sum is taken over these.",
            ..OPTIONAL
        },
        Key {
            name: "told_by",
            holds: ValueType::Name(Named::Body),
            example: "\"mhclg\"",
            meaning: "Who publishes everybody's figures. The body that a figure is about is not named for a file that the publisher owes.",
            ..OPTIONAL
        },
        Key {
            name: "due",
            holds: ValueType::Table(&DUE),
            example: "{ timely_days = 120, grace_days = 5 }",
            meaning: "When a report of it is due, where obligations do not say otherwise.",
            ..OPTIONAL
        },
        AUTHORITY,
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static BREAKDOWN: TableType = TableType {
    id: "breakdown",
    name: "`breakdown`",
    meaning: "What a measure is divided by.",
    keys: &[
        Key {
            name: "name",
            holds: ValueType::NewId,
            example: "\"referrer\"",
            meaning: "What feeds call it, when they say which column tells the values apart.",
            ..REQUIRED
        },
        Key {
            name: "of",
            holds: ValueType::List { of: &ValueType::NewId, least: 1 },
            example: "[\"adult_prison\", \"probation\"]",
            meaning: "Its values; `referrals/adult_prison` names one of them, and `referrals/*` all of them, each for itself.",
            ..REQUIRED
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static BOUNDS: TableType = TableType {
    id: "bounds",
    name: "`bounds`",
    meaning: "The least and the most that a figure can be; a side that is not written is open.",
    keys: &[
        Key {
            name: "least",
            holds: ValueType::Number,
            example: "0",
            meaning: "No figure is less.",
            ..OPTIONAL
        },
        Key {
            name: "most",
            holds: ValueType::Number,
            example: "24",
            meaning: "No figure is more.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::AtLeast(1)],
    others: Others::Refused,
};

pub(super) static QUESTIONABLE: TableType = TableType {
    id: "questionable",
    name: "what is questionable",
    meaning: "When a figure is far from all before it.",
    keys: &[Key {
        name: "times",
        holds: ValueType::Number,
        example: "20",
        meaning: "So many times the median of the figures before it, or such a part of it.",
        ..REQUIRED
    }],
    relations: &[],
    others: Others::Refused,
};

pub(super) static WITHIN: TableType = TableType {
    id: "within",
    name: "a tolerance",
    meaning: "How far figures may lie apart and still agree, as a part of the larger.",
    keys: &[Key {
        name: "percent",
        holds: ValueType::Number,
        example: "5",
        meaning: "The part, in percent.",
        ..REQUIRED
    }],
    relations: &[],
    others: Others::Refused,
};

pub(super) static RATIO: TableType = TableType {
    id: "ratio",
    name: "a ratio",
    meaning: "A hundred times one measure over another.",
    keys: &[
        Key {
            name: "numerator",
            holds: ValueType::Name(Named::Measure),
            example: "\"seen-in-time\"",
            meaning: "What is counted.",
            ..REQUIRED
        },
        Key {
            name: "denominator",
            holds: ValueType::Name(Named::Measure),
            example: "\"attendances\"",
            meaning: "What it is counted out of.",
            ..REQUIRED
        },
    ],
    relations: &[],
    others: Others::Refused,
};
