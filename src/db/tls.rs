//! TLS to PostgreSQL, if the URL requires it.
//!
//! `sslmode=require`, `verify-ca` and `verify-full` all mean the same here: an encrypted connection to a server whose certificate
//! is verified, against the machine's root certificates or the file in `database.tls_ca`. There is no mode that encrypts without
//! verifying.

use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::{CertificateDer, pem::PemObject as _};
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::error::{Error, Result};

/// Returns a connector that trusts the certificates in the file, or the machine's root certificates if there is no file.
pub(crate) fn connector(ca: Option<&Path>) -> Result<MakeRustlsConnect> {
    let mut roots = RootCertStore::empty();
    let certificates: Vec<CertificateDer<'static>> = match ca {
        Some(file) => CertificateDer::pem_file_iter(file)
            .and_then(Iterator::collect)
            .map_err(|error| Error::internal(format!("database.tls_ca {}: {error}", file.display())))?,
        None => rustls_native_certs::load_native_certs().certs,
    };
    roots.add_parsable_certificates(certificates);
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(Error::internal)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}
