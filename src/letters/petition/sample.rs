//! Samples, the awkward ones among them.

use super::{Petition, PetitionParty};

impl Petition {
    /// Samples with names.
    pub fn named_samples() -> Vec<(String, Self)> {
        let person = |name: &str, number: &str| PetitionParty {
            name: name.to_owned(),
            rows: vec![("居民身份证号码", number.to_owned())],
        };
        let mut first = person("林晓舟", "990101199003071234");
        first.rows.extend([
            ("住址", "江左省云山市青溪县人民路12号3幢2单元501室".to_owned()),
            ("邮政编码", "671000".to_owned()),
            ("电话", "13900000000".to_owned()),
        ]);
        let plain = Self {
            applicants: vec![first.clone()],
            agent: None,
            respondent: PetitionParty {
                name: "青溪县自然资源局".to_owned(),
                rows: vec![("地址", "江左省云山市青溪县人民路8号".to_owned()), ("电话", "0990-5550000".to_owned())],
            },
            organ: "青溪县人民政府".to_owned(),
            requests: vec![
                "撤销被申请人2026年11月20日作出的《政府信息公开申请答复书》（青自然资公开〔2026〕3号）".to_owned(),
                "责令被申请人在一定期限内公开申请人申请的政府信息，或者重新作出答复".to_owned(),
            ],
            reasons: "申请人于2026年10月9日向被申请人申请公开“人民路8号地块的出让合同”。\n被申请人于2026年11月20日答复不予公开。\n申请人认为该合同不属于国家秘密".to_owned(),
            enclosures: vec!["申请人的身份证明复印件".to_owned(), "被申请人答复的复印件".to_owned()],
        };
        let together = Self {
            applicants: vec![
                first,
                person("喆䶮𬭎", "990101198801012345"),
                person("阿依古丽·买买提江", "990101197512316789"),
            ],
            agent: Some(person("公孙㑇", "990101198001013456")),
            reasons: "<b>{{x}} #panic() & \"引号\"。\r\n\r\n  第二段　".repeat(40),
            ..plain.clone()
        };
        let silence = Self {
            requests: vec!["责令被申请人在一定期限内对申请人的申请作出答复".to_owned()],
            ..plain.clone()
        };
        [("plain", plain), ("together", together), ("silence", silence)]
            .map(|(name, petition)| (name.to_owned(), petition))
            .into()
    }
}
