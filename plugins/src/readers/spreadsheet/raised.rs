//! Raised digits: the marks of footnotes. As plain digits they would make a heading another one, and a figure longer.

/// Adds a run of raised text. Digits become letters of their own; what stands between them is left out where there is nothing else.
pub(super) fn push_raised(into: &mut String, run: &str) {
    let is_key = run.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ',' | ' '));
    into.extend(run.chars().filter_map(|letter| match letter.to_digit(10) {
        Some(digit) => Some(RAISED[digit as usize]),
        None => (!is_key).then_some(letter),
    }));
}

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(run: &str, expect: &str) {
        let mut text = "12".to_owned();
        push_raised(&mut text, run);
        assert_eq!(text, format!("12{expect}"), "{run}");
    }

    #[test]
    fn digits_are_raised_and_words_stay() {
        check("1", "¹");
        check("1,2, 34", "¹²³⁴");
        check("p", "p");
        check("note 1, p", "note ¹, p");
    }
}
