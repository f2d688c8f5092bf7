"""Pictures: of a comparison, and of an advice for a document or a presentation."""

from commplan_advisor.present.pictures.advice import PICTURES, picture, pictures
from commplan_advisor.present.pictures.drawing import Form, Picture

__all__ = ["PICTURES", "Form", "Picture", "picture", "pictures"]
