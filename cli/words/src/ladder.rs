//! Ladders as they are declared: to whom a matter goes up that nobody settles, and when.

use engine::model::{Ladder, LadderStep};

use crate::english;

/// Each step in a sentence without its full stop, then the reminders and the time for a reply.
pub fn steps(ladder: &Ladder) -> Vec<String> {
    let working_days = |days: u32| english::count(days as usize, "working day");
    let mut said: Vec<String> =
        ladder.steps.iter().enumerate().map(|(place, one)| step(place, one)).collect();
    said.extend(
        ladder
            .reply_within
            .map(|days| format!("Each person who is told is asked to reply within {}", working_days(days))),
    );
    said.extend(ladder.remind_every.map(|days| {
        format!("The people who were told last are reminded once nothing was told for {}", working_days(days))
    }));
    said
}

fn step(place: usize, LadderStep { to, body, after }: &LadderStep) -> String {
    let to = to.replace('-', " ");
    let at = body.as_ref().map(|body| format!(" at {body}")).unwrap_or_default();
    match (place, after) {
        (0, _) => format!("The {to}{at} hears first"),
        (_, days) => format!("After {}: the {to}{at}", english::count(*days as usize, "working day")),
    }
}

#[cfg(test)]
mod tests {
    use engine::model::BodyId;

    use super::*;

    #[test]
    fn a_ladder_is_told_step_by_step() {
        let step = |to: &str, body: Option<&str>, after| LadderStep {
            to: to.into(),
            body: body.map(BodyId::new),
            after,
        };
        let ladder = Ladder {
            id: "usual".into(),
            steps: vec![
                step("owner", None, 0),
                step("senior-officer", Some("treasury"), 1),
                step("board", None, 20),
            ],
            remind_every: Some(5),
            reply_within: Some(1),
        };
        assert_eq!(
            steps(&ladder),
            [
                "The owner hears first",
                "After one working day: the senior officer at treasury",
                "After twenty working days: the board",
                "Each person who is told is asked to reply within one working day",
                "The people who were told last are reminded once nothing was told for five working days",
            ]
        );
    }
}
