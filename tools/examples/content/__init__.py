"""The words of the example documents, one module a document."""
