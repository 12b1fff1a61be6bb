//! Keeping robots out without keeping anybody out: a field that no person sees, and some work for the browser, which a script
//! of ours does while somebody reads what they have written. Whoever has no script files as well, only not many times an hour
//! from one address. Nobody has to read crooked letters, and no other service is asked.

use sha2::{Digest, Sha256};

use crate::{
    domain::id::FormId,
    web::{
        client::Client,
        error::Failure,
        page::View,
        portal::guesses::{self, Counted},
    },
};

/// How many of the first bits have to be zero: some 65,000 tries, half a second of a phone that is not new.
pub(super) const BITS: u32 = 16;

/// The longest proof that a script of ours sends.
const LONGEST: usize = 20;

/// Whether a proof is one for this form: the hash of both begins with [`BITS`] zeros. A form is filed once, so its proof is
/// good once.
fn is_proof(form: FormId, proof: &str) -> bool {
    if proof.is_empty() || proof.len() > LONGEST {
        return false;
    }
    let hash = Sha256::digest(format!("{form}:{proof}"));
    let zeros = hash.iter().try_fold(0, |zeros, byte| match byte.leading_zeros() {
        8 => Ok(zeros + 8),
        more => Err(zeros + more),
    });
    zeros.unwrap_or_else(|zeros| zeros) >= BITS
}

/// Lets a form through that brings a proof; one without takes a place among the few of its address. Where all are taken, after
/// how many seconds there are some again.
pub(super) async fn pass(
    view: &View,
    client: &Client,
    form: FormId,
    proof: &str,
) -> Result<Result<(), i64>, Failure> {
    if is_proof(form, proof) {
        return Ok(Ok(()));
    }
    let counted = Counted::unproved_from(client);
    if let Some(seconds) = guesses::full(&view.app, &counted).await? {
        return Ok(Err(seconds));
    }
    guesses::count(&view.app, &[counted]).await?;
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_takes_work_and_is_good_for_one_form() {
        let form = FormId(uuid::Uuid::from_u128(7));
        let found = (0..10_000_000_u32)
            .map(|n| n.to_string())
            .find(|n| is_proof(form, n));
        let found = found.unwrap();
        assert!(found.parse::<u32>().unwrap() > 100, "{found}");
        assert!(!is_proof(FormId(uuid::Uuid::from_u128(8)), &found));
        assert!(!is_proof(form, ""));
        assert!(!is_proof(form, &format!("{found:0>99}")));
    }
}
