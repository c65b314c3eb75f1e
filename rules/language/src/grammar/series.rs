//! `[[test.input_series]]`: the figures that a rule test is fed, and the keys that it shares with columns of cases.

use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};

pub(super) static SERIES: TableType = TableType {
    id: "series",
    name: "[[test.input_series]]",
    meaning: "Reports of one measure of one body, period after period.",
    keys: &[
        SERIES_NAME,
        MEASURE,
        BODY,
        Key {
            name: "from",
            holds: ValueType::Period,
            example: "\"2024-Q1\"",
            meaning: "The first period.",
            ..REQUIRED
        },
        Key {
            name: "values",
            holds: ValueType::Text,
            example: "\"210 200+10x3 _ ..\"",
            meaning: "Figures with blanks between them: `210`, `200+10x3`, `_` for no report, `..` or `[c]` for an absence.",
            ..REQUIRED
        },
        RECEIVED,
        AFTER_DAYS,
        VINTAGE,
        STATUS,
    ],
    relations: &[Relation::OneOf(&[&["series"], &["measure", "body"]])],
    others: Others::Refused,
};

pub(super) const SERIES_NAME: Key = Key {
    name: "series",
    holds: ValueType::Name(Named::Series),
    example: "\"referrals{body=\\\"hm-prison-service\\\"}\"",
    meaning: "Measure and body in promtool's short form, such as `referrals{body=\"hm-prison-service\"}`.",
    ..OPTIONAL
};

pub(super) const MEASURE: Key = Key {
    name: "measure",
    holds: ValueType::Name(Named::Measure),
    example: "\"referrals\"",
    meaning: "The measure.",
    ..OPTIONAL
};

pub(super) const BODY: Key = Key {
    name: "body",
    holds: ValueType::Name(Named::Body),
    example: "\"hm-prison-service\"",
    meaning: "The body.",
    ..OPTIONAL
};

pub(super) const RECEIVED: Key = Key {
    name: "received",
    holds: ValueType::Moment,
    example: "\"2024-08-01\"",
    meaning: "When all of them arrive.",
    ..OPTIONAL
};

pub(super) const AFTER_DAYS: Key = Key {
    name: "after_days",
    holds: ValueType::Whole { least: 0, most: 3660 },
    default: "1",
    example: "30",
    meaning: "Each arrives so many days after its period; 1 is the default.",
    ..OPTIONAL
};

pub(super) const VINTAGE: Key = Key {
    name: "vintage",
    holds: ValueType::Words(&["backfill", "received"]),
    default: "\"received\"",
    example: "\"backfill\"",
    meaning: "Whether they count as history without a date.",
    ..OPTIONAL
};

pub(super) const STATUS: Key = Key {
    name: "status",
    holds: ValueType::Words(&["provisional", "final", "revised"]),
    default: "\"final\"",
    example: "\"provisional\"",
    meaning: "How settled they are.",
    ..OPTIONAL
};
