//! Trees drawn with lines, as people know them from folders.

use super::Ink;
use super::page::Page;
use super::verdict::ink_of;
use words::explanation::{Branch, State};

/// Draws trees under each other.
pub(super) fn write_branches(page: &mut Page, indent: usize, branches: &[Branch]) {
    let blanks = " ".repeat(indent);
    for branch in branches {
        page.put_behind(&blanks, &format!("{blanks}  "), &told(branch));
        write_children(page, &blanks, branch);
    }
}

fn write_children(page: &mut Page, before: &str, branch: &Branch) {
    for (place, child) in branch.children.iter().enumerate() {
        let is_last = place + 1 == branch.children.len();
        let (corner, trunk) = if is_last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        let below = format!("{before}{trunk}");
        let hanging = if child.children.is_empty() { format!("{below}  ") } else { format!("{below}│ ") };
        page.put_behind(&format!("{before}{corner}"), &hanging, &told(child));
        write_children(page, &below, child);
    }
}

/// One thing in a line: what it is, how it stands, and what more there is to say.
fn told(branch: &Branch) -> String {
    let state = branch.state.words().map(|words| match &branch.state {
        State::Verdict(verdict) => ink_of(*verdict).paint(words),
        State::Plain | State::Amount(_) => words,
    });
    let said: Vec<String> =
        state.into_iter().chain(branch.details.iter().map(|detail| Ink::Faint.paint(detail))).collect();
    match (said.is_empty(), &branch.state) {
        (true, _) => branch.title.clone(),
        (false, State::Plain) => format!("{}, {}", branch.title, said.join(", ")),
        (false, _) => format!("{}: {}", branch.title, said.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn branch(title: &str, children: Vec<Branch>) -> Branch {
        Branch {
            title: title.to_owned(),
            state: State::Amount("5".to_owned()),
            details: vec!["final".to_owned()],
            content: None,
            children,
        }
    }

    #[test]
    fn a_tree_is_drawn_with_lines() {
        let inner = branch("b", vec![branch("c", Vec::new()), branch("d", Vec::new())]);
        let mut page = Page::default();
        write_branches(&mut page, 2, &[branch("a", vec![inner, branch("e", Vec::new())])]);
        let drawn = anstream::adapter::strip_str(&page.into_text()).to_string();
        insta::assert_snapshot!(drawn, @"
        a: 5, final
        ├─ b: 5, final
        │  ├─ c: 5, final
        │  └─ d: 5, final
        └─ e: 5, final
        ");
    }
}
