# 缴费凭证和缴费方式：办公页面。

command-give-proof = 提交缴费凭证
command-refuse-proof = 凭证不足，请申请人另交
refusal-no-proof = 没有等待核对的缴费凭证。
refusal-same-proof = 同样的文件已经交过，或者等待核对的凭证已经很多。
event-proof-given = 申请人提交缴费凭证{ $files }个文件，称于{ $day }缴费
event-proof-refused = 告知申请人：缴费凭证还不能证明已经缴费
proof-claimed = 申请人于{ $given }提交凭证，称于{ $paid }缴费（等待核对的凭证：{ $count }次）。请打开下面的文件，与到账情况核对；登记的日期应当是实际缴清的日期。
proof-label-because = 为什么不足
proof-hint-because = 申请人会看到这段话，请写明缺什么、怎样补交
proof-effect-refuse = 申请人在缴费页面看到理由，可以另交凭证；缴费期限不变。
reminder-proof-came = 申请人提交了缴费凭证
reminder-proof-came-what = 请核对到账情况：已经缴清的，登记缴费；不能证明的，告知申请人另交凭证。
reminder-day-proof-came = 提交日期

payee-title = 缴费方式
payee-what = 收取信息处理费时，申请人在缴费页面看到下面的收款账户。各项都留空的，页面请申请人看收费通知书、向办公室询问。
payee-admin-what = 收款人、开户银行、账号，申请人缴纳信息处理费时看到。
payee-name = 收款人
payee-name-hint = 与银行账户的户名一致；缴入国库的，写财政专户或者汇缴专户的户名
payee-bank = 开户银行
payee-account = 账号
payee-purpose = 用途（附言）里另外写什么
payee-purpose-hint = 可以不填。申请编号总会写在后面
payee-remark = 其他缴费办法
payee-remark-hint = 可以不填。例如在哪个窗口可以缴纳、怎样领取财政票据
payee-save = 保存
payee-saved = 缴费方式已经保存。
payee-problems = 还没有保存
payee-stale = 在您填写的时候，别人改了本机关的设置。下面是您填写的，请核对以后再保存。
payee-account-form = 账号只能有数字、字母、空格和连字符，5到40个字符
log-matter-payment = 缴费方式
log-part-bank = 开户银行
log-part-bank-account = 账号
log-part-purpose = 用途（附言）
log-part-remark = 其他缴费办法
