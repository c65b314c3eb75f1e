//! Texts that say what is counted rather than whose figures they are: causes, ages, kinds of people. Nobody is to be named for a row that is
//! only a label.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::column::Column;

/// What a heading says that its column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum HeadedAs {
    Bodies,
    /// What is counted, or facts on the row that are no key of it.
    Labels,
    Neither,
}

/// Words of headings above bodies.
const OF_BODIES: [&str; 36] = [
    "area",
    "areas",
    "geo",
    "geography",
    "region",
    "country",
    "location",
    "council",
    "authority",
    "provider",
    "organisation",
    "organization",
    "org",
    "trust",
    "state",
    "board",
    "district",
    "jurisdiction",
    "county",
    "municipality",
    "lad",
    "utla",
    "ltla",
    "icb",
    "hospital",
    "school",
    "force",
    "name",
    "bundesland",
    "land",
    "kreis",
    "departement",
    "département",
    "commune",
    "comarea",
    "spatialdim",
];
/// Words of headings above what is counted.
const OF_LABELS: [&str; 54] = [
    "age",
    "ages",
    "sex",
    "gender",
    "cause",
    "category",
    "indicator",
    "measure",
    "series",
    "type",
    "item",
    "unit",
    "topic",
    "variable",
    "ethnicity",
    "status",
    "subject",
    "statistic",
    "tenure",
    "industry",
    "condition",
    "specialty",
    "class",
    "kind",
    "group",
    "alter",
    "altersgruppe",
    "altersjahre",
    "geschlecht",
    "sexe",
    "structure",
    "action",
    "dataflow",
    "freq",
    "frequency",
    "flag",
    "decimals",
    "update",
    "released",
    "format",
    "dimension",
    "key",
    "note",
    "notes",
    "footnote",
    "comment",
    "method",
    "conf",
    "metric",
    "attr",
    "attribut",
    "attribute",
    "obs",
    "source",
];
/// Lower-case words that names have within them.
const IN_NAMES: [&str; 44] = [
    "and",
    "the",
    "upon",
    "under",
    "next",
    "for",
    "with",
    "near",
    "del",
    "des",
    "der",
    "von",
    "van",
    "les",
    "los",
    "las",
    "dos",
    "council",
    "county",
    "city",
    "district",
    "borough",
    "school",
    "primary",
    "secondary",
    "academy",
    "trust",
    "hospital",
    "police",
    "fire",
    "authority",
    "board",
    "university",
    "college",
    "region",
    "area",
    "ward",
    "department",
    "ministry",
    "service",
    "services",
    "centre",
    "prison",
    "outside",
];
const SEXES: [&str; 14] = [
    "male",
    "males",
    "female",
    "females",
    "men",
    "women",
    "persons",
    "people",
    "boys",
    "girls",
    "männlich",
    "weiblich",
    "insgesamt",
    "both",
];

/// `<1`, `1-4`, `65 and over`, `90+`, `unter 1 Jahr`, `15 to 19 years`.
static AGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(aged? |under |unter |over |all )?[<>]? ?\d{1,3}( ?[-–+]| to | bis | ?years| and | u\. | oder | jahr).*$|^[<>]|^(under|unter) \d")
        .expect("a sound pattern")
});

/// What a heading says of its column. A heading that names codes of something says what they are of.
pub(super) fn headed_as(heading: &str) -> HeadedAs {
    let lower = heading.to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let has_several = lower.contains([',', '\\']);
    match (has(&OF_LABELS), has(&OF_BODIES)) {
        (true, true) if has_several => HeadedAs::Bodies,
        (true, _) if !lower.contains("org unit") && !lower.contains("organisation unit") => HeadedAs::Labels,
        (_, true) => HeadedAs::Bodies,
        _ => HeadedAs::Neither,
    }
}

/// Whether a column says what is counted: by its heading, or by most of its texts.
pub(super) fn are_labels(column: &Column) -> bool {
    const SAMPLES: usize = 2_000;
    match headed_as(&column.heading) {
        HeadedAs::Labels => return true,
        HeadedAs::Bodies => return false,
        HeadedAs::Neither => {}
    }
    let texts = || column.distinct().take(SAMPLES);
    texts().filter(|text| is_label(text)).count() * 2 >= texts().count()
}

/// Whether a text is no name: it counts years of age, or has words in lower case that no name has within it.
fn is_label(text: &str) -> bool {
    let lower = text.to_lowercase();
    if AGE.is_match(text) || text.ends_with(':') || SEXES.contains(&lower.as_str()) {
        return true;
    }
    let is_common = |word: &str| {
        word.chars().count() > 2 && word.chars().all(char::is_lowercase) && !IN_NAMES.contains(&word)
    };
    text.contains(' ') && text.split(|letter: char| !letter.is_alphanumeric()).any(is_common)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_no_name() {
        for label in [
            "<1",
            "1-4",
            "90+",
            "unter 1 Jahr",
            "2-Jährige",
            "65 and over",
            "Female",
            "of which:",
            "Changes to thresholds",
        ] {
            assert!(is_label(label), "{label}");
        }
        for name in [
            "Isle of Wight",
            "Kingston upon Hull, City of",
            "Kent county council",
            "Na h-Eileanan Siar",
            "8J094",
            "12",
            "hm-prison-service",
        ] {
            assert!(!is_label(name), "{name}");
        }
    }

    #[test]
    fn a_heading_says_what_stands_below_it() {
        let cases = [
            ("geo", HeadedAs::Bodies),
            ("Reference area", HeadedAs::Bodies),
            ("Age group", HeadedAs::Labels),
            ("area_type", HeadedAs::Labels),
            ("freq,unit,geo\\TIME_PERIOD", HeadedAs::Bodies),
            ("Org unit", HeadedAs::Bodies),
            ("STRUCTURE_ID", HeadedAs::Labels),
            ("column B", HeadedAs::Neither),
        ];
        for (heading, expect) in cases {
            assert_eq!(headed_as(heading), expect, "{heading}");
        }
    }
}
