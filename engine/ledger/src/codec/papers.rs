//! The papers of reports, as the rows that have one: few reports are of documents.

use std::sync::Arc;

use engine::model::Paper;
use rustc_hash::FxHashMap;

use super::fault::CodecError;
use super::wire::{PaperRow, Str};

/// The papers of rows, with the numbers of those, in their order.
pub(super) fn split_papers<'p>(
    papers: impl Iterator<Item = (u32, &'p Arc<Paper>)>,
    string: &mut impl FnMut(&'p str) -> Str,
) -> Vec<PaperRow> {
    papers.map(|(row, paper)| (row, string(&paper.title), paper.link.as_deref().map(&mut *string))).collect()
}

/// The papers by the numbers of their rows.
pub(super) fn join_papers(
    papers: &[PaperRow],
    text: impl Fn(Str) -> Result<Arc<str>, CodecError>,
) -> Result<FxHashMap<u32, Arc<Paper>>, CodecError> {
    let paper = |(row, title, link): &PaperRow| {
        let paper = Paper { title: text(*title)?, link: link.map(&text).transpose()? };
        Ok((*row, Arc::new(paper)))
    };
    papers.iter().map(paper).collect()
}
