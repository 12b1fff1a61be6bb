//! Checks that hold across entries and files: nothing is named that is not there, nothing is missing, no rule overlaps
//! another in time.

use std::{collections::BTreeSet, fmt::Display};

use super::{
    AgencyKind, Article, Channel, CourtLevel, DutyKey, FieldKind, Ground, LawError, LegalReview, LimitKey,
    Named, OutcomeGroup, Problem, Relation, RemedyClass, RemedyParagraph, RemedyRule, Role, Route, StepKey,
    StepWhen,
    load::{Entry, File},
    read::Files,
    validity::{Misfit, Valid, misfit},
};

/// Classes that letters use beside those that grounds name.
const CLASSES_BESIDE_GROUNDS: &[&str] = &["procedural", "third_party_disclosure", "no_answer"];

pub(super) struct Check<'a> {
    files: &'a Files<'a>,
    errors: Vec<LawError>,
}

impl<'a> Check<'a> {
    pub(super) fn new(files: &'a Files<'a>) -> Self {
        Self {
            files,
            errors: Vec::new(),
        }
    }

    /// Every mistake, in the order of the files.
    pub(super) fn run(mut self) -> Vec<LawError> {
        self.limits();
        self.outcomes();
        self.grounds();
        self.fields();
        self.remedies();
        self.organs();
        self.review();
        self.letters();
        self.annual();
        self.channels();
        self.holidays();
        self.errors
    }

    fn limits(&mut self) {
        let file = self.files.limits.file;
        let limits = &self.files.limits.limits;
        self.successions(file, limits, "期限", |limit| limit.key, true);
        self.complete(file, "期限", LimitKey::ALL, |key| {
            limits.iter().any(|limit| limit.value.key == key)
        });
        for entry in limits {
            self.article(file, entry, &entry.value.key, "article", &entry.value.article);
        }
    }

    fn outcomes(&mut self) {
        let file = self.files.outcomes.file;
        let outcomes = &self.files.outcomes.outcomes;
        self.unique(file, outcomes, "结果", |outcome| outcome.key);
        let present = |key| outcomes.iter().any(|outcome| outcome.value.key == key);
        self.complete(file, "结果", OutcomeGroup::ALL, present);
        for entry in outcomes {
            self.article(file, entry, &entry.value.key, "article", &entry.value.article);
        }
    }

    fn grounds(&mut self) {
        let file = self.files.grounds.file;
        self.successions(
            file,
            &self.files.grounds.grounds,
            "理由",
            |ground| ground.key.clone(),
            false,
        );
        for entry in &self.files.grounds.grounds {
            let ground = &entry.value;
            self.article(file, entry, &ground.key, "article", &ground.article);
            let known = self
                .files
                .letters
                .letters
                .iter()
                .any(|letter| letter.value.key == ground.letter);
            self.named(
                file,
                entry,
                &ground.key,
                ("letter", "文书", &ground.letter),
                known,
            );
            let known = self.knows_class(&ground.remedy);
            self.named(
                file,
                entry,
                &ground.key,
                ("remedy", "救济类别", &ground.remedy),
                known,
            );
            self.ground_row(entry);
            self.ground_fields(entry);
            let texts = [
                &ground.name,
                &ground.text,
                &ground.statement,
                &ground.guidance,
                &ground.section,
            ];
            if texts.iter().any(|text| text.trim().is_empty()) {
                self.contradicts(
                    file,
                    entry,
                    &ground.key,
                    "key",
                    "的名称、条文、表述、指引和段落都不能为空",
                );
            }
        }
    }

    fn ground_row(&mut self, entry: &Entry<Ground>) {
        let file = self.files.grounds.file;
        let ground = &entry.value;
        let row = self
            .files
            .annual
            .rows
            .iter()
            .find(|row| row.value.key == ground.annual_row);
        self.named(
            file,
            entry,
            &ground.key,
            ("annual_row", "年报行", &ground.annual_row),
            row.is_some(),
        );
        if row.is_some_and(|row| row.value.group != Some(ground.group)) {
            self.contradicts(
                file,
                entry,
                &ground.key,
                "annual_row",
                "的年报行不在其结果类别之内",
            );
        }
    }

