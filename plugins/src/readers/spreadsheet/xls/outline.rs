//! The records of the sheets of an XLS file: how far their cells reach, and which rows and columns the publisher hid.

use rustc_hash::FxHashSet;

use super::stream::{u16_at, u32_at};

const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
const SHEET: u16 = 0x0085;
const PASSWORD: u16 = 0x002F;
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007D;
/// Formula, number, text, truth, short number, several of these, and a text by its number.
const CELLS: [u16; 7] = [0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD, 0x00FD];

/// What is known of a sheet before its cells are read.
#[derive(Default)]
pub(super) struct Outline {
    /// How many cells a table from the first to the last of its rows and columns has.
    pub(super) cells: usize,
    /// Counted from zero.
    pub(super) hidden_rows: FxHashSet<u32>,
    pub(super) hidden_columns: Vec<(usize, usize)>,
}

/// Whether what the records hold is encrypted.
pub(super) fn is_protected(stream: &[u8]) -> bool {
    records(stream, 0).take_while(|(kind, _)| *kind != END).any(|(kind, _)| kind == PASSWORD)
}

/// Of each sheet, in the order of the workbook; none where the records are damaged.
pub(super) fn outlines(stream: &[u8]) -> Option<Vec<Outline>> {
    let sheets = records(stream, 0).take_while(|(kind, _)| *kind != END).filter(|(kind, _)| *kind == SHEET);
    sheets.map(|(_, sheet)| outline(stream, usize::try_from(u32_at(sheet, 0)?).ok()?)).collect()
}

fn outline(stream: &[u8], start: usize) -> Option<Outline> {
    let mut outline = Outline::default();
    let (mut rows, mut columns) = (Reach::default(), Reach::default());
    let mut depth = 0_u32;
    for (kind, data) in records(stream, start) {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            // Charts within the sheet have records of their own.
            _ if depth != 1 => {}
            ROW if u16_at(data, 12)? & 0x20 != 0 => {
                outline.hidden_rows.insert(u32::from(u16_at(data, 0)?));
            }
            COLUMNS if u16_at(data, 8)? & 1 != 0 => {
                let (first, last) = (u16_at(data, 0)?, u16_at(data, 2)?);
                outline.hidden_columns.push((usize::from(first), usize::from(last) + 1));
            }
            kind if CELLS.contains(&kind) => {
                rows.take(u16_at(data, 0)?);
                columns.take(u16_at(data, 2)?);
                if kind == 0x00BD {
                    columns.take(u16_at(data, data.len().checked_sub(2)?)?);
                }
            }
            _ => {}
        }
    }
    outline.cells = rows.width() * columns.width();
    Some(outline)
}

/// From the first to the last of some numbers.
#[derive(Default)]
struct Reach(Option<(u16, u16)>);

impl Reach {
    fn take(&mut self, number: u16) {
        let (first, last) = self.0.unwrap_or((number, number));
        self.0 = Some((first.min(number), last.max(number)));
    }

    fn width(&self) -> usize {
        self.0.map_or(0, |(first, last)| usize::from(last - first) + 1)
    }
}

/// The records from a place on, each with its kind.
fn records(stream: &[u8], mut place: usize) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, place)?, usize::from(u16_at(stream, place.checked_add(2)?)?));
        let data = stream.get(place + 4..(place + 4).checked_add(length)?)?;
        place += 4 + length;
        Some((kind, data))
    })
}
