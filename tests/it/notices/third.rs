//! Link and code: each by its own way, and nowhere else. And the news that comes later: once, without the code, and not to
//! whoever wants none.

use axum::http::StatusCode;
use gongkai::{
    casework::{NewNotice, Order},
    domain::{
        id::{CaseId, NoticeId},
        message::{Medium, MessageKind, Reason},
        notice::View,
        service::{Mail, Service, Waybill},
    },
    store::outbox::Which,
};
use time::Duration;

use super::{
    messages,
    private::{log, rows},
};
use crate::{
    both,
    kit::{answer::full_draft, office::TestOffice, postal::Postal},
    third::{Sheet, come_in, company, sheet},
};

const ADDRESS: &str = "fawu@example.cn";
const MOBILE: &str = "19900000077";

impl TestOffice {
    /// A procedural letter goes to the post today.
    async fn post_notice(&self, case: CaseId, matter: NewNotice) {
        let id = self.propose(case, matter).await.unwrap();
        self.clear(case, id).await;
        let service = Service::Post {
            mail: Mail::Ems,
            waybill: Waybill::parse("EA123456789CN").unwrap(),
            posted_on: self.office.today(),
        };
        self.order("handler", case, Order::SendNotice { id, service })
            .await
            .unwrap();
    }

    /// The handler records what a third party said on paper.
    async fn record_opinion(&self, (case, notice): (CaseId, NoticeId), view: View) {
        let reasons = (view != View::Agreed).then(|| self.office.words("载有报价").unwrap());
        let order = Order::RecordOpinion {
            notice,
            answered_on: self.office.today(),
            view,
            reasons,
            agreed: Vec::new(),
        };
        self.order("handler", case, order).await.unwrap();
    }

    /// The answer goes out to the applicant, over the counter.
    async fn answer_all(&self, case: CaseId) {
        self.submit_draft(case, full_draft(2, "not_held")).await;
        self.approve_all(case).await;
        self.issue(case).await;
        self.serve(case, Service::signed(self.office.today())).await;
    }
}

