//! How things stood at the end of a day, for pages of the catalogue: verdicts, figures with where they are going, and how reports came.
//! Without a day no page shows any of it.

use std::collections::BTreeMap;

use app::due::Rates;
use app::standing::Scope;
use engine::Engine;
use engine::model::{
    BodyId, Cell, Measure, MeasureId, MissionId, ObligationId, ObligationRef, PartId, Period, Rate, Response,
    Verdict,
};
use engine::program::{Part, Program};
use engine::standing::Standing;
use jiff::civil::Date;
use rust_decimal::Decimal;
use words::figure::Trend;
use words::names::{Names, heading};
use words::{english, verdict};

use super::doubted::{Doubted, doubted};
use super::table::{About, Field, Table};

/// So many rows stand in one table.
const MOST_ROWS: usize = 60;
/// So many of the newest periods are shown of a measure.
const PERIODS: i32 = 4;
/// So far back is looked for the newest figure.
const LOOKED_BACK: i32 = 40;

/// How all stood at the end of a day.
pub(crate) struct Stood<'s> {
    engine: &'s Engine,
    program: &'s Program,
    day: Date,
    /// How that moment is told: `the end of 31 August 2024`.
    told: String,
    /// The newest verdict on each part.
    newest: Vec<Standing>,
    rates: Rates,
    /// The figures in doubt, the newest first.
    doubted: Vec<Doubted>,
}

impl<'s> Stood<'s> {
    /// As an engine knows it; none where no program was in force.
    pub(super) fn of(engine: &'s Engine, day: Date) -> Option<Self> {
        Self::at(engine, day, format!("the end of {}", english::date(day)))
    }

    /// The same at any moment of a day; `told` is how that is told behind `at`.
    pub(crate) fn at(engine: &'s Engine, day: Date, told: String) -> Option<Self> {
        let program = engine.program()?;
        let mut newest: BTreeMap<_, Standing> = BTreeMap::new();
        let is_told = |standing: &Standing| match program.obligation(standing.node.obligation()) {
            Some(owed) if standing.node.is_whole() => {
                owed.terms_of(standing.period).parts[..].iter().any(is_lead)
            }
            Some(_) => standing.node.contribution().is_some(),
            None => false,
        };
        for standing in engine.verdicts().filter(|standing| standing.verdict != Verdict::NotDue) {
            if is_told(&standing) {
                newest.insert(standing.node.clone(), standing);
            }
        }
        let rates = Rates::of_engine(engine, &Scope::Project)?;
        let doubted = doubted(engine, Names { program });
        Some(Self { engine, program, day, told, newest: newest.into_values().collect(), rates, doubted })
    }

    /// What a body owes, as it stood.
    pub(crate) fn of_body(&self, body: &BodyId) -> Vec<Table> {
        let owed = self.newest.iter().filter(|standing| standing.body == *body);
        let rates = self.rates.each().filter(|(_, teller, _)| *teller == body);
        let rates = rates.map(|(measure, body, rate)| {
            let series = About::Series(measure.clone(), body.clone());
            (Field::from(self.names().measure(measure)).about(series), *rate)
        });
        let reports = self.reports("How its reports came by", "Measure", rates.collect());
        let doubts = self.doubts(|cell| cell.body == *body);
        let forecasts = self.forecasts(body);
        [self.verdicts(owed.collect()), doubts, reports, forecasts].into_iter().flatten().collect()
    }

    /// What was expected of a body's figures, by whom, and how that came out.
    fn forecasts(&self, body: &BodyId) -> Option<Table> {
        let rows = self.engine.forecasts().filter_map(|made| {
            let forecast = made.enclosed.forecast().filter(|forecast| forecast.cell.body == *body)?;
            let names = self.names();
            let came = words::response::forecast::outcome(forecast, self.program);
            let cell = &forecast.cell;
            let measure = Field::from(names.measure(&cell.measure));
            Some(vec![
                measure.about(About::Series(cell.measure.clone(), cell.body.clone())),
                english::period(cell.period).into(),
                names.amount(&cell.measure, forecast.value).into(),
                made.submission.by.clone().into(),
                came.unwrap_or_else(|| "still to come".to_owned()).into(),
            ])
        });
        let columns = ["Measure", "Period", "Expected", "By whom", "How it came out"];
        self.table("What was expected, as it stood at", &columns, rows.collect())
    }

