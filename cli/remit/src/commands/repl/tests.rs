//! What is typed, as far as it needs no project.

use super::answer::goes_on;

#[test]
fn an_open_bracket_goes_on_in_the_next_line() {
    for open in ["if x {", "sum([1,", "let s = `a\nb", "\"(\" + (1"] {
        assert!(goes_on(open), "{open}");
    }
    for whole in ["1 + 2", "\"{\"", "'('", "`${x}`", "}", ":help (", "\"\\\"(\"", "\"open\n"] {
        assert!(!goes_on(whole), "{whole}");
    }
}
