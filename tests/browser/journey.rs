//! One application from filing to the served reply, by everybody who has a part in it, in a real browser.

use time::Duration;

use super::{
    applying::{IDENTITY, NEXT, answer, submit, up_to},
    driver::Driver,
    page::{Screen, Window},
    server::Server,
};
use crate::kit::repository;

const SUBJECT: &str = "东河新村5幢各住户签约时间和补偿金额明细表";
const FIRST_REASON: &str = "公开会给有关住户的生活带来诸多不便，依法不予公开。";
const BETTER_REASON: &str = "汇总表逐户记载了姓名、房屋面积和补偿金额，公开会使特定住户的财产状况为他人知悉；\
                             住户多已迁出、无法逐一征求意见，且无法通过遮盖姓名避免被识别。";

/// The 60 days of the reconsideration, from the day on which the answer was put on the portal (2026-09-10).
const LAST_DAY: &str = "2026年11月9日（星期一）";

pub(super) async fn from_filing_to_the_served_reply(server: &Server) {
    let driver = Driver::start();
    let mut window = Window::new(driver.open().await, server.home(), server.run());
    let journey = Journey {
        server,
        window: &mut window,
    };
    journey.go().await;
    window.close().await;
}

struct Journey<'a> {
    server: &'a Server,
    window: &'a mut Window,
}

/// What the applicant writes down.
struct Slip {
    number: String,
    code: String,
}

