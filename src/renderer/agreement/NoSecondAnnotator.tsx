import type { ReactElement } from 'react'
import type { Project } from '../app/project.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { Button } from '../components/Button.tsx'
import { EmptyState } from '../components/EmptyState.tsx'

interface NoSecondAnnotatorProps {
  readonly project: Project
  readonly onCompare: () => void
}

/** Before the first comparison: what it takes, and the one next step. */
export function NoSecondAnnotator({ project, onCompare }: NoSecondAnnotatorProps): ReactElement {
  const keyOf = useKeyOf()
  return (
    <EmptyState
      title="No second annotator yet"
      action={
        <Button
          variant="primary"
          keys={keyOf('agreement.compare')}
          disabled={project.readOnly}
          onClick={onCompare}
        >
          Compare with a second annotator…
        </Button>
      }
    >
      Have somebody else label the same posts in a project of their own, without seeing yours. Then choose
      their project, or files exported from it: this page shows how far you agree, and takes you through the
      posts you read differently, one key each.
    </EmptyState>
  )
}
