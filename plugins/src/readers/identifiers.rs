//! From texts to the ids of the register, each distinct text looked up once for as long as the register stays the same.

use std::sync::{Mutex, PoisonError};

use engine::model::{
    Body, BodyId, Cadence, Catalogue, Measure, MeasureId, Period, PeriodError, Revision, Status, Vintage,
};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::body_naming::NamedBy;
use super::columns::Columns;
use super::excerpt::{Excerpt, nearest, shortened};
use super::file_name::{known_status, published_on};
use super::period_spelling::{Grid, Shown, Unread, day, of_another_kind, read_period, shown_order};
use super::reporter::{Carriers, Named, Reporter};
use super::row_fault::RowFault;
use super::shown_dates::ShownDates;
use super::text_cache::TextCache;

/// What the texts of a feed's files came to, kept from one file to the next. While one file is being read, another that is
/// read beside it begins anew.
#[derive(Default)]
pub(super) struct IdentifierCache(Mutex<Option<KnownTexts>>);

/// What texts came to under one register.
struct KnownTexts {
    register: Revision,
    bodies: Carriers,
    named: TextCache<Named>,
    measures: TextCache<usize>,
    periods: Vec<(Grid, TextCache<DatedPeriod>)>,
    statuses: TextCache<Status>,
    vintages: TextCache<Vintage>,
}

/// Looks texts of one file up.
pub(super) struct Identifiers<'a> {
    columns: &'a Columns,
    catalogue: &'a Catalogue,
    cache: &'a IdentifierCache,
    known: KnownTexts,
    suggestions_left: u32,
    /// What the dates of the file show of their order.
    pub(super) shown: ShownDates,
}

/// A suggestion costs a walk over the register; a file full of unknown names must not cost one for each.
const MOST_SUGGESTIONS: u32 = 50;

/// A measure of the register.
#[derive(Clone, Copy)]
pub(super) struct KnownMeasure<'a> {
    /// Its place in the register.
    pub(super) index: usize,
    pub(super) measure: &'a Measure,
}

/// A period with its first day, by which closed bodies are told.
#[derive(Clone, Copy)]
pub(super) struct DatedPeriod {
    pub(super) period: Period,
    first_day: Date,
    /// How settled its figures are, where its own text says so.
    pub(super) status: Option<Status>,
}

impl KnownTexts {
    fn new(catalogue: &Catalogue, by: NamedBy) -> Self {
        Self {
            register: catalogue.revision.clone(),
            bodies: Carriers::of(catalogue, by),
            named: TextCache::default(),
            measures: TextCache::default(),
            periods: Vec::new(),
            statuses: TextCache::default(),
            vintages: TextCache::default(),
        }
    }
}

impl<'a> Identifiers<'a> {
    pub(super) fn new(columns: &'a Columns, catalogue: &'a Catalogue, cache: &'a IdentifierCache) -> Self {
        let kept = cache.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        let known = kept.filter(|known| known.register == catalogue.revision);
        Self {
            columns,
            catalogue,
            cache,
            known: known.unwrap_or_else(|| KnownTexts::new(catalogue, columns.named_by)),
            suggestions_left: MOST_SUGGESTIONS,
            shown: ShownDates::of(columns.dates),
        }
    }

    /// Leaves what is known for the next file.
    pub(super) fn keep(self) {
        let Self { cache, mut known, .. } = self;
        known.named.forget_faults();
        known.measures.forget_faults();
        known.periods.iter_mut().for_each(|(_, periods)| periods.forget_faults());
        known.statuses.forget_faults();
        known.vintages.forget_faults();
        *cache.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
    }

