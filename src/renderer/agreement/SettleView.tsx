import type { CSSProperties, ReactElement } from 'react'
import { useCallback, useState } from 'react'
import { useCoreQuery } from '../app/coreQueries.ts'
import type { Project } from '../app/project.ts'
import { useStore } from '../app/store.ts'
import { useWorkbench } from '../app/workbench.ts'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { Waiting } from '../components/Waiting.tsx'
import type { Agreement } from './agreements.ts'
import { DifferenceList } from './DifferenceList.tsx'
import { refusalOf } from './refusal.ts'
import { SettlePicture } from './SettlePicture.tsx'
import { SettlePost } from './SettlePost.tsx'
import { useSettleCommands } from './settleCommands.ts'
import { useSettling } from './useSettling.ts'
import styles from './SettleView.module.css'

interface SettleViewProps {
  readonly agreement: Agreement
  readonly project: Project
  /** The post of the address. */
  readonly linked: string | undefined
}

/** The posts that two annotators read differently, one at a time beside its picture, each settled by a key. */
export function SettleView({ agreement, project, linked }: SettleViewProps): ReactElement {
  const textSize = useStore(useWorkbench().settings, ({ postTextSize }) => postTextSize)
  const settling = useSettling(agreement, project, linked)
  const { postId, drawn, refusal, failure, open } = settling
  const detail = useCoreQuery(
    'posts.get',
    { id: postId ?? 0 },
    { enabled: postId !== null, keepPrevious: true },
  ).data
  const [zoomed, setZoomed] = useState(false)
  const toggleZoom = useCallback(() => setZoomed((now) => !now), [])
  const commands = useSettleCommands({
    agreement,
    settling,
    readOnly: project.readOnly,
    pictured: detail?.picture?.state === 'ok',
    onZoom: toggleZoom,
  })
  const size = textSize === null ? {} : { '--post-size': `${String(textSize)}px` }
  return (
    <>
      <h1 className="visually-hidden">Settle differences</h1>
      <div className={styles.layout} style={size as CSSProperties}>
        <DifferenceList agreement={agreement} position={drawn?.position ?? null} onOpen={open} />
        <section className={styles.post} aria-label="Post" tabIndex={0}>
          {refusal === null ? null : <RefusalNotice error={refusal} />}
          {failure === null ? null : <ErrorNotice title="The post could not be read" error={failure} />}
          {drawn !== undefined ? (
            <SettlePost
              agreement={agreement}
              difference={drawn}
              name={detail?.id === drawn.postId ? detail.externalId : ''}
              labels={project.labels}
              commands={commands}
            />
          ) : failure === null ? (
            <Waiting label="Reading the post" />
          ) : null}
        </section>
        {detail === undefined ? (
          <div className={styles.picture} />
        ) : (
          <SettlePicture detail={detail} zoomed={zoomed} onZoom={setZoomed} />
        )}
      </div>
    </>
  )
}

function RefusalNotice({ error }: { readonly error: Error }): ReactElement {
  const { title, words, advice } = refusalOf(error)
  return (
    <ErrorNotice title={title} error={new Error(words)}>
      {advice === '' ? null : <p>{advice}</p>}
    </ErrorNotice>
  )
}
