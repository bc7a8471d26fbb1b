"""The demo world and the component page; not for production."""
