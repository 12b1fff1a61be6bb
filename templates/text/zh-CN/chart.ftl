# The chart of the flow. Numbers of days are the law's: none stands here.
chart-as-text = 用文字看这张图
chart-beside = 期间可能发生
chart-ends = 不经答复而结束
chart-loops = 退回和转办
chart-next = 下一步：

# For the staff.
chart-staff-title = 办理流程图
chart-staff-description = 从上到下是主流程，左边是退回，右边虚线连着程序性文书和答复以后的事项，主流程下面是不经答复而结束的情形。
chart-staff-source = 这张图直接取自系统执行的流程规则和本机关的审核步骤，规则改变，图随之改变。
chart-begin = 网上提交，或者由收件人员登记
chart-by-ground = 依据要求时才有这一步
chart-reviewed-by = { $at }；审核：{ $steps }
chart-then = 其后：{ $commands }
chart-new-case = 另立一件，从“{ $stage }”重新办理
chart-voided = { $command }时发现内容有变
chart-jump = { $command }：{ $from } → { $to }
chart-end = { $command }（{ $from }）
chart-any-stage = 任何环节
chart-from-to = { $from }至{ $to }

# For everybody.
chart-public-title = 申请怎样办理
chart-public-description = 从上到下是办理的步骤，右边是期间可能发生的事，每一件都写明期限和依据。
chart-submitted = 提交申请
chart-received = 收到登记
chart-received-what = 与您确认并出具回执
chart-handled = 查找拟办
chart-handled-what = 查找信息，拟写答复
chart-reviewed = 审核
chart-answered = 答复送达
chart-answered-what = 收到之日起{ $period }内
chart-correction = 补正
chart-correction-what = 申请内容不明确的，机关收到后{ $period }内一次告知您补正什么。收到补正后，答复期限重新计算。
chart-consultation = 征求意见
chart-consultation-what = 公开会损害第三方合法权益的，书面征求其意见，对方有{ $period }答复。这段时间不算在答复期限内。
chart-extension = 延期
chart-extension-what = 需要延长的，经公开工作机构负责人同意并告知您，最多延长{ $period }。
chart-reasons = 说明理由
chart-reasons-what = 申请数量、频次明显超过合理范围的，机关可以要求您说明理由。理由不合理的，不予处理。
chart-fee = 收费
chart-fee-what = 数量、频次明显超过合理范围的，可以收取信息处理费。收到通知的次日起{ $period }内缴纳，缴费后答复期限重新计算。
chart-remedy = 不服答复
chart-remedy-what = 可以自收到之日起{ $reconsideration }内申请行政复议，或者{ $litigation }内起诉。不予公开的，应当先申请复议。答复书会写明。
chart-anew = 重新答复
chart-anew-what = 复议机关或者法院责令重新答复的，没有另外指定期限时，在{ $period }内重新答复。
chart-withdrawn = 撤回
chart-withdrawn-what = 答复作出之前，您随时可以撤回。
chart-abandoned = 视为放弃
chart-abandoned-what = 没有正当理由逾期不补正，或者逾期不缴费的，不再处理。
