//! 办件留言: what the staff write to each other on a case, whom it reaches, and that it reaches nobody else.

use axum::http::StatusCode;
use gongkai::{
    casework::note::{self, NewNote},
    domain::{
        id::{AccountId, CaseId},
        note::Note,
        text::Email,
    },
    store::{self, Scope},
};
use time::Duration;

use crate::{
    both,
    kit::{browser::Browser, page::Page, postal::Postal, premises::run_jobs, site::Site},
};

const NAV: &str = ".gk-nav__link[href='/desk/reminders']";
const FORM: &str = "#write form";
const WORDS: &str = "第2项请先看看是否涉密";

fn href(case: CaseId) -> String {
    format!("/desk/cases/{case}/notes")
}

/// What is there to read.
fn words(page: &Page) -> Vec<String> {
    page.texts(".desk-note-words")
}

async fn notes(site: &Site, case: CaseId) -> Vec<Note> {
    let scope = Scope::of(site.here.agency.id);
    let office = &site.office;
    store::note::of_case(&office.db, &office.vault, scope, case)
        .await
        .unwrap()
}

async fn write(browser: &mut Browser, case: CaseId, text: &str) -> Page {
    let form = browser.open(&href(case)).await.form(FORM);
    browser.follow(&form.set("words", text)).await
}

