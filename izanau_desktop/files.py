"""What the system says of a file that cannot be read or written, as a problem that a person can mend."""

from __future__ import annotations

import errno
from typing import Final

from izanau_protocol.fields import Words
from izanau_protocol.problems import Refused, problem

_REASONS: Final = {
    errno.ENOENT: Words("there is no such file or folder", "ファイルまたはフォルダーがありません"),
    errno.EISDIR: Words("it is a folder", "フォルダーです"),
    errno.ENOTDIR: Words("a part of its path is no folder", "パスの途中がフォルダーではありません"),
    errno.EEXIST: Words("it is there already", "すでに存在します"),
    errno.EACCES: Words("you may not use it", "アクセス権がありません"),
    errno.EPERM: Words("you may not use it", "アクセス権がありません"),
    errno.EROFS: Words("nothing can be written there", "書き込みできない場所です"),
}


def unusable(path: str, fault: OSError) -> Refused:
    """What the system says of a file, as a problem."""
    if fault.errno == errno.ENOSPC:
        return Refused(problem("disk_full"))
    reason = _REASONS.get(fault.errno or 0) or fault.strerror or str(fault)
    return Refused(problem("file_unusable", file=path, reason=reason))
