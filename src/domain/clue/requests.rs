//! Made-up requests, in the wordings and the forms in which they come in, with what a careful reader would say of each. They
//! come from the same hand as the marks, though from before the marks were tried on them: they show what the marks do and
//! where they end, not how often they are right in an office.

use crate::law::ClueKind::{self, Complaint, Consultation, Statement};

/// Title, 文号, description; what a reader would say it is beside an application for information, and whether it also names
/// information that exists.
pub(super) type Request = (
    &'static str,
    Option<&'static str>,
    &'static str,
    Option<ClueKind>,
    bool,
);

/// Applications for information, whatever words they use.
pub(super) const FOR_INFORMATION: [Request; 28] = [
    ("青溪县2025年度国有建设用地供应计划", None, "申请公开该计划全文及附表。", None, true),
    ("竹林片区房屋征收补偿方案", Some("青政征〔2024〕3号"), "正式公布的文本及附件。", None, true),
    ("《青溪县城市更新条例》立项文件", None, "申请获取立项请示和批复的复印件。", None, true),
    ("2024年投诉举报办理情况统计", None, "按月列明投诉举报的受理数量、办结数量。", None, true),
    ("县信访局2025年部门预算", None, "包括三公经费、项目支出。", None, true),
    ("12345热线关于物业服务的投诉处理台账", None, "2025年全年，隐去个人信息。", None, true),
    ("对本人2025年3月举报事项的处理结果告知书", None, "希望得到该告知书的复印件。", None, true),
    ("造价咨询公司名录", None, "全县备案的工程造价咨询公司。", None, true),
    ("望山大桥加固工程施工许可证", None, "许可证及变更记录。", None, true),
    ("违法建设举报奖励办法", None, "现行有效的文本。", None, true),
    ("河道采砂许可审批材料", None, "申请公开清水河段2023年以来全部许可的审批表。", None, true),
    ("学府花园二期规划验收意见", None, "包括规划核实、消防验收的结论文件。", None, true),
    ("2025年度公租房轮候名单", None, "轮候顺序和户数。", None, true),
    ("石桥村集体土地征收红线图", None, "含坐标。", None, true),
    ("行政处罚决定书", Some("青住建罚〔2025〕12号"), "当事人为云州远帆公司。", None, true),
    ("东河新村维修资金使用明细", None, "2018年至今每次使用的金额、审批材料。", None, true),
    ("信访事项答复意见书送达回执", None, "2024年11月本人信访件的送达回执。", None, true),
    ("县教育局关于校外培训机构的责令改正通知书", None, "2025年全年发出的文书目录。", None, true),
    ("水源地保护区划定依据的批复文件", None, "申请公开市政府的批复。", None, true),
    ("城东菜市场改造招标文件和中标合同", None, "含工程量清单。", None, true),
    ("2025年工程咨询服务采购合同", None, "申请提供合同文本和付款凭证。", None, true),
    ("如何申请公开的办事指南和收费标准文件", None, "贵局公布的现行版本。", None, true),
    ("柳堤街片区老旧小区改造方案", None, "请提供专家评审意见，信息中怎样计算停车位的章节尤其需要。", None, true),
    ("县政府常务会议纪要", None, "关于望山镇石桥村地块的议题部分。", None, true),
    ("行政执法人员名录", None, "姓名、执法证号。", None, true),
    ("乡村道路硬化补助资金分配表", None, "2022年至2025年，各村金额。", None, true),
    ("本人户籍地宅基地使用权登记信息", None, "登记簿记载的面积和四至。", None, true),
    ("政务服务大厅监控录像", None, "2025年6月3日上午三号窗口。", None, true),
];

/// Complaints, questions and wishes for statements; some of them name information as well.
pub(super) const OF_ANOTHER_KIND: [Request; 32] = [
    ("我家楼上违法搭建为何至今没有处理", None, "请公开你局对我多次举报没有处理的原因，并督促有关单位尽快拆除。", Some(Complaint), false),
    ("举报邻居私拉电线", None, "要求你局依法查处并追究责任。", Some(Complaint), false),
    ("请求解决拆迁遗留问题", None, "我家的安置房十年没有着落，请领导重视。", Some(Complaint), false),
    ("投诉物业公司乱收费", None, "要求退还多收的费用。", Some(Complaint), false),
    ("要求赔偿施工造成的房屋裂缝", None, "施工单位不理睬，你局不作为。", Some(Complaint), false),
    ("控告村干部贪污补助款", None, "请立案查处。", Some(Complaint), false),
    ("反映学校乱摊派", None, "请求查处该校，维护我的合法权益。", Some(Complaint), false),
    ("关于噪声扰民", None, "每晚施工到深夜，请责令停止施工。", Some(Complaint), false),
    ("信访诉求", None, "本人多次上访，没有人管，给个说法。", Some(Complaint), false),
    ("查处无证经营", None, "要求你局予以取缔。", Some(Complaint), false),
    ("恢复我的低保", None, "停发没有道理，恳请领导落实政策。", Some(Complaint), false),
    ("举报云州远帆公司违法分包", None, "请查处，并公开该项目的施工合同备案材料。", Some(Complaint), true),
    ("征收补偿太低", None, "要求赔偿损失，同时申请公开《竹林片区征收补偿方案》。", Some(Complaint), true),
    ("对环评造假的举报", None, "请严肃查处，并提供该项目环评批复。", Some(Complaint), true),
    ("为什么我的低保被取消", None, "请问是谁批准的。", Some(Consultation), false),
    ("征收决定是否合法", None, "请解释征收有什么依据。", Some(Consultation), false),
    ("退休年龄怎么算", None, "想咨询一下灵活就业人员能不能提前退休。", Some(Consultation), false),
    ("新建小区何时通燃气", None, "什么时候能通，谁负责。", Some(Consultation), false),
    ("我的申请是否符合条件", None, "请回答。", Some(Consultation), false),
    ("公交线路为什么取消", None, "以后还有没有夜班车。", Some(Consultation), false),
    ("如何办理建房手续", None, "需要去哪个窗口。", Some(Consultation), false),
    ("停水的原因", None, "停水三天，原因是什么。", Some(Consultation), false),
    ("学区怎样划分", None, "凭什么把我们小区划出去，请予以解释。", Some(Consultation), false),
    ("补偿标准是多少", None, "请问依据是什么，并提供现行补偿标准文件。", Some(Consultation), true),
    ("施工许可有没有办理", None, "如已办理，请提供施工许可证复印件。", Some(Consultation), true),
    ("请确认我家房屋面积", None, "请你局书面确认。", Some(Statement), false),
    ("出具未婚证明", None, "请开具证明并盖章。", Some(Statement), false),
    ("对本人身份作出认定", None, "要求予以认定并作出书面说明。", Some(Statement), false),
    ("重新出具2019年已发给我的不动产权证书复印件", None, "原件遗失，请补开。", Some(Statement), true),
    ("道路塌陷", None, "我认为你们应当承担全部后果。", Some(Complaint), false),
    ("邻里纠纷", None, "村里把路堵了，没人管，希望有关部门管一管。", Some(Complaint), false),
    ("说明一下水费上涨", None, "涨价多少，涨到几时。", Some(Consultation), false),
];
