//! Working days: those that are neither weekend nor bank holiday where whoever owes what is judged has its offices.

use jiff::civil::Date;
use rhai::{Engine, NativeCallContext, Variant};

use super::days::whole_days;
use super::host_result::{HostResult, fail};
use super::number::Whole;
use super::subject::My;
use super::word::{Example, Style, Topic, Word, forms};

/// The most working days that are counted on from a day: forty years of them.
const MOST_DAYS: u32 = 10_000;

/// The words for working days.
pub(super) const WORDS: &[Word] = &[
    Word {
        name: "is_working_day",
        style: Style::Method,
        topic: Topic::Periods,
        forms: forms![(my: My, day: Day) -> Flag],
        gives: "Whether the day is neither on a weekend nor a bank holiday of the body that owes what is judged.",
        ends: None,
        example: Example::new("my.is_working_day(day(\"2021-01-02\"))", "false"),
    },
    Word {
        name: "working_days_until",
        style: Style::Method,
        topic: Topic::Periods,
        forms: forms![(my: My, day: Day, later: Day) -> Whole],
        gives: "How many working days there are after one day, up to and with another; below 0 where that is earlier.",
        ends: None,
        example: Example::new("my.working_days_until(my.period.last_day, day(\"2021-01-04\"))", "2"),
    },
    Word {
        name: "plus_working_days",
        style: Style::Method,
        topic: Topic::Periods,
        forms: forms![(my: My, day: Day, n: Whole) -> Day],
        gives: "The working day that comes so many after a day.",
        ends: Some("where `n` is no whole number from 0 to 10,000"),
        example: Example::new("my.plus_working_days(my.period.last_day, 2)", "2021-01-04"),
    },
];

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("is_working_day", |my: &mut My, day: Date| my.view().is_working_day(day))
        .register_fn("working_days_until", |my: &mut My, day: Date, later: Date| {
            my.view().working_days_until(day, later)
        });
    register_count::<i64>(engine);
    register_count::<rust_decimal::Decimal>(engine);
}

fn register_count<N: Whole + Variant>(engine: &mut Engine) {
    engine.register_fn(
        "plus_working_days",
        |context: NativeCallContext, my: &mut My, day: Date, count: N| -> HostResult<Date> {
            let count = whole_days(&context, count)?;
            if count > MOST_DAYS {
                let message = format!("working days are counted up to {MOST_DAYS}, and not {count} of them");
                return Err(fail(message, &context));
            }
            Ok(my.view().working_days_after(day, count))
        },
    );
}
