"""The 2025 Hanoi ceremony as a plan package: public facts, and everything else invented."""
