"""Benchmarks: each remakes its number with one command, on data it has never seen."""
