# 群众评价

desk-feedback-title = 群众评价
desk-feedback-what = 申请人在答复送达或者办结以后作出的评价。这里不显示、系统也不保存是谁、对哪件申请作的评价。
desk-feedback-grades = 近{ $days }天的评价，共{ $total }件
desk-feedback-grade = 评价
desk-feedback-count = 件数
desk-feedback-share = 占比
desk-feedback-newest = 最近的评价
desk-feedback-next = 下一页
desk-feedback-none = 还没有评价。