both! {
    async fn a_note_is_read_by_colleagues_and_is_new_until_they_open_it(site: Site) {
        let case = site.in_hand(1).await;
        let events = site.case(case).await.version;
        let mut handler = site.staff("handler").await;
        let page = write(&mut handler, case, WORDS).await;
        assert_eq!(page.text(".gk-flash__text"), "留言已发表。");
        assert_eq!(words(&page), [WORDS]);
        assert!(!page.has(".desk-note--new"), "one's own is not new");
        assert_eq!(site.case(case).await.version, events, "nothing of it is in the history");

        let mut clerk = site.staff("clerk").await;
        let page = clerk.open(&format!("/desk/cases/{case}")).await;
        assert_eq!(page.text(".desk-notes h2"), "办件留言 1 1条新留言");
        assert_eq!(page.texts(".desk-notes .desk-note-head .desk-tag"), ["新"]);
        assert_eq!(page.text(".desk-notes .desk-note-words"), WORDS);
        // The page of the case shows them; whoever opens the notes has read them.
        let page = clerk.open(&format!("/desk/cases/{case}")).await;
        assert_eq!(page.texts(".desk-notes .desk-note-head .desk-tag"), ["新"]);
        let page = clerk.open(&href(case)).await;
        assert_eq!((page.text("h1"), page.texts(".desk-note .desk-tag").len()), ("办件留言 1条新留言".to_owned(), 1));
        let page = clerk.open(&href(case)).await;
        assert_eq!((page.text("h1"), page.texts(".desk-note .desk-tag").len()), ("办件留言".to_owned(), 0));
    }

    async fn an_answer_stands_in_its_thread(site: Site) {
        let case = site.in_hand(1).await;
        let (mut handler, mut clerk) = (site.staff("handler").await, site.staff("clerk").await);
        write(&mut handler, case, "一").await;
        write(&mut handler, case, "二").await;
        let page = clerk.open(&href(case)).await;
        let answer = page.attributes(".desk-note-do > a", "href")[0].clone();
        let page = clerk.open(answer.split('#').next().unwrap()).await;
        assert_eq!(page.text("#write h2"), "回复承办人乙（承办人）");
        let page = clerk.follow(&page.form(FORM).set("words", "回复一")).await;
        assert_eq!(words(&page), ["一", "回复一", "二"]);
        // Answering the answer goes on in the same thread.
        let answer = page.attributes(".desk-thread:first-of-type .desk-note-do > a", "href")[1].clone();
        let page = handler.open(answer.split('#').next().unwrap()).await;
        handler.follow(&page.form(FORM).set("words", "再回复")).await;
        let kept = notes(&site, case).await;
        assert_eq!(kept[2].answers, Some(kept[0].id));
        assert_eq!(kept[3].answers, Some(kept[0].id));
        // A note of another case is none of this one's.
        let other = site.in_hand(2).await;
        let form = clerk.open(answer.split('#').next().unwrap()).await.form(FORM).to(&href(other));
        clerk.send(&form.set("words", "x")).await.expect(StatusCode::NOT_FOUND);
        assert!(notes(&site, other).await.is_empty());
    }

    async fn a_colleague_is_mentioned_by_name_or_by_box_and_told(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let leader = site.here.account("leader").id.to_string();
        let form = handler.open(&href(case)).await.form(FORM).tick("mention", &leader);
        let page = handler.follow(&form.set("words", "请@收件员甲看")).await;
        assert_eq!(page.text(".gk-flash__text"), "留言已发表，并提醒了收件员甲（收件登记）、局领导庚（签发人）。");
        for person in ["clerk", "leader"] {
            let mut told = site.staff(person).await;
            let page = told.open("/desk/reminders").await;
            assert_eq!(page.text(NAV), "提醒（1）", "{person}");
            assert_eq!(page.texts(".desk-reminders h2"), ["有人在留言中提醒您 1"], "{person}");
            assert_eq!(page.text(".desk-reminders .desk-tag"), "还没有看");
            let link = page.attributes(".desk-reminders th a", "href")[0].clone();
            assert_eq!(link, href(case));
            told.open(&link).await;
            let page = told.open("/desk/reminders").await;
            assert_eq!(page.text(".desk-reminders td:last-child"), "已处理");
            // A second note on the same day is new again.
            let again = page.form("form[action$='/read']");
            assert_eq!(told.follow(&again).await.text(NAV), "提醒");
        }
        write(&mut handler, case, "@收件员甲 还有一点").await;
        let mut clerk = site.staff("clerk").await;
        let page = clerk.open("/desk/reminders").await;
        assert_eq!(page.text(NAV), "提醒（1）");
        assert_eq!(page.texts(".desk-reminders h2"), ["有人在留言中提醒您 1"], "of one case once a day");
        let mut lawyer = site.staff("lawyer").await;
        assert_eq!(lawyer.open("/desk/reminders").await.text(NAV), "提醒");
    }

    async fn whoever_may_not_read_the_case_cannot_be_mentioned(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let page = handler.open(&href(case)).await;
        let offered = page.texts(".govuk-checkboxes__label").join(" ");
        assert!(offered.contains("收件员甲") && !offered.contains("承办人丁"), "{offered}");
        for (field, value, error, text) in [
            ("words", "@承办人丁 请看", "#words-error", "错误：承办人丁不能查看本办件，不能提醒"),
            ("words", "@承办人戊 请看", "#words-error", "错误：找不到名叫“承办人戊”的人：请写全名，或者在名单中选择；不是提醒人的，请在 @ 后加一个空格"),
            ("words", " ", "#words-error", "错误：请填写留言内容"),
        ] {
            let form = page.form(FORM).set(field, value);
            let wrong = handler.send(&form).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(wrong.text(error), text);
            assert_eq!(wrong.form(FORM).value("words").trim(), value.trim(), "what was typed is kept");
        }
        let stranger = site.here.account("stranger").id.to_string();
        let clerk = site.here.account("clerk").id.to_string();
        let form = page.form(FORM).set("words", "请看").tick("mention", &clerk);
        let forged = form.tamper("mention", &stranger);
        let wrong = handler.send(&forged).await.expect(StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wrong.text("#mention-error"), "错误：承办人丁不能查看本办件，不能提醒");
        assert!(wrong.has("details[open] #mention"), "the list stands open");
        assert!(notes(&site, case).await.is_empty());
        let mut stranger = site.staff("stranger").await;
        assert_eq!(stranger.open("/desk/reminders").await.text(NAV), "提醒");
    }

    async fn a_double_click_writes_once(site: Site) {
        let case = site.in_hand(1).await;
        let mut handler = site.staff("handler").await;
        let form = handler.open(&href(case)).await.form(FORM).set("words", WORDS);
        for _ in 0..2 {
            handler.send(&form).await.expect(StatusCode::SEE_OTHER);
        }
        assert_eq!(notes(&site, case).await.len(), 1);
        // Nor does the form of one case write on another.
        let other = site.in_hand(2).await;
        handler.send(&form.to(&href(other))).await.expect(StatusCode::NOT_FOUND);
        assert!(notes(&site, other).await.is_empty());
    }

    async fn two_who_write_at_once_both_stand_there(site: Site) {
        let case = site.in_hand(1).await;
        let new = |number: u128| NewNote {
            form: uuid::Uuid::from_u128(number),
            answers: None,
            words: format!("第{number}条"),
            mentions: Vec::new(),
        };
        let (one, two) = (site.here.officer("handler"), site.here.officer("clerk"));
        let (first, second) = tokio::join!(
            note::write(&site.office, &one, case, new(1)),
            note::write(&site.office, &two, case, new(2)),
        );
        first.unwrap();
        second.unwrap();
        let seqs: Vec<u32> = notes(&site, case).await.iter().map(|note| note.seq).collect();
        assert_eq!(seqs, [1, 2]);
    }

    async fn a_note_is_taken_back_by_its_writer_alone_and_its_words_are_gone(site: Site) {
        let case = site.in_hand(1).await;
        let (mut handler, mut clerk) = (site.staff("handler").await, site.staff("clerk").await);
        let page = write(&mut handler, case, WORDS).await;
        let own = page.form(".desk-note-withdraw form");
        assert!(!clerk.open(&href(case)).await.has(".desk-note-withdraw"));
        let note = notes(&site, case).await[0].clone();
        let address = format!("{}/{}/withdraw", href(case), note.id);
        let secret = clerk.open("/desk").await.form("form[action='/sign-out']");
        clerk.send(&secret.forge(&address, &[], None)).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(notes(&site, case).await[0].words.as_deref(), Some(WORDS));
        let page = handler.follow(&own).await;
        assert_eq!(words(&page), ["留言已于2026年11月20日 09:30撤回"]);
        assert!(!page.has(".desk-note-withdraw") && !page.words().contains(WORDS));
        handler.send(&own).await.expect(StatusCode::SEE_OTHER);
        let gone = notes(&site, case).await[0].clone();
        assert_eq!((gone.words, gone.withdrawn_at.is_some(), gone.by), (None, true, note.by));
        let page = clerk.open(&format!("/desk/cases/{case}")).await;
        assert!(page.text(".desk-notes .desk-note-words").contains("撤回") && !page.words().contains(WORDS));
    }

    async fn the_words_lie_sealed_and_no_applicant_and_no_file_of_the_case_has_them(site: Site) {
        let filed = site.file(1).await;
        site.take_in_hand("handler", filed.case).await;
        let mut handler = site.staff("handler").await;
        write(&mut handler, filed.case, WORDS).await;
        if let Some(file) = site.test.file() {
            let bytes = std::fs::read(file).unwrap();
            assert!(!bytes.windows(WORDS.len()).any(|at| at == WORDS.as_bytes()), "the words lie open");
        }
        let mut applicant = site.browser();
        let form = applicant.open("/track").await.form("main form").set("number", &filed.number.0);
        let page = applicant.follow(&form.set("code", filed.code.as_ref().unwrap())).await;
        assert!(!page.words().contains(WORDS) && !page.words().contains("办件留言"));
        let case = site.case(filed.case).await;
        let told = format!("{case:?}");
        assert!(!told.contains(WORDS));
    }

    async fn watching_tells_of_every_note_once_a_day_and_ends_with_the_right_to_read(site: Site) {
        let case = site.in_hand(1).await;
        let (mut handler, mut colleague) = (site.staff("handler").await, site.staff("colleague").await);
        let page = colleague.open(&format!("/desk/cases/{case}")).await;
        let begin = page.form(".desk-watch");
        for _ in 0..2 {
            let page = colleague.follow(&begin).await;
            assert_eq!(page.texts(".desk-watch .desk-tag"), ["已关注"]);
            assert_eq!(page.text(".desk-watch button"), "取消关注");
        }
        write(&mut handler, case, "一").await;
        write(&mut handler, case, "二").await;
        let page = colleague.open("/desk/reminders").await;
        assert_eq!(page.texts(".desk-reminders h2"), ["您承办或者关注的办件有新留言 1"]);
        assert_eq!(handler.open("/desk/reminders").await.text(NAV), "提醒", "nobody is told of their own");
        // The handler is told of what others write without watching.
        write(&mut colleague, case, "三").await;
        assert_eq!(handler.open("/desk/reminders").await.text(NAV), "提醒（1）");
        // The case goes to another department: whoever lost it is told nothing more, watching or not.
        site.sleep(1);
        let elsewhere = gongkai::casework::Order::HandOver {
            department: site.here.other_department,
            handler: None,
            reason: site.office.words("不属于本科室").unwrap(),
        };
        site.order("clerk", case, elsewhere).await.unwrap();
        let mut clerk = site.staff("clerk").await;
        write(&mut clerk, case, "四").await;
        let scope = Scope::of(site.here.agency.id);
        let of = |person: &str| site.here.account(person).id;
        let told = async |to: AccountId| {
            let today = site.office.today();
            store::reminder::of_day(&site.office.db, scope, to, today).await.unwrap().len()
        };
        assert_eq!(told(of("colleague")).await, 0);
        assert_eq!(told(of("handler")).await, 0);
        colleague.get(&href(case)).await.expect(StatusCode::NOT_FOUND);
        let forged = begin.tamper("on", "no");
        colleague.send(&forged).await.expect(StatusCode::NOT_FOUND);
    }

    async fn the_morning_mail_says_that_there_is_something_and_nothing_of_it(post: Postal) {
        let case = post.in_hand(1).await;
        let scope = Scope::of(post.here.agency.id);
        let db = &post.office.db;
        for person in ["clerk", "leader"] {
            let mail = Email::parse(&format!("{person}@example.cn")).unwrap();
            let tx = db.begin().await.unwrap();
            store::account::set_email(&tx, scope, post.here.account(person).id, Some(&mail)).await.unwrap();
            tx.commit().await.unwrap();
        }
        let new = NewNote {
            form: uuid::Uuid::from_u128(1),
            answers: None,
            words: format!("@收件员甲 @局领导庚 {WORDS}"),
            mentions: Vec::new(),
        };
        note::write(&post.office, &post.here.officer("handler"), case, new).await.unwrap();
        run_jobs(&post.office).await;
        let staff = |post: &Postal| -> Vec<(String, String, String)> {
            let arrived = post.server.arrived().into_iter();
            let digests = arrived.filter(|mail| mail.subject.contains("提醒"));
            digests.map(|mail| (mail.envelope_to[0].clone(), mail.subject.clone(), mail.text.clone())).collect()
        };
        assert!(staff(&post).is_empty(), "not on the day itself");
        // Friday's note is told on Monday; the leader has read it in the meantime.
        note::mark_read(&post.office, &post.here.officer("leader"), case, 1).await.unwrap();
        post.clock.advance(Duration::days(3));
        run_jobs(&post.office).await;
        let mails: Vec<_> = staff(&post).into_iter().filter(|(_, _, text)| text.contains("留言")).collect();
        let [(to, subject, text)] = mails.as_slice() else { panic!("{mails:?}") };
        assert_eq!(to, "clerk@example.cn");
        assert!(subject.contains("2026年11月23日（星期一）"), "{subject}");
        assert!(text.contains("有人在留言中提醒您") && text.contains("QXZJ-2026-00001") && text.contains("留言日期：2026年11月20日（星期五）"), "{text}");
        for secret in [WORDS, "林喆舟", "承办人乙", "保障性住房"] {
            assert!(!text.contains(secret) && !subject.contains(secret), "{secret}: {text}");
        }
        run_jobs(&post.office).await;
        assert_eq!(staff(&post).iter().filter(|(_, _, text)| text.contains("留言")).count(), 1, "once");
    }

    async fn reviewers_write_from_their_own_page(site: Site) {
        let case = site.in_hand(1).await;
        site.submit(case, "state_secret").await;
        let mut handler = site.staff("handler").await;
        write(&mut handler, case, WORDS).await;
        let mut secrets = site.staff("secrets").await;
        let page = secrets.open(&format!("/review/cases/{case}")).await;
        assert_eq!(page.text(".desk-notes h2"), "办件留言 1 1条新留言");
        let page = secrets.follow(&page.form(".desk-watch")).await;
        assert_eq!(page.path, format!("/review/cases/{case}"));
        assert_eq!(page.texts(".desk-watch .desk-tag"), ["已关注"]);
        assert_eq!(words(&write(&mut secrets, case, "已看").await), [WORDS, "已看"]);
    }
}
