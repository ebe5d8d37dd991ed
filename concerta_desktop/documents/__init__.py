"""Paper and files: blocks -> composers (wording, over read models) -> writers (PDF, DOCX, XLSX)."""
