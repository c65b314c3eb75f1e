//! Why a text is not changed, as it is told over HTTP.

use app::text_change::ChangeFault;
use app::wire::WireProblem;
use language::rewrite::Unwritable;

/// Why a text is not changed.
pub fn change_problem(fault: &ChangeFault) -> WireProblem {
    let (status, code, title) = kind(fault);
    let help = help(fault).map(str::to_owned);
    let detail = format!("{}.", words::english::capitalised(fault.to_string().trim_end_matches('.')));
    WireProblem { status, code, title, detail, help }
}

fn kind(fault: &ChangeFault) -> (u16, &'static str, &'static str) {
    match fault {
        ChangeFault::NoMission(_)
        | ChangeFault::NoPlace(_)
        | ChangeFault::Unwritable(Unwritable::NotThere(_))
        | ChangeFault::OneUnwritable { why: Unwritable::NotThere(_), .. } => {
            (404, "no-value", "There is no such value")
        }
        ChangeFault::Unwritable(_) | ChangeFault::OneUnwritable { .. } => {
            (422, "refused-change", "The change is refused")
        }
        ChangeFault::NoVerdict(_) => (404, "no-verdict", "There is no such verdict"),
        ChangeFault::NoNumber(_) | ChangeFault::NoExpectation(_) | ChangeFault::FaultyExamples(_) => {
            (422, "faulty-examples", "The examples make no test")
        }
        ChangeFault::Faults(_) => (422, "faulty-text", "The text could not be used with the change"),
        ChangeFault::Unusable => (422, "unusable-project", "The project cannot be used as it is written"),
        ChangeFault::Moved { .. } => (409, "text-moved", "The text was changed meanwhile"),
        ChangeFault::Link { .. }
        | ChangeFault::ReadOnly { .. }
        | ChangeFault::Disk { .. }
        | ChangeFault::InTheWay { .. }
        | ChangeFault::Full { .. }
        | ChangeFault::NotText { .. } => (409, "text-not-writable", "The service cannot write the text"),
        ChangeFault::Ledger(_) => (503, "not-read", "The ledger cannot be read"),
    }
}

fn help(fault: &ChangeFault) -> Option<&'static str> {
    Some(match fault {
        ChangeFault::NoMission(_)
        | ChangeFault::NoPlace(_)
        | ChangeFault::Unwritable(Unwritable::NotThere(_))
        | ChangeFault::OneUnwritable { why: Unwritable::NotThere(_), .. } => {
            "`/values/MISSION` lists what can be changed"
        }
        ChangeFault::Moved { .. } => "ask for the change once more, from what the text says now",
        ChangeFault::Link { .. }
        | ChangeFault::ReadOnly { .. }
        | ChangeFault::Disk { .. }
        | ChangeFault::InTheWay { .. }
        | ChangeFault::Full { .. }
        | ChangeFault::NotText { .. } => "ask the people who look after the project to change it there",
        _ => return None,
    })
}
