//! What is due as a calendar (RFC 5545): an event of one whole day for each report that somebody is asked for. A report keeps its UID
//! for ever, and its SEQUENCE is how often its day was moved.

use app::chasing::Moves;
use app::due::{Matter, Outlook, Undertaking};
use engine::model::Cell;
use engine::program::Program;
use jiff::Timestamp;
use jiff::civil::Date;
use language::visible::visible;
use words::due::{ask, event, line};
use words::names::Names;
use words::undertaking;

/// How many bytes a line has at the most, without its end.
const WIDEST: usize = 75;

/// A calendar of all that somebody is asked for.
pub fn calendar(title: &str, outlook: &Outlook, program: &Program, moves: &Moves) -> String {
    let mut lines = Lines::default();
    lines.put("BEGIN", "VCALENDAR");
    lines.put("VERSION", "2.0");
    lines.put("PRODID", "-//Remit//remit due//EN");
    lines.put("CALSCALE", "GREGORIAN");
    lines.put("METHOD", "PUBLISH");
    lines.put_text("X-WR-CALNAME", title);
    for matter in outlook.matters.iter().filter(|matter| matter.standing.is_chased()) {
        let sequence = moves.of.get(&matter.report.cell).copied().unwrap_or(0);
        put_event(&mut lines, matter, program, (sequence, moves.at));
    }
    for one in &outlook.undertakings {
        put_undertaking(&mut lines, one, program, moves.at);
    }
    lines.put("END", "VCALENDAR");
    lines.text
}

fn put_event(lines: &mut Lines, matter: &Matter, program: &Program, (sequence, at): (u32, Timestamp)) {
    let (cell, due) = (&matter.report.cell, matter.report.timing().due);
    let said = matter.demanded(program);
    let body = Names { program }.body(&matter.report.teller);
    lines.put("BEGIN", "VEVENT");
    lines.put_text("UID", &uid(cell));
    lines.put("SEQUENCE", &sequence.to_string());
    lines.put("DTSTAMP", &at.strftime("%Y%m%dT%H%M%SZ").to_string());
    lines.put("DTSTART;VALUE=DATE", &day(due));
    lines.put("DTEND;VALUE=DATE", &day(due.tomorrow().unwrap_or(due)));
    lines.put_text("SUMMARY", &event(body, &said));
    lines.put_text("DESCRIPTION", &format!("{}\n{}", line(&said), ask(&said)));
    lines.put_text("CATEGORIES", matter.standing.as_str());
    lines.put("TRANSP", "TRANSPARENT");
    lines.put("END", "VEVENT");
}

/// A group on the day by which it is to reach its end, and an acceptance on the day on which it was asked for.
fn put_undertaking(lines: &mut Lines, one: &Undertaking, program: &Program, at: Timestamp) {
    let on = one.until.unwrap_or(one.since);
    let said = one.undertaken();
    lines.put("BEGIN", "VEVENT");
    lines.put_text("UID", &format!("{}.{}.{}@due.remit", one.obligation, one.word(), one.since));
    lines.put("SEQUENCE", "0");
    lines.put("DTSTAMP", &at.strftime("%Y%m%dT%H%M%SZ").to_string());
    lines.put("DTSTART;VALUE=DATE", &day(on));
    lines.put("DTEND;VALUE=DATE", &day(on.tomorrow().unwrap_or(on)));
    lines.put_text("SUMMARY", &undertaking::event(said, program));
    lines.put_text(
        "DESCRIPTION",
        &format!("{}\n{}", undertaking::line(said, program), undertaking::ask(said, program)),
    );
    lines.put_text("CATEGORIES", one.standing());
    lines.put("TRANSP", "TRANSPARENT");
    lines.put("END", "VEVENT");
}

/// Ids hold no letter that would be escaped, and the slash of a period is no fault in a UID.
fn uid(Cell { measure, body, period }: &Cell) -> String {
    format!("{measure}.{body}.{period}@due.remit")
}

fn day(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// Lines, folded as calendars have it.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn put_text(&mut self, name: &str, text: &str) {
        self.put(name, &escaped(text));
    }

    fn put(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    fn fold(&mut self, line: &str) {
        let mut width = 0;
        for letter in line.chars() {
            if width + letter.len_utf8() > WIDEST {
                self.text.push_str("\r\n ");
                width = 1;
            }
            self.text.push(letter);
            width += letter.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// A text as a calendar writes it: a new line, a comma, a semicolon and a backslash are no letters of their own.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for line in text.split('\n') {
        if !escaped.is_empty() {
            escaped.push_str("\\n");
        }
        for letter in visible(line).chars() {
            if matches!(letter, '\\' | ';' | ',') {
                escaped.push('\\');
            }
            escaped.push(letter);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_escaped() {
        assert_eq!(escaped("Leeds, York; a\\b\nnext\u{7}"), "Leeds\\, York\\; a\\\\b\\nnextU+0007");
    }

    #[test]
    fn a_long_line_is_folded_between_letters() {
        let mut lines = Lines::default();
        lines.put_text("SUMMARY", &"é".repeat(100));
        let folded: Vec<&str> = lines.text.trim_end().split("\r\n").collect();
        assert!(folded.iter().all(|line| line.len() <= WIDEST), "{folded:?}");
        assert!(folded[1..].iter().all(|line| line.starts_with(' ')));
        let whole: String = folded.iter().map(|line| line.trim_start()).collect();
        assert_eq!(whole, format!("SUMMARY:{}", "é".repeat(100)));
    }
}
