//! Writing a picture down. State is told in words; colour only adds to them.

use askama::Template;

use super::layout::{BOX_WIDTH, LINE_HEIGHT, MARGIN, PADDING, Slot, Tone, Weight, lay_out, tone};
use words::explanation::Branch;

/// The picture as its template takes it.
#[derive(Template)]
#[template(path = "explain/tree.svg")]
struct DrawnPicture {
    width: u32,
    height: u32,
    box_width: u32,
    title: String,
    summary: String,
    curves: Vec<Curve>,
    frames: Vec<PictureFrame>,
}

/// The line from a box to one of its children.
struct Curve {
    from_x: u32,
    from_y: u32,
    half: u32,
    to_x: u32,
    to_y: u32,
}

/// A box with what is written in it.
struct PictureFrame {
    left: u32,
    top: u32,
    height: u32,
    fill: &'static str,
    edge: &'static str,
    lines: Vec<TextLine>,
}

struct TextLine {
    left: u32,
    base: u32,
    weight: &'static str,
    ink: &'static str,
    text: String,
}

/// A tree as one picture; `summary` says in a sentence or two what it shows, for whoever cannot see it.
///
/// # Errors
/// The template cannot be filled, which is no fault of the tree.
pub fn picture(tree: &Branch, summary: &str) -> askama::Result<String> {
    let slots = lay_out(tree);
    let curve = |slot: &Slot<'_>| slot.parent.map(|parent| curve(&slots[parent], slot));
    let picture = DrawnPicture {
        width: slots.iter().map(Slot::right).max().unwrap_or_default() + MARGIN,
        height: slots.iter().map(Slot::bottom).max().unwrap_or_default() + MARGIN,
        box_width: BOX_WIDTH,
        title: printable(&tree.title),
        summary: printable(summary),
        curves: slots.iter().filter_map(curve).collect(),
        frames: slots.iter().map(frame).collect(),
    };
    Ok(picture.render()? + "\n")
}

fn curve(parent: &Slot<'_>, child: &Slot<'_>) -> Curve {
    let (from_x, from_y, to_x, to_y) = (parent.right(), parent.middle(), child.left, child.middle());
    Curve { from_x, from_y, half: u32::midpoint(from_x, to_x), to_x, to_y }
}

fn frame(slot: &Slot<'_>) -> PictureFrame {
    let (fill, edge, ink) = colours(tone(&slot.branch.state));
    let bases = (slot.top + PADDING + 13..).step_by(LINE_HEIGHT as usize);
    let lines = slot.lines.iter().zip(bases).map(|(line, base)| {
        let (weight, ink) = match line.weight {
            Weight::Title => ("600", "#111827"),
            Weight::State => ("600", ink),
            Weight::Detail => ("400", "#374151"),
        };
        TextLine { left: slot.left + PADDING, base, weight, ink, text: printable(&line.text) }
    });
    PictureFrame { left: slot.left, top: slot.top, height: slot.height, fill, edge, lines: lines.collect() }
}

/// Fill, edge and the ink of the state, dark enough on the fill to be read by everyone.
fn colours(tone: Tone) -> (&'static str, &'static str, &'static str) {
    match tone {
        Tone::Alarm => ("#fdecea", "#b3261e", "#8c1d18"),
        Tone::Caution => ("#fff4d6", "#a66a00", "#6b4500"),
        Tone::Calm => ("#e8f5e9", "#2e7d32", "#1b5e20"),
        Tone::Neutral => ("#f3f4f6", "#9ca3af", "#1f2937"),
    }
}

/// XML has no way to write control characters.
fn printable(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use engine::model::Verdict;

    use super::*;
    use words::explanation::State;

    #[test]
    fn a_picture_is_text_that_no_name_can_break() {
        let leaf = |title: &str| Branch {
            title: title.to_owned(),
            state: State::Amount("5 < 7 & \"7\"".to_owned()),
            details: Vec::new(),
            content: None,
            children: Vec::new(),
        };
        let tree = Branch {
            title: "A <b> & C".to_owned(),
            state: State::Verdict(Verdict::Met),
            details: vec!["led by D".to_owned()],
            content: None,
            children: vec![leaf("</svg>\u{7}")],
        };
        insta::assert_snapshot!(picture(&tree, "It is <met>.").expect("the template is sound"), @r##"
        <svg xmlns="http://www.w3.org/2000/svg" width="634" height="119" viewBox="0 0 634 119" role="img" aria-labelledby="title desc" font-family="system-ui, 'Segoe UI', Arial, sans-serif" font-size="13">
        <title id="title">A &#60;b&#62; &#38; C</title>
        <desc id="desc">It is &#60;met&#62;.</desc>
        <rect width="634" height="119" fill="#ffffff"/>
        <path d="M294 59 C317 59, 317 51, 340 51" fill="none" stroke="#6b7280" stroke-width="1.2"/>
        <g>
        <rect x="24" y="24" width="270" height="71" rx="6" fill="#e8f5e9" stroke="#2e7d32" stroke-width="1.5"/>
        <text x="34" y="47" font-weight="600" fill="#111827">A &#60;b&#62; &#38; C</text>
        <text x="34" y="64" font-weight="600" fill="#1b5e20">met</text>
        <text x="34" y="81" font-weight="400" fill="#374151">led by D</text>
        </g>
        <g>
        <rect x="340" y="24" width="270" height="54" rx="6" fill="#f3f4f6" stroke="#9ca3af" stroke-width="1.5"/>
        <text x="350" y="47" font-weight="600" fill="#111827">&#60;/svg&#62;</text>
        <text x="350" y="64" font-weight="600" fill="#1f2937">5 &#60; 7 &#38; &#34;7&#34;</text>
        </g>
        </svg>
        "##);
    }
}
