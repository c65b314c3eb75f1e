//! Plain English for people: counts, lists, dates and periods as British officials write them, what rules say and ask for,
//! and why there is no figure.

use jiff::civil::Date;

use engine::evidence::{Contradiction, Gap, WhyAbsent};
use engine::listing::{End, Life, Listing};
use engine::model::{Absence, Cadence, Cell, Period, Piece, Place, Statement, UnusedReport};
use engine::others::Among;
use engine::view::{Failure, OtherRead};

mod cadences;
mod days;
mod numbers;

pub use cadences::cadence;
use cadences::part_of_year;
pub use days::{ORDINALS, WEEKDAYS, day_of_month, ordinal, weekday};
use numbers::grouped;
pub use numbers::{number, places_apart, rounded, with_unit};

const SMALL_NUMBERS: [&str; 21] = [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// The months of the year in lower case, as names of files and declarations spell them.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A count with its noun: `one quarter`, `eleven quarters`, `34 quarters`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{} {}", figure(number), plural(number, noun))
}

/// A count alone: in words up to twenty, then in figures.
pub fn figure(number: usize) -> String {
    SMALL_NUMBERS.get(number).map_or_else(|| grouped(&number.to_string()), |word| (*word).to_owned())
}

/// The noun alone, in the right number: `body` becomes `bodies`.
pub fn plural(number: usize, noun: &str) -> String {
    match (number, noun.strip_suffix('y')) {
        (1, _) => noun.to_owned(),
        (_, Some(stem)) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    }
}

/// `a`, `a and b`, `a, b and c`.
pub fn list<T: AsRef<str>>(items: &[T]) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// `31 August 2024`.
pub fn date(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// A period as people say it: `Q4 2020`, `November 2020`, `the week of 13 January 2020`, `2020/21`, `the three years to March 2020`.
pub fn period(period: Period) -> String {
    let first = period.first_day();
    match period.cadence() {
        Cadence::Day => date(first),
        Cadence::Week | Cadence::WeekFrom(_) => format!("the week of {}", date(first)),
        Cadence::Month => first.strftime("%B %Y").to_string(),
        Cadence::Quarter => format!("Q{} {}", (first.month() + 2) / 3, first.year()),
        Cadence::FinancialYear | Cadence::AcademicYear | Cadence::Year => period.to_string(),
        Cadence::PartOfYear(parts) => part_of_year(period, parts),
        Cadence::Rolling { months, .. } => {
            format!("{} to {}", span(months), period.last_day().strftime("%B %Y"))
        }
    }
}

/// Something that happened inside a period: `in Q4 2020`, `on 30 September 2018`, `in the week of 13 January 2020`, `in the
/// year to March 2020`.
pub fn within(period: Period) -> String {
    format!("{} {}", preposition(period), self::period(period))
}

fn preposition(period: Period) -> &'static str {
    match period.cadence() {
        Cadence::Day => "on",
        _ => "in",
    }
}

/// So many months: `the year`, `the three years`, `the six months`.
fn span(months: u16) -> String {
    match (months / 12, months % 12) {
        (1, 0) => "the year".to_owned(),
        (years, 0) => format!("the {}", count(years.into(), "year")),
        _ if months == 1 => "the month".to_owned(),
        _ => format!("the {}", count(months.into(), "month")),
    }
}

/// Periods in rising order, with neighbours drawn together: `Q4 2019 to Q2 2020 and Q2 2023`.
pub fn periods(periods: &[Period]) -> String {
    let runs = periods.chunk_by(|earlier, later| earlier.step(1) == *later);
    let said: Vec<String> = runs
        .flat_map(|run| match run {
            [first, _, .., last] => vec![format!("{} to {}", period(*first), period(*last))],
            few => few.iter().copied().map(period).collect(),
        })
        .collect();
    list(&said)
}

/// Periods in rising order with their number where they follow each other: `eleven quarters in a row, Q3 2021 to Q1 2024`.
pub fn run(run: &[Period]) -> String {
    match run {
        [first, _, ..] if run.windows(2).all(|pair| pair[0].step(1) == pair[1]) => {
            format!("{} in a row, {}", count(run.len(), cadence(first.cadence())), periods(run))
        }
        _ => periods(run),
    }
}

/// When something was so: `for eleven quarters in a row, Q3 2021 to Q1 2024`, or `in Q2 2023`.
pub fn streak(periods: &[Period]) -> String {
    match periods {
        [only] => within(*only),
        several => format!("for {}", run(several)),
    }
}

/// Of which periods something is: `in Q2 2023`, `on 30 September 2018`, `in Q4 2019 to Q2 2020`.
pub fn during(periods: &[Period]) -> String {
    let preposition = periods.first().map_or("in", |first| preposition(*first));
    format!("{preposition} {}", self::periods(periods))
}

