import { csvOf, saveText } from '../app/saveText.ts'
import type { Report } from './report.ts'

/** The numbers of the page as one CSV: kinds, edges, types, matrix, groups, reliability. */
export function saveReport(report: Report): void {
  const types = report.types.map(({ type, precision, recall, f1, support, kinds }) => [
    ...[type, precision, recall, f1, support],
    ...Object.values(kinds),
  ])
  saveText(
    'error-cases.csv',
    csvOf([
      ['kind', 'cases'],
      ...Object.entries(report.kinds),
      ...Object.entries(report.edges).map(([edge, cases]) => [`wrong-boundary: ${edge}`, cases]),
      [],
      ['type', 'precision', 'recall', 'f1', 'support', ...Object.keys(report.kinds)],
      ...types,
      ['all', report.precision, report.recall, report.f1, report.gold, ...Object.values(report.kinds)],
      [],
      ['gold', 'model', 'count'],
      ...report.confusion.map((cell) => [cell.gold ?? 'none', cell.predicted ?? 'none', cell.count]),
      [],
      ['slice', 'group', 'precision', 'recall', 'f1', 'gold', 'predicted', 'correct', 'errors'],
      ...report.slices.flatMap(({ by, groups }) =>
        groups.map((row) => [
          ...[by, row.group, row.precision, row.recall, row.f1],
          ...[row.gold, row.predicted, row.correct, row.errors],
        ]),
      ),
      [],
      ['score from', 'to', 'predicted', 'correct', 'mean score'],
      ...report.reliability.bins.map((bin) => [bin.from, bin.to, bin.predicted, bin.correct, bin.meanScore]),
    ]),
    'text/csv',
  )
}
