const SPLIT_WORDS: Readonly<Record<string, string>> = {
  train: 'train',
  training: 'train',
  dev: 'dev',
  valid: 'valid',
  val: 'valid',
  validation: 'valid',
  test: 'test',
  testing: 'test',
}

/** The split a file's name speaks of (`twitter2017_train.txt`); null: none, or more than one. */
export function splitOfName(file: string): string | null {
  const words = file.toLowerCase().split(/[^a-z]+/u)
  const splits = new Set(
    words.flatMap((word) => (Object.hasOwn(SPLIT_WORDS, word) ? [SPLIT_WORDS[word]] : [])),
  )
  const [only] = splits
  return splits.size === 1 ? (only ?? null) : null
}
