"""A worker that kills itself at the n-th line that it runs of those by which a mail is sent and its job ended.

python -m tests.asks.killed N: with N = 0 it does all that waits, is not killed, and prints how many lines there were.
"""

import os
import signal
import sys
import threading

LAST = int(sys.argv[1])
# From the job's first line to its end in the queue: the act, the mail server's client, the commit, the queue.
FILES = (
    "statenshus/kernel/jobs.py",
    "statenshus/asks/jobs.py",
    "statenshus/asks/usecases/mails.py",
    "statenshus/asks/registers.py",
    "django/core/mail/backends/smtp.py",
    "smtplib.py",
    "django/db/transaction.py",
    "procrastinate/worker.py",
    "procrastinate/manager.py",
)
passed, begun = 0, False


def trace(frame, event, argument):
    """Count lines of the files from the first job on, and end the process at the last."""
    global passed, begun
    name = frame.f_code.co_filename
    if not name.endswith(FILES):
        return None
    if frame.f_code.co_name == "in_house":
        begun = True
    if event == "line" and begun:
        passed += 1
        if passed == LAST:
            os.kill(os.getpid(), signal.SIGKILL)
    return trace


def main():
    """Run a worker, watched."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from config import worker

    threading.settrace(trace)
    sys.settrace(trace)
    worker.run(1, wait=LAST > 0)
    sys.stdout.write(str(passed))


if __name__ == "__main__":
    main()
