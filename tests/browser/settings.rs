//! 管理: accounts, departments, the agency and the organs that its letters name, looked after by an administrator; and the
//! list of what was changed.

use super::bureau::Bureau;
use crate::kit::office::TestOffice;

const FORM: &str = "main form.admin-form";

const TABLE: &str = "用户名,姓名,内设机构,角色,电子邮箱\r\n\
                     wu,吴某,住房保障科,承办人、部门负责人,wu@example.gov.cn\r\n\
                     Zheng,郑某,人事科,厂长,zheng\r\n";

pub(super) async fn go(office: &TestOffice) {
    let mut bureau = Bureau::open(office, "settings").await;
    office.in_hand(1).await;
    bureau.sit("admin").await;
    bureau.window.go("/admin").await;
    bureau.window.find(".admin-hub").await;
    bureau.window.look_on_both("hub").await;
    let password = somebody_new(&mut bureau).await;
    out_of_a_table(&mut bureau).await;
    departments(&mut bureau).await;
    the_agency(&mut bureau).await;
    for_how_long(&mut bureau).await;
    bureau.window.go("/admin/log").await;
    bureau.window.find(".admin-log").await;
    bureau.window.look_on_both("log").await;
    the_first_sign_in(&mut bureau, &password).await;
    bureau.close().await;
}

async fn somebody_new(bureau: &mut Bureau<'_>) -> String {
    let handler = bureau.office.here.account("handler").id;
    let window = &mut bureau.window;
    window.go("/admin/accounts").await;
    window.find(".desk-table").await;
    window.look_on_both("accounts").await;
    window.go("/admin/accounts/new").await;
    window.find("[name='username']").await;
    window.turn(&format!("{FORM} button")).await;
    window.find("#username-error").await;
    window.look_on_both("account-wrong").await;
    window.write("username", "zhou.xin").await;
    window.write("name", "周欣").await;
    window.choose("roles", "intake_clerk").await;
    window.turn(&format!("{FORM} button")).await;
    let password = window.text(".admin-first-password").await;
    window.look_on_both("account-issued").await;
    window.go(&format!("/admin/accounts/{handler}")).await;
    window.find("#acts").await;
    window.look_on_both("account").await;
    window.turn("a[href$='/off']").await;
    window.find("#work").await;
    window.look_on_both("account-off").await;
    password
}

async fn out_of_a_table(bureau: &mut Bureau<'_>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("people.csv");
    std::fs::write(&file, TABLE).unwrap();
    let window = &mut bureau.window;
    window.go("/admin/accounts/import").await;
    window.find("[name='file']").await;
    window.look_on_both("import").await;
    window.attach("file", &file).await;
    window.turn(&format!("{FORM} button")).await;
    window.find(".admin-problem").await;
    window.look_on_both("import-tried").await;
    window.turn("form.admin-confirm button").await;
    window.find(".admin-secret").await;
    window.look_on_both("import-passwords").await;
}

async fn for_how_long(bureau: &mut Bureau<'_>) {
    let window = &mut bureau.window;
    window.go("/admin/retention").await;
    window.find("#last").await;
    window.look_on_both("retention").await;
    window.choose("choice", "erase").await;
    window.write("years", "3").await;
    window.turn(&format!("{FORM} button")).await;
    window.find("#years-error").await;
    window.look_on_both("retention-wrong").await;
    window.go("/admin/retention/preview?choice=erase&years=10").await;
    window.find("#follows").await;
    window.write("reason", "按本机关档案管理制度").await;
    window.look_on_both("retention-preview").await;
    window.turn(&format!("{FORM} button")).await;
    window.find("#last").await;
}

async fn departments(bureau: &mut Bureau<'_>) {
    let department = bureau.office.here.department;
    let window = &mut bureau.window;
    window.go("/admin/departments").await;
    window.find(".desk-table").await;
    window.look_on_both("departments").await;
    window.go(&format!("/admin/departments/{department}")).await;
    window.turn("form[action$='/off'] button").await;
    window.find("#in-use").await;
    window.look_on_both("department-in-use").await;
}

async fn the_agency(bureau: &mut Bureau<'_>) {
    let window = &mut bureau.window;
    window.go("/admin/agency").await;
    window.find("[name='holds']").await;
    window.look_on_both("agency").await;
    window.write("postcode", "12").await;
    window.turn(&format!("{FORM} button")).await;
    window.find("#postcode-error").await;
    window.look("agency-wrong").await;
    window.go("/admin/remedies/own_government/begin").await;
    window.find("[name='from']").await;
    window.put("from", "2027-01-01").await;
    window.write("name", "青溪市人民政府").await;
    window.look_on_both("remedies-begin").await;
    window.turn(&format!("{FORM} button")).await;
    window.find(".desk-table").await;
    window.look_on_both("remedies").await;
    window.put("on", "2027-01-01").await;
    window.turn("form.desk-filter button").await;
    window.find("main .letter").await;
    window.reads("青溪市人民政府").await;
    window.look_on_both("remedies-letter").await;
    window.go("/admin/remedies/own_government/2019-05-15").await;
    window.find("#used").await;
    window.look_on_both("remedies-used").await;
}

async fn the_first_sign_in(bureau: &mut Bureau<'_>, password: &str) {
    let window = &mut bureau.window;
    window.person(super::page::Screen::Desk).await;
    window.go("/sign-in").await;
    window.write("username", "zhou.xin").await;
    window.write("password", password).await;
    window.turn("main button[type='submit']").await;
    window.find("#first-password").await;
    window.look_on_both("first-password").await;
    window.write("old", password).await;
    window.write("new", "只有我自己知道的口令").await;
    window.write("again", "只有我自己知道的口令").await;
    window.turn("form.gk-account-password button").await;
    window.find(".gk-flash").await;
    assert_eq!(window.path().await, "/desk");
}
