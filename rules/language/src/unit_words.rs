//! The words of units: of one thing a unit is told in the singular. It knows no grammar but that of plain plurals, and changes no word that
//! is none.

/// One of what a unit names: `household` of `households`, `child in care` of `children in care`. A word that is no plain plural stays as it is.
pub fn singular(unit: &str) -> String {
    const PREPOSITIONS: [&str; 10] = ["in", "of", "per", "with", "without", "on", "at", "for", "aged", "who"];
    let words: Vec<&str> = unit.split(' ').collect();
    let behind = words.iter().position(|word| PREPOSITIONS.contains(word)).unwrap_or(words.len());
    let Some(noun) = behind.checked_sub(1) else { return unit.to_owned() };
    let one = |(place, word): (usize, &&str)| {
        if place == noun { one_of(word) } else { (*word).to_owned() }
    };
    words.iter().enumerate().map(one).collect::<Vec<_>>().join(" ")
}

fn one_of(plural: &str) -> String {
    const OTHERS: [(&str, &str); 6] = [
        ("people", "person"),
        ("children", "child"),
        ("women", "woman"),
        ("men", "man"),
        ("series", "series"),
        ("species", "species"),
    ];
    if let Some((_, one)) = OTHERS.iter().find(|(many, _)| *many == plural) {
        return (*one).to_owned();
    }
    let stem = |end: &str| plural.strip_suffix(end);
    let is_plain = !["ss", "us", "is"].iter().any(|end| plural.ends_with(end));
    match stem("ies").filter(|stem| stem.len() > 1) {
        Some(stem) => format!("{stem}y"),
        None => ["sses", "xes", "ches", "shes"]
            .iter()
            .find(|end| plural.ends_with(**end))
            .and_then(|_| stem("es"))
            .or_else(|| stem("s").filter(|stem| is_plain && stem.len() > 1))
            .unwrap_or(plural)
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_one_thing_a_unit_is_told_in_the_singular() {
        let units = [
            ("households", "household"),
            ("children in care", "child in care"),
            ("working days", "working day"),
            ("families with children", "family with children"),
            ("boxes", "box"),
            ("people", "person"),
            ("staff", "staff"),
            ("GWh", "GWh"),
            ("progress", "progress"),
        ];
        for (many, one) in units {
            assert_eq!(singular(many), one);
        }
    }
}
