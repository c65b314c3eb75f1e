//! What readers and rules look up, as hashes over an encoding that says every field and nothing else.

use blake3::Hash;
use engine::model::{
    AddsUp, AfterEnd, Authority, Better, Bounds, Breakdown, Cadence, Class, DayOfMonth, Due, Labels, Measure,
    Questioned, Relation, Reporters, Roll, RollUp, Target, Unit, Voices, Wait, Within,
};
use jiff::civil::Weekday;

use super::digest::RevisionDigest;

pub(super) fn measure(measure: &Measure) -> Hash {
    let Measure { id, title, unit, better, class, every, from, .. } = measure;
    let Measure {
        adds_up,
        breakdown,
        roll_up,
        complete,
        zero_over_zero,
        voices,
        bounds,
        anchor: _,
        reporters,
        due,
        told_by,
        expiry_days,
        authority,
        questioned,
        labels,
        ..
    } = measure;
    let mut digest = RevisionDigest::default();
    digest.part(id.as_str());
    digest.part(title);
    encode_unit(&mut digest, unit);
    digest.part(match better {
        Better::Higher => "higher",
        Better::Lower => "lower",
    });
    digest.part(class.map_or("", Class::as_str));
    encode_cadence(&mut digest, *every);
    digest.part(&from.map_or_else(String::new, |from| from.to_string()));
    encode_adds_up(&mut digest, adds_up);
    for number in [complete, zero_over_zero] {
        digest.part(&number.map_or_else(String::new, |number| number.normalize().to_string()));
    }
    // A measure of which nothing is said here is the measure that it was before this could be said.
    if *voices != Voices::default() {
        encode_voices(&mut digest, voices);
    }
    if let Some(breakdown) = breakdown {
        encode_breakdown(&mut digest, breakdown);
    }
    if let Some(how) = roll_up {
        digest.part("roll up");
        digest.part(match how {
            RollUp::Sum => "sum",
            RollUp::Mean => "mean",
            RollUp::Last => "last",
        });
    }
    if let Some(publisher) = told_by {
        digest.part("told by");
        digest.part(publisher.as_str());
    }
    if let Some(days) = expiry_days {
        digest.part("expires");
        digest.part(&days.to_string());
    }
    encode_labels(&mut digest, labels);
    encode_questioned(&mut digest, *questioned);
    // What the unit implies need not be said again.
    let implied = if *unit == Unit::Percent { Bounds::PERCENT } else { Bounds::default() };
    if *bounds != implied {
        digest.part("bounds");
        for number in [bounds.least, bounds.most] {
            digest.part(&number.map_or_else(String::new, |number| number.normalize().to_string()));
        }
    }
    encode_reporters(&mut digest, reporters);
    encode_due(&mut digest, *due);
    encode_authority(&mut digest, authority);
    digest.hash()
}

fn encode_labels(digest: &mut RevisionDigest, labels: &Labels) {
    for (label, value) in labels.iter() {
        digest.part("label");
        digest.part(label);
        digest.part(value);
    }
}

fn encode_breakdown(digest: &mut RevisionDigest, breakdown: &Breakdown) {
    digest.part("breakdown");
    digest.part(&breakdown.name);
    digest.part(&breakdown.values.len().to_string());
    breakdown.values.iter().for_each(|value| digest.part(value));
}

pub(super) fn target(target: &Target) -> Hash {
    let Target { measure, body, effective_from, effective_to, points, authority, except } = target;
    let mut digest = RevisionDigest::default();
    digest.part(measure.as_str());
    digest.part(body.as_ref().map_or("", |body| body.as_str()));
    digest.part(&effective_from.to_string());
    digest.part(&effective_to.map_or_else(String::new, |last| last.to_string()));
    for point in points {
        digest.part(&point.by.to_string());
        digest.part(&point.value.to_string());
    }
    encode_authority(&mut digest, authority);
    // Left out where there are none, so that a target without them stays the one that it was.
    for (body, exception) in except.iter().flat_map(|(body, all)| all.iter().map(move |one| (body, one))) {
        digest.part("except");
        digest.part(body.as_str());
        digest.part(&exception.reason);
        for period in [exception.from, exception.until] {
            digest.part(&period.map_or_else(String::new, |period| period.to_string()));
        }
        encode_authority(&mut digest, &exception.authority);
    }
    digest.hash()
}

pub(super) fn relation(relation: &Relation) -> Hash {
    let Relation { id, kind, title, from, to, at, opened, closes, share, size, after_months, credit } =
        relation;
    let mut digest = RevisionDigest::default();
    for part in [id.as_str(), kind, title, &from.to_string(), &to.to_string()] {
        digest.part(part);
    }
    digest.part(at.as_ref().map_or("", |at| at.as_str()));
    for day in [opened, closes] {
        digest.part(&day.map_or_else(String::new, |day| day.to_string()));
    }
    for number in [share, credit] {
        digest.part(&number.map_or_else(String::new, |number| number.normalize().to_string()));
    }
    digest.part(&after_months.map_or_else(String::new, |months| months.to_string()));
    // Nothing is written where nothing is said, so that what was declared before this could be said stays what it was.
    if let Some(size) = size {
        digest.part(size.as_str());
    }
    digest.hash()
}

