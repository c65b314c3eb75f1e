//! Kinds of bodies by the first letters of their codes from the Office for National Statistics. Only what owes or reports is here, and no
//! wards or output areas.

const KINDS: [(&str, &str); 22] = [
    ("E06", "council"),
    ("E07", "council"),
    ("E08", "council"),
    ("E09", "council"),
    ("E10", "county-council"),
    ("E12", "region"),
    ("E23", "police-force"),
    ("E26", "national-park"),
    ("E31", "fire-authority"),
    ("E40", "nhs-region"),
    ("E47", "combined-authority"),
    ("E54", "integrated-care-board"),
    ("E92", "country"),
    ("K02", "country"),
    ("N09", "council"),
    ("N92", "country"),
    ("S08", "health-board"),
    ("S12", "council"),
    ("S92", "country"),
    ("W06", "council"),
    ("W11", "health-board"),
    ("W92", "country"),
];

/// What kind of body has such a code; none where the code is of another kind, or none of theirs.
pub fn kind_of_code(code: &str) -> Option<&'static str> {
    let is_code = code.len() == 9 && code.bytes().skip(1).all(|byte| byte.is_ascii_digit());
    let (_, kind) = KINDS.iter().find(|(start, _)| is_code && code.starts_with(start))?;
    Some(*kind)
}
