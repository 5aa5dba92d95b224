//! Fair shares of the places on the hashing threads.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Result};
use crate::limits::Account;
use crate::origin::Origin;

/// The account and the network that a password is hashed for. Each of them can use half of the slots at most, and an account from
/// one network a quarter. Nobody can therefore block all other users by signing in again and again.
#[derive(Debug, Clone, Default)]
pub struct Share {
    account: Option<String>,
    network: Option<String>,
}

impl Share {
    /// Returns the share of an account, used from the network of a request.
    #[must_use]
    pub fn of(account: &Account, origin: &Origin) -> Self {
        Self { account: Some(account.as_str().to_owned()), ..Self::from(origin) }
    }

    /// Returns the share of a network, for an account that does not exist yet.
    #[must_use]
    pub fn from(origin: &Origin) -> Self {
        Self { account: None, network: Some(origin.network()).filter(|network| !network.is_empty()) }
    }

    /// Returns the share of the operator at the command line, which is not limited.
    #[must_use]
    pub fn operator() -> Self {
        Self::default()
    }
}

/// The places that accounts and networks have taken. There is an entry for each that holds or waits for a place at the moment.
#[derive(Debug)]
pub(super) struct Shares {
    taken: Mutex<HashMap<(Kind, String), Arc<Semaphore>>>,
    /// The number of places.
    places: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    AccountHere,
    Account,
    Network,
}

impl Shares {
    /// Creates the shares of this number of places.
    pub(super) fn of(places: usize) -> Self {
        Self { taken: Mutex::default(), places }
    }

    /// Waits until the account and the network have less than their share. The place is released when the returned permits are
    /// dropped.
    ///
    /// # Errors
    /// Never, unless the server is shutting down.
    pub(super) async fn hold(&self, share: &Share) -> Result<Vec<OwnedSemaphorePermit>> {
        let Share { account, network } = share;
        let here =
            account.as_ref().zip(network.as_ref()).map(|(account, network)| format!("{account} {network}"));
        let wanted = [
            (Kind::AccountHere, here.as_ref(), self.places / 4),
            (Kind::Account, account.as_ref(), self.places / 2),
            (Kind::Network, network.as_ref(), self.places / 2),
        ];
        let mut held = Vec::with_capacity(wanted.len());
        for (kind, name, places) in wanted {
            if let Some(name) = name {
                let places = self.places(kind, name, places.max(1));
                held.push(places.acquire_owned().await.map_err(Error::internal)?);
            }
        }
        Ok(held)
    }

    fn places(&self, kind: Kind, name: &str, count: usize) -> Arc<Semaphore> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        // Remove the entries that nobody holds or waits for. There are never more entries than requests in progress.
        taken.retain(|_, places| Arc::strong_count(places) > 1);
        let places = taken.entry((kind, name.to_owned()));
        Arc::clone(places.or_insert_with(|| Arc::new(Semaphore::new(count))))
    }
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;

    use super::*;

    fn share(account: &str, address: &str) -> Share {
        let origin = Origin::new(Some(address.parse().unwrap()), "", "test");
        Share::of(&Account::named(account), &origin)
    }

    #[tokio::test]
    async fn an_account_and_a_network_have_half_of_the_places_and_an_account_from_one_network_a_quarter() {
        let shares = Shares::of(4);
        let take = |account: &str, address: &str| shares.hold(&share(account, address)).now_or_never();

        let here = take("ada", "203.0.113.1").unwrap();
        assert!(take("ADA", "203.0.113.1").is_none());
        let there = take("ada", "203.0.113.2").unwrap();
        assert!(take("ada", "203.0.113.3").is_none());
        let other = take("eve", "203.0.113.1").unwrap();
        assert!(take("bob", "203.0.113.1").is_none());
        assert!(take("bob", "203.0.113.2").is_some());

        drop((here, there, other));
        assert!(take("ada", "203.0.113.1").is_some());
        assert!(shares.taken.lock().unwrap().len() <= 3);
    }
}