    fn ground_fields(&mut self, entry: &Entry<Ground>) {
        let file = self.files.grounds.file;
        let ground = &entry.value;
        let mut seen = BTreeSet::new();
        for key in &ground.demands {
            let field = self
                .files
                .fields
                .fields
                .iter()
                .find(|field| field.value.key == *key);
            self.named(
                file,
                entry,
                &ground.key,
                ("demands", "字段", key),
                field.is_some(),
            );
            if !seen.insert(key) {
                let twice = Problem::Twice {
                    what: "字段",
                    key: key.to_string(),
                };
                self.errors.push(file.error_in(entry, "demands", twice));
            }
        }
        if let LegalReview::WhenYes(key) = &ground.legal_review {
            let field = self
                .files
                .fields
                .fields
                .iter()
                .find(|field| field.value.key == *key);
            let yes_no =
                field.is_some_and(|field| field.value.kind == FieldKind::YesNo && field.value.required);
            if !yes_no || !ground.demands.contains(key) {
                let what = "的 legal_review 所指的字段不是本理由必填的是非项";
                self.contradicts(file, entry, &ground.key, "legal_review", what);
            }
        }
        let refusal = ground.withholds && ground.group == OutcomeGroup::Withheld;
        if (refusal || ground.group == OutcomeGroup::Partial) && ground.legal_review != LegalReview::Always {
            self.contradicts(
                file,
                entry,
                &ground.key,
                "legal_review",
                "是不予公开，必须经法制审核",
            );
        }
    }

    fn fields(&mut self) {
        let file = self.files.fields.file;
        let fields = &self.files.fields.fields;
        self.unique(file, fields, "字段", |field| field.key.clone());
        for entry in fields {
            let field = &entry.value;
            if (field.kind == FieldKind::Choice) == field.options.is_empty() {
                self.contradicts(
                    file,
                    entry,
                    &field.key,
                    "options",
                    "：选择项必须有选项，其他字段不能有",
                );
            }
            if field.max_chars == 0 || field.min_chars > field.max_chars {
                self.contradicts(file, entry, &field.key, "max_chars", "的字数限制不成立");
            }
            if let Some(when) = &field.required_when {
                let other = fields.iter().find(|other| other.value.key == when.field);
                let named = ("required_when", "字段", &when.field);
                self.named(
                    file,
                    entry,
                    &field.key,
                    (named.0, named.1, &named.2),
                    other.is_some(),
                );
                if other.is_some_and(|other| !other.value.values().contains(&when.is.as_str())) {
                    self.contradicts(
                        file,
                        entry,
                        &field.key,
                        "required_when",
                        "的条件取值不在所指字段的范围内",
                    );
                }
            }
            if field
                .must_be
                .as_ref()
                .is_some_and(|must| !field.values().contains(&must.as_str()))
            {
                self.contradicts(file, entry, &field.key, "must_be", "的必要取值不在范围内");
            }
        }
    }

    fn remedies(&mut self) {
        let file = self.files.remedies.file;
        let remedies = &self.files.remedies.remedies;
        self.successions(file, remedies, "救济规则", |remedy| remedy.class.clone(), true);
        self.complete(file, "救济类别", CLASSES_BESIDE_GROUNDS, |class| {
            remedies.iter().any(|remedy| remedy.value.class.as_str() == class)
        });
        for entry in remedies {
            self.remedy(file, entry);
        }
        let duties = &self.files.remedies.duties;
        self.successions(file, duties, "告知义务", |duty| duty.key, false);
        self.complete(file, "告知义务", DutyKey::ALL, |key| {
            duties.iter().any(|duty| duty.value.key == key)
        });
        for entry in duties {
            self.article(file, entry, &entry.value.key, "article", &entry.value.article);
        }
    }

