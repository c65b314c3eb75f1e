//! A project made up from a seed: bodies that open, close and follow each other, duties of several kinds, reports that are late,
//! revised or absent, and edits. Nothing is judged here.

use engine::model::{Cadence, Period};
use fastrand::Rng;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::declared::Declared;
use super::sent::Row;
use super::strands;

/// The quarters for which anything is owed, counted from the first of 2024.
pub(super) const QUARTERS: i32 = 6;
/// For whom the feeds speak that say how much was paid.
pub(super) const VOICES: [&str; 2] = ["audit", "treasury"];
/// Who may publish what councils did.
pub(super) const PUBLISHER: &str = "ministry";
/// So far apart may they lie.
pub(super) const WITHIN: i64 = 3;

/// Something that happens in a world.
#[derive(Clone, Debug)]
pub(super) enum Happening {
    /// A report of a measure, a body and a period: a value, or none where it is not available.
    Report {
        measure: &'static str,
        body: String,
        period: Period,
        value: Option<i64>,
        /// For whom its feed speaks.
        voice: Option<&'static str>,
    },
    /// A file of one row that names a body by a code, as it is read.
    File(Row),
    /// A file that is refused whole, about one measure or about any.
    Refuse {
        path: String,
        measure: Option<&'static str>,
    },
    /// The same file, in which everything can be used now.
    Mend {
        path: String,
    },
    /// Two undated files of one reading that say different things of the homes that were inspected.
    Contradict {
        body: String,
        quarter: i32,
        values: [i64; 2],
    },
    /// A row about a cell is set aside.
    SetAside {
        measure: &'static str,
        body: String,
        period: Period,
    },
    Waive(Waiver),
    Edit(Declared),
    /// Remit is stopped, and started again from its memo.
    Restart,
    Nothing,
}

/// What one part of an obligation is excused of for a quarter.
#[derive(Clone, Debug)]
pub(super) struct Waiver {
    /// Such as `enough` or `each/council-1`.
    pub(super) obligation: String,
    pub(super) part: String,
    pub(super) quarter: i32,
    /// For how many days it holds.
    pub(super) days: i64,
}

/// A project, and what happens to it, in order of time.
pub(super) struct World {
    pub(super) first: Declared,
    pub(super) happenings: Vec<(Timestamp, Happening)>,
}

pub(super) fn quarter(number: i32) -> Period {
    Cadence::Quarter.parse("2024-Q1").expect("a quarter").step(number)
}

impl World {
    pub(super) fn of(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let mut first = Declared::random(&mut rng);
        // Drawn apart, so that a seed stands for what it stood for before.
        let mut publishing = Rng::with_seed(seed ^ 2);
        first.publisher = publishing.bool().then_some(PUBLISHER);
        let mut weaving = Rng::with_seed(seed ^ 3);
        first.strands = strands::few(&mut weaving, &first.councils);
        let mut happenings = Vec::new();
        let edits = rng.usize(0..3);
        let mut declared = first.clone();
        for _ in 0..edits {
            declared = declared.edited(&mut rng);
            happenings.push((moment(&mut rng), Happening::Edit(declared.clone())));
        }
        for _ in 0..rng.usize(0..3) {
            happenings.push((moment(&mut rng), Happening::Restart));
        }
        let reporters = first.councils.iter().map(|council| council.id.as_str()).chain(["shelter"]);
        for body in reporters.collect::<Vec<_>>() {
            for number in -2..QUARTERS {
                for measure in ["inspected", "seen"] {
                    reports(&mut rng, &mut happenings, measure, body, quarter(number));
                }
            }
        }
        for period in (0..QUARTERS).map(quarter) {
            reports(&mut rng, &mut happenings, "money", "ministry", period);
        }
        for council in &first.councils {
            (0..2).for_each(|_| aside(&mut rng, &mut happenings, &council.id));
            waivers(&mut rng, &mut happenings, &council.id);
            contradiction(&mut rng, &mut happenings, &council.id);
        }
        for strand in &first.strands {
            strand.happen(&mut weaving, &first.councils, &mut happenings);
        }
        (0..weaving.usize(0..3)).for_each(|number| refusal(&mut weaving, &mut happenings, number));
        for number in 0..=QUARTERS + 1 {
            happenings.push((at(quarter(number).last_day(), 0), Happening::Nothing));
        }
        happenings.sort_by_key(|(moment, _)| *moment);
        // Edits are made in their order, whenever that is.
        let mut declared = first.clone();
        let mut rng = Rng::with_seed(seed ^ 1);
        for (_, happening) in &mut happenings {
            if let Happening::Edit(edit) = happening {
                declared = declared.edited(&mut rng);
                if publishing.u8(0..3) == 0 {
                    declared.publisher = declared.publisher.xor(Some(PUBLISHER));
                }
                if let Some(strand) = weaving.choice(&mut declared.strands) {
                    *strand = strand.edited(&mut weaving);
                }
                *edit = declared.clone();
            }
        }
        Self { first, happenings }
    }
}

