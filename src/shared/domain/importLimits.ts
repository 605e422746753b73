/** Files of one import: as many as the documents of a large brat corpus, each of which is a file. */
export const MOST_FILES = 100_000

/** Characters of the name of a split. */
export const LONGEST_SPLIT = 60
