import type { ReactElement } from 'react'
import type { Project } from '../app/project.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { EmptyState } from '../components/EmptyState.tsx'
import { counted } from '../components/numbers.ts'
import { NoPosts } from '../components/NoPosts.tsx'
import type { Which } from './caseFilter.ts'

interface NothingToCompareProps {
  readonly project: Project
  readonly which: Which
  readonly onShowAll: () => void
}

/** Why there are no error cases yet, and the one next step. */
export function NothingToCompare({ project, which, onShowAll }: NothingToCompareProps): ReactElement {
  const { router } = useWorkbench()
  if (project.posts === 0)
    return (
      <NoPosts>
        Once posts are labelled and a model has read them, this page shows what the model gets wrong.
      </NoPosts>
    )
  if (project.predicted === 0)
    return (
      <EmptyState
        title="No model has read these posts yet"
        action={
          <Button variant="primary" onClick={() => router.go('models')}>
            Choose a model
          </Button>
        }
      >
        Predict with a model, and this page compares its reading with gold, post by post.
      </EmptyState>
    )
  if (which !== 'all')
    return (
      <EmptyState
        title={`No ${which} post has a prediction`}
        action={
          <Button variant="primary" onClick={onShowAll}>
            Compare all posts with gold
          </Button>
        }
      >
        Posts you review become gold the model can be held against.
      </EmptyState>
    )
  return (
    <EmptyState
      title="No gold to compare with"
      action={
        <Button variant="primary" onClick={() => router.go('review')}>
          Review posts
        </Button>
      }
    >
      The model has read {counted(project.predicted, 'post')}, but nobody has labelled one of them. Each post
      you review becomes gold.
    </EmptyState>
  )
}
