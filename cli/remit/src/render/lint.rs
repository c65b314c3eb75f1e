//! What lints found, lint by lint.

use rules::lints::{Finding, Linted};
use words::lint as say;

use super::Ink;
use super::page::Page;
use super::shown::Shown;

/// How many findings of one lint are shown where not all are.
const MOST: usize = 12;

/// All findings with what to do, then what the project has decided to live with.
pub fn lints_page(linted: &Linted, shown: Shown) -> String {
    let mut page = Page::default();
    let most = shown.most(MOST);
    let by_lint = || linted.findings.chunk_by(|one, next| one.lint.code == next.lint.code);
    for found in by_lint() {
        write(&mut page, found, most);
        page.skip();
    }
    if !linted.allowed.is_empty() {
        page.put(0, &Ink::Title.paint(say::allowed(linted.allowed.len())));
        for (one, permission) in &linted.allowed {
            page.put_behind("  ", "    ", &say::permitted(one, permission));
        }
        page.skip();
    }
    let ran = linted.codes.len() - linted.failed.len();
    page.put(0, &say::summary(linted.findings.len(), by_lint().count(), ran));
    page.into_text()
}

fn write(page: &mut Page, found: &[Finding], most: usize) {
    let lint = &found[0].lint;
    page.put(0, &Ink::Title.paint(say::heading(&lint.code, found.len())));
    for one in found.iter().take(most) {
        page.put_behind("  ", "    ", &say::finding(one));
    }
    if found.len() > most {
        page.put(2, &say::more(found.len() - most));
    }
    if let Some(why) = &lint.why {
        page.put_behind("  ", "    ", &say::why(why));
    }
    let own = found.iter().filter(|one| one.to_do.is_some());
    for one in own.take(most) {
        page.put_behind("  ", "    ", &say::to_do_at(&one.at, one.to_do.as_deref().unwrap_or_default()));
    }
    if let Some(to_do) = &lint.to_do {
        page.put_behind("  ", "    ", &say::to_do(to_do));
    }
}
