import { csvOf, saveText } from '../app/saveText.ts'
import type { Report } from './ErrorSummary.tsx'

/** The numbers of the page as one CSV: kinds, types, matrix. */
export function saveReport(report: Report): void {
  saveText(
    'error-cases.csv',
    csvOf([
      ['kind', 'cases'],
      ...Object.entries(report.kinds),
      [],
      ['type', 'precision', 'recall', 'f1', 'support'],
      ...report.types.map((row) => [row.type, row.precision, row.recall, row.f1, row.support]),
      ['all', report.precision, report.recall, report.f1, report.gold],
      [],
      ['gold', 'model', 'count'],
      ...report.confusion.map((cell) => [cell.gold ?? 'none', cell.predicted ?? 'none', cell.count]),
    ]),
    'text/csv',
  )
}
