//! Domain types of clients.

use crate::caller::Scopes;
use crate::clock::Instant;
use crate::db::search;
use crate::error::{Error, Fault, FaultCode, Result};
use crate::named;
use crate::page::SortField;
use crate::text::{Label, RedirectUri};
use crate::version::{Stamp, Stamped};

/// The display name of a client, which users see when they are asked to trust it.
pub type ClientName = Label<100>;

named! {
    /// An OAuth 2.0 grant type (RFC 6749, 1.3).
    pub enum Grant {
        /// Users authorize the client on a page of this server, and the client gets a code.
        AuthorizationCode = "authorization_code",
        /// The client acts on its own behalf.
        ClientCredentials = "client_credentials",
        /// Users give their password to the client. Only for the publisher's own old apps (RFC 9700, 2.4).
        Password = "password",
        /// The client gets new tokens without the user.
        RefreshToken = "refresh_token",
    }
}

/// The editable fields of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientDraft {
    /// The display name.
    pub name: ClientName,
    /// Whether it can keep a secret. A server can; an app on a user's device or in a browser cannot.
    pub confidential: bool,
    /// The grants that the client can use, sorted and without duplicates.
    pub grants: Vec<Grant>,
    /// The addresses that browsers can be redirected to.
    pub redirect_uris: Vec<RedirectUri>,
    /// The scopes that the client's tokens can have.
    pub scopes: Scopes,
}

impl ClientDraft {
    /// Creates a draft from its parts.
    ///
    /// # Errors
    /// `validation_failed` if the parts contradict each other.
    pub fn new(
        name: ClientName,
        confidential: bool,
        mut grants: Vec<Grant>,
        redirect_uris: Vec<RedirectUri>,
        scopes: Scopes,
    ) -> Result<Self> {
        grants.sort_unstable();
        grants.dedup();
        let mut faults = Vec::new();
        if grants.contains(&Grant::ClientCredentials) && !confidential {
            let detail = "client_credentials is for confidential clients: nobody else can prove who they are";
            faults.push(Fault::body("/grants", FaultCode::Inconsistent, detail));
        }
        if grants.contains(&Grant::AuthorizationCode) && redirect_uris.is_empty() {
            let detail = "must have at least one item with the grant authorization_code";
            faults.push(Fault::body("/redirectUris", FaultCode::Inconsistent, detail));
        }
        if faults.is_empty() {
            Ok(Self { name, confidential, grants, redirect_uris, scopes })
        } else {
            Err(Error::invalid(faults))
        }
    }

    /// Returns whether the client can use this grant.
    #[must_use]
    pub fn may(&self, grant: Grant) -> bool {
        self.grants.contains(&grant)
    }

    /// Returns whether tokens that were issued before claim more than `next` allows.
    #[must_use]
    pub fn loses_rights(&self, next: &Self) -> bool {
        !next.scopes.has_all(&self.scopes)
            || self.grants.iter().any(|grant| !next.may(*grant))
            || self.confidential != next.confidential
    }

    /// Returns the words of the name, to sort by.
    #[must_use]
    pub fn name_words(&self) -> String {
        search::words(self.name.as_str())
    }
}

/// A client as stored, without its secrets. Their hashes leave the store only to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// The id, the version and the timestamps.
    pub stamp: Stamp,
    /// The client identifier, `client_id` in OAuth.
    pub client_id: String,
    /// The editable fields.
    pub draft: ClientDraft,
    /// When the previous secret stops working.
    pub previous_expires_at: Option<Instant>,
}

impl Stamped for Client {
    fn stamp(&self) -> Stamp {
        self.stamp
    }
}

/// The fields that clients can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientSort {
    /// The name, without case and accents.
    Name,
    /// When the client was created.
    CreatedAt,
    /// When it was last updated.
    UpdatedAt,
}

impl SortField for ClientSort {
    const FIELDS: &'static [(&'static str, Self)] =
        &[("name", Self::Name), ("createdAt", Self::CreatedAt), ("updatedAt", Self::UpdatedAt)];
    const DEFAULT: &'static str = "name";
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(confidential: bool, grants: &[Grant], uris: &[&str], scopes: &str) -> Result<ClientDraft> {
        let uris = uris.iter().map(|uri| RedirectUri::parse(*uri).unwrap()).collect();
        let name = ClientName::parse("App").unwrap();
        ClientDraft::new(name, confidential, grants.to_vec(), uris, Scopes::parse(scopes))
    }

    #[test]
    fn what_a_client_can_not_do_is_refused_and_all_of_it_at_once() {
        let grants = [Grant::AuthorizationCode, Grant::ClientCredentials];

        let error = draft(false, &grants, &[], "profile").unwrap_err();

        assert_eq!(error.faults().len(), 2);
        assert!(draft(true, &grants, &["https://app.example/cb"], "profile").is_ok());
    }

    #[test]
    fn grants_are_kept_once_and_in_one_order() {
        let grants = [Grant::RefreshToken, Grant::Password, Grant::RefreshToken];

        assert_eq!(draft(false, &grants, &[], "").unwrap().grants, [Grant::Password, Grant::RefreshToken]);
    }

    #[test]
    fn with_fewer_grants_or_scopes_it_loses_rights_and_with_more_it_does_not() {
        let both = [Grant::Password, Grant::RefreshToken];
        let before = draft(true, &both, &[], "profile users:read").unwrap();

        assert!(before.loses_rights(&draft(true, &both, &[], "profile").unwrap()));
        assert!(before.loses_rights(&draft(true, &both[..1], &[], "profile users:read").unwrap()));
        assert!(before.loses_rights(&draft(false, &both, &[], "profile users:read").unwrap()));
        assert!(!before.loses_rights(&draft(true, &both, &[], "profile users:read audit:read").unwrap()));
    }
}
