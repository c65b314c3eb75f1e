//! Figures that people say otherwise than those who answer for them: both, side by side, and by which it is judged.

use std::collections::BTreeSet;

use engine::evidence::Heard;
use engine::model::Cell;

use crate::english;
use crate::figure::attributed;
use crate::names::Names;
use crate::notice::Notice;

/// Over the figures.
pub const HEADING: &str = "Contested figures";
/// What such a figure is called.
pub const KIND: &str = "contested";
/// So many figures are told one by one.
const MOST_TOLD: usize = 8;

/// So many are told where an alert rests on them.
const MOST_IN_ALERT: usize = 3;

/// A figure that is contested.
#[derive(Clone, PartialEq, Debug)]
pub struct Contested {
    pub cell: Cell,
    /// The report by which it is judged.
    pub judged_by: Heard,
    /// What others say of it.
    pub beside: Vec<Heard>,
}

impl Contested {
    fn said(&self) -> impl Iterator<Item = &Heard> {
        std::iter::once(&self.judged_by).chain(&self.beside)
    }
}

/// The figures, each in a line.
pub fn lines(figures: &[Contested], names: Names<'_>) -> Vec<String> {
    let told = figures.iter().take(MOST_TOLD).map(|figure| line(figure, names));
    let more = figures.len().saturating_sub(MOST_TOLD);
    let more = (more > 0).then(|| format!("and {}", english::count(more, "more figure")));
    told.chain(more).collect()
}

/// `Seen in four hours, North Hospital, January 2026: 96% (NHS England: feeds/ae/a.csv, line 2), by which it is judged; contested by 77%
/// (Patients' panel: feeds/panel/b.csv, line 2)`.
pub fn line(figure: &Contested, names: Names<'_>) -> String {
    let measure = &figure.cell.measure;
    let beside: Vec<String> = figure.beside.iter().map(|heard| attributed(heard, measure, names)).collect();
    format!(
        "{}: {}, by which it is judged; contested by {}",
        names.cell(&figure.cell),
        attributed(&figure.judged_by, measure, names),
        english::list(&beside)
    )
}

/// What an alert says that rests on such figures; nothing where there are none.
pub fn in_alert(figures: &[Contested], names: Names<'_>) -> Option<String> {
    let mut told: Vec<String> =
        figures.iter().take(MOST_IN_ALERT).map(|figure| line(figure, names)).collect();
    let more = figures.len().saturating_sub(MOST_IN_ALERT);
    told.extend((more > 0).then(|| english::count(more, "more figure")));
    (!told.is_empty()).then(|| format!("Contested: {}", told.join("; ")))
}

/// Figures came to be contested.
pub fn notice(figures: &[Contested], names: Names<'_>) -> Notice {
    let sides: BTreeSet<String> =
        figures.iter().flat_map(Contested::said).map(|heard| side(heard, names)).collect();
    let sides: Vec<String> = sides.into_iter().collect();
    Notice {
        subject: format!("{} contested", english::count(figures.len(), "figure")),
        text: format!(
            "For {}: what people report and an official figure differ by more than the measure allows, so the figure is contested. \
             Both are kept. The verdict rests on the one named first.\n\n{}\n\nAsked of you: find out together why they differ. \
             The one who is wrong sends a correction.",
            english::some_of(&sides, MOST_TOLD),
            lines(figures, names).join("\n")
        ),
    }
}

/// Who is asked: whoever a feed speaks for, or else whoever sent the file.
fn side(heard: &Heard, names: Names<'_>) -> String {
    let file = &heard.source.file;
    names.voice(heard).map_or_else(|| format!("the sender of {}", file.path), str::to_owned)
}
