import type { ReactElement } from 'react'
import { useCoreQuery } from '../app/coreQueries.ts'
import { useStore } from '../app/store.ts'
import { useWorkbench } from '../app/workbench.ts'
import { ErrorCasesView } from './ErrorCasesView.tsx'
import { AskedErrorsPage, ErrorsPage } from './ErrorsPage.tsx'
import { NothingToCompare } from './NothingToCompare.tsx'
import { Readings } from './Readings.tsx'
import { SuspiciousGold } from './SuspiciousGold.tsx'

/** What is wrong: with the model, or with gold itself. */
export function ErrorsView(): ReactElement {
  const { router } = useWorkbench()
  const tab = useStore(router.route, (route) => route.rest[0])
  const asked = useCoreQuery('projects.current', {})
  const project = asked.data ?? null
  if (tab !== 'gold' && tab !== 'readings') return <ErrorCasesView />
  if (project === null)
    return (
      <AskedErrorsPage
        current={tab}
        asked={asked}
        waiting="Reading the project"
        failure="The project could not be read"
      />
    )
  if (project.posts === 0)
    return (
      <ErrorsPage current={tab}>
        <NothingToCompare project={project} which="all" onShowAll={() => undefined} />
      </ErrorsPage>
    )
  if (tab === 'gold') return <SuspiciousGold labels={project.labels} />
  return (
    <ErrorsPage current={tab}>
      <Readings project={project} />
    </ErrorsPage>
  )
}
