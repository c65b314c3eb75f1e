//! From a row of any format to observations.

use std::sync::Arc;

use engine::model::{Cell, Observation, Source, SourceFile, Status, Vintage};

use super::fault::RowFault;
use super::gather::{Added, Gather, Key};
use super::lookup::{KnownMeasure, Lookup, published_on, unknown_measure};
use super::plan::{FigurePlace, MeasurePlace, Plan, Row, Scope, Slot, VintagePlace};
use super::spelling::day;
use super::{figure, unit};
use crate::port::{Context, ReadError, Reading};

/// Reads the rows of one file.
pub(super) struct Rows<'a> {
    plan: &'a Plan,
    file: &'a Arc<SourceFile>,
    lookup: Lookup<'a>,
    gather: Gather,
    /// The vintage of every row, where no column says it.
    vintage: Vintage,
}

impl<'a> Rows<'a> {
    /// Makes ready for a file.
    pub(super) fn new(
        plan: &'a Plan,
        file: &'a Arc<SourceFile>,
        context: &Context<'a>,
    ) -> Result<Self, ReadError> {
        let lookup = Lookup::new(plan, context.catalogue);
        if let [FigurePlace { measure: MeasurePlace::Fixed(measure), .. }] = plan.figures.as_slice()
            && lookup.measure(measure).is_none()
        {
            let reason = unknown_measure(context.catalogue, measure.as_str()).to_string();
            let help = "Declare the measure in a mission, or name another one in the feed".to_owned();
            return Err(ReadError { line: None, reason, help: Some(help) });
        }
        let vintage = match plan.vintage {
            VintagePlace::Backfill | VintagePlace::Column(_) => Vintage::Backfill,
            VintagePlace::Received => Vintage::At(context.received),
            VintagePlace::FileName => file_name_vintage(&file.path)?,
        };
        Ok(Self { plan, file, lookup, gather: Gather::default(), vintage })
    }

    /// Says whether a row is the feed's business, and counts it if not. A row that cannot be told is set apart.
    pub(super) fn admit(&mut self, row: &impl Row, line: impl FnOnce() -> u32) -> Option<u32> {
        match self.plan.scope(row) {
            Scope::Inside if self.is_blank(row) => self.gather.skip(),
            Scope::Inside => return Some(line()),
            Scope::Outside => self.gather.skip(),
            Scope::Unknown(slot) => self.quarantine(line(), &self.missing(slot)),
        }
        None
    }

    /// Takes in a row that is the feed's business.
    pub(super) fn take(&mut self, line: u32, row: &impl Row) {
        let mut faults = Vec::new();
        let (mut is_news, mut is_repeat) = (false, false);
        for place in &self.plan.figures {
            match self.observe(place, line, row) {
                Ok(Some((key, observation))) => match self.gather.add(key, observation) {
                    Added::New | Added::Conflict => is_news = true,
                    Added::Repeat => is_repeat = true,
                },
                Ok(None) => {}
                Err(fault) => faults.push((place.value, fault)),
            }
        }
        if !faults.is_empty() {
            self.gather.quarantine(line, self.reason(&faults));
        } else if is_repeat && !is_news {
            self.gather.repeat();
        } else if !is_news {
            let nothing = self.plan.figures.first().map_or(self.plan.period, |place| place.value);
            self.quarantine(line, &self.missing(nothing));
        }
    }

    /// Sets a row apart.
    pub(super) fn quarantine(&mut self, line: u32, fault: &RowFault) {
        self.gather.quarantine(line, fault.to_string());
    }

    /// Counts a row that is none of the feed's business.
    pub(super) fn skip(&mut self) {
        self.gather.skip();
    }

    /// Sets a row apart for a reason in words.
    pub(super) fn set_aside(&mut self, line: u32, reason: String) {
        self.gather.quarantine(line, reason);
    }

    /// Everything that the file said.
    pub(super) fn finish(self) -> Reading {
        self.gather.finish()
    }

    /// Spreadsheets end in rows of nothing but commas.
    fn is_blank(&self, row: &impl Row) -> bool {
        let blank = |slot| row.field(slot).is_some_and(<[u8]>::is_empty);
        blank(self.plan.period)
            && blank(self.plan.body)
            && self.plan.figures.iter().all(|place| blank(place.value))
    }

