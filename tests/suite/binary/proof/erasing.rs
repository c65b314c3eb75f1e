//! Personal values are erased from a ledger: they are in no file afterwards, all else is as it was, and what cannot be erased is said.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use app::project;
use app::recorder::{Follower, TakenOver};
use ledger::entry::{Entry, Recorded, Signed};
use plugins::stores::{LedgerPlace, Store as _};
use tests::process::{Answer, Folder, Receiver, Service, remit};

use super::forger::opened;

pub(super) const ORIGIN: &str = "example.gov.uk/remit";
pub(super) const MISSED: &str = "month,body,percent\n2024-02,north-council,40\n";
pub(super) const ERASE: &str = "ledger erase project --by Registrar --reason article-17";

/// Leaves hashes, moments and what stands for somebody out of what is said, for as long as this lives.
pub(super) fn plain() -> insta::internals::SettingsBindDropGuard {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter("[0-9a-f]{64}", "HASH");
    settings.add_filter(r"\(erased [0-9a-f]{12}\)", "(erased)");
    settings.add_filter(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[0-9.]*Z", "MOMENT");
    settings.bind_to_scope()
}

/// What a command says: its exit code, and both of its outputs.
#[track_caller]
pub(super) fn ask(folder: &Folder, line: &str) -> String {
    let Answer { code, out, err } = remit(folder, line);
    format!("{}\n{out}{err}", code.expect("it ends by itself"))
}

/// A project with an alert to which Zelda Quill and others responded, and a checkpoint over all of it.
fn spoken() -> Folder {
    let (folder, receiver) = (Folder::two_missions(), Receiver::start());
    receiver.declare_in(&folder);
    folder.append("remit.toml", &format!("\n[checkpoints]\norigin = \"{ORIGIN}\"\n"));
    assert_eq!(remit(&folder, &format!("ledger key project/checkpoints.key --name {ORIGIN}")).code, Some(0));
    folder.drop_in("feeds/warmth/more-revised.csv", MISSED);
    assert_eq!(remit(&folder, "run project").code, Some(1));
    for said in [
        "explain --by Zelda_Quill --reason My_children_were_ill",
        "dispute --by Bo_Lin --reason as_Zelda_Quill_says",
        "accept --by Cy_Day",
    ] {
        respond(&folder, said);
    }
    assert_eq!(remit(&folder, "run project").code, Some(1), "everybody is told");
    let told: Vec<_> = tests::process::queued(&folder);
    assert!(told.iter().any(|message| message.json.contains("Zelda_Quill")), "messages name people");
    assert_eq!(remit(&folder, "ledger checkpoint project").code, Some(0));
    folder
}

/// Responds to the alert. The command line of a test has no quotes, so that letters stand for blanks.
#[track_caller]
pub(super) fn respond(folder: &Folder, said: &str) {
    let said = remit(folder, &format!("respond project homes/warmth {said}"));
    assert_eq!(said.code, Some(0), "{said}");
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).expect("it is a folder").map(|entry| entry.expect("it is there").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The files of a project that have a value, in whichever letters.
pub(super) fn having(folder: &Folder, value: &str) -> Vec<PathBuf> {
    let value = value.to_lowercase();
    let has_it = |path: &PathBuf| {
        let bytes = fs::read(path).expect("it can be read").to_ascii_lowercase();
        bytes.windows(value.len()).any(|window| window == value.as_bytes())
    };
    files(&folder.project()).into_iter().filter(has_it).collect()
}

/// What is said with names and words put back that were erased.
pub(super) fn put_back(said: &str) -> String {
    let mut parts = said.split("(erased ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str("(erased)");
        text.push_str(part.split_once(')').map_or("", |(_, rest)| rest));
    }
    text
}

#[test]
fn after_an_erasure_the_name_is_in_no_file_and_all_else_is_as_it_was() {
    let _plain = plain();
    let folder = spoken();
    assert!(!having(&folder, "Zelda_Quill").is_empty());
    let [explained, listed] =
        ["explain project homes/warmth", "run project --dry"].map(|line| ask(&folder, line));
    assert!(explained.contains("Zelda_Quill") && explained.contains("My_children_were_ill"), "{explained}");
    insta::assert_snapshot!(ask(&folder, &format!("{ERASE} --person Zelda_Quill")));
    assert!(!having(&folder, "Zelda_Quill").is_empty(), "nothing is erased unasked");
    insta::assert_snapshot!(ask(&folder, &format!("{ERASE} --person zelda_quill --yes")));
    for value in ["Zelda", "Quill", "children_were_ill"] {
        assert_eq!(having(&folder, value), Vec::<PathBuf>::new(), "{value}");
    }
    let left = ask(&folder, "explain project homes/warmth");
    let expect = explained
        .replace("Zelda_Quill explained", "(erased) explained")
        .replace("My_children_were_ill", "(erased)")
        .replace("as_Zelda_Quill_says", "(erased)");
    assert_eq!(put_back(&left), expect);
    assert!(left.contains("Bo_Lin"), "{left}");
    assert_eq!(ask(&folder, "run project --dry").split("Responses").next(), listed.split("Responses").next());
    insta::assert_snapshot!(ask(&folder, "verify project"));
    insta::assert_snapshot!(ask(&folder, "ledger verify project"));
    assert_eq!(remit(&folder, "run project").code, Some(1), "it goes on");
    assert_eq!(having(&folder, "Zelda"), Vec::<PathBuf>::new());
    insta::assert_snapshot!(ask(&folder, &format!("{ERASE} --person Zelda_Quill --yes")));
    let service = Service::start(&folder);
    let visitor = service.visitor();
    for page in ["/", "/alerts/homes/warmth", "/explanations/homes/warmth", "/audit", "/since"] {
        let page = visitor.get(page);
        assert_eq!(page.status, 200, "{}", page.body);
        assert!(!page.body.contains("Zelda"), "{}", page.body);
    }
    assert!(
        visitor.get("/audit").body.contains("Registrar had nine personal values erased. Reason: article-17")
    );
    assert!(visitor.get("/explanations/homes/warmth").body.contains("(erased "));
}

#[test]
fn a_proof_shows_what_is_left_and_follows_as_before() {
    let _plain = plain();
    let folder = spoken();
    assert_eq!(remit(&folder, "prove project homes/warmth -o project/before.proof").code, Some(0));
    let before = ask(&folder, "verify project/before.proof");
    assert_eq!(remit(&folder, &format!("{ERASE} --person Zelda_Quill --yes")).code, Some(0));
    assert_eq!(remit(&folder, "prove project homes/warmth -o project/after.proof").code, Some(0));
    let after = ask(&folder, "verify project/after.proof");
    let root = |said: &str| said.lines().find(|line| line.starts_with("Root ")).map(str::to_owned);
    assert!(root(&after).is_some());
    assert_eq!(root(&after), root(&before), "the tree is the same");
    assert!(after.starts_with("0\n") && after.contains("Bo_Lin") && !after.contains("Zelda"), "{after}");
    let told = after.lines().filter(|line| line.contains("personal value")).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(told);
}

#[test]
fn the_words_of_one_entry_go_and_names_stay() {
    let folder = spoken();
    let at = |said: &str| {
        let all = tests::process::recorded(&folder);
        let of = |recorded: &&Recorded| matches!(&recorded.entry, Entry::Responded(one) if one.submission.by == said);
        all.iter().find(of).map(|recorded| recorded.position).expect("it was said")
    };
    let position = at("Zelda_Quill");
    let erased = remit(&folder, &format!("{ERASE} --at {position} --yes"));
    assert_eq!(erased.code, Some(0), "{erased}");
    let explained = ask(&folder, "explain project homes/warmth");
    assert!(explained.contains("Zelda_Quill explained"), "{explained}");
    assert!(!explained.contains("children"), "{explained}");
    assert!(explained.contains("as_Zelda_Quill_says"), "{explained}");
}

#[test]
fn what_is_still_to_be_delivered_is_not_erased() {
    let folder = Folder::two_missions();
    let receiver = Receiver::start();
    receiver.declare_in(&folder);
    // From here on nobody takes anything.
    drop(receiver);
    folder.drop_in("feeds/warmth/more-revised.csv", MISSED);
    let run = remit(&folder, "run project");
    assert!(run.code.is_some(), "{run}");
    respond(&folder, "explain --by Zelda_Quill --reason ill");
    let refused = ask(&folder, &format!("{ERASE} --person Zelda_Quill --yes"));
    assert!(refused.starts_with("2\n"), "{refused}");
    assert!(
        refused.contains("nothing was erased: ") && refused.contains("still to be delivered"),
        "{refused}"
    );
    assert!(!having(&folder, "Zelda_Quill").is_empty());
}

#[test]
fn what_stands_in_clear_and_cannot_be_erased_is_said() {
    let _plain = plain();
    let folder = spoken();
    folder.append("missions/homes.toml", "\n# Zelda Quill looks after this.\n");
    assert_eq!(remit(&folder, "run project").code, Some(1));
    let said = ask(&folder, &format!("{ERASE} --person Zelda_Quill --yes"));
    insta::assert_snapshot!(said);
}

#[test]
fn a_signature_stays_since_nobody_could_check_it_otherwise() {
    let _plain = plain();
    let folder = spoken();
    let mut store = opened(&folder.path(".remit/ledger.sqlite"));
    let signed = Signed { statement: "I approve".to_owned(), signature: "armoured".to_owned() };
    let entry = Entry::Approved { signed, signer: "Zelda Quill".to_owned() };
    store.append(jiff::Timestamp::now(), &[entry]).unwrap();
    drop(store);
    let said = ask(&folder, &format!("{ERASE} --person Zelda_Quill"));
    insta::assert_snapshot!(said);
}

#[test]
fn an_erasure_that_cannot_be_made_is_refused_in_a_sentence() {
    let folder = spoken();
    let names_again =
        ask(&folder, "ledger erase project --by Zelda_Quill --reason mine --person Zelda_Quill --yes");
    insta::assert_snapshot!(names_again, @"
    2
    remit: nothing was erased: who asks for it, and why, is written down, and would name again what is to be erased
    ");
    let nobody = ask(&folder, &format!("{ERASE} --person Nobody_Here --yes"));
    insta::assert_snapshot!(nobody, @"
    0
    Nothing that can be erased stands on the ledger.
    Not reached: backups, files of feeds, the project's folder, accounts, messages that were sent, and pages and proofs that others have.
    ");
    let what = ask(&folder, ERASE);
    insta::assert_snapshot!(what, @"
    2
    error: the following required arguments were not provided:
      <--person <NAME>|--mention <WORDS>|--at <POSITION>>

    Usage: remit ledger erase --by <NAME> --reason <REASON> <--person <NAME>|--mention <WORDS>|--at <POSITION>> <DIR>

    For more information, try '--help'.
    ");
    let service = Service::start(&folder);
    let held = ask(&folder, &format!("{ERASE} --person Zelda_Quill --yes"));
    assert!(held.starts_with("2\n") && held.contains("in use by another process"), "{held}");
    drop(service);
    let none = Folder::two_missions();
    insta::assert_snapshot!(ask(&none, &format!("{ERASE} --person Ann --yes")), @"
    0
    There is no ledger yet; `remit run project` begins it.
    ");
}

#[test]
fn whoever_stands_by_does_not_go_on_with_what_was_erased() {
    let folder = spoken();
    let place = LedgerPlace::file(folder.path(".remit/ledger.sqlite"));
    let held = || place.open_within(Duration::from_secs(10)).unwrap();
    let open = || Follower::open(&place, project::compiler()).unwrap().expect("there is a ledger");
    let goes_on = |mut follower: Follower| {
        let end = follower.end().unwrap();
        matches!(follower.take_over(end, held()).unwrap(), TakenOver::Followed(..))
    };
    assert!(goes_on(open()));
    let [before, mut caught_up] = [open(), open()];
    let erased = remit(&folder, &format!("{ERASE} --person Zelda_Quill --yes"));
    assert_eq!(erased.code, Some(0), "{erased}");
    assert!(!goes_on(before), "it holds the name");
    caught_up.catch_up().unwrap();
    assert!(!goes_on(caught_up), "it still holds the name");
    assert!(!goes_on(open()), "values go after that is written down");
}
