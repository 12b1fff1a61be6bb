//! Made-up contexts of these pages.

use super::{
    ERASE, KEEP,
    page::{NamedCase, PreviewPage, RetentionPage},
};
use crate::web::form::{Choices, Field, FieldErrors};

pub(super) fn overviews() -> Vec<RetentionPage> {
    let page = |errors: FieldErrors, stale: Option<&str>| RetentionPage {
        stale: stale.map(str::to_owned),
        stands: "办结后保存5年".to_owned(),
        since: stale.map(|_| "管理员<i>于2026年11月27日（星期五）选定".to_owned()),
        last: "还没有运行过".to_owned(),
        log: "/admin/log?matter=retention".to_owned(),
        shortest: "不能短于5年".to_owned(),
        counted: "从次日起算".to_owned(),
        dossier: "案卷留下".to_owned(),
        least: 5,
        choice: Choices::new(
            "choice",
            [
                (KEEP, "一直保存".to_owned(), None),
                (ERASE, "到期删除".to_owned(), Some("之前先预览".to_owned())),
            ],
            &[ERASE],
            &errors,
        ),
        years: Field::new("years", "<5>", &errors),
        errors,
    };
    let mut errors = FieldErrors::default();
    errors.add("choice", "请选择");
    errors.add("years", "请填写整数");
    vec![
        page(FieldErrors::default(), None),
        page(errors, Some("别人改为一直保存")),
    ]
}

pub(super) fn previews() -> Vec<PreviewPage> {
    let named = |href: Option<&str>| NamedCase {
        number: "QXZJ-2020-00001".to_owned(),
        href: href.map(str::to_owned),
        from: "2020年11月27日（星期五）".to_owned(),
    };
    let page = |errors: FieldErrors, named: Vec<NamedCase>, stale: Option<&str>| PreviewPage {
        stale: stale.map(str::to_owned),
        change: "由一直保存改为5年".to_owned(),
        follows: "自明天起删除7件".to_owned(),
        more: stale.map(|_| "另有5件".to_owned()),
        is_final: !named.is_empty(),
        named,
        choice: ERASE.to_owned(),
        years: "5".to_owned(),
        version: 0,
        reason: Field::new("reason", "档案<管理>", &errors),
        errors,
    };
    let mut errors = FieldErrors::default();
    errors.add("reason", "请填写原因");
    vec![
        page(FieldErrors::default(), Vec::new(), None),
        page(
            errors,
            vec![named(Some("/desk/cases/0")), named(None)],
            Some("别人改为10年"),
        ),
    ]
}
