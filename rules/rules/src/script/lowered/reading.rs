//! What a lowered rule asks of its view: figures, targets, parameters, and what is judged.

use engine::model::{BodyId, Param, Rate};
use engine::view::{Stop, View};
use language::english;
use rhai::ImmutableString;

use super::code::{CellForm, Code, Property, Reader};
use super::run::{Exit, Gives, Run, or_trap};
use super::value::{Value, text};
use crate::script::api::{PLACES, better, class, rounded, unit};
use crate::script::sandbox::ENTRIES;

/// A figure that is missing ends the rule; what else stops it, the interpreter says.
fn read<T>(result: Result<T, Stop>) -> Gives<T> {
    result.map_err(|stop| match stop {
        Stop::NoData(_) => Exit::Missing(Box::new(stop)),
        Stop::Failed(_) => Exit::Trap,
    })
}

impl Run<'_> {
    /// Asks about a cell of which what is left out is the subject's own.
    pub(super) fn read(&mut self, reader: Reader, form: &CellForm) -> Gives {
        let args = self.all(&form.args)?;
        let view = self.view;
        let own = view.subject();
        let (measure, body) = (own.measure.as_str(), own.body.as_str());
        let (measure, body, period) = match args.as_slice() {
            [] => (measure, body, own.period),
            [Value::Period(period)] => (measure, body, *period),
            [Value::Text(measure)] => (measure.as_str(), body, own.period),
            [Value::Text(measure), Value::Period(period)] => (measure.as_str(), body, *period),
            [Value::Text(measure), Value::Text(body)] => (measure.as_str(), body.as_str(), own.period),
            [Value::Text(measure), Value::Text(body), Value::Period(period)] => {
                (measure.as_str(), body.as_str(), *period)
            }
            _ => return Err(Exit::Trap),
        };
        match reader {
            Reader::Value => read(view.value(measure, body, period)).map(Value::Exact),
            Reader::Target => read(view.target(measure, body, period)).map(Value::Exact),
            Reader::Has => read(view.has(measure, body, period)).map(Value::Flag),
            Reader::WhyMissing => {
                let why = read(view.why_missing(measure, body, period))?;
                Ok(Value::Text(why.map_or_else(ImmutableString::new, |gap| gap.as_str().into())))
            }
            Reader::ReportingRate => {
                let rate = self.rate(read(view.reporting(measure, body, period))?)?;
                Ok(Value::Exact(rate.reporting().unwrap_or_default()))
            }
            Reader::OnTimeRate => {
                let rate = self.rate(read(view.reporting(measure, body, period))?)?;
                Ok(Value::Exact(rate.timely().unwrap_or_default()))
            }
        }
    }

    /// A rate of reports, each of which was looked at.
    fn rate(&mut self, rate: Rate) -> Gives<Rate> {
        self.spend(u64::from(rate.expected))?;
        Ok(rate)
    }

    /// The figures of the last periods, the oldest first.
    pub(super) fn values(&mut self, measure: Option<&Code>, count: &Code) -> Gives {
        let measure = measure.map(|measure| self.value(measure)).transpose()?;
        let count = self.value(count)?;
        let view: &View = self.view;
        let own = view.subject();
        let measure = match &measure {
            None => own.measure.as_str(),
            Some(measure) => or_trap(measure.text())?,
        };
        let count = count.whole().and_then(|count| usize::try_from(count).ok());
        let count = or_trap(count.filter(|count| (1..=ENTRIES).contains(count)))?;
        self.spend(count as u64)?;
        let values = read(view.values(measure, own.body.as_str(), own.period, count))?;
        Ok(Value::List(values.into_iter().map(Value::Exact).collect()))
    }

    pub(super) fn ago(&mut self, measure: Option<&Code>, count: &Code) -> Gives {
        let measure = measure.map(|measure| self.value(measure)).transpose()?;
        let count = self.value(count)?;
        let own = self.view.subject();
        let measure = match &measure {
            None => own.measure.as_str(),
            Some(measure) => or_trap(measure.text())?,
        };
        let count = or_trap(count.whole().filter(|count| *count >= 0))?;
        read(self.view.value(measure, own.body.as_str(), own.period.step(-count))).map(Value::Exact)
    }

    pub(super) fn default(&mut self, measure: Option<&Code>, otherwise: &Code) -> Gives {
        let measure = measure.map(|measure| self.value(measure)).transpose()?;
        let otherwise = self.value(otherwise)?;
        let own = self.view.subject();
        let measure = match &measure {
            None => own.measure.as_str(),
            Some(measure) => or_trap(measure.text())?,
        };
        let otherwise = or_trap(otherwise.number())?;
        match self.view.value(measure, own.body.as_str(), own.period) {
            Err(Stop::NoData(gap)) if !gap.why.is_unreconciled() => Ok(Value::Exact(otherwise)),
            result => read(result).map(Value::Exact),
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
        let shown = english::number(rounded(or_trap(value.number())?, places));
        let measure = self.view.catalogue().measures.get(&self.view.subject().measure);
        or_trap(text(english::with_unit(&shown, measure.map(|measure| &measure.unit))))
    }

    pub(super) fn property(&self, property: Property) -> Value {
        let own = self.view.subject();
        let text = |text: &str| Value::Text(text.into());
        let name = |id: &BodyId| Value::Text(self.view.catalogue().body_name(id).into());
        let measure = self.view.catalogue().measures.get(&own.measure);
        match property {
            Property::Period => Value::Period(own.period),
            Property::Mission => text(own.mission.as_str()),
            Property::Obligation => text(own.obligation.as_str()),
            Property::BodyId => text(own.body.as_str()),
            Property::BodyName => name(&own.body),
            Property::BodyKind => {
                let body = self.view.catalogue().bodies.get(&own.body);
                text(body.map_or("", |body| body.kind.as_str()))
            }
            Property::OwedById => text(own.by.as_str()),
            Property::OwedByName => name(&own.by),
            Property::MeasureId => text(own.measure.as_str()),
            Property::MeasureTitle => {
                text(measure.map_or(own.measure.as_str(), |measure| measure.title.as_str()))
            }
            Property::MeasureBetter => text(better(measure)),
            Property::MeasureClass => text(class(measure)),
            Property::MeasureUnit => text(unit(measure)),
        }
    }
}
