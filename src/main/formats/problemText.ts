import { quoted, spellOut } from '../../shared/domain/visibleText.ts'

export { quoted }

export type Severity = 'warning' | 'error'

/** Where in a file something was found; null: does not apply. */
export interface Place {
  /** Lines counted by LF from 1. */
  readonly line: number | null
  /** 1-based number of the record in its file. */
  readonly record: number | null
  /** Name inside a zip. */
  readonly entry: string | null
}

/** What a reader noticed, before it is known what becomes of the import. */
export interface Finding extends Place {
  readonly severity: Severity
  /** What stands there: "the token `Berg` has no tag". */
  readonly found: string
  /** What should stand there; null where that is plain from `found`. */
  readonly expected: string | null
  /** Of a warning: what was done ("It is kept as it is."). Of an error: one thing to do ("Correct the line"). */
  readonly advice: string
}

/** A finding as docs/cli.md lists it. */
export interface ImportProblem extends Place {
  readonly severity: Severity
  readonly message: string
}

/** What became of the records around a refused one; in which words a person is told what to do. */
export type Aftermath =
  /** Nothing was stored; `refused` of `read` records were at fault. */
  | { readonly kind: 'rejected'; readonly refused: number; readonly read: number }
  /** The good records were stored, as asked for. */
  | { readonly kind: 'left-out' }
  /** Nothing has been stored yet. */
  | { readonly kind: 'preview' }
  /** Nobody imports: the posts are learned from or scored, for which every one of them is needed. */
  | { readonly kind: 'unused' }

export const nowhere: Place = { line: null, record: null, entry: null }

/** `tweets.txt, line 3: …`: at most three sentences, each of which tells something to a person. */
export function problemText(file: string, finding: Finding, aftermath: Aftermath): string {
  const expected = finding.expected === null ? '' : `; expected ${finding.expected}`
  const head = `${placeWords(file, finding)}: ${finding.found}${expected}.`
  if (finding.severity === 'warning') return `${head} ${finding.advice}`
  return `${head} ${aftermathText(finding, aftermath)}`
}

/** `bundle.zip, tweets.txt, line 3`. */
export function placeWords(file: string, { entry, line, record }: Place): string {
  const inFile = line !== null ? [`line ${line}`] : record === null ? [] : [`record ${record}`]
  return [file, ...(entry === null ? [] : [spellOut(entry)]), ...inFile].join(', ')
}

function aftermathText(finding: Finding, aftermath: Aftermath): string {
  if (aftermath.kind === 'preview') return `${finding.advice}.`
  if (aftermath.kind === 'left-out')
    return finding.record === null
      ? `Nothing of this file was imported. ${finding.advice}.`
      : `The record was left out. ${finding.advice} to have it as well.`
  if (aftermath.kind === 'unused')
    return `Nothing of the file was used. ${finding.advice}${finding.record === null ? '' : ', or take the record out'}.`
  const { refused, read } = aftermath
  const choice =
    finding.record !== null && refused < read
      ? `, or choose Import the good records (--skip-bad) to leave out ${refused} of ${read} records`
      : ''
  return `Nothing was imported. ${finding.advice}${choice}.`
}
