//! What to do where a response is refused.

use engine::Engine;
use engine::respond::Refusal;
use rules::diagnostic::nearest;

use crate::question::did_you_mean;

/// So many names are listed where none is near.
const MOST_LISTED: usize = 12;

/// What to do about a refusal; none where it says so itself.
pub fn help(refusal: &Refusal, engine: &Engine) -> Option<String> {
    let help = match refusal {
        Refusal::NotOpen { alert } => {
            let open: Vec<String> = engine.alerts().iter().map(|alert| alert.id.to_string()).collect();
            match open.as_slice() {
                [] if engine.program().is_none() => {
                    "nothing is in force yet; `remit run` reads the project first".to_owned()
                }
                [] => "nothing is firing or pending".to_owned(),
                open => near(alert, open),
            }
        }
        Refusal::UnknownApprover { approver, known } => near(approver, known),
        Refusal::NoSuchContribution { known, .. } if known.is_empty() => {
            "the lead owes it alone; leave the contribution out".to_owned()
        }
        Refusal::NoSuchContribution { contribution, known, .. } => {
            near(contribution, &known.iter().map(ToString::to_string).collect::<Vec<_>>())
        }
        Refusal::NoSuchPeriod { period, known, .. } => {
            near(period, &known.iter().map(ToString::to_string).collect::<Vec<_>>())
        }
        Refusal::NoDocument { .. } => {
            "figures are reported in the files of feeds; `document` is for what is owed as a document"
                .to_owned()
        }
        Refusal::SeveralDocuments { known, .. } => {
            let known = known.iter().map(ToString::to_string).collect::<Vec<_>>();
            format!("say which with --contribution: {}", known.join(", "))
        }
        Refusal::NotTheReporter { body, known, .. } if known.is_empty() => {
            format!("name who holds a post there, with [[person]] and body = \"{body}\" in remit.toml")
        }
        Refusal::NotTheReporter { by, known, .. } | Refusal::NotOfTheBoard { by, known, .. } => {
            near(by, known)
        }
        Refusal::NeedlessPaper(_) => "leave --title, --from and --link out, or say `document`".to_owned(),
        Refusal::EndsBeforeItBegins { .. } => "--from is its first day, --until its last".to_owned(),
        Refusal::NeedlessGroup(_) => "leave --member and --exit-test out, or say `group`".to_owned(),
        Refusal::NoMembers => {
            "name each with --member: a body by its id, or somebody in a post by name".to_owned()
        }
        Refusal::UnknownMember { member, known } => unknown(member, known),
        Refusal::MemberTwice { .. } => "name each member once".to_owned(),
        Refusal::OwnMember { .. } => "name bodies and people as members".to_owned(),
        Refusal::UnknownExitTest { exit_test, known } => {
            let named = exit_test.split(':').next().unwrap_or_default();
            let near = nearest(named, known.iter().map(String::as_str)).filter(|near| *near != named);
            near.map_or_else(
                || "say `met`, `met:2`, an obligation, or `document:ID/BODY`".to_owned(),
                did_you_mean,
            )
        }
        Refusal::HoldsAlready { .. } => {
            "ask for something that is still to come about, such as `met:2` for two periods running"
                .to_owned()
        }
        Refusal::GroupOpen { .. } => "withdraw that one first, or wait until it closes".to_owned(),
        Refusal::NoBoard { mission } => {
            format!("name it in the mission's file: `board = \"..\"` under [mission] of `{mission}`")
        }
        Refusal::NothingToWithdraw { .. } => {
            "a response is withdrawn by the person who gave or approved it, under the same name".to_owned()
        }
        Refusal::Improper(_) | Refusal::RuleFailed { .. } => return None,
        other => return of_forecast(other).or_else(|| of_cut(other)),
    };
    Some(help)
}

/// What to do about a forecast that is refused.
fn of_forecast(refusal: &Refusal) -> Option<String> {
    Some(match refusal {
        Refusal::NeedlessForecast(_) => "leave --value and --for out, or say `forecast`".to_owned(),
        Refusal::NoForecast => "say `--value NUMBER --for PERIOD`".to_owned(),
        Refusal::SeveralFigures { known, .. } => {
            let known = known.iter().map(ToString::to_string).collect::<Vec<_>>();
            format!("say which with --contribution: {}", known.join(", "))
        }
        Refusal::NoFigureOwed { .. } => {
            "name a period of the obligation that is still to be reported, such as the next one".to_owned()
        }
        Refusal::FigureKnown { .. } => "name a period that is still to be reported".to_owned(),
        Refusal::OutOfBounds { measure, .. } => {
            format!("write it in the unit of the measure; `bounds` of `{measure}` say what it can be")
        }
        _ => return None,
    })
}

/// What to do about an acceptance after a cut that is refused.
fn of_cut(refusal: &Refusal) -> Option<String> {
    Some(match refusal {
        Refusal::AcceptsOnly { alert } => format!("say `remit respond {alert} accept --by NAME`"),
        Refusal::NotAsked { known, .. } if known.is_empty() => {
            "a person who answers for the contribution and holds no other post that is asked accepts it; or it is accepted already"
                .to_owned()
        }
        Refusal::NotAsked { by, known, .. } => near(by, known),
        _ => return None,
    })
}

/// Of a great many only the one that was probably meant is told.
fn unknown(named: &str, known: &[String]) -> String {
    match nearest(named, known.iter().map(String::as_str)) {
        None if known.len() > MOST_LISTED => format!("there are {} of them, none like it", known.len()),
        _ => near(named, known),
    }
}

fn near(named: &str, known: &[String]) -> String {
    match nearest(named, known.iter().map(String::as_str)) {
        Some(near) => did_you_mean(near),
        None => format!("there are: {}", known.join(", ")),
    }
}