    /// The measure with this id.
    pub(super) fn measure(&self, id: &MeasureId) -> Option<KnownMeasure<'a>> {
        let (index, _, measure) = self.catalogue.measures.get_full(id.as_str())?;
        Some(KnownMeasure { index, measure })
    }

    /// The body at a place of the register.
    pub(super) fn body(&self, index: usize) -> &'a Body {
        self.catalogue.bodies.get_index(index).expect("a body that is known is in the register").1
    }

    /// The measure that the settings name.
    pub(super) fn fixed_measure(&self, id: &MeasureId) -> Result<KnownMeasure<'a>, RowFault> {
        self.measure(id).ok_or_else(|| unknown_measure(self.catalogue, id.as_str()))
    }

    /// The measure that a text of the file names.
    pub(super) fn named_measure(&mut self, text: &[u8]) -> Result<KnownMeasure<'a>, RowFault> {
        let found = match self.known.measures.get(text) {
            Some(known) => known,
            None => self.look_measure_up(text),
        };
        found.map(|index| KnownMeasure { index, measure: &self.catalogue.measures[index] })
    }

    fn look_measure_up(&mut self, text: &[u8]) -> Result<usize, RowFault> {
        let name = as_text(text);
        let id = self.columns.codes.measures.get(name).map_or(name, MeasureId::as_str);
        let found = self.catalogue.measures.get_index_of(id);
        let found = found.ok_or_else(|| unknown_measure(self.catalogue, id));
        self.known.measures.put(text, found)
    }

    /// The period that a text names, among those that its measure is reported for.
    pub(super) fn period(&mut self, measure: &Measure, text: &[u8]) -> Result<DatedPeriod, RowFault> {
        let grid = Grid { every: measure.every, anchor: measure.anchor };
        if let Some(doubt) =
            self.shown.doubt(as_text(text), |text| read_period(grid, text).ok().map(|(period, _)| period))
        {
            return Err(doubt);
        }
        let place = self.known.periods.iter().position(|(known, _)| *known == grid).unwrap_or_else(|| {
            self.known.periods.push((grid, TextCache::default()));
            self.known.periods.len() - 1
        });
        let memo = &mut self.known.periods[place].1;
        if let Some(known) = memo.get(text) {
            return known;
        }
        let dated = |(period, status): (Period, Option<Status>)| DatedPeriod {
            period,
            first_day: period.first_day(),
            status,
        };
        let fault = |refusal| unread(refusal, as_text(text), grid.every);
        let read = match self.columns.dates.settle(as_text(text)) {
            Some(settled) => read_period(grid, &settled).map(dated).map_err(fault),
            None => {
                Err(RowFault::Period(PeriodError { text: shortened(as_text(text)), cadence: grid.every }))
            }
        };
        memo.put(text, read)
    }

    /// Whose figure it is that a row gives of the body that a text names.
    pub(super) fn reporter(
        &mut self,
        text: &[u8],
        measure: &Measure,
        period: DatedPeriod,
    ) -> Result<Reporter, RowFault> {
        let named = match self.known.named.get(text) {
            Some(known) => known,
            None => self.look_body_up(text),
        }?;
        let body = self.known.bodies.in_period(named, period.period, self.catalogue);
        match self.catalogue.bodies[body].closed {
            Some(closed) if closed < period.first_day => {
                self.known.bodies.of_closed(body, as_text(text), measure, period.first_day, self.catalogue)
            }
            _ => {
                let body = self.known.bodies.before_opening(body, measure, period.period, self.catalogue);
                Ok(Reporter { body, heir: None })
            }
        }
    }

    fn look_body_up(&mut self, text: &[u8]) -> Result<Named, RowFault> {
        let name = as_text(text);
        let mapped = self.columns.codes.bodies.get(name).map(BodyId::as_str);
        let id = mapped.unwrap_or(name);
        let found = match (mapped, self.columns.named_by) {
            (None, NamedBy::Name) => self.known.bodies.called(name, self.catalogue)?,
            _ => self.known.bodies.named(id, self.catalogue),
        };
        let found =
            found.ok_or_else(|| RowFault::UnknownBody { text: Excerpt::of(id), near: self.near_body(id) });
        self.known.named.put(text, found)
    }

    fn near_body(&mut self, text: &str) -> Option<BodyId> {
        self.suggestions_left = self.suggestions_left.checked_sub(1)?;
        let bodies = self.catalogue.bodies.values();
        let near = nearest(text, bodies.clone().flat_map(|body| [body.id.as_str(), body.name.as_str()]))?;
        bodies.clone().find(|body| body.id.as_str() == near || body.name == near).map(|body| body.id.clone())
    }

    /// How settled a figure is, in the file's own words.
    pub(super) fn status(&mut self, text: &[u8]) -> Result<Status, RowFault> {
        if let Some(known) = self.known.statuses.get(text) {
            return known;
        }
        let word = as_text(text);
        let status = self.columns.codes.statuses.get(word).copied().or_else(|| known_status(word));
        self.known.statuses.put(text, status.ok_or_else(|| RowFault::Status(Excerpt::of(word))))
    }

    /// The moment that a text names; a day without a time of day begins at midnight, and a time without a zone is that of the project.
    pub(super) fn vintage(&mut self, text: &[u8]) -> Result<Vintage, RowFault> {
        if let Some(doubt) = self.shown.doubt(as_text(text), |text| Some(text.to_owned())) {
            return Err(doubt);
        }
        if let Some(known) = self.known.vintages.get(text) {
            return known;
        }
        let word = as_text(text);
        let moment = self.columns.dates.settle(word).and_then(|word| {
            let of_day = day(&word).and_then(published_on);
            let moment = of_day.or_else(|| word.parse::<Timestamp>().ok());
            moment.or_else(|| local(&word, &self.columns.time_zone))
        });
        self.known.vintages.put(
            text,
            moment.map(Vintage::At).ok_or_else(|| match shown_order(word) {
                Some(Shown::MonthFirst) => RowFault::MonthFirst(Excerpt::of(word)),
                _ => RowFault::Vintage(Excerpt::of(word)),
            }),
        )
    }

    /// The moment at which an embargo ends; a day without a time of day at its beginning, by the clocks of the project.
    pub(super) fn embargo(&mut self, text: &[u8]) -> Result<Timestamp, RowFault> {
        let word = as_text(text);
        let zone = &self.columns.time_zone;
        let settled = self.columns.dates.settle(word);
        let is_settled = self.shown.doubt(word, |text| Some(text.to_owned())).is_none();
        let ends = settled.filter(|_| is_settled).and_then(|word| {
            let begins = |day: Date| Some(day.to_zoned_datetime(zone.clone()).ok()?.timestamp());
            let of_day = day(&word).and_then(begins);
            of_day.or_else(|| word.parse::<Timestamp>().ok()).or_else(|| local(&word, zone))
        });
        ends.ok_or_else(|| RowFault::Embargo(Excerpt::of(word)))
    }
}

