//! The HTML of the authorization page.

use crate::http::pages::KnownLogins;
use crate::http::pages::html::{bare, plain};
use crate::oauth::clients::Client;

/// A message above the form, when the page is shown again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Notice {
    /// No message: the page is shown for the first time.
    None,
    /// The name or the password was wrong.
    Wrong,
    /// A field was left empty.
    Empty,
    /// The page was open for too long, or the form came from another site.
    Old,
    /// There were too many attempts.
    Limited,
    /// The server is busy with other sign-ins.
    Busy,
}

impl Notice {
    fn text(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Wrong => "The e-mail address, username or password is wrong.",
            Self::Empty => "Enter your e-mail address or username, and your password.",
            Self::Old => "This page was open for too long. Please try once more.",
            Self::Limited => "There were too many attempts. Please wait a while before the next.",
            Self::Busy => "Too many people are signing in right now. Please try once more.",
        }
    }
}

/// The content of the page.
#[derive(Debug)]
pub(super) struct Form<'a> {
    /// The client that requests authorization.
    pub(super) client: &'a Client,
    /// The meanings of the requested scopes.
    pub(super) scopes: &'a [&'a str],
    /// The redirect URI, where the browser goes afterwards.
    pub(super) back: &'a str,
    /// The hidden fields of the form.
    pub(super) hidden: &'a [(&'a str, &'a str)],
    /// The user name that was entered last time.
    pub(super) name: &'a str,
    /// The demo logins to show, on a demo server.
    pub(super) known: Option<&'a KnownLogins>,
}

/// Renders the page: the client, what it requests, and the form.
pub(super) fn ask(form: &Form<'_>, notice: Notice) -> String {
    let hidden: String = form.hidden.iter().map(|(name, value)| field(name, value)).collect();
    let scopes: Vec<_> = form.scopes.iter().map(|meaning| plain(meaning)).collect();
    let scopes = scopes.join("</li>\n<li>");
    let scopes = if scopes.is_empty() {
        "<p>The app learns who you are, and nothing more.</p>".to_owned()
    } else {
        format!(
            "<p>The app requests permission to do this, as far as your account allows:</p>\n<ul>\n<li>{scopes}</li>\n</ul>"
        )
    };
    let alert = match notice {
        Notice::None => String::new(),
        other => format!("<p class=\"alert\" role=\"alert\" id=\"alert\">{}</p>\n", other.text()),
    };
    let described = if alert.is_empty() { "" } else { " aria-describedby=\"alert\"" };
    let title = format!("Sign in for {}", form.client.draft.name);
    let client = plain(form.client.draft.name.as_str());
    let (name, place) = (plain(form.name), plain(form.back));
    let known = form.known.map(KnownLogins::table).unwrap_or_default();
    bare(
        &plain(&title),
        &format!(
            "<h1>Sign in for {client}</h1>\n{scopes}\n{alert}<form method=\"post\" action=\"/oauth/authorize\">\n{hidden}\
             <p><label for=\"username\">E-mail address or username</label>\n\
             <input id=\"username\" name=\"username\" type=\"text\" value=\"{name}\" autocomplete=\"username\" autocapitalize=\"none\" \
             spellcheck=\"false\" maxlength=\"254\" required autofocus{described}></p>\n\
             <p><label for=\"password\">Password</label>\n\
             <input id=\"password\" name=\"password\" type=\"password\" autocomplete=\"current-password\" maxlength=\"256\" required{described}></p>\n\
             <p class=\"choice\"><button name=\"decision\" value=\"allow\">Sign in and allow</button>\n\
             <button name=\"decision\" value=\"deny\" class=\"quiet\" formnovalidate>Cancel</button></p>\n</form>\n\
             <p class=\"small\">Afterwards you return to <code>{place}</code>. The app does not see your password.</p>\n{known}"
        ),
    )
}

/// Renders an error page, for errors that cannot be sent to the client because there is no valid redirect URI.
pub(super) fn refuse(description: &str) -> String {
    let description = plain(description);
    bare(
        "This link does not work",
        &format!(
            "<h1>This link does not work</h1>\n<p>The app that sent you here made an invalid request. Go back to the app and \
             try again. If this happens again, send its developers this message:</p>\n<p class=\"alert\" role=\"alert\">{description}</p>"
        ),
    )
}

fn field(name: &str, value: &str) -> String {
    format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">\n", plain(value))
}
