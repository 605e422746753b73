import type { ReactElement } from 'react'
import { memo } from 'react'
import type { PostDetail } from '../../shared/domain/post.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { useStore } from '../app/store.ts'
import { useWorkbench } from '../app/workbench.ts'
import { PictureBadge } from '../components/PictureBadge.tsx'
import { PictureStage } from '../components/PictureStage.tsx'
import { AlignmentHeat } from './AlignmentHeat.tsx'
import { BoxedWords } from './BoxedWords.tsx'
import { CaptionField } from './CaptionField.tsx'
import { FoundBoxes } from './FoundBoxes.tsx'
import { FoundWords } from './FoundWords.tsx'
import { MentionBoxes } from './MentionBoxes.tsx'
import { withCaptionDraft } from './panels.ts'
import type { Project } from '../app/project.ts'
import type { Review } from './review.ts'
import styles from './PicturePanel.module.css'

interface PicturePanelProps {
  readonly review: Review
  readonly detail: PostDetail
  readonly project: Project
}

/** The picture; under it its caption and, quietly, the mentions that have boxes and what the detectors found in it. */
export const PicturePanel = memo(function PicturePanel({
  review,
  detail,
  project,
}: PicturePanelProps): ReactElement {
  const { settings } = useWorkbench()
  const keyOf = useKeyOf()
  const { panels } = review
  const zoomed = useStore(panels, (open) => open.zoomed)
  const captionDraft = useStore(panels, (open) => open.captionDrafts.get(detail.id))
  const boxes = useStore(settings, ({ findingsShown }) => findingsShown)
  const mentions = useStore(settings, ({ mentionBoxesShown }) => mentionBoxesShown)
  const heat = useStore(settings, ({ evidenceOpen, heatShown }) => evidenceOpen && heatShown)
  const { id, picture } = detail
  const findings = picture?.findings ?? null
  return (
    <section className={styles.panel} aria-label="Picture">
      {picture?.state === 'ok' && picture.hash !== null ? (
        <PictureStage
          key={id}
          picture={picture}
          hash={picture.hash}
          zoomed={zoomed}
          zoomKeys={keyOf('review.zoom')}
          onZoom={(next) => panels.set((open) => ({ ...open, zoomed: next }))}
        >
          {heat ? <AlignmentHeat review={review} regions={!boxes} /> : null}
          {boxes && findings !== null ? <FoundBoxes findings={findings} /> : null}
          {mentions ? <MentionBoxes picture={picture} /> : null}
        </PictureStage>
      ) : (
        <PictureBadge picture={picture} />
      )}
      <div className={styles.notes}>
        <CaptionField
          key={id}
          detail={detail}
          project={project.location}
          readOnly={project.readOnly}
          draft={captionDraft}
          onDraft={(draft) => panels.set((open) => withCaptionDraft(open, id, draft))}
        />
        {picture?.state === 'ok' ? (
          <>
            <BoxedWords
              regions={picture.regions}
              boxes={mentions}
              onBoxes={(shown) => settings.set((current) => ({ ...current, mentionBoxesShown: shown }))}
            />
            <FoundWords
              key={id}
              postId={id}
              findings={findings}
              boxes={boxes}
              onBoxes={(shown) => settings.set((current) => ({ ...current, findingsShown: shown }))}
            />
          </>
        ) : null}
      </div>
    </section>
  )
})
