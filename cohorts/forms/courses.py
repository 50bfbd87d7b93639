"""A cohort's courses while two people edit them: they count as one value, in their order."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accounts.editing import SharedForm, digest_of

ROWS = "cohort_courses"


class MergesConcurrentCourses(SharedForm):
    """For the form of a cohort, whose courses are a formset of their own."""

    def digests_now(self) -> dict[str, str]:
        return {**super().digests_now(), ROWS: self._digest(self._saved_courses())}

    def compare(self, shown: dict[str, str]) -> dict[str, str]:
        shown = super().compare(shown)
        saved, sent = self._saved_courses(), self._sent_courses()
        drawn, now = shown.get(ROWS), self._digest(saved)
        if sent is None or drawn in (None, now):
            return shown
        if self._digest(sent) == drawn:
            self._send_instead(saved)
        else:
            self._send_instead(sent)
            if sent != saved:
                self.add_error(None, self._what_was_saved_as_courses())
        return {**shown, ROWS: now}

    def _saved_courses(self) -> list[int]:
        return [row.course_id for row in self._saved_rows()]

    def _saved_rows(self) -> list[Any]:
        return list(self.formsets[ROWS].get_queryset()) if ROWS in self.formsets else []

    def _sent_courses(self) -> list[int] | None:
        """The courses' keys in their order; None where a row is not complete."""
        if ROWS not in self.formsets:
            return None
        forms = [form for form in self.formsets[ROWS].forms if not form.errors.get("course")]
        if len(forms) < len(self.formsets[ROWS].forms):
            return None
        rows = [form.cleaned_data for form in forms if not form.cleaned_data.get("DELETE")]
        rows.sort(key=lambda row: row.get("ORDER") or len(forms) + 1)
        courses = [row["course"].pk for row in rows if row.get("course")]
        return courses if len(courses) == len({*courses}) == len(rows) else None

    def _send_instead(self, courses: list[int]) -> None:
        """Put a formset in place that turns the rows as saved by now into these courses."""
        sent = self.formsets[ROWS]
        rows = {row.course_id: row.pk for row in self._saved_rows()}
        all_of_them = [*rows, *(course for course in courses if course not in rows)]
        data: dict[str, Any] = {
            f"{sent.prefix}-TOTAL_FORMS": len(all_of_them),
            f"{sent.prefix}-INITIAL_FORMS": len(rows),
        }
        for number, course in enumerate(all_of_them):
            prefix = f"{sent.prefix}-{number}"
            stays = course in courses
            data[f"{prefix}-id"] = rows.get(course, "")
            data[f"{prefix}-course"] = course
            data[f"{prefix}-ORDER"] = courses.index(course) + 1 if stays else 0
            data[f"{prefix}-DELETE"] = "" if stays else "1"
        self.formsets[ROWS] = type(sent)(
            data, instance=self.instance, prefix=sent.prefix, form_kwargs=sent.form_kwargs
        )

    def _what_was_saved_as_courses(self) -> str:
        names = ", ".join(str(row.course) for row in self._saved_rows())
        text = _("Somebody saved these courses meanwhile: %(names)s. Save again to keep yours.")
        return text % {"names": names}

    @staticmethod
    def _digest(courses: list[int]) -> str:
        return digest_of(" ".join(str(course) for course in courses))