/// Names in a list, of which no more than so many are told and the rest is counted.
pub fn some_of(names: &[String], most: usize) -> String {
    let untold = names.len().saturating_sub(most);
    if untold < 2 {
        return list(names);
    }
    let told = names.iter().take(most).cloned().chain([count(untold, "other")]);
    list(&told.collect::<Vec<_>>())
}

/// The same text with its first letter in upper case.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What a rule says.
pub fn statement(statement: &Statement) -> String {
    statement.pieces().iter().map(piece).collect()
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Text(text) => text.as_ref().to_owned(),
        Piece::Number(value) => value.normalize().to_string(),
        Piece::Grouped(value) => number(*value),
        Piece::Percent(value) => format!("{}%", number(*value)),
        Piece::Period(period) => period.to_string(),
    }
}

/// Why a rule failed.
pub fn failure(failure: &Failure) -> String {
    match failure {
        Failure::Raised(message) => message.as_ref().to_owned(),
        Failure::NoTarget(of) => format!("no target is in force for {}", cell(of)),
        Failure::NoMeasure(id) => format!("there is no measure `{id}`"),
        Failure::NoBody(id) => format!("there is no body `{id}`"),
        Failure::NoObligation(name) => format!("there is no mission and no obligation `{name}`"),
        Failure::ReadsVerdicts(name) => {
            format!("`{name}` is judged by the verdicts of other obligations, so no rule can read its own")
        }
        Failure::OnlyParts => {
            "a rule that joins parts reads no figure, target or other obligation".to_owned()
        }
        Failure::NoParts => {
            "it judges one part, and only a rule that is named by `join` sees all of them".to_owned()
        }
    }
}

/// What a rule asked of other obligations: `verdict of housing/plans for 2021-Q3`.
pub fn other_read(read: &OtherRead) -> String {
    match read {
        OtherRead::Obligations(Among::Named(name)) => format!("obligations of {name}"),
        OtherRead::Obligations(Among::All | Among::Own) => "obligations of all missions".to_owned(),
        OtherRead::Verdict(of, period) => format!("verdict of {of} for {period}"),
        OtherRead::Parts(of, period) => format!("verdicts of the parts of {of} for {period}"),
        OtherRead::Breach(of) => format!("since when {of} is broken"),
        OtherRead::Told(of) => format!("when people were told of {of}"),
        OtherRead::Replies(of) => format!("replies to {of}"),
    }
}

/// A cell by the ids of its measure and body: `referrals of hm-prison-service in 2021-Q3`.
pub fn cell(cell: &Cell) -> String {
    format!("{} of {} {} {}", cell.measure, cell.body, preposition(cell.period), cell.period)
}

/// A list of the register: `relations of the kind `funds` to leeds on 31 March 2026`.
pub fn listing(listing: &Listing) -> String {
    match listing {
        Listing::Bodies { kind: None, on } => format!("bodies on {}", date(*on)),
        Listing::Bodies { kind: Some(kind), on } => format!("bodies of the kind `{kind}` on {}", date(*on)),
        Listing::Children { parent, on } => format!("bodies in {parent} on {}", date(*on)),
        Listing::Parent { body } => format!("the body of which {body} is a part"),
        Listing::Relations { kind, end, life, on } => {
            let end = match end {
                End::Any => String::new(),
                End::From(party) => format!(" from {party}"),
                End::To(party) => format!(" to {party}"),
            };
            let life = match life {
                Life::Open => "on",
                Life::Ended => "that ended before",
            };
            format!("relations of the kind `{kind}`{end} {life} {}", date(*on))
        }
        Listing::Measures { class: None } => "all measures".to_owned(),
        Listing::Measures { class: Some(class) } => format!("measures of the class `{}`", class.as_str()),
    }
}

/// Why a cell holds no value.
pub fn why_absent(why: WhyAbsent) -> String {
    match why {
        WhyAbsent::NeverReported => "not reported".to_owned(),
        WhyAbsent::Stated(stated) => format!("reported as {}", absence(stated)),
        WhyAbsent::Incomplete { reported: 0, expected } => {
            format!("reported by none of {}", count(expected as usize, "reporter"))
        }
        WhyAbsent::Incomplete { reported, expected } => {
            format!("incomplete: {reported} of {expected} parts reported")
        }
        WhyAbsent::NothingToDivideBy => "a ratio with nothing to divide by".to_owned(),
        WhyAbsent::ZeroOverZero => "a ratio of zero over zero".to_owned(),
        WhyAbsent::InputMissing(_) => "derived from a figure that is missing".to_owned(),
        WhyAbsent::Unreconciled(Contradiction { least, most }) => format!(
            "unreconciled: reported as {} and as {}, and nothing decides between them",
            number(least),
            number(most)
        ),
        WhyAbsent::InputUnreconciled => "derived from a figure that is unreconciled".to_owned(),
        WhyAbsent::TooLarge => "too large to hold exactly".to_owned(),
    }
}

