"""The demo company: a believable Philippine distributor, generated, with planted troubles.

`write_demo` writes a source folder (settings, one SELECT per book table, data files) that is
imported like any other source, and the answer key of what was planted in it.
"""

from husay.demo.answer_key import AnswerKey, Trouble
from husay.demo.timeline import UNTIL
from husay.demo.write import write_demo

__all__ = ["UNTIL", "AnswerKey", "Trouble", "write_demo"]
