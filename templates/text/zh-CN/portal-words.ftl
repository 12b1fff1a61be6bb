# Words that applicants and the staff meet alike: they stand in every language of the portal.

# Who applies.
person-joint = 共同申请人
person-agent = 代理人
applicant-erased = 个人信息已按保存期限删除

# Days and periods.
due-provisional = 暂定
due-marked = { $day }（暂定）
period-working-days = { $count }个工作日
period-days = { $count }日
period-months = { $count }个月
field-not-a-date = 请填写日期，例如2026-01-31。
refusal-in-the-future = 日期不能晚于今天。
refusal-too-early = 日期不能早于{ $day }。

# Files.
file-size = （{ $size }）
