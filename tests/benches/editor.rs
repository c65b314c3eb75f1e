//! What a keystroke costs on a project of a hundred missions and a thousand rules: compiling again what it touches.
//!
//! `cargo bench -p tests --bench editor`. `afresh` is the same without anything kept.

use divan::Bencher;
use rules::source::SourceText;
use rules::{CompilerCache, compile};
use tests::bulk::{LARGE, sources};

fn main() {
    divan::main();
}

#[divan::bench]
fn afresh(bencher: Bencher<'_, '_>) {
    let texts = LARGE.texts();
    bencher.bench_local(|| compile(&sources(&texts)));
}

#[divan::bench]
fn in_a_rule(bencher: Bencher<'_, '_>) {
    typing(bencher, "rules/rule-7-3.rhai", |text, turn| text.replace("let kept", &format!("let kept{turn}")));
}

#[divan::bench]
fn in_a_title(bencher: Bencher<'_, '_>) {
    typing(bencher, "missions/m7.toml", |text, turn| text.replace("Mission 7", &format!("Mission {turn}")));
}

#[divan::bench]
fn in_the_id_of_a_measure(bencher: Bencher<'_, '_>) {
    typing(bencher, "missions/m7.toml", |text, turn| {
        text.replacen("\"measure-7-3\"", &format!("\"measure-{turn}\""), 1)
    });
}

#[divan::bench]
fn in_the_id_of_the_body_that_leads_everywhere(bencher: Bencher<'_, '_>) {
    typing(bencher, "bodies.csv", |text, turn| text.replacen("\nlead,", &format!("\nlead{turn},"), 1));
}

#[divan::bench]
fn in_a_table_header(bencher: Bencher<'_, '_>) {
    typing(bencher, "missions/m7.toml", |text, turn| {
        text.replacen("[[target]]", &format!("[[targ{turn}"), 1)
    });
}

/// A keystroke a round: the file as `edit` leaves it, another one each time.
fn typing(bencher: Bencher<'_, '_>, path: &str, edit: impl Fn(&str, usize) -> String) {
    let mut texts = LARGE.texts();
    let mut cache = CompilerCache::new();
    cache.compile(&sources(&texts));
    let sound = texts[path].clone();
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        texts.insert(path.to_owned(), SourceText::new(path, edit(&sound.text, turn)));
        cache.compile(&sources(&texts))
    });
}
