"""What is read and written by rules that are not ours."""
