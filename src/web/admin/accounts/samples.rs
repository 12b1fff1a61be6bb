//! What the pages of the accounts are tried with.

use super::{
    acts::{OffPage, Work},
    edit::{AccountPage, NewAccountPage},
    fields::PersonFields,
    import::{ImportPage, ImportedPage, Issued, TriedPage, TriedRow},
    issued::IssuedPage,
    overview::{AccountRow, AccountsPage},
};
use crate::{
    template::Template,
    web::form::{Choices, Field, FieldErrors},
};

fn wrong(fields: &[&str]) -> FieldErrors {
    let mut errors = FieldErrors::default();
    for field in fields {
        errors.add(*field, "请填写<b>");
    }
    errors
}

fn choices(id: &str, errors: &FieldErrors) -> Choices {
    let hint = Some("可以兼任".to_owned());
    let options = [
        ("1", "承办人<b>".to_owned(), None),
        ("2", "签发人".to_owned(), hint),
    ];
    Choices::new(id, options, &["2"], errors)
}

fn person(errors: &FieldErrors) -> PersonFields {
    PersonFields {
        name: Field::new("name", "欧阳<伟>", errors),
        department: choices("department", errors),
        roles: choices("roles", errors),
        email: Field::new("email", "a@b\"", errors),
    }
}

const ALL: [&str; 5] = ["username", "name", "department", "roles", "email"];

fn some(is: bool, text: &str) -> Vec<String> {
    is.then(|| text.to_owned()).into_iter().collect()
}

impl Template for AccountsPage {
    const NAME: &'static str = "pages/admin/accounts/overview";

    fn samples() -> Vec<Self> {
        let row = |full: bool| AccountRow {
            href: "/admin/accounts/1".to_owned(),
            name: "欧阳<伟>".to_owned(),
            username: "ouyang".to_owned(),
            department: full.then(|| "办公室".to_owned()),
            roles: "承办人、签发人".to_owned(),
            last: "从未登录".to_owned(),
            states: some(full, "暂停登录"),
        };
        let none = FieldErrors::default();
        let page = |rows, off| Self {
            words: Field::new("words", "<b>", &none),
            department: choices("department", &none),
            role: choices("role", &none),
            found: "启用的2个，停用的1个".to_owned(),
            rows,
            off,
        };
        vec![
            page(vec![row(true), row(false)], vec![row(true), row(false)]),
            page(Vec::new(), Vec::new()),
        ]
    }
}

impl Template for NewAccountPage {
    const NAME: &'static str = "pages/admin/accounts/new";

    fn samples() -> Vec<Self> {
        let page = |errors: FieldErrors| Self {
            username: Field::new("username", "\"><b>", &errors),
            person: person(&errors),
            errors,
        };
        vec![page(wrong(&ALL)), page(FieldErrors::default())]
    }
}

impl Template for AccountPage {
    const NAME: &'static str = "pages/admin/accounts/account";

    fn samples() -> Vec<Self> {
        let page = |errors: FieldErrors, full: bool, own: bool| Self {
            stale: full.then(|| "已被修改<b>".to_owned()),
            called: "欧阳<伟>".to_owned(),
            username: "ouyang".to_owned(),
            last: "从未登录".to_owned(),
            states: some(full, "暂停登录"),
            href: "/admin/accounts/1".to_owned(),
            version: 3,
            active: full,
            locked: full,
            own,
            person: person(&errors),
            errors,
        };
        vec![
            page(FieldErrors::default(), true, false),
            page(wrong(&ALL), false, false),
            page(FieldErrors::default(), true, true),
        ]
    }
}

impl Template for OffPage {
    const NAME: &'static str = "pages/admin/accounts/off";

    fn samples() -> Vec<Self> {
        let work = |href: Option<&str>| Work {
            said: "承办的未办结办件3件".to_owned(),
            href: href.map(str::to_owned),
        };
        let page = |full: bool, refused: bool| Self {
            stale: full.then(|| "已被修改<b>".to_owned()),
            refused: refused.then(|| "不能停用".to_owned()),
            called: "欧阳<伟>".to_owned(),
            username: "ouyang".to_owned(),
            href: "/admin/accounts/1".to_owned(),
            version: 3,
            work: if full {
                vec![work(Some("/desk")), work(None)]
            } else {
                Vec::new()
            },
            unstaffed: some(full, "法制审核<b>"),
        };
        vec![page(true, false), page(false, true)]
    }
}

impl Template for IssuedPage {
    const NAME: &'static str = "pages/admin/accounts/issued";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "欧阳<伟>".to_owned(),
            username: "ouyang".to_owned(),
            password: "7KQ3-XW9D-M2HT".to_owned(),
            href: "/admin/accounts/1".to_owned(),
        }]
    }
}

impl Template for ImportPage {
    const NAME: &'static str = "pages/admin/accounts/import";

    fn samples() -> Vec<Self> {
        let page = |errors: FieldErrors| Self {
            file: Field::new("file", "", &errors),
            departments: some(errors.is_empty(), "办公室<b>"),
            roles: vec!["承办人".to_owned()],
            most: 200,
            errors,
        };
        vec![page(wrong(&["file"])), page(FieldErrors::default())]
    }
}

impl Template for TriedPage {
    const NAME: &'static str = "pages/admin/accounts/tried";

    fn samples() -> Vec<Self> {
        let row = |bad: bool| TriedRow {
            number: 2,
            username: "=cmd<b>".to_owned(),
            name: "某某".to_owned(),
            department: "办公室".to_owned(),
            roles: "承办人".to_owned(),
            email: String::new(),
            problems: some(bad, "用户名：已被使用"),
        };
        let page = |changed, good, bad| Self {
            changed,
            counted: "可以导入1个".to_owned(),
            good,
            bad,
            rows: vec![row(true), row(false)],
            table: "[\"<b>\"]".to_owned(),
        };
        vec![page(true, 1, 1), page(false, 0, 2), page(false, 2, 0)]
    }
}

impl Template for ImportedPage {
    const NAME: &'static str = "pages/admin/accounts/imported";

    fn samples() -> Vec<Self> {
        vec![Self {
            counted: "已新增1个账号".to_owned(),
            rows: vec![Issued {
                username: "ouyang".to_owned(),
                name: "欧阳<伟>".to_owned(),
                password: "7KQ3-XW9D-M2HT".to_owned(),
            }],
            table: "[]".to_owned(),
        }]
    }
}
