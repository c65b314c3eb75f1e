//! Cuts in what funds an obligation: what was cut, who is asked to accept the obligation anew, and who has. It is no blame.

use engine::alert::{Alert, AlertKind};
use engine::evaluate::{Acceptance, AskedBody, Reacceptance};
use engine::program::{Cut, Loss, Program};

use super::ladder::owner_in_person;
use crate::authority::share;
use crate::names::Names;
use crate::{english, names};

/// What is asked for after cuts, where an alert is about that.
pub fn reacceptance(alert: &Alert) -> Option<&Reacceptance> {
    alert.reacceptance.as_ref().filter(|_| alert.id.kind == AlertKind::Cut)
}

/// What was cut and who is asked, in sentences without a full stop.
pub(super) fn of_alert(alert: &Alert, program: &Program) -> Vec<String> {
    let name = |asked: &AskedBody| owner_in_person(alert, &asked.body, asked.owner.as_deref());
    reacceptance(alert).map(|asked| told(asked, program, name)).unwrap_or_default()
}

/// The same of an obligation, whatever is asked about it, in whole sentences.
pub fn of_obligation(asked: &Reacceptance, program: &Program) -> Vec<String> {
    told(asked, program, |asked| asked.owner.clone()).iter().map(|said| format!("{said}.")).collect()
}

/// Each cut in a sentence without its full stop.
pub fn cuts(asked: &Reacceptance, program: &Program) -> Vec<String> {
    asked.cuts.iter().map(|one| cut(one, program)).collect()
}

/// Who has not accepted it yet, by name.
pub fn outstanding(asked: &Reacceptance, program: &Program) -> Vec<String> {
    let open = asked.asked.iter().filter(|asked| asked.accepted.is_none());
    open.map(|asked| names::with_owner(program.catalogue.body_name(&asked.body), asked.owner.as_deref()))
        .collect()
}

/// Who accepted it for whom, a clause for each.
pub fn accepted(asked: &Reacceptance, program: &Program) -> Vec<String> {
    let accepted = asked.asked.iter().filter_map(|asked| Some((asked, asked.accepted.as_ref()?)));
    let told = accepted.map(|(asked, Acceptance { by, at })| {
        let (body, day) = (program.catalogue.body_name(&asked.body), program.calendar.day(*at));
        format!("{by} for {body} on {}", english::date(day))
    });
    told.collect()
}

fn told(
    asked: &Reacceptance,
    program: &Program,
    owner: impl Fn(&AskedBody) -> Option<String>,
) -> Vec<String> {
    let mut said = cuts(asked, program);
    let accepted = accepted(asked, program);
    if !accepted.is_empty() {
        said.push(format!("Accepted anew by {}", english::list(&accepted)));
    }
    let open = asked.asked.iter().filter(|asked| asked.accepted.is_none());
    let open = open
        .map(|asked| names::with_owner(program.catalogue.body_name(&asked.body), owner(asked).as_deref()));
    let open: Vec<String> = open.collect();
    if !open.is_empty() {
        said.push(format!("Asked to accept it anew: {}", english::list(&open)));
    }
    said
}

fn cut(Cut { title, loss, at, .. }: &Cut, program: &Program) -> String {
    let day = english::date(program.calendar.day(*at));
    match loss {
        Loss::Share { from, to } => {
            format!("The share of `{title}` was cut on {day} from {} to {}", share(*from), share(*to))
        }
        Loss::EarlierEnd { from, to } => {
            let before = match from {
                Some(from) => format!("not on {} as before", english::date(*from)),
                None => "and had no end before".to_owned(),
            };
            format!("`{title}` closes on {}, {before}; that became known on {day}", english::date(*to))
        }
        Loss::Figure { measure, from, to } => {
            let names = Names { program };
            let (from, to) = (names.amount(measure, *from), names.amount(measure, *to));
            format!(
                "`{title}` fell from {from} to {to} ({}); that became known on {day}",
                names.measure(measure)
            )
        }
        Loss::Ended => format!("`{title}` has paid for it no longer since {day}"),
    }
}
