//! The law as data: calendars, time limits, grounds, remedies, letter kinds, the review chain and table 三, parsed and
//! checked at start. Each rule has its article and the time in which it is in force; an act is judged by the rule of the
//! day that the law names, which the caller passes.
//!
//! Pure: no clock, no input or output beyond the files built into the program (`fixtures/law`).

mod annual;
mod appeal;
mod article;
mod asks;
mod blackout;
mod calendar;
mod channel;
mod check;
mod clue;
mod consulted;
mod contest;
mod door;
mod effect;
mod english;
mod error;
mod field;
mod ground;
mod letter;
mod limit;
mod load;
mod organ;
mod outcome;
mod payment;
mod period;
mod publication;
mod ranks;
mod read;
mod remedy;
mod reminder;
mod retention;
mod returned;
mod review;
mod runs;
mod tariff;
#[cfg(test)]
mod tests;
mod validity;
mod word;

use time::Date;

pub use annual::{
    AnnualColumn, AnnualColumnKey, AnnualRow, AnnualRowKey, AnnualRowKind, EndingKey, EndingRow, Identity,
    IdentityOver, ReportDay,
};
pub use appeal::{AppealColumn, AppealResult, AppealResultKey, Proceeding};
pub use article::{Article, Source};
pub use asks::AsksFor;
pub use blackout::{BlackoutKey, BlackoutReason};
pub use calendar::{Calendar, CalendarError, Day, FixedHoliday, NamedDay, Notice};
pub use channel::{ArrivalProof, Channel, ChannelRule, ReceiptRule, RestDayReceipt};
pub use clue::{Clue, ClueKind, ClueMark, CounterMark, CounterPattern, Fills, PlainWords};
pub use consulted::{ConsultedKey, ConsultedPoint, ConsultedReminder};
pub use contest::{ACT, ContestKey, ContestWhen, Enclosure, Overdue, Plea};
pub use door::{Door, DoorKey};
pub use effect::{Effect, EffectKey};
pub use english::Festival;
pub use error::{LawError, Problem};
pub use field::{
    Condition, DataOf, Field, FieldKey, FieldKind, FieldOption, FieldProblem, OpinionSaid, SetAs,
};
pub use ground::{After, Ground, GroundKey, LegalReview};
pub use letter::{CommonParts, LetterKey, LetterKind, NoticeKind, Recipient, RemedyParagraph};
pub use limit::{Limit, LimitKey, Unit};
pub use organ::{AgencyKind, CourtLevel, Named, OrganRule, Relation};
pub use outcome::{Outcome, OutcomeGroup};
pub use payment::{PaymentKey, PaymentPoint};
pub use period::{
    End, LeftOut, add_months, add_working_days, add_years, end_of, left_out, roll_forward, swapped_in,
    working_days_before, working_days_between,
};
pub use publication::PublicationRule;
pub use read::{Law, Statutes};
pub use remedy::{Confidence, Duty, DutyKey, RemedyClass, RemedyRule, Route};
pub use reminder::{REMINDER_DAYS, ReminderKey, ReminderRule, ReminderTo};
pub use retention::RetentionRule;
pub use returned::{ReturnKey, ReturnReason};
pub use review::{
    Part, Question, QuestionKey, Required, ReviewStep, Role, StepKey, StepKind, StepRule, StepWhen,
};
pub use tariff::{Fee, FeePart, Tariff, TariffKey, Tier};
pub use word::{InvalidKey, UnknownWord};
pub(crate) use word::{is_key, words};

use validity::{in_force, is_in_force};

impl Law {
    /// The limit in force on a day.
    pub fn limit(&self, key: LimitKey, on: Date) -> &Limit {
        let rules = self.limits.get(&key).map(Vec::as_slice).unwrap_or_default();
        in_force(rules, on).expect("every limit is proven present at load")
    }

    /// What an event does to the reply period, by the rule in force on a day.
    pub fn effect(&self, key: EffectKey, on: Date) -> &Effect {
        let rules = self.effects.get(&key).map(Vec::as_slice).unwrap_or_default();
        in_force(rules, on).expect("every effect is proven present at load")
    }

    /// A point of the law for a consulted third party, by the rule in force on a day.
    pub fn consulted(&self, key: ConsultedKey, on: Date) -> &ConsultedPoint {
        let points = self.consulted.get(&key).map(Vec::as_slice).unwrap_or_default();
        in_force(points, on).expect("every point is proven present at load")
    }

    /// A point of the law for whoever is to pay a fee, by the rule in force on a day.
    pub fn payment(&self, key: PaymentKey, on: Date) -> &PaymentPoint {
        let points = self.payments.get(&key).map(Vec::as_slice).unwrap_or_default();
        in_force(points, on).expect("every point is proven present at load")
    }

