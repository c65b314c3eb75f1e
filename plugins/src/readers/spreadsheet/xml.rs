//! XML from one part of a workbook, piece by piece and within bounds. Prefixes of elements are left out: programs differ in them.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::bounds::too_large;
use crate::readers::file_fault::FileFault;

/// The longest piece between two brackets, in bytes. A cell holds 32,767 letters.
const LONGEST_PIECE: usize = 1 << 20;
/// How deep elements stand in one another. Workbooks need a dozen.
const DEEPEST: u32 = 256;

/// XML that is read piece by piece.
pub(super) struct Xml<'z> {
    reader: Reader<Pieces<'z>>,
    buffer: Vec<u8>,
    depth: u32,
}

/// The bytes, of which so many may still come before the next piece ends.
struct Pieces<'z> {
    bytes: BufReader<Box<dyn Read + 'z>>,
    left: usize,
}

impl<'z> Xml<'z> {
    pub(super) fn of(bytes: BufReader<Box<dyn Read + 'z>>) -> Self {
        Self {
            reader: Reader::from_reader(Pieces { bytes, left: LONGEST_PIECE }),
            buffer: Vec::new(),
            depth: 0,
        }
    }

    /// The next piece.
    pub(super) fn next(&mut self) -> Result<Event<'_>, FileFault> {
        self.buffer.clear();
        self.reader.get_mut().left = LONGEST_PIECE;
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| fault(&error))?;
        match event {
            Event::Start(_) if self.depth == DEEPEST => return Err(FileFault::DamagedSpreadsheet),
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(FileFault::DamagedSpreadsheet),
            _ => {}
        }
        Ok(event)
    }

    /// Passes over the rest of the element that was begun last.
    pub(super) fn skip(&mut self) -> Result<(), FileFault> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }
}

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.bytes.read(buffer)
    }
}

impl BufRead for Pieces<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 { Err(io::ErrorKind::InvalidData.into()) } else { self.bytes.fill_buf() }
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount);
        self.bytes.consume(amount);
    }
}

fn fault(error: &quick_xml::Error) -> FileFault {
    match error {
        quick_xml::Error::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => too_large(),
        _ => FileFault::DamagedSpreadsheet,
    }
}

/// The attributes of an element by their whole names, prefix and all.
pub(super) fn attributes<'a>(element: &'a BytesStart<'_>) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
    let mut attributes = element.attributes();
    attributes.with_checks(false);
    attributes.filter_map(|attribute| {
        let attribute = attribute.ok()?;
        let value = if attribute.value.contains('&') {
            Cow::Owned(quick_xml::escape::unescape(&attribute.value).ok()?.into_owned())
        } else {
            attribute.value
        };
        Some((attribute.key.into_inner(), value))
    })
}

/// One attribute of an element.
pub(super) fn attribute<'a>(element: &'a BytesStart<'_>, name: &str) -> Option<Cow<'a, str>> {
    attributes(element).find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Whether an attribute of an element says yes.
pub(super) fn is_on(value: &str) -> bool {
    matches!(value, "1" | "true" | "on")
}

/// Adds the letter for which a reference such as `&amp;` stands.
pub(super) fn push_reference(text: &mut String, reference: &BytesRef<'_>) {
    match reference.resolve_char_ref() {
        Ok(Some(letter)) => text.push(letter),
        _ => text.push_str(resolve_predefined_entity(reference).unwrap_or_default()),
    }
}
