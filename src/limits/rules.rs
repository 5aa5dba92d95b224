//! The rate limits of identity, by name.

use crate::error::Policy;
use crate::named;

named! {
    /// The rate limits: the number of attempts, and the seconds in which they count.
    pub const LIMITS: Policy;

    /// Failed sign-ins to one account from one network, and wrong current passwords at a password change.
    LOGIN = "login": 5, 900;
    /// Failed sign-ins to one account, from all networks together from which nobody has signed in to it before.
    LOGIN_ACCOUNT = "login-account": 50, 900;
    /// Failed sign-ins from one network, to all accounts together.
    LOGIN_ADDRESS = "login-address": 100, 900;
    /// Invalid refresh tokens from one network.
    REFRESH = "refresh": 100, 900;
    /// Requests from one network to the token server that fail because the client, code, password or refresh token is invalid, or
    /// because the client requests something that it is not allowed to have.
    TOKEN = "token": 100, 900;
    /// Sign-ups from one network, including failed ones.
    SIGN_UP = "sign-up": 10, 3600;
    /// Password resets requested for one account.
    // No longer than a token of the mail is valid: whoever is told to wait has a mail with a valid token, even if strangers asked for it.
    RESET = "reset": 5, 1800;
    /// Password resets requested from one network, for all accounts together.
    RESET_ADDRESS = "reset-address": 20, 3600;
    /// Invalid password reset tokens from one network.
    RESET_TOKEN = "reset-token": 100, 900;
}
