//! Whose certificates are believed: the public authorities', and where a setting names a file, those in it. A server
//! inside an office mostly has its certificate from the office's own authority.

use std::{
    error::Error,
    path::{Path, PathBuf},
};

use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};

/// Why nobody can be believed as configured.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    #[error("{0} does not hold certificates")]
    Certificates(PathBuf, #[source] Box<dyn Error + Send + Sync>),
    #[error("TLS cannot be set up")]
    Tls(#[from] rustls::Error),
}

fn unreadable(file: &Path) -> impl Fn(Box<dyn Error + Send + Sync>) -> TrustError {
    let file = file.to_owned();
    move |source| TrustError::Certificates(file.clone(), source)
}

/// What a file of certificates holds, as it stands there.
pub fn pem(file: &Path) -> Result<Vec<u8>, TrustError> {
    std::fs::read(file).map_err(|error| unreadable(file)(error.into()))
}

/// For connections over HTTP.
pub fn client(ca_file: Option<&Path>) -> Result<ClientConfig, TrustError> {
    let mut roots: RootCertStore = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
    if let Some(file) = ca_file {
        let unreadable = unreadable(file);
        let pem = pem(file)?;
        for certificate in CertificateDer::pem_slice_iter(&pem) {
            let certificate = certificate.map_err(|error| unreadable(error.to_string().into()))?;
            roots.add(certificate).map_err(|error| unreadable(error.into()))?;
        }
    }
    let config = ClientConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}
