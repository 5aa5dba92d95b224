//! Outgoing mail. A unit of work queues a mail once it is committed (`conn.after_commit(move || mailer.send(mail))`), and a
//! background task sends it. No request waits for the mail server.

use std::io::Write as _;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::Arc;

use futures_util::{FutureExt as _, StreamExt as _, stream};
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

use crate::config::{MailConfig, MailTransport};
use crate::error::{Error, Result};
use crate::files;
use crate::tasks::{Queue, Stop, Tasks};
use crate::text::Email;

/// How many mails may wait. Further ones are not sent, because a mail server that accepts nothing must not fill the memory.
const WAITING: usize = 100;
/// How many mails are sent at the same time.
const ON_THE_WAY: usize = 10;

/// A mail.
#[derive(Clone)]
pub struct Mail {
    /// The recipient.
    pub to: Email,
    /// The subject.
    pub subject: &'static str,
    /// The text. It may contain secrets.
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
    queue: Queue<Mail>,
}

#[derive(Debug)]
enum Way {
    Log,
    Folder(PathBuf),
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
}

impl Mailer {
    /// Creates a mailer with the configured transport.
    ///
    /// # Errors
    /// When the transport is SMTP and there is no server.
    pub fn new(config: &MailConfig) -> Result<Self> {
        let way = match (config.transport, &config.smtp_url, &config.folder) {
            (MailTransport::Smtp, Some(url), _) => Way::Smtp(
                AsyncSmtpTransport::<Tokio1Executor>::from_url(url.reveal())
                    .map_err(Error::internal)?
                    .build(),
            ),
            (MailTransport::Smtp, None, _) => {
                return Err(Error::internal(
                    "mail.smtp_url must be set: mail.transport = \"smtp\" needs a server",
                ));
            }
            (MailTransport::Log, _, Some(folder)) => Way::Folder(folder.clone()),
            (MailTransport::Log, _, None) => Way::Log,
        };
        Ok(Self(Arc::new(Inner { from: config.from.clone(), way, queue: Queue::new(WAITING) })))
    }

    /// Starts the task that sends waiting mail. When it is told to stop, it sends the remaining mail first.
    pub fn start(&self, tasks: &mut Tasks) {
        tasks.run("mail", &self.0, Inner::work);
    }

    /// Queues a mail. Failures are logged.
    pub fn send(&self, mail: Mail) {
        if let Err(mail) = self.0.queue.offer(mail) {
            tracing::error!(mail.subject, "the mail queue is full; a mail was dropped");
        }
    }
}

impl Inner {
    async fn work(self: Arc<Self>, stop: Stop) {
        let waiting = stream::unfold(stop, async |mut stop| Some((self.queue.next(&mut stop).await?, stop)));
        waiting
            .for_each_concurrent(ON_THE_WAY, async |mail| {
                let subject = mail.subject;
                // A mail whose sending panics must not stop the others.
                let sent = AssertUnwindSafe(self.deliver(mail)).catch_unwind().await;
                if let Err(error) = sent.unwrap_or_else(|_| Err(Error::internal("it panicked"))) {
                    tracing::error!(mail.subject = subject, error = error.reason(), "a mail was not sent");
                }
            })
            .await;
    }

    async fn deliver(&self, mail: Mail) -> Result<()> {
        let Mail { to, subject, text } = mail;
        let message = || {
            let to = Mailbox::new(None, to.routable().parse().map_err(Error::internal)?);
            let builder = Message::builder().from(self.from.clone()).to(to).subject(subject);
            builder.header(ContentType::TEXT_PLAIN).body(text.clone()).map_err(Error::internal)
        };
        match &self.way {
            Way::Log => {
                // The text is not logged, because it may contain a token.
                tracing::warn!(
                    mail.subject = subject,
                    "a mail was not sent: set mail.folder or mail.smtp_url"
                );
                tracing::debug!(mail.to = to.as_str(), "to whom");
            }
            Way::Folder(folder) => {
                let file = folder.join(format!("{:016x}.eml", rand::random::<u64>()));
                let bytes = message()?.formatted();
                let write = move || files::private(&file)?.write_all(&bytes);
                tokio::task::spawn_blocking(write)
                    .await
                    .map_err(Error::internal)?
                    .map_err(Error::internal)?;
                tracing::info!(mail.subject = subject, "a mail was written to the folder");
                tracing::debug!(mail.to = to.as_str(), "to whom");
            }
            Way::Smtp(server) => {
                server.send(message()?).await.map_err(Error::internal)?;
                tracing::info!(mail.subject = subject, "a mail was sent");
            }
        }
        Ok(())
    }
}
