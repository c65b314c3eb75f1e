//! Programs that were in force, found by the beginning of a revision.

use std::sync::Arc;

use app::history::InForce;
use app::replay::find_revision;
use rules::source::Sources;
use tests::process::Folder;

/// The sources of the project with other floors.
fn with_floors(warmth: &str, trains: &str) -> Arc<Sources> {
    let folder = Folder::two_missions();
    folder.edit("missions/homes.toml", "floor = 90", &format!("floor = {warmth}"));
    folder.edit("missions/trains.toml", "floor = 80", &format!("floor = {trains}"));
    app::project::load(&folder.project(), None).0.unwrap().sources
}

fn in_force() -> Vec<InForce> {
    let since = |day: &str| format!("{day}T12:00:00Z").parse().unwrap();
    vec![
        InForce { since: since("2024-01-01"), sources: with_floors("90", "80") },
        InForce { since: since("2024-02-01"), sources: with_floors("90", "81") },
        InForce { since: since("2024-03-01"), sources: with_floors("91", "81") },
        InForce { since: since("2024-04-01"), sources: with_floors("90", "81") },
    ]
}

fn revisions(sources: &Sources) -> (String, String) {
    let program = rules::compile(sources).program.unwrap();
    (program.revision.to_string(), program.missions["homes"].revision.to_string())
}

fn check(name: &str) -> String {
    match find_revision(&in_force(), name) {
        Ok(found) => {
            let mission = found.mission.map_or_else(|| "the whole".to_owned(), |mission| mission.to_string());
            format!("{mission} since {}", found.since)
        }
        Err(error) => error.to_string(),
    }
}

#[test]
fn a_program_or_a_mission_is_found_where_it_last_came_into_force() {
    let (program, homes) = revisions(&with_floors("90", "81"));
    assert_eq!(check(&program), "the whole since 2024-04-01T12:00:00Z");
    assert_eq!(check(program.get(..10).unwrap()), "the whole since 2024-04-01T12:00:00Z");
    assert_eq!(check(&homes), "homes since 2024-04-01T12:00:00Z");
    let (program, homes) = revisions(&with_floors("91", "81"));
    assert_eq!(check(&program), "the whole since 2024-03-01T12:00:00Z");
    assert_eq!(check(&homes), "homes since 2024-03-01T12:00:00Z");
}

#[test]
fn what_was_never_in_force_is_not_found() {
    assert_eq!(
        check("nothing"),
        "there is no folder `nothing`, and nothing whose revision begins so was ever in force"
    );
    assert_eq!(check(""), "there is no folder ``, and nothing whose revision begins so was ever in force");
}
