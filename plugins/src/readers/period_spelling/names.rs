//! Names of months and days of the week in the languages of the files that are read: English, German, French, Welsh and Spanish.
//!
//! No name of one language stands for another month in any other; a test holds that.

/// Whole names by month, each without accents, and the beginnings by which they may be cut short.
const MONTHS: [(&[&str], &[&str]); 12] = [
    (&["january", "januar", "janner", "janvier", "ionawr", "enero"], &["jan", "janv", "ion", "ene"]),
    (&["february", "februar", "fevrier", "chwefror", "febrero"], &["feb", "fev", "fevr", "chwe", "chw"]),
    (&["march", "marz", "maerz", "mars", "mawrth", "marzo"], &["mar", "mrz", "maw"]),
    (&["april", "avril", "ebrill", "abril"], &["apr", "avr", "ebr", "abr"]),
    (&["may", "mai", "mayo"], &[]),
    (&["june", "juni", "juin", "mehefin", "junio"], &["jun", "meh"]),
    (&["july", "juli", "juillet", "gorffennaf", "julio"], &["jul", "juil", "gorff", "gor"]),
    (&["august", "aout", "awst", "agosto"], &["aug", "aou", "aws", "ago"]),
    (&["september", "septembre", "medi", "septiembre", "setiembre"], &["sep", "sept", "med", "set"]),
    (&["october", "oktober", "octobre", "hydref", "octubre"], &["oct", "okt", "hyd"]),
    (&["november", "novembre", "tachwedd", "noviembre"], &["nov", "tach", "tac"]),
    (&["december", "dezember", "decembre", "rhagfyr", "diciembre"], &["dec", "dez", "rhag", "rha", "dic"]),
];

/// The month of a name, or of its first letters.
pub(super) fn month(piece: &str) -> Option<i8> {
    /// No name is longer, accents included.
    const LONGEST: usize = 16;
    let piece = Some(piece).filter(|piece| piece.len() <= LONGEST).map(plain)?;
    let place = MONTHS
        .iter()
        .position(|(whole, short)| whole.contains(&piece.as_str()) || short.contains(&piece.as_str()));
    place.and_then(|place| i8::try_from(place + 1).ok())
}

/// Whether a text names a day of the week, which says nothing that the date does not.
pub(super) fn is_weekday(piece: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let piece = piece.to_ascii_lowercase();
    DAYS.iter().any(|day| *day == piece || (piece.len() == 3 && day.starts_with(&piece)))
}

/// A name in small letters without accents.
fn plain(name: &str) -> String {
    name.chars()
        .filter(|letter| !matches!(letter, '\u{300}'..='\u{36f}'))
        .flat_map(char::to_lowercase)
        .map(bare)
        .collect()
}

fn bare(letter: char) -> char {
    match letter {
        'ä' | 'á' | 'à' | 'â' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'û' | 'ú' | 'ü' | 'ù' => 'u',
        'ô' | 'ö' | 'ó' => 'o',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_stands_for_two_months() {
        for (place, (whole, short)) in MONTHS.iter().enumerate() {
            for name in whole.iter().chain(*short) {
                assert_eq!(month(name).map(usize::from_i8), Some(place + 1), "{name}");
            }
        }
    }

    trait FromI8 {
        fn from_i8(number: i8) -> usize;
    }

    impl FromI8 for usize {
        fn from_i8(number: i8) -> usize {
            usize::try_from(number).expect("a month is no negative number")
        }
    }

    #[test]
    fn months_are_known_in_five_languages_with_their_accents() {
        for (name, number) in [
            ("März", 3),
            ("MÄRZ", 3),
            ("Ma\u{308}rz", 3),
            ("Dezember", 12),
            ("février", 2),
            ("août", 8),
            ("Hydref", 10),
            ("Mehefin", 6),
            ("septiembre", 9),
            ("Sept", 9),
        ] {
            assert_eq!(month(name), Some(number), "{name}");
        }
        for name in ["Juno", "ma", "", "mayor", "decem"] {
            assert_eq!(month(name), None, "{name}");
        }
    }
}
