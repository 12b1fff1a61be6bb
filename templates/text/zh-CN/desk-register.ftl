# Taking in an application at the counter.

register-title = 登记申请
register-what = 登记当面提交的书面申请。提交当日即为收到申请之日，登记后系统随即出具登记回执。
register-person = 申请人是个人。
register-to-organisation = 改为登记单位的申请
register-organisation = 申请人是单位。
register-to-person = 改为登记个人的申请
register-receipt = 收件
register-received-on = 当面提交的日期
register-received-on-hint = 默认为今天。补登以前收到的申请，请填申请人实际提交的那一天。
register-wishes = 提供方式
register-scans = 扫描件
register-files-what = 可以上传扫描的书面申请和证明材料：PDF、JPG、PNG，每个不超过{ $most }MB，一共不超过{ $count }个。
register-identity-files-hint = 身份证件、营业执照的复印件
register-accepts-other-form = 不能按上面的形式提供的，申请人接受其他形式
register-compared = 已核对身份证件原件，书面申请有申请人签名或者盖章，以上内容与书面申请一致
register-submit = 登记并出具回执

registered-title = 已登记
registered-slip = 政府信息公开申请查询凭条
registered-track = 查询办理进度：{ $address }，输入申请编号和查询码。
registered-what = 查询码只在这里显示一次。请打印本页，连同登记回执一并交给申请人。
registered-print = 打印{ $title }（{ $number }）
registered-next = 继续登记下一份
registered-open = 打开这件办件
