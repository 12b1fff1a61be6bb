//! 旧台账导入, black box: a file is brought, its columns are named, its rows looked through, taken over, taken back.

use axum::http::StatusCode;
use gongkai::{
    casework::Order,
    domain::{clock::ClockState, id::CaseId, stage::StageKey},
    store::{
        self, Scope,
        import::PieceKind,
        queue::{self, Entry, Filter, Order as By},
    },
};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::{
    both,
    kit::{browser::Browser, page::Page, premises::run_document_jobs, site::Site},
};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

const HEADS: &str = "旧编号,收到日期,渠道,申请人,申请人类型,证件号码,联系电话,申请内容,延期,答复期限,答复日期,办理结果,文号,备注";

const ENDED: &str = "青公开〔2024〕12号,2024-03-05,邮寄,林喆舟,公民,990101199001010019,13900000000,2023年度部门决算,否,,2024.3.28,予以公开,青公开告〔2024〕3号,已电话回访";
const OPEN: &str = "31,20261102,网上,青石建筑公司,企业,无,,老旧小区改造计划,,,,办理中,,";

fn csv(rows: &[&str]) -> Vec<u8> {
    let mut lines = vec![HEADS];
    lines.extend(rows);
    lines.join("\r\n").into_bytes()
}

/// So many good rows, each with its own number.
fn many(count: usize) -> Vec<String> {
    let row = |n| format!("{n}号,2024-03-05,邮寄,林喆舟,公民,,,第{n}年度决算,,,2024-03-28,予以公开,,");
    (1..=count).map(row).collect()
}

/// Brings a file and waits until it is read; where it is.
async fn brought(site: &Site, clerk: &mut Browser, name: &str, bytes: &[u8]) -> String {
    let form = clerk.open("/desk/import").await.form("form#bring");
    let page = clerk.send(&form.attach("register", name, bytes)).await;
    let at = page.expect(StatusCode::SEE_OTHER).location();
    run_document_jobs(&site.office).await;
    at
}

/// Takes the columns as they are proposed and waits until all rows are looked through.
async fn checked(site: &Site, clerk: &mut Browser, at: &str) -> Page {
    let form = clerk.open(at).await.form("form#plan");
    clerk.send(&form).await.expect(StatusCode::SEE_OTHER);
    run_document_jobs(&site.office).await;
    clerk.open(at).await
}

async fn decided(site: &Site, clerk: &mut Browser, at: &str, choice: &str) -> Page {
    let form = clerk.open(at).await.form("form#decide").set("choice", choice);
    clerk.send(&form).await.expect(StatusCode::SEE_OTHER);
    run_document_jobs(&site.office).await;
    clerk.open(at).await
}

/// All of it, in one go.
async fn taken(site: &Site, clerk: &mut Browser, rows: &[&str]) -> String {
    let at = brought(site, clerk, "台账.csv", &csv(rows)).await;
    checked(site, clerk, &at).await;
    let page = decided(site, clerk, &at, "all").await;
    assert_eq!(page.text("h1"), "已导入");
    at
}

async fn undone(site: &Site, clerk: &mut Browser, at: &str) -> Page {
    let form = clerk.open(at).await.form("form#undo").tick("sure", "yes");
    clerk.send(&form).await.expect(StatusCode::SEE_OTHER);
    run_document_jobs(&site.office).await;
    clerk.open(at).await
}

fn figures(page: &Page) -> Vec<String> {
    page.texts(".govuk-summary-list__value")
}

fn scope(site: &Site) -> Scope {
    Scope::of(site.here.agency.id)
}

/// Every case that queues show, in the order of their numbers.
async fn all(site: &Site) -> Vec<Entry> {
    let order = By {
        by: queue::By::Number,
        descending: false,
    };
    let page = queue::page(
        &site.office.db,
        scope(site),
        &Filter::default(),
        &order,
        None,
        500,
    )
    .await;
    page.unwrap().entries
}

async fn one(site: &Site, subject: &str) -> CaseId {
    let entries = all(site).await;
    entries.iter().find(|entry| entry.subject == subject).unwrap().id
}

