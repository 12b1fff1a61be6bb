//! A device that makes passkeys and shows them, in software, together with the script that asks it: what comes out is what
//! the form of a page carries on. It signs whatever it is told to, so that it can be told wrong things.

use data_encoding::BASE64URL_NOPAD;
use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Where the site of the tests is.
const ORIGIN: &str = "https://gongkai.example.cn";

/// Somebody is there; the device has asked for a finger; a new passkey follows.
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const ATTESTED: u8 = 0x40;

/// The device, and the browser before it.
#[derive(Debug, Clone)]
pub(crate) struct Authenticator {
    keys: Vec<Made>,
    /// No two devices make the same keys.
    seed: u8,
    /// The address that the browser is at.
    pub(crate) origin: String,
    /// How often it has signed. One that stays at zero does not count.
    pub(crate) counter: u32,
    pub(crate) asks_for_a_finger: bool,
    /// What it calls the account of every passkey that it shows, instead of what it was told.
    pub(crate) handle: Option<String>,
}

/// A passkey.
#[derive(Debug, Clone)]
struct Made {
    site: String,
    handle: String,
    credential: [u8; 32],
    secret: SigningKey,
}

impl Authenticator {
    pub(crate) fn new(seed: u8) -> Self {
        Self {
            keys: Vec::new(),
            seed,
            origin: ORIGIN.to_owned(),
            counter: 1,
            asks_for_a_finger: true,
            handle: None,
        }
    }

    /// What the device calls the account of the passkey that it made last, and the passkey itself.
    pub(crate) fn last(&self) -> (&str, &[u8]) {
        let made = self.keys.last().unwrap();
        (&made.handle, &made.credential)
    }

    /// Makes a passkey.
    pub(crate) fn make(&mut self, options: &Value) -> String {
        let number = u8::try_from(self.keys.len()).unwrap() + 1;
        let secret = SigningKey::from_slice(&[self.seed.max(1), number].repeat(16)).unwrap();
        let point = secret.verifying_key().to_encoded_point(false);
        let made = Made {
            site: options["rp"]["id"].as_str().unwrap().to_owned(),
            handle: options["user"]["id"].as_str().unwrap().to_owned(),
            credential: Sha256::digest(point.as_bytes()).into(),
            secret,
        };
        // A map of fmt, attStmt and authData in CBOR, and in that the key as COSE writes it.
        let mut data = self.data(&made.site, ATTESTED);
        data.extend([0; 16]);
        data.extend([0, 32]);
        data.extend(made.credential);
        data.extend([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 32]);
        data.extend(point.x().unwrap());
        data.extend([0x22, 0x58, 32]);
        data.extend(point.y().unwrap());
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(data);
        self.keys.push(made);
        json!({
            "attestationObject": BASE64URL_NOPAD.encode(&object),
            "clientDataJSON": BASE64URL_NOPAD.encode(&self.client("create", options)),
            "clientExtensionResults": {},
            "transports": [],
        })
        .to_string()
    }

    /// Shows the passkey that it made last.
    pub(crate) fn show(&mut self, options: &Value) -> String {
        if self.counter > 0 {
            self.counter += 1;
        }
        let made = self.keys.last().unwrap();
        assert_eq!(options["rpId"], made.site.as_str());
        let (data, client) = (self.data(&made.site, 0), self.client("get", options));
        let signed = [&data[..], &Sha256::digest(&client)[..]].concat();
        let signature: Signature = made.secret.sign(&signed);
        json!({
            "authenticatorData": BASE64URL_NOPAD.encode(&data),
            "clientDataJSON": BASE64URL_NOPAD.encode(&client),
            "clientExtensionResults": {},
            "id": BASE64URL_NOPAD.encode(&made.credential),
            "signature": BASE64URL_NOPAD.encode(signature.to_der().as_bytes()),
            "userHandle": self.handle.as_ref().unwrap_or(&made.handle),
        })
        .to_string()
    }

    fn data(&self, site: &str, more: u8) -> Vec<u8> {
        let verified = if self.asks_for_a_finger { VERIFIED } else { 0 };
        let mut data = Sha256::digest(site).to_vec();
        data.push(PRESENT | verified | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// What the browser says of where it is and what it was asked.
    fn client(&self, kind: &str, options: &Value) -> Vec<u8> {
        let challenge = options["challenge"].as_str().unwrap();
        let origin = &self.origin;
        format!(
            r#"{{"type":"webauthn.{kind}","challenge":"{challenge}","origin":"{origin}","crossOrigin":false}}"#
        )
        .into_bytes()
    }
}
