//! Checks of what people fill in and read: review chain, letters, table 三, channels.

use super::Check;
use crate::law::{
    AnnualRow, AnnualRowKind, AppealColumn, AsksFor, Channel, Confidence, EndingKey, IdentityOver,
    LetterKind, NoticeKind, Problem, Proceeding, RemedyParagraph, Required, Role, StepKind, StepWhen,
};

impl Check<'_> {
    pub(super) fn review(&mut self) {
        let file = self.files.review.file;
        let (rules, steps) = (&self.files.review.rules, &self.files.review.steps);
        self.unique(file, rules, "审核步骤种类", |rule| rule.key);
        self.complete(file, "审核步骤种类", StepKind::ALL, |key| {
            rules.iter().any(|rule| rule.value.key == key)
        });
        self.names(file, "角色", Role::ALL, &self.files.review.roles);
        for entry in rules {
            self.english(file, entry, &entry.value.key, "english", &entry.value.english);
            let rule = &entry.value;
            self.article(file, entry, &rule.key, "article", &rule.article);
            if rule.questions.is_empty() {
                self.contradicts(file, entry, &rule.key, "questions", "没有审查要点");
            }
            if rule.roles.is_empty() {
                self.contradicts(file, entry, &rule.key, "roles", "没有人可以办理");
            }
            let kept = steps.iter().any(|step| {
                let step = &step.value;
                step.kind == rule.key
                    && (step.when == StepWhen::Always || rule.required == Required::ByGround)
            });
            if rule.required != Required::Never && !kept {
                self.contradicts(file, entry, &rule.key, "required", "不能省略，默认流程中却没有");
            }
        }
        self.unique(file, steps, "审核步骤", |step| step.key.clone());
        let last = steps.iter().map(|step| step.value.rank).max();
        for entry in steps {
            let step = &entry.value;
            if (step.kind == StepKind::SignOff) != (Some(step.rank) == last) {
                let what = "排错了：签发必须独自排在最后";
                self.contradicts(file, entry, &step.key, "rank", what);
            }
        }
    }

    pub(super) fn letters(&mut self) {
        let file = self.files.letters.file;
        let letters = &self.files.letters.kinds;
        self.unique(file, letters, "文书", |letter| letter.key.clone());
        for entry in letters {
            let letter = &entry.value;
            self.article(file, entry, &letter.key, "article", &letter.article);
            if letter.confidentiality_review == letter.unreviewed_because.is_some() {
                let what = "要么经保密审查，要么说明为什么不经保密审查";
                self.contradicts(file, entry, &letter.key, "confidentiality_review", what);
            }
            let answers = self
                .files
                .grounds
                .grounds
                .iter()
                .any(|ground| ground.value.letter == letter.key);
            if answers && letter.remedy == RemedyParagraph::None {
                self.contradicts(file, entry, &letter.key, "remedy", "是答复文书，必须告知救济途径");
            }
        }
        self.complete(file, "程序性文书", NoticeKind::ALL, |key| {
            letters
                .iter()
                .any(|letter| letter.value.key.as_str() == key.as_str())
        });
        for entry in letters {
            let letter = &entry.value;
            let notice = NoticeKind::ALL
                .iter()
                .any(|kind| kind.as_str() == letter.key.as_str());
            let reviewed = letter.steps.contains(&StepKind::Confidentiality);
            let says = letter.statement.is_some() || letter.remedy == RemedyParagraph::Required;
            if notice && !says {
                self.contradicts(
                    file,
                    entry,
                    &letter.key,
                    "statement",
                    "是程序性文书，没有法定告知内容",
                );
            }
            if notice && letter.confidentiality_review && !reviewed {
                self.contradicts(
                    file,
                    entry,
                    &letter.key,
                    "steps",
                    "须经保密审查，审核步骤中却没有",
                );
            }
        }
        for entry in letters {
            let letter = &entry.value;
            let mut commons = self.files.letters.commons.iter();
            if !commons.any(|common| common.value.template == letter.template) {
                let what = "没有写明这类文书都应当载明什么（[[common]]）";
                self.contradicts(file, entry, &letter.key, "template", what);
            }
        }
        self.one_of_each("唯一的多项答复文书", |letter| letter.mixed);
        self.one_of_each("唯一的登记回执", |letter| letter.receipt);
    }

    /// Whatever is asked for, there is exactly one letter of this sort for it.
    fn one_of_each(&mut self, what: &'static str, is_one: fn(&LetterKind) -> bool) {
        let file = self.files.letters.file;
        for asks_for in AsksFor::ALL {
            let letters = self.files.letters.kinds.iter();
            let fits = letters.filter(|letter| letter.value.asks_for == *asks_for && is_one(&letter.value));
            if fits.count() != 1 {
                let key = asks_for.to_string();
                self.errors.push(file.error_at_top(Problem::Absent { what, key }));
            }
        }
    }

    pub(super) fn appeals(&mut self) {
        let file = self.files.appeals.file;
        let results = &self.files.appeals.results;
        self.unique(file, results, "救济结果", |result| result.key.clone());
        for entry in results {
            let result = &entry.value;
            self.article(file, entry, &result.key, "article", &result.article);
            if result.column == AppealColumn::Pending {
                self.contradicts(
                    file,
                    entry,
                    &result.key,
                    "column",
                    "是审结的结果，不能算作尚未审结",
                );
            }
        }
        self.complete(file, "救济程序", Proceeding::ALL, |of| {
            results.iter().any(|result| result.value.of == of)
        });
    }

    pub(super) fn annual(&mut self) {
        let annual = &self.files.annual;
        self.unique(annual.file, &annual.rows, "年报行", |row| row.key.clone());
        self.unique(annual.file, &annual.columns, "年报列", |column| {
            column.key.clone()
        });
        self.annual_once();
        for entry in &annual.rows {
            let row = &entry.value;
            self.english(annual.file, entry, &row.key, "english", &row.english);
        }
        for entry in &annual.columns {
            let column = &entry.value;
            self.english(annual.file, entry, &column.key, "english", &column.english);
            let heading = (&column.heading, &column.english_heading);
            self.both(annual.file, entry, &column.key, "english_heading", heading);
        }
        for entry in &annual.identities {
            let over_columns = entry.value.over == IdentityOver::Columns;
            for key in entry.value.left.iter().chain(&entry.value.right) {
                let known = if over_columns {
                    annual
                        .columns
                        .iter()
                        .any(|column| column.value.key.as_str() == key)
                } else {
                    annual.rows.iter().any(|row| row.value.key.as_str() == key)
                };
                let what = if over_columns { "年报列" } else { "年报行" };
                self.named(annual.file, entry, &entry.value.key, ("left", what, key), known);
            }
        }
        for entry in &annual.report_days {
            self.article(
                annual.file,
                entry,
                &entry.value.key,
                "article",
                &entry.value.article,
            );
        }
    }

    /// What table 三 has once: a row of every kind but the results, the total, a row for every end without an answer.
    fn annual_once(&mut self) {
        let annual = &self.files.annual;
        let once = AnnualRowKind::ALL.iter().copied();
        let once: Vec<AnnualRowKind> = once.filter(|kind| *kind != AnnualRowKind::Result).collect();
        self.complete(annual.file, "唯一的年报行", &once, |kind| {
            annual.rows.iter().filter(|row| row.value.kind == kind).count() == 1
        });
        if annual.columns.iter().filter(|column| column.value.total).count() != 1 {
            self.errors.push(annual.file.error_at_top(Problem::Absent {
                what: "唯一的合计列",
                key: "total".to_owned(),
            }));
        }
        for entry in &annual.columns {
            let column = &entry.value;
            if column.total == column.applicant.is_some() {
                let what = "要么是合计，要么写明计入哪一类申请人";
                self.contradicts(annual.file, entry, &column.key, "applicant", what);
            }
        }
        self.unique(
            annual.file,
            &annual.endings,
            "未答复而结束的情形",
            |ending| ending.key,
        );
        self.complete(annual.file, "未答复而结束的情形", EndingKey::ALL, |key| {
            annual.endings.iter().any(|ending| ending.value.key == key)
        });
        for entry in &annual.endings {
            let ending = &entry.value;
            self.article(annual.file, entry, &ending.key, "article", &ending.article);
            let is_result = |row: &AnnualRow| row.key == ending.row && row.kind == AnnualRowKind::Result;
            let known = annual.rows.iter().any(|row| is_result(&row.value));
            self.named(
                annual.file,
                entry,
                &ending.key,
                ("row", "年报结果行", &ending.row),
                known,
            );
        }
    }

    pub(super) fn returns(&mut self) {
        let file = self.files.returns.file;
        let reasons = &self.files.returns.reasons;
        self.unique(file, reasons, "退件原因", |reason| reason.key.clone());
        for entry in reasons {
            let reason = &entry.value;
            self.article(file, entry, &reason.key, "article", &reason.article);
            if reason.name.is_empty() {
                self.contradicts(file, entry, &reason.key, "name", "的名称不能为空");
            }
            if reason.confidence == Confidence::Disputed && reason.disputed.is_none() {
                self.contradicts(
                    file,
                    entry,
                    &reason.key,
                    "confidence",
                    "有争议，应当写明争议点的编号",
                );
            }
        }
        // What came back must be recorded somehow, whosever the fault is.
        self.complete(file, "退件原因（counts）", &[true, false], |counts| {
            reasons.iter().any(|reason| reason.value.counts == counts)
        });
    }

    pub(super) fn channels(&mut self) {
        let file = self.files.channels.file;
        let channels = &self.files.channels.channels;
        self.successions(file, channels, "渠道", |rule| rule.channel, true);
        self.complete(file, "渠道", Channel::ALL, |channel| {
            channels.iter().any(|rule| rule.value.channel == channel)
        });
        for entry in channels {
            self.article(file, entry, &entry.value.channel, "article", &entry.value.article);
            if entry.value.needs_confirmation() != entry.value.confirm_within.is_some() {
                let why = "：要确认才算收到的渠道写明确认期限，其他渠道不写";
                self.contradicts(file, entry, &entry.value.channel, "confirm_within", why);
            }
            let rule = &entry.value;
            self.english(file, entry, &rule.channel, "english_name", &rule.english_name);
            self.english(file, entry, &rule.channel, "english_text", &rule.english_text);
        }
    }
}
