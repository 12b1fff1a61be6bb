# What goes wrong, and what to do.

error-home = 回到首页
error-reference = 请在联系我们时告知这个编号：
error-not-found = 没有找到这个页面
error-not-found-do = 网址可能输入有误，或者您没有查看它的权限。请检查网址，或者从首页重新进入。
error-sign-in = 请先登录
error-sign-in-do = 登录后可以继续。
error-refused = 不能进行这项操作
error-refused-do = 什么都没有改变。如有疑问，请与本单位管理员联系。
error-stale = 内容已经被别人改动
error-stale-do = 您打开这个页面之后，有人改动了同一事项。请按浏览器的“返回”，复制好已填写的内容，刷新页面，看过新的情况后再提交。
error-invalid = 无法识别这个请求
error-invalid-do = 请回到刚才的页面重新操作；什么都没有改变。
error-too-large = 提交的内容太大
error-too-large-do = 什么都没有保存。请按浏览器的“返回”回到表单，减少文字或者附件后重新提交；您填写的内容还在那里。
error-too-many = 尝试次数过多
error-too-many-do = 为了安全，请在{ $minutes }分钟后再试。
error-cross-site = 请从本网站的页面提交
error-cross-site-do = 这个请求来自别的网站，没有执行。如果您是从本网站提交的，请关闭浏览器的隐私插件后重试，或者与受理机关联系。
error-method = 这个网址不能这样打开
error-method-do = 请从首页重新进入。
error-timeout = 处理时间过长，已经停止
error-timeout-do = 没有任何内容保存到一半。请稍后再试。
error-unavailable = 系统暂时无法使用
error-unavailable-do = 您的请求没有完成，也没有保存到一半。请稍后再试；在提交表单的，可以按浏览器的“返回”，您填写的内容还在那里。
error-internal = 系统出了问题
error-internal-do = 这是我们的问题，不是您的。您的请求没有完成，也没有保存到一半。请稍后再试；如果一直这样，请与受理机关联系。

lapsed-title = 页面已经过期
lapsed-kept = 您离开的时间较长，为了安全，刚才的提交没有执行。您填写的内容都还在。
lapsed-files = 附件需要重新选择：提交以后回到原来的页面，再选一次。
lapsed-again = 内容没有丢失，按下面的按钮就可以重新提交。
lapsed-again-button = 重新提交
lapsed-sign-in = 请重新登录，登录后可以继续提交刚才的内容。
lapsed-sign-in-button = 登录并继续
