"""Nobody is written to in his quiet hours: what was planned waits until they are over."""

from datetime import datetime, time, timedelta

from app.domain.reminding import Wishes, is_quiet
from app.infra import clock
from app.infra.mail_sending import Later


def wait_out_quiet_hours(wishes: Wishes, at: datetime) -> None:
    """Let a letter go out at this moment. Raises `Later` where the reader's quiet hours have begun."""
    local = at.astimezone(clock.zone())
    if is_quiet(local.hour, wishes):
        raise Later(_next_time(local, wishes.quiet_until))


def _next_time(local: datetime, hour: int) -> datetime:
    """The next moment at which the hour begins, after `local`."""
    same_day = datetime.combine(local.date(), time(hour), tzinfo=local.tzinfo)
    return same_day if same_day > local else same_day + timedelta(days=1)
