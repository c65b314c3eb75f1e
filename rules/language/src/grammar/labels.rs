//! `labels`: by what rules pick obligations and measures out.

use super::table::{Key, OPTIONAL, ValueType};

pub(super) const LABELS: Key = Key {
    name: "labels",
    holds: ValueType::ByName(&ValueType::Text),
    example: "{ theme = \"housing\" }",
    meaning: "Labels of your own, by which rules pick it out: `my.obligations(#{ label: \"theme\", value: \"housing\" })`, and `my.measures` alike.",
    ..OPTIONAL
};
