import type { ComparisonDocument } from '../../shared/api/trainingDocuments.ts'
import type { Chart } from '../../shared/charts/chart.ts'
import { confusionChart, kindsChart } from '../../shared/charts/errorCharts.ts'
import { reliabilityChart } from '../../shared/charts/reliabilityChart.ts'
import { escapeMarkup, PRINTED, PRINTED_FONT, svgText } from '../../shared/charts/svgText.ts'
import { caseLine, groupWords, KIND_WORDS, SLICE_WORDS } from '../../shared/domain/caseWords.ts'
import { SCORING_RULE } from '../../shared/domain/entityScores.ts'
import { ERROR_KINDS } from '../../shared/domain/errorCase.ts'
import type { ErrorKind } from '../../shared/domain/errorCase.ts'
import type { CauseReport } from './causeReport.ts'
import type { ErrorExample } from './errorExamples.ts'
import type { ErrorReport } from './errorReport.ts'

export interface ReportPage {
  readonly project: string
  readonly model: string
  /** ISO 8601. */
  readonly at: string
  readonly report: ErrorReport
  readonly causes: CauseReport
  /** The reading with all inputs beside each control; empty: none was made. */
  readonly controls: readonly ComparisonDocument[]
  /** Some posts of each kind. */
  readonly examples: Readonly<Record<ErrorKind, readonly ErrorExample[]>>
}

type Cell = string | number
const percent = (value: number): string => value.toFixed(2)

/** An error report as one HTML page: style, charts and examples inside, no script, nothing loaded from elsewhere. */
export function reportHtml(shown: ReportPage): string {
  const { project, model, at, report, examples } = shown
  const interval =
    report.interval95 === null ? '' : ` (95 % interval ${report.interval95.map(percent).join('–')})`
  return page(`Error cases of ${project}`, [
    `<h1>Error cases</h1>`,
    `<p>${escapeMarkup(project)}: ${escapeMarkup(model)} against ${report.posts} posts, ${escapeMarkup(at)}</p>`,
    `<p>Precision ${percent(report.precision)}, recall ${percent(report.recall)}, F1 <strong>${percent(report.f1)}</strong>${interval}. ${report.gold} spans in gold, ${report.predicted} predicted, ${report.correct} right.</p>`,
    `<p class="note">Scores: ${escapeMarkup(SCORING_RULE)}.</p>`,
    figure(kindsChart(report.kinds, report.edges)),
    ...section(
      'By type',
      table(
        ['Type', 'Precision', 'Recall', 'F1', 'In gold', ...ERROR_KINDS.map((kind) => KIND_WORDS[kind])],
        report.types.map(({ type, precision, recall, f1, support, kinds: cases }) => [
          type,
          percent(precision),
          percent(recall),
          percent(f1),
          support,
          ...ERROR_KINDS.map((kind) => cases[kind]),
        ]),
      ),
    ),
    figure(confusionChart(report.confusion)),
    ...report.slices
      .filter(({ groups }) => groups.length > 0)
      .flatMap(({ by, groups }) =>
        section(
          SLICE_WORDS[by],
          table(
            ['Group', 'Precision', 'Recall', 'F1', 'In gold', 'Predicted', 'Errors'],
            groups.map(({ group, precision, recall, f1, gold, predicted, errors }) => [
              groupWords({ by, group }),
              percent(precision),
              percent(recall),
              percent(f1),
              gold,
              predicted,
              errors,
            ]),
          ),
        ),
      ),
    ...section('Why', causeTable(shown.causes)),
    ...(shown.controls.length === 0
      ? []
      : section('What pictures and captions are good for', controlTable(shown.controls))),
    figure(reliabilityChart(report.reliability.bins, report.reliability.ece)),
    ...ERROR_KINDS.flatMap((kind) => exampleSection(kind, examples[kind])),
  ])
}

function causeTable({ rows, judged }: CauseReport): string {
  return table(
    [
      'Cause',
      'Cases',
      'Share of judged',
      ...ERROR_KINDS.map((kind) => KIND_WORDS[kind]),
      'Suggested by rule',
    ],
    rows.map(({ cause, cases, kinds, suggested }) => [
      cause?.name ?? 'Not judged',
      cases,
      cause === null || judged === 0 ? '' : ((100 * cases) / judged).toFixed(1),
      ...ERROR_KINDS.map((kind) => kinds[kind]),
      cause === null ? '' : suggested,
    ]),
  )
}

function controlTable(controls: readonly ComparisonDocument[]): string {
  return table(
    ['Reading', 'Posts', 'F1', 'F1 with everything', 'Difference', '95 % interval', 'p', 'Fixed', 'Broken'],
    controls.map(({ posts, first, second, difference, mcnemar }) => [
      second.name,
      posts,
      percent(second.micro.f1),
      percent(first.micro.f1),
      percent(difference.f1),
      difference.interval95?.map(percent).join(' to ') ?? '',
      difference.p?.toFixed(3) ?? '',
      mcnemar.fixed,
      mcnemar.broken,
    ]),
  )
}

function exampleSection(kind: ErrorKind, examples: readonly ErrorExample[]): string[] {
  if (examples.length === 0) return []
  const items = examples.map(({ externalId, tokens, cases }) => {
    const lines = cases.map((item) => `<br><span class="note">${escapeMarkup(caseLine(item, tokens))}</span>`)
    return `<li><bdi>${escapeMarkup(tokens.join(' '))}</bdi> <code>${escapeMarkup(externalId)}</code>${lines.join('')}</li>`
  })
  return section(`Examples: ${KIND_WORDS[kind].toLowerCase()}`, `<ul>${items.join('\n')}</ul>`)
}

function section(title: string, content: string): string[] {
  return [`<h2>${escapeMarkup(title)}</h2>`, content]
}

/** A drawing with its numbers beside it for those who cannot see it. */
function figure(chart: Chart): string {
  return [
    `<h2>${escapeMarkup(chart.title)}</h2>`,
    `<figure>${svgText(chart)}<figcaption class="note">${escapeMarkup(chart.summary)}</figcaption></figure>`,
    `<details><summary>Numbers</summary>${table(chart.table.columns, chart.table.rows)}</details>`,
  ].join('\n')
}

function table(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const head = columns.map((title) => `<th scope="col">${escapeMarkup(title)}</th>`).join('')
  const body = rows.map(([first = '', ...rest]) => {
    const cells = rest.map((cell) => `<td>${escapeMarkup(String(cell))}</td>`).join('')
    return `<tr><th scope="row">${escapeMarkup(String(first))}</th>${cells}</tr>`
  })
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`
}

function page(title: string, parts: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escapeMarkup(title)}</title>
<style>
body { max-width: 960px; margin: 32px auto; padding: 0 24px; background: ${PRINTED.paper}; color: ${PRINTED.ink}; font: 14px/1.5 ${PRINTED_FONT}; font-variant-numeric: tabular-nums; }
h1 { font-size: 22px; margin: 0; } h2 { font-size: 14px; margin: 32px 0 8px; }
table { border-collapse: collapse; } th, td { padding: 4px 16px 4px 0; border-bottom: 1px solid ${PRINTED.line}; font-weight: 400; text-align: end; }
th:first-child { text-align: start; } thead th { color: ${PRINTED.third}; }
figure { margin: 0; } ul { padding-left: 18px; } li { margin-bottom: 8px; } .note, code, summary { color: ${PRINTED.third}; }
</style>
</head>
<body>
${parts.join('\n')}
</body>
</html>
`
}
