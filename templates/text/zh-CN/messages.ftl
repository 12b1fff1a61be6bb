# 信息发送: mail, text messages and webhooks, for administrators; and what the page of a case says of them.

messages-title = 信息发送
admin-messages-what = 邮件、短信和推送发不发得出去；处理发不出去的消息；发测试邮件。
messages-problems = 没有完成，请看下面的说明

messages-ways = 发送方式
messages-way = 方式
messages-state = 设置
messages-waiting = 等待发送
messages-last-sent = 最近发出
messages-last-failure = 尚未解决的失败
messages-set = 已设置
messages-unset = 没有设置，不发送
messages-quiet = { $from }至{ $until }不发送
messages-failure = { $at }，{ $why }
messages-none-yet = 无
messages-unset-hint = 没有设置的方式不会产生消息，以后设置了也不补发。设置在本系统的配置文件中，由系统运维人员修改。
messages-mail = 邮件
messages-text-message = 短信
messages-webhook = 推送

messages-aside = 发不出去的消息
messages-aside-none = 没有发不出去的消息。
messages-aside-hint = 对方明确拒绝的，或者试了三天都没有成功的，搁置在这里。原因消除后可以再发；通知只起告知作用，不影响送达。
messages-counted = 共{ $count }条，这里列出最早搁置的{ $listed }条。
messages-what = 内容
messages-number = 申请编号
messages-why = 原因
messages-attempts = 已试次数
messages-since = 搁置时间
messages-do = 处理
messages-kind-digest = 每日提醒
messages-kind-filed = 申请提交的告知
messages-kind-received = 收到申请的告知
messages-kind-letter-issued = 文书制发的动态
messages-kind-letter-served = 文书送达的告知
messages-kind-closed = 办结的动态
messages-retry = 再发一次
messages-drop = 不再发送
messages-because = 不再发送的理由
messages-because-hint = 不要写姓名、电话等个人信息
messages-because-missing = 请写明不再发送的理由
messages-because-long = 理由最多200字
messages-all = 全部处理
messages-retry-all = 全部再发一次
messages-drop-all = 全部不再发送
messages-because-all = 全部不再发送的理由
messages-retried = 已经放回，会尽快再发。
messages-dropped = 已经记下，不再发送。
messages-seen-to = 这条消息已经处理过了。

messages-why-smtp = 邮件服务器拒绝（{ $code }）
messages-why-http = 对方系统拒绝（HTTP { $status }）
messages-why-unreachable = 连不上对方服务器
messages-why-broken = 连接中断
messages-why-timeout = 对方没有及时应答
messages-why-tls = 加密连接没有建立（证书或者加密方式不符）
messages-why-sign-in = 邮件服务器没有可用的登录方式
messages-why-no-address = 没有可用的地址
messages-why-bad-address = 地址有误
messages-why-not-configured = 这种方式已经取消设置
messages-why-unreadable = 所涉内容无法读出，请联系系统运维人员
messages-why-nothing-left = 所涉内容收件人已经看过，不再发送

messages-test = 测试邮件
messages-test-what = 立即发出一封测试邮件，看设置是否可用。
messages-test-to = 收件地址
messages-test-button = 发一封测试邮件
messages-test-sent = 测试邮件已经交给发信服务器，请查收。
messages-test-wrong = 请填写一个电子邮箱地址，例如 name@example.gov.cn
messages-test-unset = 没有设置发信服务器
messages-test-failed = 没有发出：{ $why }。
messages-test-said = 没有发出：{ $why }。服务器的原话：{ $said }

letter-told-mail = 已于{ $at }发邮件告知申请人。
letter-told-text-message = 已于{ $at }发短信告知申请人。
