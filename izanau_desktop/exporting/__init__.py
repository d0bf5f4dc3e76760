"""Files of applicants for outside of the program: their copies are the company's to delete, and each is recorded first."""
