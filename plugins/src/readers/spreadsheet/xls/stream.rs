//! The stream of the workbook within a compound file, whose parts lie scattered over sectors.

/// The end of a chain of sectors, and all that is none.
const NO_SECTOR: u32 = 0xFFFF_FFFA;
const HEADER: usize = 512;
/// So many sectors of the table of chains are named in the header.
const NAMED_IN_HEADER: usize = 109;
const ENTRY: usize = 128;

/// The bytes of the workbook; none where the file is damaged.
pub(super) fn workbook(file: &[u8]) -> Option<Vec<u8>> {
    let shift = u32::from(u16_at(file, 30)?);
    if !matches!(shift, 9 | 12) {
        return None;
    }
    let sectors = Sectors { file, size: 1 << shift, chains: Vec::new() };
    let chains = sectors.chains()?;
    let sectors = Sectors { chains, ..sectors };
    let folder = sectors.chain(u32_at(file, 48)?)?;
    let entry = folder.chunks_exact(ENTRY).find(|entry| is_workbook(entry))?;
    let size = usize::try_from(u32_at(entry, 120)?).ok()?;
    // What is shorter lies elsewhere; no program writes a workbook so short.
    if size < usize::try_from(u32_at(file, 56)?).ok()? {
        return None;
    }
    let mut stream = sectors.chain(u32_at(entry, 116)?)?;
    stream.truncate(size);
    Some(stream)
}

fn is_workbook(entry: &[u8]) -> bool {
    ["Workbook", "Book"].iter().any(|name| {
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        entry.starts_with(&name)
    })
}

struct Sectors<'a> {
    file: &'a [u8],
    size: usize,
    /// Which sector follows each.
    chains: Vec<u32>,
}

impl Sectors<'_> {
    fn sector(&self, number: u32) -> Option<&[u8]> {
        let start = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(self.size)?.max(HEADER);
        // The last sector of a file may be short.
        self.file.get(start..self.file.len().min(start.checked_add(self.size)?))
    }

    /// Which sector follows each, from the sectors that say so.
    fn chains(&self) -> Option<Vec<u32>> {
        let most = self.file.len() / self.size + 1;
        let mut tables: Vec<u32> =
            (0..NAMED_IN_HEADER).filter_map(|n| u32_at(self.file, 76 + 4 * n)).collect();
        let mut next = u32_at(self.file, 68)?;
        while next < NO_SECTOR && tables.len() <= most {
            let numbers = numbers(self.sector(next)?);
            let (last, named) = numbers.split_last()?;
            tables.extend(named);
            next = *last;
        }
        let tables = tables.into_iter().filter(|number| *number < NO_SECTOR).take(most);
        let mut chains = Vec::new();
        for table in tables {
            chains.extend(numbers(self.sector(table)?));
        }
        Some(chains)
    }

    /// All sectors of a chain, one after the other. One that goes round in a circle is longer than the file.
    fn chain(&self, first: u32) -> Option<Vec<u8>> {
        let (mut bytes, mut next) = (Vec::new(), first);
        while next < NO_SECTOR {
            bytes.extend_from_slice(self.sector(next)?);
            if bytes.len() > self.file.len() {
                return None;
            }
            next = *self.chains.get(usize::try_from(next).ok()?)?;
        }
        Some(bytes)
    }
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let number = |four: &[u8]| u32_at(four, 0).unwrap_or(NO_SECTOR);
    bytes.chunks_exact(4).map(number).collect()
}

pub(super) fn u16_at(bytes: &[u8], place: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(place..place.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(place..place.checked_add(4)?)?.try_into().ok()?))
}
