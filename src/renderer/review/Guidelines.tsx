import type { ReactElement } from 'react'
import { useMemo, useState } from 'react'
import type { PostDetail } from '../../shared/domain/post.ts'
import { useStore } from '../app/store.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { currentPost } from './correctionSession.ts'
import type { Session } from './correctionSession.ts'
import { GuidelineEditor } from './GuidelineEditor.tsx'
import { emptyGuidelines, guidelineBlocks } from './guidelineBlocks.ts'
import { GuidelineText } from './GuidelineText.tsx'
import type { Project } from '../app/project.ts'
import type { GuidelineDraft } from './panels.ts'
import type { Review } from './review.ts'
import { targetOf } from './selection.ts'
import { useRules, useSetRules } from './useRules.ts'
import styles from './Guidelines.module.css'

interface GuidelinesProps {
  readonly review: Review
  readonly project: Project
}

/** What the project's annotators agreed on, beside the task: the part about the chosen span's type, and examples. */
export function Guidelines({ review, project }: GuidelinesProps): ReactElement {
  const { connection, announcement } = useWorkbench()
  const { guidelines } = useRules()
  const keyOf = useKeyOf()
  const draft = useStore(review.panels, (open) => open.guidelineDraft)
  const setDraft = (next: GuidelineDraft | null): void =>
    review.panels.set((open) => ({ ...open, guidelineDraft: next }))
  /** The post one came from to see an example. */
  const [origin, setOrigin] = useState<PostDetail | null>(null)
  const save = useSetRules(() => setDraft(null))
  const detail = useStore(review.session, (session) => currentPost(session)?.detail ?? null)
  const type = useStore(review.session, typeHere)
  const blocks = useMemo(() => guidelineBlocks(guidelines, project.labels), [guidelines, project.labels])
  const openExample = (externalId: string): void => {
    connection.call('posts.find', { externalId }).then(
      ({ id }) => {
        if (id === null) {
          announcement.set(`There is no post ${externalId} in this project.`)
          return
        }
        setOrigin((before) => before ?? detail)
        review.queue.open(id)
      },
      () => announcement.set('The program did not answer. Try again when it is back.'),
    )
  }
  return (
    <section className={styles.panel} aria-label="Guidelines">
      <header className={styles.head}>
        <h2>Guidelines</h2>
        {draft?.open === true || project.readOnly ? null : (
          <Button
            variant="quiet"
            onClick={() =>
              setDraft(draft === null ? newDraft(guidelines, project) : { ...draft, open: true })
            }
          >
            {draft === null ? 'Edit' : 'Go on writing'}
          </Button>
        )}
        <Button
          variant="quiet"
          keys={keyOf('review.guidelines')}
          onClick={() => review.panels.set((open) => ({ ...open, guidelines: false, drawer: false }))}
        >
          Close
        </Button>
      </header>
      {origin === null || origin.id === detail?.id ? null : (
        <p className={styles.back}>
          <Button
            onClick={() => {
              review.queue.open(origin.id)
              setOrigin(null)
            }}
          >
            Back to {origin.externalId}
          </Button>
        </p>
      )}
      {draft?.open === true && !project.readOnly ? (
        <GuidelineEditor
          text={draft.text}
          detail={detail}
          saving={save.isPending}
          trouble={save.error?.message ?? (draft.over === guidelines ? null : CHANGED)}
          onText={(text) => setDraft({ ...draft, text })}
          onSave={() => save.mutate({ project: project.location, rules: { guidelines: draft.text.trim() } })}
          onLeave={() => setDraft(isUntouched(draft, project) ? null : { ...draft, open: false })}
          onCancel={() => setDraft(null)}
        />
      ) : (
        <div className={styles.text} tabIndex={0} role="document" aria-label="Guidelines of the project">
          {blocks.length === 0 ? (
            <p className={styles.none}>
              Nobody has written any yet. They say what each type is and is not, with posts as examples.
            </p>
          ) : (
            <GuidelineText blocks={blocks} labels={project.labels} type={type} onExample={openExample} />
          )}
        </div>
      )}
    </section>
  )
}

const CHANGED = 'They were changed in another window meanwhile: saving puts these in their place.'

function newDraft(guidelines: string, { labels }: Project): GuidelineDraft {
  return { text: startOf(guidelines, labels), over: guidelines, open: true }
}

function isUntouched({ text, over }: GuidelineDraft, { labels }: Project): boolean {
  return text === startOf(over, labels)
}

/** What stands in the field at first. */
function startOf(guidelines: string, labels: Project['labels']): string {
  return guidelines === '' ? emptyGuidelines(labels) : guidelines
}

/** The type of the span where the person is. */
function typeHere(session: Session): string | null {
  const post = currentPost(session)
  if (post === null) return null
  const target = targetOf(post, session.selection)
  return target.kind === 'range' ? null : target.span.type
}
