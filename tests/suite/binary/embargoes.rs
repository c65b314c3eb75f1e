//! Files of which nothing may be told before a moment that their names say.

use jiff::{SignedDuration, Timestamp, ToSpan as _, ZonedDateTime};
use tests::process::{Folder, Service, queued, recorded, remit, until};

use super::past_days::written_earlier;

const HEADER: &str = "month,body,percent\n";
const HELD: &str = "feeds/warmth/figures-until-2999-08-30T0930.csv";

/// A project whose feed of warm homes may be put under embargo, file by file.
fn project() -> Folder {
    let folder = Folder::two_missions();
    let feed = "folder = \"feeds/warmth\"\n";
    let pattern = r"'^[a-z0-9-]*?(?<embargo>\d{4}-\d{2}-\d{2}T\d+)?\.csv$'";
    folder.edit("remit.toml", feed, &format!("{feed}vintage = {{ file_name = {pattern} }}\n"));
    folder
}

/// The same with a feed of whole releases, each a folder.
fn of_releases() -> Folder {
    let folder = Folder::two_missions();
    std::fs::remove_file(folder.path("feeds/warmth/2024.csv")).expect("a file");
    let feed = "folder = \"feeds/warmth\"\n";
    let pattern = r"'/(?<published>\d{4}-\d{2}-\d{2})/[a-z]+(-until-(?<embargo>\d{4}-\d{2}-\d{2}))?\.csv$'";
    let settings = format!("files = \"*/*.csv\"\ncomplete = true\nvintage = {{ file_name = {pattern} }}\n");
    folder.edit("remit.toml", feed, &format!("{feed}{settings}"));
    folder
}

fn release(folder: &Folder, file: &str, row: &str) {
    folder.drop_in(&format!("feeds/warmth/{file}.csv"), format!("{HEADER}{row}\n"));
}

#[test]
fn nothing_of_a_file_shows_before_its_embargo_ends() {
    let (without, with) = (project(), project());
    with.drop_in(HELD, format!("{HEADER}2024-02,north-council,41.75\n2024-02,nowhere,42\n"));
    for line in [
        "run project --dry",
        "run project --all --format json",
        "due project",
        "explain project homes/warmth 2024-02",
        "register project --missing warmth",
    ] {
        let [without, told] = [&without, &with].map(|folder| remit(folder, line));
        assert_eq!((without.code, settled(&without.out)), (told.code, settled(&told.out)), "{line}");
        let all = format!("{}{}", told.out, told.err);
        assert!(!all.contains("2999") && !all.contains("41.75") && !all.contains("nowhere"), "{line}: {all}");
    }
    let written = format!("{:?}", recorded(&with));
    assert!(!written.contains("41.75") && !written.contains("nowhere"), "{written}");
}

/// What is told without the length of the ledger: that a file waits is an entry of it.
fn settled(told: &str) -> String {
    let of_length = |line: &&str| line.contains("\"position\"") || line.contains("--since");
    told.lines().filter(|line| !of_length(line)).collect::<Vec<_>>().join("\n")
}

/// A project whose ledger says for ten days that a file of this name waits. What it is to report was due three days ago, and north has not reported it.
fn waiting_for(name: &str) -> Folder {
    let folder = project();
    let today = ZonedDateTime::now().date();
    let ended = (today - 10.days()).first_of_month() - 1.day();
    let days = ended.until(today - 3.days()).expect("some days").get_days();
    let month = ended.strftime("%Y-%m");
    folder.edit("missions/homes.toml", "timely_days = 20", &format!("timely_days = {days}"));
    folder.edit("missions/homes.toml", "from = \"2024-01\"", &format!("from = \"{month}\""));
    folder.edit("missions/homes.toml", "until = \"2024-02\"", &format!("until = \"{month}\""));
    folder.edit("feeds/warmth/2024.csv", "2024-02,south-council", &format!("{month},south-council"));
    folder.drop_in(&format!("feeds/warmth/{name}"), format!("{HEADER}{month},north-council,96\n"));
    written_earlier(folder, 240)
}