/// The mails to the third party that are news, by their subjects, and the text messages.
fn news(post: &Postal) -> (Vec<(String, String)>, Vec<String>) {
    let mails = post.server.arrived().into_iter();
    let theirs =
        mails.filter(|mail| mail.envelope_to == [ADDRESS] && !mail.subject.contains("可以在网上答复"));
    let texts = post.gateway.pushed().into_iter();
    let texts = texts.filter(|pushed| pushed.body["to"] == MOBILE);
    let texts = texts.map(|pushed| pushed.body["text"].as_str().unwrap().to_owned());
    (
        theirs.map(|mail| (mail.subject, mail.text)).collect(),
        texts.filter(|text| !text.contains("验证码：")).collect(),
    )
}

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

    async fn who_has_not_answered_is_reminded_once_before_the_last_day(post: Postal) {
        let of = post.consulted(1, company(Some(ADDRESS))).await;
        post.run_jobs().await;
        // Handed over on Friday 20 November: Friday 11 December is the last of fifteen working days.
        post.clock.advance(Duration::days(17));
        post.run_jobs().await;
        assert_eq!(news(&post), (Vec::new(), Vec::new()), "four working days before it");
        for _ in 0..4 {
            post.clock.advance(Duration::DAY);
            post.run_jobs().await;
        }
        let (mails, texts) = news(&post);
        let [(subject, mail)] = mails.as_slice() else { panic!("{mails:?}") };
        assert_eq!(subject, "青溪县住房和城乡建设局：政府信息公开征求第三方意见书的答复期限快到了");
        let [text] = texts.as_slice() else { panic!("{texts:?}") };
        for said in [mail, text] {
            assert!(said.contains("2026年12月11日（星期五）前（含当日）"), "{said}");
        }
        let site = post.into_site();
        let Sheet { number, code } = sheet(&site, of).await;
        assert!(mail.contains(&format!("https://gongkai.example.cn/consulted/{number}")), "{mail}");
        assert!(text.contains("https://gongkai.example.cn/consulted"), "{text}");
        assert!(!text.contains(&number), "number and code never take the same way: {text}");
        for hidden in [code.as_str(), "林喆舟", "QXZJ-2026", "保障性住房", "喆䶮"] {
            assert!(!mail.contains(hidden) && !text.contains(hidden), "{hidden}: {mail} {text}");
        }
    }

    async fn who_has_answered_is_reminded_of_nothing(post: Postal) {
        let of = post.consulted(1, company(Some(ADDRESS))).await;
        post.clock.advance(Duration::days(18));
        post.record_opinion(of, View::Agreed).await;
        post.run_jobs().await;
        post.clock.advance(Duration::DAY);
        post.run_jobs().await;
        assert_eq!(news(&post), (Vec::new(), Vec::new()));
    }

    async fn who_objected_hears_of_the_decision_once(post: Postal) {
        let of @ (case, consultation) = post.consulted(1, company(Some(ADDRESS))).await;
        post.record_opinion(of, View::Refused).await;
        post.post_notice(case, NewNotice::DisclosureDecision { consultation }).await;
        post.run_jobs().await;
        let (mails, texts) = news(&post);
        let [(subject, mail)] = mails.as_slice() else { panic!("{mails:?}") };
        assert_eq!(subject, "青溪县住房和城乡建设局：政府信息公开征求第三方意见书所涉事项已经有决定");
        assert_eq!(texts.len(), 1);
        assert!(!mail.contains("公开的内容") && !mail.contains("林喆舟"), "{mail}");
        post.answer_all(case).await;
        post.run_jobs().await;
        assert_eq!(news(&post), (mails, texts), "the answer is no news to whoever was told");
    }

    async fn who_agreed_hears_that_the_answer_went_out_and_reads_what_became_of_it(post: Postal) {
        let of @ (case, _) = post.consulted(1, company(None)).await;
        post.record_opinion(of, View::Agreed).await;
        post.answer_all(case).await;
        post.run_jobs().await;
        let (mails, texts) = news(&post);
        assert!(mails.is_empty(), "there is no address: {mails:?}");
        assert!(texts.len() == 1 && texts[0].contains("已经作出决定"), "{texts:?}");
        let dropped = messages(&post, Which::Dropped).await;
        let unsent = dropped.iter().find(|one| one.kind == MessageKind::ConsultationDecided).unwrap();
        assert_eq!((unsent.medium, unsent.last_error), (Medium::Mail, Some(Reason::NoAddress)));
        let site = post.into_site();
        let sheet = sheet(&site, of).await;
        let page = come_in(&mut site.browser(), &sheet).await;
        assert!(page.has("#outcome") && page.words().contains("没有公开"), "{}", page.words());
    }

    async fn who_wants_no_messages_gets_none_and_no_link_by_mail_either(post: Postal) {
        let of @ (case, _) = post.consulted(1, company(Some(ADDRESS))).await;
        post.run_jobs().await;
        let site = post.into_site();
        let first = sheet(&site, of).await;
        let mut third = site.browser();
        let page = come_in(&mut third, &first).await;
        assert!(page.words().contains("不再发送通知"), "{}", page.words());
        let at = page.path.clone();
        let form = page.form(&format!("form[action='{at}/messages']"));
        let quiet = third.follow(&form.press("no")).await;
        assert!(quiet.words().contains("您要求不再发送邮件和短信"), "{}", quiet.words());
        assert_eq!(third.open(&format!("{at}?lang=en")).await.unmarked_chinese(), Vec::<String>::new());
        let before = site.server.arrived().len();
        let desk = format!("/desk/cases/{case}/notices/{}/link", of.1);
        let mut handler = site.staff("handler").await;
        let renew = handler.open(&desk).await.form(&format!("main form[action='{desk}']"));
        let renewed = handler.follow(&renew).await;
        assert!(renewed.words().contains("对方要求不再发送邮件和短信"), "{}", renewed.words());
        site.clock.advance(Duration::days(18));
        site.run_jobs().await;
        let to_them = |from: usize| {
            let mails = site.server.arrived().into_iter().skip(from);
            mails.filter(|mail| mail.envelope_to == [ADDRESS]).count()
        };
        assert_eq!(to_them(before), 0);
        // They change their mind before the last day.
        assert_eq!(third.get(&at).await.status, StatusCode::NOT_FOUND, "the old link is replaced");
        let new = sheet(&site, of).await;
        let again = come_in(&mut third, &new).await;
        let form = again.form(&format!("form[action='{}/messages']", again.path));
        let told = third.follow(&form.press("yes")).await;
        assert!(told.words().contains("You will be sent messages"), "{}", told.words());
        site.clock.advance(Duration::DAY);
        site.run_jobs().await;
        assert_eq!(to_them(before), 1);
    }
}
