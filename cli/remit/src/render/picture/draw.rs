//! Writing a picture down. State is told in words; colour only adds to them.

use std::fmt::Write as _;

use super::layout::{BOX_WIDTH, LINE_HEIGHT, MARGIN, PADDING, Slot, Tone, Weight, lay_out, tone};
use crate::account::Branch;

/// A tree as one picture; `summary` says in a sentence or two what it shows, for whoever cannot see it.
pub fn picture(tree: &Branch, summary: &str) -> String {
    let slots = lay_out(tree);
    let width = slots.iter().map(Slot::right).max().unwrap_or_default() + MARGIN;
    let height = slots.iter().map(Slot::bottom).max().unwrap_or_default() + MARGIN;
    let mut svg = String::new();
    let mut put = |line: &str| writeln!(svg, "{line}").expect("a string takes any text");
    put(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title desc\" \
         font-family=\"system-ui, 'Segoe UI', Arial, sans-serif\" font-size=\"13\">"
    ));
    put(&format!("<title id=\"title\">{}</title>", escaped(&tree.title)));
    put(&format!("<desc id=\"desc\">{}</desc>", escaped(summary)));
    put(&format!("<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>"));
    for slot in &slots {
        if let Some(parent) = slot.parent {
            put(&line_between(&slots[parent], slot));
        }
    }
    slots.iter().flat_map(drawn).for_each(|line| put(&line));
    put("</svg>");
    svg
}

fn line_between(parent: &Slot<'_>, child: &Slot<'_>) -> String {
    let (from, to) = ((parent.right(), parent.middle()), (child.left, child.middle()));
    let half = u32::midpoint(from.0, to.0);
    format!(
        "<path d=\"M{} {} C{half} {}, {half} {}, {} {}\" fill=\"none\" stroke=\"#6b7280\" stroke-width=\"1.2\"/>",
        from.0, from.1, from.1, to.1, to.0, to.1
    )
}

fn drawn(slot: &Slot<'_>) -> Vec<String> {
    let (fill, edge, ink) = colours(tone(&slot.branch.state));
    let Slot { left, top, height, .. } = slot;
    let frame = format!(
        "<rect x=\"{left}\" y=\"{top}\" width=\"{BOX_WIDTH}\" height=\"{height}\" rx=\"6\" fill=\"{fill}\" \
         stroke=\"{edge}\" stroke-width=\"1.5\"/>"
    );
    let mut base = top + PADDING + 13;
    let mut lines = vec!["<g>".to_owned(), frame];
    for line in &slot.lines {
        let (weight, ink) = match line.weight {
            Weight::Title => ("600", "#111827"),
            Weight::State => ("600", ink),
            Weight::Detail => ("400", "#374151"),
        };
        lines.push(format!(
            "<text x=\"{}\" y=\"{base}\" font-weight=\"{weight}\" fill=\"{ink}\">{}</text>",
            left + PADDING,
            escaped(&line.text)
        ));
        base += LINE_HEIGHT;
    }
    lines.push("</g>".to_owned());
    lines
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

/// Text as it may stand in XML: what would be read as markup is written otherwise, and control characters are left out.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            letter if letter.is_control() => {}
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use engine::model::Verdict;

    use super::*;
    use crate::account::State;

    #[test]
    fn a_picture_is_text_that_no_name_can_break() {
        let leaf = |title: &str| Branch {
            title: title.to_owned(),
            state: State::Amount("5 < 7 & \"7\"".to_owned()),
            details: Vec::new(),
            children: Vec::new(),
        };
        let tree = Branch {
            title: "A <b> & C".to_owned(),
            state: State::Verdict(Verdict::Met),
            details: vec!["led by D".to_owned()],
            children: vec![leaf("</svg>\u{7}")],
        };
        insta::assert_snapshot!(picture(&tree, "It is <met>."), @r##"
        <svg xmlns="http://www.w3.org/2000/svg" width="634" height="119" viewBox="0 0 634 119" role="img" aria-labelledby="title desc" font-family="system-ui, 'Segoe UI', Arial, sans-serif" font-size="13">
        <title id="title">A &lt;b&gt; &amp; C</title>
        <desc id="desc">It is &lt;met&gt;.</desc>
        <rect width="634" height="119" fill="#ffffff"/>
        <path d="M294 59 C317 59, 317 51, 340 51" fill="none" stroke="#6b7280" stroke-width="1.2"/>
        <g>
        <rect x="24" y="24" width="270" height="71" rx="6" fill="#e8f5e9" stroke="#2e7d32" stroke-width="1.5"/>
        <text x="34" y="47" font-weight="600" fill="#111827">A &lt;b&gt; &amp; C</text>
        <text x="34" y="64" font-weight="600" fill="#1b5e20">met</text>
        <text x="34" y="81" font-weight="400" fill="#374151">led by D</text>
        </g>
        <g>
        <rect x="340" y="24" width="270" height="54" rx="6" fill="#f3f4f6" stroke="#9ca3af" stroke-width="1.5"/>
        <text x="350" y="47" font-weight="600" fill="#111827">&lt;/svg&gt;</text>
        <text x="350" y="64" font-weight="600" fill="#1f2937">5 &lt; 7 &amp; &quot;7&quot;</text>
        </g>
        </svg>
        "##);
    }
}