    /// Whatever is owed under one declaration, as it stood.
    pub(super) fn of_obligation(&self, mission: &MissionId, declared: &ObligationId) -> Vec<Table> {
        let is_of = |standing: &&Standing| {
            let reference = standing.node.obligation();
            let owed = self.program.obligation(reference);
            reference.mission == *mission && owed.is_some_and(|owed| owed.declared_id() == declared)
        };
        let verdicts = self.verdicts(self.newest.iter().filter(is_of).collect());
        let asked = self.to_be_accepted(mission, declared);
        verdicts.into_iter().chain(self.groups(mission, declared)).chain(asked).collect()
    }

    /// Who was asked to accept whatever is owed under one declaration anew after a cut.
    fn to_be_accepted(&self, mission: &MissionId, declared: &ObligationId) -> Option<Table> {
        let is_of = |reference: &&ObligationRef| {
            let owed = self.program.obligation(reference);
            reference.mission == *mission && owed.is_some_and(|owed| owed.declared_id() == declared)
        };
        let rows = self.engine.to_be_accepted().filter(is_of).filter_map(|reference| {
            let asked = self.engine.reacceptance(reference)?;
            let cuts = words::alert::cuts(&asked, self.program);
            Some(vec![
                cuts.iter().map(|cut| format!("{cut}.")).collect::<Vec<_>>().join(" ").into(),
                english::list(&words::alert::outstanding(&asked, self.program)).into(),
                english::list(&words::alert::accepted(&asked, self.program)).into(),
            ])
        });
        self.table("To be accepted anew at", &["What was cut", "Asked", "Accepted by"], rows.collect())
    }

    /// The groups that are open for whatever is owed under one declaration.
    fn groups(&self, mission: &MissionId, declared: &ObligationId) -> Option<Table> {
        let is_of = |response: &&Response| {
            let owed = self.program.obligation(&response.obligation);
            response.obligation.mission == *mission && owed.is_some_and(|owed| owed.declared_id() == declared)
        };
        let rows = self.engine.open_groups().filter(is_of).filter_map(|response| {
            let group = response.enclosed.group()?;
            let until = response.submission.until.map(english::date);
            Some(vec![
                words::response::group::members(group, self.program).into(),
                words::response::group::exit_test(group, &response.obligation, self.program).into(),
                until.unwrap_or_default().into(),
            ])
        });
        self.table(
            "Groups that were open at",
            &["Members", "They are to see to it that", "By"],
            rows.collect(),
        )
    }

    /// The newest figures of a measure, body by body, and how its reports came.
    pub(crate) fn of_measure(&self, id: &MeasureId) -> Vec<Table> {
        let rates = self.rates.each().filter(|(measure, _, _)| *measure == id);
        let rates = rates.map(|(measure, body, rate)| {
            let series = About::Series(measure.clone(), body.clone());
            (Field::from(self.names().body(body)).about(series), *rate)
        });
        let reports = self.reports("How reports came by", "Body", rates.collect());
        let figures = self.program.catalogue.measures.get(id).and_then(|measure| self.figures(measure));
        [figures, self.doubts(|cell| cell.measure == *id), reports].into_iter().flatten().collect()
    }

