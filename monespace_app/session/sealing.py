"""Lock 4 for the states of tabs: in Redis they are sealed.

They hold what patients read and type, and Reflex would keep them there in clear. And they are pickles, which do
what they please when they are opened: one that our own key has not sealed never is.
"""

from collections.abc import Callable
from typing import BinaryIO

from reflex.state import BaseState
from reflex_base.utils.exceptions import StateSchemaMismatchError

from monespace_app.core import crypto

PURPOSE = "tab states"

_serialize: Callable[[BaseState], bytes] = BaseState._serialize
_deserialize = BaseState._deserialize


def install() -> None:
    """Seal every state that leaves this process. Calling it again changes nothing."""
    BaseState._serialize = sealed
    BaseState._deserialize = staticmethod(opened)


def sealed(state: BaseState) -> bytes:
    """A state as it is kept outside of the process."""
    return crypto.encrypt(crypto.system_key(PURPOSE), _serialize(state), PURPOSE)


def opened(data: bytes | None = None, fp: BinaryIO | None = None) -> BaseState:
    """The state that `sealed` made; `StateSchemaMismatchError` for anything else: the tab then begins anew."""
    content = data if data is not None else fp.read() if fp is not None else b""
    try:
        pickled = crypto.decrypt(crypto.system_key(PURPOSE), content, PURPOSE)
    except crypto.DecryptionError:
        raise StateSchemaMismatchError("a state that this installation has not sealed") from None
    return _deserialize(data=pickled)
