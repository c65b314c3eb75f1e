//! An explanation as a board member reads it: the answer first, the evidence behind it.

use super::Ink;
use super::branches::write_branches;
use super::page::Page;
use words::explanation::{ExplanationText, headings};

/// The explanation in words.
pub fn explanation(account: &ExplanationText) -> String {
    let mut page = Page::default();
    page.put(0, &Ink::Title.paint(&account.title));
    page.put(0, &Ink::Faint.paint(&account.standing));
    write_section(&mut page, headings::first(account.asked), &account.wrong);
    write_section(&mut page, headings::WHY, &account.why);
    write_section(&mut page, headings::DIFFERENT, &account.different);
    write_section(&mut page, headings::CHANGED, &account.changed);
    if !account.evidence.is_empty() {
        write_heading(&mut page, headings::EVIDENCE);
        write_branches(&mut page, 2, &account.evidence);
    }
    write_heading(&mut page, headings::TIES);
    if account.ties.is_empty() {
        page.put(2, headings::NO_TIES);
    }
    write_branches(&mut page, 2, &account.ties);
    write_section(&mut page, headings::EARLIER, &account.earlier);
    write_section(&mut page, headings::AUTHORITY, &account.authority);
    write_section(&mut page, headings::AT_STAKE, &account.at_stake);
    let next: Vec<String> =
        account.next.iter().map(|next| format!("{}.", next.trim_end_matches('.'))).collect();
    write_section(&mut page, headings::NEXT, &next);
    page.into_text()
}

fn write_section(page: &mut Page, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    write_heading(page, title);
    for line in lines {
        page.put_behind("  ", "    ", line);
    }
}

fn write_heading(page: &mut Page, title: &str) {
    page.skip();
    page.put(0, &Ink::Title.paint(title));
}
