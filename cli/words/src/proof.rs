//! What a file holds and lacks that proves one accusation.

use crate::english;

/// Of which figures it says only how many there are, since nothing asked for them; empty where it holds all.
pub fn figures_withheld(figures: u64, measures: usize) -> String {
    let figures = usize::try_from(figures).unwrap_or(usize::MAX);
    let withheld = match figures {
        0 => return String::new(),
        1 => "which is withheld",
        _ => "which are withheld",
    };
    let (figures, measures) = (english::count(figures, "figure"), english::count(measures, "other measure"));
    format!("Nothing asked for {figures} of {measures}, {withheld}.")
}

/// How many entries have no bearing on it, of which the content is withheld.
pub fn entries_withheld(entries: usize) -> String {
    let (verb, have) = if entries == 1 { ("is", "has") } else { ("are", "have") };
    format!("{} {verb} withheld, which {have} no bearing on it", english::count(entries, "entry"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many_are_told() {
        assert_eq!(figures_withheld(0, 0), "");
        assert_eq!(
            figures_withheld(1, 1),
            "Nothing asked for one figure of one other measure, which is withheld."
        );
        assert_eq!(
            figures_withheld(1_204, 3),
            "Nothing asked for 1,204 figures of three other measures, which are withheld."
        );
    }
}
