# 渠道测试: what everybody may read of it.

portal-test-title = 网上申请渠道测试
portal-test-what = 这是本机关检查网上申请渠道时提交的测试，不是真实的申请。
portal-test-number = 编号
portal-test-filed = 提交时间
portal-test-received = 确认收件
portal-test-answered = 答复
portal-test-not-yet = 尚未
