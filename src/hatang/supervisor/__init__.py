"""Starts and watches the processes of one machine; knows no Django."""
