//! An explanation as a board member reads it: the answer first, the evidence behind it.

use words::explanation::{Branch, ExplanationText, Section};

use super::Ink;
use super::branches::write_branches;
use super::page::Page;

/// The explanation in words.
pub fn explanation(account: &ExplanationText) -> String {
    told(&account.title, &account.standing, account.sections())
}

/// The same of one whose parts came from elsewhere.
pub fn told(title: &str, standing: &str, sections: Vec<Section>) -> String {
    let mut page = Page::default();
    page.put(0, &Ink::Title.paint(title));
    page.put(0, &Ink::Faint.paint(standing));
    for Section { heading, lines, branches } in sections {
        page.skip();
        page.put(0, &Ink::Title.paint(heading));
        for line in lines {
            page.put_behind("  ", "    ", &line);
        }
        let branches: Vec<Branch> = branches.into_iter().map(Into::into).collect();
        write_branches(&mut page, 2, &branches);
    }
    page.into_text()
}
