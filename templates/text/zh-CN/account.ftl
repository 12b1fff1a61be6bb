# One's own account.

account-title = 我的账号
account-name = 姓名
account-roles = 角色
account-department = 内设机构
account-no-pages = 您的角色不办理、不审核办件，所以没有办件页面。
account-problems = 口令没有修改
account-change = 修改口令
account-change-what = 新口令至少{ $fewest }个字符。修改后，在其他设备上的登录随即失效。
account-old = 现在的口令
account-new = 新口令
account-again = 再输入一次新口令
account-button = 修改口令
account-wrong-old = 现在的口令不正确
account-wrong-new = 新口令太短：至少{ $fewest }个字符
account-wrong-again = 两次输入的新口令不一致
account-changed = 口令已经修改
account-email = 电子邮箱
account-email-what = 每天的提醒会发到这里，只写申请编号和日期。
account-email-off = 本系统现在没有设置发信服务器，提醒只在系统中显示。
account-email-hint = 不想收邮件的，留空
account-email-button = 保存电子邮箱
account-email-problems = 电子邮箱没有保存
account-wrong-email = 请填写一个电子邮箱地址，例如 name@example.gov.cn；不想收邮件的，留空
account-email-set = 电子邮箱已经保存
account-email-none = 电子邮箱已经删去，提醒只在系统中显示