    fn names(&self) -> Names<'s> {
        Names { program: self.program }
    }

    fn table(&self, told: &str, columns: &[&str], mut rows: Vec<Vec<Field>>) -> Option<Table> {
        let untold = rows.len().saturating_sub(MOST_ROWS);
        rows.truncate(MOST_ROWS);
        let more = (untold > 0).then(|| format!("And {}.", english::count(untold, "more row")));
        let caption = format!("{told} {}", self.told);
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        (!rows.is_empty()).then(|| Table { caption, columns, rows, more: more.unwrap_or_default() })
    }

    /// The worst first.
    fn verdicts(&self, mut owed: Vec<&Standing>) -> Option<Table> {
        owed.sort_by_key(|standing| standing.verdict.place_from_worst());
        let rows = owed.into_iter().filter_map(|standing| self.verdict(standing)).collect();
        self.table(
            "How it stood at",
            &["Obligation", "Body", "Measure", "Period", "Figure", "Since the period before", "Verdict"],
            rows,
        )
    }

    fn verdict(&self, standing: &Standing) -> Option<Vec<Field>> {
        let names = self.names();
        let owed = self.program.obligation(standing.node.obligation())?;
        let terms = owed.terms_of(standing.period);
        let part = match standing.node.contribution() {
            Some(id) => terms.parts.iter().find(|part| part.id.contribution() == Some(id)),
            None => terms.parts.first(),
        }?;
        let cell = part.cell(standing.period, terms.due, &self.program.catalogue, &self.program.calendar);
        let (figure, trend) = self.figure(&cell);
        let mission = standing.node.obligation().mission.clone();
        let declared = ObligationRef { mission, obligation: owed.declared_id().clone() };
        let measure = Field::from(names.measure(&cell.measure));
        Some(vec![
            Field::from(&*owed.title).about(About::Obligation(declared)),
            names.body(&standing.body).into(),
            measure.about(About::Series(cell.measure.clone(), cell.body.clone())),
            heading(standing.period).into(),
            figure.into(),
            trend.into(),
            verdict::word(standing.verdict).into(),
        ])
    }

    /// A figure, and where it went since the period before.
    fn figure(&self, cell: &Cell) -> (String, String) {
        let value = |cell: &Cell| self.engine.evidence().value(cell);
        let before = value(&Cell { period: cell.period.step(-1), ..cell.clone() }).ok();
        match value(cell) {
            Ok(now) => (self.names().amount(&cell.measure, now), self.trend(&cell.measure, before, now)),
            Err(gap) => (english::why_missing(&gap), String::new()),
        }
    }

    fn trend(&self, measure: &MeasureId, before: Option<Decimal>, now: Decimal) -> String {
        let better = self.program.catalogue.measures.get(measure).map(|measure| measure.better);
        let trend = before.zip(better).map(|(before, better)| Trend::of(before, now, better));
        trend.map_or("", Trend::word).to_owned()
    }

    fn figures(&self, measure: &Measure) -> Option<Table> {
        let newest = self.newest_period(measure)?;
        let periods: Vec<Period> = (0..PERIODS).rev().map(|back| newest.step(-back)).collect();
        let bodies = self.program.catalogue.bodies.keys();
        let rows = bodies.filter_map(|body| self.figures_of(measure, body, &periods)).collect();
        let mut columns = vec!["Body".to_owned()];
        columns.extend(periods.iter().map(|period| heading(*period)));
        columns.push("Since the period before".to_owned());
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        self.table("Figures as they were known at", &columns, rows)
    }

    /// The newest period that has ended and for which any body has a figure.
    fn newest_period(&self, measure: &Measure) -> Option<Period> {
        let now = measure.period_of(self.day);
        let bodies = &self.program.catalogue.bodies;
        let is_known = |period: &Period| {
            let cell =
                |body: &BodyId| Cell { measure: measure.id.clone(), body: body.clone(), period: *period };
            bodies.keys().any(|body| self.engine.evidence().value(&cell(body)).is_ok())
        };
        (0..LOOKED_BACK).map(|back| now.step(-back)).find(is_known)
    }

    fn figures_of(&self, measure: &Measure, body: &BodyId, periods: &[Period]) -> Option<Vec<Field>> {
        let cell =
            |period: &Period| Cell { measure: measure.id.clone(), body: body.clone(), period: *period };
        let values: Vec<Option<Decimal>> =
            periods.iter().map(|period| self.engine.evidence().value(&cell(period)).ok()).collect();
        let last = values.iter().rposition(Option::is_some)?;
        let names = self.names();
        let figures = values
            .iter()
            .map(|value| value.map(|value| names.amount(&measure.id, value)).unwrap_or_default());
        let before = last.checked_sub(1).and_then(|before| values[before]);
        let trend = values[last].map(|now| self.trend(&measure.id, before, now)).unwrap_or_default();
        let first = Field::from(names.body(body)).about(About::Series(measure.id.clone(), body.clone()));
        Some(std::iter::once(first).chain(figures.map(Field::from)).chain([trend.into()]).collect())
    }

    /// The newest first.
    fn doubts(&self, is_meant: impl Fn(&Cell) -> bool) -> Option<Table> {
        let meant = self.doubted.iter().filter(|one| is_meant(&one.cell));
        let rows = meant.map(|one| vec![one.kind.into(), one.said.clone().into()]).collect();
        self.table("Figures that were in doubt at", &["Doubt", "Figure"], rows)
    }

    /// The worst first.
    fn reports(&self, told: &str, of: &str, mut rates: Vec<(Field, Rate)>) -> Option<Table> {
        rates.sort_by_key(|(_, rate)| (rate.reporting(), rate.timely()));
        let number = |number: u32| Field::from(english::number(number.into()));
        let row = |(name, rate): (Field, Rate)| {
            vec![name, number(rate.expected), number(rate.actual), number(rate.on_time)]
        };
        self.table(told, &[of, "Due", "Came", "On time"], rates.into_iter().map(row).collect())
    }
}

fn is_lead(part: &Part) -> bool {
    part.id == PartId::Lead
}
