//! When messages may go out: `[[time_interval]]` by the calendar of whoever is told.

use engine::model::Calendar;
use jiff::Timestamp;
use jiff::civil::{Date, Time, Weekday};

/// So far ahead a time is looked for at which a message may go out.
const MOST_DAYS: u32 = 400;
/// When a digest goes out.
const DIGEST_TIME: Time = Time::constant(9, 0, 0, 0);

/// Times of some days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimeInterval {
    pub name: String,
    /// Parts of the day; the whole day where there are none.
    pub times: Vec<Span>,
    /// Days of the week; all of them where there are none.
    pub weekdays: Vec<Weekday>,
    pub days: Days,
}

/// From a time of day up to another, which is not in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    pub from: Time,
    /// None stands for the end of the day.
    pub until: Option<Time>,
}

/// Which days an interval is about.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Days {
    #[default]
    Any,
    /// On which offices are open.
    Working,
    /// On which they are closed.
    NotWorking,
}

/// When the messages of a route may go out.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Hours {
    /// Only then; always where there are none.
    pub active: Vec<TimeInterval>,
    /// Not then.
    pub mute: Vec<TimeInterval>,
}

impl TimeInterval {
    fn holds(&self, day: Date, time: Time, calendar: &Calendar) -> bool {
        let is_day = match self.days {
            Days::Any => true,
            Days::Working => calendar.is_working_day(day),
            Days::NotWorking => !calendar.is_working_day(day),
        };
        let is_time = |span: &Span| span.from <= time && span.until.is_none_or(|until| time < until);
        is_day
            && (self.weekdays.is_empty() || self.weekdays.contains(&day.weekday()))
            && (self.times.is_empty() || self.times.iter().any(is_time))
    }

    /// The times of day at which it begins or ends.
    fn turns(&self) -> impl Iterator<Item = Time> {
        self.times.iter().flat_map(|span| [Some(span.from), span.until]).flatten()
    }
}

impl Hours {
    /// Whether nothing is said of it.
    pub fn are_always(&self) -> bool {
        self.active.is_empty() && self.mute.is_empty()
    }

    /// The first moment from `now` on at which a message may go out; none where there is none.
    pub fn next(&self, now: Timestamp, calendar: &Calendar) -> Option<Timestamp> {
        let is_open = |moment: &Timestamp| self.are_open(*moment, calendar);
        let turns = || self.active.iter().chain(&self.mute).flat_map(TimeInterval::turns);
        let mut times: Vec<Time> = turns().chain([Time::MIN]).collect();
        times.sort_unstable();
        times.dedup();
        let days = (0..MOST_DAYS)
            .map_while(|ahead| calendar.day(now).checked_add(jiff::Span::new().days(i64::from(ahead))).ok());
        let turns = days.flat_map(|day| times.iter().map(move |time| calendar.moment(day, *time)));
        std::iter::once(now).chain(turns.filter(|moment| *moment > now)).find(is_open)
    }

    fn are_open(&self, moment: Timestamp, calendar: &Calendar) -> bool {
        let (day, time) = calendar.day_and_time(moment);
        let holds = |interval: &TimeInterval| interval.holds(day, time, calendar);
        (self.active.is_empty() || self.active.iter().any(holds)) && !self.mute.iter().any(holds)
    }
}

/// How often a digest goes out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Digest {
    Daily,
    Weekly,
}

impl Digest {
    /// When the next one goes out: at nine on a working day, of a new week where it is weekly.
    pub fn next(self, now: Timestamp, calendar: &Calendar) -> Timestamp {
        let today = calendar.day(now);
        let first = match self {
            Self::Daily => today,
            Self::Weekly => week_of(today),
        };
        let at = |day: Date| calendar.moment(calendar.working_day_from(day), DIGEST_TIME);
        let step = if self == Self::Daily { 1 } else { 7 };
        let later = (0..3).filter_map(|times| first.checked_add(jiff::Span::new().days(step * times)).ok());
        later.map(at).find(|moment| *moment > now).unwrap_or(now)
    }
}

/// The Monday of a day's week.
fn week_of(day: Date) -> Date {
    let since = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(jiff::Span::new().days(since)).unwrap_or(day)
}
