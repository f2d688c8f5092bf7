"""The questionnaire as a workbook for Excel and LibreOffice: writing one, and reading it back."""
