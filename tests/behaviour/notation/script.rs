//! Runs a script line by line.

use engine::{Engine, Event};
use jiff::Timestamp;

use super::declare::Draft;
use super::{event, reply, tell, why};

/// Takes the script one line at a time and writes down what follows from each event.
#[track_caller]
pub(crate) fn check(script: &str) -> String {
    let mut draft = Draft::default();
    let mut engine = Engine::new();
    let mut told = Vec::new();
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match line {
            "verdicts?" => told.extend(tell::verdicts(&engine)),
            "alerts?" => told.extend(tell::alerts(&engine)),
            "wake?" => told.push(tell::wake(engine.next_wake())),
            _ if line.starts_with("why? ") => told.extend(why::answer(&engine, line)),
            _ if line.contains(" says ") => {
                let (now, reply) = reply::read(line).expect("somebody says something");
                told.push(format!("> {line}"));
                match engine.admit(reply, now) {
                    Ok(response) => told.extend(step(&mut engine, now, Event::Responded(response))),
                    Err(refusal) => told.push(format!("  refused: {refusal}")),
                }
            }
            _ if line.starts_with("20") => {
                let (now, event) = event::read(line, &draft);
                told.push(format!("> {line}"));
                told.extend(step(&mut engine, now, event));
            }
            _ => draft.declare(line),
        }
    }
    told.join("\n")
}

fn step(engine: &mut Engine, now: Timestamp, event: Event) -> Vec<String> {
    let before = engine.program().cloned();
    let effects = engine.step(now, event);
    tell::effects(&effects, engine, before.as_deref())
}

/// What follows from the given lines, without what led up to them.
#[track_caller]
pub(crate) fn check_after(before: &str, lines: &str) -> String {
    let told = check(&format!("{before}\n{lines}"));
    let skipped = check(before).lines().count();
    told.lines().skip(skipped).collect::<Vec<_>>().join("\n")
}
