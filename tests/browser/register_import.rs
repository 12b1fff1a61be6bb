//! 旧台账导入: a register is brought, looked through, taken over and taken back.

use std::io::Write as _;

use super::bureau::Bureau;
use crate::kit::{office::TestOffice, premises::run_jobs};

const REGISTER: &str = "受理编号,收到申请日期,申请方式,申请人,申请人类型,联系电话,申请公开的内容,是否延期,答复日期,答复结果,答复文号,备注
青公开〔2024〕12号,2024-03-05,邮寄,林喆舟,公民,13900000000,2023年度部门决算,否,2024.3.28,予以公开,青公开告〔2024〕3号,已电话回访
青公开〔2024〕13号,2024-04-31,邮寄,端木芳,公民,,某地块征收补偿方案,否,2024.5.8,信息不存在,青公开告〔2024〕4号,
青公开〔2026〕31号,2026/11/2,网上,青石建筑公司,企业,,老旧小区改造计划,,,办理中,,
青公开〔2026〕32号,2026年11月3日,飞鸽,司马青,公民,打不通,危房鉴定报告,,,,,
";

pub(super) async fn go(office: &TestOffice) {
    let mut bureau = Bureau::open(office, "import").await;
    bureau.sit("clerk").await;
    a_file_is_brought(&mut bureau).await;
    its_rows_are_looked_through(&mut bureau).await;
    they_are_taken_over(&mut bureau).await;
    all_is_taken_back(&mut bureau).await;
    bureau.close().await;
}

async fn a_file_is_brought(bureau: &mut Bureau<'_>) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("依申请公开台账.csv");
    std::fs::File::create(&path)
        .unwrap()
        .write_all(REGISTER.as_bytes())
        .unwrap();
    let window = &mut bureau.window;
    window.go("/desk").await;
    window.turn("main a[href='/desk/import']").await;
    window.look_on_both("begin").await;
    window.turn("#bring button").await;
    window.find("#register-error").await;
    window.look("no-file").await;
    window.attach("register", &path).await;
    window.turn("#bring button").await;
    window.find("#progress").await;
    window.look("reading").await;
}

async fn its_rows_are_looked_through(bureau: &mut Bureau<'_>) {
    run_jobs(&bureau.office.office).await;
    let here = bureau.window.path().await;
    let window = &mut bureau.window;
    window.go(&here).await;
    window.find("#plan").await;
    window.look_on_both("columns").await;
    window.turn("#plan button").await;
    run_jobs(&bureau.office.office).await;
    let window = &mut bureau.window;
    window.go(&here).await;
    window.find("#values").await;
    window.look_on_both("checked").await;
    window.select("value-0", "channel:online").await;
    window.turn("#values button").await;
    run_jobs(&bureau.office.office).await;
    let window = &mut bureau.window;
    window.go(&here).await;
    window.find("#decide").await;
    window.turn("#decide button").await;
    window.find("#choice-error").await;
    window.look("undecided").await;
}

async fn they_are_taken_over(bureau: &mut Bureau<'_>) {
    let window = &mut bureau.window;
    window.click("input[name='choice'][value='good']").await;
    window.turn("#decide button").await;
    run_jobs(&bureau.office.office).await;
    let window = &mut bureau.window;
    let here = window.path().await;
    window.go(&here).await;
    window.find("#undo").await;
    window.look_on_both("imported").await;
    window.turn("main a[href^='/desk?']").await;
    window.look_on_both("queue").await;
    window.turn(".desk-table a[href^='/desk/cases/']").await;
    window.reads("由旧台账导入").await;
    window.look_on_both("case").await;
    window.go(&here).await;
}

async fn all_is_taken_back(bureau: &mut Bureau<'_>) {
    let window = &mut bureau.window;
    window.turn("#undo button").await;
    window.find("#sure-error").await;
    window.look("unsure").await;
    window.click("#sure").await;
    window.turn("#undo button").await;
    run_jobs(&bureau.office.office).await;
    let window = &mut bureau.window;
    let here = window.path().await;
    window.go(&here).await;
    window.reads("导入已撤销").await;
    window.look("undone").await;
    window.go("/desk/import").await;
    window.look("list").await;
}
