# The calendar file of a case. It may lie anywhere: no name, no word of the application.

calendar-file-link = 把这些日子记到手机日历
calendar-file-link-one = 把这个日子记到手机日历
calendar-file-what = 会下载一个日历文件，打开就能记到日历里，到期前会提醒。文件里只有申请编号和机关名称，没有您的姓名和申请的内容。日子有变化时，请再下载一次。
calendar-file-category = 政府信息公开
calendar-file-answer = { $agency }最晚今天答复（{ $number }）
calendar-file-correction = 补正申请的最后一天（{ $number }）
calendar-file-payment = 缴费的最后一天（{ $number }）
calendar-file-reasons = 说明理由的最后一天（{ $number }）
calendar-file-reconsideration = 申请行政复议的最后一天（{ $agency }，{ $number }）
calendar-file-litigation = 直接向法院起诉的最后一天（{ $agency }，{ $number }）
calendar-file-from-letter = 期限从您收到文书的次日起计算，最后一天是{ $day }。
calendar-file-from-silence = 期限从答复期限届满的次日起计算，最后一天是{ $day }。
calendar-file-contact = 有疑问，请联系{ $agency }（{ $office }），电话{ $phone }。
calendar-file-anew = 日子可能会变，请凭申请编号{ $number }和查询码在网上查看最新情况。
