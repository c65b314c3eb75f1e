//! What a lowered rule asks of its view: figures, targets, parameters, and what is judged.

use engine::model::{BodyId, Param, Period, Rate};
use engine::view::{Site, Stop, gap_of, is_there};
use rust_decimal::Decimal;

use super::code::{CellForm, Code, Reader, SubjectWord};
use super::run::{Exit, Gives, Run, or_trap};
use super::value::{Value, text};
use crate::script::api::{
    PLACES, amount_shown, better, class, figure_or, gap_word, kind, period_before, periods_of, reporting,
    rounded, title, unit,
};
use crate::script::sandbox::limits;

/// A figure that is missing ends the rule; what else stops it, the interpreter says.
pub(super) fn read<T>(result: Result<T, Stop>) -> Gives<T> {
    result.map_err(|stop| match stop {
        Stop::NoData(_) => Exit::Missing(Box::new(stop)),
        Stop::Failed(_) => Exit::Trap,
    })
}

impl Run<'_> {
    /// The figure of a cell.
    pub(super) fn figure(&mut self, form: &CellForm) -> Gives<Decimal> {
        read(self.asked(form)?)
    }

    /// The figure of a cell, or why there is none.
    fn asked(&mut self, form: &CellForm) -> Gives<Result<Decimal, Stop>> {
        if let Some(figure) = form.site.and_then(|site| self.view.known(site)) {
            return Ok(figure);
        }
        let args = self.up_to_three(&form.args)?;
        let (measure, body, period) = self.cell(&args[..form.args.len()])?;
        Ok(self.view.value_for(form.site, measure, body, period))
    }

    /// The target for a cell.
    pub(super) fn target(&mut self, form: &CellForm) -> Gives<Decimal> {
        if let Some(target) = form.site.and_then(|site| self.view.known_target(site)) {
            return read(target);
        }
        let args = self.up_to_three(&form.args)?;
        let (measure, body, period) = self.cell(&args[..form.args.len()])?;
        read(self.view.target_at(form.site, measure, body, period))
    }

    /// The cell that is asked about; what is left out is the subject's own.
    fn cell<'v>(&self, args: &'v [Value]) -> Gives<(&'v str, &'v str, Period)>
    where
        Self: 'v,
    {
        let own = self.view.subject();
        let (measure, body) = (own.measure.as_str(), own.body.as_str());
        Ok(match args {
            [] => (measure, body, own.period),
            [Value::Period(period)] => (measure, body, *period),
            [Value::Text(measure)] => (measure.as_str(), body, own.period),
            [Value::Text(measure), Value::Period(period)] => (measure.as_str(), body, *period),
            [Value::Text(measure), Value::Text(body)] => (measure.as_str(), body.as_str(), own.period),
            [Value::Text(measure), Value::Text(body), Value::Period(period)] => {
                (measure.as_str(), body.as_str(), *period)
            }
            _ => return Err(Exit::Trap),
        })
    }

    /// Asks about a cell of which what is left out is the subject's own.
    pub(super) fn read(&mut self, reader: Reader, form: &CellForm) -> Gives {
        match reader {
            Reader::Value => self.figure(form).map(Value::Exact),
            Reader::Target => self.target(form).map(Value::Exact),
            Reader::Has => read(is_there(self.asked(form)?)).map(Value::Flag),
            Reader::WhyMissing => read(gap_of(self.asked(form)?)).map(|gap| Value::Text(gap_word(gap))),
            Reader::ReportingRate => {
                self.rate(form).map(|rate| Value::Exact(rate.reporting().unwrap_or_default()))
            }
            Reader::OnTimeRate => self.rate(form).map(|rate| Value::Exact(rate.timely().unwrap_or_default())),
        }
    }

    fn rate(&mut self, form: &CellForm) -> Gives<Rate> {
        let view = self.view;
        let args = self.up_to_three(&form.args)?;
        let (measure, body, period) = self.cell(&args[..form.args.len()])?;
        let before = limits::left();
        let rate = read(reporting(view, measure, body, period));
        self.settle(before)?;
        rate
    }

    /// The figures of the last periods, the oldest first.
    pub(super) fn values(&mut self, measure: Option<&Code>, count: &Code, first: Option<Site>) -> Gives {
        let (measure, count) = self.measure_and(measure, count)?;
        let count = or_trap(count.whole().map(i64::from).and_then(periods_of))?;
        self.spend(count as u64)?;
        let own = self.view.subject();
        let measure = self.measure(measure.as_ref())?;
        let values = match first {
            Some(first) => self.view.values_at(first, measure, own.body.as_str(), own.period, count),
            None => self.view.values(measure, own.body.as_str(), own.period, count),
        };
        Ok(Value::List(read(values)?.into_iter().map(Value::Exact).collect()))
    }

    pub(super) fn figure_ago(
        &mut self,
        measure: Option<&Code>,
        count: &Code,
        site: Option<Site>,
    ) -> Gives<Decimal> {
        if let Some(figure) = site.and_then(|site| self.view.known(site)) {
            return read(figure);
        }
        let (measure, count) = self.measure_and(measure, count)?;
        let own = self.view.subject();
        let period = or_trap(count.whole().and_then(|count| period_before(own.period, i64::from(count))))?;
        read(self.view.value_for(site, self.measure(measure.as_ref())?, own.body.as_str(), period))
    }

    pub(super) fn default(&mut self, measure: Option<&Code>, otherwise: &Code, site: Option<Site>) -> Gives {
        let (measure, otherwise) = self.measure_and(measure, otherwise)?;
        let otherwise = or_trap(otherwise.number())?;
        let own = self.view.subject();
        let figure = if let Some(figure) = site.and_then(|site| self.view.known(site)) {
            figure
        } else {
            let measure = self.measure(measure.as_ref())?;
            self.view.value_for(site, measure, own.body.as_str(), own.period)
        };
        read(figure_or(figure, otherwise)).map(Value::Exact)
    }

    /// A measure, where one is named, and what stands beside it.
    fn measure_and(&mut self, measure: Option<&Code>, other: &Code) -> Gives<(Option<Value>, Value)> {
        let measure = measure.map(|measure| self.value(measure)).transpose()?;
        Ok((measure, self.value(other)?))
    }

    /// The measure that is named, or the subject's own.
    fn measure<'v>(&self, named: Option<&'v Value>) -> Gives<&'v str>
    where
        Self: 'v,
    {
        match named {
            None => Ok(self.view.subject().measure.as_str()),
            Some(named) => or_trap(named.text()),
        }
    }

    pub(super) fn param(&self, name: &str) -> Option<&Param> {
        self.view.subject().params.get(name)
    }

    pub(super) fn amount(&mut self, value: &Code, places: Option<&Code>) -> Gives {
        let value = self.value(value)?;
        let places = match places {
            None => PLACES,
            Some(places) => or_trap(self.value(places)?.places())?,
        };
        or_trap(text(amount_shown(self.view, rounded(or_trap(value.number())?, places))))
    }

    pub(super) fn property(&self, property: SubjectWord) -> Value {
        let own = self.view.subject();
        let text = |text: &str| Value::Text(text.into());
        let name = |id: &BodyId| Value::Text(self.view.catalogue().body_name(id).into());
        let measure = self.view.catalogue().measures.get(&own.measure);
        match property {
            SubjectWord::Period => Value::Period(own.period),
            SubjectWord::Mission => text(own.mission.as_str()),
            SubjectWord::Obligation => text(own.obligation.as_str()),
            SubjectWord::BodyId => text(own.body.as_str()),
            SubjectWord::BodyName => name(&own.body),
            SubjectWord::BodyKind => text(kind(self.view.catalogue().bodies.get(&own.body))),
            SubjectWord::OwedById => text(own.by.as_str()),
            SubjectWord::OwedByName => name(&own.by),
            SubjectWord::MeasureId => text(own.measure.as_str()),
            SubjectWord::MeasureTitle => text(title(measure, &own.measure)),
            SubjectWord::MeasureBetter => text(better(measure)),
            SubjectWord::MeasureClass => text(class(measure)),
            SubjectWord::MeasureUnit => text(unit(measure)),
        }
    }
}
