"""The report for an office: a Word document and what LibreOffice makes of it."""
