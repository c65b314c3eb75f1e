//! Figures that were revised or are read otherwise, and turned a verdict by that: what people are told of them.

use engine::alert::{Correction, Rereading};
use engine::model::Vintage;
use engine::program::Program;

use super::complaint::MOST_NAMED;
use crate::english;

/// What was revised, or is read otherwise, and turned parts of an alert that goes on.
pub(super) fn corrected(corrections: &[Correction], program: &Program) -> Option<String> {
    let is_reread = |one: &Correction| one.occasion == Rereading::ReadOtherwise;
    let (reread, published): (Vec<_>, Vec<_>) = corrections.iter().cloned().partition(is_reread);
    let said: Vec<String> = published.iter().map(|one| correction(one, program)).collect();
    let corrected = (!said.is_empty()).then(|| {
        format!(
            "Corrected: {}. What was found by the old figures stays on record.",
            english::some_of(&said, MOST_NAMED)
        )
    });
    let reread =
        (!reread.is_empty()).then(|| format!("This was found because {}.", read_otherwise(&reread, program)));
    let sentences: Vec<String> = corrected.into_iter().chain(reread).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// `a.csv, line 2 is read otherwise than before, and not because anything was reported: 40 became 95 (Smoking of England for 2016)`.
pub(super) fn read_otherwise(corrections: &[Correction], program: &Program) -> String {
    let read = |one: &Correction| english::place_in(&one.place.path, &one.place.place);
    let mut places: Vec<String> = corrections.iter().map(read).collect();
    places.dedup();
    let said: Vec<String> = corrections.iter().map(|one| said(one, "", program)).collect();
    let verb = if places.len() == 1 { "is" } else { "are" };
    format!(
        "{} {verb} read otherwise than before, and not because anything was reported: {}",
        english::some_of(&places, MOST_NAMED),
        english::some_of(&said, MOST_NAMED)
    )
}

/// `13.8 became 12.8 on 30 April 2018 (Smoking of England for 2016)`.
pub(super) fn correction(correction: &Correction, program: &Program) -> String {
    let on = match correction.known {
        Vintage::At(moment) => format!(" on {}", english::date(program.calendar.day(moment))),
        Vintage::Backfill => String::new(),
    };
    said(correction, &on, program)
}

fn said(correction: &Correction, on: &str, program: &Program) -> String {
    let Correction { cell, from, to, .. } = correction;
    let title = program.catalogue.measure_title(&cell.measure);
    let of = program.catalogue.body_name(&cell.body);
    let to = english::number(*to);
    let became = match from {
        Some(from) => format!("{} became {to}{on}", english::number(*from)),
        None => format!("{to}{on}, where no figure was read"),
    };
    format!("{became} ({title} of {of} for {})", english::period(cell.period))
}
