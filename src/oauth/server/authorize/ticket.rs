//! CSRF protection of the authorization page. A ticket proves that this server made the form, for this browser and this request,
//! so no other site can submit the form on the user's behalf.
//!
//! A cookie holds a random value. The form holds a ticket: a MAC over that value, the request and the time, keyed with the secret
//! of the installation. The server stores nothing.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use poem::Request;
use poem::http::header;

use super::request::Parameters;
use crate::clock::Instant;
use crate::error::Result;
use crate::opaque;
use crate::seal::Seal;

/// The name of the cookie.
const COOKIE: &str = "imprint-authorize";
/// How long a page can stay open before the form is submitted, in seconds: 30 minutes.
const LIFETIME: i64 = 1800;

/// The random value in the cookie, which ties a form to a browser.
#[derive(Debug, Clone)]
pub(super) struct Browser(String);

impl Browser {
    /// Returns the browser of a request: from its cookie, or a new one.
    ///
    /// # Errors
    /// When the machine gives no random numbers.
    pub(super) fn of(request: &Request) -> Result<Self> {
        match Self::known(request) {
            Some(known) => Ok(known),
            None => Ok(Self(opaque::make::<16>()?)),
        }
    }

    /// Returns the browser of a request, if it has a valid cookie.
    pub(super) fn known(request: &Request) -> Option<Self> {
        let cookies =
            request.headers().get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs =
            cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let (_, value) = pairs.find(|(name, _)| *name == COOKIE)?;
        let good = value.len() == 22 && URL_SAFE_NO_PAD.decode(value).is_ok();
        good.then(|| Self(value.to_owned()))
    }

    /// Returns the cookie. It is `SameSite=Lax`: of the requests that other sites cause, only a followed link carries it.
    pub(super) fn cookie(&self, secure: bool) -> String {
        let secure = if secure { "; Secure" } else { "" };
        format!(
            "{COOKIE}={}; Path=/oauth/authorize; Max-Age={LIFETIME}; HttpOnly; SameSite=Lax{secure}",
            self.0
        )
    }

    /// Creates the ticket of a page for a request, with the current time.
    pub(super) fn ticket(&self, seal: &Seal, parameters: &Parameters, now: Instant) -> String {
        self.stamped(seal, parameters, now.seconds())
    }

    fn stamped(&self, seal: &Seal, parameters: &Parameters, seconds: i64) -> String {
        let text = format!("{seconds}\n{}\n{}", self.0, parameters.text());
        let made = URL_SAFE_NO_PAD.encode(seal.derive("authorize", text.as_bytes()));
        format!("{seconds}.{made}")
    }

    /// Returns whether a ticket was made for this browser and this request, at most 30 minutes ago.
    pub(super) fn accepts(&self, seal: &Seal, parameters: &Parameters, ticket: &str, now: Instant) -> bool {
        let seconds = ticket.split_once('.').and_then(|(seconds, _)| seconds.parse::<i64>().ok());
        let now = now.seconds();
        let young = |made: &i64| (0..=LIFETIME).contains(&(now.saturating_sub(*made)));
        // The comparison need not take constant time: the MAC is as good as random, so the position at which two differ reveals
        // nothing.
        seconds.filter(young).is_some_and(|seconds| self.stamped(seal, parameters, seconds) == ticket)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters(text: &str) -> Parameters {
        Parameters::read(text.as_bytes()).unwrap()
    }

    fn browser(cookie: &str) -> Option<Browser> {
        Browser::known(&Request::builder().header(header::COOKIE, cookie).finish())
    }

    #[test]
    fn a_ticket_is_good_for_its_browser_its_request_and_half_an_hour() {
        let (seal, now) = (Seal::new([7; 32]), Instant::EXAMPLE);
        let own = Browser("A".repeat(22));
        let asked = parameters("client_id=a&state=1&other=x");
        let ticket = own.ticket(&seal, &asked, now);
        let accepts = |browser: &Browser, asked: &str, seconds| {
            browser.accepts(&seal, &parameters(asked), &ticket, now.plus_seconds(seconds))
        };

        assert!(accepts(&own, "state=1&client_id=a", 1800));
        assert!(!accepts(&own, "client_id=a&state=1", 1801));
        assert!(!accepts(&own, "client_id=a&state=1", -1));
        assert!(!accepts(&own, "client_id=a&state=2", 0));
        assert!(!accepts(&Browser("B".repeat(22)), "client_id=a&state=1", 0));
        assert!(!own.accepts(&seal, &asked, "no ticket", now));
    }

    #[test]
    fn a_browser_is_known_by_its_cookie_and_by_nothing_else() {
        let value = URL_SAFE_NO_PAD.encode([1; 16]);

        assert!(browser(&format!("a=b; {COOKIE}={value}")).is_some());
        assert!(browser("a=b").is_none() && browser(&format!("{COOKIE}=short")).is_none());
    }
}
