//! The figures that are known of published files, and the lines in which they stand.

use std::path::Path;

/// A row of `known.csv`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct KnownFigure {
    pub(super) sheet: String,
    pub(super) r#where: String,
    pub(super) what: String,
    pub(super) expected: Expected,
}

/// What must arrive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Expected {
    Figure(String),
    /// Absent with a reason, and never zero.
    Absent,
    /// Zero, as the feed declares the mark.
    Nil,
}

/// All that is known of a file.
pub(super) fn known(folder: &Path, file: &str) -> Vec<KnownFigure> {
    let text = std::fs::read_to_string(folder.join("known.csv")).expect("the known figures can be read");
    let rows = text.lines().skip(1).map(fields).filter(|row| row[0] == file);
    rows.map(|row| {
        let expected = match row[4].as_str() {
            "number" => Expected::Figure(row[5].clone()),
            "absent" => Expected::Absent,
            "nil" => Expected::Nil,
            other => panic!("known.csv has no kind `{other}`"),
        };
        KnownFigure { sheet: row[1].clone(), r#where: row[2].clone(), what: row[3].clone(), expected }
    })
    .collect()
}

/// How many figures are known of all files.
pub(super) fn all_known(folder: &Path) -> usize {
    let text = std::fs::read_to_string(folder.join("known.csv")).expect("the known figures can be read");
    text.lines().skip(1).count()
}

/// The fields of a line of comma-separated values.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut is_quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => fields.push(String::new()),
            letter => fields.last_mut().expect("a line has a field").push(letter),
        }
    }
    fields
}

/// The line of a text in which a record or an element begins, or the row of a sheet in which a cell stands.
pub(super) fn line(bytes: &[u8], place: &str) -> Option<u32> {
    if place.contains('/') {
        return line_of_element(&String::from_utf8_lossy(bytes), place);
    }
    let record = place.strip_prefix("record ").map(|rest| rest.split(',').next().unwrap_or(rest));
    let Some(record) = record else {
        return place.trim_start_matches(|letter: char| letter.is_ascii_uppercase()).parse().ok();
    };
    let record: u32 = record.parse().ok()?;
    let (mut line, mut records, mut is_quoted) = (1, 1, false);
    for byte in bytes {
        if records == record {
            break;
        }
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' => {
                line += 1;
                records += u32::from(!is_quoted);
            }
            _ => {}
        }
    }
    Some(line)
}

/// The line of the second value in the first group, where the place is `group[1]/dataValue[2]`.
fn line_of_element(text: &str, place: &str) -> Option<u32> {
    let mut at = 0;
    for step in place.split('/') {
        let (name, nth) = step.strip_suffix(']')?.split_once('[')?;
        let tag = format!("<{name} ");
        let nth: usize = nth.parse().ok()?;
        at += text.get(at..)?.match_indices(&tag).nth(nth.checked_sub(1)?)?.0 + 1;
    }
    u32::try_from(text.get(..at)?.matches('\n').count() + 1).ok()
}

#[test]
fn an_element_begins_in_a_line() {
    let text = b"<adx>\n<group a='1'>\n<value b='1'/>\n</group>\n<group a='2'>\n<value b='1'/>\n<value b='2'/>\n</group>\n</adx>";
    let lines = ["group[1]/value[1]", "group[2]/value[2]", "group[3]/value[1]"];
    assert_eq!(lines.map(|place| line(text, place)), [Some(3), Some(7), None]);
}

#[test]
fn a_record_begins_in_a_line_and_a_cell_stands_in_a_row() {
    let text = b"a\n\n\"two\nlines\",b\nc\n";
    let lines = ["record 1, field 1", "record 2, field 1", "record 3, field 2", "record 4, field 1", "AB12"];
    assert_eq!(lines.map(|place| line(text, place)), [Some(1), Some(2), Some(3), Some(5), Some(12)]);
}
