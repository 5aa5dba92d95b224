//! Settings of accounts.

use crate::config::{ConfigError, ConfigKey, Layers, Section};
use crate::text::WebUrl;

/// The settings of accounts.
#[derive(Debug, Clone)]
pub struct AccountsConfig {
    /// The bcrypt cost of password hashes. Each step doubles the time.
    pub bcrypt_cost: u32,
    /// The page of the publisher's site where users set a new password. The mail links to it with the token.
    pub reset_url: Option<WebUrl>,
}

impl Section for AccountsConfig {
    const KEYS: &'static [ConfigKey] = &[
        ConfigKey {
            name: "identity.bcrypt_cost",
            env: "IMPRINT_BCRYPT_COST",
            default: Some("12"),
            allowed: "a whole number from 4 to 15",
            help: "The bcrypt cost of password hashes. Each step doubles the time. Use less than 12 for tests only. Hashes with a lower cost are renewed when their users sign in.",
        },
        ConfigKey {
            name: "identity.reset_url",
            env: "IMPRINT_RESET_URL",
            default: None,
            allowed: "an http or https address",
            help: "The page where people set a new password. The e-mail links to it with `?token=…`; without a page, the e-mail contains only the token.",
        },
    ];

    fn read(layers: &Layers) -> Result<Self, ConfigError> {
        let cost = |text: &str| text.parse().ok().filter(|cost| (4..=15).contains(cost));
        Ok(Self {
            bcrypt_cost: layers.required("identity.bcrypt_cost", cost)?,
            reset_url: layers.optional("identity.reset_url", |text| WebUrl::parse(text).ok())?,
        })
    }
}
