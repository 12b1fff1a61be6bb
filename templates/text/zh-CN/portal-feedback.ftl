# 评价

feedback-title = 评价这次办理
feedback-what = 说说您的感受，帮助机关改进。评价不影响您的申请和权利；机关看不到是谁、对哪件申请作的评价。
feedback-link = 评价这次办理
feedback-rating = 您对这次办理满意吗？
feedback-rating-none = 请选择一项
feedback-words = 还想说什么？
feedback-words-hint = 不填也可以，最多{ $most }字。请不要写姓名、电话。对答复不服的，写在这里没有作用，请用办理进度页写明的途径
feedback-send = 提交评价
feedback-done = 谢谢您的评价。
feedback-again = 这件申请已经评价过，或者现在还不能评价。
rating-very-good = 非常满意
rating-good = 满意
rating-fair = 基本满意
rating-poor = 不满意
rating-very-poor = 非常不满意