/// What is sent of one cell: mostly one report, around its due day; sometimes none, or one more.
pub(super) fn reports(
    rng: &mut Rng,
    happenings: &mut Vec<(Timestamp, Happening)>,
    measure: &'static str,
    body: &str,
    period: Period,
) {
    let count = [0, 1, 1, 1, 1, 2][rng.usize(0..6)];
    for _ in 0..count {
        let value = (rng.u8(0..10) > 0).then(|| rng.i64(0..20));
        let day = period.last_day().saturating_add(Span::new().days(rng.i64(-20..90)));
        let voice = (measure == "money").then(|| VOICES[rng.usize(0..2)]);
        let happening = Happening::Report { measure, body: body.to_owned(), period, value, voice };
        happenings.push((at(day, rng.i8(0..24)), happening));
    }
}

/// A moment around the day on which a report is due.
pub(super) fn due_around(rng: &mut Rng, period: Period) -> Timestamp {
    at(period.last_day().saturating_add(Span::new().days(rng.i64(-20..90))), rng.i8(0..24))
}

/// A file that is refused whole, and perhaps mended later.
fn refusal(rng: &mut Rng, happenings: &mut Vec<(Timestamp, Happening)>, number: usize) {
    let path = format!("refused-{number}.csv");
    let measure = [None, Some("inspected"), Some("seen")][rng.usize(0..3)];
    let (refused, mended) = (moment(rng), moment(rng));
    if refused < mended {
        happenings.push((mended, Happening::Mend { path: path.clone() }));
    }
    happenings.push((refused, Happening::Refuse { path, measure }));
}

/// Now and then a row that cannot be used.
fn aside(rng: &mut Rng, happenings: &mut Vec<(Timestamp, Happening)>, body: &str) {
    let (measure, period) = (["inspected", "seen"][rng.usize(0..2)], quarter(rng.i32(0..QUARTERS)));
    happenings.push((moment(rng), Happening::SetAside { measure, body: body.to_owned(), period }));
}

/// Sometimes two undated files come in with one reading, and differ.
fn contradiction(rng: &mut Rng, happenings: &mut Vec<(Timestamp, Happening)>, body: &str) {
    if rng.bool() {
        let (quarter, first) = (rng.i32(0..QUARTERS), rng.i64(0..20));
        let values = [first, first + rng.i64(1..5)];
        happenings.push((moment(rng), Happening::Contradict { body: body.to_owned(), quarter, values }));
    }
}

/// Some of what is owed by a council and about it is waived.
fn waivers(rng: &mut Rng, happenings: &mut Vec<(Timestamp, Happening)>, council: &str) {
    for (obligation, part) in [
        ("enough".to_owned(), council),
        (format!("each/{council}"), council),
        (format!("each/{council}"), "ministry"),
    ] {
        for _ in 0..rng.usize(0..3) {
            let (part, quarter, days) = (part.to_owned(), rng.i32(0..QUARTERS), rng.i64(0..200));
            let given = self::quarter(quarter).last_day().saturating_add(Span::new().days(rng.i64(0..90)));
            let waiver = Waiver { obligation: obligation.clone(), part, quarter, days };
            happenings.push((at(given, rng.i8(0..24)), Happening::Waive(waiver)));
        }
    }
}

pub(super) fn at(day: Date, hour: i8) -> Timestamp {
    day.at(hour, 30, 0, 0).to_zoned_datetime(TimeZone::UTC).expect("a moment").timestamp()
}

pub(super) fn moment(rng: &mut Rng) -> Timestamp {
    at(date(2024, 1, 1).saturating_add(Span::new().days(rng.i64(0..700))), 5)
}