/// Why a cell holds no value; where something came in for it that could not be used, that with its place and reason.
pub fn why_missing(gap: &Gap) -> String {
    gap.unused.as_deref().map_or_else(|| why_absent(gap.why), unused)
}

/// What came in and could not be used: where it stands and why.
pub fn unused(report: &UnusedReport) -> String {
    match report.place {
        Some(_) => format!("came in and {}", not_used(report)),
        None => not_used(report),
    }
}

/// The same, to be read behind what it is about: `the report could not be used: ..`.
pub fn not_used(UnusedReport { path, place, reason, waits_since }: &UnusedReport) -> String {
    if waits_since.is_some() {
        let told = reason.as_deref().map(|told| format!(": {told}")).unwrap_or_default();
        return format!("may be in {path}, which nobody may read in full yet{told}");
    }
    match (place.as_ref().map(self::place), reason.as_deref()) {
        (Some(place), None) => format!("could not be used: {path}, {place}"),
        (Some(place), Some(reason)) => format!("could not be used: {path}, {place}: {reason}"),
        // The reason names the file.
        (None, Some(reason)) => format!("may be in a file that could not be used: {reason}"),
        (None, None) => format!("may be in a file that could not be used: {path}"),
    }
}

/// Where something stands in a file: `line 37`, or `row 37 of sheet A1`.
pub fn place(Place { sheet, line }: &Place) -> String {
    match sheet {
        Some(sheet) => format!("row {line} of sheet {sheet}"),
        None => format!("line {line}"),
    }
}

/// A place in a file. What has no lines is the reply of a person, whose name stands for the path.
pub fn place_in(path: &str, at: &Place) -> String {
    if at.sheet.is_none() && at.line == 0 {
        format!("reply by {path}")
    } else {
        format!("{path}, {}", place(at))
    }
}

/// What a report says that gives no value.
pub fn absence(absence: Absence) -> &'static str {
    match absence {
        Absence::NotAvailable => "not available",
        Absence::NotApplicable => "not applicable",
        Absence::Confidential => "confidential",
        Absence::Unreliable => "withheld as unreliable",
        Absence::Blank => "left blank",
        Absence::NotDeclared => "a mark whose meaning is not declared",
        Absence::Withdrawn => "withdrawn by its publisher",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil;

    use super::*;

    #[test]
    fn counts_take_the_right_number() {
        assert_eq!(count(1, "quarter"), "one quarter");
        assert_eq!(count(11, "quarter"), "eleven quarters");
        assert_eq!(count(1234, "body"), "1,234 bodies");
        assert_eq!(count(0, "day"), "no days");
    }

    #[test]
    fn neighbouring_periods_are_drawn_together() {
        let quarters: Vec<Period> = ["2019-Q4", "2020-Q1", "2020-Q2", "2023-Q2"]
            .into_iter()
            .map(|text| Cadence::Quarter.parse(text).unwrap())
            .collect();
        assert_eq!(periods(&quarters), "Q4 2019 to Q2 2020 and Q2 2023");
        assert_eq!(streak(&quarters[..3]), "for three quarters in a row, Q4 2019 to Q2 2020");
        assert_eq!(streak(&quarters[3..]), "in Q2 2023");
    }

    #[test]
    fn every_cadence_reads_right_in_a_sentence() {
        let said = |cadence: Cadence, text: &str| streak(&[cadence.parse(text).unwrap()]);
        let rolling = |months| Cadence::Rolling { months, step: 12 };
        let day = civil::date(2018, 9, 30);
        let of_day = |cadence: Cadence| streak(&[cadence.containing(day)]);
        assert_eq!(of_day(Cadence::Day), "on 30 September 2018");
        assert_eq!(of_day(Cadence::Week), "in the week of 24 September 2018");
        assert_eq!(of_day(Cadence::Month), "in September 2018");
        assert_eq!(said(Cadence::Quarter, "2018-Q3"), "in Q3 2018");
        assert_eq!(of_day(Cadence::FinancialYear), "in 2018/19");
        assert!(of_day(rolling(12)).starts_with("in the year to "), "{}", of_day(rolling(12)));
        assert!(of_day(rolling(36)).starts_with("in the three years to "));
        assert!(of_day(rolling(6)).starts_with("in the six months to "));
    }

    #[test]
    fn figures_and_dates_are_written_the_british_way() {
        assert_eq!(number("1234567.80".parse().unwrap()), "1,234,567.8");
        assert_eq!(number("-1234".parse().unwrap()), "-1,234");
        assert_eq!(date(civil::date(2024, 8, 31)), "31 August 2024");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
