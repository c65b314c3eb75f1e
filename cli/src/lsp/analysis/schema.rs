//! The keys of a project's files, each with what it means and what may stand there. A test holds it to what is compiled.

use super::described::{MANIFEST, PLUGIN_TESTS, TESTS};
use super::key::{Holds, Key, key};
use crate::project::PROJECT_FILE;

/// The keys of a file's root; none where the file is no TOML of Remit's.
pub(super) fn root(path: &str) -> Option<&'static [Key]> {
    let is_toml =
        |folder: &str| path.strip_prefix(folder).and_then(|rest| rest.strip_suffix(".toml")).is_some();
    match path {
        PROJECT_FILE => Some(PROJECT),
        _ if is_toml("missions/") => Some(MISSION),
        _ if is_toml("tests/") => Some(&TESTS),
        _ => of_plugin(path.strip_prefix("plugins/")?),
    }
}

fn of_plugin(path: &str) -> Option<&'static [Key]> {
    match path.split('/').collect::<Vec<_>>().as_slice() {
        [_, "plugin.toml"] => Some(&MANIFEST),
        [_, "tests", test] if test.strip_suffix(".toml").is_some() => Some(&PLUGIN_TESTS),
        _ => None,
    }
}

/// The key at the end of a path from the root.
pub(super) fn find(root: &'static [Key], path: &[String]) -> Option<Key> {
    let (first, rest) = path.split_first()?;
    let found = root.iter().find(|key| key.name == first)?;
    below(*found, rest)
}

fn below(key: Key, path: &[String]) -> Option<Key> {
    match (key.holds, path) {
        (_, []) => Some(key),
        (Holds::ByName(each), [_, rest @ ..]) => below(*each, rest),
        _ => find(key.keys()?, path),
    }
}

