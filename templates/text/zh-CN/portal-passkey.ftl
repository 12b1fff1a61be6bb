# 通行密钥：用手机或者电脑自己的指纹、面容或者锁屏密码登录申请人账号。

passkey-sign-in = 用通行密钥登录
passkey-waiting = 请在您的设备上用指纹、面容或者锁屏密码确认。
passkey-cancelled = 没有完成：可能是取消了，也可能是等得太久。可以再试一次，或者换一种方式登录。
passkey-failed = 这个浏览器没有完成。请再试一次，或者换一种方式登录。
passkey-wrong = 用通行密钥没有登录成功。可以再试一次；还是不行的，请用验证码登录。

passkey-title = 通行密钥
passkey-what = 用手机或者电脑的指纹、面容、锁屏密码登录，不用等验证码。指纹和面容不会离开您的设备，我们看不到。
passkey-times = { $added }添加，最近一次用来登录：{ $used }
passkey-unused = { $added }添加，还没有用来登录过
passkey-remove = 移除
passkey-removed = 通行密钥已经移除，不能再用来登录；在别处的登录都已退出。设备里存着的那一份，可以在设备的密码设置里删掉。
passkey-full = 已经有{ $most }个通行密钥，不能再加。请先移除不用的。
passkey-add = 添加通行密钥
passkey-not-here = 添加通行密钥，要用支持它的浏览器，并且打开JavaScript。其他登录方式不受影响。

passkey-add-title = 添加通行密钥
passkey-add-what = 起一个名称，然后按设备的提示用指纹、面容或者锁屏密码确认。请不要在别人的或者公用的设备上添加。
passkey-name = 名称
passkey-name-hint = 方便您认出是哪一台设备，例如“我的手机”
passkey-name-blank = 请写一个名称，例如“我的手机”
passkey-name-long = 名称最多{ $most }个字
passkey-name-wrong = 名称里有不能用的字符
passkey-make = 用这台设备确认
passkey-known = 这台设备已经有这个账号的通行密钥，不用再加。
passkey-not-added = 没有添加成功，请再试一次。
passkey-added = 通行密钥已经添加，以后可以用它登录。

privacy-kept-passkey = 您添加了通行密钥的：我们只保存用来核对的公钥、您起的名称、添加和最近使用的时间；指纹、面容和锁屏密码不会离开您的设备。移除通行密钥或者删除账号，这些随之删除。
