//! A bucket of an object store that speaks S3.

use std::time::Duration;

use http::Uri;
use object_store::{
    BackoffConfig, ObjectStore, RetryConfig,
    aws::{AmazonS3Builder, Checksum, S3ConditionalPut},
};

use super::{BlobError, Bucket, Trouble, wire::Wire};
use crate::config::Files;

/// Between two tries, at the most.
const LONGEST_BREAK: Duration = Duration::from_secs(2);

/// The store of a bucket. Nothing is asked of it yet.
pub(super) fn open(files: &Files, bucket: &Bucket) -> Result<Box<dyn ObjectStore>, BlobError> {
    let retries = usize::from(files.attempts.saturating_sub(1));
    let patience = Duration::from_secs(files.timeout_seconds.into());
    let retry = RetryConfig {
        backoff: BackoffConfig {
            max_backoff: LONGEST_BREAK,
            ..BackoffConfig::default()
        },
        max_retries: retries,
        retry_timeout: patience * u32::from(files.attempts),
    };
    let conditional = if files.conditional_put {
        S3ConditionalPut::ETagMatch
    } else {
        S3ConditionalPut::Disabled
    };
    let store = AmazonS3Builder::new()
        .with_bucket_name(&files.bucket)
        .with_region(&files.region)
        .with_endpoint(endpoint(files))
        .with_virtual_hosted_style_request(!files.path_style)
        .with_access_key_id(&files.access_key_id)
        .with_secret_access_key(&files.secret_access_key.0)
        // The store refuses what arrives otherwise than it was sent.
        .with_checksum_algorithm(Checksum::SHA256)
        .with_conditional_put(conditional)
        .with_retry(retry)
        .with_http_connector(Wire::new(files.ca_file.as_deref(), patience)?)
        .build();
    let store = store.map_err(|source| BlobError::in_bucket(bucket, Trouble::Setup, &source))?;
    Ok(Box::new(store))
}

/// The address as the library wants it: with the bucket, where it belongs to the host.
fn endpoint(files: &Files) -> String {
    let given = files.endpoint.trim_end_matches('/');
    let parsed = given.parse::<Uri>().ok();
    let parts = parsed
        .as_ref()
        .and_then(|uri| Some((uri.scheme_str()?, uri.authority()?)));
    match parts {
        Some((scheme, authority)) if !files.path_style => {
            format!("{scheme}://{}.{authority}", files.bucket)
        }
        Some(_) | None => given.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bucket_stands_in_the_path_or_in_the_host() {
        let files = |path_style| Files {
            bucket: "files".to_owned(),
            endpoint: "https://s3.example.gov.cn:9000/".to_owned(),
            path_style,
            ..Files::default()
        };
        assert_eq!(endpoint(&files(true)), "https://s3.example.gov.cn:9000");
        assert_eq!(endpoint(&files(false)), "https://files.s3.example.gov.cn:9000");
    }
}
