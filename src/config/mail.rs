//! Configuration of mail.

use std::path::{Path, PathBuf};

use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, Tokio1Executor};

use super::section::Section;
use super::{ConfigError, ConfigKey, Layers};
use crate::text::Secret;

/// The configuration of mail.
#[derive(Debug, Clone)]
pub struct MailConfig {
    /// How mail is sent.
    pub transport: MailTransport,
    /// The folder for mail that is not sent.
    pub folder: Option<PathBuf>,
    /// The URL of the mail server, with name and password.
    pub smtp_url: Option<Secret<1, 2000>>,
    /// The sender.
    pub from: Mailbox,
}

/// How mail is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailTransport {
    /// Not at all: mail becomes a log line or a file.
    Log,
    /// To a mail server.
    Smtp,
}

impl Section for MailConfig {
    const KEYS: &'static [ConfigKey] = &[
        ConfigKey {
            name: "mail.transport",
            env: "IMPRINT_MAIL_TRANSPORT",
            default: Some("log"),
            allowed: "log or smtp",
            help: "How to send mail: `smtp` sends it to `mail.smtp_url`; `log` writes it to `mail.folder`, or drops it if there is no folder.",
        },
        ConfigKey {
            name: "mail.folder",
            env: "IMPRINT_MAIL_FOLDER",
            default: None,
            allowed: "a folder that is there",
            help: "The folder for `.eml` files when `mail.transport` is `log`. Only the owner can read the files. Without a folder, mail is dropped with a warning in the log.",
        },
        ConfigKey {
            name: "mail.smtp_url",
            env: "IMPRINT_SMTP_URL",
            default: None,
            allowed: "smtps://NAME:PASSWORD@HOST or smtp://NAME:PASSWORD@HOST:587?tls=required",
            help: "The mail server.",
        },
        ConfigKey {
            name: "mail.from",
            env: "IMPRINT_MAIL_FROM",
            default: Some("Imprint <imprint@localhost>"),
            allowed: "an e-mail address, with a name before it or not",
            help: "The sender of all mail.",
        },
    ];

    fn read(layers: &Layers) -> Result<Self, ConfigError> {
        let transport = layers.required("mail.transport", |text| match text {
            "log" => Some(MailTransport::Log),
            "smtp" => Some(MailTransport::Smtp),
            _ => None,
        })?;
        let smtp_url = layers.secret("mail.smtp_url", |text| {
            let smtp = text.starts_with("smtp://") || text.starts_with("smtps://");
            let known = AsyncSmtpTransport::<Tokio1Executor>::from_url(text).is_ok();
            Secret::parse(text).ok().filter(|_| smtp && known)
        })?;
        if transport == MailTransport::Smtp && smtp_url.is_none() {
            let reason = "mail.transport = \"smtp\" needs a server";
            return Err(ConfigError::Missing { name: "mail.smtp_url", reason });
        }
        Ok(Self {
            transport,
            folder: layers.optional("mail.folder", |text| {
                Some(PathBuf::from(text)).filter(|folder| Path::is_dir(folder))
            })?,
            smtp_url,
            from: layers.required("mail.from", |text| text.parse().ok())?,
        })
    }
}
