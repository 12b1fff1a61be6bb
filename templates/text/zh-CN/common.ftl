# The frame of all pages.

service-name = 政府信息依申请公开
title-error = 填写有误：
skip-to-content = 跳到正文
demo-banner = 演示系统：其中的机关、人员、申请都是虚构的，请勿填写真实信息
nav-label = 主导航
nav-home = 首页
nav-agencies = 提出申请
nav-track = 查询进度
nav-desk = 办件
nav-review = 审核
nav-admin = 管理
sign-out = 退出登录
flash-done = 已完成
flash-warning = 请注意
footer-portal = 依据《中华人民共和国政府信息公开条例》提供服务。申请公开政府信息不需要说明用途。
footer-accessibility = 无障碍说明
footer-privacy = 您的信息怎样保护
footer-staff = 仅供工作人员使用。所有操作均留有记录。
letter-print = 打印这一页：按浏览器菜单里的“打印”（或者Ctrl+P），打印出来的版式与PDF相同，不带页眉页脚时效果最好。

# How the page is read.
reading-label = 阅读方式
reading-english = English
reading-chinese = 中文
reading-large = 大字版
reading-normal = 标准字号
reading-dark = 深色
reading-light = 浅色
