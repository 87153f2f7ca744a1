"""The signed-in front page, the way in, and the as-of view of the whole house."""
