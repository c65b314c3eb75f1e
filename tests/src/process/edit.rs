//! Edits that a language server offers, carried out on a text.

use serde_json::Value;

/// What a text of one byte a letter is after a text edit of the protocol.
///
/// # Panics
/// The edit lies outside the text.
pub fn edited(text: &str, edit: &Value) -> String {
    let at = |place: &Value| -> usize {
        let number =
            |key: &str| usize::try_from(place[key].as_u64().expect("a number")).expect("a small one");
        let above: usize = text.split_inclusive('\n').take(number("line")).map(str::len).sum();
        above + number("character")
    };
    let (start, end) = (at(&edit["range"]["start"]), at(&edit["range"]["end"]));
    let (before, after) =
        (text.get(..start).expect("it lies inside"), text.get(end..).expect("it lies inside"));
    [before, edit["newText"].as_str().expect("a text"), after].concat()
}