#[test]
fn whoever_sent_a_file_that_waits_is_not_called_silent() {
    let folder = waiting_for("figures-until-2999-08-30T0930.csv");
    let told = "which nobody may read in full yet: received on";
    for line in ["explain project homes/warmth", "due project --all", "run project --all --format json"] {
        let answer = remit(&folder, line);
        assert!(answer.out.contains(told), "{line}: {answer}");
        assert!(!answer.out.contains("no-data") && !answer.out.contains("No data"), "{line}: {answer}");
        assert!(!answer.out.contains("late: ") && !answer.out.contains("\"late\""), "{line}: {answer}");
    }
    // The evidence says it too, as a tree and for programs.
    for line in ["explain project homes/warmth --all", "explain project homes/warmth --format json"] {
        let answer = remit(&folder, line);
        assert!(answer.out.contains("may be in feeds/warmth/figures-until-2999"), "{line}: {answer}");
        assert!(!answer.out.contains("not reported"), "{line}: {answer}");
    }
    let run = remit(&folder, "run project --fail-on breach");
    assert_eq!(run.code, Some(0), "{run}");
    std::fs::remove_file(folder.path("feeds/warmth/figures-until-2999-08-30T0930.csv")).expect("a file");
    let gone = remit(&folder, "run project --all");
    assert!(
        gone.out.contains("North Council: gave no usable figure") && !gone.out.contains("2999"),
        "{gone}"
    );
}

#[test]
fn what_came_in_time_is_in_time_once_its_embargo_is_over() {
    let ends = Timestamp::now() + SignedDuration::from_secs(15);
    let name = ends.in_tz("Europe/London").expect("a zone").strftime("%Y-%m-%dT%H%M%S");
    let folder = waiting_for(&format!("figures-{name}.csv"));
    let delivered = || remit(&folder, "run project --all").out;
    until("it is read", || (!delivered().contains("AWAITING")).then_some(()));
    assert!(delivered().contains("two met"), "{}", delivered());
    let explained = remit(&folder, "explain project homes/warmth");
    assert!(!explained.out.contains("late"), "{explained}");
    let reported = remit(&folder, "run project --all --format json");
    assert!(!reported.out.contains("met-late"), "{reported}");
}

#[test]
fn whoever_names_it_is_told_that_it_waits() {
    let folder = project();
    folder.drop_in(HELD, format!("{HEADER}2024-02,north-council,41.75\n"));
    remit(&folder, "run project");
    let answer = remit(&folder, "receipt project figures-until-2999-08-30T0930.csv");
    insta::assert_snapshot!(answer.err, @"remit: `figures-until-2999-08-30T0930.csv` is there and is not read yet: its name puts it under embargo until 09:30 on 30 August 2999");
}

#[test]
fn a_file_that_waits_for_another_of_its_release_is_told_so() {
    let folder = of_releases();
    release(&folder, "2024-04-10/north", "2024-02,north-council,41.75");
    release(&folder, "2024-04-10/south-until-2999-08-30", "2024-02,south-council,94");
    let answer = remit(&folder, "receipt project feeds/warmth/2024-04-10/north.csv");
    insta::assert_snapshot!(answer.err, @"remit: `feeds/warmth/2024-04-10/north.csv` is there and is not read yet: the name of another file of its release puts the whole release under embargo until 00:00 on 30 August 2999");
}

#[test]
fn a_receipt_beside_a_file_that_waits_says_so_until_it_is_read() {
    let folder = project();
    folder.edit(
        "remit.toml",
        "folder = \"feeds/warmth\"\n",
        "folder = \"feeds/warmth\"\nreceipt = \"beside\"\n",
    );
    folder.drop_in(HELD, format!("{HEADER}2024-02,north-council,41.75\n"));
    remit(&folder, "run project");
    let receipt = folder.read(&format!("{HELD}.receipt.txt"));
    assert!(receipt.contains(", under embargo until 09:30 on 30 August 2999."), "{receipt}");
    assert!(receipt.contains("Nothing of it is read before."), "{receipt}");
}

