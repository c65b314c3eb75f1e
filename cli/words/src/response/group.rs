//! Groups that were opened for alerts: who is in one, what it is to bring about and by when, and what became of that.

use engine::model::{ExitTest, Group, Member, ObligationRef, Response};
use engine::program::Program;

use crate::english;

/// Who opened a group for what, a sentence without its full stop; none where the response opens none.
pub fn opened(response: &Response, program: &Program) -> Option<String> {
    let group = response.enclosed.group()?;
    let day = english::date(program.calendar.day(response.at));
    let until = response.submission.until.map(|until| format!(" by {}", english::date(until)));
    let reason = match response.submission.reason.trim().trim_end_matches('.') {
        "" => String::new(),
        reason => format!(" ({reason})"),
    };
    let (are, members) = (if group.members.len() == 1 { "is" } else { "are" }, members(group, program));
    let (by, exit_test) = (&response.submission.by, exit_test(group, &response.obligation, program));
    let until = until.unwrap_or_default();
    let said =
        format!("{by} opened a group on {day}{reason}: {members} {are} to see to it{until} that {exit_test}");
    Some(match group.closed_at {
        Some(at) => {
            format!("{said}; it closed on {}, since that is so", english::date(program.calendar.day(at)))
        }
        None => said,
    })
}

/// Its members by their names.
pub fn members(group: &Group, program: &Program) -> String {
    let name = |Member { body, person }: &Member| {
        let body = program.catalogue.body_name(body);
        person.as_ref().map_or_else(|| body.to_owned(), |person| format!("{person} ({body})"))
    };
    english::list(&group.members.iter().map(name).collect::<Vec<_>>())
}

/// What must hold for it to close, as a clause.
pub fn exit_test(group: &Group, own: &ObligationRef, program: &Program) -> String {
    match &group.exit_test {
        ExitTest::Met { obligation, periods } => {
            let what = if obligation == own {
                "this".to_owned()
            } else {
                let title = program.obligation(obligation).map(|owed| owed.title.clone());
                format!("`{}`", title.unwrap_or_else(|| obligation.to_string()))
            };
            match periods {
                1 => format!("{what} is met"),
                periods => {
                    format!("{what} is met in {} running", english::count(*periods as usize, "period"))
                }
            }
        }
        ExitTest::InForce { document, body } => {
            let (document, body) =
                (program.catalogue.measure_title(document), program.catalogue.body_name(body));
            format!("`{document}` of {body} is in force")
        }
    }
}
