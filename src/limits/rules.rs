//! The rate limits of identity, by name.

use crate::error::Policy;
use crate::named;

named! {
    /// How often somebody may try: attempts, and the seconds in which they count.
    pub const LIMITS: Policy;

    /// Sign-ins to an account from one network that fail, and wrong passwords where one is changed.
    LOGIN = "login": 5, 900;
    /// Sign-ins to an account that fail, from all networks together from which nobody has signed in to it yet.
    LOGIN_ACCOUNT = "login-account": 50, 900;
    /// Sign-ins from a network that fail, to all accounts together.
    LOGIN_ADDRESS = "login-address": 100, 900;
    /// Refresh tokens from a network that are not good.
    REFRESH = "refresh": 100, 900;
    /// Requests from a network to the token server with a client, a code, a password or a refresh token that is not good.
    TOKEN = "token": 100, 900;
    /// Sign-ups from a network.
    SIGN_UP = "sign-up": 10, 3600;
    /// Resets of an account's password that are asked for.
    RESET = "reset": 5, 3600;
    /// The same from a network, for all accounts together.
    RESET_ADDRESS = "reset-address": 20, 3600;
    /// Reset tokens from a network that are not valid.
    RESET_TOKEN = "reset-token": 100, 900;
}
