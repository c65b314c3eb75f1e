//! An explanation as a board member reads it: the answer first, the evidence behind it.

use super::Ink;
use super::branches::write_branches;
use super::page::Page;
use words::explanation::{Account, Asked};

/// The explanation in words.
pub fn explanation(account: &Account) -> String {
    let mut page = Page::default();
    page.put(0, &Ink::Title.paint(&account.title));
    page.put(0, &Ink::Faint.paint(&account.standing));
    let first = match account.asked {
        Asked::Alert => "What is wrong",
        Asked::Verdict => "How it stands",
    };
    write_section(&mut page, first, &account.wrong);
    write_section(&mut page, "Why", &account.why);
    write_section(&mut page, "What would have to be different, all else being equal", &account.different);
    write_section(&mut page, "What changed since the verdict before", &account.changed);
    if !account.evidence.is_empty() {
        write_heading(&mut page, "On what evidence");
        write_branches(&mut page, 2, &account.evidence);
    }
    write_heading(&mut page, "Who waits for whom");
    if account.ties.is_empty() {
        page.put(2, "It waits for nothing else, and nothing else waits for it.");
    }
    write_branches(&mut page, 2, &account.ties);
    write_section(&mut page, "Earlier periods", &account.earlier);
    let next: Vec<String> =
        account.next.iter().map(|next| format!("{}.", next.trim_end_matches('.'))).collect();
    write_section(&mut page, "What next", &next);
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
