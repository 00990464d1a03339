"""A line of the profile menu that loses nothing typed (PROF-2)."""

from monespace_app.ui.client.modules import library
from monespace_app.ui.components.menu import MenuItem


class ProfileItem(MenuItem):
    """A menu item that asks before it drops unsaved words: give it to `menu_item` as its `part`."""

    library = library("profile_item.jsx")
    tag = "ProfileItem"
    alias = "ProfileItem"
