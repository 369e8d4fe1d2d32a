//! Progress bars on standard error, only where a person sees them.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::pipeline::Progress;

/// A bar that appears when a stage takes long enough to be worth one.
#[derive(Debug)]
pub(super) struct Bar {
    bar: Mutex<ProgressBar>,
    seen: bool,
}

/// Stages of fewer steps are over before a bar could be read.
const WORTH_A_BAR: usize = 20;

impl Bar {
    /// A bar on standard error; none where that is no terminal.
    pub(super) fn new() -> Self {
        Self {
            bar: Mutex::new(ProgressBar::hidden()),
            seen: std::io::stderr().is_terminal(),
        }
    }

    /// A bar that nobody sees.
    pub(super) fn hidden() -> Self {
        Self {
            bar: Mutex::new(ProgressBar::hidden()),
            seen: false,
        }
    }

    fn with(&self, act: impl FnOnce(&mut ProgressBar)) {
        // A thread that panicked while it held the bar leaves nothing worse than an odd line.
        act(&mut self
            .bar
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner));
    }
}

impl Progress for Bar {
    fn stage(&self, name: &'static str, steps: usize) {
        self.with(|bar| {
            bar.finish_and_clear();
            if !self.seen || steps < WORTH_A_BAR {
                *bar = ProgressBar::hidden();
                return;
            }
            *bar = ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template(
                "{msg:>10} {wide_bar} {pos}/{len} {per_sec} {eta} left",
            )
            .unwrap_or_else(|_| ProgressStyle::default_bar());
            bar.set_style(style);
            bar.set_message(name);
            bar.enable_steady_tick(Duration::from_millis(200));
        });
    }

    fn step(&self) {
        self.with(|bar| bar.inc(1));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.with(|bar| bar.finish_and_clear());
    }
}
