# The register of numbers.

register-title = 文号登记簿
register-what = 每个序列每年的全部文号：用在哪份文书上，何时以何种方式送达；作废的划去并写明原因，没有使用的写明原因，缺号也列出。
register-year = 年份
register-show = 查看
register-caption = { $agency }{ $year }年“{ $series }”序列，已用到第{ $last }号
register-empty = 这个序列这一年还没有使用文号。
register-serial = 序号
register-number = 文号
register-kind = 文书
register-case = 申请编号
register-issued = 日期
register-to = 受送达人
register-served = 送达
register-void = 作废、空号、缺号
register-to-applicant = 申请人
register-to-third-party = 第三方
register-to-organ = 机关
register-unserved = 尚未送达
register-spoilt = 作废：{ $why }
register-spoilt-unsaid = 作废（原因见办件）
register-skipped = 空号，没有使用：{ $why }
register-missing = 缺号：没有文书使用这个号，原因不明。请系统运维人员运行 gongkai verify 核查。
register-print = 打印全年
register-csv = 下载全年（CSV）
register-file = { $agency }{ $year }年{ $series }文号登记簿.csv
