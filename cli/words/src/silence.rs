//! Silences that people ask for: what is kept back, until when, by whom and why.

use engine::model::Calendar;
use jiff::{SignedDuration, Timestamp};
use language::visible::visible;
use ledger::entry::{Silence, SilenceEnd};
use ledger::silences::{KnownSilence, Phase};

use crate::english;
use crate::notice::Notice;
use crate::proposal::reference;

/// Said where nobody is named who asks.
pub const NAME_WANTED: &str = "say who asks, with `--by NAME`: every silence says so on the ledger";

/// What helps where a silence is about nothing.
pub const NAME_SOMETHING: &str = "name something, such as `mission = homelessness`";
/// What helps where something is no matcher.
pub const AS_A_MATCHER: &str = "write it like `severity = breach`";
/// What helps where a silence is too long.
pub const ASK_AGAIN: &str = "ask for a shorter one, and again when it ends";
/// What helps where a silence is named that nobody knows.
pub const LIST_THEM: &str = "`remit silence list` names those that there are";

/// What helps where a silence is not about the missions of whoever asks.
pub fn own_missions(missions: &[String]) -> String {
    let own: Vec<String> = missions.iter().map(|mission| format!("`mission = {mission}`")).collect();
    format!("add {}", own.join(" or "))
}

/// One of a list.
pub fn listed(known: &KnownSilence, now: Timestamp, calendar: &Calendar) -> String {
    let (told, stands) = (asked(&known.silence, calendar), state(known, now, calendar));
    format!("  {}  {told} {stands}", reference(&known.silence.id))
}

/// Over a list of them.
pub fn heading(in_force: usize) -> String {
    match in_force {
        0 => "No silence is in force.".to_owned(),
        1 => "One silence is in force.".to_owned(),
        more => format!("{} are in force.", english::capitalised(&english::count(more, "silence"))),
    }
}

/// What a silence is about: `alerts with mission = homes and body = leeds`.
fn about(silence: &Silence) -> String {
    format!("alerts with {}", english::list(&silence.matchers))
}

/// What was asked for, in a sentence.
pub fn asked(silence: &Silence, calendar: &Calendar) -> String {
    let Silence { by, from, until, reason, .. } = silence;
    let (from, until) = (moment(*from, calendar), last_moment(*until, calendar));
    let reason = reason.trim_end_matches('.');
    let about = about(silence);
    let told = format!("{by} asked that nobody is told of {about} from {from} until {until}: {reason}.");
    visible(&told).into_owned()
}

/// That a silence was ended before its time, in a sentence.
pub fn ended(SilenceEnd { id, by, reason, .. }: &SilenceEnd) -> String {
    let reason =
        if reason.is_empty() { String::new() } else { format!(": {}", reason.trim_end_matches('.')) };
    visible(&format!("{by} ended the silence {}{reason}.", reference(id))).into_owned()
}

/// Where it stands, in a sentence.
pub fn state(known: &KnownSilence, now: Timestamp, calendar: &Calendar) -> String {
    let until = last_moment(known.silence.until, calendar);
    match (known.phase(now), &known.ended) {
        (Phase::ToCome, _) => format!("It begins {}.", at_moment(known.silence.from, calendar)),
        (Phase::InForce, _) => format!("It is in force until {until}."),
        (Phase::Over, Some(over)) => {
            format!("It ended {}. {}", at_moment(over.at, calendar), ended(&over.end))
        }
        (Phase::Over, None) => format!("It is over since the end of {until}."),
    }
}

/// What whoever asked for a silence, or ended one, is told.
pub fn recorded(known: &KnownSilence, now: Timestamp, calendar: &Calendar) -> Vec<String> {
    let what = asked(&known.silence, calendar);
    let then = match &known.ended {
        Some(_) => state(known, now, calendar),
        None => format!(
            "Its reference is {}. Verdicts, pages and deadlines go on as they are; messages wait until its end.",
            reference(&known.silence.id)
        ),
    };
    vec![what, then]
}

/// What becomes of the messages that it keeps back.
pub fn kept_back(messages: usize) -> String {
    match messages {
        0 => "It keeps back no message just now.".to_owned(),
        1 => "It keeps back one message, which is sent at its end if it is still true then.".to_owned(),
        more => format!(
            "It keeps back {}, which are sent at its end if they are still true then.",
            english::count(more, "message")
        ),
    }
}

/// That one ends soon, in a sentence.
pub fn ends_soon(silence: &Silence, calendar: &Calendar) -> String {
    let until = last_moment(silence.until, calendar);
    let told =
        format!("The silence over {}, which {} asked for, ends after {until}.", about(silence), silence.by);
    visible(&told).into_owned()
}

/// What an alert says of a silence over it.
pub fn over_alert(known: &KnownSilence, calendar: &Calendar) -> String {
    let Silence { by, until, .. } = &known.silence;
    let until = last_moment(*until, calendar);
    visible(&format!("Nobody is told of it until {until}: {by} asked for silence")).into_owned()
}

/// Said before a silence ends.
pub fn ending(silence: &Silence, messages: usize, calendar: &Calendar) -> Notice {
    let until = last_moment(silence.until, calendar);
    let about = about(silence);
    let lines = [
        format!(
            "The silence {} over {about} ends after {until}. {}",
            reference(&silence.id),
            kept_back(messages)
        ),
        format!("Its reason: {}.", silence.reason.trim_end_matches('.')),
        format!("To: {}, who asked for it", silence.by),
        "If the reason still holds, ask for another with a new last day: remit silence add".to_owned(),
    ];
    let lines = lines.map(|line| visible(&line).into_owned());
    let subject = visible(&format!("a silence ends after {until}: {about}")).into_owned();
    Notice { subject, text: lines.join("\n") }
}

/// The first moment of something: the day alone where that is when the day begins.
fn moment(moment: Timestamp, calendar: &Calendar) -> String {
    let zoned = moment.to_zoned_datetime(calendar.time_zone().clone());
    let day = english::date(zoned.date());
    if moment == calendar.start_of_day(zoned.date()) {
        day
    } else {
        format!("{} on {day}", zoned.strftime("%H:%M"))
    }
}

/// `at 13:46 on 29 November 2026`, or `on 29 November 2026`.
fn at_moment(at: Timestamp, calendar: &Calendar) -> String {
    let told = moment(at, calendar);
    if told.contains(':') { format!("at {told}") } else { format!("on {told}") }
}

/// The last moment before another: the day alone where it is over by then.
fn last_moment(until: Timestamp, calendar: &Calendar) -> String {
    let last = calendar.day(until.saturating_sub(SignedDuration::from_secs(1)).unwrap_or(until));
    if until == calendar.end_of_day(last) { english::date(last) } else { moment(until, calendar) }
}
