//! What somebody waits for while a service or an editor is open.

use std::time::{Duration, Instant};

use tests::bulk::Bulk;
use tests::process::{Editor, Folder, Receiver, Service};

use crate::projects::{Councils, FEED, unread_rows};
use crate::stopwatch::{median, time};
use crate::table::{Row, Scale};

const DEADLINE: Duration = Duration::from_secs(20);

/// A report renamed into a watched folder until the webhook that it sets off, with few and with many contributions.
pub(crate) fn report_to_webhook(scale: Scale) -> Vec<Row> {
    let many = scale.of(1_000_000);
    let measured = [(10, 0, "1.0 ms"), (scale.of(10_000), 0, "1.5 ms"), (10, many, "1.2 ms")];
    let row = |(bodies, before, asked)| {
        let took = renamed_to_webhook(bodies, before, scale.of(50));
        let beside = if before == 0 { String::new() } else { format!(", {before} observations before") };
        let what = format!("report renamed into a folder -> webhook, {bodies} contributions{beside}");
        Row::timed(what, asked, took)
    };
    measured.into_iter().map(row).collect()
}

fn renamed_to_webhook(bodies: usize, before: usize, rounds: usize) -> Duration {
    let (folder, receiver) = (Folder::missing(), Receiver::start());
    let councils = Councils { bodies, months: 2, notifier: String::new() };
    councils.write(&folder);
    receiver.declare_in(&folder);
    folder.drop_in("feeds/figures/all.csv", councils.figures(usize::MAX));
    if before > 0 {
        let others = 5_000;
        folder.append("remit.toml", &FEED.replace("figures", "more"));
        let lines: Vec<String> =
            (0..others).map(|body| format!("other-{body},Other {body},district\n")).collect();
        folder.append("bodies.csv", &lines.concat());
        let rows = unread_rows(others, 0, before).replace("council-", "other-");
        folder.drop_in("feeds/more/all.csv", rows);
    }
    let service = Service::start(&folder);
    let round = |round: usize| {
        let before = receiver.requests().len();
        let figure = if round.is_multiple_of(2) { 10 } else { 95 };
        let report = format!("month,body,value\n2000-02,council-1,{figure}.{round}\n");
        let start = Instant::now();
        folder.drop_in(&format!("feeds/figures/{round}.csv"), report);
        while receiver.requests().len() == before {
            assert!(start.elapsed() < DEADLINE, "round {round} sets off a message");
            std::thread::yield_now();
        }
        start.elapsed()
    };
    let times = (0..rounds).map(round).collect();
    service.stop();
    median(times)
}

/// Hovering over an obligation in a project of many.
pub(crate) fn hover(scale: Scale) -> Vec<Row> {
    let bulk = Bulk { missions: 90, obligations: scale.of(100), bodies: 500 };
    let folder = Folder::missing();
    for (path, source) in bulk.texts() {
        folder.drop_in(&path, &*source.text);
    }
    let file = "missions/m7.toml";
    let mut editor = Editor::start(&folder);
    let text = folder.read(file);
    editor.open(file, &text);
    editor.wait_for_figures();
    let round = |_| {
        let (took, said) = time(|| editor.hover(file, &text, "id = \"owed-7|-1\""));
        assert!(said.contains("owed-7-1"), "an obligation is told: {said}");
        took
    };
    let times = (0..scale.of(50)).map(round).collect();
    editor.leave();
    let obligations = bulk.missions * bulk.obligations;
    vec![Row::timed(format!("hover with {obligations} obligations"), "20 ms", median(times))]
}
