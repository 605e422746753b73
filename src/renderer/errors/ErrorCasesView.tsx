import type { ReactElement } from 'react'
import { useMemo } from 'react'
import { useCoreCall } from '../app/coreCalls.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { saveText } from '../app/saveText.ts'
import { useStore } from '../app/store.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { Choice } from '../components/Field.tsx'
import { counted, formatPercentage } from '../components/numbers.ts'
import { Page } from '../components/Page.tsx'
import { Waiting } from '../components/Waiting.tsx'
import type { CaseFilter, Which } from './caseFilter.ts'
import { fromRest, toRest } from './caseFilter.ts'
import { CauseTable } from './CauseTable.tsx'
import { ErrorSummary } from './ErrorSummary.tsx'
import type { Report } from './report.ts'
import { Examples } from './Examples.tsx'
import { ErrorTabs } from './ErrorTabs.tsx'
import { NothingToCompare } from './NothingToCompare.tsx'
import { saveReport } from './saveReport.ts'
import styles from './ErrorCasesView.module.css'

/** Examples of each kind in a saved report. */
const EXAMPLES_SAVED = 25

/** What the model gets wrong, how often, and where: every number leads to its posts. */
export function ErrorCasesView(): ReactElement {
  const { router } = useWorkbench()
  const rest = useStore(router.route, (route) => route.rest)
  const { which, filter } = useMemo(() => fromRest(rest), [rest])
  const report = useCoreQuery('errors.report', { which }, { keepPrevious: true })
  const project = useCoreQuery('projects.current', {})
  const page = useCoreCall('errors.html', ({ html }) => saveText('error-report.html', html, 'text/html'))
  const empty = report.data === undefined || report.data.posts === 0
  const show = (next: { which?: Which; filter?: CaseFilter }): void =>
    router.replace('errors', ...toRest(next.which ?? which, next.filter ?? filter))

  if (project.data == null || (report.data === undefined && report.error === null))
    return <Waiting label="Comparing gold and model" />
  const { labels, modelRun } = project.data
  return (
    <Page
      title="Errors"
      width="wide"
      summary={<ErrorTabs current="cases" />}
      actions={
        <>
          <Choice
            bare
            label="Posts to compare"
            value={which}
            options={[
              { value: 'all', label: 'All with gold' },
              { value: 'reviewed', label: 'Reviewed' },
              { value: 'corrected', label: 'Corrected here' },
            ]}
            onChange={(chosen) => show({ which: chosen })}
          />
          <Button disabled={empty} onClick={() => report.data !== undefined && saveReport(report.data)}>
            Save as CSV
          </Button>
          <Button
            disabled={empty || page.isPending}
            onClick={() => page.mutate({ which, examplesPerKind: EXAMPLES_SAVED })}
          >
            Save as HTML
          </Button>
        </>
      }
    >
      {page.error === null ? null : <ErrorNotice title="The report was not saved" error={page.error} />}
      {report.data === undefined ? (
        <ErrorNotice
          title="Gold and model could not be compared"
          error={report.error}
          action={<Button onClick={() => void report.refetch()}>Try again</Button>}
        />
      ) : report.data.posts === 0 ? (
        <NothingToCompare project={project.data} which={which} onShowAll={() => show({ which: 'all' })} />
      ) : (
        <>
          <p className={styles.note}>{summaryOf(report.data, modelRun)}</p>
          <div className={styles.columns}>
            <ErrorSummary
              report={report.data}
              labels={labels}
              filter={filter}
              onFilter={(next) => show({ filter: next })}
            >
              <CauseTable
                which={which}
                readOnly={project.data.readOnly}
                onFilter={(next) => show({ filter: next })}
              />
            </ErrorSummary>
            <Examples
              which={which}
              filter={filter}
              labels={labels}
              onFilter={(next) => show({ filter: next })}
            />
          </div>
        </>
      )}
    </Page>
  )
}

function summaryOf(report: Report, run: { readonly model: string } | null): string {
  const { posts, f1, interval95 } = report
  const interval =
    interval95 === null ? '' : ` (${formatPercentage(interval95[0])}–${formatPercentage(interval95[1])})`
  return `${run?.model ?? 'Model'} against ${counted(posts, 'post')} · F1 ${formatPercentage(f1)}${interval}`
}
