"""What is personal, decided in one place: numbers in a text, columns by heading and contents."""