both! {
    async fn open_rows_go_on_and_ended_ones_are_closed_with_what_the_register_tells(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let at = brought(&site, &mut clerk, "台账.csv", &csv(&[ENDED, OPEN])).await;
        let page = clerk.open(&at).await;
        assert_eq!(page.text("h1"), "对应各列");
        let page = checked(&site, &mut clerk, &at).await;
        assert_eq!(figures(&page)[2..], ["2", "2", "0", "0"], "{}", page.words());
        assert!(all(&site).await.is_empty(), "nothing is taken over yet");
        let page = decided(&site, &mut clerk, &at, "all").await;
        assert_eq!(figures(&page)[2..], ["2", "0"]);

        let entries = all(&site).await;
        let numbers: Vec<&str> = entries.iter().map(|entry| entry.number.0.as_str()).collect();
        assert_eq!(numbers, ["QXZJ-2024-00001", "QXZJ-2026-00001"], "of the year of the receipt");
        assert_eq!((entries[0].stage, entries[0].clock), (StageKey::Closed, ClockState::Stopped));
        assert_eq!(entries[0].outcome.as_ref().unwrap().as_str(), "disclosed");
        assert_eq!((entries[1].stage, entries[1].clock), (StageKey::Received, ClockState::Running));
        assert_eq!(entries[1].due_on.unwrap().to_string(), "2026-11-30");

        let link = page.attributes("a[href^='/desk?']", "href").remove(0);
        let queue = clerk.open(&link).await;
        assert!(queue.words().contains("同一个旧台账文件导入的"), "{}", queue.words());
        for entry in &entries {
            assert!(queue.words().contains(entry.number.0.as_str()));
        }
        let case = clerk.open(&format!("/desk/cases/{}", entries[0].id)).await;
        for told in ["由旧台账导入", "青公开〔2024〕12号", "青公开告〔2024〕3号", "已电话回访"] {
            assert!(case.words().contains(told), "{told}: {}", case.words());
        }
        let found = clerk.open("/desk/search?q=青公开〔2024〕12号").await;
        assert!(found.words().contains("QXZJ-2024-00001"), "{}", found.words());

        // It goes on in the ordinary flow, and the series of numbers too.
        let department = site.here.department;
        site.order("clerk", entries[1].id, Order::Assign { department, handler: None }).await.unwrap();
        site.order("handler", entries[1].id, Order::Accept).await.unwrap();
        assert_eq!(site.file(1).await.number.0, "QXZJ-2026-00002");
        site.assert_sound().await;
        let id = at.rsplit('/').next().unwrap().parse().map(gongkai::domain::id::ImportId).unwrap();
        for kind in [PieceKind::File, PieceKind::Rows] {
            let of = (scope(&site), id);
            let left = store::import::piece(&site.office.db, &site.office.vault, of, (kind, 0, 1)).await.unwrap();
            assert_eq!(left, None, "what came out of the file is gone");
        }
    }

    async fn of_rows_with_errors_the_rest_is_taken_over_or_nothing_as_chosen(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let mut rows = many(100);
        rows[10] = rows[10].replace("2024-03-05", "=昨天");
        rows[50] = rows[50].replace("林喆舟", "");
        rows[99] = rows[99].replace("100号", "1号");
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let at = brought(&site, &mut clerk, "台账.csv", &csv(&rows)).await;
        let page = checked(&site, &mut clerk, &at).await;
        assert_eq!(figures(&page)[2..], ["100", "97", "0", "3"]);
        let table = clerk.open(&format!("{at}/problems.csv")).await;
        let text = String::from_utf8(table.bytes.clone()).unwrap();
        assert_eq!(text.lines().count(), 4, "{text}");
        assert!(text.contains("\"12\",\"错误\",\"收到日期\",\"'=昨天\",\"不是日期\""), "{text}");
        assert!(text.contains("\"101\",\"错误\",\"旧编号\",\"1号\""), "{text}");

        let form = page.form("form#decide").set("choice", "all");
        let refused = clerk.send(&form).await.expect(WRONG);
        assert!(refused.text("#choice-error").contains("有3行有错误"), "{}", refused.words());
        run_document_jobs(&site.office).await;
        assert!(all(&site).await.is_empty(), "all or nothing");
        let page = decided(&site, &mut clerk, &at, "good").await;
        assert_eq!(figures(&page)[2..], ["97", "3"]);
        assert_eq!(all(&site).await.len(), 97);
        site.assert_sound().await;
        // The errors can still be taken along.
        assert!(page.has("a[href$='/problems.csv']"));
    }

    async fn an_import_is_undone_and_what_somebody_acted_on_stays(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let at = taken(&site, &mut clerk, &[ENDED, OPEN]).await;
        let (ended, open) = (one(&site, "2023年度部门决算").await, one(&site, "老旧小区改造计划").await);
        let department = site.here.department;
        site.order("clerk", open, Order::Assign { department, handler: None }).await.unwrap();
        let unsure = clerk.open(&at).await.form("form#undo");
        clerk.send(&unsure).await.expect(WRONG);
        let page = undone(&site, &mut clerk, &at).await;
        assert_eq!((page.text("h1").as_str(), figures(&page)[2..].to_vec()), ("导入已撤销", vec!["1".to_owned()]));

        let entries = all(&site).await;
        assert_eq!(entries.iter().map(|entry| entry.id).collect::<Vec<_>>(), [open]);
        let counted = queue::count(&site.office.db, scope(&site), &Filter::default()).await.unwrap();
        assert_eq!(counted, 1);
        clerk.get(&format!("/desk/cases/{ended}")).await.expect(StatusCode::NOT_FOUND);
        for asked in ["青公开〔2024〕12号", "林喆舟", "QXZJ-2024-00001"] {
            let found = clerk.open(&format!("/desk/search?q={asked}")).await;
            assert!(!found.words().contains("2023年度部门决算"), "{asked}: {}", found.words());
        }
        let case = site.case(ended).await;
        let applicant = case.filing.applicant;
        let known = store::applicant::get(&site.office.db, &site.office.vault, scope(&site), applicant).await.unwrap();
        assert_eq!(known, None, "who applied is erased");
        let filed = store::application::of_case(&site.office.db, scope(&site), ended).await.unwrap().unwrap();
        assert_eq!(filed.application.items[0].title, "", "and for what");
        site.assert_sound().await;

        // Its old number is free again; that of the case that stays is not.
        let again = brought(&site, &mut clerk, "台账.csv", &csv(&[ENDED, OPEN])).await;
        let page = checked(&site, &mut clerk, &again).await;
        assert_eq!(figures(&page)[2..], ["2", "1", "0", "1"], "{}", page.words());
        site.run_jobs().await;
    }

    async fn the_same_file_is_taken_over_once(site: Site) {
        let mut clerk = site.staff("clerk").await;
        taken(&site, &mut clerk, &[ENDED, OPEN]).await;
        let again = brought(&site, &mut clerk, "台账.csv", &csv(&[ENDED, OPEN])).await;
        let page = checked(&site, &mut clerk, &again).await;
        assert_eq!(figures(&page)[2..], ["2", "0", "0", "2"]);
        assert!(page.words().contains("这个旧编号以前已经导入"), "{}", page.words());
        assert_eq!(page.attributes("#decide input[type=radio]", "value"), ["nothing"]);
        let page = decided(&site, &mut clerk, &again, "nothing").await;
        assert_eq!(page.text("h1"), "没有导入");
        assert_eq!(all(&site).await.len(), 2);
    }

    async fn two_files_with_the_same_row_and_several_copies_of_the_program_take_it_over_once(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let rows = many(120);
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let mut both = Vec::new();
        for _ in 0..2 {
            let at = brought(&site, &mut clerk, "台账.csv", &csv(&rows)).await;
            checked(&site, &mut clerk, &at).await;
            both.push(at);
        }
        for at in &both {
            let form = clerk.open(at).await.form("form#decide").set("choice", "all");
            clerk.send(&form).await.expect(StatusCode::SEE_OTHER);
        }
        site.run_jobs_at_once(3).await;
        assert_eq!(all(&site).await.len(), 120);
        site.assert_sound().await;
        let mut told = Vec::new();
        for at in &both {
            told.push(clerk.open(at).await.text("h1"));
        }
        told.sort();
        assert_eq!(told, ["导入已撤销", "已导入"], "all or nothing: the second went back");
    }

    async fn values_that_nobody_knows_are_said_once_and_columns_may_be_named_otherwise(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let odd = ENDED.replace("予以公开", "给了").replace("邮寄", "飞鸽");
        let text = format!("{}\n{odd}\n", HEADS.replace("申请内容", "想要的").replace("申请人类型", "甲"));
        let at = brought(&site, &mut clerk, "台账.txt", text.as_bytes()).await;
        let page = clerk.open(&at).await;
        let wrong = clerk.send(&page.form("form#plan")).await.expect(WRONG);
        let links = wrong.attributes(".govuk-error-summary__list a", "href");
        assert_eq!(links, ["#always-kind", "#columns"], "{}", wrong.words());
        let twice = page.form("form#plan").set("column-7", "applicant");
        let twice = clerk.send(&twice).await.expect(WRONG);
        assert!(twice.text("#column-7-error").contains("只能对应一列"), "{}", twice.words());
        assert_eq!(twice.form("form#plan").value("column-7"), "applicant", "what was chosen stays");
        let form = page.form("form#plan").set("column-7", "request").set("always-kind", "kind:person");
        clerk.send(&form).await.expect(StatusCode::SEE_OTHER);
        run_document_jobs(&site.office).await;
        let page = clerk.open(&at).await;
        assert_eq!(figures(&page)[2..], ["1", "0", "0", "1"]);
        let form = page.form("form#values").set("value-0", "channel:signed_mail").set("value-1", "ground:disclosed");
        clerk.send(&form).await.expect(StatusCode::SEE_OTHER);
        run_document_jobs(&site.office).await;
        let page = decided(&site, &mut clerk, &at, "all").await;
        assert_eq!(figures(&page)[2..], ["1", "0"]);
    }

    async fn a_workbook_is_taken_over_from_the_sheet_and_the_row_where_its_heads_stand(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let mut book = Workbook::new();
        book.add_worksheet().set_name("说明").unwrap().write_string(0, 0, "本表由办公室维护").unwrap();
        let sheet = book.add_worksheet().set_name("2024年").unwrap();
        sheet.write_string(0, 0, "青溪县依申请公开台账").unwrap();
        let day = Format::new().set_num_format("yyyy/m/d");
        for (column, head) in (0..).zip(HEADS.split(',')) {
            sheet.write_string(1, column, head).unwrap();
        }
        for (column, cell) in (0..).zip(ENDED.split(',')) {
            sheet.write_string(2, column, cell).unwrap();
        }
        let on = ExcelDateTime::from_ymd(2024, 3, 5).unwrap();
        sheet.write_datetime_with_format(2, 1, on, &day).unwrap();
        let at = brought(&site, &mut clerk, "台账.xlsx", &book.save_to_buffer().unwrap()).await;
        let page = clerk.open(&at).await;
        assert_eq!(page.form("#where-form").value("sheet"), "1", "{}", page.words());
        assert_eq!(page.form("#where-form").value("head"), "2");
        let other = clerk.open(&format!("{at}?sheet=0")).await;
        assert!(other.words().contains("本表由办公室维护"));
        let page = checked(&site, &mut clerk, &at).await;
        assert_eq!(figures(&page)[2..], ["1", "1", "0", "0"], "{}", page.words());
        decided(&site, &mut clerk, &at, "all").await;
        assert_eq!(all(&site).await[0].received_on.unwrap().to_string(), "2024-03-05");
    }

    async fn a_file_that_is_no_table_is_refused_with_the_reason(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let wide = format!("a{}b\nc\n", ",".repeat(1_000_000));
        let gbk = b"\xc3\x28\x00\xff".as_slice();
        for (name, bytes, told) in [
            ("台账.pdf", b"%PDF-1.7\0\x01".as_slice(), "这不是可以读取的表格"),
            ("台账.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "有打开密码"),
            ("台账.csv", b" \r\n", "文件是空的"),
            ("台账.csv", gbk, "这不是可以读取的表格"),
            ("台账.csv", wide.as_bytes(), "列数超过"),
            ("台账.csv", "编号".as_bytes(), "表格里没有数据"),
            ("台账.xlsx", b"PK\x03\x04broken", "这不是可以读取的表格"),
        ] {
            let at = brought(&site, &mut clerk, name, bytes).await;
            let page = clerk.open(&at).await;
            assert_eq!(page.text("h1"), "文件不能读取", "{name}");
            assert!(page.text(".desk-problem").contains(told), "{name}: {}", page.words());
        }
        let form = clerk.open("/desk/import").await.form("form#bring");
        let page = clerk.send(&form).await.expect(WRONG);
        assert!(page.text("#register-error").contains("请选择台账文件"));
    }

    async fn it_is_the_clerks_of_the_agency_alone(site: Site) {
        let mut clerk = site.staff("clerk").await;
        let at = brought(&site, &mut clerk, "台账.csv", &csv(&[ENDED])).await;
        for person in ["handler", "lawyer", "leader", "supervisor", "admin"] {
            let mut somebody = site.staff(person).await;
            for path in ["/desk/import", &at, &format!("{at}/problems.csv"), "/desk/import/template.xlsx"] {
                somebody.get(path).await.expect(StatusCode::NOT_FOUND);
            }
        }
        let mut elsewhere = site.staff_of(&site.elsewhere, "clerk").await;
        elsewhere.open("/desk/import").await;
        elsewhere.get(&at).await.expect(StatusCode::NOT_FOUND);
        let form = clerk.open(&at).await.form("form#discard");
        let list = elsewhere.open("/desk/import").await;
        assert!(!list.has("a[href^='/desk/import/0']"), "{}", list.words());
        // A form that was sent before somebody else went on tells how it stands now.
        let mut colleague = site.staff("all").await;
        let theirs = colleague.open(&at).await.form("form#plan");
        clerk.send(&form).await.expect(StatusCode::SEE_OTHER);
        let page = colleague.follow(&theirs).await;
        assert!(page.words().contains("已经进行到别的步骤"), "{}", page.words());
        clerk.open("/desk/import/template.xlsx").await;
    }
}
