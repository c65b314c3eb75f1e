//! People by their names, as others read them: what looks alike is one person. Who somebody is, is not known here.

/// Whether two names stand for one person to whoever reads them: letter case, blanks, stops, letters that cannot be seen and letters of other
/// alphabets that look the same make nobody else of anybody.
pub fn is_same_person(one: &str, other: &str) -> bool {
    seen(one).eq(seen(other))
}

/// A name as whoever reads it sees it: the same for all names of one person.
pub fn name_as_seen(name: &str) -> String {
    seen(name).collect()
}

/// The letters of a name as they are seen.
fn seen(name: &str) -> impl Iterator<Item = char> {
    let letters = name.chars().map(narrow).flat_map(char::to_lowercase).map(latin);
    letters.filter(|letter| letter.is_alphanumeric())
}

/// A letter as wide as a Chinese one in its common form.
fn narrow(letter: char) -> char {
    match u32::from(letter) {
        wide @ 0xFF01..=0xFF5E => char::from_u32(wide - 0xFEE0).unwrap_or(letter),
        _ => letter,
    }
}

/// The Latin letter that a small letter of another alphabet, or its capital, looks like.
fn latin(letter: char) -> char {
    match letter {
        'а' | 'α' | 'ɑ' => 'a',
        'в' | 'β' => 'b',
        'с' | 'ϲ' => 'c',
        'ԁ' => 'd',
        'е' | 'ε' => 'e',
        'ɡ' => 'g',
        'н' | 'η' | 'һ' => 'h',
        'і' | 'ι' | 'ı' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'ӏ' | '1' => 'l',
        'м' | 'μ' => 'm',
        'ν' => 'n',
        'о' | 'ο' | '0' => 'o',
        'р' | 'ρ' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'ѵ' => 'v',
        'ԝ' | 'ω' => 'w',
        'х' | 'χ' => 'x',
        'у' | 'υ' => 'y',
        'ζ' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(other: &str, is_same: bool) {
        assert_eq!(is_same_person("Ann Hay", other), is_same, "{other:?}");
        assert_eq!(name_as_seen("Ann Hay") == name_as_seen(other), is_same, "{other:?}");
    }

    #[test]
    fn what_looks_alike_is_one_person() {
        for name in [
            "ann  hay",
            "Ann Hay.",
            "Ann\u{200b} Hay",
            "\u{410}nn Hay",
            "Ann\u{a0}Hay",
            "Ａnn Hay",
            "Ann H\u{ad}ay",
        ] {
            check(name, true);
        }
    }

    #[test]
    fn other_letters_are_another_person() {
        for name in ["Anna Hay", "Ann May", "Bob", "", "Énn Hay"] {
            check(name, false);
        }
    }
}
