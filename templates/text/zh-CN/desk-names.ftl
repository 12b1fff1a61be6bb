# Stages, as the staff name them.
stage-filed = 待确认收到
stage-received = 待分办
stage-assigned = 待接办
stage-in-hand = 承办中
stage-in-review = 审核中
stage-in-review-at = 审核中：{ $step }
stage-approved = 待制发
stage-issued = 待送达
stage-served = 已送达
stage-closed = 已办结
stage-withdrawn = 已撤回

# Commands, as buttons name them.
command-confirm-receipt = 确认收到
command-assign = 分办
command-accept = 接办
command-hand-back = 退回分办
command-draft = 起草拟答复
command-submit = 提交审核
command-approve = 审核通过
command-send-back = 退回修改
command-issue = 制发文书
command-serve = 登记送达
command-record-delivery = 登记妥投
command-open = 打开文书
command-close = 办结归档
command-withdraw = 登记撤回

# The applicant and the wishes.
staff-kind-person = 自然人
staff-kind-business = 商业企业
staff-kind-research = 科研机构
staff-kind-public-interest = 社会公益组织
staff-kind-legal-service = 法律服务机构
staff-kind-other = 其他法人或者组织
staff-identity-resident-card = 居民身份证
staff-identity-passport = 护照
staff-identity-travel-permit = 港澳台居民居住证、通行证
staff-identity-credit-code = 统一社会信用代码
staff-form-electronic = 电子文本
staff-form-paper = 纸质文本
staff-form-disc = 光盘
staff-obtain-online = 网上获取
staff-obtain-email = 电子邮件
staff-obtain-post = 邮寄
staff-obtain-collect = 自行领取
staff-obtain-on-site = 当场查阅、抄录