#[test]
fn a_receipt_beside_a_file_of_which_rows_wait_says_so_and_a_message_does_not() {
    let folder = rows_until("2999-08-30T09:30");
    folder.edit(
        "remit.toml",
        "folder = \"feeds/warmth\"\n",
        "folder = \"feeds/warmth\"\ncontact = \"data@north.example\"\nreceipt = \"beside\"\n",
    );
    folder.append("remit.toml", "\n[[notifier]]\nid = \"terminal\"\nkind = \"stdout\"\n");
    let rows = folder.read("feeds/warmth/2024.csv");
    folder.drop_in("feeds/warmth/2024.csv", rows.replace("96.25", "97.25"));
    remit(&folder, "run project");
    let receipt = folder.read("feeds/warmth/2024.csv.receipt.txt");
    assert!(
        receipt.contains("with rows under embargo, the last until 09:30 on 30 August 2999."),
        "{receipt}"
    );
    assert!(receipt.contains("Nothing of those rows is read before."), "{receipt}");
    assert!(!receipt.contains("Nothing of it is read"), "{receipt}");
    let messages = queued(&folder);
    let receipts: Vec<_> = messages.iter().filter(|message| message.kind == "feed.receipt").collect();
    assert!(!receipts.is_empty());
    for message in receipts {
        let told = format!("{}{}", message.text, message.json);
        assert!(!told.contains("2999") && !told.contains("embargo"), "{told}");
    }
}

#[test]
fn a_pattern_that_may_miss_an_embargo_is_warned_of() {
    let folder = project();
    folder.edit("remit.toml", "'^[a-z0-9-]*?(?<embargo>", "'(?<embargo>");
    let answer = remit(&folder, "check project");
    assert!(answer.err.contains("a slip in a file's name may leave its embargo out"), "{answer}");
}

#[test]
fn a_service_reads_it_at_the_moment_at_which_its_embargo_ends() {
    let folder = project();
    let mut service = Service::start(&folder);
    let ends = Timestamp::now() + SignedDuration::from_secs(4);
    let name = ends.in_tz("Europe/London").expect("a zone").strftime("%Y-%m-%dT%H%M%S");
    folder.drop_in(
        &format!("feeds/warmth/figures-{name}.csv"),
        format!("{HEADER}2024-02,north-council,41.75\n"),
    );
    let visitor = service.visitor();
    // Another file that comes meanwhile is read at once.
    folder.drop_in("feeds/warmth/others.csv", format!("{HEADER}2024-02,south-council,43\n"));
    service.wait_for("others.csv");
    let page = || visitor.get("/missions/homes/warmth").body;
    until("the figure shows", || page().contains("41.75").then_some(()));
    let whole_second = ends.as_second();
    assert!(Timestamp::now().as_second() >= whole_second, "it showed before the end of its embargo");
    assert_eq!(service.stop().code, Some(0));
}

#[test]
fn a_ledger_that_is_ahead_of_the_clock_ends_no_embargo() {
    let folder = written_earlier(project(), -3);
    let ends = Timestamp::now() + SignedDuration::from_hours(1);
    let name = ends.in_tz("Europe/London").expect("a zone").strftime("%Y-%m-%dT%H%M%S");
    let row = format!("{HEADER}2024-02,north-council,41.75\n");
    folder.drop_in(&format!("feeds/warmth/figures-{name}.csv"), row);
    let told = remit(&folder, "run project --all --format json");
    assert!(told.out.contains("96 against") && !told.out.contains("41.75"), "{told}");
    let service = Service::start(&folder);
    let page = service.visitor().get("/measures/warm-homes").body;
    assert!(page.contains("96") && !page.contains("41.75"), "{page}");
}

#[test]
fn an_embargo_on_one_file_of_a_release_holds_the_whole_of_it() {
    let folder = of_releases();
    release(&folder, "2024-03-10/north", "2024-01,north-council,95\n2024-02,north-council,96");
    release(&folder, "2024-03-10/south", "2024-01,south-council,93\n2024-02,south-council,94");
    let before = remit(&folder, "run project --all --format json");
    assert!(before.out.contains("2024-03-10"), "{before}");
    release(&folder, "2024-04-10/north", "2024-01,north-council,95\n2024-02,north-council,41.75");
    release(&folder, "2024-04-10/south-until-2999-08-30", "2024-02,south-council,94");
    let told = remit(&folder, "run project --all --format json");
    for unsaid in ["2024-04-10", "2999", "41.75", "withdrawn\": 1"] {
        assert!(!told.out.contains(unsaid), "{unsaid}: {told}");
    }
    // Without that file the rest of the release is read, so that it was that which held it.
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let page = || visitor.get("/missions/homes/warmth").body;
    assert!(!page().contains("41.75"), "{}", page());
    std::fs::remove_file(folder.path("feeds/warmth/2024-04-10/south-until-2999-08-30.csv")).expect("a file");
    until("the rest of the release shows", || page().contains("41.75").then_some(()));
}

