import type { ReactElement, ReactNode } from 'react'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from './Button.tsx'
import { EmptyState } from './EmptyState.tsx'

interface NoPostsProps {
  readonly title?: string
  /** What the view will hold once there are posts. */
  readonly children: ReactNode
}

/** A view of a project without posts: the one next step is to import some. */
export function NoPosts({ title = 'No posts yet', children }: NoPostsProps): ReactElement {
  const { router } = useWorkbench()
  return (
    <EmptyState
      title={title}
      action={
        <Button variant="primary" onClick={() => router.go('data', 'import')}>
          Import posts…
        </Button>
      }
    >
      {children}
    </EmptyState>
  )
}
