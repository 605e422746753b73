import { csvOf, saveText } from '../app/saveText.ts'
import type { Agreement } from './agreements.ts'
import { coverageNotes, coverageOf, figuresOf, share } from './figures.ts'

/** The figures of the page as one CSV: measures, types, and where every post went. */
export function saveAgreement(agreement: Agreement): void {
  saveText('agreement.csv', csvOf(agreementRows(agreement)), 'text/csv')
}

export function agreementRows(agreement: Agreement): readonly (readonly (string | number)[])[] {
  const { first, second, source, at, report, differing, left } = agreement
  const spans = [...report.types, { type: 'all', ...report.spans }]
  return [
    ['first', 'second', 'source', 'at'],
    [first, second, source, at],
    [],
    ['measure', 'value', 'low 95 %', 'high 95 %', 'what it is'],
    ...figuresOf(agreement).map(({ name, value, interval, meaning }) => [
      ...[name, value ?? '', interval?.[0] ?? '', interval?.[1] ?? '', meaning],
    ]),
    ['words', report.tokens],
    [],
    ['type', first, second, 'same', 'f1'],
    ...spans.map((row) => [row.type, row.first, row.second, row.same, share(row.f1)]),
    [],
    ['posts', 'count'],
    ...coverageOf(agreement),
    ['Read alike', report.alike],
    ['Read differently', differing],
    ['Left to settle', left],
    ...coverageNotes(agreement).map((note) => [note]),
  ]
}