    fn remedy(&mut self, file: File<'a>, entry: &Entry<RemedyRule>) {
        let rule = &entry.value;
        for article in &rule.articles {
            self.article(file, entry, &rule.class, "articles", article);
        }
        let has = |key| rule.limits.contains(&key);
        let fits = match rule.route {
            Route::ReconsiderationFirst => {
                has(LimitKey::Reconsideration)
                    && has(LimitKey::LitigationAfterReconsideration)
                    && !has(LimitKey::Litigation)
            }
            Route::Either => has(LimitKey::Reconsideration) && has(LimitKey::Litigation),
            Route::None => rule.limits.is_empty(),
        };
        if !fits || rule.articles.is_empty() {
            self.contradicts(file, entry, &rule.class, "limits", "的期限或者依据与救济途径不符");
        }
        if let Some(class) = &rule.in_part {
            let known = self.knows_class(class);
            self.named(file, entry, &rule.class, ("in_part", "救济类别", class), known);
        }
    }

    fn organs(&mut self) {
        let file = self.files.organs.file;
        let organs = &self.files.organs.organs;
        self.successions(file, organs, "机关规则", |organ| organ.kind, true);
        self.complete(file, "机关规则", AgencyKind::ALL, |kind| {
            organs.iter().any(|organ| organ.value.kind == kind)
        });
        for entry in organs {
            let rule = &entry.value;
            self.article(file, entry, &rule.kind, "article", &rule.article);
            self.article(file, entry, &rule.kind, "court_article", &rule.court_article);
            if rule.reconsideration.is_empty() {
                self.contradicts(file, entry, &rule.kind, "reconsideration", "没有复议机关");
            }
        }
        self.names(file, "关系", Relation::ALL, &self.files.organs.relations);
        self.names(file, "法院级别", CourtLevel::ALL, &self.files.organs.courts);
    }

    fn review(&mut self) {
        let file = self.files.review.file;
        let steps = &self.files.review.steps;
        self.unique(file, steps, "审查步骤", |step| step.key);
        self.complete(file, "审查步骤", StepKey::ALL, |key| {
            steps.iter().any(|step| step.value.key == key)
        });
        self.names(file, "角色", Role::ALL, &self.files.review.roles);
        for entry in steps {
            let step = &entry.value;
            self.article(file, entry, &step.key, "article", &step.article);
            if step.key != StepKey::Legal && step.when != StepWhen::Always {
                self.contradicts(file, entry, &step.key, "when", "不能省略");
            }
            if step.questions.is_empty() {
                self.contradicts(file, entry, &step.key, "questions", "没有审查要点");
            }
        }
        let order: Vec<StepKey> = steps.iter().map(|step| step.value.key).collect();
        if let Some(last) = steps.last().filter(|_| order.last() != Some(&StepKey::SignOff)) {
            self.contradicts(
                file,
                last,
                &last.value.key,
                "key",
                "排在签发之后：签发必须是最后一步",
            );
        }
    }

    fn letters(&mut self) {
        let file = self.files.letters.file;
        let letters = &self.files.letters.letters;
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
        let mixed = letters.iter().filter(|letter| letter.value.mixed).count();
        if mixed != 1 {
            self.errors.push(file.error_at_top(Problem::Absent {
                what: "唯一的多项答复文书",
                key: "mixed".to_owned(),
            }));
        }
    }

