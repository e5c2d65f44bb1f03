"""Start one program so that it never outlives its supervisor, optionally as an unprivileged account.

Run as a script (`python -I -S launch.py PARENT UID GID REACH SIGNAL PROGRAM ARGS…`) between fork and exec, so that
nothing of this happens in a process that already has threads. Standard library only.

- PARENT: pid of the supervisor; if it is no longer the parent, nothing is started.
- UID, GID: account to become, or -1 to stay.
- REACH: 1 keeps the right to pass through folders closed to that account (a virtual environment or a state folder below
  a 0700 home); only possible for root.
- SIGNAL: number of the signal the kernel sends to the program when the supervisor dies.

What the program creates is readable by its own account only: histories and databases hold personal data.
"""

from __future__ import annotations

import ctypes
import os
import sys

PR_SET_PDEATHSIG, PR_SET_SECUREBITS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 28, 47, 2
SECBIT_NO_SETUID_FIXUP = 1 << 2
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
LINUX_CAPABILITY_VERSION_3 = 0x20080522


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Data(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


_libc = ctypes.CDLL(None, use_errno=True)


def _check(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _capabilities() -> tuple[_Header, ctypes.Array[_Data]]:
    header, data = _Header(LINUX_CAPABILITY_VERSION_3, 0), (_Data * 2)()
    _check(_libc.capget(ctypes.byref(header), data))
    return header, data


def _keep(capability: int) -> None:
    """Leave the process exactly one capability, and let it survive the exec."""
    header, data = _capabilities()
    mask = 1 << capability
    data[0].effective = data[0].permitted = data[0].inheritable = mask
    data[1].effective = data[1].permitted = data[1].inheritable = 0
    _check(_libc.capset(ctypes.byref(header), data))
    _check(_libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability, 0, 0))


def _become(uid: int, gid: int, reach: bool) -> None:
    _, data = _capabilities()
    held = data[0].permitted
    if reach:
        # Keeps capabilities over the change of account, and lets access(2) honour them, which PostgreSQL asks.
        _check(_libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0))
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)
    if reach:
        # Reading through closed folders is the smaller right; containers often grant only the larger one.
        _keep(CAP_DAC_READ_SEARCH if held & (1 << CAP_DAC_READ_SEARCH) else CAP_DAC_OVERRIDE)


def main(argv: list[str]) -> None:
    """Become the program in `argv`; does not return. Exit code 127 when it cannot be started."""
    parent, uid, gid, reach, signal_number = (int(value) for value in argv[:5])
    program = argv[5:]
    try:
        if uid >= 0:
            _become(uid, gid, bool(reach))
        # After the change of account, which clears it.
        _check(_libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0))
        os.umask(0o077)
        if os.getppid() != parent:
            raise ProcessLookupError("the supervisor is gone")
        os.execvp(program[0], program)
    except OSError as error:
        sys.stderr.write(f"{program[0]}: {error}\n")
        os._exit(127)


if __name__ == "__main__":
    main(sys.argv[1:])
