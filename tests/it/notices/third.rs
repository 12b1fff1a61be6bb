//! Link and code: each by its own way, and nowhere else.

use super::private::{log, rows};
use crate::{
    both,
    kit::postal::Postal,
    third::{Sheet, come_in, company, sheet},
};

const ADDRESS: &str = "fawu@example.cn";

both! {
    async fn the_link_goes_by_mail_and_the_code_by_text_and_neither_anywhere_else(post: Postal) {
        log();
        let of = post.consulted(1, company(Some(ADDRESS))).await;
        post.run_jobs().await;
        let mails = post.server.arrived();
        let mail = mails.iter().find(|mail| mail.envelope_to == [ADDRESS]).unwrap();
        assert_eq!(mail.subject, "青溪县住房和城乡建设局：政府信息公开征求第三方意见书可以在网上答复");
        let texts: Vec<String> = post.gateway.pushed().iter().map(|pushed| pushed.body.to_string()).collect();
        let texts = texts.join("\n");
        let rows = rows(&post).await;
        let mail = mail.text.clone();
        let site = post.into_site();
        let Sheet { number, code } = sheet(&site, of).await;
        assert!(mail.contains(&format!("https://gongkai.example.cn/consulted/{number}")), "{mail}");
        assert!(!mail.contains(&code) && !mail.contains("林喆舟") && !mail.contains("QXZJ-2026"), "{mail}");
        assert!(texts.contains(&code) && !texts.contains(&number), "{texts}");
        come_in(&mut site.browser(), &Sheet { number: number.clone(), code: code.clone() }).await;
        // What is logged unless somebody asks for more, and whatever we log ourselves: at the finest, libraries write down
        // addresses and contexts.
        let logged = String::from_utf8_lossy(&log().lock().unwrap()).into_owned();
        let ours = |line: &&str| ["ERROR", "WARN", "INFO", " gongkai"].iter().any(|word| line.contains(word));
        let logged: Vec<&str> = logged.lines().filter(ours).collect();
        assert!(!logged.is_empty());
        for secret in [&number, &code] {
            assert!(!rows.contains(secret.as_str()));
            assert!(!logged.iter().any(|line| line.contains(secret.as_str())), "in the log: {logged:#?}");
        }
    }
}
