//! Rules: their tests, runs of values in one, and putting a changed one in force.

use std::fmt::Write as _;
use std::time::Duration;

use tests::bulk::Bulk;
use tests::process::{Folder, Service, remit};

use crate::projects::{Councils, FEED, month, unread_rows};
use crate::stopwatch::{median, time};
use crate::table::{Row, Scale};

const GROWS: &str = "a string takes any text";
const ROUNDS: usize = 7;

/// A rule that sums `n` values, with ten times as many in the second row.
pub(crate) fn runs_of_values(scale: Scale) -> Vec<Row> {
    let row = |(count, asked)| {
        let folder = Folder::missing();
        let councils = Councils { bodies: 1, months: count, notifier: String::new() };
        councils.write(&folder);
        folder.drop_in("feeds/figures/all.csv", councils.figures(usize::MAX));
        folder.drop_in(
            "rules/floor.rhai",
            format!(
                "//! What: a sum.\n//! Why: to measure.\n//! Example: 1.\n\nfn assess(my) {{\n    if sum(my.values({count})) >= 0 {{ met() }} else {{ missed() }}\n}}\n"
            ),
        );
        folder.edit(
            "missions/councils.toml",
            "from = \"2000-01\"",
            &format!("from = \"{}\"", month(count - 1)),
        );
        let took = (0..ROUNDS).map(|_| time(|| remit(&folder, "run project --as-of 2100-01-01")).0).collect();
        Row::timed(format!("whole `run` whose one rule takes `values({count})`"), asked, median(took))
    };
    [(100, "linear"), (scale.of(1_000), "linear")].into_iter().map(row).collect()
}

/// Reading a long file of tests, and playing many tests that name no mission.
pub(crate) fn rule_tests(scale: Scale) -> Vec<Row> {
    let bulk = Bulk { missions: 100, obligations: scale.of(10), bodies: 500 };
    let folder = bulk_project(bulk);
    let many = scale.of(1_000);
    let tests: String = (0..many).map(|test| rule_test(test, test % bulk.missions, 0)).collect();
    folder.drop_in("tests/many.toml", tests);
    let (playing, answer) = time(|| remit(&folder, "test project"));
    assert_eq!(answer.code, Some(0), "the tests pass\n{}{}", answer.out, answer.err);
    let long: String = (0..scale.of(200)).map(|test| rule_test(test, 0, 500)).collect();
    let megabytes = long.len() / 100_000;
    folder.drop_in("tests/many.toml", long);
    let (reading, answer) = time(|| remit(&folder, "test project --run ^none$"));
    assert_eq!(answer.code, Some(0), "the file can be read\n{}{}", answer.out, answer.err);
    let rules = bulk.missions * bulk.obligations;
    vec![
        Row::timed(
            format!("{many} tests without `mission`, {rules} rules, whole `test`"),
            "under 1 s",
            playing,
        ),
        Row::timed(
            format!("reading a test file of {}.{} MB, whole `test`", megabytes / 10, megabytes % 10),
            "under 0.3 s",
            reading,
        ),
    ]
}

/// Putting a changed text in force while the service is up: one of many rules, and one rule beside many rows.
pub(crate) fn reload(scale: Scale) -> Vec<Row> {
    let many = Bulk { missions: 100, obligations: scale.of(100), bodies: 500 };
    let project = bulk_project(many);
    let one_of_many = reloads(&project, "rules/rule-7-0.rhai", |text, round| {
        text.replace("missed(said)", &format!("{}missed(said)", " ".repeat(round + 1)))
    });
    let all = reloads(&project, "bodies.csv", |text, round| {
        format!("{text}new-{round},New Body {round},council,lead,\n")
    });
    let rules = many.missions * many.obligations;
    let rows = scale.of(1_000_000);
    let folder = Folder::missing();
    Councils { bodies: 5_000, months: 2, notifier: String::new() }.write(&folder);
    folder.append(
        "remit.toml",
        &FEED.replace("\"figures\"", "\"more\"").replace("feeds/figures", "feeds/more"),
    );
    folder.drop_in("feeds/more/all.csv", unread_rows(5_000, 0, rows));
    let beside_rows = reloads(&folder, "rules/floor.rhai", |text, round| {
        text.replace("met()", &format!("{}met()", " ".repeat(round + 1)))
    });
    vec![
        Row::timed(format!("reload, one of {rules} rules"), "50 ms", one_of_many),
        Row::timed(format!("reload, a body more for all {rules} rules"), "0.7 s", all),
        Row::timed(format!("reload, one rule with {rows} rows in the feeds"), "50 ms", beside_rows),
    ]
}

/// The median time from a changed text renamed into place until it is in force.
fn reloads(folder: &Folder, file: &str, change: impl Fn(&str, usize) -> String) -> Duration {
    let mut service = Service::start(folder);
    let text = folder.read(file);
    let round = |round: usize| {
        let changed = change(&text, round);
        let (took, ()) = time(|| {
            folder.drop_in(file, &changed);
            service.wait_for("in force");
        });
        took
    };
    let times = (0..ROUNDS).map(round).collect();
    service.stop();
    median(times)
}

fn bulk_project(bulk: Bulk) -> Folder {
    let folder = Folder::missing();
    for (path, source) in bulk.texts() {
        folder.drop_in(&path, &*source.text);
    }
    folder
}

/// A test of one contribution, with `more` figures of history in it.
fn rule_test(number: usize, mission: usize, more: usize) -> String {
    let mut text = format!("[[test]]\nname = \"test {number} of mission {mission}\"\n");
    for series in 0..=more / 10 {
        let obligation = mission * 10;
        writeln!(
            text,
            "\n[[test.input_series]]\nmeasure = \"measure-{mission}-0\"\nbody = \"council-{}\"\nfrom = \"2023-Q1\"\nvalues = \"100 100 100 100 90 _x4 {}\"",
            (obligation + series) % 500,
            "80 ".repeat(20).trim_end()
        )
        .expect(GROWS);
    }
    text.push_str("\n[[test.check]]\neval_time = \"2024-06-01\"\nexp_state = {}\n\n");
    text
}
