use super::*;

fn at(public_url: &str) -> Option<Passkeys> {
    let mut config = Config::default();
    public_url.clone_into(&mut config.server.public_url);
    Passkeys::of(&config)
}

#[test]
fn the_address_of_the_settings_is_the_one_that_browsers_sign() {
    let told = |url: &str| at(url).map(|known| (known.site.as_ref().to_owned(), known.origin));
    let of = |site: &str, origin: &str| Some((site.to_owned(), origin.to_owned()));
    assert_eq!(
        told("https://Gongkai.example.cn"),
        of("gongkai.example.cn", "https://gongkai.example.cn")
    );
    assert_eq!(
        told("https://gongkai.example.cn:443"),
        of("gongkai.example.cn", "https://gongkai.example.cn")
    );
    assert_eq!(
        told("https://gongkai.example.cn:8443"),
        of("gongkai.example.cn", "https://gongkai.example.cn:8443")
    );
    assert_eq!(
        told("https://公开.example"),
        of("xn--55qw44a.example", "https://xn--55qw44a.example")
    );
    assert_eq!(
        told("http://localhost:8080"),
        of("localhost", "http://localhost:8080")
    );
}

#[test]
fn where_no_browser_would_have_them_there_are_none() {
    for url in [
        "",
        "http://gongkai.example.cn",
        "https://192.0.2.7",
        "https://[2001:db8::7]",
        "http://127.0.0.1:8080",
    ] {
        assert!(at(url).is_none(), "{url}");
    }
}

#[test]
fn what_is_asked_for_is_one_that_needs_no_name_and_asks_for_a_finger() {
    let site = at("https://gongkai.example.cn").unwrap();
    let handle = [7; HANDLE_BYTES];
    let asked = site
        .ask_for_new(&handle, "l**@example.cn", vec![vec![9; 16]])
        .unwrap();
    let options: serde_json::Value = serde_json::from_str(&asked.options).unwrap();
    assert_eq!(options["rp"]["id"], "gongkai.example.cn");
    assert_eq!(options["user"]["name"], "l**@example.cn");
    assert_eq!(options["authenticatorSelection"]["residentKey"], "required");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(options["attestation"], "none");
    assert_eq!(options["excludeCredentials"][0]["id"], "CQkJCQkJCQkJCQkJCQkJCQ");
    let asked = site.ask().unwrap();
    let options: serde_json::Value = serde_json::from_str(&asked.options).unwrap();
    assert_eq!(options["rpId"], "gongkai.example.cn");
    assert_eq!(options["userVerification"], "required");
    assert_eq!(options["timeout"], 300_000);
    let again: serde_json::Value = serde_json::from_str(&site.ask().unwrap().options).unwrap();
    assert_ne!(options["challenge"], again["challenge"]);
}

#[test]
fn a_name_that_the_standard_does_not_know_is_left_out() {
    let site = at("https://gongkai.example.cn").unwrap();
    let asked = site.ask_for_new(&[7; HANDLE_BYTES], "a b", Vec::new()).unwrap();
    let options: serde_json::Value = serde_json::from_str(&asked.options).unwrap();
    assert_eq!(options["user"]["name"], "gongkai.example.cn");
}

#[test]
fn an_answer_without_its_form_is_refused_and_not_repeated() {
    let site = at("https://gongkai.example.cn").unwrap();
    let state = site
        .ask_for_new(&[7; HANDLE_BYTES], "a", Vec::new())
        .unwrap()
        .state;
    for answer in ["", "null", "{}", "{\"甄试用\": 1}", "[]"] {
        let told = [
            site.made(&state, answer).unwrap_err(),
            Shown::read(answer).unwrap_err(),
        ];
        for error in told {
            assert!(matches!(error, PasskeyError::Refused(_)), "{answer}");
            assert!(!error.to_string().contains("甄试用"));
        }
    }
    let broken = site.made(b"nonsense", "{}").unwrap_err();
    assert!(matches!(broken, PasskeyError::Broken(_)));
}
