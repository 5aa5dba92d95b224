//! The log: `tracing` to standard error, as text for people or one JSON object per line.

use std::io::IsTerminal as _;

use tracing::{Level, Metadata};
use tracing_subscriber::filter::FilterFn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, fmt};

use crate::config::{LogConfig, LogFormat};

/// Starts the log. Called once, before anything else logs.
pub fn start(config: &LogConfig) {
    let fit = FilterFn::new(is_fit).with_max_level_hint(tracing::level_filters::LevelFilter::TRACE);
    let log = tracing_subscriber::registry().with(EnvFilter::new(&config.filter)).with(fit);
    // The module that wrote a line is of no use to operators.
    let lines = fmt::layer().with_writer(std::io::stderr).with_target(false);
    match config.format {
        LogFormat::Pretty => log.with(lines.with_ansi(colours()).compact()).init(),
        LogFormat::Json => {
            log.with(lines.json().flatten_event(true).with_current_span(true).with_span_list(false)).init();
        }
    }
}

/// Returns whether a line may be logged. Libraries write the values of statements, header fields and passwords into their debug
/// output, so only this crate's own lines may be as detailed as the filter allows.
fn is_fit(line: &Metadata<'_>) -> bool {
    let own = line.target().split("::").next() == Some(env!("CARGO_CRATE_NAME"));
    own || *line.level() <= Level::INFO
}

/// Returns whether lines may have colours: at a terminal, unless the user opted out (<https://no-color.org>).
fn colours() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    std::io::stderr().is_terminal() && !refused
}