/// Nothing is written where nothing is said, so that what was declared before this could be said stays what it was.
fn encode_authority(digest: &mut RevisionDigest, authority: &[Authority]) {
    for Authority { title, link, paragraph, checked } in authority {
        digest.part("authority");
        digest.part(title);
        digest.part(link.as_deref().unwrap_or_default());
        digest.part(paragraph.as_deref().unwrap_or_default());
        digest.part(&checked.map_or_else(String::new, |day| day.to_string()));
    }
}

fn encode_unit(digest: &mut RevisionDigest, unit: &Unit) {
    let (kind, named) = match unit {
        Unit::Count => ("count", ""),
        Unit::Percent => ("percent", ""),
        Unit::Pounds => ("pounds", ""),
        Unit::Document => ("document", ""),
        Unit::Other(named) => ("other", named.as_str()),
    };
    digest.part(kind);
    digest.part(named);
}

fn encode_adds_up(digest: &mut RevisionDigest, adds_up: &AddsUp) {
    match adds_up {
        AddsUp::Sum => digest.part("sum"),
        AddsUp::Alone => digest.part("alone"),
        AddsUp::Ratio { numerator, denominator } => {
            digest.part("ratio");
            digest.part(numerator.as_str());
            digest.part(denominator.as_str());
        }
    }
}

/// What is not said is left out, as above.
fn encode_questioned(digest: &mut RevisionDigest, questioned: Questioned) {
    if questioned == Questioned::default() {
        return;
    }
    digest.part("questionable");
    digest.part(&match questioned {
        Questioned::Beyond(times) => times.normalize().to_string(),
        Questioned::Never => "never".to_owned(),
    });
}

fn encode_voices(digest: &mut RevisionDigest, Voices { prefer, within, people: _ }: &Voices) {
    digest.part("voices");
    digest.part(&prefer.len().to_string());
    for voice in prefer {
        digest.part(voice.as_str());
    }
    let (kind, number) = match within {
        Within::Amount(amount) => ("amount", amount),
        Within::Percent(percent) => ("percent", percent),
    };
    digest.part(kind);
    digest.part(&number.normalize().to_string());
}

fn encode_reporters(digest: &mut RevisionDigest, reporters: &Reporters) {
    match reporters {
        Reporters::Anyone => digest.part("anyone"),
        Reporters::Kind(kind) => {
            digest.part("kind");
            digest.part(kind);
        }
        Reporters::Listed(bodies) => {
            digest.part("listed");
            digest.part(&bodies.len().to_string());
            for body in bodies {
                digest.part(body.as_str());
            }
        }
    }
}

pub(super) fn encode_cadence(digest: &mut RevisionDigest, every: Cadence) {
    digest.part(every.as_str());
    match every {
        Cadence::WeekFrom(start) => digest.part(&start.weekday().to_monday_one_offset().to_string()),
        Cadence::PartOfYear(parts) => {
            digest.part(&parts.count().to_string());
            for start in parts.starts() {
                digest.part(&format!("{}-{}", start.month(), start.day()));
            }
        }
        Cadence::Rolling { months, step } => digest.part(&format!("{months}/{step}")),
        _ => {}
    }
}

fn encode_due(digest: &mut RevisionDigest, due: Due) {
    for wait in [due.timely, due.grace] {
        let (kind, count) = match wait {
            Wait::Days(days) => ("days", days),
            Wait::WorkingDays(days) => ("working days", days),
            Wait::Months(months) => ("months", months),
            Wait::DayOfMonth { day, months } => {
                encode_day_of_month(digest, day);
                ("day of month", months)
            }
            Wait::By(by) => {
                let month = u32::from(by.month.unwrap_or_default().unsigned_abs());
                // A number is what it was before other days could be said.
                let day = match by.day {
                    DayOfMonth::Numbered(day) => u32::from(day.unsigned_abs()),
                    day => {
                        encode_day_of_month(digest, day);
                        0
                    }
                };
                ("by", month * 100 + day)
            }
            Wait::ByAfter(AfterEnd::Days(days)) => ("by days after", days),
            Wait::ByAfter(AfterEnd::WorkingDays(days)) => ("by working days after", days),
            Wait::ByAfter(AfterEnd::Months(months)) => ("by months after", months),
        };
        digest.part(kind);
        digest.part(&count.to_string());
    }
    // Where nothing is said, nothing is added: programs of before keep their revisions.
    match due.roll {
        Roll::Stays => {}
        Roll::NextWorkingDay => digest.part("next working day"),
        Roll::PreviousWorkingDay => digest.part("previous working day"),
    }
}

fn encode_day_of_month(digest: &mut RevisionDigest, day: DayOfMonth) {
    let (kind, number, weekday) = match day {
        DayOfMonth::Numbered(number) => ("numbered", number.unsigned_abs(), None),
        DayOfMonth::Nth(nth, weekday) => ("nth", nth.unsigned_abs(), Some(weekday)),
        DayOfMonth::Last(weekday) => ("last", 0, Some(weekday)),
        DayOfMonth::WorkingDay(count) => ("working day", count, None),
        DayOfMonth::LastWorkingDay => ("last working day", 0, None),
    };
    digest.part(kind);
    digest.part(&number.to_string());
    digest.part(&weekday.map_or(0, Weekday::to_monday_one_offset).to_string());
}
