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
