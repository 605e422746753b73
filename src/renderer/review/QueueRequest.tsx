import type { ReactElement } from 'react'
import { useMemo } from 'react'
import type { Command } from '../app/command.ts'
import { useCommandList } from '../app/command.ts'
import type { ReviewRequest } from '../app/reviewRequest.ts'
import { useWorkbench } from '../app/workbench.ts'
import { CloseIcon } from '../components/icons.tsx'
import type { Review } from './review.ts'
import styles from './QueueHead.module.css'

interface QueueRequestProps {
  readonly review: Review
  readonly request: ReviewRequest
  readonly onEnd: () => void
}

/** What another view asked to see, and the way back to it. */
export function QueueRequest({ review, request, onEnd }: QueueRequestProps): ReactElement {
  const { commands, router, settings } = useWorkbench()
  useCommandList(
    commands,
    useMemo<readonly Command[]>(
      () => [
        {
          id: 'review.back',
          title: 'Back to the list these posts come from',
          group: 'Move',
          keys: ['Escape'],
          where: 'content',
          foot: 'back',
          // Esc first ends the tour, then leaves the span.
          enabled: () => review.session.get().selection.span === null && settings.get().tourStep === null,
          run: () => router.go(request.from.view, ...request.from.rest),
        },
      ],
      [review, router, settings, request],
    ),
  )
  return (
    <p className={styles.request}>
      <span>{request.label}</span>
      <button type="button" className={styles.end} aria-label="Show all posts again" onClick={onEnd}>
        <CloseIcon />
      </button>
    </p>
  )
}