    /// How many working days before its last day a consulted third party that has not answered is told once more.
    pub fn consulted_reminder(&self) -> u16 {
        let first = self.consulted_reminders.first();
        first.expect("the reminder is proven present at load").days
    }

    /// The tariff in force on a day.
    pub fn tariff(&self, key: TariffKey, on: Date) -> &Tariff {
        let rules = self.tariffs.get(&key).map(Vec::as_slice).unwrap_or_default();
        in_force(rules, on).expect("every tariff is proven present at load")
    }

    /// When what was given on application is proposed for publication, by the rule in force on a day.
    pub fn publication(&self, on: Date) -> &PublicationRule {
        in_force(&self.publication, on).expect("a rule is proven present at load")
    }

    /// How long personal data is kept at least, by the rule in force on a day.
    pub fn retention(&self, on: Date) -> &RetentionRule {
        in_force(&self.retention, on).expect("a rule is proven present at load")
    }

    /// Why passages are blacked out, in the order in which they are offered.
    pub fn blackouts(&self) -> &[BlackoutReason] {
        &self.blackouts
    }

    /// A reason for blacking something out.
    pub fn blackout(&self, key: &BlackoutKey) -> Option<&BlackoutReason> {
        self.blackouts.iter().find(|reason| reason.key == *key)
    }

    /// A ground in its latest version.
    pub fn ground(&self, key: &GroundKey) -> Option<&Ground> {
        self.grounds.iter().rev().find(|ground| ground.key == *key)
    }

    /// A ground as it is in force on a day.
    pub fn ground_on(&self, key: &GroundKey, on: Date) -> Option<&Ground> {
        self.grounds_on(on).find(|ground| ground.key == *key)
    }

    /// Every ground in every version.
    pub fn grounds(&self) -> impl Iterator<Item = &Ground> {
        self.grounds.iter()
    }

    /// The grounds in force on a day, in the order of table 三; those that no table counts last.
    pub fn grounds_on(&self, on: Date) -> impl Iterator<Item = &Ground> {
        self.grounds.iter().filter(move |ground| is_in_force(*ground, on))
    }

    /// A group of results.
    pub fn outcome(&self, group: OutcomeGroup) -> &Outcome {
        self.outcomes
            .iter()
            .find(|outcome| outcome.key == group)
            .expect("every group is proven present at load")
    }

    /// A field, if there is one of this key: for keys that come from outside.
    pub fn find_field(&self, key: &FieldKey) -> Option<&Field> {
        self.fields.get(key)
    }

    /// A field that a ground names.
    ///
    /// # Panics
    /// If no ground names it; use [`Law::find_field`] for keys that come from outside.
    pub fn field(&self, key: &FieldKey) -> &Field {
        self.find_field(key)
            .expect("every field that a ground names is proven present at load")
    }

