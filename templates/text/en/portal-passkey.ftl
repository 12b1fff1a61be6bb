# 通行密钥: signing in to an applicant's account with the fingerprint, face or code of one's own device.

passkey-sign-in = Sign in with a passkey
passkey-waiting = Please confirm on your device, with your fingerprint, face or screen lock.
passkey-cancelled = This was not completed. It may have been cancelled, or it may have taken too long. You can try again, or sign in another way.
passkey-failed = This browser could not complete it. Please try again, or sign in another way.
passkey-wrong = Signing in with a passkey did not work. You can try again. If it still does not work, please sign in with a code.

passkey-title = Passkeys
passkey-what = Sign in with the fingerprint, face or screen lock of your phone or computer, without waiting for a code. Your fingerprint and face never leave your device, and we never see them.
passkey-times = Added on { $added }, last used to sign in on { $used }
passkey-unused = Added on { $added }, not used to sign in yet
passkey-remove = Remove
passkey-removed = The passkey is removed and can no longer be used to sign in. You have been signed out everywhere else. You can delete the copy on your device in its password settings.
passkey-full = You already have { $most } passkeys and cannot add more. Please remove one that you no longer use.
passkey-add = Add a passkey
passkey-not-here = To add a passkey, you need a browser that supports passkeys, with JavaScript switched on. All other ways to sign in work as before.

passkey-add-title = Add a passkey
passkey-add-what = Give it a name, then follow your device and confirm with your fingerprint, face or screen lock. Please do not add a passkey on a device that belongs to somebody else or is shared.
passkey-name = Name
passkey-name-hint = To help you tell which device it is, for example “My phone”
passkey-name-blank = Enter a name, for example “My phone”
passkey-name-long = A name can have at most { $most } characters
passkey-name-wrong = The name contains a character that cannot be used
passkey-make = Confirm with this device
passkey-known = This device already has a passkey for this account. You do not need another one.
passkey-not-added = The passkey was not added. Please try again.
passkey-added = The passkey is added. You can sign in with it from now on.

privacy-kept-passkey = If you add a passkey: we keep only the public key by which we check it, the name you gave it, and when it was added and last used. Your fingerprint, face and screen lock never leave your device. All of this is erased when you remove the passkey or delete your account.