/// The keys of the table at the end of a path from the root.
pub(super) fn keys_at(root: &'static [Key], path: &[String]) -> Option<&'static [Key]> {
    if path.is_empty() { Some(root) } else { find(root, path)?.keys() }
}

use Holds::{Anything, Body, Dependency, Kind, Measure, Rule, Table, Words, WordsOrTable};

const CADENCES: &[&str] = &["day", "week", "month", "quarter", "financial-year", "academic-year", "year"];

const EVERY: Holds = WordsOrTable(
    CADENCES,
    &[
        key("rolling_months", Anything, "How many months the range covers."),
        key("step_months", Anything, "How many months lie between two ranges."),
    ],
);

const GROUP: Holds = Table(&[key("kind", Kind, "Every body of this kind.")]);

const DUE: Holds = Table(&[
    key("timely_days", Anything, "Days after the period's end by which a report is in time."),
    key("timely_working_days", Anything, "The same in working days."),
    key("grace_days", Anything, "Days after that before silence counts."),
    key("grace_working_days", Anything, "The same in working days."),
]);

const WAIT: Holds = Table(&[
    key("days", Anything, "Days."),
    key("working_days", Anything, "Working days, by the project's calendar."),
]);

const POINT: &[Key] = &[
    key("by", Anything, "The day, such as `\"2025-03-31\"`."),
    key("value", Anything, "The value by that day."),
];

/// `missions/*.toml`.
pub(super) const MISSION: &[Key] = &[
    key(
        "mission",
        Table(&[
            key("id", Anything, "The mission's id. State hangs on it."),
            key("title", Anything, "The mission's title."),
            key("board", Anything, "The board that answers for it."),
            key(
                "approvers",
                Anything,
                "Who must sign a change, each with a `name` and an SSH public `key`; at least two.",
            ),
        ]),
        "The mission: its id, title, board and approvers.",
    ),
    key(
        "measure",
        Table(&[
            key("id", Anything, "The measure's id, known to the whole project."),
            key("title", Anything, "What is counted."),
            key("unit", Anything, "`count` (default), `percent`, `pounds`, or a word of your own."),
            key("every", EVERY, "How often it is reported."),
            key("better", Words(&["higher", "lower"]), "Which way is better."),
            key(
                "class",
                Words(&["access", "activity", "outcome", "prevention", "input", "experience"]),
                "What kind of thing is measured.",
            ),
            key(
                "adds_up",
                WordsOrTable(
                    &["sum", "none"],
                    &[
                        key("numerator", Measure, "The measure above the line of a percentage."),
                        key("denominator", Measure, "The measure below it."),
                    ],
                ),
                "How figures of several bodies make one: `sum`, a ratio, or `none` (default).",
            ),
            key("reported_by", GROUP, "Who reports it; a sum is taken over these."),
            key("due", DUE, "When a report is due. Without it: on the last day of its period."),
        ]),
        "Something that is reported. Known to the whole project.",
    ),
    key(
        "target",
        Table(&[
            key("measure", Measure, "The measure that the target is for."),
            key("body", Body, "The body that it is for; without it, everyone."),
            key("from", Anything, "The day from which it is in force."),
            key("until", Anything, "The last day on which it is in force."),
            key("value", Anything, "The value to be reached."),
            key("by", Anything, "The day by which it is to be reached."),
            key("points", Table(POINT), "The points of a trajectory."),
        ]),
        "A value by a date, or a trajectory.",
    ),
    key(
        "obligation",
        Table(&[
            key("id", Anything, "The obligation's id. State hangs on it."),
            key("title", Anything, "What is owed, in one sentence."),
            key("lead", Body, "The body that answers for the whole."),
            key("owner", Anything, "The person to be told."),
            key("every", EVERY, "How often it is owed. Without it: as often as its measure is reported."),
            key("from", Anything, "The first period for which it is owed."),
            key("until", Anything, "The last period for which it is owed."),
            key("due", DUE, "When it is due. Without it: when its measure is."),
            key(
                "needs",
                WordsOrTable(
                    &["all", "any", "in-order"],
                    &[
                        key("at_least", Anything, "How many contributions must be met."),
                        key("weight", Anything, "How much weight of contributions must be met."),
                    ],
                ),
                "How many contributions are needed.",
            ),
            key("measure", Measure, "The measure that it is judged by."),
            key("rule", Rule, "The rule that judges."),
            key("params", Anything, "What is handed to the rule, as `my.params`."),
            key("for", WAIT, "How long a breach lasts before the alert fires."),
            key("keep_firing_for", WAIT, "How long the alert goes on firing after the breach."),
            key(
                "depends_on",
                Dependency,
                "While these are overdue, this one is held up by them: `obligation`, `mission/obligation` or `measure:measure`.",
            ),
            key("next_step", Anything, "What to do about a breach."),
            key(
                "contribution",
                Table(&[
                    key("id", Anything, "The contribution's id. Without it: the body's."),
                    key("by", Body, "The body that contributes."),
                    key("each", GROUP, "One contribution for every body of a kind or of a list."),
                    key("owner", Anything, "The person to be told."),
                    key("weight", Anything, "How much it weighs where weights are needed."),
                    key("measure", Measure, "Its own measure."),
                    key("rule", Rule, "Its own rule."),
                    key("params", Anything, "What is handed to the rule, as `my.params`."),
                ]),
                "One body's part. Without any, the lead owes all of it alone.",
            ),
        ]),
        "What is owed each period: a lead, contributions, and a rule.",
    ),
];

const CODES: &[Key] = &[
    key("body", Anything, "This feed's own codes of bodies: code = body."),
    key("measure", Anything, "This feed's own codes of measures: code = measure."),
    key("status", Anything, "This feed's own words for a status: word = status."),
];

/// `remit.toml`.
pub(super) const PROJECT: &[Key] = &[
    key(
        "project",
        Table(&[
            key("title", Anything, "The project's title."),
            key("time_zone", Anything, "Where days begin and end; `Europe/London` by default."),
        ]),
        "The project as a whole.",
    ),
    key(
        "calendar",
        Table(&[
            key("bank_holidays", Anything, "The file of bank holidays, in the layout of GOV.UK."),
            key("division", Anything, "Whose bank holidays count, such as `england-and-wales`."),
        ]),
        "For waits in working days.",
    ),
    key(
        "store",
        Table(&[key("path", Anything, "Where the ledger is kept; `.remit/ledger.sqlite` by default.")]),
        "The ledger.",
    ),
    key(
        "feed",
        Table(&[
            key("id", Anything, "The feed's id."),
            key("folder", Anything, "The folder in which its files arrive."),
            key("files", Anything, "Which files of the folder, such as `*.csv`."),
            key("format", Words(&["csv", "ndjson"]), "How the files are written."),
            key("measure", Measure, "The measure, where every row is about one."),
            key(
                "vintage",
                WordsOrTable(
                    &["backfill", "received", "file-name"],
                    &[key("column", Anything, "The column that says when a figure became known.")],
                ),
                "When a figure became known.",
            ),
            key("where", Anything, "Only rows where every column says this, or one of these."),
            key("totals", Anything, "Rows that are totals of others, and are skipped."),
            key(
                "columns",
                Table(&[
                    key("period", Anything, "The column of the period."),
                    key("body", Anything, "The column of the body."),
                    key("measure", Anything, "The column of the measure, where there are several."),
                    key("value", Anything, "The column of the figure."),
                    key("values", Anything, "Columns of figures, each with its measure."),
                    key("status", Anything, "The column of the status."),
                    key("unit", Anything, "The column of the unit, checked against the measure's."),
                ]),
                "Which column holds what.",
            ),
            key("codes", Table(CODES), "What the file's own codes stand for."),
            key("absence", Anything, "Marks for missing figures, with their reason."),
        ]),
        "Where reports arrive.",
    ),
    key(
        "notifier",
        Table(&[
            key("id", Anything, "The notifier's id."),
            key("kind", Words(&["stdout", "webhook"]), "How people are told."),
            key("url", Anything, "Where a webhook is sent."),
            key("secret", Anything, "The secret that signs it."),
            key("secret_file", Anything, "The file that holds the secret."),
        ]),
        "Who is told.",
    ),
];
