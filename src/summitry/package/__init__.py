"""Bytes and streams to plans and back: packages, workbooks, differences, merges."""
