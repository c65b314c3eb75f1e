//! Where every box of a picture stands. Boxes of one depth share a column; a box stands at the height of the first that hangs
//! on it, so that a tall picture begins to be read at its top.

use engine::model::Verdict;
use textwrap::{Options, WordSplitter};

use words::explanation::{Branch, State};

/// Widths and heights in pixels.
pub(super) const BOX_WIDTH: u32 = 270;
pub(super) const LINE_HEIGHT: u32 = 17;
pub(super) const PADDING: u32 = 10;
const COLUMN_GAP: u32 = 46;
const ROW_GAP: u32 = 12;
pub(super) const MARGIN: u32 = 24;
/// How many letters a line of a box holds, in the widest of the fonts that a reader may have.
const LETTERS: usize = 32;
/// How many, where they are bold.
const BOLD_LETTERS: usize = 27;

/// A box with its lines and its place.
#[derive(Debug)]
pub(super) struct Slot<'a> {
    pub(super) branch: &'a Branch,
    pub(super) lines: Vec<Line>,
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) height: u32,
    /// The place of the box that it hangs on, among all boxes.
    pub(super) parent: Option<usize>,
}

/// One line of a box.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) weight: Weight,
}

/// How a line looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Weight {
    Title,
    State,
    Detail,
}

/// How a box looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tone {
    Alarm,
    Caution,
    Calm,
    Neutral,
}

impl Slot<'_> {
    pub(super) fn right(&self) -> u32 {
        self.left + BOX_WIDTH
    }

    pub(super) fn bottom(&self) -> u32 {
        self.top + self.height
    }

    pub(super) fn middle(&self) -> u32 {
        self.top + self.height / 2
    }
}

/// Gives every box its place, a parent before its children.
pub(super) fn lay_out(tree: &Branch) -> Vec<Slot<'_>> {
    let mut slots = Vec::new();
    place(tree, None, 0, MARGIN, &mut slots);
    slots
}

/// Places a box with all that hangs on it below `top`; gives back the row below which there is room again.
fn place<'a>(
    branch: &'a Branch,
    parent: Option<usize>,
    depth: u32,
    top: u32,
    slots: &mut Vec<Slot<'a>>,
) -> u32 {
    let lines = lines(branch);
    let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
    let height = count.saturating_mul(LINE_HEIGHT).saturating_add(2 * PADDING);
    let left = MARGIN + depth * (BOX_WIDTH + COLUMN_GAP);
    let own = slots.len();
    slots.push(Slot { branch, lines, left, top, height, parent });
    let below = top.saturating_add(height).saturating_add(ROW_GAP);
    let children = branch.children.iter();
    let row = children.fold(top, |row, child| place(child, Some(own), depth + 1, row, slots));
    row.max(below)
}

fn lines(branch: &Branch) -> Vec<Line> {
    let wrapped = |text: &str, weight: Weight| -> Vec<Line> {
        // Paths have no blanks to be broken at.
        let text = text.replace('/', "/\u{200b}");
        let letters = if weight == Weight::Detail { LETTERS } else { BOLD_LETTERS };
        let options = Options::new(letters).word_splitter(WordSplitter::NoHyphenation);
        let lines = textwrap::wrap(&text, options.break_words(true));
        lines.iter().map(|line| Line { text: line.replace('\u{200b}', ""), weight }).collect()
    };
    let state = branch.state.words().map(|words| wrapped(&words, Weight::State)).unwrap_or_default();
    let details = branch.details.iter().flat_map(|detail| wrapped(detail, Weight::Detail));
    wrapped(&branch.title, Weight::Title).into_iter().chain(state).chain(details).collect()
}

/// How a box looks by how its thing stands.
pub(super) fn tone(state: &State) -> Tone {
    match state {
        State::Plain | State::Amount(_) | State::Verdict(Verdict::NotDue) => Tone::Neutral,
        State::Verdict(verdict) if verdict.is_breach() => Tone::Alarm,
        State::Verdict(verdict) if verdict.is_delivered() => Tone::Calm,
        State::Verdict(_) => Tone::Caution,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(depth: usize, width: usize) -> Branch {
        let long = "feeds/a-very-long-folder-name/another-one/england-and-wales-2024-revised.csv, line 1234"
            .to_owned();
        Branch {
            title: format!("Depth {depth} under a title that will not fit into one line of a box"),
            state: State::Verdict(Verdict::Missed),
            details: vec![long; depth],
            content: None,
            children: (0..width)
                .filter_map(|_| depth.checked_sub(1))
                .map(|depth| tree(depth, width))
                .collect(),
        }
    }

    fn overlap(one: &Slot<'_>, other: &Slot<'_>) -> bool {
        one.left < other.right()
            && other.left < one.right()
            && one.top < other.bottom()
            && other.top < one.bottom()
    }

    #[test]
    fn no_box_covers_another() {
        for (depth, width) in [(0, 0), (1, 40), (3, 3), (5, 2)] {
            let tree = tree(depth, width);
            let slots = lay_out(&tree);
            for (place, slot) in slots.iter().enumerate() {
                let covered = slots.iter().skip(place + 1).find(|other| overlap(slot, other));
                assert!(covered.is_none(), "{slot:?} is covered by {covered:?}");
            }
        }
    }

    #[test]
    fn no_line_is_longer_than_its_box() {
        let tree = tree(4, 2);
        let lines = || lay_out(&tree).into_iter().flat_map(|slot| slot.lines);
        let longest = lines().map(|line| line.text.chars().count()).max();
        assert!(longest.is_some_and(|longest| longest <= LETTERS), "{longest:?}");
        let read: String = lay_out(&tree)[0].lines.iter().map(|line| line.text.as_str()).collect();
        assert!(read.contains("england-and-wales-2024-revised.csv"), "nothing is lost in wrapping: {read}");
    }
}
