import type { PointerEvent, ReactElement, WheelEvent } from 'react'
import { memo, useRef, useState } from 'react'
import type { PostDetail, PostPicture } from '../../shared/domain/post.ts'
import { Button } from '../components/Button.tsx'
import { PictureOffIcon, ZoomIcon } from '../components/icons.tsx'
import { pictureUrl } from './preloadPicture.ts'
import { FIT, zoomAt } from './zoom.ts'
import type { View } from './zoom.ts'
import styles from './PicturePanel.module.css'

interface PicturePanelProps {
  readonly detail: PostDetail
  readonly zoomed: boolean
  readonly onZoom: (zoomed: boolean) => void
}

/** The picture and, under it, its caption. */
export const PicturePanel = memo(function PicturePanel({
  detail,
  zoomed,
  onZoom,
}: PicturePanelProps): ReactElement {
  const { picture, caption } = detail
  return (
    <section className={styles.panel} aria-label="Picture">
      {picture?.state === 'ok' && picture.hash !== null ? (
        <Zoomable key={detail.id} picture={picture} hash={picture.hash} zoomed={zoomed} onZoom={onZoom} />
      ) : (
        <Badge picture={picture} />
      )}
      <p className={styles.caption}>
        {caption === null ? (
          <span className={styles.none}>No caption</span>
        ) : (
          <>
            <strong>Caption</strong> {caption}
          </>
        )}
      </p>
    </section>
  )
})

interface ZoomableProps extends Pick<PicturePanelProps, 'zoomed' | 'onZoom'> {
  readonly picture: PostPicture
  readonly hash: string
}

/** The key's zoom shows the picture this many times as large as it fits. */
const KEY_ZOOM = 2.5

function Zoomable({ picture, hash, zoomed, onZoom }: ZoomableProps): ReactElement {
  const frame = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<View>(FIT)
  const [failed, setFailed] = useState(false)
  const shown = zoomed ? (view.scale > 1 ? view : { ...FIT, scale: KEY_ZOOM }) : FIT

  const wheel = (event: WheelEvent): void => {
    const box = frame.current?.getBoundingClientRect()
    if (box === undefined) return
    const pointer = {
      x: event.clientX - box.left - box.width / 2,
      y: event.clientY - box.top - box.height / 2,
    }
    const next = zoomAt(shown, shown.scale * Math.exp(-event.deltaY / 400), pointer)
    setView(next)
    onZoom(next.scale > 1)
  }
  const drag = (event: PointerEvent): void => {
    if (event.buttons !== 1 || !zoomed) return
    setView({ ...shown, x: shown.x + event.movementX, y: shown.y + event.movementY })
  }

  if (failed) return <Badge picture={{ ...picture, state: 'broken' }} />
  return (
    <div
      ref={frame}
      className={styles.frame}
      data-zoomed={zoomed}
      onWheel={wheel}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => onZoom(!zoomed)}
    >
      <img
        className={styles.picture}
        src={pictureUrl(hash)}
        width={picture.width}
        height={picture.height}
        alt={`Picture of this post, ${picture.name}`}
        draggable={false}
        decoding="sync"
        onError={() => setFailed(true)}
        style={{
          transform: `translate(${String(shown.x)}px, ${String(shown.y)}px) scale(${String(shown.scale)})`,
        }}
      />
      <Button
        className={styles.zoom}
        aria-pressed={zoomed}
        aria-label={zoomed ? 'Show the whole picture' : 'Zoom in'}
        keys="g"
        onClick={() => {
          setView(FIT)
          onZoom(!zoomed)
        }}
      >
        <ZoomIcon />
      </Button>
    </div>
  )
}

/** Why there is no picture to see. The post stays usable without. */
function Badge({ picture }: { readonly picture: PostPicture | null }): ReactElement {
  const [title, words] =
    picture === null
      ? ['No picture', 'This post came without one.']
      : picture.state === 'missing'
        ? ['Picture missing', `No file named ${picture.name} was in the picture folder.`]
        : ['Broken picture', `${picture.name} is there but cannot be read as a picture.`]
  return (
    <div className={styles.frame}>
      <div className={styles.badge}>
        <PictureOffIcon />
        <strong>{title}</strong>
        <span className={styles.none}>{words}</span>
      </div>
    </div>
  )
}
