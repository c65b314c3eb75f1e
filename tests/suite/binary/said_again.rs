//! Figures that are said again, contradicted, left out, or dated on a day that is still to come.

use tests::process::{Folder, messages, remit};

const FIRST: &str = "month,body,percent\n2024-02,north-council,96\n2024-02,south-council,94\n";
const SLIP: &str = "month,body,percent\n2024-02,north-council,40\n";

/// The lines about the files of the first feed, after another run.
#[track_caller]
fn files(folder: &Folder) -> String {
    let answer = remit(folder, "run project");
    let (_, files) = answer.out.split_once("Files read\n").expect("what became of files");
    let of_feed: Vec<&str> = files.lines().map(str::trim).filter(|line| line.contains("warmth")).collect();
    of_feed.join("\n")
}

#[track_caller]
fn verdict(folder: &Folder) -> String {
    let answer = remit(folder, "run project --format json");
    let document: serde_json::Value = serde_json::from_str(&answer.out).expect("a document");
    let verdicts = document["verdicts"].as_array().expect("verdicts");
    let of_north = verdicts
        .iter()
        .find(|verdict| verdict["contribution"] == "north-council" && verdict["period"] == "2024-02");
    of_north.expect("it is judged")["verdict"].as_str().expect("a word").to_owned()
}