    /// One figure of a row; none where a row that need not hold every figure lacks this one.
    fn observe(
        &mut self,
        place: &FigurePlace,
        line: u32,
        row: &impl Row,
    ) -> Result<Option<(Key, Observation)>, RowFault> {
        let Some(value) = row.field(place.value) else { return Ok(None) };
        let KnownMeasure { index: measure_index, measure } = self.measure(&place.measure, row)?;
        let period = self.lookup.period(measure.every, self.required(row, self.plan.period)?)?;
        let body = self.lookup.body(self.required(row, self.plan.body)?, period)?;
        let (vintage, status) = (self.vintage(row)?, self.status(row)?);
        let figure = figure::read(std::str::from_utf8(value).unwrap_or_default(), &self.plan.absence)?;
        if let Some(text) = self.plan.unit.and_then(|slot| row.field(slot)) {
            unit::check_text(measure, std::str::from_utf8(text).unwrap_or_default())?;
        }
        if let Some(sign) = figure.sign {
            unit::check_sign(measure, sign)?;
        }
        let period = period.period;
        let published = match vintage {
            Vintage::Backfill => None,
            Vintage::At(moment) => Some(moment),
        };
        let key = Key { measure: measure_index, body: body.index, period, published };
        let observation = Observation {
            cell: Cell { measure: measure.id.clone(), body: body.id.clone(), period },
            report: figure.report,
            status: figure.status.unwrap_or(status),
            vintage,
            source: Source { file: Arc::clone(self.file), line },
        };
        Ok(Some((key, observation)))
    }

    fn measure(&mut self, place: &MeasurePlace, row: &impl Row) -> Result<KnownMeasure<'a>, RowFault> {
        match place {
            MeasurePlace::Fixed(id) => self.lookup.fixed_measure(id),
            MeasurePlace::Column(slot) => {
                let text = self.required(row, *slot)?;
                self.lookup.named_measure(text)
            }
        }
    }

    fn status(&mut self, row: &impl Row) -> Result<Status, RowFault> {
        let text = self.plan.status.and_then(|slot| row.field(slot));
        text.map_or(Ok(Status::Final), |text| self.lookup.status(text))
    }

    fn vintage(&mut self, row: &impl Row) -> Result<Vintage, RowFault> {
        let own = self.plan.own_vintage.and_then(|slot| row.field(slot)).filter(|text| !text.is_empty());
        if let Some(text) = own {
            return self.lookup.vintage(text);
        }
        match self.plan.vintage {
            VintagePlace::Column(slot) => {
                let text = self.required(row, slot)?;
                self.lookup.vintage(text)
            }
            _ => Ok(self.vintage),
        }
    }

    fn required<'row>(&self, row: &'row impl Row, slot: Slot) -> Result<&'row [u8], RowFault> {
        row.field(slot).ok_or_else(|| self.missing(slot))
    }

    fn missing(&self, slot: Slot) -> RowFault {
        RowFault::MissingKey(self.plan.name(slot).to_owned())
    }

    /// What a row says of its faults: a fault of the whole row once, and that of one column with its name.
    fn reason(&self, faults: &[(Slot, RowFault)]) -> String {
        let concerns_all =
            faults.len() == self.plan.figures.len() && faults.iter().all(|fault| fault.1 == faults[0].1);
        if concerns_all || !self.plan.is_wide() {
            return faults[0].1.to_string();
        }
        let named = faults.iter().map(|(slot, fault)| format!("`{}`: {fault}", self.plan.name(*slot)));
        named.collect::<Vec<_>>().join("; ")
    }
}

/// The one date in a file's name.
fn file_name_vintage(path: &str) -> Result<Vintage, ReadError> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let windows = (0..name.len()).filter_map(|start| name.get(start..start + 10));
    let dates: Vec<_> =
        windows.filter(|text| text.as_bytes().get(4) == Some(&b'-')).filter_map(day).collect();
    let refuse = |reason| {
        let help = "Name the file like figures.2024-08-30.csv, by the day on which it was published";
        Err(ReadError { line: None, reason, help: Some(help.to_owned()) })
    };
    match dates.as_slice() {
        [] => refuse(format!("the name `{name}` holds no date, and the feed's vintage is to come from it")),
        [date] => Ok(published_on(*date).map_or(Vintage::Backfill, Vintage::At)),
        _ => refuse(format!(
            "the name `{name}` holds more than one date, and the feed's vintage is to come from it"
        )),
    }
}