/// A project whose feed of warm homes says row by row until when nothing of it may be told. South has reported for a month of which the report is
/// due only later, and north's row waits until this moment.
fn rows_until(release_at: &str) -> Folder {
    let folder = waiting_for("others-2000-01-01T0000.csv");
    std::fs::remove_dir_all(folder.path(".remit")).expect("there is a ledger");
    std::fs::remove_file(folder.path("feeds/warmth/others-2000-01-01T0000.csv")).expect("a file");
    let text = folder.read("remit.toml");
    let kept = text.lines().filter(|line| !line.starts_with("vintage"));
    let kept = kept.collect::<Vec<_>>().join("\n");
    let value = "value = \"percent\"";
    let kept = kept.replacen(value, &format!("{value}\nembargo = \"release_at\""), 1);
    folder.drop_in("remit.toml", kept);
    let feed = "folder = \"feeds/warmth\"\n";
    folder.edit("remit.toml", feed, &format!("{feed}vintage = \"received\"\n"));
    let rows = folder.read("feeds/warmth/2024.csv");
    let month = rows.lines().find_map(|row| row.strip_suffix(",94")?.split(',').next().map(str::to_owned));
    let month = month.expect("south has reported");
    folder.drop_in(
        "feeds/warmth/2024.csv",
        format!("month,body,percent,release_at\n{month},south-council,94,\n{month},north-council,96.25,{release_at}\n"),
    );
    written_earlier(folder, 240)
}

#[test]
fn a_row_shows_nowhere_before_its_own_embargo_ends_and_its_sender_is_not_called_silent() {
    let folder = rows_until("2999-08-30T09:30");
    for line in [
        "explain project homes/warmth",
        "explain project homes/warmth --format json",
        "due project --all",
        "run project --all",
        "run project --all --format json",
        "run project --dry",
        "receipt project feeds/warmth/2024.csv",
        "register project --missing warmth",
        "replay project",
    ] {
        let answer = remit(&folder, line);
        let told = format!("{}{}", answer.out, answer.err);
        assert!(!told.contains("96.25") && !told.contains("no-data"), "{line}: {answer}");
        assert!(!told.contains("late: ") && !told.contains("\"late\""), "{line}: {answer}");
    }
    let due = remit(&folder, "due project --all").out;
    assert!(due.contains("with rows under embargo, the last until 09:30 on 30 August 2999"), "{due}");
    assert!(!format!("{:?}", recorded(&folder)).contains("96.25"));
    // Whoever names the file is told that rows of it wait, and no more.
    let receipt = remit(&folder, "receipt project feeds/warmth/2024.csv").out;
    assert!(
        receipt.contains("with rows under embargo, the last until 09:30 on 30 August 2999."),
        "{receipt}"
    );
    assert!(receipt.contains("New: one figure."), "{receipt}");
    let receipt = remit(&folder, "receipt project feeds/warmth/2024.csv --format json").out;
    assert!(receipt.contains("with rows under embargo, the last until"), "{receipt}");
    let service = Service::start(&folder);
    assert!(!service.visitor().get("/measures/warm-homes").body.contains("96.25"));
}

#[test]
fn a_service_reads_a_row_at_the_moment_at_which_its_embargo_ends_and_it_is_in_time() {
    let ends = Timestamp::now() + SignedDuration::from_secs(20);
    let release_at = ends.in_tz("Europe/London").expect("a zone").strftime("%Y-%m-%dT%H:%M:%S").to_string();
    let folder = rows_until(&release_at);
    let service = Service::start(&folder);
    let visitor = service.visitor();
    let page = || visitor.get("/measures/warm-homes").body;
    until("the row shows", || page().contains("96.25").then_some(()));
    assert!(Timestamp::now().as_second() >= ends.as_second(), "it showed before the end of its embargo");
    let stands = visitor.json("/missions/homes/warmth").to_string();
    assert!(stands.contains("\"met\"") && !stands.contains("met-late"), "{stands}");
}

#[test]
fn a_row_of_which_nobody_can_tell_when_its_embargo_ends_is_not_read() {
    let folder = rows_until("tomorrow");
    let told = remit(&folder, "run project --all");
    let all = format!("{}{}", told.out, told.err);
    assert!(!all.contains("96.25"), "{told}");
    assert!(all.contains("is no moment at which an embargo ends"), "{told}");
}
