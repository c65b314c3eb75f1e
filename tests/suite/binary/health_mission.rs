//! The example of a whole mission: what a board hears of it, and that every demand which its page lists is said in so few lines.

use std::fs;

use tests::process::{Folder, health_mission, remit};

const AS_OF: &str = "--as-of 2025-01-31";

#[test]
fn a_board_reads_where_its_mission_stands() {
    let answer = remit(&Folder::health_mission(), &format!("run project {AS_OF} --all"));
    insta::assert_snapshot!(answer.out);
}

#[test]
fn a_promise_that_nobody_can_be_held_to_is_told_and_stops_nothing() {
    let answer = remit(&Folder::health_mission(), "check project");
    assert_eq!(answer.code, Some(0), "{answer}");
    for promise in ["gap-in-health", "gambling", "health-bus"] {
        assert!(answer.err.contains(&format!("`{promise}` is not yet measurable")), "{answer}");
    }
}

#[test]
fn a_benefit_that_takes_years_is_nobodys_miss_yet() {
    let answer = remit(&Folder::health_mission(), &format!("explain project work/back-to-work {AS_OF}"));
    assert!(answer.out.contains("inside the delay of WorkWell pilots until 1 October 2027"), "{answer}");
}

#[test]
fn nobody_is_asked_for_a_plan_of_a_time_that_is_over_nor_for_one_among_figures() {
    let answer = remit(&Folder::health_mission(), &format!("due project {AS_OF}"));
    assert!(answer.out.contains("the social care workforce plan in force on 31 January 2025"), "{answer}");
    assert!(!answer.out.contains("31 July 2024"), "{answer}");
    assert!(answer.out.contains("to feeds/papers: it was due on 31 December 2024"), "{answer}");
}

#[test]
fn the_missions_are_as_short_as_their_page_says() {
    let missions = fs::read_dir(health_mission().join("missions")).unwrap();
    let lines = missions.map(|file| fs::read_to_string(file.unwrap().path()).unwrap().lines().count());
    assert!(lines.sum::<usize>() < 160);
}

/// Rows of the page's table name the lines that speak for a demand: `health.toml 40-51`.
#[test]
fn every_demand_that_the_page_lists_is_said_in_at_most_twelve_lines() {
    let page = fs::read_to_string(health_mission().join("README.md")).unwrap();
    let mut demands = 0;
    for row in page.lines().filter(|line| line.starts_with("| ") && line.contains(".toml ")) {
        demands += 1;
        let places = row.split('`').filter(|part| part.contains(".toml "));
        let lines: usize = places.map(lines_of).sum();
        assert!((1..=12).contains(&lines), "{lines} lines: {row}");
    }
    assert!(demands > 0);
}

/// How many lines a place has, none of which lies beyond its file.
fn lines_of(place: &str) -> usize {
    let (file, lines) = place.split_once(' ').unwrap();
    let text = fs::read_to_string(health_mission().join(file)).unwrap();
    let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
    let (first, last): (usize, usize) = (first.parse().unwrap(), last.parse().unwrap());
    assert!(first <= last && last <= text.lines().count(), "{place}");
    last - first + 1
}