impl Journey<'_> {
    async fn go(mut self) {
        let slip = self.the_applicant_files().await;
        self.the_clerk_confirms_and_assigns().await;
        self.the_handler_accepts_and_drafts().await;
        self.a_reviewer_approves("zj-baomi", "confidentiality").await;
        self.the_lawyer_sends_back().await;
        self.the_handler_corrects().await;
        self.a_reviewer_approves("zj-baomi", "confidentiality-again")
            .await;
        self.a_reviewer_approves("zj-fazhi", "legal").await;
        self.a_reviewer_approves("zj-lingdao", "sign-off").await;
        self.the_handler_issues_and_serves().await;
        self.the_applicant_reads_the_answer(&slip).await;
    }

    /// A page is loaded before the next thing is looked for, and it is looked at.
    async fn look(&mut self, name: &str) {
        self.window.look(name).await;
    }

    async fn the_applicant_files(&mut self) -> Slip {
        self.window.person(Screen::Phone).await;
        self.window.go("/").await;
        self.look("home").await;
        self.window.click("main a[href='/agencies']").await;
        self.look("agencies").await;
        self.window.click("main a[href='/agencies/qingxi-housing']").await;
        self.look("guide").await;
        self.window
            .click("main a[href='/agencies/qingxi-housing/apply']")
            .await;
        self.look("who-applies").await;
        self.window.turn("button[name='kind'][value='person']").await;
        self.look("form-items").await;
        let answers = [
            ("item-1-title", SUBJECT),
            (
                "item-1-description",
                "希望了解同一片区其他住户的签约时间、补偿面积和金额。",
            ),
            ("form", "electronic"),
            ("obtain-by", "online"),
            ("name", "欧阳䶮"),
            ("identity-kind", "resident_card"),
            ("identity-number", "990124198806152117"),
            ("phone", "14200001234"),
            ("email", "ouyang@mail.example"),
        ];
        up_to(self.window, &answers, "wishes").await;
        self.look("form-wishes").await;
        up_to(self.window, &answers, "applicant").await;
        self.look("form-applicant").await;
        answer(self.window, &answers).await;
        self.window.turn(NEXT).await;
        self.window.find(".govuk-error-summary").await;
        self.look("form-with-errors").await;
        assert_eq!(
            self.window.value("name").await,
            "欧阳䶮",
            "what was typed is kept"
        );

        // The same number with the right check digit.
        self.window.write("identity-number", IDENTITY).await;
        self.window.turn(NEXT).await;
        self.look("form-people").await;
        up_to(self.window, &answers, "contact").await;
        self.look("form-contact").await;
        up_to(self.window, &answers, "files").await;
        self.window
            .attach("identity-files", &repository("fixtures/samples/scan.png"))
            .await;
        self.window.find(".gk-kept img").await;
        self.look("form-files").await;
        up_to(self.window, &answers, "check").await;
        self.look("form-check").await;
        let [number, code] = submit(self.window).await;
        self.look("receipt").await;
        Slip { number, code }
    }

    /// Another person of the staff sits down, an hour and a half later.
    async fn staff(&mut self, username: &str, home: &str) {
        self.server.premises.clock.advance(Duration::minutes(90));
        self.window.person(Screen::Desk).await;
        self.window.go(home).await;
        self.window.write("username", username).await;
        self.window.write("password", &self.server.password).await;
        self.window.turn("main button[type='submit']").await;
        self.window.find(".gk-header__staff").await;
    }

    async fn the_clerk_confirms_and_assigns(&mut self) {
        self.window.person(Screen::Desk).await;
        self.window.go("/desk").await;
        self.look("sign-in").await;
        self.staff("zj-shoujian", "/desk").await;
        self.look("clerk-queue").await;
        self.window.press(SUBJECT).await;
        self.look("clerk-case").await;
        self.window.write("confirm_record", "电话与申请人确认").await;
        self.window.turn("#confirm-receipt button[type='submit']").await;
        self.window.find("#assign").await;
        self.window.select_label("to", "陶景行").await;
        self.window.turn("#assign button[type='submit']").await;
        self.window.find("#history").await;
        self.look("clerk-assigned").await;
    }

    async fn the_handler_accepts_and_drafts(&mut self) {
        self.staff("zj-zhengshou", "/desk").await;
        self.look("handler-queue").await;
        self.window.press(SUBJECT).await;
        self.window.turn("#accept button[type='submit']").await;
        self.window.click("main a[href$='/draft']").await;
        self.look("draft-empty").await;
        self.window.select("i1-ground", "third_party_interests").await;
        self.window.turn(".desk-ground button[value='show']").await;
        self.window.find("[name='i1-f-reasons']").await;
        self.window
            .choose("i1-f-third_party_interest", "personal_privacy")
            .await;
        self.window.choose("i1-f-third_party_view", "objected").await;
        self.window.write("i1-f-reasons", FIRST_REASON).await;
        // While the handler types, the letter grows beside the form, with gaps where something is missing; and what it
        // says of the third party is not what the case knows.
        self.window
            .appears("理由：公开会给有关住户的生活带来诸多不便")
            .await;
        self.window.reads("【待填写：公共利益衡量】").await;
        self.window.reads("本件没有相应的征求意见记录").await;
        self.look("draft-live").await;
        self.window.choose("i1-f-third_party_view", "not_consulted").await;
        let unknown = "名单形成于三年前，住户多已迁出，按留存的电话和地址均无法取得联系。";
        self.window.write("i1-f-not_consulted_reason", unknown).await;
        self.window.turn(".desk-buttons button[value='submit']").await;
        // Why it does not matter to the public interest was left out: it is said, and nothing is lost.
        self.window.find(".govuk-error-summary").await;
        self.look("draft-incomplete").await;
        assert_eq!(self.window.value("i1-f-reasons").await, FIRST_REASON);
        let override_ = "征收补偿标准和方案已经公布，不公开各户的具体情况不会对公共利益造成重大影响。";
        self.window.write("i1-f-no_override", override_).await;
        self.window.turn(".desk-buttons button[value='show']").await;
        self.window.find("#letter").await;
        self.look("draft-with-letter").await;
        self.window.turn(".desk-buttons button[value='submit']").await;
        self.window.find("#history").await;
        self.look("handler-submitted").await;
    }

    async fn the_lawyer_sends_back(&mut self) {
        self.staff("zj-fazhi", "/review").await;
        self.window.press(SUBJECT).await;
        let words = self.window.find(".desk-review-decide #words").await;
        words
            .send_keys("理由过于笼统，请结合本案说明公开会造成什么损害。")
            .await
            .unwrap();
        self.look("legal-sends-back").await;
        self.window
            .turn(".desk-review-decide button[formaction$='send-back']")
            .await;
        self.window.find(".gk-flash").await;
    }

    async fn the_handler_corrects(&mut self) {
        self.staff("zj-zhengshou", "/desk").await;
        self.window.press(SUBJECT).await;
        self.window.reads("理由过于笼统").await;
        self.look("handler-sent-back").await;
        self.window.click("main a[href$='/draft']").await;
        self.window.write("i1-f-reasons", BETTER_REASON).await;
        self.window.turn(".desk-buttons button[value='submit']").await;
        self.window.find("#history").await;
    }

    async fn a_reviewer_approves(&mut self, username: &str, step: &str) {
        self.staff(username, "/review").await;
        self.look(&format!("{step}-queue")).await;
        self.window.press(SUBJECT).await;
        self.window.open_parts().await;
        for yes in self
            .window
            .find_all(".desk-review-decide input[value='yes']")
            .await
        {
            yes.click().await.unwrap();
        }
        self.look(&format!("{step}-review")).await;
        self.window
            .turn(".desk-review-decide button:not([formaction])")
            .await;
        self.window.find(".gk-flash").await;
    }

    async fn the_handler_issues_and_serves(&mut self) {
        self.staff("zj-zhengshou", "/desk").await;
        self.window.press(SUBJECT).await;
        self.look("handler-signed").await;
        self.window.turn("#issue button[type='submit']").await;
        self.window.find("#serve").await;
        self.look("handler-issued").await;
        self.window.choose("by", "online").await;
        self.window.turn("#serve button[type='submit']").await;
        self.window.find("#close").await;
        self.look("handler-served").await;
    }

    async fn the_applicant_reads_the_answer(&mut self, slip: &Slip) {
        self.server.premises.clock.advance(Duration::hours(3));
        self.window.person(Screen::Phone).await;
        self.window.go("/track").await;
        self.window.write("number", &slip.number).await;
        self.window.write("code", "2222-2222-2222").await;
        self.window.turn("main form button[type='submit']").await;
        self.window.find(".govuk-error-summary").await;
        self.look("look-up-wrong-code").await;
        self.window.write("code", &slip.code.to_lowercase()).await;
        self.window.turn("main form button[type='submit']").await;
        self.window.find("#letters").await;
        self.look("answered").await;
        // 复议前置, with the organ of a county department and the last day as a date.
        self.window.reads("青溪县人民政府").await;
        self.window.reads(LAST_DAY).await;
        let letters = self
            .window
            .find_all(".portal-letters a[href*='/letters/']:not([href$='/pdf'])")
            .await;
        letters
            .first()
            .expect("the newest letter, the answer, stands first")
            .click()
            .await
            .unwrap();
        self.window.find(".letter-remedy").await;
        self.look("letter").await;
        for words in [
            "不予公开",
            BETTER_REASON,
            "先",
            "行政复议",
            "青溪县人民政府",
            "https://fuyi.qingxi.example",
        ] {
            self.window.reads(words).await;
        }
    }
}
