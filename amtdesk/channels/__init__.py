"""The platforms, one file each; `CHANNELS` is their list."""

from amtdesk.channels.base import Channel
from amtdesk.channels.bluesky import Bluesky
from amtdesk.channels.by_hand import BY_HAND
from amtdesk.channels.facebook import Facebook
from amtdesk.channels.instagram import Instagram
from amtdesk.channels.linkedin import LinkedIn
from amtdesk.channels.mastodon import Mastodon
from amtdesk.channels.practice import Practice
from amtdesk.channels.telegram import Telegram
from amtdesk.channels.threads import Threads
from amtdesk.channels.wordpress import WordPress
from amtdesk.channels.x import X
from amtdesk.channels.youtube import YouTube

#: In the order in which they are offered.
CHANNELS: dict[str, type[Channel]] = {
    WordPress.name: WordPress,
    Mastodon.name: Mastodon,
    Bluesky.name: Bluesky,
    Facebook.name: Facebook,
    Instagram.name: Instagram,
    Threads.name: Threads,
    LinkedIn.name: LinkedIn,
    Telegram.name: Telegram,
    X.name: X,
    YouTube.name: YouTube,
    Practice.name: Practice,
    **{kind.name: kind for kind in BY_HAND},
}
