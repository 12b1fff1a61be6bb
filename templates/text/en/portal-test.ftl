# 渠道测试: what everybody may read of it.

portal-test-title = Test of the online channel
portal-test-what = The agency filed this to check that applications can be made online. It is not a real application.
portal-test-number = Number
portal-test-filed = Filed
portal-test-received = Receipt confirmed
portal-test-answered = Answered
portal-test-not-yet = Not yet
