//! What followed, in lines.

use engine::alert::{Alert, AlertChange};
use engine::evaluate::{Evaluated, VerdictChange};
use engine::model::Response;
use engine::program::Program;
use engine::standing::Standing;
use engine::{Effects, Engine};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use words::alert::{held_up_by, message_of_change};
use words::finding::reason_of_standing;

/// What one event led to; `nothing` where it led to nothing.
/// `before` is the program that was in force before it.
pub(crate) fn effects(effects: &Effects, engine: &Engine, before: Option<&Program>) -> Vec<String> {
    let mut lines = Vec::new();
    if effects.evaluated > 0 {
        let ran: Vec<String> = engine.evaluated().map(|evaluated| ran(&evaluated)).collect();
        lines.push(format!("  ran {}", ran.join(", ")));
    }
    lines.extend(effects.verdicts.iter().map(|change| verdict_change(change, engine)));
    lines.extend(effects.alerts.iter().map(|change| alert_change(change, engine, before)));
    if lines.is_empty() {
        lines.push("  nothing".to_owned());
    }
    lines
}

/// How every verdict stands.
pub(crate) fn verdicts(engine: &Engine) -> Vec<String> {
    let line = |standing: Standing| {
        let reason = because(&reason_of_standing(&standing, engine));
        format!("  {} {}: {}{reason}", standing.node, standing.period, standing.verdict)
    };
    engine.verdicts().map(line).collect()
}

/// Every open alert.
pub(crate) fn alerts(engine: &Engine) -> Vec<String> {
    let lines: Vec<String> = engine.alerts().iter().map(|alert| standing_alert(alert, engine)).collect();
    if lines.is_empty() { vec!["  no alerts".to_owned()] } else { lines }
}

/// The next moment at which something falls due.
pub(crate) fn wake(next: Option<Timestamp>) -> String {
    format!("  next wake {}", next.map_or_else(|| "never".to_owned(), moment))
}

fn ran(evaluated: &Evaluated) -> String {
    format!("{} {}", evaluated.node, evaluated.period)
}

fn verdict_change(change: &VerdictChange, engine: &Engine) -> String {
    let reason = because(&reason_of_standing(&standing(change), engine));
    format!("  {} {}: {} -> {}{reason}", change.node, change.period, change.from, change.to.verdict)
}

/// What a verdict became, as one that stands.
fn standing(change: &VerdictChange) -> Standing {
    Standing {
        node: change.node.clone(),
        body: change.body.clone(),
        period: change.period,
        verdict: change.to.verdict,
        cause: change.to.cause.clone(),
    }
}

fn alert_change(change: &AlertChange, engine: &Engine, before: Option<&Program>) -> String {
    let now = engine.program().expect("an alert is of a program in force");
    let message = message_of_change(change, before.unwrap_or(now), now);
    format!("  {} {}: {message}", change.change.as_str().to_uppercase(), change.alert.id)
}

fn standing_alert(alert: &Alert, engine: &Engine) -> String {
    let program = engine.program().expect("an alert is of a program in force");
    let held = alert.held_up_by.iter().map(|held| held_up_by(held, program));
    let periods: Vec<String> = alert.periods.iter().map(ToString::to_string).collect();
    let mut line =
        format!("  {} {} since {} over {}", alert.id, alert.state, moment(alert.since), periods.join(" "));
    let mut part = |intro: &str, names: Vec<String>| {
        if !names.is_empty() {
            line = format!("{line}, {intro} {}", names.join(" and "));
        }
    };
    part("broken by", alert.broken_contributions().map(ToString::to_string).collect());
    part("put at risk by", alert.contributions_at_risk().map(ToString::to_string).collect());
    part("delivered by", alert.delivered_by.iter().map(ToString::to_string).collect());
    part("awaited from", alert.awaited_from.iter().map(ToString::to_string).collect());
    part("answered by", alert.responses.iter().map(answer).collect());
    part("held up by", held.collect());
    part("holds up", alert.holds_up.iter().map(ToString::to_string).collect());
    line
}

fn answer(response: &Response) -> String {
    format!("{} ({})", response.submission.by, response.submission.kind)
}

fn because(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!(" ({reason})") }
}

/// A day where the moment is its midnight, and the whole moment otherwise.
fn moment(moment: Timestamp) -> String {
    let at = moment.to_zoned_datetime(TimeZone::UTC).datetime();
    if at.time() == jiff::civil::Time::midnight() { at.date().to_string() } else { at.to_string() }
}
