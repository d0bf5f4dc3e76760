"""What the system says of a file that cannot be read or written, as a problem that a person can mend."""

from __future__ import annotations

import errno
from typing import Final

from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem

_MANY: Final = Words("too many files are open at once", "一度に開けるファイルの数を超えています")
_REASONS: Final = {
    errno.ENOENT: Words("there is no such file or folder", "ファイルまたはフォルダーがありません"),
    errno.EISDIR: Words("it is a folder", "フォルダーです"),
    errno.ENOTDIR: Words("a part of its path is no folder", "パスの途中がフォルダーではありません"),
    errno.EEXIST: Words("it is there already", "すでに存在します"),
    errno.EACCES: Words("you may not use it", "アクセス権がありません"),
    errno.EPERM: Words("you may not use it", "アクセス権がありません"),
    errno.EROFS: Words("nothing can be written there", "書き込みできない場所です"),
    errno.EMFILE: _MANY,
    errno.ENFILE: _MANY,
    errno.EIO: Words("the disk does not answer as it should", "ディスクが正しく応答しません"),
    errno.ENOMEM: Words("there is no memory left", "メモリーが足りません"),
}


FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says where there is no room left."""


def unusable(path: str, fault: OSError) -> Refused:
    """What the system says of a file, as a problem."""
    if fault.errno in FULL:
        return Refused(problem("disk_full"))
    return Refused(problem("file_unusable", file=path, reason=reason_of(fault)))


def reason_of(fault: BaseException) -> Words | str:
    """Why the system, or SQLite, could not use a file."""
    if not isinstance(fault, OSError):
        return Words("the database in it cannot be opened", "データベースを開けません")
    return _REASONS.get(fault.errno or 0) or fault.strerror or str(fault)