    /// What is missing or wrong in the fields of an answer with this ground, in the order of the form.
    pub fn field_problems<'a>(
        &self,
        ground: &Ground,
        value_of: impl Fn(&FieldKey) -> Option<&'a str>,
    ) -> Vec<(FieldKey, FieldProblem)> {
        let value_of = |key: &FieldKey| value_of(key).map(str::trim).filter(|value| !value.is_empty());
        let problem = |key: &FieldKey| {
            let field = self.field(key);
            match value_of(key) {
                Some(value) => field.check(value).err(),
                None => field.is_required(value_of).then_some(FieldProblem::Missing),
            }
        };
        ground
            .demands
            .iter()
            .filter_map(|key| Some((key.clone(), problem(key)?)))
            .collect()
    }

    /// Whether an answer with this ground needs legal review, given its fields. A partial answer also needs what its
    /// withheld parts need.
    pub fn needs_legal_review<'a>(
        &self,
        ground: &Ground,
        value_of: impl Fn(&FieldKey) -> Option<&'a str>,
    ) -> bool {
        match &ground.legal_review {
            LegalReview::Always => true,
            LegalReview::Never => false,
            LegalReview::WhenYes(field) => value_of(field) == Some("yes"),
        }
    }

    /// The remedy rule of a class for an answer served on a day.
    ///
    /// # Panics
    /// If there is no such class; the classes of grounds are proven at load, and so are the [`RemedyClass`] constants
    /// that the letters outside grounds use.
    pub fn remedy(&self, class: &RemedyClass, on: Date) -> &RemedyRule {
        let rules = self.remedies.get(class).map(Vec::as_slice).unwrap_or_default();
        in_force(rules, on).expect("every remedy class that is named is proven present at load")
    }

    /// The class that governs an answer: the ground's own, or for a partial answer that of its withheld parts, where one
    /// that demands reconsideration first goes before the others.
    pub fn remedy_class(&self, ground: &Ground, withheld: &[GroundKey], on: Date) -> RemedyClass {
        let parts = withheld.iter().filter_map(|key| self.ground(key));
        let classes: Vec<&RemedyClass> = parts
            .filter_map(|part| self.remedy(&part.remedy, on).in_part.as_ref())
            .collect();
        let first = |class: &&&RemedyClass| self.remedy(class, on).route == Route::ReconsiderationFirst;
        let class = classes.iter().find(first).or(classes.first()).copied();
        class
            .filter(|_| ground.group == OutcomeGroup::Partial)
            .unwrap_or(&ground.remedy)
            .clone()
    }

    /// A duty of letters served on a day, if there is one.
    pub fn duty(&self, key: DutyKey, on: Date) -> Option<&Duty> {
        self.duties
            .iter()
            .find(|duty| duty.key == key && is_in_force(*duty, on))
    }

    /// Who reconsiders the answers of a kind of agency that are served on a day, and which court hears them.
    pub fn organ(&self, kind: AgencyKind, on: Date) -> &OrganRule {
        in_force(self.organ_rules(kind), on).expect("every kind of agency is proven present at load")
    }

    /// The same for every day, in the order of time.
    pub fn organ_rules(&self, kind: AgencyKind) -> &[OrganRule] {
        self.organs.get(&kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// The Chinese name of a relation: `本级人民政府`.
    pub fn relation_name(&self, relation: Relation) -> &str {
        named(&self.relations, relation)
    }

    /// The Chinese name of a court's level: `基层人民法院`.
    pub fn court_name(&self, level: CourtLevel) -> &str {
        named(&self.courts, level)
    }

    /// The Chinese name of a role: `承办人`.
    pub fn role_name(&self, role: Role) -> &str {
        named(&self.roles, role)
    }

    /// A kind of letter, if there is one of this key: for keys that come from outside.
    pub fn find_letter(&self, key: &LetterKey) -> Option<&LetterKind> {
        self.letters.iter().find(|letter| letter.key == *key)
    }

    /// A kind of letter that a ground names.
    ///
    /// # Panics
    /// If no letter has this key; use [`Law::find_letter`] for keys that come from outside.
    pub fn letter(&self, key: &LetterKey) -> &LetterKind {
        self.find_letter(key)
            .expect("every letter that a ground names is proven present at load")
    }

    /// The kind of letter that a procedural letter is.
    pub fn notice(&self, kind: NoticeKind) -> &LetterKind {
        let letter = self
            .letters
            .iter()
            .find(|letter| letter.key.as_str() == kind.as_str());
        letter.expect("every procedural letter is proven present at load")
    }

    /// Every kind of letter.
    pub fn letters(&self) -> &[LetterKind] {
        &self.letters
    }

    /// Everything that a kind of letter must say: what all of its template have, then what is its own.
    pub fn must_say<'a>(&'a self, kind: &'a LetterKind) -> impl Iterator<Item = &'a str> {
        let common = self
            .common_parts
            .iter()
            .filter(|common| common.template == kind.template);
        let common = common.flat_map(|common| &common.states);
        common.chain(&kind.states).map(String::as_str)
    }

    /// The kind of letter of a reply to what was asked for, whose items have these grounds: theirs where they share one,
    /// else the mixed one.
    pub fn letter_for<'a>(
        &self,
        asks_for: AsksFor,
        grounds: impl IntoIterator<Item = &'a Ground>,
    ) -> &LetterKind {
        let mut keys: Vec<&LetterKey> = grounds.into_iter().map(|ground| &ground.letter).collect();
        keys.dedup();
        if let [only] = keys.as_slice() {
            return self.letter(only);
        }
        let mut mixed = self.letters.iter().filter(|letter| letter.mixed);
        mixed
            .find(|letter| letter.asks_for == asks_for)
            .expect("a mixed letter is proven present at load")
    }

    /// The kind of letter that confirms the receipt of what was asked for 登记回执.
    pub fn receipt(&self, asks_for: AsksFor) -> &LetterKind {
        let mut receipts = self.letters.iter().filter(|letter| letter.receipt);
        receipts
            .find(|letter| letter.asks_for == asks_for)
            .expect("a receipt is proven present at load")
    }

    /// What holds for every step of a kind.
    pub fn step_rule(&self, kind: StepKind) -> &StepRule {
        let mut rules = self.step_rules.iter();
        rules
            .find(|rule| rule.key == kind)
            .expect("every kind of step is proven present at load")
    }

    /// The default review chain, in order.
    pub fn review_chain(&self) -> &[ReviewStep] {
        &self.chain
    }

    /// A result of a proceeding.
    pub fn appeal_result(&self, key: &AppealResultKey) -> Option<&AppealResult> {
        self.appeal_results.iter().find(|result| result.key == *key)
    }

    /// The results that a kind of proceeding can have, in the order of the file.
    pub fn appeal_results(&self, of: Proceeding) -> impl Iterator<Item = &AppealResult> {
        self.appeal_results.iter().filter(move |result| result.of == of)
    }

    /// Why mail comes back, in the order of the data.
    pub fn returns(&self) -> &[ReturnReason] {
        &self.returns
    }

    /// A reason for which mail comes back, if there is one of that key.
    pub fn find_return(&self, key: &ReturnKey) -> Option<&ReturnReason> {
        self.returns.iter().find(|reason| reason.key == *key)
    }

    /// When an application by a channel counts as received. The rule is that of the latest version.
    pub fn channel(&self, channel: Channel) -> &ChannelRule {
        let rules = self.channels.get(&channel).and_then(|rules| rules.last());
        rules.expect("every channel is proven present at load")
    }

    /// When something is reminded of, and whom.
    pub fn reminder(&self, key: ReminderKey) -> &ReminderRule {
        let rule = self.reminders.iter().find(|rule| rule.key == key);
        rule.expect("every reminder is proven present at load")
    }

    /// The rows of table 三, in order.
    pub fn annual_rows(&self) -> &[AnnualRow] {
        &self.annual_rows
    }

    /// The columns of table 三, in order.
    pub fn annual_columns(&self) -> &[AnnualColumn] {
        &self.annual_columns
    }

    /// The one row of a kind of which there is one.
    ///
    /// # Panics
    /// Never for the kinds other than [`AnnualRowKind::Result`]; of those there are many, and the first is returned.
    pub fn annual_row(&self, kind: AnnualRowKind) -> &AnnualRowKey {
        let row = self.annual_rows.iter().find(|row| row.kind == kind);
        row.map(|row| &row.key)
            .expect("every kind of row is proven present at load")
    }

    /// The column that is the sum of the others.
    pub fn annual_total(&self) -> &AnnualColumnKey {
        let column = self.annual_columns.iter().find(|column| column.total);
        column
            .map(|column| &column.key)
            .expect("the total is proven present at load")
    }

    /// The row of an end without an answer.
    pub fn ending_row(&self, key: EndingKey) -> &AnnualRowKey {
        let ending = self.endings.iter().find(|ending| ending.key == key);
        ending
            .map(|ending| &ending.row)
            .expect("every ending is proven present at load")
    }

    /// What must be equal in table 三.
    pub fn annual_identities(&self) -> &[Identity] {
        &self.identities
    }

    /// By when annual reports must be out.
    pub fn report_days(&self) -> &[ReportDay] {
        &self.report_days
    }

    /// A citation in full, as letters print it: `《中华人民共和国政府信息公开条例》第三十三条第二款`.
    pub fn cite(&self, article: &Article) -> String {
        let (source, place) = self.split(article);
        source.cite(place)
    }

    /// Several citations as one sentence names them, each source once as long as its articles stand together:
    /// `《中华人民共和国行政复议法》第二十条第一款、第二十三条第二款和《中华人民共和国行政诉讼法》第四十五条`.
    pub fn cite_all(&self, articles: &[Article]) -> String {
        let mut groups: Vec<(&Source, Vec<&str>)> = Vec::new();
        for article in articles {
            let (source, place) = self.split(article);
            match groups.last_mut() {
                Some((last, places)) if last.short == source.short => places.push(place),
                _ => groups.push((source, vec![place])),
            }
        }
        let mut cited: Vec<String> = groups
            .into_iter()
            .map(|(source, places)| source.cite(&article::joined(&places)))
            .collect();
        match cited.pop() {
            Some(last) if !cited.is_empty() => format!("{}和{last}", cited.join("、")),
            last => last.unwrap_or_default(),
        }
    }

    /// The articles of several rules as one paragraph cites them: each once, in the order of the sources and, within
    /// one, of the articles.
    pub fn in_order<'a>(&self, articles: impl IntoIterator<Item = &'a Article>) -> Vec<Article> {
        let mut once: Vec<&Article> = Vec::new();
        for article in articles {
            if !once.contains(&article) {
                once.push(article);
            }
        }
        once.sort_by_cached_key(|article| {
            let (source, place) = self.split(article);
            let rank = self.sources.iter().position(|other| other.short == source.short);
            (rank, article::numbers(place))
        });
        once.into_iter().cloned().collect()
    }

    fn split<'a>(&self, article: &'a Article) -> (&Source, &'a str) {
        // The longest short name that fits is the right one.
        let split = self
            .sources
            .iter()
            .filter_map(|source| Some((source, source.place(article)?)))
            .max_by_key(|(source, _)| source.short.len());
        split.expect("every citation is proven to have a source at load")
    }
}

fn named<T: Copy + PartialEq>(names: &[Named<T>], key: T) -> &str {
    let found = names.iter().find(|entry| entry.key == key);
    found
        .map(|entry| entry.name.as_str())
        .expect("every word is proven to have a name at load")
}
