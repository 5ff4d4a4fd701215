"""Words: codes and values become sentences, in the reader's language, for every face alike."""
