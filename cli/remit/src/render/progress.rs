//! Bars that show how far long work has come. They draw themselves on a terminal alone.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use app::progress::{LongWork, Progress};
use indicatif::{ProgressBar, ProgressStyle};
use words::progress::{READING, REPLAYING, TESTING, VERIFYING};

/// Less than this is read before anyone could look at a bar.
const LONG_READ_BYTES: u64 = 32 << 20;
/// Fewer tests than this are over before anyone could look at a bar.
const MANY_TESTS: u64 = 500;
/// Fewer entries than this are worked out before anyone could look at a bar.
const MANY_ENTRIES: u64 = 200;

/// The bar of the work that goes on, if it is worth one.
pub struct Bars {
    bar: Mutex<ProgressBar>,
}

impl Default for Bars {
    /// Nothing is drawn before work begins.
    fn default() -> Self {
        Self { bar: Mutex::new(ProgressBar::hidden()) }
    }
}

impl Bars {
    fn set(&self, bar: ProgressBar) {
        *self.bar.lock().unwrap_or_else(PoisonError::into_inner) = bar;
    }

    fn bar(&self) -> ProgressBar {
        self.bar.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Progress for Bars {
    fn begin(&self, work: LongWork, steps: u64) {
        let (least, template) = match work {
            LongWork::Reading => {
                (LONG_READ_BYTES, format!("{READING} {{bar:40}} {{bytes}} of {{total_bytes}}, {{eta}} left"))
            }
            LongWork::Testing => {
                (MANY_TESTS, format!("{TESTING} {{bar:40}} {{pos}} of {{len}}, {{eta}} left"))
            }
            LongWork::Verifying => {
                (MANY_ENTRIES, format!("{VERIFYING} {{bar:40}} {{percent}}%, {{eta}} left"))
            }
            LongWork::Replaying => (0, format!("{REPLAYING} {{bar:40}} {{percent}}%, {{eta}} left")),
        };
        if steps < least {
            return self.set(ProgressBar::hidden());
        }
        let style = ProgressStyle::with_template(&template).expect("the template is well formed");
        let bar = ProgressBar::new(steps).with_style(style);
        bar.enable_steady_tick(Duration::from_millis(200));
        self.set(bar);
    }

    fn advance(&self, steps: u64) {
        self.bar().inc(steps);
    }

    fn end(&self) {
        self.bar().finish_and_clear();
    }
}
