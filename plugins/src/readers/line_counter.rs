//! Which line a place in a text is on. Lines end as `\n`, `\r\n`, or a carriage return alone.

/// Tells the line of one place after another, counting each line break once.
pub(super) struct LineCounter<'a> {
    bytes: &'a [u8],
    counted: usize,
    line: u32,
}

impl<'a> LineCounter<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), counted: 0, line: 1 }
    }

    /// The line of the first letter at or after `place`; places must not go backwards.
    pub(super) fn at(&mut self, place: usize) -> u32 {
        let rest = self.bytes.get(place..).unwrap_or_default();
        let gap = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let place = place + gap;
        let passed = self.bytes.get(self.counted..place).unwrap_or_default();
        self.line = self.line.saturating_add(breaks(passed));
        self.counted = place.max(self.counted);
        self.line
    }
}

/// How many lines end in a text.
pub(super) fn breaks(text: &[u8]) -> u32 {
    let ends = text.iter().enumerate().filter(|(place, byte)| match byte {
        b'\n' => true,
        b'\r' => text.get(place + 1) != Some(&b'\n'),
        _ => false,
    });
    u32::try_from(ends.count()).unwrap_or(u32::MAX)
}
