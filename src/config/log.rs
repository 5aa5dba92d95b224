//! Configuration of the log.

use super::section::Section;
use super::{ConfigError, ConfigKey, Layers};

/// The configuration of the log.
#[derive(Debug, Clone)]
pub struct LogConfig {
    /// Directives of `tracing_subscriber::EnvFilter`.
    pub filter: String,
    /// The format of the log lines.
    pub format: LogFormat,
}

/// The format of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Text for people.
    Pretty,
    /// One JSON object per line.
    Json,
}

impl Section for LogConfig {
    const KEYS: &'static [ConfigKey] = &[
        ConfigKey {
            name: "log.filter",
            env: "IMPRINT_LOG",
            default: Some("info,poem=warn"),
            allowed: "directives such as info or info,imprint=debug",
            help: "What to log, in the syntax of `tracing`'s EnvFilter.",
        },
        ConfigKey {
            name: "log.format",
            env: "IMPRINT_LOG_FORMAT",
            default: Some("pretty"),
            allowed: "pretty or json",
            help: "The format of the log: `pretty` for people, or `json` with one object per line.",
        },
    ];

    fn read(layers: &Layers) -> Result<Self, ConfigError> {
        Ok(Self {
            filter: layers.required("log.filter", |text| {
                tracing_subscriber::EnvFilter::try_new(text).ok().map(|_| text.to_owned())
            })?,
            format: layers.required("log.format", |text| match text {
                "pretty" => Some(LogFormat::Pretty),
                "json" => Some(LogFormat::Json),
                _ => None,
            })?,
        })
    }
}
