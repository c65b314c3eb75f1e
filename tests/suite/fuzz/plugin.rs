//! The plugins that come with Remit, spoilt: their manifests, their scripts and their tests, which hold what they read.

use std::sync::LazyLock;

use plugins::host::{PluginTexts, Plugins, pack_tests, packs};
use plugins::plugin_test;
use proptest::prelude::*;
use rules::source::SourceText;

use super::project::tell;
use super::spoil::{cases, spoilt};

/// One of the plugins that come with Remit, with its tests.
#[derive(Clone, Debug)]
struct Pack {
    texts: PluginTexts,
    tests: SourceText,
}

fn name_of(texts: &PluginTexts) -> &str {
    texts.manifest.path.split('/').nth(1).expect("it stands in a folder of its own")
}

static PACKS: LazyLock<Vec<Pack>> = LazyLock::new(|| {
    let tests_of =
        |texts: &PluginTexts| pack_tests(name_of(texts)).into_iter().next().expect("every pack has tests");
    packs().into_iter().map(|texts| Pack { tests: tests_of(&texts), texts }).collect()
});

/// Loads a plugin, and plays whatever tests can be read with whatever plugin can be used.
fn run(pack: &Pack) {
    let (plugins, faults) = Plugins::load(std::slice::from_ref(&pack.texts), None);
    tell(&faults);
    let no_file = |_: &str| Err(plugin_test::InputFault::Missing);
    let tests = match plugin_test::read_tests(&pack.tests, &no_file) {
        Ok(tests) => tests,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    for plugin in plugins.iter() {
        for test in &tests {
            if let plugin_test::PluginTestOutcome::Failed(difference) = plugin_test::run_test(plugin, test) {
                assert!(!difference.is_empty(), "{} says how it differs", test.name);
            }
        }
    }
}

/// One of the packs with one of its texts spoilt.
fn with_spoilt(text_of: fn(&mut Pack) -> &mut SourceText) -> impl Strategy<Value = Pack> {
    (0..PACKS.len()).prop_flat_map(move |place| {
        let sound = text_of(&mut PACKS[place].clone()).clone();
        spoilt(&sound.text).prop_map(move |text| {
            let mut pack = PACKS[place].clone();
            *text_of(&mut pack) = SourceText::new(&*sound.path, text);
            pack
        })
    })
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_manifest(pack in with_spoilt(|pack| &mut pack.texts.manifest)) {
        run(&pack);
    }

    #[test]
    fn any_script(pack in with_spoilt(|pack| &mut pack.texts.scripts[0])) {
        run(&pack);
    }

    #[test]
    fn any_test_of_a_plugin(pack in with_spoilt(|pack| &mut pack.tests)) {
        run(&pack);
    }
}

#[test]
fn what_is_spoilt_can_be_used_before() {
    for Pack { texts, tests } in &*PACKS {
        let (plugins, faults) = Plugins::load(std::slice::from_ref(texts), None);
        assert_eq!(faults, []);
        let plugin = plugins.find(name_of(texts)).expect("it is there").expect("it is sound");
        for test in plugin_test::read_tests(tests, &|_| Err(plugin_test::InputFault::Missing))
            .expect("its tests can be read")
        {
            assert_eq!(plugin_test::run_test(plugin, &test), plugin_test::PluginTestOutcome::Passed);
        }
    }
}
