# What several pages share.
