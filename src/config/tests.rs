use super::*;

fn load(toml: &str, environment: &[(&str, &str)]) -> Result<Config, LoadError> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("gongkai.toml");
    std::fs::write(&file, toml).unwrap();
    let environment = environment
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    Config::load_from(Some(&file), environment)
}

#[test]
fn the_environment_wins_over_the_file_and_the_file_over_the_defaults() {
    let toml = "[server]\naddress = \"0.0.0.0:80\"\nbehind_proxy = true\n[limits]\nupload_mb = 5";
    let config = load(
        toml,
        &[
            ("GONGKAI__SERVER__ADDRESS", "127.0.0.1:9000"),
            ("GONGKAI__LIMITS__UPLOAD_FILES", "3"),
            ("GONGKAI__FONTS__FOLDERS", "/a:/b"),
            ("GONGKAI__DEMO", "true"),
            ("PATH", "/bin"),
        ],
    )
    .unwrap();
    assert_eq!(config.server.address, "127.0.0.1:9000");
    assert!(config.server.behind_proxy && config.demo);
    assert_eq!(
        (
            config.limits.upload_mb,
            config.limits.upload_files,
            config.limits.form_kb
        ),
        (5, 3, 4096)
    );
    assert_eq!(config.fonts.folders, [PathBuf::from("/a"), PathBuf::from("/b")]);
}

#[test]
fn an_unknown_setting_and_a_missing_file_are_errors() {
    let error = load("[server]\nadress = \"x\"", &[]).unwrap_err().to_string();
    assert!(
        error.contains("adress") && error.contains("gongkai.sample.toml"),
        "{error}"
    );
    let error = Config::load_from(Some(Path::new("no-such.toml")), HashMap::new()).unwrap_err();
    assert!(error.to_string().contains("no-such.toml"));
}

#[test]
fn a_wrong_value_is_named_with_what_to_change() {
    let toml = "[server]\naddress = \"8080\"\npublic_url = \"gongkai.example/\"\n[database]\nurl = \"mysql://x\"\n\
                [session]\nidle_minutes = 1\nsecure_cookie = true";
    let Err(LoadError::Values(findings)) = load(toml, &[]) else {
        panic!("not refused")
    };
    let settings: Vec<_> = findings.0.iter().map(|finding| finding.setting).collect();
    assert_eq!(
        settings,
        [
            "server.address",
            "server.public_url",
            "database.url",
            "session.idle_minutes",
            "session.secure_cookie"
        ]
    );
    insta::assert_snapshot!(findings.to_string().lines().next().unwrap(), @"配置项 server.address：“8080”不是有效的监听地址。改法：写成“IP:端口”，例如 127.0.0.1:8080 或 0.0.0.0:8080。");
}

#[test]
fn no_secret_shows() {
    let key = new_key(7, [9; 32]);
    let toml =
        format!("[secrets]\nkey = \"{key}\"\n[database]\nurl = \"postgres://me:hush@db:5432/gongkai\"");
    let shown = format!("{:?}", load(&toml, &[]).unwrap());
    assert!(!shown.contains("hush") && !shown.contains("CQkJ"), "{shown}");
    assert!(
        shown.contains("…@db:5432/gongkai") && shown.contains("Key(7:…)"),
        "{shown}"
    );
}

const SIGNING: &str = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