    fn annual(&mut self) {
        let annual = &self.files.annual;
        self.unique(annual.file, &annual.rows, "年报行", |row| row.key.clone());
        self.unique(annual.file, &annual.columns, "年报列", |column| {
            column.key.clone()
        });
        for entry in &annual.identities {
            let over_columns = entry.value.over == super::IdentityOver::Columns;
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

    fn channels(&mut self) {
        let file = self.files.channels.file;
        let channels = &self.files.channels.channels;
        self.successions(file, channels, "渠道", |rule| rule.channel, true);
        self.complete(file, "渠道", Channel::ALL, |channel| {
            channels.iter().any(|rule| rule.value.channel == channel)
        });
        for entry in channels {
            self.article(file, entry, &entry.value.channel, "article", &entry.value.article);
        }
    }

    fn holidays(&mut self) {
        let file = self.files.fixed.file;
        for entry in &self.files.fixed.holidays {
            self.article(file, entry, &entry.value.name, "article", &entry.value.article);
        }
    }

    fn knows_class(&self, class: &RemedyClass) -> bool {
        self.files
            .remedies
            .remedies
            .iter()
            .any(|remedy| remedy.value.class == *class)
    }

    fn article<T>(
        &mut self,
        file: File<'_>,
        entry: &Entry<T>,
        key: &dyn Display,
        member: &str,
        article: &Article,
    ) {
        let sources = &self.files.sources.sources;
        if !sources.iter().any(|source| source.value.cite(article).is_some()) {
            let problem = Problem::UnknownSource {
                key: key.to_string(),
                article: article.to_string(),
            };
            self.errors.push(file.error_in(entry, member, problem));
        }
    }

    fn named<T>(
        &mut self,
        file: File<'_>,
        entry: &Entry<T>,
        key: &dyn Display,
        (member, what, named): (&str, &'static str, &dyn Display),
        known: bool,
    ) {
        if !known {
            let problem = Problem::Unknown {
                key: key.to_string(),
                what,
                named: named.to_string(),
            };
            self.errors.push(file.error_in(entry, member, problem));
        }
    }

    fn contradicts<T>(
        &mut self,
        file: File<'_>,
        entry: &Entry<T>,
        key: &dyn Display,
        member: &str,
        what: &str,
    ) {
        let problem = Problem::Contradiction {
            key: key.to_string(),
            what: what.to_owned(),
        };
        self.errors.push(file.error_in(entry, member, problem));
    }

    fn unique<T, K: Ord + Display>(
        &mut self,
        file: File<'_>,
        entries: &[Entry<T>],
        what: &'static str,
        key: impl Fn(&T) -> K,
    ) {
        let mut seen = BTreeSet::new();
        for entry in entries {
            let key = key(&entry.value);
            let name = key.to_string();
            if !seen.insert(key) {
                self.errors
                    .push(file.error_in(entry, "key", Problem::Twice { what, key: name }));
            }
        }
    }

    fn complete<K: Copy + Display>(
        &mut self,
        file: File<'_>,
        what: &'static str,
        all: &[K],
        present: impl Fn(K) -> bool,
    ) {
        for key in all.iter().filter(|key| !present(**key)) {
            self.errors.push(file.error_at_top(Problem::Absent {
                what,
                key: key.to_string(),
            }));
        }
    }

    fn names<K: Copy + Ord + Display>(
        &mut self,
        file: File<'_>,
        what: &'static str,
        all: &[K],
        names: &[Entry<Named<K>>],
    ) {
        self.unique(file, names, what, |named| named.key);
        self.complete(file, what, all, |key| {
            names.iter().any(|named| named.value.key == key)
        });
    }

    /// The rules of one key must stand in the order of time, without overlap and, where `gapless`, without a gap.
    fn successions<T: Valid, K: Eq + Display>(
        &mut self,
        file: File<'_>,
        entries: &[Entry<T>],
        what: &'static str,
        key: impl Fn(&T) -> K,
        gapless: bool,
    ) {
        for (index, later) in entries.iter().enumerate() {
            let name = key(&later.value);
            let earlier = entries
                .iter()
                .take(index)
                .rev()
                .find(|entry| key(&entry.value) == name);
            let misfit = earlier.and_then(|earlier| misfit(&earlier.value, &later.value));
            let problem = match misfit {
                Some(Misfit::Overlap(on)) => Problem::Overlap {
                    what,
                    key: name.to_string(),
                    on,
                },
                Some(Misfit::Gap(on)) if gapless => Problem::Gap {
                    what,
                    key: name.to_string(),
                    on,
                },
                Some(Misfit::Gap(_)) | None => continue,
            };
            self.errors.push(file.error_in(later, "from", problem));
        }
    }
}
