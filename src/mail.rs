//! Mail to people. It leaves after the unit of work that it tells of, and nobody waits for it.

use std::path::PathBuf;
use std::sync::Arc;

use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use tokio::sync::Semaphore;

use crate::config::{MailConfig, MailTransport};
use crate::error::{Error, Result};
use crate::text::Email;

/// How many may be on their way at once; what comes on top is not sent. A server that takes no mail must not fill the memory.
const ON_THE_WAY: usize = 100;

/// A mail.
#[derive(Clone)]
pub struct Mail {
    /// To whom.
    pub to: Email,
    /// What it is about.
    pub subject: &'static str,
    /// What it says. It may hold secrets.
    pub text: String,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("subject", &self.subject).finish_non_exhaustive()
    }
}

/// Sends mail. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Mailer(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    from: Mailbox,
    way: Way,
    places: Arc<Semaphore>,
}

#[derive(Debug)]
enum Way {
    Log,
    Folder(PathBuf),
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

impl Mailer {
    /// Sends in the way that the configuration says.
    ///
    /// # Errors
    /// When it says SMTP and names no server.
    pub fn new(config: &MailConfig) -> Result<Self> {
        let way = match (config.transport, &config.smtp_url, &config.folder) {
            (MailTransport::Smtp, Some(url), _) => Way::Smtp(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url.reveal())
                    .map_err(Error::internal)?
                    .build(),
            ),
            (MailTransport::Smtp, None, _) => {
                return Err(Error::internal("mail.transport = \"smtp\" needs mail.smtp_url"));
            }
            (MailTransport::Log, _, Some(folder)) => Way::Folder(folder.clone()),
            (MailTransport::Log, _, None) => Way::Log,
        };
        let places = Arc::new(Semaphore::new(ON_THE_WAY));
        Ok(Self(Arc::new(Inner { from: config.from.clone(), way, places })))
    }

    /// Sends a mail, later. What goes wrong is in the log.
    pub fn send(&self, mail: Mail) {
        let Ok(place) = Arc::clone(&self.0.places).try_acquire_owned() else {
            tracing::error!(mail.subject, "too much mail is on its way: this one is not sent");
            return;
        };
        let inner = Arc::clone(&self.0);
        tokio::spawn(async move {
            let subject = mail.subject;
            if let Err(error) = inner.deliver(mail).await {
                let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
                tracing::error!(mail.subject = subject, error = cause, "a mail was not sent");
            }
            drop(place);
        });
    }
}

impl Inner {
    async fn deliver(&self, mail: Mail) -> Result<()> {
        let Mail { to, subject, text } = mail;
        let message = || {
            let to = Mailbox::new(None, to.as_str().parse().map_err(Error::internal)?);
            let builder = Message::builder().from(self.from.clone()).to(to).subject(subject);
            builder.header(ContentType::TEXT_PLAIN).body(text.clone()).map_err(Error::internal)
        };
        match &self.way {
            Way::Log => {
                tracing::info!(mail.to = to.as_str(), mail.subject = subject, "a mail, which goes nowhere");
                // For who tries things out on their own machine; a server that logs this much has no other mail either.
                tracing::debug!(mail.text = text, "what it says");
            }
            Way::Folder(folder) => {
                let file = folder.join(format!("{:016x}.eml", rand::random::<u64>()));
                let bytes = message()?.formatted();
                let write = move || std::fs::write(file, bytes);
                tokio::task::spawn_blocking(write)
                    .await
                    .map_err(Error::internal)?
                    .map_err(Error::internal)?;
                tracing::info!(
                    mail.to = to.as_str(),
                    mail.subject = subject,
                    "a mail was put into the folder"
                );
            }
            Way::Smtp(server) => {
                server.send(message()?).await.map_err(Error::internal)?;
                tracing::info!(mail.subject = subject, "a mail was sent");
            }
        }
        Ok(())
    }
}
