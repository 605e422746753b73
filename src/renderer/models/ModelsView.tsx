import type { ReactElement } from 'react'
import { useCoreQuery } from '../app/coreQueries.ts'
import { useStore } from '../app/store.ts'
import { useWorkbench } from '../app/workbench.ts'
import { AskedPage } from '../components/AskedPage.tsx'
import { Button } from '../components/Button.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { counted } from '../components/numbers.ts'
import { Page } from '../components/Page.tsx'
import { ModelDetail } from './ModelDetail.tsx'
import { ModelImport } from './ModelImport.tsx'
import { ModelList } from './ModelList.tsx'
import styles from './ModelsView.module.css'

/** The models there are, what is known of each, and letting one read the posts. */
export function ModelsView(): ReactElement {
  const { router } = useWorkbench()
  const models = useCoreQuery('models.list', {})
  const project = useCoreQuery('projects.current', {}).data ?? null
  const asked = useStore(router.route, (route) => route.rest[0])
  if (models.data === undefined || project === null)
    return (
      <AskedPage
        title="Models"
        asked={models}
        waiting="Reading the models"
        failure="The models could not be listed"
      />
    )
  const chosen = models.data.find((model) => model.id === (asked ?? 'bundled')) ?? models.data[0]
  if (chosen === undefined)
    return (
      <EmptyState
        title="No model yet"
        action={
          <Button variant="primary" onClick={() => router.go('train')}>
            Train a model
          </Button>
        }
      >
        Models that ship with the program and models trained in this project appear here, with their scores
        and what they were trained on. Train one from posts you reviewed.
      </EmptyState>
    )
  return (
    <Page title="Models" summary={counted(models.data.length, 'model')} width="wide">
      <div className={styles.columns}>
        <div className={styles.side}>
          <ModelList
            models={models.data}
            chosen={chosen.id}
            inUse={project.modelRun?.sha256 ?? null}
            onChoose={(id) => router.replace('models', id)}
          />
          {project.readOnly ? null : <ModelImport />}
        </div>
        <ModelDetail key={chosen.id} model={chosen} models={models.data} project={project} />
      </div>
    </Page>
  )
}
