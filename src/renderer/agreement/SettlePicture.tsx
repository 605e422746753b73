import type { ReactElement } from 'react'
import { describeFindings } from '../../shared/domain/pictureFindings.ts'
import type { PostDetail } from '../../shared/domain/post.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { PictureBadge } from '../components/PictureBadge.tsx'
import { PictureStage } from '../components/PictureStage.tsx'
import styles from './SettlePicture.module.css'

interface SettlePictureProps {
  readonly detail: PostDetail
  readonly zoomed: boolean
  readonly onZoom: (zoomed: boolean) => void
}

/** The picture of the post and its caption, to be looked at. */
export function SettlePicture({ detail, zoomed, onZoom }: SettlePictureProps): ReactElement {
  const keyOf = useKeyOf()
  const { id, picture, caption } = detail
  const findings = picture?.findings ?? null
  const shown = caption ?? (findings === null ? null : describeFindings(findings))
  return (
    <section className={styles.panel} aria-label="Picture">
      {picture?.state === 'ok' && picture.hash !== null ? (
        <PictureStage
          key={id}
          picture={picture}
          hash={picture.hash}
          zoomed={zoomed}
          onZoom={onZoom}
          zoomKeys={keyOf('settle.zoom')}
        />
      ) : (
        <PictureBadge picture={picture} />
      )}
      <p className={styles.caption}>
        <span className={styles.word}>Caption</span>
        <span className={shown === null ? styles.none : undefined}>{shown ?? 'No caption'}</span>
      </p>
    </section>
  )
}
