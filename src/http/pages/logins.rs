//! The public logins of a demonstration.

use super::html::plain;
use crate::part::KnownUser;

/// The logins of a demonstration, which are public.
#[derive(Debug, Clone)]
pub struct KnownLogins {
    /// The id of the client with which the Swagger UI page signs in, unless the user enters another one in its dialog.
    pub client: &'static str,
    /// The client's secret.
    pub secret: &'static str,
    /// The users.
    pub users: Vec<KnownUser>,
}

/// Renders the content of the welcome page. In a demonstration it says so, and explains how to sign in.
pub(super) fn welcome(demonstration: bool, logins: Option<&KnownLogins>) -> String {
    let notice = if demonstration { include_str!("demonstration.html") } else { "" };
    let notice = notice.to_owned() + &logins.map(KnownLogins::table).unwrap_or_default();
    include_str!("welcome.html").replacen("<!-- notice -->\n", &notice, 1)
}

impl KnownLogins {
    /// A table of the users with their passwords, as HTML.
    pub(crate) fn table(&self) -> String {
        let row = |user: &KnownUser| {
            let KnownUser { name, username, password, role } = user;
            let [name, username, password, role] = [name, username, password, role].map(|text| plain(text));
            format!(
                "<tr><td>{name}</td><td>{role}</td><td><code>{username}</code></td><td><code>{password}</code></td></tr>\n"
            )
        };
        let rows: String = self.users.iter().map(row).collect();
        format!(
            "<table class=\"logins\"><caption>Sign in as one of them</caption>\n\
         <thead><tr><th>Name</th><th>Role</th><th>Username</th><th>Password</th></tr></thead>\n<tbody>\n{rows}</tbody></table>\n"
        )
    }
}

/// Renders one button for each user, above Swagger UI. A click signs in.
pub(super) fn buttons(logins: &KnownLogins) -> String {
    let button = |user: &KnownUser| {
        let KnownUser { name, username, password, role } = user;
        let [name, username, password, role] = [name, username, password, role].map(|text| plain(text));
        format!(
            "<button type=\"button\" data-username=\"{username}\" data-password=\"{password}\" data-name=\"{name}\">Sign in as {name} \
             <small>({role})</small></button>\n"
        )
    };
    let buttons: String = logins.users.iter().map(button).collect();
    format!(
        "<section id=\"logins\" aria-label=\"Sign in to the demonstration\">\n<p>This is a demonstration.</p>\n{buttons}\
         <p id=\"signed-in\" role=\"status\"></p>\n</section>\n"
    )
}
