import type { ReactElement } from 'react'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useCommandList } from '../app/command.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { useStore } from '../app/store.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { NoPosts } from '../components/NoPosts.tsx'
import { currentPost } from './correctionSession.ts'
import { Guidelines } from './Guidelines.tsx'
import { PicturePanel } from './PicturePanel.tsx'
import { PostColumn } from './PostColumn.tsx'
import { PostQueue } from './PostQueue.tsx'
import type { Project } from '../app/project.ts'
import type { Review } from './review.ts'
import { acceptAndNext, reviewCommands } from './reviewCommands.ts'
import { ReviewDialogs } from './ReviewDialogs.tsx'
import { ReviewLayout } from './ReviewLayout.tsx'
import { nextStep } from './tourSteps.ts'
import { useRules } from './useRules.ts'
import { useAnnouncements } from './useAnnouncements.ts'
import styles from './ReviewView.module.css'

/** Milliseconds on a post before the address names it. */
const ADDRESS_DELAY = 400

/** The heart: a post beside its picture, the model's reading drawn in, a key for everything. */
export function ReviewView(): ReactElement | null {
  const workbench = useWorkbench()
  const review = useStore(workbench.review)
  const project = useCoreQuery('projects.current', {}).data ?? null
  if (review === null || project === null) return null
  if (project.posts > 0) return <Screen review={review} project={project} />
  return (
    <NoPosts>
      Here you will see one post at a time beside its picture, with the model’s reading drawn in, and correct
      it with the keyboard.
    </NoPosts>
  )
}

function Screen({ review, project }: { readonly review: Review; readonly project: Project }): ReactElement {
  const { commands, overlay, settings, router, reviewRequest, announcement } = useWorkbench()
  const { queue, session, panels, act } = review
  const { postId, error } = useStore(queue.state)
  const state = useStore(session)
  const drawer = useStore(panels, (open) => open.drawer)
  const guidelines = useStore(panels, (open) => open.guidelines)
  const request = useStore(reviewRequest)
  const linked = useStore(router.route, ({ rest }) => (rest[0] === undefined ? null : Number(rest[0])))
  const shown = currentPost(state)
  const post = shown?.detail.id === postId ? shown : null

  // Keeps the post on screen true while others work on it.
  const fresh = useCoreQuery('posts.get', { id: postId ?? 0 }, { enabled: postId !== null }).data
  useEffect(() => {
    if (fresh !== undefined) act({ type: 'refresh', detail: fresh })
  }, [act, fresh])

  useEffect(() => {
    const { filter } = queue.state.get()
    if (request !== null) queue.setView({ filter: { ids: [...request.ids] } })
    else if (filter.ids !== undefined) queue.setView({ filter: {} })
  }, [queue, request])
  // The address this view wrote itself is told a moment later, when the person may be at another post already.
  const written = useRef<number | null>(null)
  useEffect(() => {
    if (linked === null || linked !== written.current)
      review.begin(Number.isSafeInteger(linked) ? linked : null)
  }, [review, linked])
  useEffect(() => {
    if (postId === null) return
    // Once one rests: browsers are slow at this, and refuse it when it comes too often.
    const timer = setTimeout(() => {
      written.current = postId
      router.replace('review', String(postId))
    }, ADDRESS_DELAY)
    return () => clearTimeout(timer)
  }, [router, postId])

  const { nested } = useRules()
  useEffect(() => act({ type: 'rules', nested }), [act, nested])

  const announce = announcement.set
  const endRequest = useCallback(() => reviewRequest.set(null), [reviewRequest])
  useAnnouncements(review, project.labels, announce)
  const list = useMemo(
    () =>
      reviewCommands({
        review,
        labels: project.labels,
        readOnly: project.readOnly,
        announce,
        listTypes: () => overlay.set('types'),
        toggleEvidence: () =>
          settings.set((current) => ({ ...current, evidenceOpen: !current.evidenceOpen })),
        toggleFindings: () =>
          settings.set((current) => ({ ...current, findingsShown: !current.findingsShown })),
        toggleHeat: () => settings.set((current) => ({ ...current, heatShown: !current.heatShown })),
        tour: {
          open: () => settings.get().tourStep !== null,
          next: () => settings.set((current) => ({ ...current, tourStep: nextStep(current.tourStep) })),
        },
      }),
    [review, project.labels, project.readOnly, announce, overlay, settings],
  )
  useCommandList(commands, list)
  useEffect(() => session.subscribe(commands.refresh), [session, commands])

  return (
    <>
      <h1 className="visually-hidden">Review</h1>
      <ReviewLayout
        drawer={drawer}
        reading={guidelines}
        queue={
          guidelines ? (
            <Guidelines review={review} project={project} />
          ) : (
            <PostQueue review={review} project={project} request={request} onEndRequest={endRequest} />
          )
        }
        picture={
          post === null ? null : <PicturePanel review={review} detail={post.detail} project={project} />
        }
      >
        {error !== null && post === null ? (
          <div className={styles.notice}>
            <ErrorNotice
              title="The post could not be read"
              error={error}
              action={<Button onClick={() => review.begin(postId)}>Try again</Button>}
            />
          </div>
        ) : post === null ? null : (
          <PostColumn
            review={review}
            post={post}
            selection={state.selection}
            labels={project.labels}
            readOnly={project.readOnly}
            onAccept={() => acceptAndNext({ review, announce })}
          />
        )}
        <ReviewDialogs review={review} project={project} post={post} announce={announce} />
      </ReviewLayout>
    </>
  )
}
