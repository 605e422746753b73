import type { BratPair } from './bratPair.ts'
import { quoted } from './problemText.ts'
import type { Finding } from './problemText.ts'

interface Line {
  /** From 0. */
  readonly at: number
}

/** What brat itself would not take about a document: one id for two spans, and what speaks of spans that are not there. */
export function bratNotes(
  { annotationFile, given }: BratPair,
  spans: readonly (Line & { readonly id: string })[],
  others: readonly (Line & { readonly text: string })[],
): Finding[] {
  const lines = new Map<string, number>()
  const notes: Finding[] = []
  const warn = (at: number, found: string, advice: string): void => {
    const line = given === annotationFile ? at + 1 : null
    const place = line === null ? `line ${at + 1} of ${annotationFile}: ` : ''
    notes.push({
      severity: 'warning',
      line,
      record: null,
      entry: null,
      found: place + found,
      expected: null,
      advice,
    })
  }
  for (const { id, at } of spans) {
    const before = lines.get(id)
    if (before === undefined) lines.set(id, at)
    else warn(at, `${quoted(id)} is also the id of line ${before + 1}`, 'Both are kept.')
  }
  for (const { at, text } of others) {
    const missing = spansNamed(text).find((id) => !lines.has(id))
    if (missing !== undefined)
      warn(at, `${quoted(text)} speaks of ${missing}, which is not there`, 'It is kept as it is.')
  }
  return notes
}

/** The spans that a relation, an event, an attribute or an equivalence names; notes hold words that may look like one. */
function spansNamed(text: string): readonly string[] {
  const [head = '', what = ''] = text.split('\t')
  if (head.startsWith('#')) return /^\S+ (T\d+)$/u.exec(what)?.slice(1, 2) ?? []
  return what
    .split(' ')
    .slice(head.startsWith('E') ? 0 : 1)
    .flatMap((part) => /(?:^|:)(T\d+)$/u.exec(part)?.[1] ?? [])
}