#[test]
fn what_a_later_file_says_anew_counts_and_the_same_file_again_is_silence() {
    let folder = Folder::two_missions();
    folder.drop_in("feeds/warmth/2024.csv", FIRST);
    remit(&folder, "run project");
    folder.drop_in("feeds/warmth/a.csv", SLIP);
    insta::assert_snapshot!(files(&folder), @"
    feeds/warmth/2024.csv: 2 known already
    feeds/warmth/a.csv: 1 revised
    ");
    assert_eq!(verdict(&folder), "missed");
    folder.drop_in("feeds/warmth/b.csv", FIRST);
    insta::assert_snapshot!(files(&folder), @"
    feeds/warmth/2024.csv: 2 known already
    feeds/warmth/a.csv: 1 known already
    feeds/warmth/b.csv: 1 known already, 1 revised; equal to feeds/warmth/2024.csv
    ");
    assert_eq!(verdict(&folder), "met");
    folder.drop_in("feeds/warmth/a (1).csv", SLIP);
    insta::assert_snapshot!(files(&folder), @"
    feeds/warmth/2024.csv: 2 known already
    feeds/warmth/a (1).csv: 1 known already; equal to feeds/warmth/a.csv
    feeds/warmth/a.csv: 1 known already
    feeds/warmth/b.csv: 2 known already
    ");
    assert_eq!(verdict(&folder), "met");
}

#[test]
fn two_files_of_one_reading_that_differ_are_told_to_both_sides() {
    let folder = Folder::two_missions();
    folder.append("remit.toml", "\n[[notifier]]\nid = \"terminal\"\nkind = \"stdout\"\n");
    folder.drop_in("feeds/warmth/z.csv", SLIP);
    let answer = remit(&folder, "run project");
    insta::assert_snapshot!(messages(&folder, "figures.unreconciled"), @"
    For the sender of feeds/warmth/2024.csv and feeds/warmth/z.csv: your reports contradict each other, and the figure is unreconciled. Both are kept. Where nothing says which counts (a date, a status, the name of a file), what they decide is disputed.

    Homes that are warm enough, North Council, February 2024: 96% (feeds/warmth/2024.csv, line 4) and 40% (feeds/warmth/z.csv, line 2)

    Asked of you: agree on the figure, and send it again.
    ");
    let (_, figures) = answer.out.split_once("Unreconciled").expect("it is shown");
    insta::assert_snapshot!(figures, @"
     figures
      Homes that are warm enough, North Council, February 2024: 96% (feeds/warmth/2024.csv, line 4) and 40% (feeds/warmth/z.csv, line 2)

    Files read
      feeds/warmth/2024.csv: 4 new
      feeds/warmth/z.csv: 1 unreconciled
      feeds/trains/2024.csv: 2 new

    What changes from here on: remit run project --since 7
    ");
    assert_eq!(verdict(&folder), "disputed");
    insta::assert_snapshot!(remit(&folder, "explain project homes/warmth").out, @"
    Councils keep homes warm
    homes/warmth: February 2024, disputed

    How it stands
      February 2024, North Council: disputed.
      February 2024, South Council: met.
      February 2024, the whole: disputed (disputed: North Council).
      Ministry of Homes answers for the whole.

    Why
      February 2024, North Council: Homes that are warm enough, North Council, February 2024: unreconciled: reported as 40 and as 96, and nothing decides between them.
      February 2024, South Council: 94 against a floor of 90.

    What would have to be different, all else being equal
      North Council: would be met at 90% or more.
      North Council: could be judged anew as soon as Homes that are warm enough, North Council, February 2024, is reported.
      South Council: would be missed at 89% or less; it reported 94%.

    What changed since the verdict before
      On 21 March 2024 the figure for February 2024 came in as 96%, and elsewhere as 40%: nothing decides between them; the verdict on North Council went from not due to disputed.
      On 21 March 2024 the figure for February 2024 came in as 94% (before: nothing); the verdict on South Council went from not due to met.
      The obligation as a whole went from not due to disputed on 21 March 2024.
      A report whose file gives no date counts as known when it was due.

    On what evidence
      North Council: disputed
      └─ rules/at-least.rhai, due by 20 March 2024
         └─ Homes that are warm enough, February 2024: unreconciled: reported as 40 and as 96, and nothing decides between them
            ├─ feeds/warmth/z.csv, line 2: 40%, final, undated history, counted as in time, unreconciled with another
            └─ feeds/warmth/2024.csv, line 4: 96%, final, undated history, counted as in time, unreconciled with another
      South Council: met
      └─ rules/at-least.rhai, line 8, due by 20 March 2024
         └─ Homes that are warm enough, February 2024: 94%, feeds/warmth/2024.csv, line 5, final, undated history, counted as in time

    Who waits for whom
      It waits for nothing else, and nothing else waits for it.
    ");
}

#[test]
fn a_row_that_was_taken_out_is_told_and_its_figure_stays() {
    let folder = Folder::two_missions();
    folder.append("remit.toml", "\n[[notifier]]\nid = \"terminal\"\nkind = \"stdout\"\n");
    remit(&folder, "run project");
    folder.drop_in("feeds/warmth/2024.csv", FIRST);
    insta::assert_snapshot!(files(&folder), @"feeds/warmth/2024.csv: 2 known already, 2 no longer in it");
    insta::assert_snapshot!(messages(&folder, "figures.left-out"), @"
    For the sender of feeds/warmth/2024.csv: it no longer holds two figures that it held before. What was reported stays in force.

    Homes that are warm enough, North Council, January 2024
    Homes that are warm enough, South Council, January 2024

    Asked of you: if a figure was withdrawn, send a row for it with `[x]` in place of the figure.
    ");
}

#[test]
fn a_row_that_was_taken_out_withdraws_its_figure_where_the_feed_says_so() {
    let folder = Folder::two_missions();
    folder.append("remit.toml", "\n[[notifier]]\nid = \"terminal\"\nkind = \"stdout\"\n");
    let feed = "folder = \"feeds/warmth\"\n";
    folder.edit("remit.toml", feed, &format!("{feed}taken_out = \"withdrawn\"\n"));
    remit(&folder, "run project");
    let january = "month,body,percent\n2024-01,north-council,95\n2024-01,south-council,93\n";
    folder.drop_in("feeds/warmth/2024.csv", january);
    insta::assert_snapshot!(files(&folder), @"feeds/warmth/2024.csv: 2 known already, 2 revised, 2 no longer in it");
    insta::assert_snapshot!(messages(&folder, "figures.left-out"), @"
    For the sender of feeds/warmth/2024.csv: it no longer holds two figures that it held before. Each is withdrawn by that.

    Homes that are warm enough, North Council, February 2024
    Homes that are warm enough, South Council, February 2024

    Asked of you: if a figure was not withdrawn, send a file that holds it.
    ");
    let told = messages(&folder, "alert.firing");
    assert!(told.contains("withdrawn by its publisher"), "{told}");
    folder.drop_in("feeds/warmth/2024.csv", "month,body,percent\n");
    insta::assert_snapshot!(files(&folder), @"feeds/warmth/2024.csv: 2 no longer in it");
}

#[test]
fn what_is_dated_on_a_day_to_come_is_set_aside() {
    let folder = Folder::two_missions();
    folder.edit(
        "remit.toml",
        "measure = \"warm-homes\"\n",
        "measure = \"warm-homes\"\nvintage = { column = \"published\" }\n",
    );
    folder.drop_in("feeds/warmth/2024.csv", "published,month,body,percent\n2999-01-01,2024-02,north-council,96\n2024-03-01,2024-02,south-council,94\n");
    let answer = remit(&folder, "run project");
    insta::assert_snapshot!(answer.err, @"
    feeds/warmth/2024.csv: one row was set aside and not used
      line 2: it was published on `2999-01-01`, which is still to come
    ");
}
