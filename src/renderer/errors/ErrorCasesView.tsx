import type { ReactElement } from 'react'
import { useMemo } from 'react'
import { useCoreCall } from '../app/coreCalls.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { saveText } from '../app/saveText.ts'
import { useStore } from '../app/store.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { counted, formatPercentage } from '../components/numbers.ts'
import type { CaseFilter, Compared } from './caseFilter.ts'
import { fromRest, toRest } from './caseFilter.ts'
import { CauseTable } from './CauseTable.tsx'
import { ErrorSummary } from './ErrorSummary.tsx'
import type { Report } from './report.ts'
import { Examples } from './Examples.tsx'
import { AskedErrorsPage, ErrorsPage } from './ErrorsPage.tsx'
import { NothingToCompare } from './NothingToCompare.tsx'
import { ReadingSelect } from './ReadingSelect.tsx'
import { saveReport } from './saveReport.ts'
import { WhichChoice } from './WhichChoice.tsx'
import styles from './ErrorCasesView.module.css'

/** Examples of each kind in a saved report. */
const EXAMPLES_SAVED = 25

/** What the model gets wrong, how often, and where: every number leads to its posts. */
export function ErrorCasesView(): ReactElement {
  const { router } = useWorkbench()
  const rest = useStore(router.route, (route) => route.rest)
  const { compared, filter } = useMemo(() => fromRest(rest), [rest])
  const { which } = compared
  const report = useCoreQuery('errors.report', compared, { keepPrevious: true })
  const project = useCoreQuery('projects.current', {})
  const page = useCoreCall('errors.html', ({ html }) => saveText('error-report.html', html, 'text/html'))
  const show = (next: { compared?: Compared; filter?: CaseFilter }): void =>
    router.replace('errors', ...toRest(next.compared ?? compared, next.filter ?? filter))

  if (project.data == null || report.data === undefined)
    return (
      <AskedErrorsPage
        current="cases"
        asked={report}
        waiting="Comparing gold and model"
        failure="Gold and model could not be compared"
      />
    )
  const { labels, modelRun } = project.data
  const empty = report.data.posts === 0
  return (
    <ErrorsPage
      current="cases"
      actions={
        empty ? undefined : (
          <>
            <Button onClick={() => saveReport(report.data)}>Save as CSV</Button>
            <Button
              disabled={page.isPending}
              onClick={() => page.mutate({ ...compared, examplesPerKind: EXAMPLES_SAVED })}
            >
              Save as HTML
            </Button>
          </>
        )
      }
    >
      {page.error === null ? null : <ErrorNotice title="The report was not saved" error={page.error} />}
      {empty && which === 'all' ? null : (
        <div className={styles.subject}>
          <WhichChoice
            value={which}
            onChange={(chosen) => show({ compared: { ...compared, which: chosen } })}
          />
          <ReadingSelect compared={compared} onChange={(chosen) => show({ compared: chosen })} />
          {empty ? null : <p className={styles.note}>{summaryOf(report.data, modelRun, compared)}</p>}
        </div>
      )}
      {empty ? (
        <NothingToCompare
          project={project.data}
          which={which}
          onShowAll={() => show({ compared: { which: 'all' } })}
        />
      ) : (
        <>
          <div className={styles.columns}>
            <ErrorSummary
              report={report.data}
              labels={labels}
              filter={filter}
              onFilter={(next) => show({ filter: next })}
            >
              <CauseTable
                project={project.data}
                compared={compared}
                onFilter={(next) => show({ filter: next })}
              />
            </ErrorSummary>
            <Examples
              project={project.data}
              compared={compared}
              filter={filter}
              onFilter={(next) => show({ filter: next })}
            />
          </div>
        </>
      )}
    </ErrorsPage>
  )
}

function summaryOf(report: Report, run: { readonly model: string } | null, { reading }: Compared): string {
  const { posts, f1, interval95 } = report
  const interval =
    interval95 === null ? '' : ` (${formatPercentage(interval95[0])}–${formatPercentage(interval95[1])})`
  const who = reading === undefined ? (run?.model ?? 'Model') : 'This reading'
  return `${who} against ${counted(posts, 'post')} · F1 ${formatPercentage(f1)}${interval}`
}