/// What to say of a text that names no period.
fn unread(refusal: Unread, text: &str, every: Cadence) -> RowFault {
    match refusal {
        Unread::OffGrid { anchor } => RowFault::OffGrid { text: Excerpt::of(text), anchor },
        Unread::Ambiguous { one, other } => RowFault::TwoPeriods { text: Excerpt::of(text), one, other },
        Unread::Unknown if shown_order(text) == Some(Shown::MonthFirst) => {
            RowFault::MonthFirst(Excerpt::of(text))
        }
        Unread::Unknown => match of_another_kind(every, text) {
            Some(period) => RowFault::OtherKindOfPeriod { text: Excerpt::of(text), period, every },
            None => RowFault::Period(PeriodError { text: shortened(text), cadence: every }),
        },
    }
}

/// What to say of a measure that nobody declares.
pub(super) fn unknown_measure(catalogue: &Catalogue, id: &str) -> RowFault {
    let near = nearest(id, catalogue.measures.keys().map(MeasureId::as_str)).map(MeasureId::new);
    RowFault::UnknownMeasure { text: Excerpt::of(id), near }
}

/// The moment at which clocks of a zone show a day and a time of day: `2018-04-20 09:30`, `20/04/2018 09:30:00`.
fn local(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let (date, time) = text.rsplit_once([' ', 'T'])?;
    let shown = day(date.trim_end())?.to_datetime(time.parse::<Time>().ok()?);
    shown.to_zoned_datetime(zone.clone()).ok().map(|zoned| zoned.timestamp())
}

/// Fields are cut from a text that was found to be UTF-8, between letters that stand for themselves.
fn as_text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}
