"""What trainees type."""

from courses.forms.withdrawing import WithdrawalForm

__all__ = ["WithdrawalForm"]
