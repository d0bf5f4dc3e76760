"""The company's jobs: the list, the editor with what the law asks for, publishing and closing."""