#[test]
fn ways_of_sending_are_checked_and_their_secrets_never_shown() {
    let toml = format!(
        "[mail]\nhost = \"smtp.example.cn\"\nfrom = \"gk@example.cn\"\nusername = \"gk\"\npassword = \"hush\"\n\
         [text_message]\nurl = \"https://sms.example.cn/send\"\nsecret = \"whsec_{SIGNING}\"\n\
         [[webhooks]]\nname = \"portal\"\nurl = \"http://127.0.0.1:9/x\"\nsecret = \"{SIGNING}\"\nagencies = [\"qingxi\"]"
    );
    let config = load(&toml, &[("GONGKAI__MAIL__PORT", "2525")]).unwrap();
    assert_eq!((config.mail.port(), Mail::default().port()), (2525, 465));
    assert_eq!(secret_bytes(&config.text_message.secret).unwrap().len(), 32);
    let shown = format!("{config:?}");
    assert!(!shown.contains("hush") && !shown.contains(SIGNING), "{shown}");

    let toml = "[mail]\nhost = \"smtp://x\"\nfrom = \"机关 <gk@example.cn>\"\nusername = \"gk\"\nencryption = \"none\"\nca_file = \"no-such.pem\"\n\
                [text_message]\nurl = \"http://sms.example.cn\"\nsecret = \"c2hvcnQ=\"\nattempts = 0\n\
                [[webhooks]]\nname = \"Portal\"\nurl = \"https://me:hush@example.cn\"\nsecret = \"\"\n\
                [[webhooks]]\nname = \"Portal\"\nurl = \"ftp://example.cn\"\nsecret = \"x\"";
    let Err(LoadError::Values(findings)) = load(toml, &[]) else {
        panic!("not refused")
    };
    let settings: Vec<_> = findings.0.iter().map(|finding| finding.setting).collect();
    assert_eq!(
        settings,
        [
            "mail.host",
            "mail.from",
            "mail.ca_file",
            "mail.password",
            "mail.encryption",
            "text_message.attempts",
            "text_message.url",
            "text_message.secret",
            "webhooks.name",
            "webhooks.url",
            "webhooks.secret",
            "webhooks.name",
            "webhooks.name",
            "webhooks.url",
            "webhooks.secret",
        ]
    );
    assert!(!findings.to_string().contains("hush"));
    let error = load("[mail]\nquiet_from = \"7点\"", &[]).unwrap_err().to_string();
    assert!(error.contains("7点") && error.contains("21:00"), "{error}");
}

#[test]
fn a_key_is_read_made_once_and_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::default();
    config.data.folder = folder.path().join("new");
    assert!(matches!(config.key(), Err(KeyError::Absent(_))));
    let made = config.key_or_new([1; 32]).unwrap();
    assert_eq!(config.key_or_new([2; 32]).unwrap(), made);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(
            std::fs::metadata(config.key_file()).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    std::fs::write(config.key_file(), "1:short").unwrap();
    assert!(matches!(config.key(), Err(KeyError::Form(..))));
    config.secrets.key = Some(Key {
        number: 2,
        bytes: [3; 32],
    });
    assert_eq!(config.key().unwrap().number, 2);
}

#[test]
fn two_keys_may_not_share_a_number() {
    let (key, older) = (new_key(1, [1; 32]), new_key(1, [2; 32]));
    let toml = format!("[secrets]\nkey = \"{key}\"\nolder_keys = [\"{older}\"]");
    assert!(
        load(&toml, &[])
            .unwrap_err()
            .to_string()
            .contains("secrets.older_keys")
    );
}

/// Every setting stands in the sample, in its section; what is not commented out there is the default.
#[test]
fn the_sample_is_complete_and_true() {
    let sample = include_str!("../../gongkai.sample.toml");
    let uncommented: String = sample
        .lines()
        .filter(|line| !line.starts_with("# "))
        .collect::<Vec<_>>()
        .join("\n");
    assert_eq!(load(&uncommented, &[]).unwrap(), Config::default());

    let json = serde_json::to_value(Config::default()).unwrap();
    for (section, settings) in json.as_object().unwrap() {
        if settings.is_array() {
            assert!(sample.contains(&format!("\n# [[{section}]]\n")), "{section}");
            continue;
        }
        let Some(settings) = settings.as_object() else {
            assert!(
                sample
                    .lines()
                    .any(|line| line.starts_with(&format!("{section} ="))),
                "{section}"
            );
            continue;
        };
        let text = sample
            .split(&format!("[{section}]\n"))
            .nth(1)
            .unwrap_or_else(|| panic!("[{section}]"));
        let text = text.split("\n[").next().unwrap();
        for setting in settings.keys() {
            let there = text
                .lines()
                .any(|line| line.trim_start_matches("# ").starts_with(&format!("{setting} =")));
            assert!(there, "{section}.{setting}");
        }
    }
}
