//! Contexts of the catalogue's pages that reach every branch.

use super::{
    edit::EntryPage,
    feeds::{self, FeedsPage},
    import::{ImportPage, TriedPage, TriedRow, WrongRow},
    list::{CataloguePage, Row},
};
use crate::{
    template::Template,
    web::form::{Field, FieldErrors},
};

impl Template for CataloguePage {
    const NAME: &'static str = "pages/admin/catalogue/list";

    fn samples() -> Vec<Self> {
        let row = |number: Option<&str>| Row {
            href: "/admin/catalogue/entries/1".to_owned(),
            title: "青溪县2025年保障性住房分配方案<b>".to_owned(),
            number: number.map(str::to_owned),
            published_on: "2025年6月3日（星期二）".to_owned(),
            origin: "手工录入".to_owned(),
        };
        vec![
            Self {
                q: "住房<b>".to_owned(),
                odd: false,
                rows: vec![row(Some("青建发〔2025〕15号")), row(None)],
                next: Some("/admin/catalogue?q=&before=1".to_owned()),
            },
            Self {
                q: "房".to_owned(),
                odd: true,
                rows: Vec::new(),
                next: None,
            },
            Self {
                q: String::new(),
                odd: false,
                rows: Vec::new(),
                next: None,
            },
        ]
    }
}

impl Template for EntryPage {
    const NAME: &'static str = "pages/admin/catalogue/entry";

    fn samples() -> Vec<Self> {
        let page = |errors: FieldErrors, full: bool| Self {
            stale: full.then(|| "已被改成另一个标题<b>".to_owned()),
            same: (!full).then(|| "/admin/catalogue/entries/2".to_owned()),
            action: "/admin/catalogue/new".to_owned(),
            remove: full.then(|| "/admin/catalogue/entries/1/remove".to_owned()),
            version: 1,
            title: Field::new("title", "方案<b>", &errors),
            number: Field::new("number", "青建发〔2025〕15号", &errors),
            published_on: Field::new("published_on", "2025-06-03", &errors),
            summary: Field::new("summary", "第一段\n第二段", &errors),
            link: Field::new("link", "https://www.example.cn/", &errors),
            topics: Field::new("topics", "住房、保障", &errors),
            most_signs: 2_000,
            most_topics: 10,
            errors,
        };
        let mut errors = FieldErrors::default();
        for field in ["title", "number", "published_on", "summary", "link", "topics"] {
            errors.add(field, "请改正");
        }
        vec![page(FieldErrors::default(), true), page(errors, false)]
    }
}

impl Template for ImportPage {
    const NAME: &'static str = "pages/admin/catalogue/import";

    fn samples() -> Vec<Self> {
        let page = |errors: FieldErrors| Self {
            file: Field::new("file", "", &errors),
            errors,
            most_rows: 20_000,
            most_items: 1_000,
            columns: vec!["标题".to_owned(), "文号".to_owned()],
            needed: vec!["标题".to_owned()],
        };
        let mut errors = FieldErrors::default();
        errors.add("file", "请选择文件");
        vec![page(FieldErrors::default()), page(errors)]
    }
}

impl Template for TriedPage {
    const NAME: &'static str = "pages/admin/catalogue/tried";

    fn samples() -> Vec<Self> {
        let page = |good: bool| Self {
            called: "目录<b>.csv".to_owned(),
            counted: "新增2条".to_owned(),
            action: "/admin/catalogue/import/1".to_owned(),
            good,
            wrong: if good {
                Vec::new()
            } else {
                vec![WrongRow {
                    number: 3,
                    problems: vec!["日期：不是日期".to_owned()],
                }]
            },
            more_wrong: (!good).then(|| "还有3行".to_owned()),
            rows: if good {
                vec![TriedRow {
                    number: 2,
                    title: "方案<b>".to_owned(),
                    published_on: "2025年6月3日（星期二）".to_owned(),
                    becomes: "新增".to_owned(),
                }]
            } else {
                Vec::new()
            },
            more_rows: good.then(|| "还有3行".to_owned()),
        };
        vec![page(true), page(false)]
    }
}

impl Template for FeedsPage {
    const NAME: &'static str = "pages/admin/catalogue/feeds";

    fn samples() -> Vec<Self> {
        let row = |active: bool| feeds::Row {
            href: "/admin/catalogue/feeds/1".to_owned(),
            address: "https://www.example.cn/feed?a=<b>".to_owned(),
            active,
            last: active.then(|| "2026年11月28日".to_owned()),
        };
        let mut errors = FieldErrors::default();
        errors.add("link", "请填写网址");
        vec![
            Self {
                is_on: true,
                feeds: vec![row(true), row(false)],
                link: Field::default(),
                errors: FieldErrors::default(),
            },
            Self {
                is_on: false,
                feeds: Vec::new(),
                link: Field::new("link", "example", &errors),
                errors,
            },
        ]
    }
}
