//! `[feed.columns]` and `[feed.codes]`: which column holds what, and what a file's own codes stand for.

use super::arithmetic::{COLUMNS_OF_FIGURE, DIVIDED_BY, MINUS, ONE_MINUS, SUM, TIMES};
use super::feed_bodies::NAME_COLUMN;
use super::feed_breakdown::{BREAKDOWN_CODES, BREAKDOWN_COLUMNS};
use super::feed_table::SOURCE;
use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};

pub(super) static COLUMNS: TableType = TableType {
    id: "columns",
    name: "[feed.columns]",
    meaning: "Which column holds what.",
    keys: &[
        Key {
            name: "period",
            holds: SOURCE,
            example: "\"period_end\"",
            meaning: "The column of the period, several whose texts are joined by a blank, or another source.",
            ..OPTIONAL
        },
        Key {
            name: "body",
            holds: SOURCE,
            example: "\"org_code\"",
            meaning: "The column of the body: its id, or a code from bodies.csv; or another source.",
            ..REQUIRED
        },
        Key {
            name: "measure",
            holds: SOURCE,
            example: "\"indicator\"",
            meaning: "The column of the measure, where the rows are about several; or another source.",
            ..OPTIONAL
        },
        Key {
            name: "value",
            holds: COLUMNS_OF_FIGURE,
            example: "\"households\"",
            meaning: "The column of the figure, or a list of columns of which it is the sum; a mark in any of them is not a zero.",
            ..OPTIONAL
        },
        Key {
            name: "values",
            holds: ValueType::Either(&[
                ValueType::ByName(&ValueType::Name(Named::Measure)),
                ValueType::List { of: &ValueType::Table(&MEASURE_COLUMNS), least: 1 },
            ]),
            example: "{ attendances = \"ae-attendances\" }",
            meaning: "Columns that each hold a measure: column = measure; or a list of measures, each with the columns whose sum it is.",
            ..OPTIONAL
        },
        Key {
            name: "status",
            holds: ValueType::Text,
            example: "\"file_status\"",
            meaning: "The column that says how settled a figure is.",
            ..OPTIONAL
        },
        Key {
            name: "unit",
            holds: ValueType::Text,
            example: "\"unit\"",
            meaning: "The column of the unit, which must be the measure's.",
            ..OPTIONAL
        },
        EMBARGO_COLUMN,
        BREAKDOWN_COLUMNS,
        NAME_COLUMN,
        Key {
            name: "from",
            holds: ValueType::Text,
            example: "\"in_force_from\"",
            meaning: "Of papers, in the place of `period` and `value`: the column of the first day on which one is in force; see docs/documents.md.",
            ..OPTIONAL
        },
        Key {
            name: "until",
            holds: ValueType::Text,
            example: "\"in_force_until\"",
            meaning: "Of papers: the column of the last day; an empty one says that there is no end.",
            ..OPTIONAL
        },
        Key {
            name: "title",
            holds: ValueType::Text,
            example: "\"title\"",
            meaning: "Of papers: the column of what one is called.",
            ..OPTIONAL
        },
        Key {
            name: "link",
            holds: ValueType::Text,
            example: "\"link\"",
            meaning: "Of papers: the column of where one can be read.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::OneOf(&[&["period"], &["from"]])],
    others: Others::Refused,
};

const EMBARGO_COLUMN: Key = Key {
    name: "embargo",
    holds: ValueType::Text,
    example: "\"release_at\"",
    meaning: "The column that says until when nothing of its row may be told: a day, or a moment such as `2024-08-30T09:30`, by the clocks of the project; a blank is no embargo.",
    ..OPTIONAL
};

pub(super) static MEASURE_COLUMNS: TableType = TableType {
    id: "measure_columns",
    name: "an entry of `values`",
    meaning: "A measure and the columns of its figure.",
    keys: &[
        Key {
            name: "measure",
            holds: ValueType::Name(Named::Measure),
            example: "\"ae-attendances\"",
            meaning: "The measure.",
            ..REQUIRED
        },
        Key {
            name: "columns",
            holds: COLUMNS_OF_FIGURE,
            example: "[\"type_1\", \"type_2\"]",
            meaning: "The column of the figure, or a list of columns of which it is the sum.",
            ..OPTIONAL
        },
        SUM,
        ONE_MINUS,
        MINUS,
        TIMES,
        DIVIDED_BY,
    ],
    relations: &[Relation::OneOf(&[&["columns"], &["sum"], &["one_minus"]])],
    others: Others::Refused,
};

pub(super) static CODES: TableType = TableType {
    id: "codes",
    name: "[feed.codes]",
    meaning: "What the file's own codes stand for.",
    keys: &[
        Key {
            name: "body",
            holds: ValueType::ByName(&ValueType::Name(Named::Body)),
            example: "{ adult_prison = \"hm-prison-service\" }",
            meaning: "Codes of bodies: code = body.",
            ..OPTIONAL
        },
        Key {
            name: "measure",
            holds: ValueType::ByName(&ValueType::Name(Named::Measure)),
            example: "{ A1 = \"referrals\" }",
            meaning: "Codes of measures: code = measure.",
            ..OPTIONAL
        },
        Key {
            name: "status",
            holds: ValueType::ByName(&ValueType::Words(&["provisional", "final", "revised"])),
            example: "{ as_published = \"final\" }",
            meaning: "Words for how settled a figure is.",
            ..OPTIONAL
        },
        BREAKDOWN_CODES,
    ],
    relations: &[],
    others: Others::Refused,
};

/// One text or several.
pub(super) const ANY_OF: ValueType =
    ValueType::Either(&[ValueType::Code, ValueType::List { of: &ValueType::Code, least: 1 }]);
