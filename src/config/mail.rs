//! How mail leaves.

use std::path::{Path, PathBuf};

use lettre::message::Mailbox;

use super::section::Section;
use super::{ConfigError, ConfigKey, Layers};
use crate::text::Secret;

/// How mail leaves.
#[derive(Debug, Clone)]
pub struct MailConfig {
    /// By which way.
    pub transport: MailTransport,
    /// Where mail is put that goes nowhere.
    pub folder: Option<PathBuf>,
    /// The server that takes it, with name and password.
    pub smtp_url: Option<Secret<1, 2000>>,
    /// The sender.
    pub from: Mailbox,
}

/// By which way mail leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailTransport {
    /// Not at all: a line in the log, or a file.
    Log,
    /// To a server.
    Smtp,
}

impl Section for MailConfig {
    const KEYS: &'static [ConfigKey] = &[
        ConfigKey {
            name: "mail.transport",
            env: "IMPRINT_MAIL_TRANSPORT",
            default: Some("log"),
            allowed: "log or smtp",
            help: "How mail leaves: to `mail.smtp_url`, or not at all, with a line in the log.",
        },
        ConfigKey {
            name: "mail.folder",
            env: "IMPRINT_MAIL_FOLDER",
            default: None,
            allowed: "a folder that is there",
            help: "Where mail is put as `.eml` files with `mail.transport` `log`. Without it, what it says is in the log at `debug` only.",
        },
        ConfigKey {
            name: "mail.smtp_url",
            env: "IMPRINT_SMTP_URL",
            default: None,
            allowed: "smtps://NAME:PASSWORD@HOST or smtp://NAME:PASSWORD@HOST:587?tls=required",
            help: "The server that takes mail.",
        },
        ConfigKey {
            name: "mail.from",
            env: "IMPRINT_MAIL_FROM",
            default: Some("Imprint <imprint@localhost>"),
            allowed: "an e-mail address, with a name before it or not",
            help: "The sender of mail.",
        },
    ];

    fn read(layers: &Layers) -> Result<Self, ConfigError> {
        Ok(Self {
            transport: layers.required("mail.transport", |text| match text {
                "log" => Some(MailTransport::Log),
                "smtp" => Some(MailTransport::Smtp),
                _ => None,
            })?,
            folder: layers.optional("mail.folder", |text| {
                Some(PathBuf::from(text)).filter(|folder| Path::is_dir(folder))
            })?,
            smtp_url: layers.optional("mail.smtp_url", |text| {
                let smtp = text.starts_with("smtp://") || text.starts_with("smtps://");
                Secret::parse(text).ok().filter(|_| smtp)
            })?,
            from: layers.required("mail.from", |text| text.parse().ok())?,
        })
    }
}
