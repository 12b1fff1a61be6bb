//! Whose certificates are believed: the public authorities', and where a setting names a file, those in it. A server
//! inside an office mostly has its certificate from the office's own authority.

use std::path::Path;

use rustls::{
    ClientConfig, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, pem::PemObject},
};

use super::SetupError;

fn unreadable(file: &Path) -> impl Fn(Box<dyn std::error::Error + Send + Sync>) -> SetupError {
    let file = file.to_owned();
    move |source| SetupError::Certificates(file.clone(), source)
}

/// What a file of certificates holds, as it stands there.
pub(super) fn pem(file: &Path) -> Result<Vec<u8>, SetupError> {
    std::fs::read(file).map_err(|error| unreadable(file)(error.into()))
}

/// For connections over HTTP.
pub(super) fn client(ca_file: Option<&Path>) -> Result<ClientConfig, SetupError> {
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
        .with_safe_default_protocol_versions()
        .map_err(|error| SetupError::Push(error.into()))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}
