import type { ReactElement } from 'react'
import { useCallback, useState } from 'react'
import { useCoreQuery } from '../app/coreQueries.ts'
import { useStore } from '../app/store.ts'
import { useWorkbench } from '../app/workbench.ts'
import { AskedPage } from '../components/AskedPage.tsx'
import { NoPosts } from '../components/NoPosts.tsx'
import { AgreementPage } from './AgreementPage.tsx'
import { CompareDialog } from './CompareDialog.tsx'
import { NoSecondAnnotator } from './NoSecondAnnotator.tsx'
import { SettleView } from './SettleView.tsx'
import { useCompareCommand } from './useCompareCommand.ts'

/** How far this project and a second annotator agree, and settling where they do not. */
export function AgreementView(): ReactElement {
  const { router } = useWorkbench()
  const rest = useStore(router.route, (route) => route.rest)
  const project = useCoreQuery('projects.current', {}).data ?? null
  const asked = useCoreQuery('agreement.list', {})
  const [comparing, setComparing] = useState(false)
  const compared = useCallback(
    (made: number) => {
      setComparing(false)
      router.go('agreement', String(made))
    },
    [router],
  )
  const [id, page, postId] = rest
  const chosen = asked.data?.find((agreement) => String(agreement.id) === id) ?? asked.data?.[0]
  const isSettling = page === 'settle' && chosen !== undefined && chosen.differing > 0
  useCompareCommand(project, { busy: comparing || isSettling, onCompare: setComparing })

  if (asked.data === undefined || project === null)
    return (
      <AskedPage
        title="Agreement"
        asked={asked}
        waiting="Reading the comparisons"
        failure="The comparisons could not be read"
      />
    )
  if (project.posts === 0)
    return (
      <NoPosts>
        Once posts are labelled here and by a second annotator, this page shows how far the two agree, and
        lets you settle the posts they read differently.
      </NoPosts>
    )
  return (
    <>
      {chosen === undefined ? (
        <NoSecondAnnotator project={project} onCompare={() => setComparing(true)} />
      ) : isSettling ? (
        <SettleView key={chosen.id} agreement={chosen} project={project} linked={postId} />
      ) : (
        <AgreementPage
          agreement={chosen}
          agreements={asked.data}
          project={project}
          onCompare={() => setComparing(true)}
        />
      )}
      {comparing ? (
        <CompareDialog project={project} onCompared={compared} onClose={() => setComparing(false)} />
      ) : null}
    </>
  )
}
