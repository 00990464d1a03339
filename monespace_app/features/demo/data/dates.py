"""When things happened, counted from the day of loading."""

from datetime import date, datetime, time, timedelta

from monespace_app.core import clock


def working_day(today: date, days_ago: int) -> date:
    """So many days ago, or the Friday before: nobody writes from a closed practice."""
    day = today - timedelta(days=days_ago)
    return day - timedelta(days=max(0, day.weekday() - 4)) if days_ago > 1 else day


def moment(days_ago: int, hour: str) -> datetime:
    """That working day at `hour`, in Paris."""
    day = working_day(clock.today(), days_ago)
    return datetime.combine(day, time.fromisoformat(hour), tzinfo=clock.PARIS)
