"""Letters, the report's page, its pictures and its workbook: everything that is written for people outside the console."""
