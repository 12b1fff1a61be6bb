//! A fee on the phone: what it is and until when, proofs of payment, one that does not suffice; and the desk that looks at them.

use gongkai::{casework::NewNotice, domain::notice::FeeBy};

use super::{
    bureau::{Bureau, at},
    page::Screen,
};
use crate::kit::{office::TestOffice, repository};

const PROOF: &str = "main form.portal-form";

const PAYEE: &[(&str, &str)] = &[
    ("name", "青溪县财政局非税收入专户"),
    ("bank", "青溪县农村信用社"),
    ("account", "0000 1111 2222"),
    ("purpose", "信息处理费"),
    ("remark", "也可以到政务服务中心12号窗口刷卡缴费。"),
];

pub(super) async fn go(office: &TestOffice) {
    let mut bureau = Bureau::open(office, "fee").await;
    bureau.sit("admin").await;
    bureau.window.go("/admin/payment").await;
    bureau
        .refused(
            "main form",
            &[("name", "青溪县财政局"), ("account", "收款码")],
            "payee-wrong",
        )
        .await;
    bureau.done("main form", PAYEE).await;
    bureau.window.look_on_both("payee").await;

    let filed = office.file(1).await;
    let slip = [filed.number.to_string(), filed.code.clone().unwrap()];
    office.take_in_hand("handler", filed.case).await;
    let fee = NewNotice::Fee {
        by: FeeBy::Item,
        count: 31,
    };
    office.send(filed.case, fee).await;
    bureau.case = at(filed.case);
    bureau.look_up(&slip).await;
    bureau.window.look("case").await;
    bureau.window.turn(".portal-status a[href$='/payment']").await;
    let page = bureau.window.path().await;
    reads(&mut bureau, &page).await;
    bureau.window.turn(&format!("{PROOF} button")).await;
    bureau.window.find(".govuk-error-summary").await;
    bureau.window.look("proof-wrong").await;
    prove(&bureau, "fixtures/samples/page.pdf").await;
    bureau.window.look("proof-waits").await;

    bureau.at_the_case("handler").await;
    bureau.window.look("proof-on-the-desk").await;
    bureau
        .refused("#refuse-proof form", &[], "refused-without-why")
        .await;
    let why = [("proof_because", "看不清收款人，请上传完整的回单。")];
    bureau.done("#refuse-proof form", &why).await;

    bureau.look_up(&slip).await;
    bureau.window.go(&page).await;
    bureau.window.reads("凭证没有通过核对").await;
    bureau.window.reads("看不清收款人").await;
    bureau.window.look("proof-refused").await;
    prove(&bureau, "fixtures/samples/scan.png").await;
    bureau.at_the_case("clerk").await;
    bureau.done("#record-payment form", &[]).await;
    bureau.look_up(&slip).await;
    bureau.window.go(&page).await;
    bureau.window.reads("已经缴清").await;
    bureau.window.look("paid").await;
    bureau.close().await;
}

/// Says that it was paid today, and shows a file.
async fn prove(bureau: &Bureau<'_>, file: &str) {
    let window = &bureau.window;
    let today = bureau.office.office.today().to_string();
    window.fill(PROOF, &[("paid_on", &today)]).await;
    window.attach("files", &repository(file)).await;
    window.turn(&format!("{PROOF} button")).await;
    window.find("#proofs").await;
}

/// The page in every way in which somebody may read it.
async fn reads(bureau: &mut Bureau<'_>, page: &str) {
    let window = &mut bureau.window;
    window.look("asked").await;
    for (name, screen, way) in [
        ("asked-narrow", Screen::Narrow, ""),
        ("asked-large", Screen::Phone, "?type=large"),
        ("asked-dark", Screen::Phone, "?type=normal&colours=dark"),
        ("asked-english", Screen::Desk, "?colours=device&lang=en"),
        ("asked-desk", Screen::Desk, "?lang=zh-CN"),
    ] {
        window.on(screen).await;
        window.go(&format!("{page}{way}")).await;
        window.look(name).await;
    }
    window.print("asked-printed").await;
    window.on(Screen::Phone).await;
}
