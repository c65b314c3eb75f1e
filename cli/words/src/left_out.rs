//! Figures that a new content of a file no longer holds: what is told of them.

use engine::model::Cell;

use crate::english;
use crate::names::Names;
use crate::notice::Notice;

/// So many figures are named.
const MOST_TOLD: usize = 12;

/// What a new content of a file leaves out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// The path of the file.
    pub path: String,
    /// What earlier contents reported, and was in force.
    pub figures: Vec<Cell>,
    /// What became of them.
    pub fate: LeftOutFate,
    pub held: HeldBefore,
}

/// Where figures stood that are left out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HeldBefore {
    /// In earlier contents of the file.
    InTheFile,
    /// In earlier releases of the feed, each of which says everything.
    InEarlierReleases,
}

/// What becomes of the figures that a file leaves out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeftOutFate {
    /// They stay in force.
    Stays,
    /// They are withdrawn by that.
    Withdrawn,
}

/// A file no longer holds figures that are in force.
pub fn notice(left_out: &LeftOut, names: Names<'_>) -> Notice {
    let LeftOut { path, figures, fate, held } = left_out;
    let (said, asked) = match fate {
        LeftOutFate::Stays => (
            "What was reported stays in force.",
            "if a figure was withdrawn, send a row for it with `[x]` in place of the figure.",
        ),
        LeftOutFate::Withdrawn => {
            ("Each is withdrawn by that.", "if a figure was not withdrawn, send a file that holds it.")
        }
    };
    let before = match held {
        HeldBefore::InTheFile => "it no longer holds {count} that it held before",
        HeldBefore::InEarlierReleases => {
            "it does not hold {count} of what earlier releases reported of the same measures and periods"
        }
    };
    let count = english::count(figures.len(), "figure");
    let mut told: Vec<String> = figures.iter().take(MOST_TOLD).map(|cell| names.cell(cell)).collect();
    if figures.len() > MOST_TOLD {
        told.push(format!("and {}", english::count(figures.len() - MOST_TOLD, "more figure")));
    }
    Notice {
        subject: format!("{path}: {count} no longer in it"),
        text: format!(
            "For the sender of {path}: {}. {said}\n\n{}\n\nAsked of you: {asked}",
            before.replace("{count}", &count),
            told.join("\n")
        ),
    }
}
