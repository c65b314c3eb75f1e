//! What is said of a file that nobody has declared. Where its table is and what reads it is for `plugins` to find out.

use crate::english;

/// What kind of file it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LookedAs {
    Text,
    Workbook,
    Adx,
    Dhis2,
    Xml,
    Objects,
    JsonStat,
}

/// Why no feed can be proposed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Nothing {
    /// The reader's own words.
    Unreadable(String),
    NoFigures,
    RegisterList,
    NoHeadings,
}

/// What a file does not say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OpenQuestion<'a> {
    WhichTable { others: &'a [String] },
    WhichPeriod,
    WhichYear,
    DoBlanksMeanAbove { columns: &'a [String] },
    WhichOrder { text: &'a str },
    WhichBody { labels: &'a [String] },
    Mark { text: &'a str, times: u32 },
    WhatSetsApart,
    WhatRepeats { columns: &'a [String] },
    IsThePeriod { text: &'a str },
    SetAside { rows: u32, first: &'a str },
}

/// So many names are listed.
const MOST_NAMES: usize = 12;

/// The kind of a file, as a phrase.
pub fn kind(kind: LookedAs) -> &'static str {
    match kind {
        LookedAs::Text => "a table in a text file",
        LookedAs::Workbook => "a workbook",
        LookedAs::Adx => "data values in XML (ADX)",
        LookedAs::Dhis2 => "data values in XML (DHIS2)",
        LookedAs::Xml => "XML",
        LookedAs::Objects => "objects in JSON",
        LookedAs::JsonStat => "figures in JSON-stat",
    }
}

/// What a file is and, of a text, how it is written.
pub fn heading(file: &str, kind: LookedAs, written: Option<(&str, char)>) -> String {
    let kind = self::kind(kind);
    match written {
        Some((encoding, delimiter)) => {
            format!("{file}: {kind}, {encoding}, with `{}` between fields", delimiter.escape_default())
        }
        None => format!("{file}: {kind}"),
    }
}

/// The sheets that a workbook shows.
pub fn shown_sheets(names: &[String]) -> String {
    format!("sheets: {}", some(names))
}

/// The sheets that a workbook hides.
pub fn hidden_sheets(names: &[String]) -> String {
    format!("hidden sheets: {}", some(names))
}

/// Where a table stands: the lines of its headings, and those of its rows.
pub fn table(headings: (u32, u32), sheet: Option<&str>, rows: (u32, u32)) -> String {
    let sheet = sheet.map(|sheet| format!(" of sheet `{sheet}`")).unwrap_or_default();
    let headings = match headings {
        (first, last) if first == last => format!("line {last}"),
        (first, last) => format!("lines {first} to {last}"),
    };
    format!("headings: {headings}{sheet}; rows: lines {} to {}", rows.0, rows.1)
}

/// How many of the bodies that a file names the register has.
pub fn known_bodies(bodies: usize) -> String {
    format!("bodies that the register has: {}", english::number(bodies.into()))
}

/// The bodies that a file names and the register lacks.
pub fn unknown_bodies(names: &[String]) -> String {
    format!("bodies that it lacks: {}, {}", english::number(names.len().into()), some(names))
}

/// Above the questions.
pub const NOT_SAID: &str = "What the file does not say:";

/// The proposal: what goes into `remit.toml`, and what into a mission.
pub fn proposal(feed: &str, measures: &str) -> String {
    format!("For remit.toml:\n\n{feed}\nFor a mission:\n\n{measures}")
}

/// What came of reading the file by the proposal.
pub fn read_with_it(figures: u32, absent: u32, set_aside: u32) -> String {
    format!("Read with it: {}.", read(figures, absent, set_aside))
}

/// A feed for all tables of a workbook that can be read, sheet by sheet: what goes into `remit.toml`, what into a mission, and what it reads.
pub fn all_sheets(
    names: &[String],
    (feed, measures): (&str, &str),
    (figures, set_aside): (u32, u32),
) -> String {
    format!(
        "All tables of the workbook that can be read by one feed, sheet by sheet: {}. Leave out the sheets that you do not need.\n\n{}\nRead with it: {} read, {} set aside.",
        some(names),
        proposal(feed, measures),
        english::count(figures as usize, "figure"),
        english::count(set_aside as usize, "row")
    )
}

/// One report as it was read: where it stands, and what it says.
pub fn report(place: &str, (measure, body, period): (&str, &str, &str), figure: Option<&str>) -> String {
    format!("{place}: {measure} of {body} in {period} is {}", figure.unwrap_or("no figure"))
}

/// The reader refused the file by that very proposal.
pub fn refused(reason: &str) -> String {
    format!("Read with it, the file is refused: {reason}.")
}

/// The proposal has faults of its own.
pub fn unsound(faults: &str) -> String {
    format!("This proposal is not sound, which is a fault of Remit:\n{faults}")
}

/// Names in a row, the first dozen and a count of the rest.
pub fn some(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(MOST_NAMES).map(|name| format!("`{name}`")).collect();
    match names.len().checked_sub(MOST_NAMES).filter(|more| *more > 0) {
        Some(more) => format!("{} and {more} more", shown.join(", ")),
        None => english::list(&shown),
    }
}

/// Why no feed can be proposed, with what to do.
pub fn nothing(nothing: &Nothing) -> String {
    match nothing {
        Nothing::Unreadable(reason) => format!("It cannot be read: {reason}."),
        Nothing::NoFigures => "No column of it holds figures, so no feed can read it.".to_owned(),
        Nothing::RegisterList => {
            "It is a list of organisations by their codes, without figures or headings. It belongs beside the register: see docs/register.md."
                .to_owned()
        }
        Nothing::NoHeadings => {
            "Nothing above its figures says what they are. Call its columns by their letters (`column A`), and say what each is.".to_owned()
        }
    }
}

/// What to do with a format in which every value names what it is about.
pub fn ask_format(kind: LookedAs) -> &'static str {
    match kind {
        LookedAs::Adx => {
            "Every value names what it is about, so there is no table to look for: a feed with `format = \"adx\"` reads it. It cannot be known which of its data elements are which measures."
        }
        LookedAs::Dhis2 => {
            "Every value names what it is about: a feed with `format = \"dhis2-xml\"` reads it. It cannot be known which of its data elements are which measures."
        }
        LookedAs::Xml => "No feed reads this XML by itself: write a plugin that does.",
        LookedAs::Objects => {
            "A feed with `format = \"ndjson\"` reads one object on each line; it cannot be known which keys are meant."
        }
        LookedAs::JsonStat => {
            "Its figures stand in one list, apart from what they are about, and no feed reads that by itself: ask its publisher for the same table as CSV, or write a plugin that reads it."
        }
        LookedAs::Text | LookedAs::Workbook => "",
    }
}

/// A question, as a sentence.
pub fn question(asked: &OpenQuestion<'_>) -> String {
    match asked {
        OpenQuestion::WhichTable { others } => format!(
            "Which table? {} too: {}. Look at one with `--sheet NAME`.",
            if others.len() == 1 { "Another sheet has one" } else { "Other sheets have one" },
            some(others)
        ),
        OpenQuestion::WhichPeriod => {
            "Which period? It is nowhere in the file. Say it in place of `say-which-period`, and how often the figures come in `every`."
                .to_owned()
        }
        OpenQuestion::WhichYear => {
            "Which year? The headings leave it out. Say it in place of `say-which-year`.".to_owned()
        }
        OpenQuestion::DoBlanksMeanAbove { columns } => format!(
            "Does a blank in {} mean what stands above it? The proposal takes it so, by `fill_down`.",
            some(columns)
        ),
        OpenQuestion::WhichOrder { text } => format!(
            "Is the day first, as Britain writes it? Nothing in the file tells of dates such as `{text}`. If the month is, say `dates = \"month-first\"` under [feed.table]."
        ),
        OpenQuestion::WhichBody { labels: [] } => {
            "Whose figures? No column names a body. Say its id in place of `say-which-body`.".to_owned()
        }
        OpenQuestion::WhichBody { labels } => format!(
            "Whose figures? {} {} taken for what is counted, and no column names a body. Say its id in place of `say-which-body`.",
            some(labels),
            if labels.len() == 1 { "was" } else { "were" }
        ),
        OpenQuestion::Mark { text, times } => format!(
            "What does `{text}` mean? It stands in place of a figure {}. Say under [feed.absence] why there is none, or the figure that it stands for.",
            if *times == 1 { "once".to_owned() } else { format!("{times} times") }
        ),
        OpenQuestion::WhatSetsApart => {
            "What sets the rows apart? Rows of one body and period say different things, and no one column tells why. Choose rows with `where`, or divide the measures.".to_owned()
        }
        OpenQuestion::WhatRepeats { columns } => format!(
            "Which part of the table? {} {} the same in several rows, with other figures: the table has several parts. Read one of them with `ends_at` or `skip_rows`, or choose rows with `where`.",
            some(columns),
            if columns.len() == 1 { "says" } else { "say" }
        ),
        OpenQuestion::IsThePeriod { text } => format!(
            "Is `{text}` the period? It stands beside the table, and may be the day on which it was published."
        ),
        OpenQuestion::SetAside { rows: 1, first } => format!("One row cannot be used as it stands: {first}."),
        OpenQuestion::SetAside { rows, first } => {
            let rows = english::capitalised(&english::count(*rows as usize, "row"));
            format!("{rows} cannot be used as they stand; the first: {first}.")
        }
    }
}

/// How many reports were read.
fn read(figures: u32, absent: u32, set_aside: u32) -> String {
    format!(
        "{} read, {} without a figure, {} set aside",
        english::count(figures as usize, "figure"),
        english::count(absent as usize, "report"),
        english::count(set_aside as usize, "row")
    )
}

/// That only the beginning was looked at.
pub fn first_part(mebibytes: u64) -> String {
    format!("Only its first part was looked at: it has {mebibytes} MiB.")
}
